/** A slate composed by hand, perhaps in part: its balance, and the rules that it does not keep. */
import { type Balance, balanceOf } from "./slate-balance.ts";
import { isOfferedFor, isOfSubregion } from "./slate-model.ts";
import type { Candidate, Pool, Slate } from "./slates.ts";

export interface Problem {
  problem:
    | "unknown-seat"
    | "unknown-candidate"
    | "seat-twice"
    | "candidate-twice"
    | "person-twice" // the same person, offered by several States
    | "state-twice"
    | "state-has-a-seat-elsewhere"
    | "not-of-subregion"
    | "not-offered-for-seat"
    | "excluded"
    | "not-as-fixed";
  seat: string;
  candidate?: string; // absent where a fixed seat is open
  party?: string; // the State in question
  with?: string; // the seat further up that it is in conflict with
}

/**
 * The balance of a slate as it is, and its problems. A seat that the slate does not name is open: no problem, unless it
 * is fixed. Who is unknown, or stands in an unknown seat, counts nowhere; so does who is named again.
 */
export function judge(pool: Pool, slate: Slate): { balance: Balance; problems: Problem[] } {
  const seats = new Map(pool.seats.map((seat) => [seat.id, seat]));
  const candidates = new Map(pool.candidates.map((candidate) => [candidate.id, candidate]));
  const seated: { seat: string; candidate: Candidate }[] = [];
  const problems: Problem[] = [];
  for (const { seat: seatId, candidate: id } of slate) {
    const [seat, candidate] = [seats.get(seatId), candidates.get(id)];
    const same = seated.find((one) => one.candidate.id === id);
    const at = { seat: seatId, candidate: id };
    if (!seat) problems.push({ problem: "unknown-seat", ...at });
    else if (!candidate) problems.push({ problem: "unknown-candidate", ...at });
    else if (seated.some((one) => one.seat === seatId)) problems.push({ problem: "seat-twice", ...at });
    else if (same) problems.push({ problem: "candidate-twice", ...at, with: same.seat });
    else {
      problems.push(...clashes(pool, candidate, seatId, seated));
      if (!isOfSubregion(candidate, seat)) problems.push({ problem: "not-of-subregion", ...at });
      if (!isOfferedFor(candidate, seat)) problems.push({ problem: "not-offered-for-seat", ...at });
      if (pool.excluded.includes(id)) problems.push({ problem: "excluded", ...at });
      seated.push({ seat: seatId, candidate });
    }
  }
  for (const { seat, candidate } of pool.fixed) {
    const holder = seated.find((one) => one.seat === seat)?.candidate.id;
    if (holder === candidate) continue;
    problems.push({ problem: "not-as-fixed", seat, ...(holder === undefined ? {} : { candidate: holder }) });
  }
  const balance = balanceOf(
    pool,
    seated.map(({ candidate }) => candidate),
  );
  return { balance, problems };
}

/** What a candidate claims that is taken already, in this slate or in another call. */
function clashes(
  pool: Pool,
  candidate: Candidate,
  seat: string,
  seated: readonly { seat: string; candidate: Candidate }[],
): Problem[] {
  const at = { seat, candidate: candidate.id };
  const { person } = candidate;
  const again = seated.find((one) => person !== undefined && one.candidate.person === person);
  const onePerState = !pool.relaxed.includes("one-per-state");
  const isFixed = pool.fixed.some((one) => one.candidate === candidate.id && one.seat === seat);
  const oneAcross = !pool.relaxed.includes("one-across-calls") && !isFixed;
  return [
    ...(again ? [{ problem: "person-twice" as const, ...at, with: again.seat }] : []),
    ...candidate.parties.flatMap((party): Problem[] => {
      const other = onePerState ? seated.find((one) => one.candidate.parties.includes(party)) : undefined;
      const elsewhere = oneAcross && pool.takenParties.includes(party);
      return [
        ...(other ? [{ problem: "state-twice" as const, ...at, party, with: other.seat }] : []),
        ...(elsewhere ? [{ problem: "state-has-a-seat-elsewhere" as const, ...at, party }] : []),
      ];
    }),
  ];
}
