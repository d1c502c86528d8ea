/** The one way to the two tables: reads that parse, writes that are conditional, changes that stand or fall together. */
import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { env } from "./environment.ts";
import { index } from "./keys.ts";

const client = new DynamoDBClient({});
// It copies each request and answer, field by field, for a log that nobody keeps: a fifth of what a query costs.
client.middlewareStack.remove("loggerMiddleware");

type Key = { pk: string; sk: string };
type Item = Record<string, unknown>;

const encode = (item: Item) => marshall(item, { removeUndefinedValues: true });

/** Someone else changed what this change was decided on: read again and decide again. */
export class ChangedMeanwhile extends Error {
  override name = "ChangedMeanwhile";
}

/** Reads one item of the Reviews table, consistently; null when there is none. */
export async function getItem<T>(key: Key, schema: z.ZodType<T>): Promise<T | null> {
  const answer = await client.send(
    new GetItemCommand({ TableName: env("REVIEWS_TABLE"), Key: marshall(key), ConsistentRead: true }),
  );
  return answer.Item ? schema.parse(unmarshall(answer.Item)) : null;
}

export interface Range {
  pk: string;
  begins?: string;
  from?: string; // first sort key, inclusive
  to?: string; // last sort key, inclusive
  index?: boolean;
  ledger?: boolean;
  latestFirst?: boolean;
  limit?: number; // of items; all when absent
  after?: string | undefined; // cursor of the page before
}

export interface Page<T> {
  items: T[];
  cursor: string | null; // for `after`
}

function condition(range: Range) {
  const [pk, sk] = range.index ? ["gpk", "gsk"] : ["pk", "sk"];
  const values: Record<string, string> = { ":pk": range.pk };
  if (range.begins !== undefined) {
    values[":begins"] = range.begins;
    return { expression: `${pk} = :pk AND begins_with(${sk}, :begins)`, values };
  }
  if (range.from !== undefined && range.to !== undefined) {
    values[":from"] = range.from;
    values[":to"] = range.to;
    return { expression: `${pk} = :pk AND ${sk} BETWEEN :from AND :to`, values };
  }
  return { expression: `${pk} = :pk`, values };
}

/** One page of a query. The cursor is opaque and good for one further page. */
export async function queryPage<T>(range: Range, schema: z.ZodType<T>): Promise<Page<T>> {
  const { expression, values } = condition(range);
  const answer = await client.send(
    new QueryCommand({
      TableName: env(range.ledger ? "LEDGER_TABLE" : "REVIEWS_TABLE"),
      KeyConditionExpression: expression,
      ExpressionAttributeValues: marshall(values),
      ScanIndexForward: !range.latestFirst,
      ...(range.index ? { IndexName: index } : { ConsistentRead: true }),
      ...(range.limit ? { Limit: range.limit } : {}),
      ...(range.after ? { ExclusiveStartKey: decodeCursor(range.after) } : {}),
    }),
  );
  return {
    items: (answer.Items ?? []).map((item) => schema.parse(unmarshall(item))),
    cursor: answer.LastEvaluatedKey ? encodeCursor(answer.LastEvaluatedKey) : null,
  };
}

/** Everything in a range, page after page. For ranges with a known bound: parties, contacts, one call's records. */
export async function queryAll<T>(range: Range, schema: z.ZodType<T>): Promise<T[]> {
  const items: T[] = [];
  let after = range.after;
  do {
    const page = await queryPage({ ...range, after }, schema);
    items.push(...page.items);
    if (range.limit && items.length >= range.limit) break;
    after = page.cursor ?? undefined;
  } while (after);
  return items;
}

function encodeCursor(key: Record<string, AttributeValue>): string {
  return Buffer.from(JSON.stringify(unmarshall(key))).toString("base64url");
}

function decodeCursor(cursor: string): Record<string, AttributeValue> {
  return marshall(JSON.parse(Buffer.from(cursor, "base64url").toString()));
}

export type Change = TransactWriteItem;

/** Writes an item that must not exist yet. */
export function putNew(item: Item): Change {
  return {
    Put: {
      TableName: env("REVIEWS_TABLE"),
      Item: encode(item),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}

/** Writes an item whether or not it exists. Only for what is derived and may be written again. */
export function put(item: Item): Change {
  return { Put: { TableName: env("REVIEWS_TABLE"), Item: encode(item) } };
}

/** Replaces an item that must still have this value in this field; undefined: it must not have the field. */
export function replace(item: Item, field: string, expected: string | number | undefined): Change {
  return {
    Put: {
      TableName: env("REVIEWS_TABLE"),
      Item: encode(item),
      ...(expected === undefined
        ? { ConditionExpression: "attribute_not_exists(#f)", ExpressionAttributeNames: { "#f": field } }
        : {
            ConditionExpression: "#f = :f",
            ExpressionAttributeNames: { "#f": field },
            ExpressionAttributeValues: marshall({ ":f": expected }),
          }),
    },
  };
}

/** Demands that an item still has this value in this field, without writing it; undefined: that it has not the field. */
export function demand(key: Key, field: string, expected: string | number | undefined): Change {
  return {
    ConditionCheck: {
      TableName: env("REVIEWS_TABLE"),
      Key: marshall(key),
      ExpressionAttributeNames: { "#f": field },
      ...(expected === undefined
        ? { ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(#f)" }
        : {
            ConditionExpression: "#f = :f",
            ExpressionAttributeValues: marshall({ ":f": expected }),
          }),
    },
  };
}

/** Demands that there is still no item under a key. */
export function demandNone(key: Key): Change {
  return {
    ConditionCheck: {
      TableName: env("REVIEWS_TABLE"),
      Key: marshall(key),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}

/** Removes an item that must still have this value in this field. */
export function remove(key: Key, field: string, expected: string | number): Change {
  return {
    Delete: {
      TableName: env("REVIEWS_TABLE"),
      Key: marshall(key),
      ConditionExpression: "#f = :f",
      ExpressionAttributeNames: { "#f": field },
      ExpressionAttributeValues: marshall({ ":f": expected }),
    },
  };
}

/** Appends to the Ledger; an entry is never written twice and never changed. */
export function append(item: Item): Change {
  return {
    Put: {
      TableName: env("LEDGER_TABLE"),
      Item: encode(item),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}

/**
 * Carries out up to 100 changes together. Throws ChangedMeanwhile when a condition no longer holds or another
 * transaction was at the same items; anything else is a fault of the platform and is thrown as it came.
 */
export async function transact(changes: Change[]): Promise<void> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: changes }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? "None");
    const passing = ["None", "ConditionalCheckFailed", "TransactionConflict"];
    if (codes.every((code) => passing.includes(code))) throw new ChangedMeanwhile(codes.join(" "));
    throw error;
  }
}

const Refusal = z.object({
  name: z.string(),
  CancellationReasons: z.array(z.object({ Code: z.string().optional() })).default([]),
});

/** Faults of what was to be written, or of our own code: whoever tries again fails again. All others may pass. */
export function isBeyondRetry(error: unknown): boolean {
  const kinds = [TypeError, RangeError, SyntaxError, URIError];
  if (kinds.some((kind) => error instanceof kind)) return true;
  const refusal = Refusal.safeParse(error);
  if (!refusal.success) return false;
  const { name, CancellationReasons } = refusal.data;
  return (
    ["ZodError", "ValidationException", "$ZodError"].includes(name) ||
    CancellationReasons.some(({ Code }) => Code === "ValidationError")
  );
}

/** Reads, decides and writes; again from the reading when something changed meanwhile. Five times, then it throws. */
export async function decideAgain<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || tries === 5) throw error;
    }
  }
}
