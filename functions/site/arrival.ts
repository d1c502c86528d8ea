/** A file that a browser has just posted to the bucket reaches its draft a moment later: pages wait that moment. */
import { setTimeout } from "node:timers/promises";
import type { Draft } from "../../shared/desk/drafts.ts";

const longestTries = 12;
const pause = 150; // milliseconds; with the tries, two seconds: longer, and the page says that the file is being checked

/** The id of the file that S3 names when it sends the browser back: quarantine/<draft>/<file>/<name>. */
export const fileOf = (key: string | undefined) => key?.split("/")[2];

/** The draft once the file of this key stands in it, or as it is when that takes too long. */
export async function withArrived(
  read: () => Promise<Draft>,
  key: string | undefined,
): Promise<{ draft: Draft; arriving: boolean }> {
  const file = fileOf(key);
  for (let tries = 1; ; tries++) {
    const draft = await read();
    const arriving = file !== undefined && !draft.files.some(({ id }) => id === file);
    if (!arriving || tries === longestTries) return { draft, arriving };
    await setTimeout(pause);
  }
}
