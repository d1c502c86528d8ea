/** Measures how long slates take on pools drawn by a fixed seed: one seat a State, five subregions, all marked. */
import { whatIncluding } from "../../shared/domain/slate-what-if.ts";
import { bestBalance, type Pool, solve } from "../../shared/domain/slates.ts";

export type SlateBench = {
  candidates: number;
  seats: number;
  bestMs: number; // the best balance alone
  allBalancesMs: number; // all balances, and the slates that are level with the best
  whatIfAllMs: number; // what including each candidate changes
  candidates2000Ms: number; // all balances and the best slates of ten times as many
};

const seats = ["moderator", "speaker-1", "speaker-2", "speaker-3", "speaker-4"];
const subregions = ["one", "two", "three", "four", "five"];

/** A small generator, so that each run measures the same. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** One State in six is outside the scheme; one candidate in three does not state a gender. */
function poolOf(candidates: number, states: number, { picky }: { picky: boolean }): Pool {
  const roll = dice(20250131);
  return {
    seats: seats.map((id) => ({ id })),
    subregions,
    candidates: Array.from({ length: candidates }, (_, at) => {
      const state = at % states;
      const subregion = subregions[state % (subregions.length + 1)];
      const gender = (["f", "m", undefined] as const)[roll(3)];
      return {
        id: `candidate-${at}`,
        parties: [`state-${state}`],
        ...(subregion === undefined ? {} : { subregion }),
        ...(gender === undefined ? {} : { gender }),
        seats: picky ? seats.filter(() => roll(2) === 0) : [],
        fit: roll(6),
      };
    }),
    takenParties: [],
    fixed: [],
    excluded: [],
    relaxed: [],
  };
}

const warmUps = 5;
const runs = 15;

function medianMs(work: () => unknown): number {
  for (let turn = 0; turn < warmUps; turn += 1) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  const median = times.sort((left, right) => left - right)[Math.floor(runs / 2)] ?? Number.NaN;
  return Number(median.toFixed(1));
}

/** Of the pools of a size the one that takes longest: States with several candidates or one, any seat or only some. */
function worstMs(pools: readonly Pool[], work: (pool: Pool) => unknown): number {
  return Math.max(...pools.map((pool) => medianMs(() => work(pool))));
}

const poolsOf = (candidates: number, states: number) =>
  [true, false].flatMap((picky) => [
    poolOf(candidates, candidates, { picky }),
    poolOf(candidates, states, { picky }),
  ]);

export function benchSlate(tell: (line: string) => void): SlateBench {
  tell("200 candidates");
  const pools = poolsOf(200, 60);
  const bestMs = worstMs(pools, bestBalance);
  const allBalancesMs = worstMs(pools, (pool) => solve(pool));
  const whatIfAllMs = worstMs(pools, whatIncluding);
  tell("2,000 candidates");
  const candidates2000Ms = worstMs(poolsOf(2_000, 193), (pool) => solve(pool));
  return { candidates: 200, seats: seats.length, bestMs, allBalancesMs, whatIfAllMs, candidates2000Ms };
}
