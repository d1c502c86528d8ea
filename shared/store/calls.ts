/** Calls as stored, and how parties stand to them. */

import * as z from "zod";
import { Call, PartyStanding } from "../domain/call.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, putNew, queryAll, replace } from "./table.ts";

/** A standing as stored: `revision` guards it against two writers. */
export const StoredStanding = PartyStanding.extend({ revision: z.number().int().default(0) });
export type StoredStanding = z.infer<typeof StoredStanding>;

export const getCall = (id: string) => getItem(keys.call(env("REVIEW_ID"), id), Call);

export const listCalls = () =>
  queryAll({ pk: partitions.review(env("REVIEW_ID")), begins: prefixes.calls }, Call);

/** The change that puts a call in its new form; its version rises by one, which wakes whoever waits for it. */
export function saveCall(before: Call, after: Call): Change {
  const item = {
    ...after,
    version: before.version + 1,
    entity: "call",
    ...keys.call(env("REVIEW_ID"), after.id),
  };
  return replace(item, "version", before.version);
}

/** The standing of a party to a call; a fresh one when nothing has happened yet. */
export async function standingOf(call: string, party: string): Promise<StoredStanding> {
  const stored = await getItem(keys.standing(env("REVIEW_ID"), call, party), StoredStanding);
  return stored ?? StoredStanding.parse({ call, party });
}

/** All standings of a call, or those of the parties from one id to another. */
export function standingsOf(call: string, range?: { from: string; to: string }): Promise<StoredStanding[]> {
  const pk = partitions.call(env("REVIEW_ID"), call);
  const key = (party: string) => keys.standing(env("REVIEW_ID"), call, party).sk;
  return queryAll(
    range ? { pk, from: key(range.from), to: key(range.to) } : { pk, begins: prefixes.standings },
    StoredStanding,
  );
}

/** The change that puts a standing in its new form, if nobody else changed it since it was read. */
export function saveStanding(before: StoredStanding, after: Omit<StoredStanding, "revision">): Change {
  const item = {
    ...after,
    revision: before.revision + 1,
    entity: "standing",
    ...keys.standing(env("REVIEW_ID"), after.call, after.party),
  };
  return before.revision === 0 ? putNew(item) : replace(item, "revision", before.revision);
}

export const addCall = (call: Call): Change =>
  putNew({ ...call, entity: "call", ...keys.call(env("REVIEW_ID"), call.id) });
