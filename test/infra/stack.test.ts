/** What would hurt if it were otherwise: data kept, grants exact, mail as SES must be told, nothing lost on the way. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { functionNames } from "../../infra/build.ts";
import { nameOf, plainText, synthesized } from "./template.ts";

const { all, ofType, one } = synthesized();

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
const Statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform(list),
  Resource: z.unknown().transform(list),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const Policy = z.object({
  PolicyDocument: z.object({ Statement: z.array(Statement) }),
  Roles: z.array(z.unknown()).optional(),
});

/** Every statement of every role's policy, with the policy's logical id. */
const statements = ofType("AWS::IAM::Policy").flatMap(({ id, Properties }) =>
  Policy.parse(Properties).PolicyDocument.Statement.map((statement) => ({ id, ...statement })),
);

const grantsOf = (name: string) =>
  statements
    .filter(({ id }) => id.includes(`${name.replaceAll("-", "")}Grants`))
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${plainText(resource)}`)),
    );

describe("data is kept", () => {
  const kept = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool"];
  test.each(
    all.filter(({ Type }) => kept.includes(Type)).map((resource) => [resource.id, resource] as const),
  )("%s stays when the stack goes", (_id, { DeletionPolicy, UpdateReplacePolicy }) => {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
  });

  test("the secret of the links stays too", () => {
    expect(one("AWS::SecretsManager::Secret", "Links").DeletionPolicy).toBe("Retain");
  });

  test("both tables can be brought back to any second and tell what was before a change", () => {
    for (const { Properties } of ofType("AWS::DynamoDB::Table")) {
      expect(Properties).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      });
    }
  });

  test("raw mail can be locked but has no default retention, with which SES would refuse the bucket", () => {
    const { Properties } = one("AWS::S3::Bucket", "BucketsMail");
    expect(Properties).toMatchObject({
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: "Enabled" },
    });
    expect(Properties).not.toHaveProperty("ObjectLockConfiguration");
  });

  test("the ledger's copies are locked for ten years as they are written", () => {
    expect(one("AWS::S3::Bucket", "BucketsLedger").Properties).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 3650 } } },
    });
  });

  test("nothing has a name of its own, so that a second stack can stand beside the first", () => {
    const names = [
      "BucketName",
      "TableName",
      "FunctionName",
      "RoleName",
      "QueueName",
      "TopicName",
      "LogGroupName",
    ];
    const own: Record<string, string> = {
      BucketName: "AWS::S3::Bucket",
      TableName: "AWS::DynamoDB::Table",
      FunctionName: "AWS::Lambda::Function",
      RoleName: "AWS::IAM::Role",
      QueueName: "AWS::SQS::Queue",
      TopicName: "AWS::SNS::Topic",
      LogGroupName: "AWS::Logs::LogGroup",
    };
    const found = all.flatMap(({ id, Type, Properties }) =>
      names.filter((name) => own[name] === Type && name in Properties).map((name) => `${id}.${name}`),
    );
    expect(found).toEqual([]);
  });
});

describe("grants", () => {
  test("every function has a role of its own, without managed policies", () => {
    const roles = ofType("AWS::Lambda::Function").map(({ Properties }) => plainText(Properties.Role));
    expect(new Set(roles).size).toBe(functionNames.length);
    for (const { Properties } of ofType("AWS::IAM::Role")) {
      expect(Object.keys(Properties)).toEqual(["AssumeRolePolicyDocument"]);
    }
  });

  test("actions are written out", () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  });

  test("the only wildcards are keys below a prefix, and what AWS knows no resource for", () => {
    const wide = statements.flatMap(({ id, Action, Resource }) =>
      Resource.map(plainText)
        .filter((resource) => resource.includes("*") && !/^<Buckets\w+\.Arn>\/[\w/]+\/\*$/.test(resource))
        .map((resource) => ({ who: id.replace(/Grants.*/, ""), resource, Action })),
    );
    expect(wide.map(({ who }) => who).sort()).toEqual([
      "MailInactivaterules",
      "ScansScanner", // the one rule that GuardDuty manages itself
      "ScansScanner",
      "WorkflowsCalls",
      "WorkflowsRoadmap",
    ]);
    for (const { Action } of wide) {
      expect(
        Action.every((action) =>
          /^(logs|ses|events):\w*(Log|Logs|Delivery|Deliveries|Groups|Polic|Rule|RuleSet|Targets)/.test(
            action,
          ),
        ),
      ).toBe(true);
    }
  });

  test("nobody may change or remove an entry of the ledger, nor a mail or a copy under lock", () => {
    const onLedger = statements.filter(({ Resource }) =>
      Resource.some((r) => plainText(r).startsWith("<TablesLedger")),
    );
    const allowed = [
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
    ];
    expect(onLedger.flatMap(({ Action }) => Action).filter((action) => !allowed.includes(action))).toEqual(
      [],
    );
    const deleting = statements.filter(({ Action }) => Action.includes("s3:DeleteObject"));
    expect(deleting.flatMap(({ Resource }) => Resource.map(plainText))).toEqual([
      expect.stringMatching(/^<BucketsFiles\w+\.Arn>\/quarantine\/\*$/),
    ]);
  });

  test.each([
    ["plan-call", ["dynamodb:GetItem", "dynamodb:Query"]], // standings with a close of their own
    [
      "await-change",
      ["dynamodb:ConditionCheckItem", "dynamodb:PutItem", "states:SendTaskSuccess", "states:SendTaskSuccess"],
    ],
    ["activate-rules", ["ses:DescribeActiveReceiptRuleSet", "ses:SetActiveReceiptRuleSet"]],
  ])("%s may do this and no more", (name, actions) => {
    const own = grantsOf(name).map((grant) => grant.split(" ")[0]);
    expect(own.filter((action) => !action?.startsWith("logs:"))).toEqual(actions);
  });

  test("only send-notices and the probe may send, and only as our identity in our configuration set", () => {
    const sending = statements.filter(({ Action }) => Action.some((action) => /^ses:Send/.test(action)));
    expect([...new Set(sending.map(({ id }) => id))].sort()).toEqual([
      expect.stringMatching(/^MailOutsendnoticesGrants/),
      expect.stringMatching(/^WatchprobemailboxesGrants/),
    ]);
    for (const { Resource } of sending) {
      expect(Resource.map(plainText)).toEqual([
        expect.stringMatching(/:configuration-set\/<MailOutSet\w+>$/),
        expect.stringMatching(/:identity\/in\.hoja\.example$/),
      ]);
    }
  });

  test("each service that calls a function is held to our account or to one resource of it", () => {
    const permissions = ofType("AWS::Lambda::Permission");
    expect(permissions.length).toBeGreaterThan(0);
    for (const { Properties } of permissions) {
      expect("SourceAccount" in Properties || "SourceArn" in Properties).toBe(true);
    }
  });

  test("SES may write raw mail for our account only", () => {
    const { Statement } = Policy.parse(one("AWS::S3::BucketPolicy", "BucketsMail").Properties).PolicyDocument;
    const allowed = Statement.filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toMatchObject([
      {
        Action: ["s3:PutObject"],
        Principal: { Service: "ses.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
      },
    ]);
  });
});

describe("files", () => {
  test("whatever reaches files/ is scanned, and quarantine is nobody's", () => {
    expect(one("AWS::GuardDuty::MalwareProtectionPlan").Properties.ProtectedResource).toMatchObject({
      S3Bucket: { ObjectPrefixes: ["files/"] },
    });
  });

  test("GuardDuty may do what it demands of a plan's role, on this bucket, and no more", () => {
    const own = statements.filter(({ id }) => id.startsWith("ScansScannerGrants"));
    const onObjects = own.filter(({ Resource }) =>
      Resource.some((r) => /<BucketsFiles\w+\.Arn>\//.test(plainText(r))),
    );
    expect(
      onObjects.flatMap(({ Action, Resource }) => [
        ...Action,
        ...Resource.map((r) => plainText(r).split("/").slice(1).join("/")),
      ]),
    ).toEqual([
      "s3:PutObject",
      "malware-protection-resource-validation-object",
      "s3:GetObject",
      "s3:GetObjectVersion",
      "files/*",
    ]);
    const rules = own.filter(({ Action }) => Action.includes("events:PutRule"));
    expect(rules.map(({ Condition }) => Condition)).toEqual([
      { StringLike: { "events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com" } },
    ]);
  });
});

describe("mail", () => {
  test("one rule takes the whole domain: first kept, then told, with the scan on", () => {
    expect(one("AWS::SES::ReceiptRule").Properties.Rule).toMatchObject({
      Enabled: true,
      ScanEnabled: true,
      Recipients: ["in.hoja.example"],
      Actions: [{ S3Action: { ObjectKeyPrefix: "inbound/" } }, { LambdaAction: { InvocationType: "Event" } }],
    });
  });

  test("the rule set is activated after its rule stands", () => {
    expect(one("Custom::ActivateRules").DependsOn).toContain(one("AWS::SES::ReceiptRule").id);
  });

  test("SES reports exactly seven things, and never who opened or clicked", () => {
    expect(one("AWS::SES::ConfigurationSetEventDestination").Properties.EventDestination).toMatchObject({
      Enabled: true,
      MatchingEventTypes: [
        "send",
        "delivery",
        "deliveryDelay",
        "bounce",
        "complaint",
        "reject",
        "renderingFailure",
      ],
    });
  });

  test("the account's suppression list drops none of our mails", () => {
    expect(one("AWS::SES::ConfigurationSet").Properties.SuppressionOptions).toEqual({
      SuppressedReasons: [],
    });
  });

  test("each public mailbox is known by its own secret address", () => {
    const { Environment } = one("AWS::Lambda::Function", "receivemail").Properties;
    expect(JSON.stringify(Environment)).toContain("unnmlac@iom.int");
  });
});

describe("functions", () => {
  const functions = ofType("AWS::Lambda::Function");
  const byName = new Map(functions.map((resource) => [nameOf(resource), resource]));

  test("each of the list is deployed once", () => {
    expect([...byName.keys()].sort()).toEqual([...functionNames].sort());
  });

  test.each([
    ["receive-mail", 1536, 120],
    ["site", 512, 29],
    ["send-notices", 512, 60],
    ["load-review", 512, 300],
    ["write-notes", 1024, 120],
    ["read-documents", 1024, 30],
  ])("%s has %i MB and %i seconds", (name, MemorySize, Timeout) => {
    expect(byName.get(name)?.Properties).toMatchObject({ MemorySize, Timeout });
  });

  test("all run on Node 24, arm64, and log into a group that forgets after half a year", () => {
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
      });
    }
    for (const { Properties } of ofType("AWS::Logs::LogGroup"))
      expect(Properties).toMatchObject({ RetentionInDays: 180 });
    expect(new Set(functions.map(({ Properties }) => plainText(Properties.LoggingConfig))).size).toBe(
      functions.length,
    );
  });

  test("a page fails before the API gives up on it", () => {
    expect(one("AWS::ApiGatewayV2::Integration").Properties).toMatchObject({ TimeoutInMillis: 29_000 });
  });

  test.each([
    "receive-mail",
    "receive-upload",
    "note-scan",
    "read-documents",
    "write-notes",
    "settle-notices",
    "sweep-notices",
  ])("an event that %s gave up on is kept", (name) => {
    const config = one("AWS::Lambda::EventInvokeConfig", name);
    expect(config.Properties).toMatchObject({ MaximumRetryAttempts: 2, Qualifier: "$LATEST" });
    expect(plainText(config.Properties.DestinationConfig)).toMatch(/^<DeadLetters/);
    expect(grantsOf(name)).toContainEqual(expect.stringMatching(/^sqs:SendMessage <DeadLetters/));
  });

  test.each(["send-notices", "wake-calls", "keep-ledger"])(
    "%s follows its stream and no record blocks it",
    (name) => {
      const mapping = one("AWS::Lambda::EventSourceMapping", name);
      expect(mapping.Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        MaximumRetryAttempts: 5,
        StartingPosition: "TRIM_HORIZON",
      });
      expect(plainText(mapping.Properties.DestinationConfig)).toMatch(/^<BucketsFailures/);
      expect(grantsOf(name)).toContainEqual(
        expect.stringMatching(/^s3:PutObject <BucketsFailures\w+\.Arn>\/aws\/lambda\/\*$/),
      );
    },
  );

  test("keep-ledger sees every record of the ledger, removals too", () => {
    expect(one("AWS::Lambda::EventSourceMapping", "keep-ledger").Properties).not.toHaveProperty(
      "FilterCriteria",
    );
  });

  test("send-notices sees prepared notices only", () => {
    expect(one("AWS::Lambda::EventSourceMapping", "send-notices").Properties.FilterCriteria).toEqual({
      Filters: [
        {
          Pattern: JSON.stringify({
            eventName: ["INSERT", "MODIFY"],
            dynamodb: { NewImage: { entity: { S: ["notice"] }, state: { S: ["prepared"] } } },
          }),
        },
      ],
    });
  });
});

describe("pages", () => {
  test("CloudFront tells the site the word by which it is known", () => {
    const headers = JSON.stringify(one("AWS::CloudFront::Distribution").Properties);
    expect(headers).toMatch(/x-origin-secret.*resolve:secretsmanager/);
  });

  test("no log keeps a path: the paths of parties are their keys", () => {
    const { AccessLogSettings } = one("AWS::ApiGatewayV2::Stage").Properties;
    expect(JSON.stringify(AccessLogSettings)).not.toMatch(/path|routeKey|querystring/i);
    expect(JSON.stringify(one("AWS::CloudFront::Distribution").Properties)).not.toContain("Logging");
  });

  test("people sign in by code with PKCE and a second factor, and nobody signs up", () => {
    expect(one("AWS::Cognito::UserPoolClient").Properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      CallbackURLs: ["http://localhost:4000/sign-in/back"],
    });
    expect(one("AWS::Cognito::UserPool").Properties).toMatchObject({
      MfaConfiguration: "ON",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
  });
});

describe("alarms", () => {
  const headings = readFileSync("docs/runbook.md", "utf8").match(/^## .+$/gm) ?? [];
  const alarms = ofType("AWS::CloudWatch::Alarm").map(({ id, Properties }) => ({
    id,
    description: String(Properties.AlarmDescription),
    actions: Properties.AlarmActions,
  }));

  test.each(alarms)(
    "$description has its heading in the runbook and tells somebody",
    ({ description, actions }) => {
      const heading = description.split(":")[0] ?? "";
      expect(headings).toContain(`## ${heading}`);
      expect(description).toBe(`${heading}: docs/runbook.md#${heading.toLowerCase().replaceAll(" ", "-")}`);
      expect(plainText(actions)).toMatch(/^<AlarmsOperators/);
    },
  );

  test("the runbook has no heading for an alarm that does not exist", () => {
    const known = alarms.map(({ description }) => `## ${description.split(":")[0]}`);
    expect([...headings].sort()).toEqual([...known].sort());
  });

  test("the alarms may publish, though the topic has a policy of its own", () => {
    expect(JSON.stringify(one("AWS::SNS::TopicPolicy").Properties)).toContain("cloudwatch.amazonaws.com");
  });
});

test("a changed definition is loaded again, the same one is not", () => {
  const loaded = (definition: string) =>
    synthesized({ definition }).one("Custom::LoadReview").Properties.Definition;
  expect(loaded('{"a":1}')).toBe(loaded('{"a":1}'));
  expect(loaded('{"a":1}')).not.toBe(loaded('{"a":2}'));
});
