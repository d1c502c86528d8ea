/** Event source mappings: each function sees the records of its table's stream in order, at least once. */
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { type Checkpoints, openCheckpoints } from "./checkpoints.ts";
import { AccessDenied, type Context, type Identity, type Resource } from "./context.ts";
import type { Deliver } from "./destinations.ts";
import type { Engine } from "./dynamo-engine.ts";
import type { Iam } from "./iam.ts";
import { compilePattern, type Pattern } from "./patterns.ts";
import type { Workers } from "./workers.ts";

const MappingProperties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).optional(),
  Enabled: z.boolean().optional(),
  BatchSize: z.number().int().default(100),
  MaximumBatchingWindowInSeconds: z.number().optional(), // would only delay: here a batch goes at once
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().int().min(0), // -1, the default of AWS, would block the stream for a day
  MaximumRecordAgeInSeconds: z.number().optional(),
  ParallelizationFactor: z.literal(1).optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  MetricsConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
});
const StreamRecord = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});
type StreamRecord = z.infer<typeof StreamRecord>;
const Page = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().nullish() });
const Failed = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) })
  .nullable();

type Mapping = {
  id: string;
  table: Resource;
  target: Resource;
  role: Identity;
  streamArn: string; // as policies name it
  given: z.infer<typeof MappingProperties>;
  filters: Pattern[];
  checkpoints: Checkpoints;
  stream: Shards | undefined; // asked for once, and again when a shard was closed or something broke
  closed: Set<string>;
  dirty: boolean;
  running: boolean;
};

type Shards = { arn: string; shards: string[] };

/** A test's hand in the delivery, by function or event bus: what it answers is delivered instead, batch by batch. */
export type Interfere = (target: string, records: unknown[]) => unknown[][];

export type Streams = { wake: (tableId: string) => void; wakeAll: () => void; stop: () => void };

/** After an error that is none of ours, such as of the engine: milliseconds. */
const pause = 50;

const api = "DynamoDBStreams_20120810.";
const reads = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];

