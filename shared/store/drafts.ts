/** Upload drafts: typed answers and arrived files that are not yet an answer. Of a party's page, or of a desk form. */
import * as z from "zod";
import { Interest } from "../domain/offer.ts";
import { FileRecord } from "../domain/submission.ts";
import { Unfinished } from "../domain/upload.ts";
import { standingOf } from "./calls.ts";
import { keys } from "./keys.ts";
import { type Change, getItem, putNew, remove, replace } from "./table.ts";

/** A file that reached the draft; a refused one is named with the reason and its bytes stay in quarantine. */
export const DraftFile = z.object({
  id: z.string(),
  file: FileRecord,
  refused: z.enum(["too-large", "wrong-type", "empty", "damaged", "encrypted", "executable"]).optional(),
});
export type DraftFile = z.infer<typeof DraftFile>;

export const Draft = z.object({
  id: z.string(),
  call: z.string().optional(),
  party: z.string().optional(),
  answers: z.record(z.string(), z.string()).default({}),
  text: z.string().default(""),
  interest: Interest.optional(),
  files: z.array(DraftFile).default([]),
  uploads: z.array(Unfinished).default([]), // begun in parts and not finished
  fields: z.record(z.string(), z.string()).default({}), // the typed form of a desk draft
  savedAt: z.iso.datetime().optional(),
  message: z.string().optional(), // the message that a dropped mail became
  version: z.number().int().default(0),
});
export type Draft = z.infer<typeof Draft>;

/** Id of a party's draft: one per call and next version, so that every colleague finds the same one. */
export const partyDraftId = (call: string, party: string, nextVersion: number) =>
  `${call}.${party}.${nextVersion}`;

/** The draft as it stands; an empty one when nothing was saved or arrived yet. */
export async function readDraft(id: string): Promise<Draft> {
  const stored = await getItem(keys.draft(id), Draft);
  if (stored) return stored;
  const [call, party, version] = id.split(".");
  return Draft.parse(call && party && /^\d+$/.test(version ?? "") ? { id, call, party } : { id });
}

/**
 * The draft on which a party's page works: the one begun for an earlier version and never lodged, since an answer by
 * mail may have come meanwhile; else the one of the next version, empty until something is saved.
 */
export async function openDraftOf(call: string, party: string): Promise<Draft> {
  const { versions } = await standingOf(call, party);
  const newest = await readDraft(partyDraftId(call, party, versions + 1));
  if (newest.version > 0) return newest;
  for (let version = versions; version >= 1; version--) {
    const earlier = await readDraft(partyDraftId(call, party, version));
    if (earlier.version > 0) return earlier;
  }
  return newest;
}

/** Puts the draft in its new form, if nobody else changed it since it was read; its version rises by one. */
export function saveDraft(before: Draft, after: Draft): Change {
  const item = { ...after, version: before.version + 1, entity: "draft", ...keys.draft(after.id) };
  return before.version === 0 ? putNew(item) : replace(item, "version", before.version);
}

export const removeDraft = (draft: Draft): Change => remove(keys.draft(draft.id), "version", draft.version);
