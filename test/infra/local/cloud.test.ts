/** The local cloud on small CDK apps: what functions, streams, schedules and custom resources do in it. */

import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CustomResource, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { AttributeType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  CfnEventInvokeConfig,
  CfnEventSourceMapping,
  CfnPermission,
  type Function as Lambda,
} from "aws-cdk-lib/aws-lambda";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { expect, test } from "vitest";
import type { Cloud } from "../../../infra/local/cloud.ts";
import { newFolder, small, started, synthesized } from "./small-app.ts";

/** A table for what the functions note, and leave to write there. */
function notes(stack: Stack): { table: Table; may: (worker: Lambda) => Lambda } {
  const table = new Table(stack, "Notes", {
    partitionKey: { name: "pk", type: AttributeType.STRING },
    removalPolicy: RemovalPolicy.RETAIN,
    timeToLiveAttribute: "expires",
  });
  const may = (worker: Lambda) => {
    worker.addEnvironment("TABLE", table.tableName);
    worker.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ["dynamodb:PutItem"],
        resources: [table.tableArn],
      }),
    );
    return worker;
  };
  return { table, may };
}

/** The same, and a table whose stream a function follows. */
function followed(stack: Stack, handler: string, props: Record<string, unknown> = {}) {
  const { may } = notes(stack);
  const watched = new Table(stack, "Watched", {
    partitionKey: { name: "pk", type: AttributeType.STRING },
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
  });
  const follower = may(small(stack, "follower", handler));
  const failures = new Queue(stack, "Failures");
  follower.addToRolePolicy(
    new PolicyStatement({
      actions: [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ],
      resources: [watched.tableStreamArn ?? ""],
    }),
  );
  follower.addToRolePolicy(
    new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [failures.queueArn] }),
  );
  new CfnEventSourceMapping(stack, "Mapping", {
    functionName: follower.functionName,
    eventSourceArn: watched.tableStreamArn ?? "",
    startingPosition: "TRIM_HORIZON",
    batchSize: 4,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 2,
    functionResponseTypes: ["ReportBatchItemFailures"],
    destinationConfig: { onFailure: { destination: failures.queueArn } },
    filterCriteria: {
      filters: [{ pattern: JSON.stringify({ dynamodb: { NewImage: { kind: { S: ["wanted"] } } } }) }],
    },
    ...props,
  });
}

function database(cloud: Cloud): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: cloud.awsEndpoint,
    region: cloud.region,
    credentials: cloud.credentials,
  });
}

async function noted(cloud: Cloud): Promise<string[]> {
  const { Items = [] } = await database(cloud).send(new ScanCommand({ TableName: cloud.resource("Notes") }));
  const sorted = Items.sort((a, b) => String(a.pk?.S).localeCompare(String(b.pk?.S)));
  return sorted.flatMap((item) => (item.word?.S === undefined ? [] : [item.word.S]));
}

async function put(cloud: Cloud, table: string, item: Record<string, string>): Promise<void> {
  const Item = Object.fromEntries(Object.entries(item).map(([key, value]) => [key, { S: value }]));
  await database(cloud).send(new PutItemCommand({ TableName: cloud.resource(table), Item }));
}

test("functions live in the virtual time, whichever way they ask for it", async () => {
  const handler = `async () => [new Date().toISOString(), new Date(Date.now()).toISOString(), Date(),
    new (new Date(0).constructor)().toISOString(), new Date(2020, 0, 1).getFullYear(), new Date() instanceof Date]`;
  const cloud = await started(synthesized((stack) => void small(stack, "clockwork", handler)));
  await cloud.advanceTo("2025-01-31T03:00:00Z");
  const now = "2025-01-31T03:00:00.000Z";
  expect(await cloud.invoke("clockwork", {})).toEqual({
    payload: [now, now, "Fri Jan 31 2025 03:00:00 GMT+0000 (Coordinated Universal Time)", now, 2020, true],
  });
});

test("a function that ends its process or takes too long fails alone, and the next call finds a fresh one", async () => {
  const handler = `async (how) => {
    globalThis.calls = (globalThis.calls ?? 0) + 1;
    if (how === "crash") process.exit(1);
    if (how === "hang") await new Promise(() => {});
    if (how === "throw") throw Object.assign(new Error("no"), { name: "Refused" });
    return globalThis.calls;
  }`;
  const timeout = Duration.seconds(1);
  const cloud = await started(synthesized((stack) => void small(stack, "fragile", handler, { timeout })));
  expect(await cloud.invoke("fragile", "fine")).toEqual({ payload: 1 });
  expect(await cloud.invoke("fragile", "throw")).toMatchObject({
    error: { errorType: "Refused", errorMessage: "no" },
  });
  expect(await cloud.invoke("fragile", "fine")).toEqual({ payload: 3 });
  expect(await cloud.invoke("fragile", "crash")).toMatchObject({ error: { errorType: "Runtime.ExitError" } });
  expect(await cloud.invoke("fragile", "hang")).toMatchObject({ error: { errorType: "Sandbox.Timedout" } });
  expect(await cloud.invoke("fragile", "fine")).toEqual({ payload: 1 });
  expect(cloud.failures()).toHaveLength(3);
});

