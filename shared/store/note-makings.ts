/** Makings of a call's notes verbales, as stored; they go when their files go. */
import { NoteMaking } from "../domain/note.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, putNew, queryAll, replace } from "./table.ts";

const item = (making: NoteMaking) => ({
  ...making,
  entity: "note-making",
  ...keys.noteMaking(env("REVIEW_ID"), making.call, making.id),
});

export const getMaking = (call: string, id: string) =>
  getItem(keys.noteMaking(env("REVIEW_ID"), call, id), NoteMaking);

/** The makings of a call, in the order they were asked for. */
export const makingsOf = (call: string) =>
  queryAll({ pk: partitions.call(env("REVIEW_ID"), call), begins: prefixes.noteMakings }, NoteMaking);

export const addMaking = (making: NoteMaking): Change => putNew(item(making));

/** The change that puts a making in its new form, if nobody else changed it since it was read. */
export const saveMaking = (before: NoteMaking, after: NoteMaking): Change =>
  replace(item({ ...after, revision: before.revision + 1 }), "revision", before.revision);