export function createStreams(given: {
  context: Pick<Context, "assembly" | "activity" | "authorize" | "clock" | "dir" | "log" | "meter">;
  engine: Engine;
  workers: Workers;
  iam: Iam;
  deliver: Deliver;
  interfere?: Interfere | undefined;
}): Streams {
  const { context, engine, workers, deliver } = given;
  const folder = join(context.dir, "streams");
  mkdirSync(folder, { recursive: true });
  const mappings = context.assembly
    .ofType("AWS::Lambda::EventSourceMapping")
    .map((resource) => readMapping(resource, given, folder));
  let stopped = false;

  const run = async (mapping: Mapping) => {
    try {
      for (const action of reads) context.authorize(mapping.role, `dynamodb:${action}`, mapping.streamArn);
      while (mapping.dirty && !stopped) {
        mapping.dirty = false;
        mapping.stream ??= await shardsOf(engine, mapping.table);
        const { arn, shards } = mapping.stream;
        for (const shard of shards) await drain(mapping, arn, shard);
      }
    } catch (thrown) {
      mapping.stream = undefined;
      if (stopped) return;
      context.log(`${mapping.id}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      if (thrown instanceof AccessDenied)
        mapping.dirty = false; // until the next write: it would be denied again
      else await setTimeout(pause);
    }
  };

  const drain = async (mapping: Mapping, arn: string, shard: string) => {
    let iterator = await iteratorOf(engine, arn, shard, mapping.checkpoints.of(shard));
    for (;;) {
      const { Records: page, NextShardIterator } = await pageAt(engine, iterator);
      const last = page.at(-1);
      if (!NextShardIterator) close(mapping, shard);
      if (!last || stopped) return;
      context.meter.count("dynamodb:StreamReads");
      const wanted = page.filter((record) => isWanted(mapping, record));
      for (let n = 0; n < wanted.length; n += mapping.given.BatchSize) {
        const batch = wanted.slice(n, n + mapping.given.BatchSize);
        await deliverBatches(mapping, shard, batch);
        if (stopped) return; // begins again from the checkpoint: consumers bear duplicates
        mapping.checkpoints.done(shard, sequenceOf(batch.at(-1) ?? last));
      }
      mapping.checkpoints.done(shard, sequenceOf(last));
      if (!NextShardIterator) return;
      iterator = NextShardIterator;
    }
  };

  /** Others have come after a closed shard, and what woke us may lie there. */
  const close = (mapping: Mapping, shard: string) => {
    if (mapping.closed.has(shard)) return;
    mapping.closed.add(shard);
    mapping.stream = undefined;
    mapping.dirty = true;
  };

  const deliverBatches = async (mapping: Mapping, shard: string, batch: StreamRecord[]) => {
    const shown = batch.map((record) => asLambdaSees(record, mapping, context));
    const batches = given.interfere?.(mapping.target.id, shown) ?? [shown];
    for (const each of batches) await deliverBatch(mapping, shard, z.array(StreamRecord).parse(each), 0);
  };

  /** One batch until it is through or given up; a split costs no attempt, as in AWS. */
  const deliverBatch = async (
    mapping: Mapping,
    shard: string,
    batch: StreamRecord[],
    attempt: number,
  ): Promise<void> => {
    if (stopped || batch.length === 0) return;
    const result = await workers.run(mapping.target.id, { Records: batch });
    const from = "error" in result ? 0 : firstFailed(mapping, batch, result.payload);
    const rest = from === null ? [] : batch.slice(from);
    if (rest.length === 0 || stopped) return;
    if (mapping.given.BisectBatchOnFunctionError && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await deliverBatch(mapping, shard, rest.slice(0, middle), attempt);
      return await deliverBatch(mapping, shard, rest.slice(middle), attempt);
    }
    if (attempt < mapping.given.MaximumRetryAttempts)
      return await deliverBatch(mapping, shard, rest, attempt + 1);
    context.log(`${mapping.id} gives up ${rest.length} records after ${attempt + 1} attempts`);
    const destination = mapping.given.DestinationConfig?.OnFailure.Destination;
    if (destination === undefined) return;
    await deliver(destination, givenUp(mapping, shard, rest, attempt + 1, context), mapping.role);
  };

  const wakeOne = (mapping: Mapping) => {
    mapping.dirty = true;
    if (mapping.running || stopped) return;
    mapping.running = true;
    const done = run(mapping).finally(() => {
      mapping.running = false;
      if (mapping.dirty && !stopped) wakeOne(mapping);
    });
    void context.activity.track(mapping.id, done);
  };

  return {
    wake: (tableId) => {
      for (const mapping of mappings) if (mapping.table.id === tableId) wakeOne(mapping);
    },
    wakeAll: () => {
      for (const mapping of mappings) wakeOne(mapping);
    },
    stop: () => {
      stopped = true;
    },
  };
}

function readMapping(
  resource: Resource,
  { context, iam }: { context: Pick<Context, "assembly">; iam: Iam },
  folder: string,
): Mapping {
  const parsed = MappingProperties.safeParse(resource.properties);
  if (!parsed.success) throw new Error(`${resource.id}: ${z.prettifyError(parsed.error)}`);
  const given = parsed.data;
  const tableArn = given.EventSourceArn.split("/stream/")[0] ?? "";
  const table = context.assembly.byArn(tableArn);
  const target =
    context.assembly.byRef("AWS::Lambda::Function", given.FunctionName) ??
    context.assembly.byArn(given.FunctionName);
  if (!table || !target)
    throw new Error(`${resource.id} joins a table and a function that the assembly does not hold`);
  return {
    id: resource.id,
    table,
    target,
    role: iam.roleByArn(String(target.properties.Role), "lambda.amazonaws.com"),
    streamArn: given.EventSourceArn,
    given,
    filters: (given.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
      compilePattern(JSON.parse(Pattern), resource.id),
    ),
    checkpoints: openCheckpoints(join(folder, resource.id)),
    stream: undefined,
    closed: new Set(),
    dirty: false,
    running: false,
  };
}

const sequenceOf = (record: StreamRecord) => record.dynamodb.SequenceNumber;

function isWanted(mapping: Mapping, record: StreamRecord): boolean {
  return mapping.filters.length === 0 || mapping.filters.some((filter) => filter(record));
}

/** Where a partial answer says to begin again; null when all went through. */
function firstFailed(mapping: Mapping, batch: StreamRecord[], payload: unknown): number | null {
  if (mapping.given.FunctionResponseTypes.length === 0) return null;
  const answer = Failed.safeParse(payload);
  if (!answer.success) return 0; // an answer that cannot be read fails the whole batch
  const failed = new Set(answer.data?.batchItemFailures.map((each) => each.itemIdentifier));
  if (failed.size === 0) return null;
  const index = batch.findIndex((record) => failed.has(record.dynamodb.SequenceNumber));
  return index === -1 ? 0 : index;
}

function asLambdaSees(record: StreamRecord, mapping: Mapping, context: Pick<Context, "assembly" | "clock">) {
  return {
    ...record,
    awsRegion: context.assembly.region,
    eventSourceARN: mapping.streamArn,
    dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Math.floor(context.clock.now() / 1_000) },
  };
}

function givenUp(
  mapping: Mapping,
  shard: string,
  records: StreamRecord[],
  attempts: number,
  context: Pick<Context, "clock">,
) {
  return {
    version: "1.0",
    timestamp: context.clock.iso(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.target.arn,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: attempts,
    },
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      batchSize: records.length,
      streamArn: mapping.streamArn,
    },
    payload: { Records: records },
  };
}

async function call<Schema extends z.ZodType>(engine: Engine, action: string, body: unknown, schema: Schema) {
  const answered = await engine.call(`${api}${action}`, JSON.stringify(body));
  const text = answered.body.toString("utf8");
  if (answered.status !== 200) throw new Error(`${action}: ${text}`);
  return schema.parse(JSON.parse(text));
}

/** The engine's own name of a table's stream. */
async function streamArn(engine: Engine, table: Resource): Promise<string> {
  const Found = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
  const { Streams: found } = await call(engine, "ListStreams", { TableName: table.ref }, Found);
  if (!found[0]) throw new Error(`${table.id} has no stream`);
  return found[0].StreamArn;
}

async function shardsOf(engine: Engine, table: Resource): Promise<Shards> {
  const arn = await streamArn(engine, table);
  const Shards = z.object({
    StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
  });
  const { StreamDescription } = await call(engine, "DescribeStream", { StreamArn: arn }, Shards);
  return { arn, shards: StreamDescription.Shards.map((shard) => shard.ShardId) };
}

async function iteratorOf(engine: Engine, arn: string, shard: string, after: string | undefined) {
  const from =
    after === undefined
      ? { ShardIteratorType: "TRIM_HORIZON" }
      : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
  const Started = z.object({ ShardIterator: z.string() });
  const { ShardIterator } = await call(
    engine,
    "GetShardIterator",
    { StreamArn: arn, ShardId: shard, ...from },
    Started,
  );
  return ShardIterator;
}

const pageAt = (engine: Engine, ShardIterator: string) =>
  call(engine, "GetRecords", { ShardIterator, Limit: 1_000 }, Page);
