/** Notices that wait because sending was off: let go as soon as it is on again. */
import { type Notice, triedAgain } from "../domain/notice.ts";
import { holdOf, type ReviewState } from "../domain/review.ts";
import { noticesInState, saveNotice } from "../store/notices.ts";
import { ChangedMeanwhile, transact } from "../store/table.ts";

/** Reasons that pass by themselves; the others wait for a person. */
const passing: readonly Notice["hold"][] = ["mail-held", "paused", "kind-not-enabled", "over-quota"];

interface Freeing {
  most?: number;
  now?: Date; // for what waits for an hour
}

/** Lets the held notices go whose reason is gone, at most so many. */
export async function freeHeld(
  state: ReviewState,
  { most = Number.POSITIVE_INFINITY, now = new Date() }: Freeing = {},
): Promise<void> {
  let after: string | undefined;
  let freed = 0;
  do {
    const page = await noticesInState("held", after ? { after } : {});
    for (const notice of page.items) {
      if (!isFree(notice, now) || holdOf(state, notice.kind)) continue;
      if (freed >= most) return;
      await free(notice);
      freed += 1;
    }
    after = page.cursor ?? undefined;
  } while (after);
}

function isFree({ hold, dueAt = "" }: Notice, now: Date): boolean {
  return passing.includes(hold) || (hold === "soft-bounce" && dueAt <= now.toISOString());
}

async function free(notice: Notice): Promise<void> {
  const { hold, ...rest } = notice;
  const after = hold === "soft-bounce" ? triedAgain(notice) : ({ ...rest, state: "prepared" } as const);
  try {
    await transact([saveNotice(notice, after)]);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error; // somebody held or cancelled it: that stands
  }
}
