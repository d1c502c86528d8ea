/** The search of a model: its chains joined to all that can be had, and walked back to the slates that have it. */
import type { Model, Offer } from "./slate-model.ts";
import {
  backwards,
  choices,
  fitOf,
  fold,
  type Goal,
  goalsOf,
  join,
  joined,
  type Table,
  unitTable,
} from "./slate-tables.ts";

export interface Search {
  model: Model;
  layers: Table[][]; // of each chain
  after: Table[]; // what each chain and those after it can come to; the last is nobody
  total: Table;
}

/** All that a model can come to. */
export function totalOf({ chains, filled }: Model): Table {
  return joined(
    chains.map((chain) => fold(chain, filled)),
    filled,
  );
}

/** The same, with the layers kept to walk back. */
export function searchOf(model: Model): Search {
  const { chains, filled } = model;
  const layers = chains.map((chain) => backwards(chain, filled));
  const after = [unitTable()];
  for (const [own] of layers.toReversed()) {
    const [later] = after;
    if (own && later) after.unshift(join(own, later, filled));
  }
  return { model, layers, after, total: after[0] ?? unitTable() };
}

/** The keys of a table with the fewest open seats. */
export function fullestOf({ filled }: Model, table: Table): Goal[] {
  const goals = goalsOf(table);
  const most = goals.reduce((max, { fills }) => Math.max(max, filled[fills] ?? 0), 0);
  return goals.filter(({ fills }) => filled[fills] === most);
}

/** Every choice of offers that comes to one of the goals, each once. */
export function* slatesIn(search: Search, goals: readonly Goal[]): Generator<Offer[]> {
  for (const goal of goals) yield* slatesFrom(search, goal, 0);
}

function* slatesFrom(search: Search, goal: Goal, chain: number): Generator<Offer[]> {
  const steps = search.model.chains[chain];
  const [layers, after] = [search.layers[chain], search.after[chain + 1]];
  const own = layers?.[0];
  if (!steps || !layers || !after || !own) {
    yield [];
    return;
  }
  for (const part of goalsOf(own)) {
    const left = { fills: goal.fills - part.fills, rest: goal.rest - part.rest, fit: goal.fit - part.fit };
    if (fitOf(after, left.fills, left.rest) !== left.fit) continue;
    for (const offers of choices(steps, layers, part)) {
      for (const others of slatesFrom(search, left, chain + 1)) yield [...offers, ...others];
    }
  }
}
