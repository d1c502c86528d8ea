/** What a slate is composed from, out of the records: seats, offers, and what a coordinator tries. */
import type { Call } from "./call.ts";
import type { Candidate } from "./candidates.ts";
import { isSameName } from "./offer.ts";
import { candidateIn, holdersOf, seatState } from "./seats.ts";
import type { Selection } from "./selection.ts";
import { type Consideration, mostFit, type Pool, type Slate } from "./slates.ts";

/** What a coordinator tries without saving it. */
export interface WhatIf {
  fixed: Slate;
  excluded: readonly string[];
  relaxed: readonly Consideration[];
}

export const nothingTried: WhatIf = { fixed: [], excluded: [], relaxed: [] };

/** The slate as it is placed, whoever of it was asked. */
export const placedIn = (call: Pick<Call, "seats">, selection: Selection): Slate =>
  call.seats.flatMap(({ id }) => {
    const candidate = candidateIn(seatState(selection, id));
    return candidate === undefined ? [] : [{ seat: id, candidate }];
  });

/** Seats whose holder was asked or has accepted: they stay as they are until an answer opens them again. */
export const settledIn = (call: Pick<Call, "seats">, selection: Selection): Slate =>
  placedIn(call, selection).filter(({ seat }) =>
    ["asked", "accepted"].includes(seatState(selection, seat).acceptance),
  );

/**
 * The pool of a call. Settled seats are fixed; who was declared ineligible or has declined is set aside, and who is
 * not confirmed is not in it. Parties with a seat of another call are taken, and no State of them stands again.
 */
export function poolOf(
  call: Pick<Call, "id" | "seats">,
  selection: Selection,
  candidates: readonly Candidate[],
  around: { subregions: readonly string[]; otherSelections: readonly Selection[] },
  tried: WhatIf = nothingTried,
): Pool {
  const settled = settledIn(call, selection);
  const settledIds = new Set(settled.map(({ candidate }) => candidate));
  // Who can hold no seat of the call is of no use here, and an empty list would mean any.
  const persons = candidates.filter(
    ({ id, person, seats, confirmed }) => person && (settledIds.has(id) || (confirmed && seats.length > 0)),
  );
  const known = new Set(persons.map(({ id }) => id));
  const asideIds = [
    ...selection.ineligible.map(({ candidate }) => candidate),
    ...selection.declined.map(({ candidate }) => candidate),
    ...tried.excluded,
  ];
  // What is tried comes from an address, which may say anything: each seat and each candidate counts once.
  const fixed = settled.filter(({ candidate }) => known.has(candidate));
  for (const { seat, candidate } of tried.fixed) {
    const isTaken = [...settled, ...fixed].some((one) => one.seat === seat || one.candidate === candidate);
    const isKnown = known.has(candidate) && call.seats.some(({ id }) => id === seat);
    if (isKnown && !isTaken) fixed.push({ seat, candidate });
  }
  const fixedIds = new Set(fixed.map(({ candidate }) => candidate));
  const taken = around.otherSelections
    .filter((other) => other.call !== call.id)
    .flatMap(({ seats }) => seats.flatMap(holdersOf));
  return {
    seats: call.seats.map(({ id, subregion }) => ({ id, ...(subregion && { subregion }) })),
    subregions: [...around.subregions],
    candidates: persons.map((candidate) => inPool(candidate, persons, call, selection)),
    takenParties: [...new Set(taken)].sort(),
    fixed,
    excluded: [...new Set(asideIds)].filter((id) => known.has(id) && !fixedIds.has(id)).sort(),
    relaxed: [...new Set([...selection.relaxed, ...tried.relaxed])],
  };
}

function inPool(
  { id, parties, person, subregion, seats }: Candidate,
  all: readonly Candidate[],
  call: Pick<Call, "seats">,
  selection: Selection,
): Pool["candidates"][number] {
  const gender = person?.gender;
  const fit = selection.fits[id];
  const namesake = sameNames(id, all)[0];
  return {
    id,
    parties: [...new Set(parties)],
    ...(namesake && { person: [id, namesake].sort()[0] }),
    ...(subregion && { subregion }),
    ...((gender === "f" || gender === "m") && { gender }), // anything else counts as not stated
    seats: seats.length === call.seats.length ? [] : seats,
    ...(fit !== undefined && { fit: Math.max(-mostFit, Math.min(mostFit, fit)) }),
  };
}

/** Other offers of a person with the same name, by whichever State, in the order of their ids. */
export function sameNames(id: string, all: readonly Candidate[]): string[] {
  const name = all.find((one) => one.id === id)?.person?.name;
  if (name === undefined) return [];
  return all
    .filter((one) => one.id !== id && one.person && isSameName(one.person.name, name))
    .map((one) => one.id)
    .sort();
}
