/** Closes a silence procedure at its hour, with what decides whether its State may hold the seat. */
import type { Call } from "../domain/call.ts";
import { hasLeft } from "../domain/notice.ts";
import type { Selection } from "../domain/selection.ts";
import { close } from "../domain/silence.ts";
import { noticesOfOccasion } from "../store/notices.ts";
import { getParty } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { unchanged } from "../store/selection.ts";
import type { Change } from "../store/table.ts";
import { surroundingsOf } from "./selection.ts";

export interface Closed {
  selection: Selection;
  changes: Change[]; // demands that nobody was placed elsewhere meanwhile
}

/** The selection once the procedure is closed; the same object when it was closed before. */
export async function silenceClosed(
  call: Call,
  selection: Selection,
  id: string,
  now: Date,
): Promise<Closed> {
  const silence = selection.silences.find((one) => one.id === id);
  if (!silence || silence.closedAt) return { selection, changes: [] };
  const [party, surroundings, { review }, byMail] = await Promise.all([
    getParty(silence.party),
    surroundingsOf(call, selection),
    readDefinition(),
    reachedByMail(call.id, id),
  ]);
  const closed = close(id, party, { ...surroundings, zone: review.zone, byMail }, now);
  return { selection: closed, changes: surroundings.otherSelections.map(unchanged) };
}

/** The States that a mail with the text of a procedure has left for, and not come back from. */
export async function reachedByMail(call: string, silence: string): Promise<string[]> {
  const texts = await noticesOfOccasion(call, "silence", silence);
  return texts.filter(hasLeft).flatMap(({ party }) => party ?? []);
}
