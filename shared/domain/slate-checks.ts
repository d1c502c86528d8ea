/** What is wrong with a pool beyond the shape of its fields: names that stand for nothing, and what is named twice. */
import type { Pool } from "./slates.ts";

type Path = (string | number)[];

export interface Wrong {
  path: Path;
  message: string;
}

type At = (index: number) => Path;

/** Each value that stands further up already. */
function twice(values: readonly string[], at: At): Wrong[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (seen.has(value)) return [{ path: at(index), message: `${value} stands twice` }];
    seen.add(value);
    return [];
  });
}

/** Each value that is not among the known ones; an absent value is none. */
function unknown(values: readonly (string | undefined)[], known: readonly string[], at: At): Wrong[] {
  const all = new Set(known);
  return values.flatMap((value, index) =>
    value === undefined || all.has(value) ? [] : [{ path: at(index), message: `there is no ${value}` }],
  );
}

export function wrongsOf(pool: Pool): Wrong[] {
  const { seats, subregions, candidates, fixed, excluded } = pool;
  const seatIds = seats.map(({ id }) => id);
  const ids = candidates.map(({ id }) => id);
  const fixedSeats = fixed.map(({ seat }) => seat);
  const fixedOnes = fixed.map(({ candidate }) => candidate);
  const field =
    (list: string, ...rest: string[]): At =>
    (index) => [list, index, ...rest];
  const both = excluded.map((id) => (fixedOnes.includes(id) ? id : undefined));
  return [
    ...twice(seatIds, field("seats", "id")),
    ...twice(subregions, field("subregions")),
    ...twice(ids, field("candidates", "id")),
    ...twice(fixedSeats, field("fixed", "seat")),
    ...twice(fixedOnes, field("fixed", "candidate")),
    ...twice(excluded, field("excluded")),
    ...unknown(subregionsOf(seats), subregions, field("seats", "subregion")),
    ...unknown(subregionsOf(candidates), subregions, field("candidates", "subregion")),
    ...candidates.flatMap(({ parties, seats: offered }, index) => [
      ...twice(parties, (at) => ["candidates", index, "parties", at]),
      ...unknown(offered, seatIds, (at) => ["candidates", index, "seats", at]),
    ]),
    ...unknown(fixedSeats, seatIds, field("fixed", "seat")),
    ...unknown(fixedOnes, ids, field("fixed", "candidate")),
    ...unknown(excluded, ids, field("excluded")),
    ...both.flatMap((id, index) =>
      id === undefined ? [] : [{ path: ["excluded", index], message: `${id} is fixed in a seat` }],
    ),
  ];
}

const subregionsOf = (ones: readonly { subregion?: string | undefined }[]) =>
  ones.map(({ subregion }) => subregion);
