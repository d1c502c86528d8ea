/** The seats of persons: who is offered, what a person says of an offer, and who is placed. */
import type { Call } from "../domain/call.ts";
import { type Candidate, candidatesOf } from "../domain/candidates.ts";
import { type EligibilityRule, flagsOf } from "../domain/eligibility.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Party } from "../domain/party.ts";
import { candidateIn, place, type Surroundings, seatState } from "../domain/seats.ts";
import type { Selection } from "../domain/selection.ts";
import { listParties } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { submissionsOfCall } from "../store/submissions.ts";
import { whyNotAssessed } from "./assessed.ts";
import { changeSelection, surroundingsOf } from "./selection.ts";

/** An offer with the rules that a machine sees not met; what a person declared stands in the selection. */
export interface Offer extends Candidate {
  flags: EligibilityRule[];
}

/** Everything offered for the seats of a call, with what there is to look at. */
export async function offersOn(
  call: Call,
  { scheme, otherSelections }: Surroundings,
): Promise<{ offers: Offer[]; parties: Party[] }> {
  const [submissions, parties, definition] = await Promise.all([
    submissionsOfCall(call.id),
    listParties(),
    readDefinition(),
  ]);
  const rules = definition.calls.find(({ id }) => id === call.id)?.rules ?? [];
  const offers = candidatesOf(call, submissions, parties, scheme).map((candidate) => ({
    ...candidate,
    flags: flagsOf(candidate, { call, otherSelections, rules }),
  }));
  return { offers, parties };
}

export interface Placing {
  seat: string;
  candidate: string | null; // null leaves the seat open
}

interface Composition {
  call: string;
  seats: readonly Placing[]; // those to change; the others stay
  relaxed?: Selection["relaxed"]; // considerations that the coordinator sets aside
  version: number; // of the selection that the person saw
  by: string;
}

/**
 * Places persons in seats, all together: what cannot stand together is refused as a whole. Seats that are to change
 * are cleared first, so that two persons can change places.
 */
export function compose({ call, seats, relaxed, version, by }: Composition): Promise<Outcome> {
  const detail = { seats: seats.map(({ seat }) => seat).join(",") };
  return changeSelection(
    { call, actor: by, act: "selection.composed", version, detail },
    async (at, before, now) => {
      const surroundings = await surroundingsOf(at, before);
      const { offers, parties } = await offersOn(at, surroundings);
      let selection: Selection = relaxed ? { ...before, relaxed } : before;
      const changing = seats.filter(
        ({ seat, candidate }) => (candidateIn(seatState(before, seat)) ?? null) !== candidate,
      );
      for (const { seat } of changing) {
        const cleared = place({ seat, party: null }, { ...surroundings, selection }, now);
        if ("refused" in cleared) return cleared;
        selection = cleared.selection;
      }
      for (const { seat, candidate } of changing) {
        if (candidate === null) continue;
        const offer = offers.find(({ id }) => id === candidate);
        const party = parties.find(({ id }) => id === offer?.parties[0]);
        if (!offer || !party) return refused("unknown-candidate");
        if (!offer.confirmed) return refused("not-confirmed");
        const unassessed = await whyNotAssessed(at, [candidate]);
        if (unassessed) return refused(unassessed);
        const placed = place({ seat, party, person: offer.person }, { ...surroundings, selection }, now);
        if ("refused" in placed) return placed;
        selection = placed.selection;
      }
      return { ok: true, selection };
    },
  );
}

/** Declares that an offer does not meet a rule. The ledger keeps the rule, the selection the words. */
export function declareIneligible({
  call,
  candidate,
  rule,
  words,
  by,
}: {
  call: string;
  candidate: string;
  rule: string;
  words: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.declared-ineligible", detail: { candidate, rule } };
  return changeSelection(act, async (at, before, now) => {
    if (words.trim() === "") return refused("reason-missing");
    const { offers } = await offersOn(at, await surroundingsOf(at, before));
    if (!offers.some(({ id }) => id === candidate)) return refused("unknown-candidate");
    const others = before.ineligible.filter((one) => one.candidate !== candidate);
    const ineligible = [...others, { candidate, rule, words, by, at: now.toISOString() }];
    return { ok: true, selection: { ...before, ineligible } };
  });
}

/** Takes such a declaration back. */
export function declareEligible({
  call,
  candidate,
  by,
}: {
  call: string;
  candidate: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.declared-eligible", detail: { candidate } };
  return changeSelection(act, async (_at, before) => ({
    ok: true,
    selection: { ...before, ineligible: before.ineligible.filter((one) => one.candidate !== candidate) },
  }));
}

/** Keeps the coordinator's own marks of how well somebody fits; an empty one is none. */
export function markFits({
  call,
  fits,
  version,
  by,
}: {
  call: string;
  fits: Selection["fits"];
  version: number;
  by: string;
}): Promise<Outcome> {
  return changeSelection({ call, actor: by, act: "selection.fits-marked", version }, async (_at, before) => ({
    ok: true,
    selection: { ...before, fits },
  }));
}
