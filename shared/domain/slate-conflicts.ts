/** What cannot be had together, and the least that would have to be lifted for it. Facts, and no advice. */
import { type Balance, compareBy, type Level, levels, levelsInForce } from "./slate-balance.ts";
import { judge, type Problem } from "./slate-judge.ts";
import { compareText, nobodyFor } from "./slate-model.ts";
import { bestBalance, type Pool } from "./slates.ts";

/** Something that stands in the way and could be lifted. */
export type Lift =
  | { lift: "fixed"; seat: string; candidate: string }
  | { lift: "excluded"; candidate: string }
  | { lift: "relax"; consideration: "one-per-state" | "one-across-calls" };

interface Conflict {
  level: Exclude<Level, "fit">;
  value: number; // as the pool stands
  attainable: number; // without what is fixed and set aside; of open seats also with the binding considerations relaxed
  lifts: Lift[][]; // the smallest sets that attain it, of one thing, else of two; none: it takes more, or cannot be
}

export interface Conflicts {
  conflicts: Conflict[];
  nobodyFor: string[]; // open seats that none of the candidates left can hold
  problems: Problem[]; // rules that the fixed seats do not keep
  isCut: boolean; // there was more to lift than is tried in pairs
}

/** No more things are tried in pairs: some hundred pairs, some seconds. */
const pairedThings = 24;

/** What cannot be had together: each level at which the pool stands behind what it could have, and what would attain it. */
export function conflictsOf(pool: Pool): Conflicts {
  const now = bestBalance(pool);
  const unbound: Pool = { ...pool, fixed: [], excluded: [] };
  const free = bestBalance(unbound);
  const freest = bestBalance({ ...unbound, relaxed: [...pool.relaxed, ...binding] });
  const inForce = levelsInForce(pool);
  const attempts = attemptsOf(pool);
  const conflicts = levels.flatMap((level, at): Conflict[] => {
    if (level === "fit" || !inForce.includes(level)) return [];
    const [value, attainable] = [now[level], level === "open" ? freest.open : free[level]];
    if (value <= attainable && !(level === "open" && value > 0)) return [];
    const before = levels.slice(0, at).filter((one) => inForce.includes(one));
    const attains = (one: Balance) => one[level] <= attainable && compareBy(before, one, now) <= 0;
    return [{ level, value, attainable, lifts: value > attainable ? attempts(attains) : [] }];
  });
  return {
    conflicts,
    nobodyFor: nobodyFor(pool),
    problems: judge(pool, pool.fixed).problems,
    isCut: liftsOf(pool).length > pairedThings,
  };
}

const binding = ["one-per-state", "one-across-calls"] as const;

/** Fixed seats first, then considerations, then who is set aside. */
function liftsOf({ fixed, excluded, relaxed }: Pool): Lift[] {
  return [
    ...fixed.map(({ seat, candidate }) => ({ lift: "fixed" as const, seat, candidate })).sort(bySeat),
    ...binding
      .filter((one) => !relaxed.includes(one))
      .map((consideration) => ({ lift: "relax" as const, consideration })),
    ...excluded.toSorted(compareText).map((candidate) => ({ lift: "excluded" as const, candidate })),
  ];
}

const bySeat = (left: { seat: string }, right: { seat: string }) => compareText(left.seat, right.seat);

function lifted(pool: Pool, lift: Lift): Pool {
  if (lift.lift === "relax") return { ...pool, relaxed: [...pool.relaxed, lift.consideration] };
  if (lift.lift === "fixed") return { ...pool, fixed: pool.fixed.filter(({ seat }) => seat !== lift.seat) };
  return { ...pool, excluded: pool.excluded.filter((id) => id !== lift.candidate) };
}

/** Answers which smallest sets attain something; each set is tried once, whatever is asked of it. */
function attemptsOf(pool: Pool): (attains: (balance: Balance) => boolean) => Lift[][] {
  const lifts = liftsOf(pool);
  const paired = lifts.slice(0, pairedThings);
  const bestOf = (set: Lift[]) => ({ set, best: bestBalance(set.reduce(lifted, pool)) });
  let singles: ReturnType<typeof bestOf>[] | null = null;
  let pairs: ReturnType<typeof bestOf>[] | null = null;
  return (attains) => {
    const those = (tried: ReturnType<typeof bestOf>[]) =>
      tried.filter(({ best }) => attains(best)).map(({ set }) => set);
    singles ??= lifts.map((one) => bestOf([one]));
    const alone = those(singles);
    if (alone.length > 0) return alone;
    pairs ??= paired.flatMap((one, at) => paired.slice(at + 1).map((other) => bestOf([one, other])));
    return those(pairs);
  };
}
