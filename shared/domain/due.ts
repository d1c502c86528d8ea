/** What is due next in a call or on the roadmap: the one question that a machine asks, again and again, of the records. */
import * as z from "zod";
import {
  addDays,
  beginOf,
  earlierOffQuietDays,
  endOf,
  instantOf,
  isQuiet,
  laterOffQuietDays,
  localDayOf,
  type Rules,
  reminderDay,
  startOfDay,
} from "./calendar.ts";
import { type Call, Instant, type PartyStanding } from "./call.ts";
import { callFor, isExtended, ownReminder } from "./extension.ts";
import { type Activity, activityOccasion } from "./roadmap.ts";
import type { Selection } from "./selection.ts";
import { chasesOf } from "./watch.ts";

export const waits = ["date", "selection", "silence", "acceptances", "approvals", "release"] as const;

export const Due = z.object({
  kind: z.enum([
    "announce",
    "remind",
    "warn",
    "chase",
    "close",
    "silence-text",
    "silence",
    "letters",
    "release",
    "announcement",
    "wait",
    "over",
  ]),
  occasion: z.string().optional(), // of the notices that the step prepares, and of its mark
  wait: z.enum(waits).optional(), // what is awaited
  until: Instant.optional(), // when to ask again at the latest
  seconds: z.number().int().min(1).optional(),
  version: z.number().int(), // of the call that was looked at
});
export type Due = z.infer<typeof Due>;

type Step = Omit<Due, "version">;

/** No wait is longer: whatever was missed, the question is asked again within a week. */
const longestWait = 7 * 24 * 3600;

/** The moment of a reminder, a warning or a notice, so many days before its date. */
export interface Moment {
  days: number;
  at: Date;
}

/** What is due next. Marking the step and asking again always leads on; nothing that is marked is due again. */
export function dueNext(
  call: Call,
  selection: Selection | null,
  now: Date,
  rules: Rules,
  standings: readonly PartyStanding[] = [], // of parties with a close of their own; others say nothing here
): Due {
  const own = standings.filter((standing) => isExtended(call, standing));
  return { ...stepOf(call, selection, now, rules, own), version: call.version };
}

function stepOf(
  call: Call,
  selection: Selection | null,
  now: Date,
  rules: Rules,
  own: readonly PartyStanding[],
): Step {
  const closes = instantOf(call.closes, rules.zone);
  const open = now < closes;
  if (call.phase === "over" && !open) return { kind: "over" };
  if (call.phase === "draft") return waitFor("date", [], now);
  if (!call.announced && open) {
    const opens = instantOf(call.opens, rules.zone);
    return now < opens ? waitFor("date", [opens], now) : { kind: "announce", occasion: "1" };
  }
  if (!open && call.phase === "launched") return { kind: "close", occasion: "1" };
  const text = openedSilence(selection, now, rules);
  if (text) return { kind: "silence-text", occasion: text };
  const silence = endedSilence(selection, now, rules);
  if (silence) return { kind: "silence", occasion: silence };
  const decision = decisionStep(selection, now, rules);
  if (decision) return decision;
  const reminder = open ? latest(remindersOf(call, rules), now) : null;
  const quiet = isQuiet(localDayOf(now, rules.zone), rules.quiet);
  if (reminder && !quiet) return { kind: "remind", occasion: String(reminder.days) };
  const alone = quiet ? undefined : dueAlone(call, own, now, rules);
  if (alone) return { kind: "remind", occasion: alone };
  const warning = latest(warningsOf(call, selection, rules), now);
  if (warning && now < decisionLimit(call, rules)) return { kind: "warn", occasion: String(warning.days) };
  const chase = chasesOf(call, selection, rules).find(({ at }) => at <= now);
  if (chase) return { kind: "chase", occasion: chase.occasion };
  return nothingDue(call, selection, now, rules, own);
}

/** The calls as those see them whose own close is still to come. */
const openFor = (call: Call, own: readonly PartyStanding[], now: Date, { zone }: Rules) =>
  own
    .map((standing) => ({ party: standing.party, call: callFor(call, standing) }))
    .filter((one) => now < instantOf(one.call.closes, zone));

