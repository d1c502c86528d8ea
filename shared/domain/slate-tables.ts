/**
 * Tables of a dynamic programme: which balances a part of the candidates can come to, each with its best fit. A key is
 * two numbers: `fills`, how many seats of each class are held, and `rest`, how many of each subregion, women and men.
 * Keys add like the slates they stand for. A mask names the shared States that a slate uses and others may still want.
 */

/** No table, and no layers kept together, hold more keys: some hundred megabytes, some seconds. */
const keyLimit = 3_000_000;

/** The candidates share so many States, or the seats differ so much, that no exact answer comes in bounds. */
export class SlatesTooMany extends Error {
  override name = "SlatesTooMany";
}

/** Entries as columns, found by their key through `heads` and `next`. A key may have several, none better in all. */
export interface Table {
  size: number;
  fills: Int32Array;
  rests: Float64Array;
  masks: Int32Array;
  fits: Float64Array; // -Infinity: given up for a better one
  next: Int32Array;
  heads: Int32Array; // the latest entry of a hash, -1 for none
}

/** What one more candidate in a seat of one class adds to a key. */
export interface Option {
  fills: number;
  rest: number;
  bits: number; // of the shared States and persons they use
  fit: number;
}

/** The seats of one State, or of one person: one of the options at most. */
export interface Step<O extends Option = Option> {
  options: Option[]; // the best of each kind
  offers: O[]; // all of them
  before: number; // bits of what this step or a later one, and an earlier one too, may use
  after: number; // bits of what a later step, and this or an earlier one too, may use
}

/** What tables are kept within. */
export interface Bounds {
  filled: Int8Array; // how many seats each `fills` holds; -1 where a class has more than it has seats
  within?: Table; // keys that are of interest; absent: all
  least?: number; // seats that a join must hold; absent: any number
}

function emptyTable(capacity = 16): Table {
  return {
    size: 0,
    fills: new Int32Array(capacity),
    rests: new Float64Array(capacity),
    masks: new Int32Array(capacity),
    fits: new Float64Array(capacity),
    next: new Int32Array(capacity),
    heads: new Int32Array(capacity * 2).fill(-1),
  };
}

/** The table of nobody: no seat held, nothing counted. */
export function unitTable(): Table {
  const table = emptyTable();
  put(table, 0, 0, 0, 0);
  return table;
}

