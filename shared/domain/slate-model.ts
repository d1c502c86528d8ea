/** A pool as the dynamic programme sees it: who may still be seated where, and in which order they are gone through. */
import { type Bounds, type Option, SlatesTooMany, type Step } from "./slate-tables.ts";
import type { Candidate, Pool, Seat } from "./slates.ts";

/** Why a candidate can have none of the open seats. */
export type Barred =
  | "person-has-a-seat"
  | "state-has-a-seat"
  | "state-has-a-seat-elsewhere"
  | "no-seat-left"
  | "not-of-subregion"
  | "not-offered-for-what-is-left";

/** A candidate in an open seat of one class. */
export interface Offer extends Option {
  candidate: Candidate;
  class: number;
}

export interface Model {
  pool: Pool;
  withFit: boolean; // else every mark counts as 0
  subregions: string[]; // in the order of their digits
  base: number; // of the digits of `rest`
  filled: Bounds["filled"];
  held: Candidate[]; // the fixed ones
  classes: string[][]; // open seats that the same candidates can hold, by id; seats that nobody can hold are in none
  chains: Step<Offer>[][]; // independent of each other: one for each subregion, one for outside, one for what crosses them
}

export const byId = (left: { id: string }, right: { id: string }) => compareText(left.id, right.id);

/** By code units: the same in every locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What at most one seat may come from: States while one seat a State is in force, and the person. */
function claimsOf(candidate: Candidate, pool: Pool): string[] {
  const states = pool.relaxed.includes("one-per-state") ? [] : candidate.parties;
  const person = candidate.person === undefined ? `candidate ${candidate.id}` : `person ${candidate.person}`;
  return [...states.map((party) => `state ${party}`), person];
}

function heldOf(pool: Pool): Candidate[] {
  return pool.candidates.filter(({ id }) => pool.fixed.some(({ candidate }) => candidate === id)).sort(byId);
}

function openSeatsOf(pool: Pool): Seat[] {
  return pool.seats.filter(({ id }) => !pool.fixed.some(({ seat }) => seat === id)).sort(byId);
}

export const isOfSubregion = (candidate: Candidate, seat: Seat) =>
  seat.subregion === undefined || seat.subregion === candidate.subregion;

export const isOfferedFor = (candidate: Candidate, seat: Seat) =>
  candidate.seats.length === 0 || candidate.seats.includes(seat.id);

const canHold = (candidate: Candidate, seat: Seat) =>
  isOfSubregion(candidate, seat) && isOfferedFor(candidate, seat);

/** Says of any candidate why they can have no open seat beside the fixed ones; null when they can. */
export function barrier(pool: Pool): (candidate: Candidate) => Barred | null {
  const open = openSeatsOf(pool);
  const claimed = new Set(heldOf(pool).flatMap((candidate) => claimsOf(candidate, pool)));
  const taken = new Set(pool.relaxed.includes("one-across-calls") ? [] : pool.takenParties);
  return (candidate) => {
    const [person, ...states] = claimsOf(candidate, pool).reverse();
    if (person !== undefined && claimed.has(person)) return "person-has-a-seat";
    if (states.some((state) => claimed.has(state))) return "state-has-a-seat";
    if (candidate.parties.some((party) => taken.has(party))) return "state-has-a-seat-elsewhere";
    if (open.length === 0) return "no-seat-left";
    const offered = open.filter((seat) => isOfferedFor(candidate, seat));
    if (offered.length === 0) return "not-offered-for-what-is-left";
    return offered.some((seat) => isOfSubregion(candidate, seat)) ? null : "not-of-subregion";
  };
}

/** Candidates for the open seats: neither fixed nor set aside, and nothing bars them. By id. */
function availableOf(pool: Pool): Candidate[] {
  const barredFor = barrier(pool);
  const gone = new Set([...pool.excluded, ...pool.fixed.map(({ candidate }) => candidate)]);
  return pool.candidates
    .filter((candidate) => !gone.has(candidate.id) && barredFor(candidate) === null)
    .sort(byId);
}

/** Open seats that none of the candidates left can hold. */
export function nobodyFor(pool: Pool): string[] {
  const available = availableOf(pool);
  const isVacant = (seat: Seat) => !available.some((candidate) => canHold(candidate, seat));
  return openSeatsOf(pool)
    .filter(isVacant)
    .map(({ id }) => id);
}