/** A reminder that is due to one party alone, by its own date. */
function dueAlone(call: Call, own: readonly PartyStanding[], now: Date, rules: Rules): string | undefined {
  for (const one of openFor(call, own, now, rules)) {
    const due = latest(remindersOf(one.call, rules), now);
    if (due) return ownReminder(due.days, one.party);
  }
  return undefined;
}

/** A silence procedure that runs, and whose text is not prepared for every recipient. */
function openedSilence(selection: Selection | null, now: Date, { zone }: Rules): string | undefined {
  return selection?.silences.find(
    ({ until, closedAt, prepared }) => !prepared && !closedAt && now < instantOf(until, zone),
  )?.id;
}

/** A silence procedure whose hour has come or that was stopped, and whose closing note is not prepared. */
function endedSilence(selection: Selection | null, now: Date, { zone }: Rules): string | undefined {
  return selection?.silences.find(
    ({ until, closedAt, noted }) => !noted && (closedAt || now >= instantOf(until, zone)),
  )?.id;
}

/** The hours of the silence procedures that run. */
const silenceMoments = (selection: Selection | null, { zone }: Rules): Date[] =>
  (selection?.silences ?? []).filter(({ closedAt }) => !closedAt).map(({ until }) => instantOf(until, zone));

/** Letters, release and announcement, once a decision stands. */
function decisionStep(selection: Selection | null, now: Date, rules: Rules): Step | null {
  if (!selection?.decidedAt) return null;
  const occasion = String(selection.slate);
  if (selection.releasedAt) return { kind: "announcement", occasion }; // until the call is over everyone may not have been told
  if (!selection.letters) return { kind: "letters", occasion };
  if (!selection.releaseAt || now < instantOf(selection.releaseAt, rules.zone)) return null;
  return { kind: "release", occasion };
}

/** Moments of the reminders that are still to come or late. One that would follow the invitation at once is none. */
export function remindersOf(call: Call, rules: Rules): Moment[] {
  const announced = call.announced
    ? localDayOf(new Date(call.announced), rules.zone)
    : call.opens.slice(0, 10);
  return call.reminderDays
    .filter((days) => !call.reminded.includes(days))
    .map((days) => ({ days, day: reminderDay(call.closes, days, rules.quiet) }))
    .filter(({ day }) => day > announced)
    .map(({ days, day }) => ({ days, at: instantOf(`${day}T${rules.hour}`, rules.zone) }));
}

/** Moments of the warnings to the secretariat; none once a decision stands. */
export function warningsOf(call: Call, selection: Selection | null, rules: Rules): Moment[] {
  const before = call.decisionBefore;
  if (!before || selection?.decidedAt) return [];
  return call.warningDays
    .filter((days) => !call.warned.includes(days))
    .map((days) => ({ days, at: instantOf(`${addDays(before, -days)}T${rules.hour}`, rules.zone) }));
}

/** Of those whose moment has come the one nearest to the date, so that an outage ends in one mail and no burst. */
function latest(moments: readonly Moment[], now: Date): Moment | null {
  const due = moments.filter(({ at }) => at <= now).sort((a, b) => a.days - b.days);
  return due[0] ?? null;
}

/** When to look again at reminders: a late one still goes on no quiet day. */
function reminderMoments(call: Call, now: Date, rules: Rules): Date[] {
  const moments = remindersOf(call, rules).map(({ at }) => at);
  if (!latest(remindersOf(call, rules), now)) return moments;
  const later = laterOffQuietDays(localDayOf(now, rules.zone), rules.quiet);
  return [...moments, instantOf(`${later}T${rules.hour}`, rules.zone)];
}

function nothingDue(
  call: Call,
  selection: Selection | null,
  now: Date,
  rules: Rules,
  own: readonly PartyStanding[],
): Step {
  const closes = instantOf(call.closes, rules.zone);
  const open = now < closes;
  const alone = openFor(call, own, now, rules).flatMap((one) => [
    instantOf(one.call.closes, rules.zone),
    ...reminderMoments(one.call, now, rules),
  ]);
  const moments = [
    ...alone,
    ...(open ? [closes, ...reminderMoments(call, now, rules)] : []),
    ...warningsOf(call, selection, rules).map(({ at }) => at),
    ...silenceMoments(selection, rules),
    ...chasesOf(call, selection, rules).map(({ at }) => at),
  ];
  if (selection?.decidedAt && !selection.releasedAt) {
    const release = selection.releaseAt ? [instantOf(selection.releaseAt, rules.zone)] : [];
    return waitFor("release", [...moments, ...release], now);
  }
  if (open) return waitFor(selecting(selection) ? stageOf(selection) : "date", moments, now);
  if (selection?.releasedAt) return { kind: "over" };
  if (call.selection === "none") return alone.length > 0 ? waitFor("date", moments, now) : { kind: "over" };
  return waitFor(stageOf(selection), moments, now);
}

