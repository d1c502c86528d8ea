/** What including each candidate changes in the balance. Facts, and no advice. */
import {
  type Balance,
  balanceReader,
  behind,
  compareInFull,
  type Level,
  levelsInForce,
} from "./slate-balance.ts";
import { type Barred, barrier, byId, type Model, modelOf, type Offer } from "./slate-model.ts";
import {
  backwards,
  type Filled,
  fitOf,
  fold,
  forwards,
  type Goal,
  goalsOf,
  join,
  joined,
  type Table,
} from "./slate-tables.ts";
import { bestBalance, type Pool } from "./slates.ts";

/** A consideration that comes out worse than at best, and by how much. */
export interface Worse {
  level: Level;
  by: number;
}

export type Including =
  | { candidate: string; best: Balance; worse: Worse[] }
  | { candidate: string; impossible: Barred };

/**
 * For each candidate who is neither fixed nor set aside, by id: the best balance with them in a seat that they can hold,
 * and what is worse in it than at best; or why they can have none.
 */
export function whatIncluding(pool: Pool): Including[] {
  const gone = new Set([...pool.excluded, ...pool.fixed.map(({ candidate }) => candidate)]);
  const barredFor = barrier(pool);
  const inForce = levelsInForce(pool);
  const bests = bestsIncluding(pool, inForce);
  const best = bestBalance(pool);
  return pool.candidates
    .filter(({ id }) => !gone.has(id))
    .sort(byId)
    .flatMap((candidate): Including[] => {
      const impossible = barredFor(candidate);
      if (impossible) return [{ candidate: candidate.id, impossible }];
      const own = bests.get(candidate.id);
      if (!own) return [];
      return [{ candidate: candidate.id, best: own, worse: worseOf(own, best, inForce) }];
    });
}

function worseOf(one: Balance, best: Balance, inForce: readonly Level[]): Worse[] {
  return inForce.map((level) => ({ level, by: behind(one, best, level) })).filter(({ by }) => by > 0);
}

/** The best balance with each candidate for whom there is a seat: what all others can come to, and then theirs. */
function bestsIncluding(pool: Pool, inForce: readonly Level[]): Map<string, Balance> {
  const model = modelOf(pool);
  const { chains, filled } = model;
  const folded = chains.map((chain) => fold(chain, filled));
  const total = joined(folded, filled);
  const goals = goalsByRank(model, total, inForce);
  const bests = new Map<string, Balance>();
  chains.forEach((steps, at) => {
    const others = joined(folded.toSpliced(at, 1), filled);
    const [before, after] = [forwards(steps, filled), backwards(steps, filled)];
    steps.forEach(({ offers }, place) => {
      const [left, right] = [before[place], after[place + 1]];
      if (!left || !right) return;
      for (const [bits, those] of Map.groupBy(offers, (offer) => offer.bits)) {
        const reach = reacher(join(left, right, filled, bits), others, filled);
        const isKnown = (goal: Goal) => fitOf(total, goal.fills, goal.rest) !== Number.NEGATIVE_INFINITY;
        for (const [{ id }, own] of Map.groupBy(those, ({ candidate }) => candidate)) {
          const best = firstWith(own, goals, (goal) => (isKnown(goal) ? reach(goal) : noFit), model, inForce);
          if (best) bests.set(id, best);
        }
      }
    });
  });
  return bests;
}

const noFit = Number.NEGATIVE_INFINITY;

/** What can be had at all, in groups that are level in all in force but fit, the best group first. */
function goalsByRank(model: Model, total: Table, inForce: readonly Level[]): Goal[][] {
  const read = balanceReader(model);
  const ranks = inForce.filter((level) => level !== "fit");
  const scale = model.pool.seats.length + model.subregions.length + 1;
  const rankOf = ({ fills, rest, fit }: Goal) => {
    const balance = read(fills, rest, fit);
    return ranks.reduce((rank, level) => rank * scale + balance[level], 0);
  };
  const groups = Map.groupBy(goalsOf(total), rankOf);
  return [...groups].sort(([left], [right]) => left - right).map(([, goals]) => goals);
}

/**
 * The best fit of a key from two tables together. A few keys are looked up pair by pair; when it comes to many, the
 * tables are joined once.
 */
function reacher(few: Table, many: Table, filled: Filled): (goal: Goal) => number {
  const parts = goalsOf(few);
  let looks = 0;
  let both: Table | null = null;
  return ({ fills, rest }) => {
    looks += parts.length;
    if (looks > looksBeforeJoin) both ??= join(few, many, filled);
    if (both) return fitOf(both, fills, rest);
    return parts.reduce(
      (best, part) => Math.max(best, part.fit + fitOf(many, fills - part.fills, rest - part.rest)),
      noFit,
    );
  };
}

const looksBeforeJoin = 100_000;

/** The best balance that one of the offers has a part in. */
function firstWith(
  offers: readonly Offer[],
  groups: readonly Goal[][],
  reach: (goal: Goal) => number,
  model: Model,
  inForce: readonly Level[],
): Balance | null {
  const read = balanceReader(model);
  for (const group of groups) {
    let best: Balance | null = null;
    for (const { fills, rest } of group) {
      for (const offer of offers) {
        const fit = offer.fit + reach({ fills: fills - offer.fills, rest: rest - offer.rest, fit: 0 });
        if (fit === noFit) continue;
        const balance = read(fills, rest, fit);
        if (!best || compareInFull(inForce, balance, best) < 0) best = balance;
      }
    }
    if (best) return best;
  }
  return null;
}
