/** Messages as stored: each once, whatever is delivered twice; found by their end. */

import * as z from "zod";
import { Message } from "../domain/message.ts";
import { MessageAct } from "../domain/sorting.ts";
import { env } from "./environment.ts";
import { indexKeys, keys } from "./keys.ts";
import { type Change, getItem, type Page, putNew, queryAll, queryPage, replace } from "./table.ts";

/** A message as stored, with what people did with it; `revision` guards its end against two writers. */
export const StoredMessage = Message.extend({
  revision: z.number().int().default(0),
  acts: z.array(MessageAct).default([]),
  taken: z.iso.datetime().optional(), // when its files were laid where they are scanned
  opened: z.boolean().default(false), // a person broke the seal of a spam verdict
});
export type StoredMessage = z.infer<typeof StoredMessage>;

const Pointer = z.object({ message: z.string() });
const Known = z.object({ call: z.string(), message: z.string() });

export const getMessage = (id: string) => getItem(keys.message(id), StoredMessage);

/** Whether this delivery of SES has already been given its end. */
export async function isDelivered(sesId: string): Promise<boolean> {
  return (await messageDelivered(sesId)) !== null;
}

/** The id of the message that a delivery of SES became; null if none did. */
export const messageDelivered = async (sesId: string): Promise<string | null> =>
  (await getItem(keys.sesDelivery(sesId), Pointer))?.message ?? null;

/** Where this content is known already, and by which message; the call "-" stands for content that came to none. */
export const knowing = (fingerprint: string): Promise<z.infer<typeof Known>[]> =>
  queryAll({ pk: keys.fingerprint(fingerprint, "").pk }, Known);

/** The calls on which this content is known already. */
export const callsKnowing = async (fingerprint: string): Promise<string[]> =>
  (await knowing(fingerprint)).map(({ call }) => call);

function item(message: Message & Partial<StoredMessage>, revision: number) {
  return {
    ...message,
    revision,
    entity: "message",
    ...keys.message(message.id),
    gpk: indexKeys.messages(env("REVIEW_ID"), shelfOf(message.end)),
    gsk: message.id,
  };
}

/** Our own daily probes stand apart: among people's mail they would be most of what a person sees. */
const shelfOf = (end: Message["end"]) =>
  end.kind === "set-aside" && end.reason === "probe" ? "probe" : end.kind;

/**
 * The changes that record a message with its end, and that its content, new there, is now known on these calls. `isFirst`: it is the
 * one that says that its delivery has its end; a mail to several calls has a message for each.
 */
export function addMessage(message: Message, calls: readonly string[], isFirst: boolean): Change[] {
  const pointer = { message: message.id, entity: "message-pointer" };
  return [
    putNew(item(message, 0)),
    ...(isFirst ? [putNew({ ...pointer, ...keys.sesDelivery(message.sesId) })] : []),
    ...calls.map((call) => knowContent(message, call)),
  ];
}

/** The change that gives a message another end, and notes the act of the person who gave it. */
export function saveMessage(before: StoredMessage, end: Message["end"], act?: MessageAct): Change {
  const { revision, ...message } = before;
  const opened = act ? { opened: isOpened(before, act), acts: [...before.acts, act] } : {};
  return replace(item({ ...message, ...opened, end }, revision + 1), "revision", revision);
}

/** The change that notes when a message's files were taken out of it. */
export function markTaken(before: StoredMessage, taken: string): Change {
  const { revision, ...message } = before;
  return replace(item({ ...message, taken }, revision + 1), "revision", revision);
}

function isOpened({ opened, acts }: StoredMessage, { act, undoes }: MessageAct): boolean {
  if (act === "opened") return true;
  return acts.some(({ id, act: undone }) => id === undoes && undone === "opened") ? false : opened;
}

/** The change that puts a message as today's code reads it in the place of what was read before. */
export function replaceMessage(before: StoredMessage, message: Message): Change {
  const { revision, ...rest } = before;
  return replace(item({ ...rest, ...message }, revision + 1), "revision", revision);
}

/** The change by which content becomes known on one more call; of two copies at once only one can be the first. */
export const knowContent = (message: Message, call: string): Change =>
  putNew({
    message: message.id,
    call,
    entity: "message-pointer",
    ...keys.fingerprint(message.fingerprint, call),
  });

/** Messages with one kind of end, latest first. */
export function messagesByEnd(end: ReturnType<typeof shelfOf>, after?: string): Promise<Page<StoredMessage>> {
  const pk = indexKeys.messages(env("REVIEW_ID"), end);
  return queryPage({ pk, index: true, latestFirst: end !== "triage", limit: 100, after }, StoredMessage);
}

/** Messages of one kind of end that came between two instants, oldest first, a page. */
export function messagesBetween(
  end: Message["end"]["kind"],
  range: { from: string; to: string },
  after?: string,
): Promise<Page<StoredMessage>> {
  const pk = indexKeys.messages(env("REVIEW_ID"), end);
  return queryPage({ pk, index: true, ...range, limit: 50, after }, StoredMessage);
}

const Matched = z.object({ until: z.iso.datetime() });

/** Until when every raw mail is known to have its end; null before the first night. */
export async function matchedUntil(): Promise<string | null> {
  return (await getItem(keys.matched(env("REVIEW_ID")), Matched))?.until ?? null;
}

/** The change that moves that instant on, unless another run did meanwhile. */
export function saveMatched(before: string | null, until: string): Change {
  const item = { until, entity: "matched", ...keys.matched(env("REVIEW_ID")) };
  return before === null ? putNew(item) : replace(item, "until", before);
}
