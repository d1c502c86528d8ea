/** Every slate of a small pool, one by one, by the rules as the design words them: no table, no order, no cleverness. */
import type { Balance } from "../../shared/domain/slate-balance.ts";
import type { Candidate, Consideration, Pool, Slate } from "../../shared/domain/slates.ts";

type Seated = { seat: string; candidate: Candidate };

function mayJoin(pool: Pool, one: Candidate, seated: readonly Seated[]): boolean {
  const relaxed = (consideration: Consideration) => pool.relaxed.includes(consideration);
  if (pool.excluded.includes(one.id)) return false;
  if (!relaxed("one-across-calls") && one.parties.some((party) => pool.takenParties.includes(party)))
    return false;
  return seated.every(({ candidate: other }) => {
    if (other.id === one.id || (one.person !== undefined && one.person === other.person)) return false;
    return relaxed("one-per-state") || !one.parties.some((party) => other.parties.includes(party));
  });
}

function everySlate(pool: Pool): Seated[][] {
  const named = (id: string) => pool.candidates.find((one) => one.id === id);
  const fixed = pool.fixed.flatMap(({ seat, candidate }) => {
    const one = named(candidate);
    return one ? [{ seat, candidate: one }] : [];
  });
  const open = pool.seats.filter(({ id }) => !fixed.some(({ seat }) => seat === id));
  return open.reduce(
    (slates, seat) =>
      slates.flatMap((seated) => [
        seated,
        ...pool.candidates
          .filter((one) => one.seats.length === 0 || one.seats.includes(seat.id))
          .filter((one) => seat.subregion === undefined || seat.subregion === one.subregion)
          .filter((one) => mayJoin(pool, one, seated))
          .map((candidate) => [...seated, { seat: seat.id, candidate }]),
      ]),
    [fixed],
  );
}

function balanceOf(pool: Pool, seated: readonly Seated[]): Balance {
  const people = seated.map(({ candidate }) => candidate);
  const counts = Object.fromEntries(
    pool.subregions.map((id) => [id, people.filter(({ subregion }) => subregion === id).length]),
  );
  const women = people.filter(({ gender }) => gender === "f").length;
  const men = people.filter(({ gender }) => gender === "m").length;
  const notStated = people.length - women - men;
  const each = Object.values(counts);
  return {
    open: pool.seats.length - people.length,
    absent: each.filter((count) => count === 0).length,
    spread: each.length === 0 ? 0 : Math.max(...each) - Math.min(...each),
    genderGap: Math.max(0, Math.abs(women - men) - notStated),
    fit: people.reduce((sum, { fit }) => sum + (fit ?? 0), 0),
    counts,
    women,
    men,
    notStated,
  };
}

/** What is compared, as one tuple in which less is better. */
export function tupleOf(pool: Pool, { open, absent, spread, genderGap, fit }: Balance): number[] {
  const inForce = (consideration: Consideration) => !pool.relaxed.includes(consideration);
  return [
    open,
    inForce("subregions-absent") ? absent : 0,
    inForce("subregion-spread") ? spread : 0,
    inForce("gender") ? genderGap : 0,
    inForce("fit") ? 0 - fit : 0,
  ];
}

function compare(left: number[], right: number[]): number {
  const at = left.findIndex((value, place) => value !== right[place]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** Which seats the same of all who may still sit can hold: they are written as one. */
function classes(pool: Pool, slates: readonly Seated[][]): Map<string, string> {
  const holders = pool.seats.map(({ id }) => {
    const those = slates.flatMap((slate) => slate.filter(({ seat }) => seat === id));
    const isFixed = pool.fixed.some(({ seat }) => seat === id);
    const ids = [...new Set(those.map(({ candidate }) => candidate.id))].sort();
    return [id, isFixed ? `fixed ${id}` : ids.join(" ")] as const;
  });
  return new Map(holders);
}

export interface Brute {
  tuple: number[];
  slates: string[]; // sorted, each a text that is the same for slates that count as one
  balances: string[]; // sorted
}

/** A slate as a text: who sits in which kind of seat. */
export function slateText(kinds: Map<string, string>, slate: Slate): string {
  return slate
    .map(({ seat, candidate }) => `${candidate} in ${kinds.get(seat)}`)
    .sort()
    .join("; ");
}

export const balanceText = (balance: Balance) =>
  JSON.stringify([Object.entries(balance.counts).sort(), balance.women, balance.men, balance.fit]);

export function bruteForce(pool: Pool): Brute & { kinds: Map<string, string> } {
  const all = everySlate(pool);
  const kinds = classes(pool, all);
  const judged = all.map((seated) => ({ seated, balance: balanceOf(pool, seated) }));
  const tuples = judged.map(({ balance }) => tupleOf(pool, balance));
  const tuple = tuples.reduce((best, one) => (compare(one, best) < 0 ? one : best));
  const texts = judged
    .filter((_, at) => compare(tuples[at] ?? [], tuple) === 0)
    .map(({ seated }) =>
      slateText(
        kinds,
        seated.map(({ seat, candidate }) => ({ seat, candidate: candidate.id })),
      ),
    );
  const fullest = judged.filter(({ balance }) => balance.open === tuple[0]).map(({ balance }) => balance);
  const best = new Map<string, Balance>();
  for (const balance of fullest) {
    const key = balanceText({ ...balance, fit: 0 });
    if ((best.get(key)?.fit ?? Number.NEGATIVE_INFINITY) < balance.fit) best.set(key, balance);
  }
  return {
    tuple,
    slates: [...new Set(texts)].sort(),
    balances: [...best.values()].map(balanceText).sort(),
    kinds,
  };
}
