/** Writing what was decided on a page: what the person saw must still stand. */
import { type Outcome, refused } from "../domain/outcome.ts";
import { type Change, ChangedMeanwhile, transact } from "../store/table.ts";

/** All of these changes, or none: refused as "stale" when one of the records was changed meanwhile. */
export async function writeSeen(changes: Change[]): Promise<Outcome> {
  try {
    await transact(changes);
    return { ok: true };
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return refused("stale");
    throw error;
  }
}
