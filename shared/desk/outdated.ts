/** Looks up whether a prepared notice has been overtaken by what happened since. */
import { type Notice, noticeId, subscriberKinds } from "../domain/notice.ts";
import { isOutdated } from "../domain/outdated.ts";
import { awaiting } from "../domain/subscriber.ts";
import { getNotice } from "../store/notices.ts";
import { readSelection } from "../store/selection.ts";
import type { Subject } from "./facts.ts";

/** Kinds that the party's own standing overtakes, and kinds that the selection does. */
const byAnswer = ["reminder", "invitation", "extension"]; // the latter two by the party's own close alone
const bySelection = ["acceptance", "approval", "silence", "amendment", "letter", "warning", "waiting"];

/** Whether what happened since a notice was prepared makes it pointless or wrong to send it. */
export async function wasOvertaken(notice: Notice, subject: Subject, now: Date): Promise<boolean> {
  const { call, definition } = subject;
  if (subscriberKinds.includes(notice.kind)) return isUnwanted(notice, subject, now);
  if (!call) return false; // it concerns no call
  if (notice.party && !subject.contact) return true; // a person took the contact away
  // A version that was recorded wrongly may be another State's: whatever of it still waits to go is not sent.
  if (subject.submission?.state === "taken-back") return true;
  if (notice.kind === "silence-closed" && !(await knowsTheText(notice, subject))) return true;
  const [standing, selection] = await Promise.all([
    notice.party && byAnswer.includes(notice.kind) ? subject.standing : undefined,
    bySelection.includes(notice.kind) ? (subject.selection ?? readSelection(call)) : null,
  ]);
  return isOutdated(notice, { call, standing, selection }, now, definition.review.zone);
}

/** Whoever left is written to no more; of a close that moved twice only the last is told. */
function isUnwanted({ kind, params }: Notice, { call, subscriber }: Subject, now: Date): boolean {
  if (!subscriber) return true;
  if (kind === "subscription") return awaiting(subscriber, now)?.at !== params.asked;
  return !subscriber.wish || (params.what === "moved" && params.to !== call?.closes);
}

const notLeft: readonly Notice["state"][] = ["scheduled", "prepared", "cancelled"];

/** Whoever never got the text of a silence procedure, because it was stopped before, is not told that it ended. */
async function knowsTheText(
  { call, occasion, contact }: Notice,
  { selection }: Pick<Subject, "selection">,
): Promise<boolean> {
  const text = await getNotice(noticeId(call, "silence", occasion, contact));
  // Without one it is a contact who came since, unless the procedure was stopped before all texts were written.
  if (!text) return selection?.silences.some(({ id, prepared }) => id === occasion && prepared) ?? false;
  return text.state === "held" ? text.hold === "soft-bounce" : !notLeft.includes(text.state);
}
