/** Whoever asked for the news: an address, confirmed by a button that only its mailbox leads to. */
import * as z from "zod";
import { type Call, Instant } from "./call.ts";
import { Language } from "./language.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { Selection } from "./selection.ts";

/** all: whatever is told; calls: what opens, and what is open longer. */
export const topics = ["all", "calls"] as const;

export const Wish = z.object({ language: Language, topic: z.enum(topics) });
export type Wish = z.infer<typeof Wish>;

export const Subscriber = z.object({
  id: z.string().regex(/^n[a-z2-7]{26}$/), // made of the address, and says nothing of it
  email: z.email(),
  wish: Wish.extend({ since: Instant }).optional(), // what was confirmed
  asked: Wish.extend({ at: Instant }).optional(), // what awaits its button
  mails: z.number().int(), // how often this address was asked to confirm since `from`
  from: Instant,
  revision: z.number().int(),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** For so long a button works, and an address that nobody confirmed is kept. */
const waits = 7 * 86_400_000;
/** So often a mailbox is asked within that time, whoever fills in the form. */
const mailsMost = 3;

const isPast = (instant: string, now: Date) => now.getTime() - Date.parse(instant) >= waits;

/** When what awaits its button is given up. */
export const givenUpAt = (asked: string): Date => new Date(Date.parse(asked) + waits);

/** The subscriber after the form was sent; null when this mailbox was asked often enough. */
export function asking(
  before: Subscriber | null,
  { id, email, wish }: { id: string; email: string; wish: Wish },
  now: Date,
): Subscriber | null {
  const at = now.toISOString();
  const counts = before !== null && !isPast(before.from, now);
  if (counts && before.mails >= mailsMost) return null;
  return {
    ...(before ?? { revision: 0 }),
    id,
    email,
    asked: { ...wish, at },
    mails: counts ? before.mails + 1 : 1,
    from: counts ? before.from : at,
  };
}

/** What awaits its button; null when nothing does, or the button has lost its time. */
export const awaiting = ({ asked }: Subscriber, now: Date): (Wish & { at: string }) | null =>
  asked && !isPast(asked.at, now) ? asked : null;

/** The subscriber after the button; null when there is nothing to confirm. */
export function confirming(before: Subscriber, now: Date): Subscriber | null {
  const asked = awaiting(before, now);
  if (!asked) return null;
  const { asked: _asked, ...rest } = before;
  const since = before.wish?.since ?? now.toISOString();
  return { ...rest, wish: { language: asked.language, topic: asked.topic, since } };
}

/** One thing that is told, once; `at` is when it happened. */
export interface News {
  what: "opened" | "moved" | "released";
  occasion: string;
  at: string;
  params: Record<string, string>;
}

/** What an act of the ledger is to subscribers, by the records as they are now; null when it is nothing to them. */
export function newsOf(
  { act, at }: Pick<LedgerEntry, "act" | "at">,
  call: Call,
  selection: Pick<Selection, "releasedAt"> | null,
): News | null {
  if (act === "call.announced" && call.announced)
    return { what: "opened", occasion: "opened", at: call.announced, params: {} };
  if (act === "call.dates-moved") {
    const place = (call.moved ?? []).findIndex((one) => one.at === at);
    const move = call.moved?.[place];
    if (!move) return null;
    return {
      what: "moved",
      occasion: `moved-${place + 1}`,
      at,
      params: { previous: move.from, to: move.to },
    };
  }
  if (act === "call.released" && selection?.releasedAt)
    return {
      what: "released",
      occasion: "released",
      at: selection.releasedAt,
      params: {},
    };
  return null;
}

/** Whether a subscriber is told: of what they wished for, and of nothing that happened before they wished for it. */
export function wants({ wish }: Subscriber, { what, at }: Pick<News, "what" | "at">): boolean {
  if (!wish || wish.since > at) return false;
  return wish.topic === "all" || what !== "released";
}

/** Sign-ups of one day, from whomever. */
export const SignUps = z.object({ day: z.iso.date(), count: z.number().int(), revision: z.number().int() });
export type SignUps = z.infer<typeof SignUps>;

const signUpsMost = 300;

/** The tally with one more; null when the day has had enough. */
export function counted(before: SignUps | null, now: Date): SignUps | null {
  const day = now.toISOString().slice(0, 10);
  const count = before?.day === day ? before.count : 0;
  return count >= signUpsMost ? null : { day, count: count + 1, revision: before?.revision ?? 0 };
}
