/** Looks up which kinds of mail are to leave soon though nobody has enabled them. */
import { type DueKind, kindsDue } from "../domain/due-kinds.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { waitingNotices } from "./contacts.ts";
import { plannedNotices } from "./planned.ts";

export async function kindsNotEnabled(now: Date): Promise<DueKind[]> {
  const [planned, waiting, { review }, { enabled }] = await Promise.all([
    plannedNotices(),
    waitingNotices(),
    readDefinition(),
    readState(),
  ]);
  return kindsDue([...planned, ...waiting], enabled, now, review.zone);
}
