/** The balance of a slate: what the published considerations look at, and how two balances compare. */
import { compareText, type Model } from "./slate-model.ts";
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

/** A full order of balances: by what is in force, then by what is relaxed, then by the figures themselves. */
export function compareInFull(inForce: readonly Level[], left: Balance, right: Balance): number {
  const byLevels = compareBy(inForce, left, right) || compareBy(levels, left, right);
  if (byLevels !== 0) return byLevels;
  for (const subregion of Object.keys(left.counts)) {
    const more = (right.counts[subregion] ?? 0) - (left.counts[subregion] ?? 0);
    if (more !== 0) return more;
  }
  return right.women - left.women || right.men - left.men;
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
  const each = Object.values(counts);
  const notStated = seated - women - men;
  return {
    open: seats - seated,
    absent: each.filter((count) => count === 0).length,
    spread: each.length === 0 ? 0 : Math.max(...each) - Math.min(...each),
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
export function balanceReader(model: Model): (fills: number, rest: number, fit: number) => Balance {
  const { pool, subregions, base, filled, held } = model;
  const fixed = figuresOf(pool.seats.length, pool.subregions, held);
  const before = subregions.map((id) => fixed.counts[id] ?? 0);
  return (fills, rest, fit) => {
    let left = rest;
    const digit = () => {
      const value = left % base;
      left = (left - value) / base;
      return value;
    };
    const counts: Record<string, number> = {};
    subregions.forEach((id, at) => {
      counts[id] = (before[at] ?? 0) + digit();
    });
    return balanceFrom({
      seats: fixed.seats,
      seated: fixed.seated + (filled[fills] ?? 0),
      counts,
      women: fixed.women + digit(),
      men: fixed.men + digit(),
      fit: fixed.fit + fit,
    });
  };
}
