/**
 * Slates of speakers and moderators that a coordinator composes with their balance in view: every slate that keeps the
 * published considerations, in their order (design, "A selection runs"). Exact: nothing is drawn, weighed or guessed.
 */
import * as z from "zod";
import { type Balance, orderOf, type Placed } from "./slate-balance.ts";
import { wrongsOf } from "./slate-checks.ts";
import { byId, compareText, type Model, modelOf, type Offer } from "./slate-model.ts";
import { fullestOf, type Search, searchOf, slatesIn, totalOf } from "./slate-search.ts";
import type { Table } from "./slate-tables.ts";

/** The version of these rules: a slate is recomputed by the rules that it was composed by. */
export const slateRules = "slates-1";

/** In the order in which they are looked at. The first two bind; each other one decides among what is level before it. */
export const considerations = [
  "one-per-state",
  "one-across-calls",
  "subregions-absent",
  "subregion-spread",
  "gender",
  "fit",
] as const;
export type Consideration = (typeof considerations)[number];

const Id = z.string().min(1);

const Seat = z.strictObject({
  id: Id,
  subregion: Id.optional(), // takes only candidates of it
});
export type Seat = z.infer<typeof Seat>;

/** How far a mark may go, either way. */
export const mostFit = 1_000_000;

const Candidate = z.strictObject({
  id: Id,
  parties: z.array(Id).min(1), // the first presents; with others it is a joint offer, which uses the seat of each
  person: Id.optional(), // when several States offer the same one
  subregion: Id.optional(), // absent: outside the scheme, counts in none
  gender: z.enum(["f", "m"]).optional(), // absent: not stated, which is normal and never guessed
  seats: z.array(Id), // offered for these; none: for any
  fit: z.int().min(-mostFit).max(mostFit).optional(), // the coordinator's own mark; absent counts 0
});
export type Candidate = z.infer<typeof Candidate>;

export const Slate = z.array(z.strictObject({ seat: Id, candidate: Id }));
export type Slate = z.infer<typeof Slate>;

const PoolFields = z.strictObject({
  seats: z.array(Seat).min(1),
  subregions: z.array(Id), // of the confirmed scheme
  candidates: z.array(Candidate),
  takenParties: z.array(Id), // hold a seat of another call
  fixed: Slate, // decided, or fixed in a what-if: taken as they are, and counted in the balance
  excluded: z.array(Id), // candidates set aside in a what-if, or declared ineligible
  relaxed: z.array(z.enum(considerations)),
});

/** What a slate is composed from: the seats of a call, and those who were offered for them. */
export const Pool = PoolFields.superRefine((pool, context) => {
  for (const { path, message } of wrongsOf(pool)) context.addIssue({ code: "custom", path, message });
});
export type Pool = z.infer<typeof PoolFields>;

export interface Solution {
  best: Balance;
  slates: Slate[]; // level with the best in every consideration in force
  more: boolean; // there are further ones
  balances: Balance[]; // all that can be had with the fewest open seats, each with its best fit, best first
}

/**
 * The best balance and every slate that has it, to `most` of them.
 *
 * Seats that the same candidates can hold stand for each other: whoever of them sits where, it is one slate, written
 * with both seats and holders in the order of their ids, and what stays open last. Slates are sorted by their
 * candidates, seat by seat; which of more than `most` are shown hangs on the pool alone, not on the order of its parts.
 *
 * Fixed seats are taken as they are, even where they break a rule: `judge` names it.
 */
export function solve(pool: Pool, { most = 20 }: { most?: number } = {}): Solution {
  const model = modelOf(pool);
  const search = searchOf(model);
  const ends = endsOf(model, search.total);
  const { read } = orderOf(model);
  const offers = [...bestSlates(search, ends).take(most + 1)];
  return {
    best: read(firstOf(ends)),
    slates: offers
      .slice(0, most)
      .map((one) => slateOf(model, one))
      .sort(slateOrder(pool)),
    more: offers.length > most,
    balances: distinct(ends).map(read),
  };
}

