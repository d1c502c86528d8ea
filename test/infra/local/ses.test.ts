/** Mail out, with the AWS SDK as client of the local SES. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  DescribeActiveReceiptRuleSetCommand,
  GetSendQuotaCommand,
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
  SetActiveReceiptRuleSetCommand,
} from "@aws-sdk/client-ses";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AwsError } from "../../../infra/local/context.ts";
import { createDns } from "../../../infra/local/dns-fixture.ts";
import { escapeXml } from "../../../infra/local/s3-xml.ts";
import { createSes, type Ses } from "../../../infra/local/ses.ts";
import { edgeContext, resource } from "./edge-context.ts";

const resources = [
  resource("Receive", "AWS::Lambda::Function", {
    Environment: { Variables: { MAIL_DOMAIN: "in.hoja.example" } },
  }),
  resource("Identity", "AWS::SES::EmailIdentity", { EmailIdentity: "in.hoja.example" }),
  resource("Set", "AWS::SES::ConfigurationSet", {}, "our-set"),
  resource("Rules", "AWS::SES::ReceiptRuleSet", {}, "our-rules"),
  resource("Reported", "AWS::SES::ConfigurationSetEventDestination", {
    ConfigurationSetName: "our-set",
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: [
        "send",
        "delivery",
        "bounce",
        "complaint",
        "deliveryDelay",
        "reject",
        "renderingFailure",
      ],
      EventBridgeDestination: { EventBusArn: "arn:default" },
    },
  }),
];

let edge: ReturnType<typeof edgeContext>;
let ses: Ses;
let client: SESClient;
let server: Server;

/** As the gateway does it: the service's own errors become XML. */
async function open(dir?: string) {
  edge = edgeContext(resources, dir ? { dir } : {});
  ses = createSes(edge.context, { dns: createDns(edge.context) });
  server = createServer((request, response) => {
    const answer = async () => {
      const body = Buffer.concat(await request.toArray());
      const asked = {
        service: "ses",
        action: "",
        method: "POST",
        path: "/",
        query: new URLSearchParams(),
        headers: {},
        body,
      };
      return await ses.handle(asked, { kind: "role", role: "Sender" });
    };
    void answer()
      .catch((error: unknown) => {
        const code = error instanceof AwsError ? error.code : "InternalFailure";
        const message = escapeXml(error instanceof Error ? error.message : "");
        return {
          status: 400,
          headers: {},
          body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
        };
      })
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  const port = address !== null && typeof address !== "string" ? address.port : 0;
  client = new SESClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
}

beforeEach(() => open());
afterEach(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const raw = (to: string, from = "secretariat@in.hoja.example") =>
  Buffer.from(
    `From: Secretaría <${from}>\r\nTo: ${to}\r\nBcc: secret@co.example\r\nMessage-ID: <ours@x>\r\nDate: Fri, 1 Jan 2021 00:00:00 +0000\r\nSubject: Acuse\r\n\r\nRecibido.\r\n`,
  );
const send = (to: string, from?: string, more = {}) =>
  client.send(
    new SendRawEmailCommand({
      RawMessage: { Data: raw(to, from) },
      Destinations: [to],
      ConfigurationSetName: "our-set",
      Tags: [{ Name: "notice", Value: "co-chairs_receipt_1_co1" }],
      ...more,
    }),
  );

test("a mail is in its mailbox with the Message-ID and Date of SES, signed, and without Bcc", async () => {
  const { MessageId } = await send("mision@co.example");
  const [mail] = await ses.mailbox("Mision@co.example");
  expect(mail).toMatchObject({
    id: MessageId,
    to: ["mision@co.example"],
    tags: { notice: "co-chairs_receipt_1_co1" },
  });
  const text = mail?.raw.toString("latin1") ?? "";
  expect(text).toContain(`Message-ID: <${MessageId}@email.amazonses.com>`);
  expect(text).toContain("Date: Mon, 04 Nov 2024 12:00:00 +0000");
  expect(text).toContain("d=in.hoja.example");
  expect(text).not.toMatch(/^Bcc:|ours@x/m);
  expect(text.endsWith("\r\n\r\nRecibido.\r\n")).toBe(true);
});

test("its Send and Delivery are told on the bus with its tags", async () => {
  const { MessageId } = await send("mision@co.example");
  await edge.run();
  const types = new Set(edge.emitted.map((event) => event.detailType));
  expect(types).toEqual(new Set(["Email Sent", "Email Delivered"]));
  expect(edge.emitted[0]).toMatchObject({
    source: "aws.ses",
    detail: {
      eventType: "Send",
      mail: {
        messageId: MessageId,
        tags: { notice: ["co-chairs_receipt_1_co1"], "ses:configuration-set": ["our-set"] },
      },
    },
  });
});

test("a mailbox at bounce.example bounces hard and shows nothing", async () => {
  await send("nadie@bounce.example");
  await edge.run();
  const bounce = edge.emitted.find((event) => event.detailType === "Email Bounced");
  expect(bounce?.detail).toMatchObject({
    bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: "nadie@bounce.example" }] },
  });
  expect(await ses.mailbox("nadie@bounce.example")).toEqual([]);
});

