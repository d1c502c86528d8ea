/** Where failures and alarms end: queues and topics as files, buckets as objects; each with its grant. */
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context, Identity } from "./context.ts";

/** Sends a record to a destination by its ARN, as the identity of whoever gave up. */
export type Deliver = (destinationArn: string, record: unknown, by: Identity) => Promise<void>;
export type PutObject = (
  place: { bucket: string; key: string },
  bytes: Buffer,
  by: Identity,
) => Promise<unknown>;

export function createDestinations(
  context: Pick<Context, "assembly" | "dir" | "authorize" | "log" | "clock">,
  putObject: () => PutObject,
): { deliver: Deliver; letters: (queueId: string) => unknown[] } {
  const folder = join(context.dir, "letters");
  mkdirSync(folder, { recursive: true });
  const fileOf = (id: string) => join(folder, `${id}.jsonl`);
  const append = (id: string, record: unknown) => appendFileSync(fileOf(id), `${JSON.stringify(record)}\n`);

  const deliver: Deliver = async (arn, record, by) => {
    const target = context.assembly.byArn(arn);
    switch (target?.type) {
      case "AWS::SQS::Queue":
        context.authorize(by, "sqs:SendMessage", arn);
        return append(target.id, record);
      case "AWS::SNS::Topic":
        context.authorize(by, "sns:Publish", arn);
        return append(target.id, record);
      case "AWS::S3::Bucket": {
        context.authorize(by, "s3:ListBucket", arn);
        const key = `aws/lambda/${context.clock.iso().replaceAll(":", ".")}/${randomUUID()}`;
        await putObject()({ bucket: target.ref, key }, Buffer.from(JSON.stringify(record)), by);
        return;
      }
      default:
        throw new Error(`The local cloud cannot deliver to ${arn}`);
    }
  };
  return {
    deliver,
    letters: (queueId) => {
      try {
        const lines = readFileSync(fileOf(queueId), "utf8").trim().split("\n");
        return lines.map((line): unknown => JSON.parse(line));
      } catch {
        return []; // nothing was ever sent there
      }
    },
  };
}
