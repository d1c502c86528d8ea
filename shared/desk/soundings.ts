/** Soundings: consultations with States about seats, logged in confidence. Read only by who runs the selection, and deletable. */
import { addDays } from "../domain/calendar.ts";
import type { Definition } from "../domain/definition.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Sounding } from "../domain/selection.ts";
import { getCall } from "../store/calls.ts";
import { newId } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import { getParty } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { addSounding, removeSounding, soundingsOf as storedSoundings } from "../store/selection.ts";
import { transact } from "../store/table.ts";

/** The confidential log of consultations of a call. */
export const soundingsOf = ({ call }: { call: string }): Promise<Sounding[]> => storedSoundings(call);

/** Days after the review's end for which its soundings are kept; whoever runs the selection may delete one before. */
const keptDays = 365;

/** The last day on which the notes of a review's soundings are there. */
export const soundingsKeptUntil = ({ review }: Pick<Definition, "review">): string =>
  addDays(review.ends, keptDays);

/** Logs a consultation. The ledger knows that there was one, never with whom: it is kept for ever, this is deletable. */
export async function logSounding({
  by,
  ...sounding
}: Omit<Sounding, "id" | "at">): Promise<Outcome<{ sounding: string }>> {
  const now = new Date();
  const call = await getCall(sounding.call);
  if (!call) return refused("unknown-call");
  if (!call.seats.some(({ id }) => id === sounding.seat)) return refused("unknown-seat");
  if (!(await getParty(sounding.party))) return refused("unknown-party");
  const id = newId("snd", now);
  const expires = Date.parse(soundingsKeptUntil(await readDefinition())) / 1000;
  await transact([
    addSounding({ ...sounding, id, by, at: now.toISOString() }, expires),
    record({ actor: by, act: "sounding.logged", call: call.id, subject: id }, now),
  ]);
  return { ok: true, sounding: id };
}

/** Deletes a note of the confidential log; the ledger keeps that there was one. */
export async function deleteSounding({
  call,
  sounding: id,
  by,
}: {
  call: string;
  sounding: string;
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  const sounding = (await storedSoundings(call)).find((one) => one.id === id);
  if (!sounding) return { ok: true };
  const entry = record({ actor: by, act: "sounding.deleted", call, subject: id }, now);
  await transact([removeSounding(sounding), entry]);
  return { ok: true };
}
