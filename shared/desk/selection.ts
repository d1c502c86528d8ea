/** The selection of a call: how it stands, and the one way to change it. */
import { localMinuteOf } from "../domain/calendar.ts";
import type { Call } from "../domain/call.ts";
import type { LedgerEntry } from "../domain/ledger.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Surroundings } from "../domain/seats.ts";
import type { Selection } from "../domain/selection.ts";
import { getCall, listCalls, saveCall } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { readSelection, readSelections, saveSelection } from "../store/selection.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";

/** How the selection of a call stands; null if there is no such call. */
export async function getSelection({ call: id }: { call: string }): Promise<Selection | null> {
  const call = await getCall(id);
  return call && readSelection(call);
}

export interface Act {
  call: string;
  actor: string;
  act: string;
  version?: number; // of the selection that the person saw
  party?: string;
  subject?: string;
  detail?: LedgerEntry["detail"];
}

interface Decision {
  selection: Selection;
  call?: Call; // where the act changes the call too
  changes?: Change[]; // besides selection, call and ledger
}

/**
 * Reads the selection, decides and writes it with its ledger entry. The call is saved too: only its version wakes the
 * execution that waits on the selection.
 */
export function changeSelection(
  { call: id, actor, act, version, party, subject, detail }: Act,
  decide: (call: Call, selection: Selection, now: Date) => Promise<Outcome<Decision>>,
): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const call = await getCall(id);
    const before = call && (await readSelection(call));
    if (!call || !before) return refused("unknown-call");
    if (version !== undefined && before.version !== version) return refused("stale");
    const outcome = await decide(call, before, now);
    if ("refused" in outcome) return outcome;
    const entry = record(
      {
        actor,
        act,
        call: id,
        ...(party ? { party } : {}),
        ...(subject ? { subject } : {}),
        ...(detail ? { detail } : {}),
      },
      now,
    );
    await transact([
      saveSelection(before, outcome.selection),
      saveCall(call, outcome.call ?? call),
      ...(outcome.changes ?? []),
      entry,
    ]);
    return { ok: true };
  });
}

/** The wall-clock minute of the review's zone. */
export async function localNow(now: Date): Promise<string> {
  return localMinuteOf(now, (await readDefinition()).review.zone);
}

/** What decides whether somebody may be placed: the confirmed scheme, and who holds seats of other calls. */
export async function surroundingsOf(call: Call, selection: Selection): Promise<Surroundings> {
  const [definition, state, otherSelections] = await Promise.all([
    readDefinition(),
    readState(),
    selectionsBeside(call.id),
  ]);
  const scheme = definition.schemes.find(({ id }) => id === state.scheme);
  if (!scheme) throw new Error(`The definition has no scheme ${state.scheme}`);
  return { call, selection, scheme, otherSelections };
}

/** The selections of the review's other calls. */
async function selectionsBeside(call: string): Promise<Selection[]> {
  const others = (await listCalls()).filter(({ id }) => id !== call);
  return (await readSelections(others)).map(({ selection }) => selection);
}
