/** Selections and soundings as stored. Soundings are confidential: read only by who runs the selection, and deletable. */
import type { Call } from "../domain/call.ts";
import { Selection, Sounding } from "../domain/selection.ts";
import { SlateRecord } from "../domain/slate-record.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, demand, demandNone, getItem, put, putNew, queryAll, remove, replace } from "./table.ts";

/** The selection of a call; an empty one, with every seat open, when nothing was done yet. Null for calls without seats. */
export async function readSelection(call: Call): Promise<Selection | null> {
  if (call.kind !== "interest") return null;
  return (await getItem(keys.selection(env("REVIEW_ID"), call.id), Selection)) ?? emptySelection(call);
}

/** The selections of these calls, those without seats left out; one query for all. */
export async function readSelections(
  calls: readonly Call[],
): Promise<{ call: Call; selection: Selection }[]> {
  const stored = await queryAll(
    { pk: partitions.review(env("REVIEW_ID")), begins: prefixes.selections },
    Selection,
  );
  return calls
    .filter(({ kind }) => kind === "interest")
    .map((call) => ({ call, selection: stored.find((one) => one.call === call.id) ?? emptySelection(call) }));
}

function emptySelection(call: Call): Selection {
  const seats = call.seats.map(({ id }) => ({ seat: id }));
  return Selection.parse({ call: call.id, seats, slate: 0, approvals: [], version: 0 });
}

/** The change that puts a selection in its new form; its version rises by one. Save the call too: only it wakes its execution. */
export function saveSelection(before: Selection, after: Selection): Change {
  const item = {
    ...after,
    version: before.version + 1,
    entity: "selection",
    ...keys.selection(env("REVIEW_ID"), after.call),
  };
  return before.version === 0 ? putNew(item) : replace(item, "version", before.version);
}

/** Demands that a selection is still as it was read: what it holds decided who may be placed in another. */
export function unchanged({ call, version }: Selection): Change {
  const key = keys.selection(env("REVIEW_ID"), call);
  return version === 0 ? demandNone(key) : demand(key, "version", version);
}

export const soundingsOf = (call: string) =>
  queryAll({ pk: partitions.call(env("REVIEW_ID"), call), begins: prefixes.soundings }, Sounding);

/** The note goes by itself at `expires`, in seconds since 1970. */
export const addSounding = (sounding: Sounding, expires: number): Change =>
  put({
    ...sounding,
    expires,
    entity: "sounding",
    ...keys.sounding(env("REVIEW_ID"), sounding.call, sounding.id),
  });

export const removeSounding = (sounding: Sounding): Change =>
  remove(keys.sounding(env("REVIEW_ID"), sounding.call, sounding.id), "id", sounding.id);

/** What a slate was composed from; null for one that was not composed. */
export const readSlateRecord = (call: string, slate: number) =>
  getItem(keys.composition(env("REVIEW_ID"), call, slate), SlateRecord.strip());

/** A slate composed anew under the same number replaces what was kept of it. */
export const keepSlateRecord = (call: string, slate: number, record: SlateRecord): Change =>
  put({ ...record, entity: "composition", ...keys.composition(env("REVIEW_ID"), call, slate) });