function slotOf(table: Table, fills: number, rest: number): number {
  const mixed = Math.imul(fills + 1, 0x9e3779b1) ^ Math.imul(rest | 0, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (table.heads.length - 1);
}

function grow(table: Table): void {
  const capacity = table.fills.length * 2;
  if (capacity > 2 * keyLimit) throw new SlatesTooMany(`more than ${keyLimit} balances at once`);
  const wide = emptyTable(capacity);
  for (const column of ["fills", "rests", "masks", "fits"] as const) wide[column].set(table[column]);
  for (let at = 0; at < table.size; at += 1) link(wide, at);
  Object.assign(table, { ...wide, size: table.size });
}

function link(table: Table, at: number): void {
  const slot = slotOf(table, table.fills[at] ?? 0, table.rests[at] ?? 0);
  table.next[at] = table.heads[slot] ?? -1;
  table.heads[slot] = at;
}

/** Enters a key, unless one that uses no more of what is shared is as good; those that it makes useless go. */
function put(table: Table, fills: number, rest: number, mask: number, fit: number): void {
  let isIn = false;
  let at = table.heads[slotOf(table, fills, rest)] ?? -1;
  for (; at >= 0; at = table.next[at] ?? -1) {
    if (table.fills[at] !== fills || table.rests[at] !== rest) continue;
    const other = table.masks[at] ?? 0;
    const otherFit = table.fits[at] ?? 0;
    if (otherFit >= fit && (other & mask) === other && !isIn) return;
    if (fit < otherFit || (other & mask) !== mask) continue;
    table.masks[at] = mask;
    table.fits[at] = isIn ? Number.NEGATIVE_INFINITY : fit;
    isIn = true;
  }
  if (isIn) return;
  if (table.size === table.fills.length) grow(table);
  const last = table.size;
  table.fills[last] = fills;
  table.rests[last] = rest;
  table.masks[last] = mask;
  table.fits[last] = fit;
  table.size = last + 1;
  link(table, last);
}

/**
 * The best fit of a key from two tables together, where neither uses `used` nor what the other uses. A few keys are
 * looked up part by part; when it comes to many, the tables are joined once.
 */
export function reacher(few: Table, many: Table, bounds: Bounds, used = 0): (goal: Goal) => number {
  const patience = (few.size * many.size) / 4; // about what the join costs
  const parts = entriesOf(few).filter((at) => ((few.masks[at] ?? 0) & used) === 0);
  let looks = 0;
  let both: Table | null = null;
  return ({ fills, rest }) => {
    looks += parts.length;
    if (looks > patience) both ??= join(few, many, bounds, used);
    if (both) return fitOf(both, fills, rest);
    let best = Number.NEGATIVE_INFINITY;
    for (const at of parts) {
      const taken = (few.masks[at] ?? 0) | used;
      const left = fitOf(many, fills - (few.fills[at] ?? 0), rest - (few.rests[at] ?? 0), taken);
      best = Math.max(best, left + (few.fits[at] ?? 0));
    }
    return best;
  };
}

/** The best fit of a key without what is used; -Infinity when it cannot be had. */
export function fitOf(table: Table, fills: number, rest: number, used = 0): number {
  let best = Number.NEGATIVE_INFINITY;
  let at = table.heads[slotOf(table, fills, rest)] ?? -1;
  for (; at >= 0; at = table.next[at] ?? -1) {
    if (table.fills[at] !== fills || table.rests[at] !== rest) continue;
    if (((table.masks[at] ?? 0) & used) === 0) best = Math.max(best, table.fits[at] ?? best);
  }
  return best;
}

/** Whether a table has a key at all. */
export function has(table: Table, fills: number, rest: number): boolean {
  return fitOf(table, fills, rest) !== Number.NEGATIVE_INFINITY;
}

/**
 * Adds a step to a table: none of its options, or one. Of the mask only `live` is still of interest to anyone, and of
 * the keys only those of `within`, if it is given.
 */
function extend(from: Table, step: Step, live: number, { filled, within }: Bounds): Table {
  const isPlain = step.before === 0 && step.after === 0;
  const to = isPlain ? copyOf(from) : emptyTable();
  for (let at = 0; at < from.size; at += 1) {
    const fit = from.fits[at] ?? 0;
    if (fit === Number.NEGATIVE_INFINITY) continue;
    const fills = from.fills[at] ?? 0;
    const rest = from.rests[at] ?? 0;
    const mask = from.masks[at] ?? 0;
    if (!isPlain) put(to, fills, rest, mask & live, fit);
    for (const option of step.options) {
      const sum = fills + option.fills;
      if ((filled[sum] ?? -1) < 0 || (mask & option.bits) !== 0) continue;
      if (within && !has(within, sum, rest + option.rest)) continue;
      put(to, sum, rest + option.rest, (mask | option.bits) & live, fit + option.fit);
    }
  }
  return to;
}

function copyOf(table: Table): Table {
  const { size, fills, rests, masks, fits, next, heads } = table;
  return {
    size,
    fills: fills.slice(),
    rests: rests.slice(),
    masks: masks.slice(),
    fits: fits.slice(),
    next: next.slice(),
    heads: heads.slice(),
  };
}

/** All the balances that steps can come to together. */
export function fold(steps: readonly Step[], bounds: Bounds): Table {
  return steps.reduce((table, step) => extend(table, step, step.after, bounds), unitTable());
}

/** What the steps before each can come to: entry 0 is nobody, the last is all of them. */
export function forwards(steps: readonly Step[], bounds: Bounds): Table[] {
  return layersOf(steps, (step) => step.after, bounds);
}

/** What each step and those after it can come to, on top of `start`: the last entry is that alone. */
export function backwards(steps: readonly Step[], bounds: Bounds, start = unitTable()): Table[] {
  return layersOf(steps.toReversed(), (step) => step.before, bounds, start).reverse();
}

function layersOf(
  steps: readonly Step[],
  liveOf: (step: Step) => number,
  bounds: Bounds,
  start = unitTable(),
): Table[] {
  let table = start;
  let kept = 0;
  const layers = [table];
  for (const step of steps) {
    table = extend(table, step, liveOf(step), bounds);
    kept += table.size;
    if (kept > keyLimit) throw new SlatesTooMany(`more than ${keyLimit} balances in all layers`);
    layers.push(table);
  }
  return layers;
}

/** Both together, where neither uses `used` nor what the other uses. The masks end here. */
export function join(left: Table, right: Table, { filled, within, least = 0 }: Bounds, used = 0): Table {
  const joined = emptyTable(capacityFor(left.size * right.size));
  const rights = byFills(right, used);
  for (const [leftFills, lefts] of byFills(left, used)) {
    for (const [rightFills, those] of rights) {
      const fills = leftFills + rightFills;
      if ((filled[fills] ?? -1) < least) continue;
      for (const a of lefts) {
        const rest = left.rests[a] ?? 0;
        const mask = left.masks[a] ?? 0;
        const fit = left.fits[a] ?? 0;
        for (const b of those) {
          if ((mask & (right.masks[b] ?? 0)) !== 0) continue;
          const sum = rest + (right.rests[b] ?? 0);
          if (within && !has(within, fills, sum)) continue;
          put(joined, fills, sum, 0, fit + (right.fits[b] ?? 0));
        }
      }
    }
  }
  return joined;
}

/** A power of two that spares most growing. */
function capacityFor(size: number): number {
  return 2 ** Math.max(4, Math.min(14, Math.ceil(Math.log2(size + 1))));
}

function byFills(table: Table, used: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const at of entriesOf(table)) {
    if (((table.masks[at] ?? 0) & used) !== 0) continue;
    const fills = table.fills[at] ?? 0;
    const those = found.get(fills);
    if (those) those.push(at);
    else found.set(fills, [at]);
  }
  return found;
}

