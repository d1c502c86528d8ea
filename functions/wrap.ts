/** The outer ring of every function: parses what comes in, logs, and is the only place where middy appears. */

import { Logger } from "@aws-lambda-powertools/logger";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import middy from "@middy/core";
import * as z from "zod";

/** Logs carry review, call and reference; never a link, a token or a mail's words. */
export const logger = new Logger();

/** What a handler is given besides its input. */
export interface Given {
  now: Date;
}

function logged<Event, Result>(handle: (event: Event) => Promise<Result>) {
  return middy(handle).onError(({ error }) => {
    logger.error("failed", { error: error instanceof Error ? error : String(error) });
  });
}

/** For a state of a machine, a schedule or an event: one input, one result. A malformed input is a fault of ours and throws. */
export function taskHandler<Input, Result>(
  schema: z.ZodType<Input>,
  handle: (input: Input, given: Given) => Promise<Result>,
) {
  return logged((event: unknown) => handle(schema.parse(event), { now: new Date() }));
}

const Image = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === "object"),
);
const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventName: z.enum(["INSERT", "MODIFY", "REMOVE"]),
      dynamodb: z.object({ SequenceNumber: z.string(), NewImage: Image.optional() }),
    }),
  ),
});

/**
 * For a table's stream: each record's new image by itself, those that do not fit the schema passed over. The first
 * that fails is tried again together with those after it.
 */
export function streamHandler<Item>(
  schema: z.ZodType<Item>,
  handle: (item: Item, given: Given & { change: "INSERT" | "MODIFY" | "REMOVE" }) => Promise<void>,
) {
  return logged(async (event: unknown) => {
    for (const { eventName, dynamodb } of StreamEvent.parse(event).Records) {
      const item = schema.safeParse(dynamodb.NewImage ? unmarshall(dynamodb.NewImage) : {});
      if (!item.success) continue;
      try {
        await handle(item.data, { now: new Date(), change: eventName });
      } catch (error) {
        logger.error("record failed", { error: error instanceof Error ? error : String(error) });
        return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
      }
    }
    return { batchItemFailures: [] };
  });
}

const ResourceEvent = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()),
});

/**
 * For a custom resource of the deployment. It always answers CloudFormation, which otherwise waits for an hour; on
 * Delete nothing is done: data is retained.
 */
export function resourceHandler(
  handle: (given: Given & { properties: Record<string, unknown> }) => Promise<void>,
) {
  return logged(async (event: unknown) => {
    const request = ResourceEvent.parse(event);
    const done =
      request.RequestType === "Delete"
        ? null
        : await failureOf(() => handle({ now: new Date(), properties: request.ResourceProperties }));
    const answer = await fetch(request.ResponseURL, {
      method: "PUT",
      headers: { "content-type": "" }, // the presigned address was signed without one
      body: JSON.stringify({
        Status: done ? "FAILED" : "SUCCESS",
        Reason: done ?? "done",
        PhysicalResourceId: request.PhysicalResourceId ?? request.LogicalResourceId,
        StackId: request.StackId,
        RequestId: request.RequestId,
        LogicalResourceId: request.LogicalResourceId,
      }),
    });
    if (!answer.ok) throw new Error(`CloudFormation did not take the answer: ${answer.status}`);
  });
}

async function failureOf(act: () => Promise<void>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    logger.error("the resource failed", { error: error instanceof Error ? error : String(error) });
    return error instanceof Error ? error.message : String(error);
  }
}
