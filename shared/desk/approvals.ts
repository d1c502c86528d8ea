/** Approvals of a slate: sent to those whom the call names, given by them or recorded for them, and the hour of release. */
import { approve as approval, scanDraft } from "../domain/approval.ts";
import { isMinuteIn } from "../domain/calendar.ts";
import type { Call } from "../domain/call.ts";
import { type Notice, prepareNotice } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import * as rules from "../domain/seats.ts";
import type { Selection } from "../domain/selection.ts";
import { readDraft } from "../store/drafts.ts";
import { env } from "../store/environment.ts";
import { addNotice, noticesOfOccasion } from "../store/notices.ts";
import { getPerson, listPersons } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { whyNotAssessed } from "./assessed.ts";
import { offersOn } from "./composing.ts";
import { changeSelection, localNow, surroundingsOf } from "./selection.ts";

/** Sends the slate to its approvers. */
export function propose({
  call,
  releaseAt,
  version,
  by,
}: {
  call: string;
  releaseAt: string;
  version: number;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.proposed", version, detail: { releaseAt } };
  return changeSelection(act, async (at, before, now) => {
    if (!(await isMinute(releaseAt))) return refused("invalid-date");
    const approvers = (await listPersons()).filter(({ id }) => at.approvers.includes(id));
    const proposed = rules.propose(await asNamedNow(at, before), at, {
      releaseAt,
      offices: approvers.map(({ office }) => office),
      now,
      nowLocal: await localNow(now),
    });
    if ("refused" in proposed) return proposed;
    // Marks may have changed since the person was placed.
    const unassessed = await whyNotAssessed(at, proposed.selection.seats.map(rules.candidateIn));
    if (unassessed) return refused(unassessed);
    const occasion = String(proposed.selection.slate);
    const told = await noticesOfOccasion(call, "approval", occasion);
    const notices: Notice[] = approvers
      .filter(({ id }) => !told.some((notice) => notice.contact === id))
      .map((contact) =>
        prepareNotice({ review: env("REVIEW_ID"), call, kind: "approval", occasion, contact, now }),
      );
    return { ...proposed, changes: notices.map(addNotice) };
  });
}

/** Whoever is placed, with name and title as the party's offer has them now: it is what will be published. */
async function asNamedNow(call: Call, selection: Selection): Promise<Selection> {
  const { offers } = await offersOn(call, await surroundingsOf(call, selection));
  const seats = selection.seats.map((state) => {
    const person = offers.find(({ id }) => id === rules.candidateIn(state))?.person;
    return state.person && person ? { ...state, person } : state;
  });
  return { ...selection, seats };
}

/** Moves the hour at which the decision becomes public. */
export function setReleaseAt({
  call,
  releaseAt,
  version,
  by,
}: {
  call: string;
  releaseAt: string;
  version: number;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.release-moved", version, detail: { releaseAt } };
  return changeSelection(act, async (at, selection, now) =>
    (await isMinute(releaseAt))
      ? rules.moveRelease(selection, at, { releaseAt, nowLocal: await localNow(now) })
      : refused("invalid-date"),
  );
}

/** Whether the calendar of the review has such a minute. */
const isMinute = async (minute: string) => isMinuteIn(minute, (await readDefinition()).review.zone);

interface Approving {
  call: string;
  slate: number; // the one that the person saw
  person: string;
  verdict: "approved" | "returned";
  comment?: string;
  by: string;
  onBehalf?: { draft: string };
}

/** Records an approver's verdict: their own act, or recorded for them with the signed scan. */
export function approve({ call, person, by, onBehalf, ...given }: Approving): Promise<Outcome> {
  const act = { call, actor: by, act: `selection.${given.verdict}`, detail: { person, slate: given.slate } };
  return changeSelection(act, async (at, selection, now) => {
    const approver = await getPerson(person);
    if (!approver || (!onBehalf && by !== person)) return refused("not-approver");
    const isBound = onBehalf?.draft.startsWith(`${scanDraft(call, given.slate)}.`);
    const scan = onBehalf && isBound && (await scanOf(onBehalf.draft));
    if (onBehalf && !scan) return refused("scan-missing");
    const evidence = scan ? { onBehalf: { recordedBy: by, scan } } : {};
    return approval(selection, at, { ...given, person: approver, ...evidence }, now);
  });
}

async function scanOf(draft: string): Promise<string | undefined> {
  return (await readDraft(draft)).files.find(({ refused }) => !refused)?.file.key;
}
