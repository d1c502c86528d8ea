/** The seats of persons: who is offered, what a person says of an offer, and who is placed. */
import { createHash } from "node:crypto";
import type { Call } from "../domain/call.ts";
import { type Candidate, candidatesOf } from "../domain/candidates.ts";
import { type EligibilityRule, eligibilityRules, flagsOf } from "../domain/eligibility.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Party } from "../domain/party.ts";
import { placedIn, poolOf } from "../domain/pool.ts";
import { candidateIn, cleared, newSlate, place, type Surroundings, seatState } from "../domain/seats.ts";
import type { Selection } from "../domain/selection.ts";
import { judge } from "../domain/slate-judge.ts";
import type { SlateRecord } from "../domain/slate-record.ts";
import { canonicalPool, slateRules } from "../domain/slates.ts";
import { listParties } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { keepSlateRecord, unchanged } from "../store/selection.ts";
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
 * Places persons in seats, all together: what cannot stand together is refused as a whole. What the slate was composed
 * from is kept with its hash, so that it can be computed again.
 */
export function compose({ call, seats, relaxed, version, by }: Composition): Promise<Outcome> {
  const detail = { seats: seats.map(({ seat }) => seat).join(",") };
  const act = { call, actor: by, act: "selection.composed", version, detail };
  return changeSelection(act, async (at, stored, now) => {
    // Placing alone refuses only changes, and what was kept of a released slate must stay as it was.
    if (stored.releasedAt) return refused("released");
    if (stored.decidedAt) return refused("already-decided");
    if (at.selection === "consultation") return refused("not-composed");
    const isRelaxed = relaxed !== undefined && relaxed.join() !== stored.relaxed.join();
    const before: Selection = isRelaxed ? newSlate({ ...stored, relaxed }) : stored;
    const surroundings = await surroundingsOf(at, before);
    const offered = await offersOn(at, surroundings);
    const unassessed = await whyNotAssessed(
      at,
      seats.flatMap(({ candidate }) => candidate ?? []),
    );
    if (unassessed) return refused(unassessed);
    const placed = placeAll(seats, surroundings, offered, now);
    if ("refused" in placed) return placed;
    const { selection } = placed;
    if (selection === stored) return { ok: true, selection }; // what was composed before stays as it was kept
    const others = surroundings.otherSelections.map(unchanged);
    if (at.selection !== "composition") return { ...placed, changes: others };
    const record = recordOf(at, selection, offered.offers, surroundings);
    if (isTwice(record)) return refused("holds-another-seat");
    const composed = {
      rules: record.rules,
      hash: record.hash,
      slate: selection.slate,
      by,
      at: now.toISOString(),
    };
    return {
      ok: true,
      selection: { ...selection, composed },
      changes: [keepSlateRecord(call, selection.slate, record), ...others],
    };
  });
}

/** Seats that are to change are cleared first, so that two persons can change places. */
function placeAll(
  seats: readonly Placing[],
  surroundings: Surroundings,
  { offers, parties }: { offers: readonly Offer[]; parties: readonly Party[] },
  now: Date,
): Outcome<{ selection: Selection }> {
  let { selection } = surroundings;
  const changing = seats.filter(
    ({ seat, candidate }) => (candidateIn(seatState(selection, seat)) ?? null) !== candidate,
  );
  const placements = changing.map(({ seat, candidate }) => {
    const offer = offers.find(({ id }) => id === candidate);
    const party = parties.find(({ id }) => id === offer?.parties[0]);
    return { seat, candidate, offer, party };
  });
  for (const { seat } of changing) {
    const cleared = place({ seat, party: null }, { ...surroundings, selection }, now);
    if ("refused" in cleared) return cleared;
    selection = cleared.selection;
  }
  for (const { seat, candidate, offer, party } of placements) {
    if (candidate === null) continue;
    if (!offer || !party) return refused("unknown-candidate");
    if (!offer.confirmed) return refused("not-confirmed");
    if (!offer.seats.includes(seat)) return refused("not-offered");
    const partners = offer.parties.slice(1);
    const placed = place(
      { seat, party, person: offer.person, partners },
      { ...surroundings, selection },
      now,
    );
    if ("refused" in placed) return placed;
    selection = placed.selection;
  }
  return { ok: true, selection };
}

/** The input of the slate as it is placed now, with the hash by which it is known again. */
function recordOf(
  call: Call,
  selection: Selection,
  offers: readonly Offer[],
  { scheme, otherSelections }: Surroundings,
): SlateRecord {
  const subregions = scheme.subregions.map(({ id }) => id);
  const pool = poolOf(call, selection, offers, { subregions, otherSelections });
  const hash = createHash("sha256").update(canonicalPool(pool)).digest("hex");
  return { rules: slateRules, hash, pool, chosen: placedIn(call, selection) };
}

/** Whether a State would hold two seats: a joint offer uses the seat of each, and a seat knows only who presents. */
const isTwice = ({ pool, chosen }: SlateRecord): boolean =>
  judge(pool, chosen).problems.some(
    ({ problem }) => problem === "state-twice" || problem === "state-has-a-seat-elsewhere",
  );

/** Declares that an offer does not meet a rule. The ledger keeps the rule, the selection the words. */
export function declareIneligible({
  call,
  candidate,
  rule: said,
  words,
  by,
}: {
  call: string;
  candidate: string;
  rule: string;
  words: string;
  by: string;
}): Promise<Outcome> {
  const rule = eligibilityRules.find((one) => one === said) ?? "other"; // the ledger holds no words of a form
  const act = { call, actor: by, act: "selection.declared-ineligible", detail: { candidate, rule } };
  return changeSelection(act, async (at, before, now) => {
    if (words.trim() === "") return refused("reason-missing");
    const { offers } = await offersOn(at, await surroundingsOf(at, before));
    if (!offers.some(({ id }) => id === candidate)) return refused("unknown-candidate");
    if (before.releasedAt) return refused("released");
    const others = before.ineligible.filter((one) => one.candidate !== candidate);
    const ineligible = [...others, { candidate, rule, words, by, at: now.toISOString() }];
    return { ok: true, selection: cleared({ ...before, ineligible }, candidate) };
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
  return changeSelection(act, async (_at, before) => {
    if (before.releasedAt) return refused("released");
    const ineligible = before.ineligible.filter((one) => one.candidate !== candidate);
    return { ok: true, selection: { ...before, ineligible } };
  });
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
  return changeSelection({ call, actor: by, act: "selection.fits-marked", version }, async (_at, before) =>
    before.releasedAt ? refused("released") : { ok: true, selection: { ...before, fits } },
  );
}
