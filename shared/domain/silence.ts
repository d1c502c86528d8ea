/**
 * Silence procedures: a text goes to the States of a seat's group and stands as agreed at its hour unless one of them
 * objects. Objections are private: what leaves says only whether there was one.
 */
import { addDays, instantOf, isMinuteIn, isQuiet, localDayOf, type Rules } from "./calendar.ts";
import type { Call, Seat } from "./call.ts";
import type { Scheme } from "./definition.ts";
import { languages } from "./language.ts";
import { type Outcome, refused } from "./outcome.ts";
import type { Party } from "./party.ts";
import { isOpenTo, place, type Surroundings, seatState } from "./seats.ts";
import type { Selection, Silence } from "./selection.ts";

type Decided = Outcome<{ selection: Selection; silence: Silence }>;

/** Full working days that the States have at the least. */
const fullDays = 2;

/** The procedure that runs on a seat; one at a time. */
export const runningOn = (selection: Selection, seat: string): Silence | undefined =>
  selection.silences.find((one) => one.seat === seat && !one.closedAt);

/** The States that a text about a seat goes to: those of its subregion in the confirmed scheme, else all of the call. */
export function recipientsOf(
  call: Pick<Call, "parties">,
  seat: Pick<Seat, "subregion">,
  parties: readonly Party[],
  scheme: Scheme | undefined,
): string[] {
  return parties
    .filter(({ kind }) => kind === "member-state" && call.parties.includes(kind))
    .filter(({ id }) => isOpenTo(seat, id, scheme))
    .map(({ id }) => id);
}

export interface Opening {
  seat: string;
  party: Party; // the State proposed
  text: Silence["text"];
  until: string; // wall-clock minute
  by: string;
}

/** Opens a procedure on a seat that no State holds yet, with a State that may hold it. */
export function open(
  opening: Opening,
  at: Surroundings & { parties: readonly Party[]; rules: Rules },
  now: Date,
): Decided {
  const { call, selection, scheme, parties } = at;
  if (call.phase === "draft") return refused("not-open");
  const seat = call.seats.find(({ id }) => id === opening.seat);
  if (!seat) return refused("unknown-seat");
  const problem = whyNot(opening, at, now);
  if (problem) return refused(problem);
  const placed = place({ seat: seat.id, party: opening.party }, at, now);
  if ("refused" in placed) return placed;
  const ordinal = selection.silences.filter((one) => one.seat === seat.id).length + 1;
  const silence: Silence = {
    id: `${seat.id}-${ordinal}`,
    seat: seat.id,
    party: opening.party.id,
    text: opening.text,
    recipients: recipientsOf(call, seat, parties, scheme),
    conveyed: [],
    openedAt: now.toISOString(),
    openedBy: opening.by,
    until: opening.until,
    objections: [],
  };
  return { ok: true, silence, selection: { ...selection, silences: [...selection.silences, silence] } };
}

function whyNot(
  { seat, text, until }: Opening,
  { call, selection, rules }: Surroundings & { rules: Rules },
  now: Date,
): string | null {
  if (selection.releasedAt) return "released";
  if (selection.decidedAt) return "already-decided";
  if (runningOn(selection, seat)) return "silence-open";
  if (seatState(selection, seat).party !== undefined) return "seat-taken";
  if (languages.some((language) => text[language].trim() === "")) return "text-missing";
  return endProblem(until, call, rules, now);
}

/** Why a procedure that begins now cannot end then; null when it can. */
export function endProblem(
  until: string,
  call: Pick<Call, "decisionBefore">,
  rules: Rules,
  now: Date,
): string | null {
  if (!isMinuteIn(until, rules.zone)) return "invalid-date";
  if (instantOf(until, rules.zone) <= now) return "in-the-past";
  const day = until.slice(0, 10);
  if (isQuiet(day, rules.quiet)) return "quiet-day";
  if (workingDaysBetween(localDayOf(now, rules.zone), day, rules) < fullDays) return "too-soon";
  if (call.decisionBefore && until >= `${call.decisionBefore}T00:00`) return "after-decision-date";
  return null;
}

/** Working days wholly between two days; more than are asked for are not counted. */
function workingDaysBetween(from: string, to: string, { quiet }: Rules): number {
  let count = 0;
  for (let day = addDays(from, 1); day < to && count < fullDays; day = addDays(day, 1)) {
    if (!isQuiet(day, quiet)) count += 1;
  }
  return count;
}

/** The first end that a page may propose: the third working day at that hour. */
export function proposedEnd(rules: Rules, now: Date, hour = "18:00"): string {
  let day = localDayOf(now, rules.zone);
  for (let left = fullDays + 1, tries = 0; left > 0 && tries < 366; tries += 1) {
    day = addDays(day, 1);
    if (!isQuiet(day, rules.quiet)) left -= 1;
  }
  return `${day}T${hour}`;
}

