/** Which mails to protocol offices wait for a person, since when, and which of them for too long. */
import { rulesOf } from "../domain/calendar.ts";
import type { Notice } from "../domain/notice.ts";
import { awaitsRelease, releasesAmong, type WaitingRelease } from "../domain/releases.ts";
import { noticesInState } from "../store/notices.ts";
import { readDefinition } from "../store/reviews.ts";

export type { WaitingRelease };

/** Every mail that waits for its release, the longest wait first; `overdue` after one working day. */
export async function waitingReleases(now: Date): Promise<WaitingRelease[]> {
  const held = await everyHeld();
  return held.some(awaitsRelease) ? releasesAmong(held, rulesOf(await readDefinition()), now) : [];
}

async function everyHeld(): Promise<Notice[]> {
  const held: Notice[] = [];
  let after: string | undefined;
  do {
    const page = await noticesInState("held", { limit: 200, ...(after ? { after } : {}) });
    held.push(...page.items);
    after = page.cursor ?? undefined;
  } while (after);
  return held;
}
