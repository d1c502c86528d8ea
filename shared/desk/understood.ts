/** What was understood of the files of an answer: for the secretariat's eyes only. */

import { splitAnswers } from "../documents/answers.ts";
import type { Call } from "../domain/call.ts";
import type { Texts } from "../domain/language.ts";
import type { Split, StoredReading } from "../domain/reading.ts";
import type { FileRecord } from "../domain/submission.ts";
import { readBlocks } from "../store/reading-texts.ts";
import { readReading } from "../store/readings.ts";

export interface Understood {
  file: FileRecord;
  reading: StoredReading | null; // null: not begun, as long as the scan for malware has said nothing
  split: Split | null; // of a call with questions
}

/** In the order of the files. Answers are split when they are looked at: the questions may have been changed since. */
export function understoodOf(
  files: readonly FileRecord[],
  call: Pick<Call, "questions" | "names">,
  names: readonly Texts[],
): Promise<Understood[]> {
  return Promise.all(
    files.map(async (file) => {
      const reading = await readReading(file.key);
      if (!reading?.text || call.questions.length === 0) return { file, reading, split: null };
      return {
        file,
        reading,
        split: splitAnswers(await readBlocks(reading.text), call.questions, [...names, call.names]),
      };
    }),
  );
}
