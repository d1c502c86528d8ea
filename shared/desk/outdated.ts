/** Looks up whether a prepared notice has been overtaken by what happened since. */
import type { Notice } from "../domain/notice.ts";
import { isOutdated } from "../domain/outdated.ts";
import { getCall, standingOf } from "../store/calls.ts";
import { readDefinition } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";

export async function wasOvertaken(notice: Notice, now: Date): Promise<boolean> {
  const call = await getCall(notice.call);
  if (!call) return false; // it concerns no call
  const [standing, selection, { review }] = await Promise.all([
    notice.party ? standingOf(call.id, notice.party) : undefined,
    readSelection(call),
    readDefinition(),
  ]);
  return isOutdated(notice, { call, standing, selection }, now, review.zone);
}
