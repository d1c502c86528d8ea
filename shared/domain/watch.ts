/** What a selection still lacks, seat by seat, and the waits that last too long: told to the secretariat once each. */
import { addDays, instantOf, laterOffQuietDays, localMinuteOf, type Rules, startOfDay } from "./calendar.ts";
import type { Call } from "./call.ts";
import { seatState } from "./seats.ts";
import type { Selection } from "./selection.ts";

export type Lack =
  | "state" // nobody is agreed
  | "silence" // a silence procedure runs
  | "unasked" // agreed, and not asked whether it accepts
  | "unanswered" // asked, and no answer yet
  | "unproposed" // all accept, and the approvers have not been asked
  | "approvals"; // proposed, and not approved by all

export interface Missing {
  what: Lack;
  seat?: string; // absent: of the slate as a whole
}

/** What is missing for a decision, in the order of the seats; nothing once it stands. */
export function missingOf(call: Pick<Call, "seats">, selection: Selection): Missing[] {
  if (selection.decidedAt || selection.releasedAt) return [];
  const seats = call.seats.flatMap(({ id }): Missing[] => {
    const what = lackOf(selection, id);
    return what ? [{ what, seat: id }] : [];
  });
  if (seats.length > 0) return seats;
  return [{ what: selection.proposedAt ? "approvals" : "unproposed" }];
}

function lackOf(selection: Selection, id: string): Lack | null {
  const { party, acceptance } = seatState(selection, id);
  if (party === undefined) {
    return selection.silences.some((one) => one.seat === id && !one.closedAt) ? "silence" : "state";
  }
  if (acceptance === "accepted") return null;
  return acceptance === "asked" ? "unanswered" : "unasked";
}

/** Days after which an unanswered question of acceptance is told of, and working days for approvals. */
const daysToAccept = 5;
const daysToApprove = 3;

const dayMs = 86_400_000;

/** A wait that lasts, from the moment on at which the secretariat is to be told. */
export interface Chase {
  occasion: string; // letters, digits and hyphens: part of a notice's id
  at: Date;
}

/** The waits of which the secretariat has not been told, soonest first. None once a decision stands. */
export function chasesOf(call: Call, selection: Selection | null, rules: Rules): Chase[] {
  if (!selection || selection.decidedAt || selection.releasedAt) return [];
  const { proposedAt, slate, silences, told } = selection;
  const unanswered = selection.seats.flatMap(({ seat, acceptance, asked, askedAt }): Chase[] =>
    acceptance === "asked" && askedAt
      ? [
          {
            occasion: `acceptance-${seat}-${asked}`,
            at: new Date(Date.parse(askedAt) + daysToAccept * dayMs),
          },
        ]
      : [],
  );
  return [
    ...unanswered,
    ...silences.flatMap(({ id, closedAt, unreached }): Chase[] =>
      closedAt && unreached ? [{ occasion: `silence-${id}`, at: new Date(closedAt) }] : [],
    ),
    ...(proposedAt
      ? [{ occasion: `approvals-${slate}`, at: afterWorkingDays(proposedAt, daysToApprove, rules) }]
      : []),
    ...(call.decisionBefore
      ? [{ occasion: `overdue-${call.decisionBefore}`, at: startOfDay(call.decisionBefore, rules.zone) }]
      : []),
  ]
    .filter(({ occasion }) => !told.includes(occasion))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** So many working days after an instant, at its hour. */
function afterWorkingDays(instant: string, days: number, { zone, quiet }: Rules): Date {
  const [day = "", hour] = localMinuteOf(new Date(instant), zone).split("T");
  let at = day;
  for (let left = days; left > 0; left -= 1) at = laterOffQuietDays(addDays(at, 1), quiet);
  return instantOf(`${at}T${hour}`, zone);
}

/** What an occasion of such a notice is about. */
export type Awaited =
  | { what: "acceptance"; seat: string; asked: number }
  | { what: "approvals"; slate: number }
  | { what: "silence"; silence: string } // it stopped, since not every State had its text
  | { what: "overdue"; decisionBefore: string };

/** Reads an occasion; null for one that is none of ours. */
export function readChase(occasion: string): Awaited | null {
  const [what = "", rest = ""] = [
    occasion.slice(0, occasion.indexOf("-")),
    occasion.slice(occasion.indexOf("-") + 1),
  ];
  if (what === "approvals") return { what, slate: Number(rest) };
  if (what === "silence") return { what, silence: rest };
  if (what === "overdue") return { what, decisionBefore: rest };
  const ordinal = rest.lastIndexOf("-");
  if (what !== "acceptance" || ordinal < 0) return null;
  return { what, seat: rest.slice(0, ordinal), asked: Number(rest.slice(ordinal + 1)) };
}

/** Whether what an occasion says to be awaited is still awaited. */
export function isStillAwaited(
  occasion: string,
  call: Pick<Call, "decisionBefore">,
  selection: Selection | null,
): boolean {
  const awaited = readChase(occasion);
  if (!awaited || !selection || selection.decidedAt || selection.releasedAt) return false;
  if (awaited.what === "approvals")
    return selection.proposedAt !== undefined && selection.slate === awaited.slate;
  if (awaited.what === "silence")
    return selection.silences.some(({ id, unreached }) => id === awaited.silence && unreached !== undefined);
  if (awaited.what === "overdue") return call.decisionBefore === awaited.decisionBefore;
  const { acceptance, asked } = seatState(selection, awaited.seat);
  return acceptance === "asked" && asked === awaited.asked;
}
