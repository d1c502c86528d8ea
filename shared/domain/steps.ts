/** The steps of a call as its execution takes them: each is marked on the call, so that it is never taken twice. */
import * as z from "zod";
import type { Call, PartyStanding } from "./call.ts";
import { readReminder } from "./extension.ts";
import type { Activity } from "./roadmap.ts";
import type { Selection } from "./selection.ts";
import { noted, prepared } from "./silence.ts";

export const Step = z.object({
  kind: z.enum([
    "announced",
    "reminded",
    "warned",
    "told",
    "closed",
    "silence-opened",
    "silence-closed",
    "silence-noted",
    "letters",
    "released",
    "over",
  ]),
  occasion: z.string().optional(), // days before, for reminders and warnings; what was told; a silence procedure; a slate
});
export type Step = z.infer<typeof Step>;

/** Days already dealt with: this one and every earlier one, which after an outage is passed over. */
function upTo(done: readonly number[], listed: readonly number[], days: number): number[] {
  return [...new Set([...done, ...listed.filter((day) => day >= days), days])].sort((a, b) => b - a);
}

/** The call after a step; the same object when the step was taken before. */
export function stepTaken(call: Call, step: Step, now: Date): Call {
  const at = now.toISOString();
  const days = Number(step.occasion);
  switch (step.kind) {
    case "announced":
      return call.announced ? call : { ...call, announced: at };
    case "reminded":
      return call.reminded.includes(days) || isAlone(step) // by its own date it is the party's, not the call's
        ? call
        : { ...call, reminded: upTo(call.reminded, call.reminderDays, days) };
    case "warned":
      return call.warned.includes(days)
        ? call
        : { ...call, warned: upTo(call.warned, call.warningDays, days) };
    case "closed":
      return call.phase === "launched" ? { ...call, phase: "closed", closed: at } : call;
    case "over":
      return call.phase === "over" ? call : { ...call, phase: "over" };
    case "told":
    case "silence-opened":
    case "silence-closed":
    case "silence-noted":
    case "letters":
    case "released":
      return call; // steps of its selection
  }
}

const isAlone = ({ occasion = "" }: Step): boolean => readReminder(occasion).party !== null;

/** The standing of a party after it was reminded by its own date; the same object when that was done before. */
export function remindedAlone<S extends PartyStanding>(standing: S, call: Call, days: number): S {
  const done = standing.reminded ?? [];
  return done.includes(days) ? standing : { ...standing, reminded: upTo(done, call.reminderDays, days) };
}

/**
 * The selection after a step; the same object when the step was taken before or is none of its own. Closing a silence
 * procedure is decided by `close` of silence.ts: it places a State, and needs to know of other calls.
 */
export function selectionStepTaken(selection: Selection, step: Step, now: Date): Selection {
  if (step.kind === "silence-opened") return prepared(selection, step.occasion, now);
  if (step.kind === "silence-noted") return noted(selection, step.occasion, now);
  if (step.kind === "told" && step.occasion && !selection.told.includes(step.occasion))
    return { ...selection, told: [...selection.told, step.occasion] };
  if (!isDecided(selection, step.occasion)) return selection;
  if (step.kind === "letters" && !selection.letters) return { ...selection, letters: now.toISOString() };
  if (step.kind === "released" && !selection.releasedAt)
    return { ...selection, releasedAt: now.toISOString() };
  return selection;
}

/** A refusal may come between the plan of a step and its mark: what was decided then is decided no longer. */
const isDecided = ({ decidedAt, slate }: Selection, occasion: string | undefined): boolean =>
  decidedAt !== undefined && String(slate) === occasion;

/** The activity after the secretariat was told `days` before it; the same object when that was done before. */
export function activityTold(activity: Activity, days: number): Activity {
  return activity.told.includes(days)
    ? activity
    : { ...activity, told: upTo(activity.told, activity.noticeDays, days) };
}