/** The model of a pool. */
export function modelOf(pool: Pool, withFit = true): Model {
  const available = availableOf(pool);
  const open = openSeatsOf(pool);
  const classes = classesOf(open, available);
  const base = 2 * classes.flat().length + 1; // twice, so that no digit of a difference is mistaken for another
  const subregions = pool.subregions.toSorted(compareText);
  const restSize = base ** (subregions.length + 2);
  const { units, filled } = fillsOf(classes);
  if (restSize * filled.length > Number.MAX_SAFE_INTEGER) {
    throw new SlatesTooMany("more seats and subregions than an exact answer can be given for");
  }
  const seatOf = new Map(open.map((seat) => [seat.id, seat]));
  const offersOf = (candidate: Candidate): Offer[] =>
    classes.flatMap((ids, at) => {
      const seat = seatOf.get(ids[0] ?? "");
      if (!seat || !canHold(candidate, seat)) return [];
      const rest = restOf(candidate, subregions, base);
      const fit = withFit ? (candidate.fit ?? 0) : 0;
      return [{ candidate, class: at, fills: units[at] ?? 0, rest, bits: 0, fit }];
    });
  const chains = chainsOf(available, pool).map((chain) =>
    chain.map(({ candidates, bitsOf, before, after }) => {
      const offers = candidates.flatMap((candidate) =>
        offersOf(candidate).map((offer) => ({ ...offer, bits: bitsOf(candidate) })),
      );
      return { offers, options: bestOfEach(offers), before, after };
    }),
  );
  return {
    pool,
    withFit,
    subregions,
    base,
    filled,
    held: heldOf(pool),
    classes,
    chains,
  };
}

/** Seats that the same candidates can hold stand for each other. */
function classesOf(open: readonly Seat[], available: readonly Candidate[]): string[][] {
  const classes = new Map<string, string[]>();
  for (const seat of open) {
    const who = available.filter((candidate) => canHold(candidate, seat)).map(({ id }) => id);
    if (who.length === 0) continue;
    const key = JSON.stringify(who);
    classes.set(key, [...(classes.get(key) ?? []), seat.id]);
  }
  return [...classes.values()];
}

/** A digit for each class, and of each number of such digits how many seats it holds. */
function fillsOf(classes: readonly string[][]): { units: number[]; filled: Bounds["filled"] } {
  const bases = classes.map((seats) => 2 * seats.length + 1);
  const size = bases.reduce((product, base) => product * base, 1);
  if (size > 2 ** 24) throw new SlatesTooMany("more different seats than an exact answer can be given for");
  const units = bases.map((_, at) => bases.slice(0, at).reduce((product, base) => product * base, 1));
  const filled = new Int8Array(size);
  for (let fills = 0; fills < size; fills += 1) {
    const digits = bases.map((base, at) => Math.floor(fills / (units[at] ?? 1)) % base);
    const isRoom = digits.every((digit, at) => digit <= (classes[at]?.length ?? 0));
    filled[fills] = isRoom ? digits.reduce((sum, digit) => sum + digit, 0) : -1;
  }
  return { units, filled };
}

/** Digits from the last: men, women, the subregions backwards; so that more in the first subregion is the larger number. */
function restOf(candidate: Candidate, subregions: readonly string[], base: number): number {
  const digit = (at: number) => base ** at;
  const subregion = candidate.subregion === undefined ? -1 : subregions.indexOf(candidate.subregion);
  const ofSubregion = subregion < 0 ? 0 : digit(subregions.length + 1 - subregion);
  if (candidate.gender === undefined) return ofSubregion;
  return ofSubregion + digit(candidate.gender === "f" ? 1 : 0);
}

function bestOfEach(offers: readonly Offer[]): Option[] {
  const best = new Map<string, Option>();
  for (const { fills, rest, bits, fit } of offers) {
    const key = `${fills} ${rest} ${bits}`;
    if ((best.get(key)?.fit ?? Number.NEGATIVE_INFINITY) < fit) best.set(key, { fills, rest, bits, fit });
  }
  return [...best.values()];
}

/** Candidates of whom one at most is seated, and what binds them to other steps. */
interface Group {
  candidates: Candidate[];
  shared: string[]; // claims that candidates of other groups make as well
}

interface Bound {
  candidates: Candidate[];
  bitsOf: (candidate: Candidate) => number;
  before: number;
  after: number;
}