/** A selection may begin before the close, when the secretariat says so. */
function selecting(selection: Selection | null): boolean {
  if (!selection || selection.releasedAt) return false;
  return (
    selection.seats.some((seat) => seat.party !== undefined) ||
    selection.silences.some(({ closedAt }) => !closedAt)
  );
}

/** Which act of people the selection waits for. */
function stageOf(selection: Selection | null): "selection" | "silence" | "acceptances" | "approvals" {
  if (!selection || selection.seats.length === 0) return "selection";
  if (selection.proposedAt) return "approvals";
  if (selection.silences.some(({ closedAt }) => !closedAt)) return "silence";
  if (selection.seats.some((seat) => seat.party === undefined)) return "selection";
  return selection.seats.some((seat) => seat.acceptance === "asked") ? "acceptances" : "selection";
}

function waitFor(wait: (typeof waits)[number], moments: readonly Date[], now: Date) {
  const future = moments.map((at) => (at.getTime() - now.getTime()) / 1000).filter((seconds) => seconds > 0);
  const seconds = Math.max(1, Math.ceil(Math.min(longestWait, ...future)));
  return {
    kind: "wait" as const,
    wait,
    until: new Date(now.getTime() + seconds * 1000).toISOString(),
    seconds,
  };
}

/** The instant before which the decision must stand. */
export function decisionLimit(call: Call, rules: Rules): Date {
  return call.decisionBefore ? startOfDay(call.decisionBefore, rules.zone) : new Date(8.64e15);
}

/** Whether a party has given no sign to a call: no answer, no wish for silence, nothing in triage that may be its own. */
export function isSilent(standing: PartyStanding | undefined): boolean {
  if (!standing) return true;
  const { answered, withdrawn, noReminders, heldBy, versions } = standing;
  return !answered && !withdrawn && !noReminders && heldBy.length === 0 && versions === 0;
}

export const DueActivity = z.object({
  kind: z.enum(["activity", "wait", "over"]),
  activity: z.string().optional(),
  occasion: z.string().optional(), // "<activity>-<days before>"
  until: Instant.optional(),
  seconds: z.number().int().min(1).optional(),
  version: z.number().int(), // of the review that was looked at
});
export type DueActivity = z.infer<typeof DueActivity>;

/** What comes next on the roadmap: a notice to the secretariat, a wait, or nothing once the last activity is past. */
export function nextOnRoadmap(
  activities: readonly Activity[],
  now: Date,
  rules: Rules,
): Omit<DueActivity, "version"> {
  const ahead = activities.filter((activity) => now < endOf(activity, rules.zone));
  if (ahead.length === 0) return { kind: "over" };
  for (const activity of ahead) {
    const due = now < beginOf(activity, rules.zone) ? latest(noticesOf(activity, rules), now) : null;
    if (due)
      return { kind: "activity", activity: activity.id, occasion: activityOccasion(activity.id, due.days) };
  }
  const moments = ahead.flatMap((activity) => [
    ...noticesOf(activity, rules).map(({ at }) => at),
    endOf(activity, rules.zone),
  ]);
  const { until, seconds } = waitFor("date", moments, now);
  return { kind: "wait", until, seconds };
}

/** Moments of an activity's notices to the secretariat that are still to come or late. */
export function noticesOf(activity: Activity, rules: Rules): Moment[] {
  return activity.noticeDays
    .filter((days) => !activity.told.includes(days))
    .map((days) => ({ days, day: earlierOffQuietDays(addDays(activity.from, -days), rules.quiet) }))
    .map(({ days, day }) => ({ days, at: instantOf(`${day}T${rules.hour}`, rules.zone) }));
}
