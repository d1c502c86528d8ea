/** Kinds of mail that are to leave soon, or wait already, and that nobody has enabled. */
import { localDayOf } from "./calendar.ts";
import type { Notice, NoticeKind } from "./notice.ts";

export interface DueKind {
  kind: NoticeKind;
  day: string; // of the first mail of its kind, in the review's zone
}

/** Days before its first mail from which a kind that is not enabled is told of. */
const ahead = 7;

/** The kinds, soonest first. What waits for its kind alone has been due since it was prepared. */
export function kindsDue(
  notices: readonly Pick<Notice, "kind" | "dueAt" | "preparedAt" | "state" | "hold">[],
  enabled: readonly NoticeKind[],
  now: Date,
  zone: string,
): DueKind[] {
  const until = new Date(now.getTime() + ahead * 86_400_000).toISOString();
  const first = new Map<NoticeKind, string>();
  for (const { kind, dueAt, preparedAt, state, hold } of notices) {
    if (enabled.includes(kind)) continue;
    const waits = state === "held" && hold === "kind-not-enabled";
    const at = waits ? preparedAt : state === "scheduled" ? dueAt : undefined;
    if (at && at <= until && at < (first.get(kind) ?? "~")) first.set(kind, at);
  }
  return [...first]
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([kind, at]) => ({ kind, day: localDayOf(new Date(at), zone) }));
}
