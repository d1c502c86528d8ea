/** What can be done about a seat for which nobody offered and nobody is agreed: three ways, prepared and not taken. */
import {
  addDays,
  daysBetween,
  earlierOffQuietDays,
  localDayOf,
  localMinuteOf,
  type Rules,
} from "./calendar.ts";
import type { Call } from "./call.ts";
import { seatState } from "./seats.ts";
import type { Selection } from "./selection.ts";
import { runningOn } from "./silence.ts";

export interface PlanB {
  extend?: { closes: string; decisionBefore: string }; // a later close that keeps the decision date
  sound: string[]; // the States that may be sounded, in no order of merit
  formulas: string[]; // ids of the other formulas of the definition
}

export interface Seen {
  call: Call;
  selection: Selection;
  seat: string;
  offered: boolean; // whether any State offered itself for this seat
  states: readonly string[]; // that may hold the seat
  formulas: readonly string[];
}

/** Days before the decision from which the ways are shown though the call is open. */
const nearDays = 10;
/** Days that remain between a later close and the decision, for acceptance and approvals. */
const daysToDecide = 4;
/** Days by which a close is put off at the most. */
const longestExtension = 10;

/** The ways out; null where there is an offer, an agreed State or a procedure that runs, or where it is too early. */
export function planB(
  { call, selection, seat, offered, states, formulas }: Seen,
  now: Date,
  rules: Rules,
): PlanB | null {
  if (selection.releasedAt || selection.decidedAt || offered) return null;
  if (seatState(selection, seat).party !== undefined || runningOn(selection, seat)) return null;
  const nowLocal = localMinuteOf(now, rules.zone);
  const today = localDayOf(now, rules.zone);
  const near = call.decisionBefore !== undefined && daysBetween(today, call.decisionBefore) <= nearDays;
  if (nowLocal < call.closes && !near) return null;
  const closes = laterClose(call, today, rules);
  return {
    ...(closes && call.decisionBefore ? { extend: { closes, decisionBefore: call.decisionBefore } } : {}),
    sound: [...states],
    formulas: formulas.filter((id) => id !== call.formula?.id),
  };
}

/** A later close on a working day that leaves time to decide; null where the decision date leaves none. */
function laterClose(call: Call, today: string, { quiet }: Rules): string | null {
  const { decisionBefore, closes } = call;
  if (!decisionBefore) return null;
  const from = today > closes.slice(0, 10) ? today : closes.slice(0, 10);
  const latest = addDays(decisionBefore, -daysToDecide);
  const [sooner = latest] = [addDays(from, longestExtension), latest].sort();
  const day = earlierOffQuietDays(sooner, quiet);
  return day > from ? `${day}T23:59` : null;
}
