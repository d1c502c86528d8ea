/** Uploads in parts into a draft: begun, taken up again after a break, finished, cancelled. */
import { type Outcome, refused } from "../domain/outcome.ts";
import {
  type Chosen,
  isSameFile,
  missingParts,
  partSize,
  plainName,
  type Unfinished,
  uploadLimit,
} from "../domain/upload.ts";
import { type Draft, readDraft, saveDraft } from "../store/drafts.ts";
import { newId } from "../store/ids.ts";
import { objects } from "../store/keys.ts";
import {
  type ArrivedPart,
  abortParts,
  arrivedParts,
  beginParts,
  completeParts,
  partAddress,
  wholeAddress,
} from "../store/parts.ts";
import { decideAgain, transact } from "../store/table.ts";

/** What the browser is to send, and where; empty when all has arrived. */
export interface Plan {
  file: string;
  key: string;
  whole: boolean; // in one piece, or all of it there: nothing is left to finish
  sent: number; // bytes that have arrived
  parts: { from: number; to: number; url: string }[];
}

/** As newId makes them. */
const fileId = /^file_[0-9a-z]{10,40}$/;

/** The bucket gives unfinished uploads up after seven days; one that is gone sooner was completed. */
const surelyCompleted = 6 * 86_400_000;

/**
 * Begins an upload, or goes on with the unfinished one of the same file. `file` is the id of a former try in the same
 * page, so that a file whose last answer was lost does not arrive twice.
 */
export async function beginUpload({
  draft: id,
  chosen: given,
  file,
}: {
  draft: string;
  chosen: Chosen;
  file?: string | undefined;
}): Promise<Outcome<Plan>> {
  const now = new Date();
  const chosen = { ...given, name: plainName(given.name) };
  if (!Number.isSafeInteger(chosen.size) || chosen.size < 0) return refused("unknown-file");
  if (chosen.size > uploadLimit) return refused("too-large");
  const own = file && fileId.test(file) ? file : newId("file", now);
  const key = `${objects.quarantine(id, own)}/${chosen.name}`;
  const nothingLeft: Outcome<Plan> = {
    ok: true,
    file: own,
    key,
    whole: true,
    sent: chosen.size,
    parts: [],
  };
  const { files, uploads } = await readDraft(id);
  if (files.some((one) => one.id === own)) return nothingLeft;
  if (chosen.size <= partSize) return { ok: true, ...(await wholePlan(key, own, chosen.size)) };
  const known = uploads.find((one) => isSameFile(one, chosen));
  const arrived = known ? await arrivedParts(known.key, known.uploadId) : null;
  if (known && arrived) return { ok: true, ...(await planOf(known, arrived)) };
  const isYoung = now.getTime() - Date.parse(known?.begun ?? "") < surelyCompleted;
  if (known && known.file === file && isYoung) return nothingLeft;
  const begun = { ...chosen, file: own, key, uploadId: await beginParts(key), begun: now.toISOString() };
  await changeUploads(id, (uploads) => [...uploads.filter((one) => !isSameFile(one, chosen)), begun]);
  return { ok: true, ...(await planOf(begun, [])) };
}

async function wholePlan(key: string, file: string, size: number): Promise<Plan> {
  const parts = [{ from: 0, to: size, url: await wholeAddress(key) }];
  return { file, key, whole: true, sent: 0, parts };
}

async function planOf(upload: Unfinished, arrived: readonly ArrivedPart[]): Promise<Plan> {
  const { file, key, uploadId, size } = upload;
  const missing = missingParts(size, arrived);
  const parts = await Promise.all(
    missing.map(async ({ number, from, to }) => ({
      from,
      to,
      url: await partAddress(key, uploadId, number),
    })),
  );
  const left = missing.reduce((sum, { from, to }) => sum + to - from, 0);
  return { file, key, whole: false, sent: size - left, parts };
}

const changeUploads = (id: string, change: (uploads: Draft["uploads"]) => Draft["uploads"]): Promise<void> =>
  decideAgain(async () => {
    const draft = await readDraft(id);
    await transact([saveDraft(draft, { ...draft, uploads: change(draft.uploads) })]);
  });

/** Makes the arrived parts one file, which then is received like any other. "incomplete": parts are missing. */
export async function finishUpload({ draft, file }: { draft: string; file: string }): Promise<Outcome> {
  const { uploads, files } = await readDraft(draft);
  if (files.some(({ id }) => id === file)) return { ok: true };
  const upload = uploads.find((one) => one.file === file);
  if (!upload) return refused("unknown-file");
  const arrived = await arrivedParts(upload.key, upload.uploadId);
  if (!arrived) return { ok: true }; // it was completed, and the answer got lost
  if (missingParts(upload.size, arrived).length > 0) return refused("incomplete");
  await completeParts(upload.key, upload.uploadId, arrived);
  return { ok: true };
}

/** Gives an unfinished upload up, with what had arrived of it. */
export async function cancelUpload({ draft, file }: { draft: string; file: string }): Promise<Outcome> {
  const upload = (await readDraft(draft)).uploads.find((one) => one.file === file);
  if (!upload) return { ok: true };
  await abortParts(upload.key, upload.uploadId);
  await changeUploads(draft, (uploads) => uploads.filter((one) => one.file !== file));
  return { ok: true };
}
