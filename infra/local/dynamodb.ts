/** DynamoDB: authorises each request item by item, hands it to the engine, and says which tables were written. */
import * as z from "zod";
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Context,
  type Identity,
  type Resource,
  type Service,
} from "./context.ts";
import type { Engine } from "./dynamo-engine.ts";
import { unknownAction } from "./gateway.ts";

export type DynamoDb = Service & {
  /** Called after each request that may have written to a table, with its logical id. */
  onWrite: (listener: (tableId: string) => void) => void;
  /** Deletes what the tables' time-to-live attribute says is over: never left to the engine, whose time is real. */
  deleteExpired: () => Promise<void>;
};

const Expiry = z.object({ AttributeName: z.string(), Enabled: z.boolean() });
const TableProperties = z.looseObject({
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).optional(),
  LocalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: Expiry.optional(),
});

const Item = z.looseObject({ TableName: z.string() });
const Transact = z.looseObject({
  TransactItems: z.array(
    z.record(z.enum(["Put", "Update", "Delete", "ConditionCheck", "Get"]), Item.optional()),
  ),
});
const Batch = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });
const Single = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });

const itemActions: Record<string, string> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};
const singleActions = new Set([
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "Scan",
  "DescribeTable",
]);
const writes = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);
const api = "DynamoDB_20120810.";

export async function createDynamoDb(context: Context, engine: Engine): Promise<DynamoDb> {
  const { assembly } = context;
  const tables = assembly.ofType("AWS::DynamoDB::Table");
  const listeners: ((tableId: string) => void)[] = [];
  for (const table of tables) await createTable(engine, table);

  const tableOf = (name: string): Resource => {
    const found = tables.find((table) => table.ref === name || table.arn === name);
    if (!found)
      throw new AwsError(
        "ResourceNotFoundException",
        `Cannot do operations on a non-existent table: ${name}`,
      );
    return found;
  };

  const handle = async (request: AwsRequest, identity: Identity): Promise<AwsResponse> => {
    const needs = needsOf(request);
    if (!needs) throw unknownAction(identity, request);
    for (const { action, table, index } of needs) {
      const { arn } = tableOf(table);
      const resource = index === undefined ? arn : `${arn}/index/${index}`;
      context.authorize(identity, `dynamodb:${action}`, resource);
    }
    const answered = await engine.call(`${api}${request.action}`, request.body);
    countUnits(context, request, answered.body);
    if (writes.has(request.action)) {
      const written = new Set(needs.map((need) => tableOf(need.table).id));
      for (const table of written) for (const tell of listeners) tell(table);
    }
    return answered;
  };

  return {
    handle,
    onWrite: (listener) => listeners.push(listener),
    deleteExpired: async () => {
      for (const table of tables) {
        const deleted = await deleteExpiredOf(engine, table, Math.floor(context.clock.now() / 1_000));
        if (deleted > 0) for (const tell of listeners) tell(table.id);
      }
    },
  };
}

type Need = { action: string; table: string; index?: string | undefined };

/** What a request must be allowed to do, one entry an item; undefined when the action is not known. */
function needsOf(request: AwsRequest): Need[] | undefined {
  const body: unknown = JSON.parse(request.body.toString("utf8") || "{}");
  if (request.action === "TransactWriteItems" || request.action === "TransactGetItems") {
    return Transact.parse(body).TransactItems.flatMap((each) =>
      Object.entries(each).flatMap(([verb, item]) =>
        item ? [{ action: itemActions[verb] ?? verb, table: item.TableName }] : [],
      ),
    );
  }
  if (request.action === "BatchGetItem" || request.action === "BatchWriteItem") {
    return Object.keys(Batch.parse(body).RequestItems).map((table) => ({ action: request.action, table }));
  }
  if (!singleActions.has(request.action)) return undefined;
  const { TableName: table, IndexName: index } = Single.parse(body);
  return [{ action: request.action, table, index }];
}

/** Units as AWS bills them: 1 KB a write and 4 KB a read, halved for eventual reads, doubled in transactions. */
function countUnits(context: Context, request: AwsRequest, answer: Buffer): void {
  const times = request.action.startsWith("Transact") ? 2 : 1;
  if (writes.has(request.action)) {
    const items = request.body.toString("utf8").split('"TableName"').length - 1;
    const units = Math.max(items, Math.ceil(request.body.length / 1_024));
    context.meter.count("dynamodb:WriteUnits", units * times);
  } else {
    context.meter.count("dynamodb:ReadUnits", Math.max(0.5, Math.ceil(answer.length / 4_096) / 2) * times);
  }
}

async function json(
  engine: Engine,
  action: string,
  body: unknown,
): Promise<{ status: number; body: unknown }> {
  const { status, body: bytes } = await engine.call(`${api}${action}`, JSON.stringify(body));
  return { status, body: JSON.parse(bytes.toString("utf8")) };
}

const Described = z.looseObject({
  Table: z.looseObject({
    KeySchema: z.array(z.unknown()),
    GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).default([]),
  }),
});

async function createTable(engine: Engine, table: Resource): Promise<void> {
  const given = TableProperties.parse(table.properties);
  const {
    KeySchema,
    AttributeDefinitions,
    GlobalSecondaryIndexes,
    LocalSecondaryIndexes,
    StreamSpecification,
  } = given;
  const known = await json(engine, "DescribeTable", { TableName: table.ref });
  if (known.status === 200) {
    const there = Described.parse(known.body).Table;
    const names = (list: { IndexName: string }[]) =>
      list
        .map((each) => each.IndexName)
        .sort()
        .join();
    if (names(there.GlobalSecondaryIndexes) !== names(GlobalSecondaryIndexes ?? [])) {
      throw new Error(`${table.id} has other indexes than the table kept from before: begin anew`);
    }
    return;
  }
  const made = await json(engine, "CreateTable", {
    TableName: table.ref,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema,
    AttributeDefinitions,
    ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
    ...(LocalSecondaryIndexes ? { LocalSecondaryIndexes } : {}),
    ...(StreamSpecification ? { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } } : {}),
  });
  if (made.status !== 200) throw new Error(`${table.id} could not be made: ${JSON.stringify(made.body)}`);
}

const Scanned = z.looseObject({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

async function deleteExpiredOf(engine: Engine, table: Resource, now: number): Promise<number> {
  const { TimeToLiveSpecification: expiry, KeySchema } = TableProperties.parse(table.properties);
  if (!expiry?.Enabled) return 0;
  let deleted = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await json(engine, "Scan", {
      TableName: table.ref,
      FilterExpression: "#expiry < :now",
      ExpressionAttributeNames: { "#expiry": expiry.AttributeName },
      ExpressionAttributeValues: { ":now": { N: String(now) } },
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    const { Items, LastEvaluatedKey } = Scanned.parse(page.body);
    for (const item of Items) {
      const Key = Object.fromEntries(
        KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
      );
      await json(engine, "DeleteItem", { TableName: table.ref, Key });
      deleted += 1;
    }
    from = LastEvaluatedKey;
  } while (from);
  return deleted;
}
