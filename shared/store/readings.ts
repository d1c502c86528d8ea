/** What was read of each stored file, under its object key; without the text, and without a client of S3. */
import { StoredReading } from "../domain/reading.ts";
import { keys } from "./keys.ts";
import { type Change, getItem, putNew, replace } from "./table.ts";

export const readReading = (key: string): Promise<StoredReading | null> =>
  getItem(keys.reading(key), StoredReading);

/** Puts a reading in its new form, if nobody changed it since it was read. */
export function saveReading(before: StoredReading | null, after: StoredReading): Change {
  const item = { ...after, entity: "reading", ...keys.reading(after.key) };
  return before ? replace(item, "attempts", before.attempts) : putNew(item);
}
