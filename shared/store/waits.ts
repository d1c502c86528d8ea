/** The wait of an execution: a token and the version of the record it waits on. */
import * as z from "zod";
import { env } from "./environment.ts";
import { keys } from "./keys.ts";
import { type Change, ChangedMeanwhile, demand, getItem, put, remove, transact } from "./table.ts";

export const Wait = z.object({
  subject: z.string(), // call id, or "roadmap"
  token: z.string(),
  version: z.number().int(),
  generation: z.number().int(),
  until: z.iso.datetime(),
});
export type Wait = z.infer<typeof Wait>;

const keyOf = (subject: string) => keys.wait(env("REVIEW_ID"), subject);
const awaited = (subject: string) =>
  subject === "roadmap" ? keys.review(env("REVIEW_ID")) : keys.call(env("REVIEW_ID"), subject);

export const waitOf = (subject: string) => getItem(keyOf(subject), Wait);

/** Registers a wait, unless what it waits on has moved past the version it was planned at: then false. */
export async function registerWait(wait: Wait): Promise<boolean> {
  const write: Change = put({ ...wait, entity: "wait", ...keyOf(wait.subject) });
  try {
    await transact([demand(awaited(wait.subject), "version", wait.version), write]);
    return true;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return false;
    throw error;
  }
}

/** Forgets a wait that was woken; somebody else's newer wait stays. */
export async function forgetWait(wait: Wait): Promise<void> {
  try {
    await transact([remove(keyOf(wait.subject), "token", wait.token)]);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
  }
}
