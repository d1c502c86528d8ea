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

/** What a model can come to with the fewest open seats, and perhaps with more. */
export function totalOf(model: Model): Table {
  const tables = model.chains.map((chain) => fold(chain, model));
  const last = tables.reduce((largest, table) => (table.size > largest.size ? table : largest), unitTable());
  const others = tables.filter((table) => table !== last);
  return fullJoin(last, joined(others, model), model);
}

/** The same, with the layers kept to walk back. */
export function searchOf(model: Model): Search {
  const layers = model.chains.map((chain) => backwards(chain, model));
  const after = [unitTable()];
  for (const [at, [own]] of [...layers.entries()].reverse()) {
    const [later] = after;
    if (own && later) after.unshift(at === 0 ? fullJoin(own, later, model) : join(own, later, model));
  }
  return { model, layers, after, total: after[0] ?? unitTable() };
}

/** The last join, in which only the fewest open seats are of interest: mostly none is, so that is tried first. */
function fullJoin(left: Table, right: Table, model: Model): Table {
  const full = join(left, right, { filled: model.filled, least: model.classes.flat().length });
  return full.size > 0 ? full : join(left, right, model);
}

/** The keys of a table with the fewest open seats. */
export function fullestOf({ filled }: Model, table: Table): Goal[] {
  let most = 0;
  for (let at = 0; at < table.size; at += 1) most = Math.max(most, filled[table.fills[at] ?? 0] ?? 0);
  return goalsOf(table, (fills) => filled[fills] === most);
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
