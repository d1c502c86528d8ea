/** Decisions as the public may know them. */
import type { Call } from "../domain/call.ts";
import { listCalls } from "../store/calls.ts";
import { readSelections } from "../store/selection.ts";

export interface ReleasedDecision {
  call: Call;
  decidedAt: string;
  releasedAt: string;
  seats: { seat: string; party: string }[];
}

/** What is public: released decisions, and of these only who holds which seat. */
export async function releasedDecisions(): Promise<ReleasedDecision[]> {
  return (await readSelections(await listCalls())).flatMap(({ call, selection }) => {
    if (!selection.releasedAt) return [];
    const seats = selection.seats.flatMap(({ seat, party }) => (party ? [{ seat, party }] : []));
    const { releasedAt, decidedAt = releasedAt } = selection;
    return [{ call, decidedAt, releasedAt, seats }];
  });
}
