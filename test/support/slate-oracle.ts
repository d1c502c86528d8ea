/**
 * The best of a pool by integer programming (HiGHS), level by level: each level's optimum binds the next. It shares
 * nothing with our rules but the shape of a pool.
 */
import loadHighs, { type Highs } from "highs";
import type { Candidate, Consideration, Pool } from "../../shared/domain/slates.ts";

type Term = [coefficient: number, variable: string];
type Row = { terms: Term[]; sense: "<=" | ">=" | "="; value: number };

export interface OracleBest {
  open: number;
  absent: number | null; // null: relaxed
  spread: number | null;
  genderGap: number | null;
  fit: number | null;
}

let engine: Promise<Highs> | null = null;

/** Its types take the module for CommonJS, where the loader would stand one level deeper. */
function load(): Promise<Highs> {
  const loader: unknown = loadHighs;
  if (typeof loader !== "function") throw new Error("HiGHS has no loader");
  return loader();
}

/** One of x for each candidate and seat that may come together. */
interface Place {
  variable: string;
  candidate: Candidate;
  seat: string;
  isFixed: boolean;
}

function placesOf(pool: Pool): Place[] {
  const fixed = (seat: string, candidate: string) =>
    pool.fixed.some((one) => one.seat === seat && one.candidate === candidate);
  const acrossRelaxed = pool.relaxed.includes("one-across-calls");
  return pool.candidates.flatMap((candidate, c) =>
    pool.seats.flatMap((seat, s) => {
      const isFixed = fixed(seat.id, candidate.id);
      const isOffered = candidate.seats.length === 0 || candidate.seats.includes(seat.id);
      const isOfSubregion = seat.subregion === undefined || seat.subregion === candidate.subregion;
      const isTaken = !acrossRelaxed && candidate.parties.some((party) => pool.takenParties.includes(party));
      const may = isOffered && isOfSubregion && !isTaken && !pool.excluded.includes(candidate.id);
      return isFixed || may ? [{ variable: `x${c}_${s}`, candidate, seat: seat.id, isFixed }] : [];
    }),
  );
}

const sumOf = (places: readonly Place[], coefficient = 1): Term[] =>
  places.map(({ variable }) => [coefficient, variable]);

/** At most one of these; where fixed seats break that already, nobody besides. */
function atMostOne(places: readonly Place[]): Row {
  const fixed = places.filter(({ isFixed }) => isFixed).length;
  return { terms: sumOf(places), sense: "<=", value: Math.max(1, fixed) };
}

function bindingRows(pool: Pool, places: readonly Place[]): Row[] {
  const by = <Key>(keysOf: (candidate: Candidate) => Key[]): Place[][] => {
    const keys = new Set(places.flatMap(({ candidate }) => keysOf(candidate)));
    return [...keys].map((key) => places.filter(({ candidate }) => keysOf(candidate).includes(key)));
  };
  const groups = [
    ...pool.seats.map(({ id }) => places.filter(({ seat }) => seat === id)),
    ...by(({ id }) => [id]),
    ...by(({ person }) => (person === undefined ? [] : [person])),
    ...(pool.relaxed.includes("one-per-state") ? [] : by(({ parties }) => parties)),
  ];
  const fixed = places.filter(({ isFixed }) => isFixed);
  return [
    ...groups.filter((group) => group.length > 1).map(atMostOne),
    ...fixed.map(({ variable }): Row => ({ terms: [[1, variable]], sense: "=", value: 1 })),
  ];
}

/** What counts subregions and genders: present_r, most, least, gap. */
function countingRows(pool: Pool, places: readonly Place[]): Row[] {
  const of = (gender: "f" | "m" | undefined, coefficient: number) =>
    sumOf(
      places.filter(({ candidate }) => candidate.gender === gender),
      coefficient,
    );
  const ofSubregion = (id: string) => places.filter(({ candidate }) => candidate.subregion === id);
  return [
    ...pool.subregions.flatMap((id, at): Row[] => [
      { terms: [...sumOf(ofSubregion(id)), [-1, `present${at}`]], sense: ">=", value: 0 },
      { terms: [...sumOf(ofSubregion(id)), [-1, "most"]], sense: "<=", value: 0 },
      { terms: [...sumOf(ofSubregion(id)), [-1, "least"]], sense: ">=", value: 0 },
    ]),
    { terms: [[1, "gap"], ...of("f", -1), ...of("m", 1), ...of(undefined, 1)], sense: ">=", value: 0 },
    { terms: [[1, "gap"], ...of("m", -1), ...of("f", 1), ...of(undefined, 1)], sense: ">=", value: 0 },
  ];
}

const written = (terms: readonly Term[]) =>
  terms.map(
    ([coefficient, variable]) => `${coefficient < 0 ? "-" : "+"} ${Math.abs(coefficient)} ${variable}`,
  );

function lp(goal: readonly Term[], rows: readonly Row[], pool: Pool, places: readonly Place[]): string {
  const line = (terms: readonly Term[]) => written(terms).join("\n  ") || "0 most";
  const binaries = [
    ...places.map(({ variable }) => variable),
    ...pool.subregions.map((_, at) => `present${at}`),
  ];
  return [
    "Maximize",
    ` goal: ${line(goal)}`,
    "Subject To",
    ...rows.map(({ terms, sense, value }, at) => ` r${at}: ${line(terms)} ${sense} ${value}`),
    " always: most >= 0",
    "Binary",
    ...binaries.map((name) => ` ${name}`),
    "End",
  ].join("\n");
}

/** The best of each level in force, as HiGHS finds it. */
export async function oracleBest(pool: Pool): Promise<OracleBest> {
  engine ??= load();
  const highs = await engine;
  const places = placesOf(pool);
  const rows = [...bindingRows(pool, places), ...countingRows(pool, places)];
  const maximize = (goal: Term[]): number => {
    const solution = highs.solve(lp(goal, rows, pool, places), { mip_rel_gap: 0, mip_abs_gap: 0 });
    if (solution.Status !== "Optimal") throw new Error(`HiGHS: ${solution.Status}`);
    const value = Math.round(solution.ObjectiveValue);
    rows.push({ terms: goal, sense: ">=", value });
    return value;
  };
  const level = (consideration: Consideration, goal: Term[]) =>
    pool.relaxed.includes(consideration) ? null : maximize(goal);
  const orNull = (value: number | null, from = 0) => (value === null ? null : from - value);
  const open = pool.seats.length - maximize(sumOf(places));
  const present = pool.subregions.map((_, at): Term => [1, `present${at}`]);
  const absent = orNull(level("subregions-absent", present), pool.subregions.length);
  const spread = orNull(
    level("subregion-spread", [
      [-1, "most"],
      [1, "least"],
    ]),
  );
  const genderGap = orNull(level("gender", [[-1, "gap"]]));
  const marks = places.map(({ candidate, variable }): Term => [candidate.fit ?? 0, variable]);
  const fit = level("fit", marks);
  return { open, absent, spread, genderGap, fit };
}
