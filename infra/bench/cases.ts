/** For each function an event that makes it call AWS, and the environment of them all. */
import type { FunctionName } from "../build.ts";

const judged = { status: "PASS" };
const at = "2024-12-01T12:00:00.000Z";
const resource = {
  RequestType: "Create",
  ResponseURL: "http://127.0.0.1:1/",
  StackId: "stack",
  RequestId: "request",
  LogicalResourceId: "Resource",
  ResourceProperties: { RuleSetName: "rules" },
};

/** An item as a table's stream shows it. */
function inserted(item: Record<string, string | number>) {
  const attributes = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === "number" ? { N: String(value) } : { S: value },
  ]);
  return {
    Records: [
      { eventName: "INSERT", dynamodb: { SequenceNumber: "1", NewImage: Object.fromEntries(attributes) } },
    ],
  };
}

export const events: Record<FunctionName, unknown> = {
  "receive-mail": {
    Records: [
      {
        ses: {
          mail: { messageId: "bench", timestamp: at, source: "mission@chile.example" },
          receipt: {
            recipients: ["co-chairs@in.hoja.example"],
            spamVerdict: judged,
            virusVerdict: judged,
            spfVerdict: judged,
            dkimVerdict: judged,
            dmarcVerdict: judged,
          },
        },
      },
    ],
  },
  "receive-upload": { detail: { object: { key: "quarantine/draft/file/note.pdf", size: 1000 } } },
  "note-scan": {
    detail: {
      s3ObjectDetails: { bucketName: "files", objectKey: "files/draft-file/note.pdf", versionId: "v1" },
      scanResultDetails: { scanResultStatus: "NO_THREATS_FOUND", threats: null },
    },
  },
  "read-documents": {
    detail: {
      s3ObjectDetails: { bucketName: "files", objectKey: "files/draft-file/note.pdf", versionId: "v1" },
    },
  },
  "write-notes": { detail: { object: { key: "exports/requests/not_1.json" } } },
  "send-notices": inserted({ id: "co-chairs_invitation_1_con-1", entity: "notice", state: "prepared" }),
  "settle-notices": {
    detail: {
      eventType: "Send",
      mail: { messageId: "bench", tags: { notice: ["co-chairs_invitation_1_con-1"] } },
    },
  },
  "sweep-notices": {},
  "probe-mailboxes": {},
  "reprocess-mail": { what: "unmatched" },
  "wake-calls": inserted({ entity: "call", id: "co-chairs", phase: "open", generation: 1, version: 2 }),
  "keep-ledger": inserted({
    pk: "LEDGER#lac-2025#2024-12",
    sk: "led_1",
    id: "led_1",
    review: "lac-2025",
    at,
    act: "call.launched",
    actor: "system",
  }),
  "tell-subscribers": {
    detail: {
      id: "led_1",
      review: "lac-2025",
      at,
      act: "call.announced",
      actor: "system",
      call: "co-chairs",
    },
  },
  "plan-call": { call: "co-chairs", generation: 1 },
  "prepare-notices": { call: "co-chairs", kind: "invitation", occasion: "1" },
  "mark-call": { call: "co-chairs", generation: 1, mark: { kind: "closed" } },
  "await-change": { token: "token", call: "co-chairs", generation: 1, version: 1, until: at },
  "plan-roadmap": { generation: 1 },
  "mark-activity": {
    activity: "briefing-1",
    generation: 1,
    mark: { kind: "told", occasion: "briefing-1-7" },
  },
  "load-review": resource,
  "activate-rules": resource,
  site: {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/es",
    rawQueryString: "",
    headers: { host: "hoja.example", "x-origin-secret": "secret", "accept-language": "es" },
    requestContext: {
      http: { method: "GET", path: "/es", sourceIp: "127.0.0.1", userAgent: "bench" },
      stage: "$default",
    },
    isBase64Encoded: false,
  },
};

export const environment = {
  REVIEW_ID: "lac-2025",
  REVIEWS_TABLE: "reviews",
  LEDGER_TABLE: "ledger",
  MAIL_BUCKET: "mail",
  FILES_BUCKET: "files",
  LEDGER_BUCKET: "ledger",
  LINK_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:111111111111:secret:links",
  MAIL_DOMAIN: "in.hoja.example",
  PUBLIC_ORIGIN: "https://hoja.example",
  FROM_ADDRESS: "secretariat@in.hoja.example",
  CONFIGURATION_SET: "notices",
  CALL_MACHINE_ARN: "arn:aws:states:us-east-1:111111111111:stateMachine:calls",
  ROADMAP_MACHINE_ARN: "arn:aws:states:us-east-1:111111111111:stateMachine:roadmap",
  EVENT_BUS_NAME: "events",
  MAIL_MODE: "held",
  TEAM_ADDRESSES: "team@hoja.example",
  REDIRECTS: "{}",
  ORIGIN_SECRET: "secret",
  SIGN_IN_ISSUER: "https://issuer.example",
  SIGN_IN_CLIENT_ID: "client",
  SIGN_IN_ORIGIN: "https://sign-in.example",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  POWERTOOLS_SERVICE_NAME: "bench",
  POWERTOOLS_LOG_LEVEL: "SILENT",
};
