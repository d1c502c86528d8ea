/** An extension for one party: its own closing date, later than the call's. The call's close for everybody else stays. */
import type { Call, PartyStanding } from "./call.ts";

type Own = Pick<PartyStanding, "closes" | "reminded"> | undefined;

/** Until when this party's answer is in time. A call that closes later still is open to everybody until then. */
export const closeFor = (call: Pick<Call, "closes">, standing: Own): string =>
  standing?.closes && standing.closes > call.closes ? standing.closes : call.closes;

/** Whether a party has a date of its own: its reminders follow that date, and not the call's. */
export const isExtended = (call: Pick<Call, "closes">, standing: Own): boolean =>
  closeFor(call, standing) !== call.closes;

/** The call as it is for one party: with that party's close, and the reminders already done for it. */
export function callFor(call: Call, standing: Own): Call {
  if (!isExtended(call, standing)) return call;
  return { ...call, closes: closeFor(call, standing), reminded: standing?.reminded ?? [] };
}

/** The standing with its own close. What was reminded before stays reminded: no ordinal goes twice. */
export function extended<S extends PartyStanding>(call: Call, standing: S, closes: string): S {
  const reminded = isExtended(call, standing) ? (standing.reminded ?? []) : call.reminded;
  return { ...standing, closes, reminded: [...reminded] };
}

/**
 * The call after a party was given a longer time. Over, its execution has ended: a new generation goes on to that
 * party's date. Its close stands; nobody else may answer in time again.
 */
export const goingOn = (call: Call): Call =>
  call.phase === "over" ? { ...call, phase: "closed", generation: call.generation + 1 } : call;

/** The occasion of the step that reminds one party by its own date: "7-CO". */
export const ownReminder = (days: number, party: string): string => `${days}-${party}`;

/** Days, and the one party whom a step of reminders is for; null: everybody by the call's date. */
export function readReminder(occasion: string): { days: number; party: string | null } {
  const [, days = "", party] = /^(\d+)(?:-(.+))?$/.exec(occasion) ?? [];
  return { days: Number(days), party: party ?? null };
}
