/** The balance of a slate: what the published considerations look at, and how two balances compare. */
import { compareText, type Model } from "./slate-model.ts";
import type { Goal } from "./slate-tables.ts";
import type { Candidate, Consideration, Pool } from "./slates.ts";

export interface Balance {
  open: number; // seats without anyone
  absent: number; // subregions without anyone
  spread: number; // between the fullest and the emptiest subregion
  genderGap: number; // max(0, |women − men| − not stated)
  fit: number; // sum of the coordinator's own marks
  counts: Record<string, number>; // by subregion; parties outside the scheme count in none
  women: number;
  men: number;
  notStated: number;
}

/** What is compared, in this order; the more of `fit` the better, of all else the less. */
export const levels = ["open", "absent", "spread", "genderGap", "fit"] as const;
export type Level = (typeof levels)[number];

const considerationOf: Partial<Record<Level, Consideration>> = {
  absent: "subregions-absent",
  spread: "subregion-spread",
  genderGap: "gender",
  fit: "fit",
};

/** The levels that no one relaxed. That few seats stay open is never relaxed. */
export function levelsInForce({ relaxed }: Pick<Pool, "relaxed">): Level[] {
  return levels.filter((level) => !relaxed.some((one) => one === considerationOf[level]));
}

/** By how much the left stands behind the right at a level; below 0 when it stands before. */
export function behind(left: Balance, right: Balance, level: Level): number {
  return level === "fit" ? right.fit - left.fit : left[level] - right[level];
}

/** Below 0 when the left comes first by these levels. */
export function compareBy(those: readonly Level[], left: Balance, right: Balance): number {
  for (const level of those) {
    const by = behind(left, right, level);
    if (by !== 0) return by;
  }
  return 0;
}

const genderGapOf = (seated: number, women: number, men: number) =>
  Math.max(0, Math.abs(women - men) - (seated - women - men));

type Figures = Pick<Balance, "counts" | "women" | "men" | "fit"> & { seats: number; seated: number };

function balanceFrom({ seats, seated, counts, women, men, fit }: Figures): Balance {
  let absent = 0;
  let fullest = 0;
  let emptiest = seats;
  for (const id in counts) {
    const count = counts[id] ?? 0;
    if (count === 0) absent += 1;
    if (count > fullest) fullest = count;
    if (count < emptiest) emptiest = count;
  }
  return {
    open: seats - seated,
    absent,
    spread: Math.max(0, fullest - emptiest), // 0 where there is no subregion
    genderGap: genderGapOf(seated, women, men),
    fit,
    counts,
    women,
    men,
    notStated: seated - women - men,
  };
}

/** The balance of people in seats, whoever they are. */
export function balanceOf(pool: Pool, seated: readonly Candidate[]): Balance {
  const counts = Object.fromEntries(pool.subregions.toSorted(compareText).map((id) => [id, 0]));
  for (const { subregion } of seated) {
    if (subregion !== undefined) counts[subregion] = (counts[subregion] ?? 0) + 1;
  }
  const of = (gender: "f" | "m") => seated.filter((one) => one.gender === gender).length;
  const fit = seated.reduce((sum, one) => sum + (one.fit ?? 0), 0);
  return balanceFrom({
    seats: pool.seats.length,
    seated: seated.length,
    counts,
    women: of("f"),
    men: of("m"),
    fit,
  });
}

/** A goal with its place among the balances, in numbers that sort fast: there may be thousands. */
export interface Placed extends Goal {
  first: number; // what is in force but fit
  second: number; // the same with what is relaxed
}

/**
 * The full order of what a model can come to: by what is in force, then by what is relaxed, then by the figures
 * themselves, so that the same pool always has the same first.
 */
export interface Order {
  place: (goal: Goal) => Placed;
  isLevel: (left: Placed, right: Placed) => boolean; // in all that is in force
  compare: (left: Placed, right: Placed) => number;
  read: (goal: Goal) => Balance;
}

export function orderOf(model: Model): Order {
  const { pool, subregions, base, filled, held } = model;
  const seats = pool.seats.length;
  const inForce = levelsInForce(pool);
  const weight = (level: Level) => (inForce.includes(level) ? 1 : 0);
  const [ofAbsent, ofSpread, ofGap, ofFit] = [
    weight("absent"),
    weight("spread"),
    weight("genderGap"),
    weight("fit"),
  ];
  const fixed = balanceOf(pool, held);
  const before = subregions.map((id) => fixed.counts[id] ?? 0);
  const units = Array.from({ length: subregions.length + 2 }, (_, at) => base ** at);
  const scale = seats + subregions.length + 1; // more than any figure but fit
  const packed = (open: number, absent: number, spread: number, gap: number) =>
    ((open * scale + absent) * scale + spread) * scale + gap;
  const seatedOf = (fills: number) => held.length + (filled[fills] ?? 0);

  const place = ({ fills, rest, fit }: Goal): Placed => {
    const seated = seatedOf(fills);
    const men = rest % base;
    let left = (rest - men) / base;
    const women = left % base;
    left = (left - women) / base;
    let absent = 0;
    let fullest = 0;
    let emptiest = seats;
    for (let at = before.length - 1; at >= 0; at -= 1) {
      const digit = left % base;
      left = (left - digit) / base;
      const count = (before[at] ?? 0) + digit;
      if (count === 0) absent += 1;
      if (count > fullest) fullest = count;
      if (count < emptiest) emptiest = count;
    }
    const spread = Math.max(0, fullest - emptiest); // 0 where there is no subregion
    const gap = genderGapOf(seated, fixed.women + women, fixed.men + men);
    return {
      fills,
      rest,
      fit,
      first: packed(seats - seated, absent * ofAbsent, spread * ofSpread, gap * ofGap),
      second: packed(seats - seated, absent, spread, gap),
    };
  };

  const byForce = (left: Placed, right: Placed) => left.first - right.first || ofFit * (right.fit - left.fit);

  const read = ({ fills, rest, fit }: Goal): Balance => {
    const digitAt = (at: number) => Math.floor(rest / (units[at] ?? 1)) % base;
    const counts: Record<string, number> = {};
    for (const [at, id] of subregions.entries()) {
      counts[id] = (before[at] ?? 0) + digitAt(subregions.length + 1 - at);
    }
    return balanceFrom({
      seats,
      seated: seatedOf(fills),
      counts,
      women: fixed.women + digitAt(1),
      men: fixed.men + digitAt(0),
      fit: fixed.fit + fit,
    });
  };

  return {
    place,
    isLevel: (left, right) => byForce(left, right) === 0,
    compare: (left, right) =>
      byForce(left, right) || left.second - right.second || right.fit - left.fit || right.rest - left.rest,
    read,
  };
}