test("the same seed gives the same reports; over many mails some come twice and some late", async () => {
  for (let n = 0; n < 60; n += 1) await send(`m${n}@co.example`);
  await edge.run();
  const first = edge.emitted.map((event) => event.detailType);
  expect(first.length).toBeGreaterThan(120);
  client.destroy();
  server.close();
  await open();
  for (let n = 0; n < 60; n += 1) await send(`m${n}@co.example`);
  await edge.run();
  expect(edge.emitted.map((event) => event.detailType)).toEqual(first);
});

test("a mail taken before a crash is reported after it", async () => {
  await send("mision@co.example");
  const { dir } = edge.context;
  client.destroy();
  server.close();
  await open(dir);
  await ses.resume();
  await edge.run();
  expect(edge.emitted.map((event) => event.detailType)).toContain("Email Sent");
});

test.each([
  ["a From of a foreign domain", () => send("a@co.example", "someone@else.example"), "MessageRejected"],
  [
    "an unknown configuration set",
    () => send("a@co.example", undefined, { ConfigurationSetName: "none" }),
    "ConfigurationSetDoesNotExistException",
  ],
  [
    "fifty-one recipients",
    () =>
      send("a@co.example", undefined, {
        Destinations: Array.from({ length: 51 }, (_, n) => `m${n}@co.example`),
      }),
    "MessageRejected",
  ],
  [
    "more than 10 MB",
    () =>
      send("a@co.example", undefined, {
        RawMessage: { Data: Buffer.concat([raw("a@co.example"), Buffer.alloc(10 * 1024 * 1024, "x")]) },
      }),
    "InvalidParameterValue",
  ],
  [
    "a tag with a space",
    () => send("a@co.example", undefined, { Tags: [{ Name: "notice", Value: "a b" }] }),
    "InvalidParameterValue",
  ],
])("%s is refused and nothing leaves", async (_title, attempt, name) => {
  await expect(attempt()).rejects.toMatchObject({ name });
  expect(await ses.sentMail()).toEqual([]);
});

test("without the grant on identity or set nothing leaves", async () => {
  edge.refuse.add("ses:SendRawEmail arn:aws:ses:us-east-1:111111111111:configuration-set/our-set");
  await expect(send("a@co.example")).rejects.toMatchObject({ name: "AccessDeniedException" });
  expect(await ses.sentMail()).toEqual([]);
});

test("a mail given by its parts is composed", async () => {
  await client.send(
    new SendEmailCommand({
      Source: "Secretaría <secretariat@in.hoja.example>",
      Destination: { ToAddresses: ["mision@co.example"] },
      Message: { Subject: { Data: "Señal" }, Body: { Text: { Data: "¿Llegó?" } } },
    }),
  );
  expect(await ses.mailbox("mision@co.example")).toHaveLength(1);
  expect((await client.send(new GetSendQuotaCommand({}))).SentLast24Hours).toBe(1);
});

test("a rule set is active once it was made so, and only if the template has it", async () => {
  expect((await client.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata).toBeUndefined();
  const unknown = client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: "other" }));
  await expect(unknown).rejects.toMatchObject({ name: "RuleSetDoesNotExistException" });
  await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: "our-rules" }));
  expect((await client.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name).toBe("our-rules");
  expect(ses.activeRuleSet()).toBe("our-rules");
});
