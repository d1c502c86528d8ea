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

/** A balance with its place in the full order, in numbers that sort fast: there may be thousands. */
export interface Placed {
  balance: Balance;
  first: number; // what is in force but fit
  second: number; // the same with what is relaxed
  figures: number;
}

/**
 * A full order of balances: by what is in force, then by what is relaxed, then by the figures themselves, so that the
 * same pool always has the same first.
 */
export function orderOf(pool: Pool): {
  place: (balance: Balance) => Placed;
  isLevel: (left: Placed, right: Placed) => boolean; // in all that is in force
  compare: (left: Placed, right: Placed) => number;
} {
  const inForce = levelsInForce(pool);
  const some = inForce.filter((level) => level !== "fit");
  const every = levels.filter((level) => level !== "fit");
  const isFitInForce = inForce.includes("fit");
  const subregions = pool.subregions.toSorted(compareText);
  const scale = pool.seats.length + subregions.length + 1; // more than any figure but fit
  const packed = (balance: Balance, those: typeof some) => {
    let number = 0;
    for (const level of those) number = number * scale + balance[level];
    return number;
  };
  const byForce = (left: Placed, right: Placed) =>
    left.first - right.first || (isFitInForce ? right.balance.fit - left.balance.fit : 0);
  return {
    place: (balance) => {
      let figures = 0;
      for (const id of subregions) figures = figures * scale + (balance.counts[id] ?? 0);
      figures = (figures * scale + balance.women) * scale + balance.men;
      return { balance, first: packed(balance, some), second: packed(balance, every), figures };
    },
    isLevel: (left, right) => byForce(left, right) === 0,
    compare: (left, right) =>
      byForce(left, right) ||
      left.second - right.second ||
      right.balance.fit - left.balance.fit ||
      right.figures - left.figures,
  };
}

interface Figures {
  seats: number;
  seated: number;
  counts: Record<string, number>;
  women: number;
  men: number;
  fit: number;
}

function balanceFrom({ seats, seated, counts, women, men, fit }: Figures): Balance {
  let [absent, fullest, emptiest] = [0, 0, seats];
  for (const id in counts) {
    const count = counts[id] ?? 0;
    if (count === 0) absent += 1;
    fullest = Math.max(fullest, count);
    emptiest = Math.min(emptiest, count);
  }
  const notStated = seated - women - men;
  return {
    open: seats - seated,
    absent,
    spread: Math.max(0, fullest - emptiest), // 0 too where there is no subregion
    genderGap: Math.max(0, Math.abs(women - men) - notStated),
    fit,
    counts,
    women,
    men,
    notStated,
  };
}

function figuresOf(seats: number, subregions: readonly string[], seated: readonly Candidate[]): Figures {
  const counts = Object.fromEntries(subregions.toSorted(compareText).map((id) => [id, 0]));
  for (const { subregion } of seated) {
    if (subregion !== undefined) counts[subregion] = (counts[subregion] ?? 0) + 1;
  }
  const of = (gender: "f" | "m") => seated.filter((one) => one.gender === gender).length;
  const fit = seated.reduce((sum, one) => sum + (one.fit ?? 0), 0);
  return { seats, seated: seated.length, counts, women: of("f"), men: of("m"), fit };
}

/** The balance of people in seats, whoever they are. */
export function balanceOf(pool: Pool, seated: readonly Candidate[]): Balance {
  return balanceFrom(figuresOf(pool.seats.length, pool.subregions, seated));
}

/** Reads a balance off a key of the model: the fixed candidates, and those whom the key counts. */
export function balanceReader(model: Model): (goal: Goal) => Balance {
  const { pool, subregions, base, filled, held } = model;
  const fixed = figuresOf(pool.seats.length, pool.subregions, held);
  const before = subregions.map((id) => fixed.counts[id] ?? 0);
  return ({ fills, rest, fit }) => {
    let left = rest;
    const counts: Record<string, number> = {};
    for (let at = 0; at < subregions.length; at += 1) {
      const digit = left % base;
      left = (left - digit) / base;
      counts[subregions[at] ?? ""] = (before[at] ?? 0) + digit;
    }
    const women = left % base;
    return balanceFrom({
      seats: fixed.seats,
      seated: fixed.seated + (filled[fills] ?? 0),
      counts,
      women: fixed.women + women,
      men: fixed.men + (left - women) / base,
      fit: fixed.fit + fit,
    });
  };
}
