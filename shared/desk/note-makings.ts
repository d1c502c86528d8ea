/** Notes verbales of a call as a coordinator asks for them; `write-notes` makes the file, the page shows when it is there. */
import { makingState, type NoteMaking, type NoteRequest, noteDays } from "../domain/note.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { getCall } from "../store/calls.ts";
import { newId } from "../store/ids.ts";
import { objects } from "../store/keys.ts";
import { record } from "../store/ledger.ts";
import { addMaking, getMaking, makingsOf } from "../store/note-makings.ts";
import { writeFile } from "../store/objects.ts";
import { downloadAddress } from "../store/presign.ts";
import { transact } from "../store/table.ts";

export interface ShownMaking {
  making: NoteMaking;
  state: ReturnType<typeof makingState>;
}

const shown = (now: Date) => (making: NoteMaking) => ({ making, state: makingState(making, now) });

/** Asks for a call's notes. The request is an object of its own: a function is started by it. */
export async function askForNotes({
  call: id,
  by,
  ...request
}: NoteRequest & { call: string; by: string }): Promise<Outcome<{ id: string }>> {
  const now = new Date();
  const call = await getCall(id);
  if (!call) return refused("unknown-call");
  const making: NoteMaking = {
    ...request,
    id: newId("not", now),
    call: id,
    by,
    askedAt: now.toISOString(),
    expires: Math.floor(now.getTime() / 1000) + noteDays * 86_400,
    revision: 0,
  };
  const detail = { ...request };
  await transact([
    addMaking(making),
    record({ actor: by, act: "notes.requested", call: id, subject: making.id, detail }, now),
  ]);
  const body = JSON.stringify({ call: id, id: making.id });
  await writeFile(objects.noteRequest(making.id), Buffer.from(body), "application/json");
  return { ok: true, id: making.id };
}

/** The makings of a call that can still be fetched or are on their way, newest first. */
export async function listMakings({ call }: { call: string }): Promise<ShownMaking[]> {
  const all = (await makingsOf(call)).map(shown(new Date()));
  return all.filter(({ state }) => state !== "gone").reverse();
}

/** One making; null when there is none any more. */
export async function readMaking({ call, id }: { call: string; id: string }): Promise<ShownMaking | null> {
  const making = await getMaking(call, id);
  const found = making && shown(new Date())(making);
  return found && found.state !== "gone" ? found : null;
}

/** Where the file can be fetched for some minutes; null until it is there. */
export async function notesLink(of: { call: string; id: string }): Promise<string | null> {
  const found = await readMaking(of);
  const written = found?.making.written;
  return written ? downloadAddress("FILES_BUCKET", written.key, written.name) : null;
}
