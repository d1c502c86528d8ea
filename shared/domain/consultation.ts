/** The consultation on seats held by States: who is agreed, who accepts, and what one change does to the rest. Nobody is ranked. */
import type { Call, Seat } from "./call.ts";
import type { Scheme } from "./definition.ts";
import { type Outcome, refused } from "./outcome.ts";
import type { Party } from "./party.ts";
import type { SeatState, Selection } from "./selection.ts";

type Decided = Outcome<{ selection: Selection }>;

const openSeat = (seat: string): SeatState => ({ seat, acceptance: "not-asked", asked: 0 });

/** How a seat stands; open when the definition gained it after the selection began. */
export function seatState(selection: Selection, seat: string): SeatState {
  return selection.seats.find((state) => state.seat === seat) ?? openSeat(seat);
}

export interface Agreement {
  seat: string;
  party: Party | null; // null clears the seat
  conveyedBy?: string | undefined;
}

export interface Surroundings {
  call: Call;
  selection: Selection;
  scheme: Scheme; // the confirmed one
  otherSelections: readonly Selection[]; // of the review's other calls
}

/** Notes the State on which a subregion agrees. A change of State voids proposal and approvals; the rest stays. */
export function agree(agreement: Agreement, at: Surroundings, now: Date): Decided {
  const { call, selection } = at;
  const seat = call.seats.find((one) => one.id === agreement.seat);
  if (!seat) return refused("unknown-seat");
  if (selection.releasedAt) return refused("released");
  const before = seatState(selection, seat.id);
  if (agreement.party === null) {
    if (before.party === undefined) return { ok: true, selection };
    return { ok: true, selection: newSlate(selection, { ...openSeat(seat.id), asked: before.asked }) };
  }
  const problem = whyNot(seat, agreement.party, at);
  if (problem) return refused(problem);
  const conveyed = agreement.conveyedBy ? { conveyedBy: agreement.conveyedBy } : {};
  if (before.party === agreement.party.id) {
    return { ok: true, selection: withSeat(selection, { ...before, ...conveyed }) };
  }
  return {
    ok: true,
    selection: newSlate(selection, {
      ...openSeat(seat.id),
      party: agreement.party.id,
      ...conveyed,
      agreedAt: now.toISOString(),
      asked: before.asked, // the ordinal goes on: an id of a notice is never used twice
    }),
  };
}

/** Whether a seat is one for this party's subregion, in the confirmed scheme; a seat of no subregion is for all. */
export function isOpenTo(seat: Pick<Seat, "subregion">, party: string, scheme: Scheme | undefined): boolean {
  if (seat.subregion === undefined) return true;
  const subregion = scheme?.subregions.find((one) => one.id === seat.subregion);
  return subregion?.parties.includes(party) ?? false;
}

/** Why a party cannot hold a seat; null when it can. */
function whyNot(seat: Seat, party: Party, { selection, scheme, otherSelections }: Surroundings) {
  if (party.kind !== "member-state") return "not-a-state";
  if (!isOpenTo(seat, party.id, scheme)) return "not-of-subregion";
  const elsewhere = [
    ...selection.seats.filter((state) => state.seat !== seat.id),
    ...otherSelections.filter((other) => other.call !== selection.call).flatMap((other) => other.seats),
  ];
  return elsewhere.some((state) => state.party === party.id) ? "holds-another-seat" : null;
}

/** Asks the agreed State of a seat whether it accepts. Asking again is a new mail with the next ordinal. */
export function ask(selection: Selection, seat: string): Outcome<{ selection: Selection; ordinal: number }> {
  if (selection.releasedAt) return refused("released");
  const before = seatState(selection, seat);
  if (before.party === undefined) return refused("no-party");
  if (before.acceptance === "accepted") return refused("already-accepted");
  const ordinal = before.asked + 1;
  return {
    ok: true,
    ordinal,
    selection: withSeat(selection, { ...before, acceptance: "asked", asked: ordinal }),
  };
}

export interface Answer {
  seat: string;
  accepted: boolean;
  representative?: string | undefined;
}

/**
 * Notes the answer of the agreed State. Naming or changing the representative of a State that has accepted is no new
 * decision, at any time; a refusal opens the seat again and voids proposal and approvals, the other seats stay.
 */
export function answer(selection: Selection, given: Answer, now: Date): Decided {
  const before = seatState(selection, given.seat);
  if (before.party === undefined) return refused("no-party");
  if (!given.accepted) {
    if (selection.releasedAt) return refused("released");
    const cleared = { ...openSeat(given.seat), acceptance: "refused" as const, asked: before.asked };
    return { ok: true, selection: newSlate(selection, cleared) };
  }
  const named = given.representative ? { representative: given.representative } : {};
  const accepted =
    before.acceptance === "accepted"
      ? before
      : { ...before, acceptance: "accepted" as const, acceptedAt: now.toISOString() };
  return { ok: true, selection: withSeat(selection, { ...accepted, ...named }) };
}

/** Sends the slate to the approvers, with the hour at which its decision will be released. */
export function propose(
  selection: Selection,
  call: Call,
  facts: { releaseAt: string; offices: readonly string[]; now: Date; nowLocal: string },
): Decided {
  if (selection.releasedAt) return refused("released");
  if (selection.decidedAt) return refused("already-decided");
  const seats = call.seats.map((seat) => seatState(selection, seat.id));
  if (seats.some((state) => state.party === undefined)) return refused("seat-open");
  if (seats.some((state) => state.acceptance !== "accepted")) return refused("not-accepted");
  if (new Set(facts.offices).size < approvalsNeeded) return refused("too-few-approvers");
  const problem = hourProblem(facts.releaseAt, call, facts.nowLocal);
  if (problem) return refused(problem);
  return {
    ok: true,
    selection: { ...selection, seats, releaseAt: facts.releaseAt, proposedAt: facts.now.toISOString() },
  };
}

/** Two different people of different offices approve; a definition names who may. */
export const approvalsNeeded = 2;

/** Moves the hour of release; it stays before the day by which the decision must stand. */
export function moveRelease(
  selection: Selection,
  call: Call,
  facts: { releaseAt: string; nowLocal: string },
): Decided {
  if (selection.releasedAt) return refused("released");
  const problem = hourProblem(facts.releaseAt, call, facts.nowLocal);
  if (problem) return refused(problem);
  return { ok: true, selection: { ...selection, releaseAt: facts.releaseAt } };
}

/** Wall-clock minutes of one zone compare as text. */
function hourProblem(releaseAt: string, call: Call, nowLocal: string) {
  if (releaseAt <= nowLocal) return "in-the-past";
  if (call.decisionBefore && releaseAt >= `${call.decisionBefore}T00:00`) return "after-decision-date";
  return null;
}

function withSeat(selection: Selection, state: SeatState): Selection {
  const known = selection.seats.some((one) => one.seat === state.seat);
  const seats = known
    ? selection.seats.map((one) => (one.seat === state.seat ? state : one))
    : [...selection.seats, state];
  return { ...selection, seats };
}

/** Another slate: what was proposed, approved or decided was another one; approvals stay on record under its number. */
export function newSlate(selection: Selection, state?: SeatState): Selection {
  const { proposedAt, decidedAt, letters, ...rest } = selection;
  const next = { ...rest, slate: selection.slate + 1 };
  return state ? withSeat(next, state) : next;
}