/** The entries that count, by their place in the columns. */
function entriesOf(table: Table): number[] {
  const entries: number[] = [];
  for (let at = 0; at < table.size; at += 1) {
    if (table.fits[at] !== Number.NEGATIVE_INFINITY) entries.push(at);
  }
  return entries;
}

/** Several tables together, with the largest last, so that what is gone through stays small. */
export function joined(tables: readonly Table[], bounds: Bounds): Table {
  return tables
    .toSorted((left, right) => left.size - right.size)
    .reduce((all, table) => join(all, table, bounds), unitTable());
}

/** The keys that some of the goals can be come to from, by offers of the steps; all of them are in `total`. */
export function below(total: Table, goals: readonly Goal[], steps: readonly Step[]): Table {
  const kinds = new Map<string, Option>();
  for (const option of steps.flatMap(({ options }) => options)) {
    kinds.set(`${option.fills} ${option.rest}`, option);
  }
  const found = emptyTable();
  for (const { fills, rest } of goals) put(found, fills, rest, 0, 0);
  for (let at = 0; at < found.size; at += 1) {
    for (const option of kinds.values()) {
      const [fills, rest] = [(found.fills[at] ?? 0) - option.fills, (found.rests[at] ?? 0) - option.rest];
      if (has(total, fills, rest)) put(found, fills, rest, 0, 0);
    }
  }
  return found;
}

/** A key, with the fit it was found to have at best. */
export interface Goal {
  fills: number;
  rest: number;
  fit: number;
}

/** The entries of a table that are within another. */
export function only(table: Table, within: Table): Table {
  const kept = emptyTable();
  for (const { fills, rest, fit } of goalsOf(table)) {
    if (has(within, fills, rest)) put(kept, fills, rest, 0, fit);
  }
  return kept;
}

/** The keys of a table whose masks have ended, of the asked `fills`. */
export function goalsOf(table: Table, isAsked: (fills: number) => boolean = () => true): Goal[] {
  const goals: Goal[] = [];
  for (let at = 0; at < table.size; at += 1) {
    const fills = table.fills[at] ?? 0;
    const rest = table.rests[at] ?? 0;
    const fit = table.fits[at] ?? 0;
    if (fit !== Number.NEGATIVE_INFINITY && isAsked(fills)) goals.push({ fills, rest, fit });
  }
  return goals;
}

/** Every choice of offers among the steps from `first` on that comes to the goal exactly, in the order of steps and offers. */
export function* choices<O extends Option>(
  steps: readonly Step<O>[],
  layers: readonly Table[],
  goal: Goal,
  first = 0,
  used = 0,
): Generator<O[]> {
  if (goal.fills === 0) {
    yield [];
    return;
  }
  let taken = used;
  for (let at = first; at < steps.length; at += 1) {
    const [step, later] = [steps[at], layers[at + 1]];
    if (!step || !later) return;
    for (const offer of step.offers) {
      if ((offer.bits & taken) !== 0) continue;
      const left = {
        fills: goal.fills - offer.fills,
        rest: goal.rest - offer.rest,
        fit: goal.fit - offer.fit,
      };
      const after = (taken | offer.bits) & step.after;
      if (fitOf(later, left.fills, left.rest, after) !== left.fit) continue;
      for (const others of choices(steps, layers, left, at + 1, after)) yield [offer, ...others];
    }
    taken &= step.after;
    if (fitOf(later, goal.fills, goal.rest, taken) !== goal.fit) return;
  }
}