export interface Objection {
  silence: string;
  party: string;
  by: string; // a contact, or who recorded it
}

/** Notes an objection of a recipient while the procedure runs; a State objects once. */
export function object(
  selection: Selection,
  { silence: id, party, by }: Objection,
  now: Date,
  zone: string,
): Decided {
  const silence = selection.silences.find((one) => one.id === id);
  if (!silence) return refused("unknown-silence");
  if (silence.closedAt || now >= instantOf(silence.until, zone)) return refused("silence-over");
  if (!silence.recipients.includes(party)) return refused("not-recipient");
  if (silence.objections.some((one) => one.party === party)) return refused("already");
  const objections = [...silence.objections, { party, at: now.toISOString(), by }];
  return changed(selection, { ...silence, objections });
}

export interface Conveyance {
  silence: string;
  party: string;
  by: string; // who recorded it
}

/** Notes that a recipient has the text by note verbale or telephone. */
export function convey(
  selection: Selection,
  { silence: id, party, by }: Conveyance,
  now: Date,
  zone: string,
): Decided {
  const silence = selection.silences.find((one) => one.id === id);
  if (!silence) return refused("unknown-silence");
  if (silence.closedAt || now >= instantOf(silence.until, zone)) return refused("silence-over");
  if (!silence.recipients.includes(party)) return refused("not-recipient");
  if (silence.conveyed.some((one) => one.party === party)) return refused("already");
  return changed(selection, {
    ...silence,
    conveyed: [...silence.conveyed, { party, by, at: now.toISOString() }],
  });
}

/** The recipients who do not have the text: no mail arrived, and nobody recorded that it was conveyed. */
export const unreachedOf = (
  { recipients, conveyed }: Pick<Silence, "recipients" | "conveyed">,
  byMail: readonly string[],
): string[] => recipients.filter((id) => !byMail.includes(id) && !conveyed.some(({ party }) => party === id));

/** Ends a procedure before its hour, by a coordinator's word. */
export function stop(selection: Selection, id: string, now: Date): Decided {
  const silence = selection.silences.find((one) => one.id === id);
  if (!silence) return refused("unknown-silence");
  if (silence.closedAt) return refused("silence-over");
  return changed(selection, { ...silence, closedAt: now.toISOString(), outcome: "stopped" });
}

/**
 * Closes a procedure at its hour. Without objection its State holds the seat. Where a recipient never had the text, where
 * the seat is taken or decided meanwhile, or the State may hold it no longer, the procedure counts as stopped: silence
 * moves nobody. The same selection when it was closed before or its hour has not come.
 */
export function close(
  id: string,
  party: Party | null,
  at: Surroundings & { zone: string; byMail: readonly string[] }, // whom its text reached by mail
  now: Date,
): Selection {
  const { selection } = at;
  const silence = selection.silences.find((one) => one.id === id);
  if (!silence || silence.closedAt || now < instantOf(silence.until, at.zone)) return selection;
  const ended = (outcome: NonNullable<Silence["outcome"]>, from: Selection, more: Partial<Silence> = {}) =>
    withSilence(from, { ...silence, closedAt: now.toISOString(), outcome, ...more });
  if (silence.objections.length > 0) return ended("objected", selection);
  const unreached = unreachedOf(silence, at.byMail);
  if (unreached.length > 0) return ended("stopped", selection, { unreached });
  if (selection.decidedAt || seatState(selection, silence.seat).party !== undefined)
    return ended("stopped", selection);
  const placed = party
    ? place({ seat: silence.seat, party, silence: id }, at, now)
    : refused("unknown-party");
  return "refused" in placed ? ended("stopped", selection) : ended("agreed", placed.selection);
}

/** Notes that the text was prepared for every recipient; the same selection when it was before, or has ended. */
export function prepared(selection: Selection, id: string | undefined, now: Date): Selection {
  const silence = selection.silences.find((one) => one.id === id);
  if (!silence || silence.closedAt || silence.prepared) return selection;
  return withSilence(selection, { ...silence, prepared: now.toISOString() });
}

/** Notes that the closing note was prepared; the same selection when it was before. */
export function noted(selection: Selection, id: string | undefined, now: Date): Selection {
  const silence = selection.silences.find((one) => one.id === id);
  if (!silence?.closedAt || silence.noted) return selection;
  return withSilence(selection, { ...silence, noted: now.toISOString() });
}

const changed = (selection: Selection, silence: Silence): Decided => ({
  ok: true,
  silence,
  selection: withSilence(selection, silence),
});

const withSilence = (selection: Selection, silence: Silence): Selection => ({
  ...selection,
  silences: selection.silences.map((one) => (one.id === silence.id ? silence : one)),
});
