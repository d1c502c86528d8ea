/** Pools drawn by a seed, of every kind that a coordinator may have: the same seed and size always give the same one. */
import type { Candidate, Consideration, Pool, Slate } from "../../shared/domain/slates.ts";
import { considerations, Pool as PoolSchema } from "../../shared/domain/slates.ts";

/** Whole numbers from 0 up to, not including, a bound. */
type Roll = (bound: number) => number;

/** A small generator (mulberry32): a pool needs many numbers, of which nothing hangs but that they can be had again. */
function dice(seed: number): Roll {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

/** The same things in another order. */
function shuffled<T>(things: readonly T[], roll: Roll): T[] {
  const left = [...things];
  return things.flatMap(() => left.splice(roll(left.length), 1));
}

/** A pool with all its parts in another order. */
export function shuffledPool(pool: Pool, seed: number): Pool {
  const roll = dice(seed);
  return {
    seats: shuffled(pool.seats, roll),
    subregions: shuffled(pool.subregions, roll),
    candidates: shuffled(pool.candidates, roll).map((one) => ({ ...one, seats: shuffled(one.seats, roll) })),
    takenParties: shuffled(pool.takenParties, roll),
    fixed: shuffled(pool.fixed, roll),
    excluded: shuffled(pool.excluded, roll),
    relaxed: shuffled(pool.relaxed, roll),
  };
}

interface Size {
  candidates: number;
  seats: number;
}

/** From the smallest to 200 candidates, small ones more often: they are the ones that do not come out. */
function drawSize(seed: number): Size {
  const roll = dice(seed ^ 0x5eed);
  const candidates = roll(2) === 0 ? 3 + roll(18) : 3 + roll(198);
  return { candidates, seats: 1 + roll(6) };
}

interface Traits {
  subregions: string[];
  states: { id: string; subregion?: string }[];
  seatIds: string[];
  picky: boolean; // most are offered for some seats only
  joint: number; // of 100
  sharing: number; // of 100: offered by several States
  fits: number; // marks from -1 up to, not including, this; 0: no marks
  stated: number; // of 100: gender known
}

export function drawPool(seed: number, size: Size = drawSize(seed)): Pool {
  const roll = dice(seed);
  const subregions = Array.from({ length: 2 + roll(4) }, (_, at) => `region-${at + 1}`);
  const states = Array.from({ length: 2 + roll(Math.max(3, size.candidates)) }, (_, at) => ({
    id: `S${String(at).padStart(3, "0")}`,
    ...drawSubregion(subregions, roll),
  }));
  const seats = Array.from({ length: size.seats }, (_, at) => ({
    id: `seat-${at + 1}`,
    ...(roll(8) === 0 ? drawSubregion(subregions, roll) : {}),
  }));
  const traits: Traits = {
    subregions,
    states,
    seatIds: seats.map(({ id }) => id),
    picky: roll(3) === 0,
    joint: [0, 0, 5, 15][roll(4)] ?? 0,
    sharing: [0, 0, 5][roll(3)] ?? 0,
    fits: [0, 3, 8, 100][roll(4)] ?? 0,
    stated: [40, 80, 100][roll(3)] ?? 100,
  };
  const candidates = Array.from({ length: size.candidates }, (_, at) => drawCandidate(traits, at, roll));
  const relaxed: Consideration[] = considerations.filter(() => roll(10) === 0);
  const fixed = roll(3) === 0 ? drawFixed(seats, candidates, roll) : [];
  const isFixed = (id: string) => fixed.some(({ candidate }) => candidate === id);
  const excluded = roll(3) === 0 ? candidates.filter(({ id }) => roll(8) === 0 && !isFixed(id)) : [];
  return PoolSchema.parse({
    seats,
    subregions,
    candidates,
    takenParties: roll(3) === 0 ? states.filter(() => roll(5) === 0).map(({ id }) => id) : [],
    fixed,
    excluded: excluded.map(({ id }) => id),
    relaxed,
  });
}

/** One in ten is of none. */
function drawSubregion(subregions: readonly string[], roll: Roll): { subregion?: string } {
  const subregion = roll(10) === 0 ? undefined : subregions[roll(subregions.length)];
  return subregion === undefined ? {} : { subregion };
}

function drawCandidate(traits: Traits, at: number, roll: Roll): Candidate {
  const { states, seatIds, picky, joint, sharing, fits, stated } = traits;
  const state = states[roll(states.length)] ?? { id: "S000" };
  const others = roll(100) < joint ? [states[roll(states.length)], states[roll(states.length)]] : [];
  const partners = others
    .slice(0, 1 + roll(2))
    .flatMap((other) => (other && other.id !== state.id ? [other.id] : []));
  const seats = picky && roll(4) > 0 ? seatIds.filter(() => roll(2) === 0) : [];
  const gender = roll(2) === 0 ? ("f" as const) : ("m" as const);
  return {
    id: `c${String(at).padStart(4, "0")}`,
    parties: [...new Set([state.id, ...partners])],
    ...(roll(100) < sharing ? { person: `p${roll(Math.max(2, seatIds.length))}` } : {}),
    ...(state.subregion === undefined ? {} : { subregion: state.subregion }),
    ...(roll(100) < stated ? { gender } : {}),
    seats,
    ...(fits > 0 && roll(4) > 0 ? { fit: roll(fits) - 1 } : {}),
  };
}

/** One or two seats, decided with no eye to any rule. */
function drawFixed(seats: readonly { id: string }[], candidates: readonly Candidate[], roll: Roll): Slate {
  const [some, ones] = [shuffled(seats, roll), shuffled(candidates, roll)];
  return some.slice(0, 1 + roll(2)).flatMap(({ id }, at) => {
    const candidate = ones[at];
    return candidate ? [{ seat: id, candidate: candidate.id }] : [];
  });
}