test("a call without a grant is refused by name, and so is an action that the local cloud does not know", async () => {
  const build = (stack: Stack) => {
    const { may } = notes(stack);
    may(small(stack, "writer", `async (word) => void (await note(word))`));
    may(small(stack, "stranger", `async () => await aws("dynamodb", "DynamoDB_20120810.ExportTable", {})`));
  };
  const assembly = synthesized(build);
  const cloud = await started(assembly);
  expect(await cloud.invoke("writer", "hello")).toEqual({ payload: null });
  expect(await noted(cloud)).toEqual(["hello"]);
  expect(await cloud.invoke("stranger", {})).toMatchObject({ error: { errorType: "AccessDeniedException" } });
  expect(cloud.denied().map((denied) => denied.action)).toEqual(["dynamodb:ExportTable"]);
  expect(
    cloud
      .grants()
      .filter((grant) => grant.used > 0)
      .map((grant) => grant.action),
  ).toEqual(["dynamodb:PutItem"]);

  const poorer = await started(assembly, { without: (_holder, action) => action === "dynamodb:PutItem" });
  expect(await poorer.invoke("writer", "hello")).toMatchObject({
    error: { errorType: "AccessDeniedException" },
  });
});

test("a stream's function gets what its filter wants, in order, and retries begin at the first failed record", async () => {
  const handler = `async ({ Records }) => {
    const names = Records.map((record) => record.dynamodb.NewImage.pk.S);
    await note(names.join(" "));
    const bad = Records.find((record) => record.dynamodb.NewImage.pk.S === "c");
    if (!bad || globalThis.failed) return { batchItemFailures: [] };
    globalThis.failed = true;
    return { batchItemFailures: [{ itemIdentifier: bad.dynamodb.SequenceNumber }] };
  }`;
  const assembly = synthesized((stack) => followed(stack, handler, { bisectBatchOnFunctionError: false }));
  const cloud = await started(assembly);
  for (const pk of ["a", "b", "x", "c", "d"])
    await put(cloud, "Watched", { pk, kind: pk === "x" ? "other" : "wanted" });
  await cloud.settled();
  const seen = (await noted(cloud)).join(" ").split(" ");
  expect([...new Set(seen)]).toEqual(["a", "b", "c", "d"]);
  expect(seen.filter((name) => name === "c").length).toBe(2);
  expect(seen).not.toContain("x");
});

test("a record that always fails is bisected out, retried within bounds, and kept at the failure destination", async () => {
  const handler = `async ({ Records }) => {
    const names = Records.map((record) => record.dynamodb.NewImage.pk.S);
    if (names.includes("poison")) throw new Error("cannot");
    for (const name of names) await note(name);
  }`;
  const cloud = await started(synthesized((stack) => followed(stack, handler)));
  for (const pk of ["a", "poison", "b", "c"]) await put(cloud, "Watched", { pk, kind: "wanted" });
  await cloud.settled();
  expect((await noted(cloud)).sort()).toEqual(["a", "b", "c"]);
  expect(cloud.deadLetters()).toMatchObject([
    {
      requestContext: { condition: "RetryAttemptsExhausted" },
      payload: { Records: [{ eventName: "INSERT" }] },
    },
  ]);
});

