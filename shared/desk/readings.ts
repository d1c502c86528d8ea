/** Reads each file that came in, for the secretariat alone, and brings every one of them to a stated status. */

import { fileLimit } from "../documents/limits.ts";
import { readDocument } from "../documents/read.ts";
import { type Reading, type StoredReading, withoutText } from "../domain/reading.ts";
import { record } from "../store/ledger.ts";
import { readFileUpTo, writeBlocks } from "../store/reading-texts.ts";
import { readReading, saveReading } from "../store/readings.ts";
import { decideAgain, transact } from "../store/table.ts";

/** Files that end the process are tried so often; the attempt after these only says so. */
const attemptsMost = 2;

/**
 * Reads one file. That it is being read is written first: when a file ends the process, the platform calls again, and the
 * last call finds by the count that reading it does not end well. Done is done: the same event again changes nothing.
 */
export async function readStoredFile(key: string, now: Date): Promise<void> {
  const begun = await decideAgain(() => begin(key, now));
  if (begun.state === "done") return;
  const reading = begun.attempts > attemptsMost ? gaveUp : await readingOf(key);
  const text = reading.blocks.length > 0 ? await writeBlocks(key, reading.blocks) : undefined;
  await decideAgain(() => settle(key, reading, text, now));
}

const gaveUp = withoutText("unknown", "failed", ["crashed"]);

async function begin(key: string, now: Date): Promise<StoredReading> {
  const before = await readReading(key);
  if (before?.state === "done") return before;
  const after: StoredReading = {
    key,
    state: "reading",
    attempts: (before?.attempts ?? 0) + 1,
    at: now.toISOString(),
    language: null,
    words: 0,
    flags: [],
  };
  await transact([saveReading(before, after)]);
  return after;
}

async function readingOf(key: string): Promise<Reading> {
  const bytes = await readFileUpTo(key, fileLimit);
  return bytes ? readDocument(bytes, key) : withoutText("unknown", "refused", ["too-large"]);
}

async function settle(key: string, reading: Reading, text: string | undefined, now: Date): Promise<void> {
  const before = await readReading(key);
  if (!before || before.state === "done") return;
  const { type, status, language, words, flags } = reading;
  const after: StoredReading = {
    key,
    state: "done",
    attempts: before.attempts + 1, // the condition of the write: whoever settled first counts
    at: now.toISOString(),
    type,
    status,
    language,
    words,
    flags,
    ...(text ? { text } : {}),
  };
  const entry = record({ actor: "system", act: "file.read", subject: key, detail: { status } }, now);
  await transact([saveReading(before, after), entry]);
}