/** The best balance alone, as `solve` has it. */
export function bestBalance(pool: Pool): Balance {
  const model = modelOf(pool);
  const { place, compare, read } = orderOf(model);
  const ends = fullestOf(model, totalOf(model)).map(place);
  return read(ends.reduce((best, one) => (compare(one, best) < 0 ? one : best)));
}

/** What the fullest slates come to, the best first. Two may differ only in which seats stay open. */
function endsOf(model: Model, total: Table): Placed[] {
  const { place, compare } = orderOf(model);
  const ends = fullestOf(model, total).map(place);
  return ends.sort((left, right) => compare(left, right) || left.fills - right.fills);
}

function firstOf(ends: readonly Placed[]): Placed {
  const [first] = ends;
  if (!first) throw new RangeError("every pool has at least the balance of nobody");
  return first;
}

/** Of ends that differ only in which seats stay open, the one with the best fit. */
function distinct(ends: readonly Placed[]): Placed[] {
  const seen = new Set<number>();
  return ends.filter(({ rest }) => !seen.has(rest) && seen.add(rest));
}

/** The slates that are level with the best in all that is in force; where fit is not, found by counting none. */
function bestSlates(search: Search, ends: readonly Placed[]): Generator<Offer[]> {
  const { model } = search;
  if (model.pool.relaxed.includes("fit") && model.withFit) {
    const fitless = searchOf(modelOf(model.pool, false));
    return bestSlates(fitless, endsOf(fitless.model, fitless.total));
  }
  const { isLevel } = orderOf(model);
  const best = firstOf(ends);
  return slatesIn(
    search,
    ends.filter((end) => isLevel(end, best)),
  );
}

/** One writing for a choice of people, whichever of the seats that stand for each other they hold. */
function slateOf({ pool, classes }: Model, offers: readonly Offer[]): Slate {
  const holders = new Map(pool.fixed.map(({ seat, candidate }) => [seat, candidate]));
  classes.forEach((seats, at) => {
    const those = offers.filter((offer) => offer.class === at).map(({ candidate }) => candidate.id);
    those.sort(compareText).forEach((candidate, place) => {
      holders.set(seats[place] ?? "", candidate);
    });
  });
  return pool.seats.flatMap(({ id }) => {
    const candidate = holders.get(id);
    return candidate === undefined ? [] : [{ seat: id, candidate }];
  });
}

function slateOrder(pool: Pool): (left: Slate, right: Slate) => number {
  const seats = pool.seats.map(({ id }) => id).sort(compareText);
  const holderOf = (slate: Slate, id: string) => slate.find(({ seat }) => seat === id)?.candidate;
  return (left, right) => {
    for (const seat of seats) {
      const [a, b] = [holderOf(left, seat), holderOf(right, seat)];
      if (a !== b) return a === undefined ? 1 : b === undefined ? -1 : compareText(a, b);
    }
    return 0;
  };
}

/** The pool as text in which nothing depends on the order of its parts: to be hashed. */
export function canonicalPool(pool: Pool): string {
  const { seats, subregions, candidates, takenParties, fixed, excluded, relaxed } = pool;
  const sorted = (texts: readonly string[]) => texts.toSorted(compareText);
  return JSON.stringify({
    candidates: candidates.toSorted(byId).map((one) => ({
      fit: one.fit,
      gender: one.gender,
      id: one.id,
      parties: [...one.parties.slice(0, 1), ...sorted(one.parties.slice(1))], // the first is the one that presents
      person: one.person,
      seats: sorted(one.seats),
      subregion: one.subregion,
    })),
    excluded: sorted(excluded),
    fixed: fixed
      .toSorted((left, right) => compareText(left.seat, right.seat))
      .map(({ seat, candidate }) => ({ candidate, seat })),
    relaxed: sorted([...new Set(relaxed)]),
    seats: seats.toSorted(byId).map(({ id, subregion }) => ({ id, subregion })),
    subregions: sorted(subregions),
    takenParties: sorted([...new Set(takenParties)]),
  });
}
