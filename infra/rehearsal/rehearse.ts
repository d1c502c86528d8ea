/** A whole review from its first day to a week after its last decision or meeting, and what it came to. */
import { join } from "node:path";
import * as z from "zod";
import { addDays, startOfDay } from "../../shared/domain/calendar.ts";
import type { Definition } from "../../shared/domain/definition.ts";
import { startCloud } from "../local/cloud.ts";
import { createPlay } from "./play.ts";
import { tally } from "./tally.ts";

export interface Result {
  review: string;
  simulatedDays: number;
  seconds: number;
  messagesIn: number;
  submissions: number;
  triaged: number;
  setAside: number;
  noticesSent: number;
  duplicateNotices: number;
  lostMessages: number;
  remindersSent: number;
  decisions: {
    call: string;
    decidedAt: string;
    seats: { seat: string; party?: string | undefined; person?: string | undefined }[];
  }[];
  missedDates: number; // decisions that did not stand before their day, or not at all
  billUsd: number;
}

interface Rehearsal {
  assembly: string;
  definition: Definition;
  seed: number;
  dir: string;
  tell: (line: string) => void;
}

const Decisions = z.array(
  z.object({
    call: z.string(),
    decidedAt: z.iso.datetime(),
    seats: z.array(
      z.object({ seat: z.string(), state: z.string().optional(), person: z.string().optional() }),
    ),
  }),
);

/**
 * The days that a rehearsal plays: from two days before the first opening to ninety days after the last date, but no
 * further than a fortnight after it once nobody has anything left to do.
 */
export function daysOf(definition: Definition): { from: string; to: string; calmFrom: string } {
  const days = definition.calls.flatMap(({ opens, closes, decisionBefore }) => [
    opens,
    closes,
    decisionBefore ?? closes,
  ]);
  const sorted = days.map((day) => day.slice(0, 10)).sort();
  const last = sorted.at(-1) ?? definition.review.ends;
  return {
    from: addDays(sorted.at(0) ?? definition.review.begins, -2),
    to: addDays(last, 90),
    calmFrom: addDays(last, 14),
  };
}

/** Plays a review; goes on where the folder's state says, if there is one. */
export async function rehearse({ assembly, definition, seed, dir, tell }: Rehearsal): Promise<Result> {
  const begun = performance.now();
  const { zone } = definition.review;
  const { from, to, calmFrom } = daysOf(definition);
  const [first, last] = [startOfDay(from, zone), startOfDay(to, zone)];
  const cloud = await startCloud({
    assembly,
    dir: join(dir, "cloud"),
    seed,
    now: first.toISOString(),
    frozen: true,
  });
  try {
    const play = await createPlay({ cloud, definition, seed, dir: join(dir, "people"), tell });
    await play.begin();
    const calm = startOfDay(calmFrom, zone);
    while (await play.step(last)) if (cloud.clock.now() > calm && play.isCalm()) break;
    play.end();
    const outside = await tally(cloud, play.accepted(), await play.messagesSeen());
    for (const mail of outside.lost) tell(`LOST: ${mail.key}, from ${mail.from} to ${mail.to}`);
    for (const double of outside.doubles) tell(`TWICE: ${double}`);
    for (const failure of cloud.failures()) tell(`FAILED: ${JSON.stringify(failure).slice(0, 500)}`);
    for (const denied of cloud.denied()) tell(`DENIED: ${JSON.stringify(denied)}`);
    const answer = await fetch(`${cloud.origin}/decisions.json`);
    const decisions = Decisions.parse(await answer.json());
    return {
      review: definition.review.id,
      simulatedDays: Math.round((cloud.clock.now().getTime() - first.getTime()) / 86_400_000),
      seconds: Math.round((performance.now() - begun) / 100) / 10,
      messagesIn: outside.messagesIn,
      ...(await play.ends()),
      noticesSent: outside.noticesSent,
      duplicateNotices: outside.doubles.length,
      lostMessages: outside.lost.length,
      remindersSent: outside.remindersSent,
      decisions: decisions.map(({ seats, ...decision }) => ({
        ...decision,
        seats: seats.map(({ seat, state, person }) => ({ seat, ...(state ? { party: state } : { person }) })),
      })),
      missedDates: missed(definition, decisions),
      billUsd: cloud.bill().usd,
    };
  } finally {
    await cloud.stop();
  }
}

/** Selections whose decision did not stand before its day began. */
function missed(definition: Definition, decisions: z.infer<typeof Decisions>): number {
  const { zone } = definition.review;
  return definition.calls.filter(({ id, selection, decisionBefore }) => {
    if (selection === "none" || !decisionBefore) return false;
    const decision = decisions.find(({ call }) => call === id);
    return !decision || new Date(decision.decidedAt) >= startOfDay(decisionBefore, zone);
  }).length;
}
