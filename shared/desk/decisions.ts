/** Decisions as the public may know them: call, rules, seat, State or person, and dates. Nothing else ever leaves here. */
import type { Call } from "../domain/call.ts";
import { titled } from "../domain/offer.ts";
import { listCalls } from "../store/calls.ts";
import { readSelections } from "../store/selection.ts";

/** Who holds a seat: a State by its id, or a person by name. Who presented a person is no part of the decision. */
export type Holder = { state: string } | { person: string };

export interface ReleasedDecision {
  call: Call;
  decidedAt: string;
  releasedAt: string;
  seats: { seat: string; holder: Holder }[];
}

/** The released ones, in the order of the calls. */
export async function releasedDecisions(): Promise<ReleasedDecision[]> {
  return (await readSelections(await listCalls())).flatMap(({ call, selection }) => {
    if (!selection.releasedAt) return [];
    const seats = selection.seats.flatMap(({ seat, party, person }) => {
      if (party === undefined) return [];
      return [{ seat, holder: person ? { person: titled(person) } : { state: party } }];
    });
    const { releasedAt, decidedAt = releasedAt } = selection;
    return [{ call, decidedAt, releasedAt, seats }];
  });
}
