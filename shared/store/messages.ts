/** Messages as stored: each once, whatever is delivered twice; found by their end. */

import * as z from "zod";
import { Message } from "../domain/message.ts";
import { env } from "./environment.ts";
import { indexKeys, keys } from "./keys.ts";
import { type Change, getItem, type Page, put, putNew, queryPage, replace } from "./table.ts";

/** A message as stored; `revision` guards its end against two writers. */
export const StoredMessage = Message.extend({ revision: z.number().int().default(0) });
export type StoredMessage = z.infer<typeof StoredMessage>;

const Pointer = z.object({ message: z.string() });

export const getMessage = (id: string) => getItem(keys.message(id), StoredMessage);

/** Whether this delivery of SES has already been given its end. */
export async function isDelivered(sesId: string): Promise<boolean> {
  return (await getItem(keys.sesDelivery(sesId), Pointer)) !== null;
}

/** The message that already brought this content to this call ("-": to none); null when it is new there. */
export async function messageWithContent(fingerprint: string, call: string): Promise<string | null> {
  return (await getItem(keys.fingerprint(fingerprint, call), Pointer))?.message ?? null;
}

function item(message: Message, revision: number) {
  return {
    ...message,
    revision,
    entity: "message",
    ...keys.message(message.id),
    gpk: indexKeys.messages(env("REVIEW_ID"), message.end.kind),
    gsk: message.id,
  };
}

/** The changes that record a message with its end, once for its delivery and once for its content on each call. */
export function addMessage(message: Message, calls: readonly string[]): Change[] {
  const pointer = { message: message.id, entity: "message-pointer" };
  return [
    putNew(item(message, 0)),
    putNew({ ...pointer, ...keys.sesDelivery(message.sesId) }),
    ...calls.map((call) => putNew({ ...pointer, ...keys.fingerprint(message.fingerprint, call) })),
  ];
}

/** A second delivery of known content: recorded, without taking the content's identity. */
export function addDuplicate(message: Message): Change[] {
  return [
    putNew(item(message, 0)),
    putNew({ message: message.id, entity: "message-pointer", ...keys.sesDelivery(message.sesId) }),
  ];
}

/** The change that gives a message another end. */
export function saveMessage(before: StoredMessage, end: Message["end"]): Change {
  const { revision, ...message } = before;
  return replace(item({ ...message, end }, revision + 1), "revision", revision);
}

/** The change by which content becomes known on one more call. */
export const knowContent = (message: Message, call: string): Change =>
  put({ message: message.id, entity: "message-pointer", ...keys.fingerprint(message.fingerprint, call) });

/** Messages with one kind of end, latest first. */
export function messagesByEnd(end: Message["end"]["kind"], after?: string): Promise<Page<StoredMessage>> {
  const pk = indexKeys.messages(env("REVIEW_ID"), end);
  return queryPage({ pk, index: true, latestFirst: end !== "triage", limit: 100, after }, StoredMessage);
}