test("a schedule and a pattern rule call their functions; failures end at the destination after the retries", async () => {
  const build = (stack: Stack) => {
    const { may } = notes(stack);
    const swept = may(
      small(stack, "sweep", `async () => void (await note(new Date().toISOString().slice(11, 16)))`),
    );
    const failing = small(stack, "failing", `async () => { throw new Error("never") }`);
    const letters = new Queue(stack, "Letters");
    failing.addToRolePolicy(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [letters.queueArn] }),
    );
    new CfnEventInvokeConfig(stack, "Config", {
      functionName: failing.functionName,
      qualifier: "$LATEST",
      maximumRetryAttempts: 1,
      destinationConfig: { onFailure: { destination: letters.queueArn } },
    });
    const rules = {
      Every: { rule: { scheduleExpression: "rate(5 minutes)" }, target: swept },
      Ours: { rule: { eventPattern: { source: ["test"], detail: { kind: ["wanted"] } } }, target: failing },
    };
    for (const [id, { rule, target }] of Object.entries(rules)) {
      const made = new CfnRule(stack, id, { ...rule, targets: [{ id: "One", arn: target.functionArn }] });
      new CfnPermission(stack, `${id}May`, {
        action: "lambda:InvokeFunction",
        functionName: target.functionArn,
        principal: "events.amazonaws.com",
        sourceArn: made.attrArn,
      });
    }
    const teller = small(
      stack,
      "teller",
      `async (kind) => await aws("events", "AWSEvents.PutEvents", { Entries: [{ Source: "test", DetailType: "Told", Detail: JSON.stringify({ kind }) }] })`,
    );
    teller.addToRolePolicy(
      new PolicyStatement({
        actions: ["events:PutEvents"],
        resources: [stack.formatArn({ service: "events", resource: "event-bus", resourceName: "default" })],
      }),
    );
  };
  const cloud = await started(synthesized(build));
  await cloud.advanceTo("2024-11-04T12:11:00Z");
  expect(await noted(cloud)).toEqual(["12:05", "12:10"]);

  await cloud.invoke("teller", "other");
  await cloud.invoke("teller", "wanted");
  await cloud.settled();
  expect(cloud.failures()).toHaveLength(1);
  expect(cloud.nextEvent()).toBe("2024-11-04T12:12:00.000Z");
  await cloud.advanceTo("2024-11-04T12:20:00Z");
  expect(cloud.failures()).toHaveLength(2);
  expect(cloud.deadLetters()).toContainEqual(expect.objectContaining({ requestPayload: expect.anything() }));
});

test.each([
  ["SUCCESS", undefined],
  ["FAILED", /Made\w* \(Custom::Made\) failed: it could not/],
])("a custom resource that answers %s", async (status, message) => {
  const handler = `async (event) => {
    const body = { Status: "${status}", Reason: "it could not", PhysicalResourceId: "made", StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId };
    await fetch(event.ResponseURL, { method: "PUT", body: JSON.stringify(body) });
  }`;
  const assembly = synthesized((stack) => {
    const maker = small(stack, "maker", handler);
    new CustomResource(stack, "Made", { serviceToken: maker.functionArn, resourceType: "Custom::Made" });
  });
  const start = started(assembly);
  if (message) await expect(start).rejects.toThrow(message);
  else expect((await start).failures()).toEqual([]);
});

test("tests break calls: a crash ends the function, a throttle and a lost reply reach it as errors", async () => {
  const done: string[] = [];
  const assembly = synthesized((stack) => {
    notes(stack).may(small(stack, "writer", `async (word) => void (await note(word))`));
  });
  const faults = ["crash-before", "crash-after", "throttle", "lost-reply", undefined] as const;
  const cloud = await started(assembly, {
    faults: ({ function: name, action }) => {
      const fault = faults[done.length];
      done.push(`${name} ${action}`);
      return fault;
    },
  });
  const types: string[] = [];
  for (const fault of faults) {
    const result = await cloud.invoke("writer", fault ?? "none");
    types.push("error" in result ? result.error.errorType : "fine");
  }
  expect(types).toEqual([
    "Runtime.ExitError",
    "Runtime.ExitError",
    "ThrottlingException",
    "TypeError",
    "fine",
  ]);
  expect((await noted(cloud)).sort()).toEqual(["crash-after", "lost-reply", "none"]);
  expect(done).toEqual(faults.map(() => "writer PutItem"));
});

test("expired items go by the virtual clock", async () => {
  const cloud = await started(synthesized((stack) => void notes(stack)));
  const expires = { N: String(Date.parse("2024-11-05T00:00:00Z") / 1_000) };
  const Item = { pk: { S: "one" }, word: { S: "over" }, expires };
  await database(cloud).send(new PutItemCommand({ TableName: cloud.resource("Notes"), Item }));
  await cloud.advanceTo("2024-11-04T20:00:00Z");
  expect(await noted(cloud)).toEqual(["over"]);
  await cloud.advanceTo("2024-11-06T20:00:00Z");
  expect(await noted(cloud)).toEqual([]);
});

test("what was written, and the time, are there in the next life", async () => {
  const assembly = synthesized(
    (stack) => void notes(stack).may(small(stack, "writer", `async (word) => void (await note(word))`)),
  );
  const dir = newFolder();
  const first = await started(assembly, { dir });
  await first.invoke("writer", "kept");
  await first.advanceTo("2024-12-24T18:00:00Z");
  await first.stop();
  const second = await started(assembly, { dir });
  expect(await noted(second)).toEqual(["kept"]);
  expect(second.clock.iso()).toBe("2024-12-24T18:00:00.000Z");
});
