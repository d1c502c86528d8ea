/** Lays an uploaded file into its draft, or says there why it was not taken; its bytes are kept either way. */
import { uploadLimit } from "../domain/upload.ts";
import { type FileKind, kindOf } from "../mail/file-kinds.ts";
import { standingOf } from "../store/calls.ts";
import { type Draft, type DraftFile, partyDraftId, readDraft, saveDraft } from "../store/drafts.ts";
import { objects, readQuarantineKey } from "../store/keys.ts";
import { record } from "../store/ledger.ts";
import { copyFile, deleteFile, readFile, sha256 } from "../store/objects.ts";
import { decideAgain, transact } from "../store/table.ts";

type Place = NonNullable<ReturnType<typeof readQuarantineKey>>;

/** Receives one object of the quarantine. A second event for the same object, even at the same time, changes nothing. */
export async function receiveUpload(key: string, size: number, now: Date): Promise<void> {
  const place = readQuarantineKey(key);
  if (!place) throw new Error("An object outside every draft reached the quarantine");
  const isTaken = async () => (await openDraft(place.draft)).files.some(({ id }) => id === place.file);
  if (await isTaken()) return;
  try {
    await take(key, place, size, now);
  } catch (error) {
    if (!(await isTaken())) throw error; // else somebody took it from under our hands
  }
}

async function take(key: string, place: Place, size: number, now: Date): Promise<void> {
  const bytes = size > uploadLimit ? null : await readFile(key);
  const kind: FileKind = bytes
    ? await kindOf(bytes, place.name)
    : { type: "application/octet-stream", refused: "too-large" };
  const to = kind.refused ? key : objects.file(`${place.draft}-${place.file}`, place.name);
  if (to !== key) await copyFile(key, to);
  const file: DraftFile = {
    id: place.file,
    file: { key: to, name: place.name, type: kind.type, size, sha256: bytes ? sha256(bytes) : "", flags: [] },
    ...(kind.refused ? { refused: kind.refused } : {}),
  };
  await decideAgain(() => attach(place.draft, file, now));
  if (to !== key) await deleteFile(key);
}

/** The draft a file goes to: when its answer was sent meanwhile, the party's next one, so that nothing is lost. */
async function openDraft(id: string): Promise<Draft> {
  const draft = await readDraft(id);
  if (draft.version > 0 || !draft.call || !draft.party) return draft;
  const { versions } = await standingOf(draft.call, draft.party);
  const current = partyDraftId(draft.call, draft.party, versions + 1);
  return current === id ? draft : readDraft(current);
}

async function attach(id: string, file: DraftFile, now: Date): Promise<void> {
  const draft = await openDraft(id);
  if (draft.files.some((known) => known.id === file.id)) return;
  const about = {
    subject: draft.id,
    ...(draft.call ? { call: draft.call } : {}),
    ...(draft.party ? { party: draft.party } : {}),
  };
  await transact([
    saveDraft(draft, {
      ...draft,
      files: [...draft.files, file],
      uploads: draft.uploads.filter((upload) => upload.file !== file.id),
      savedAt: now.toISOString(),
    }),
    record({ actor: "system", act: file.refused ? "upload.refused" : "upload.received", ...about }, now),
  ]);
}