/** Groups that share nothing, a chain for each subregion; those whose candidates cross subregions make one of their own. */
function chainsOf(available: readonly Candidate[], pool: Pool): Bound[][] {
  const chains = new Map<string, Bound[]>();
  for (const knot of knotsOf(groupsOf(available, pool))) {
    const subregions = new Set(
      knot.flatMap(({ candidates }) => candidates.map(({ subregion }) => subregion ?? "")),
    );
    const [only = ""] = subregions;
    const name = subregions.size > 1 ? "several" : `one ${only}`;
    const chain = chains.get(name) ?? [];
    chain.push(...bind(knot, pool));
    chains.set(name, chain);
  }
  return [...chains.keys()].sort(compareText).map((name) => chains.get(name) ?? []);
}

/** Each candidate stands with the first State that presents them, or with the same person. */
function groupsOf(available: readonly Candidate[], pool: Pool): Group[] {
  const groups = new Map<string, Candidate[]>();
  const usedBy = new Map<string, Set<string>>();
  for (const candidate of available) {
    const claims = claimsOf(candidate, pool);
    const home = claims[0] ?? "";
    const those = groups.get(home);
    if (those) those.push(candidate);
    else groups.set(home, [candidate]);
    for (const claim of claims) usedBy.set(claim, (usedBy.get(claim) ?? new Set()).add(home));
  }
  return [...groups.keys()].sort(compareText).map((home) => {
    const candidates = groups.get(home) ?? [];
    const claims = new Set(candidates.flatMap((candidate) => claimsOf(candidate, pool)));
    return { candidates, shared: [...claims].filter((claim) => (usedBy.get(claim)?.size ?? 0) > 1) };
  });
}

/**
 * Groups tied together by what they share, each knot in an order that leaves little open at a time: always next the
 * group after which the fewest claims wait for a later one.
 */
function knotsOf(groups: readonly Group[]): Group[][] {
  const waiting = new Map<string, Set<Group>>();
  for (const group of groups) {
    for (const claim of group.shared) waiting.set(claim, (waiting.get(claim) ?? new Set()).add(group));
  }
  const left = new Set(groups);
  const knots: Group[][] = [];
  for (const first of groups) {
    if (!left.has(first)) continue;
    const knot: Group[] = [];
    const live = new Set<string>();
    for (let next: Group | null = first; next; next = nearest(live, waiting)) {
      knot.push(next);
      left.delete(next);
      for (const claim of next.shared) {
        const those = waiting.get(claim);
        those?.delete(next);
        if (those && those.size > 0) live.add(claim);
        else live.delete(claim);
      }
    }
    knots.push(knot);
  }
  return knots;
}

function nearest(live: ReadonlySet<string>, waiting: ReadonlyMap<string, ReadonlySet<Group>>): Group | null {
  const near = new Set([...live].sort(compareText).flatMap((claim) => [...(waiting.get(claim) ?? [])]));
  let best: Group | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const group of near) {
    const closes = group.shared.filter((claim) => live.has(claim) && waiting.get(claim)?.size === 1).length;
    const opens = group.shared.filter((claim) => !live.has(claim)).length;
    if (opens - closes >= fewest) continue;
    fewest = opens - closes;
    best = group;
  }
  return best;
}

/** Gives each shared claim of a knot a bit from the first group that makes it to the last. */
function bind(knot: readonly Group[], pool: Pool): Bound[] {
  const lasts = new Map<string, number>();
  knot.forEach(({ shared }, at) => {
    for (const claim of shared) lasts.set(claim, at);
  });
  const bits = new Map<string, number>();
  const taken = () => [...bits.values()].reduce((all, bit) => all | bit, 0);
  return knot.map(({ candidates, shared }, at) => {
    const before = taken();
    for (const claim of shared) if (!bits.has(claim)) bits.set(claim, freeBit(taken()));
    const own = new Map(shared.map((claim) => [claim, bits.get(claim) ?? 0]));
    for (const claim of shared) if (lasts.get(claim) === at) bits.delete(claim);
    const bitsOf = (candidate: Candidate) =>
      claimsOf(candidate, pool).reduce((all, claim) => all | (own.get(claim) ?? 0), 0);
    return { candidates, bitsOf, before, after: taken() };
  });
}

function freeBit(taken: number): number {
  for (let place = 0; place < 31; place += 1) if ((taken & (1 << place)) === 0) return 1 << place;
  throw new SlatesTooMany("more joint offers in one another than an exact answer can be given for");
}
