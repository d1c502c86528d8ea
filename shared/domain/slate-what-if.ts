/** What including each candidate changes in the balance. Facts, and no advice. */
import { type Balance, behind, type Level, levelsInForce, orderOf, type Placed } from "./slate-balance.ts";
import { type Barred, barrier, byId, type Model, modelOf, type Offer } from "./slate-model.ts";
import {
  type Bounds,
  backwards,
  below,
  fold,
  forwards,
  type Goal,
  goalsOf,
  has,
  join,
  joined,
  only,
  reacher,
  type Step,
  type Table,
} from "./slate-tables.ts";
import { bestBalance, type Candidate, type Pool } from "./slates.ts";

/** A consideration that comes out worse than at best, and by how much. */
interface Worse {
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
  const bests = bestsIncluding(pool);
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

/**
 * The best balance with each candidate for whom there is a seat. Goals are tried from the best on, twice as many at each
 * turn, and for each turn the tables hold only what leads to its goals: most candidates are found at the first.
 */
function bestsIncluding(pool: Pool): Map<string, Balance> {
  const model = modelOf(pool);
  const folded = model.chains.map((chain) => fold(chain, model));
  const total = joined(folded, model);
  const goals = goalsByRank(model, total);
  const bests = new Map<string, Balance>();
  const left = new Set(model.chains.flat().flatMap(({ offers }) => offers.map(({ candidate }) => candidate)));
  for (let from = 0, size = 1; from < goals.length && left.size > 0; from += size, size *= 2) {
    const turn = { goals: goals.slice(from, from + size), left, total, folded };
    for (const [candidate, best] of bestsInTurn(model, turn)) {
      bests.set(candidate.id, best);
      left.delete(candidate);
    }
  }
  return bests;
}

interface Turn {
  goals: readonly Goal[][];
  left: ReadonlySet<Candidate>; // who has not been found a balance
  total: Table;
  folded: readonly Table[]; // of each chain
}

/** What all others can come to, and then each candidate of a step. */
function bestsInTurn(model: Model, turn: Turn): [Candidate, Balance][] {
  const { goals, left, total, folded } = turn;
  const hopeful = (offer: Offer) =>
    left.has(offer.candidate) &&
    goals.some((group) =>
      group.some(({ fills, rest }) => has(total, fills - offer.fills, rest - offer.rest)),
    );
  const waiting = model.chains.map((steps) => steps.map(({ offers }) => offers.filter(hopeful)));
  if (waiting.flat(2).length === 0) return [];
  const within = below(total, goals.flat(), model.chains.flat());
  const bounds = { filled: model.filled, within };
  const narrow = folded.map((table) => only(table, within));
  return model.chains.flatMap((steps, at) => {
    if (waiting[at]?.flat().length === 0) return [];
    const others = joined(narrow.toSpliced(at, 1), bounds);
    const beside = besideEach(steps, others, bounds);
    return steps.flatMap((_, place) => {
      const byBits = Map.groupBy(waiting[at]?.[place] ?? [], ({ bits }) => bits);
      return [...byBits].flatMap(([bits, offers]) => {
        const reach = beside(place, bits);
        const found = [...Map.groupBy(offers, ({ candidate }) => candidate)].map(
          ([candidate, own]) => [candidate, firstWith(own, goals, reach, model)] as const,
        );
        return found.flatMap(([candidate, best]): [Candidate, Balance][] =>
          best ? [[candidate, best]] : [],
        );
      });
    });
  });
}

/**
 * What can be had beside a step, where nobody uses the bits of its candidate. Joined steps have large tables that are
 * better looked up than joined: theirs stand on top of all others.
 */
function besideEach(
  steps: readonly Step[],
  others: Table,
  bounds: Bounds,
): (place: number, bits: number) => (goal: Goal) => number {
  const isBound = steps.some(({ after }) => after !== 0);
  const before = forwards(steps, bounds);
  const after = isBound ? backwards(steps, bounds, others) : backwards(steps, bounds);
  return (place, bits) => {
    const [earlier, later] = [before[place], after[place + 1]];
    if (!earlier || !later) return () => noFit;
    if (isBound) return reacher(earlier, later, bounds, bits);
    return reacher(join(earlier, later, bounds), others, bounds);
  };
}

const noFit = Number.NEGATIVE_INFINITY;

/** What can be had at all, in groups that are level in all in force but fit, the best group first. */
function goalsByRank(model: Model, total: Table): Goal[][] {
  const { place } = orderOf(model);
  const groups = Map.groupBy(goalsOf(total), (goal) => place(goal).first);
  return [...groups].sort(([left], [right]) => left - right).map(([, goals]) => goals);
}

/** The best balance that one of the offers has a part in. */
function firstWith(
  offers: readonly Offer[],
  groups: readonly Goal[][],
  reach: (goal: Goal) => number,
  model: Model,
): Balance | null {
  const { place, compare, read } = orderOf(model);
  for (const group of groups) {
    let best: Placed | null = null;
    for (const { fills, rest } of group) {
      for (const offer of offers) {
        const fit = offer.fit + reach({ fills: fills - offer.fills, rest: rest - offer.rest, fit: 0 });
        if (fit === noFit) continue;
        const one = place({ fills, rest, fit });
        if (!best || compare(one, best) < 0) best = one;
      }
    }
    if (best) return read(best);
  }
  return null;
}
