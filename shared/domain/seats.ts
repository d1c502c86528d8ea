/**
 * The seats of a call: which State or person is placed in each, who accepts, and what one change does to the rest.
 * Whoever cannot hold a seat is refused by a published rule; nobody is ranked.
 */
import type { Call, Seat } from "./call.ts";
import type { Scheme } from "./definition.ts";
import { candidateId, isSameName, type Nominee, type Representative } from "./offer.ts";
import { type Outcome, refused } from "./outcome.ts";
import type { Party } from "./party.ts";
import type { SeatState, Selection } from "./selection.ts";

type Decided = Outcome<{ selection: Selection }>;

const openSeat = (seat: string): SeatState => ({ seat, acceptance: "not-asked", asked: 0 });

/** How a seat stands; open when the definition gained it after the selection began. */
export function seatState(selection: Selection, seat: string): SeatState {
  return selection.seats.find((state) => state.seat === seat) ?? openSeat(seat);
}

/** The candidate in a seat; undefined while it is open. */
export const candidateIn = ({ party, person }: SeatState): string | undefined =>
  party === undefined ? undefined : candidateId(party, person?.id);

export interface Placement {
  seat: string;
  party: Party | null; // null clears the seat
  partners?: readonly string[] | undefined; // of a joint offer
  person?: Nominee | undefined; // for a person's seat
  conveyedBy?: string | undefined;
  silence?: string | undefined; // id of the procedure by which it was agreed
}

export interface Surroundings {
  call: Call;
  selection: Selection;
  scheme: Scheme; // the confirmed one
  otherSelections: readonly Selection[]; // of the review's other calls
}

/** Places a State or a person in a seat, or clears it. A change of holder voids proposal and approvals; the rest stays. */
export function place(placement: Placement, at: Surroundings, now: Date): Decided {
  const { call, selection } = at;
  const seat = call.seats.find((one) => one.id === placement.seat);
  if (!seat) return refused("unknown-seat");
  if (selection.releasedAt) return refused("released");
  const before = seatState(selection, seat.id);
  const { party, person } = placement;
  if (party === null) {
    if (before.party === undefined) return { ok: true, selection };
    return { ok: true, selection: newSlate(selection, { ...openSeat(seat.id), asked: before.asked }) };
  }
  const problem = whyNot(seat, placement, party, at);
  if (problem) return refused(problem);
  const how = {
    ...(placement.conveyedBy ? { conveyedBy: placement.conveyedBy } : {}),
    ...(placement.silence ? { silence: placement.silence } : {}),
  };
  if (candidateIn(before) === candidateId(party.id, person?.id)) {
    return { ok: true, selection: withSeat(selection, { ...before, ...how, ...(person && { person }) }) };
  }
  return {
    ok: true,
    selection: newSlate(selection, {
      ...openSeat(seat.id),
      party: party.id,
      ...(placement.partners?.length ? { partners: [...placement.partners] } : {}),
      ...(person && { person }),
      ...how,
      agreedAt: now.toISOString(),
      asked: before.asked, // the ordinal goes on: an id of a notice is never used twice
    }),
  };
}

/** The subregion of the confirmed scheme that a party counts in; undefined for parties outside it. */
export const subregionOf = (party: string, scheme: Scheme | undefined): string | undefined =>
  scheme?.subregions.find(({ parties }) => parties.includes(party))?.id;

/** Whether a seat is one for this party's subregion, in the confirmed scheme; a seat of no subregion is for all. */
export function isOpenTo(seat: Pick<Seat, "subregion">, party: string, scheme: Scheme | undefined): boolean {
  return seat.subregion === undefined || subregionOf(party, scheme) === seat.subregion;
}

/** Why nobody may be placed like this; null when they may. */
function whyNot(seat: Seat, placement: Placement, party: Party, at: Surroundings): string | null {
  const { person } = placement;
  const { call, selection, scheme } = at;
  if (seat.holder === "state" && party.kind !== "member-state") return "not-a-state";
  if (seat.holder === "person" && !person) return "no-person";
  if (!call.parties.includes(party.kind)) return "not-invited";
  const isInside =
    isOpenTo(seat, party.id, scheme) || (person?.country && isOpenTo(seat, person.country, scheme));
  if (!isInside) return "not-of-subregion";
  const candidate = candidateId(party.id, person?.id);
  if (isIneligible(selection, candidate)) return "ineligible";
  return whereElse(seat, placement, party, at);
}

