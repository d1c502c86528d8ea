/** A local cloud that is killed in the middle of its work loses nothing that it had answered for. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Stack } from "aws-cdk-lib";
import { AttributeType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { expect, test } from "vitest";
import { newFolder, small, started, synthesized } from "./small-app.ts";

/** `writer` notes into Written, whose stream lets `copier` note the same into Copied. */
function build(stack: Stack): void {
  const partitionKey = { name: "pk", type: AttributeType.STRING };
  const written = new Table(stack, "Written", { partitionKey, stream: StreamViewType.NEW_IMAGE });
  const copied = new Table(stack, "Copied", { partitionKey });
  const workers = {
    writer: { table: written, handler: `async (word) => void (await note(word))` },
    copier: {
      table: copied,
      handler: `async ({ Records }) => { for (const { dynamodb } of Records) await note(dynamodb.NewImage.word.S) }`,
    },
  };
  for (const [id, { table, handler }] of Object.entries(workers)) {
    const worker = small(stack, id, handler, { environment: { TABLE: table.tableName } });
    worker.addToRolePolicy(
      new PolicyStatement({ actions: ["dynamodb:PutItem"], resources: [table.tableArn] }),
    );
    if (id === "writer") continue;
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
      (verb) => `dynamodb:${verb}`,
    );
    const stream = written.tableStreamArn ?? "";
    worker.addToRolePolicy(new PolicyStatement({ actions, resources: [stream] }));
    new CfnEventSourceMapping(stack, "Mapping", {
      functionName: worker.functionName,
      eventSourceArn: stream,
      startingPosition: "TRIM_HORIZON",
      batchSize: 5,
      maximumRetryAttempts: 3,
    });
  }
}

test("every note that was answered for is copied after the restart", async () => {
  const assembly = synthesized(build);
  const dir = newFolder();
  const script = fileURLToPath(new URL("./killed-cloud.ts", import.meta.url));
  const child = spawn(process.execPath, [script, assembly, dir], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const answered: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    answered.push(`note ${line}`);
    if (answered.length === 40) child.kill("SIGKILL");
  }
  await gone;

  const cloud = await started(assembly, { dir });
  await cloud.settled();
  const client = new DynamoDBClient({
    endpoint: cloud.awsEndpoint,
    region: cloud.region,
    credentials: cloud.credentials,
  });
  const words = new Set<string>();
  for await (const page of paginateScan({ client }, { TableName: cloud.resource("Copied") })) {
    for (const item of page.Items ?? []) words.add(item.word?.S ?? "");
  }
  expect(answered.length).toBeGreaterThanOrEqual(40);
  expect(answered.filter((word) => !words.has(word))).toEqual([]);
  expect(cloud.clock.iso()).toBe("2024-11-04T13:00:00.000Z");
});