/** Whether a person has declared that an offer does not meet a rule. */
export const isIneligible = (
  selection: Pick<Selection, "ineligible">,
  candidate: string | undefined,
): boolean => selection.ineligible.some((one) => one.candidate === candidate);

/** One seat for a person, and one for a State across all calls, unless a coordinator set that aside for this call. */
function whereElse(
  seat: Seat,
  { person, partners = [] }: Pick<Placement, "person" | "partners">,
  party: Party,
  { selection, otherSelections, call }: Surroundings,
): string | null {
  const here = selection.seats.filter((state) => state.seat !== seat.id);
  const elsewhere = otherSelections.filter((other) => other.call !== call.id).flatMap((other) => other.seats);
  if (person && here.some((state) => state.person && isSameName(state.person.name, person.name)))
    return "holds-another-seat";
  const bound = [
    ...(selection.relaxed.includes("one-per-state") ? [] : here),
    ...(selection.relaxed.includes("one-across-calls") ? [] : elsewhere),
  ];
  const wanted = [party.id, ...partners];
  return bound.some((state) => holdersOf(state).some((one) => wanted.includes(one)))
    ? "holds-another-seat"
    : null;
}

/** Every State whose seat this is: who presents, and the partners of a joint offer. */
export const holdersOf = ({ party, partners = [] }: SeatState): string[] =>
  party === undefined ? [] : [party, ...partners];

/**
 * The selection after a party has withdrawn what it offered: its seats are open again, as after a refusal, and the rest
 * stays. The same object when it holds none, or the decision is public.
 */
export function withdrawn(selection: Selection, party: string, now: Date): Selection {
  if (selection.releasedAt) return selection;
  return selection.seats
    .filter((state) => holdersOf(state).includes(party))
    .reduce((after, state) => opened(after, state, now), selection);
}

/** Asks the agreed State of a seat whether it accepts. Asking again is a new mail with the next ordinal. */
export function ask(
  selection: Selection,
  seat: string,
  now: Date,
): Outcome<{ selection: Selection; ordinal: number }> {
  if (selection.releasedAt) return refused("released");
  const before = seatState(selection, seat);
  if (before.party === undefined) return refused("no-party");
  if (before.acceptance === "accepted") return refused("already-accepted");
  const ordinal = before.asked + 1;
  return {
    ok: true,
    ordinal,
    selection: withSeat(selection, {
      ...before,
      acceptance: "asked",
      asked: ordinal,
      askedAt: now.toISOString(),
    }),
  };
}

export interface Answer {
  seat: string;
  accepted: boolean;
  representative?: Representative | undefined;
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
    return { ok: true, selection: opened(selection, before, now) };
  }
  const named = given.representative ? { representative: given.representative } : {};
  const accepted =
    before.acceptance === "accepted"
      ? before
      : { ...before, acceptance: "accepted" as const, acceptedAt: now.toISOString() };
  return { ok: true, selection: withSeat(selection, { ...accepted, ...named }) };
}

/** The selection without this candidate in any seat; the same object when they hold none. */
export function cleared(selection: Selection, candidate: string): Selection {
  return selection.seats
    .filter((state) => candidateIn(state) === candidate)
    .reduce((after, { seat, asked }) => newSlate(after, { ...openSeat(seat), asked }), selection);
}

/** A seat whose holder does not take it: open again, and who it was is not proposed again by the machine. */
function opened(selection: Selection, before: SeatState, now: Date): Selection {
  const { seat, asked } = before;
  const candidate = candidateIn(before) ?? "";
  const declined = [...selection.declined, { candidate, seat, at: now.toISOString() }];
  return newSlate({ ...selection, declined }, { ...openSeat(seat), acceptance: "refused", asked });
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
  if (seats.some((state) => isIneligible(selection, candidateIn(state)))) return refused("ineligible");
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
