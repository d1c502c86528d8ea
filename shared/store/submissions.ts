/** Submissions as stored, and the one way in which any of them is recorded, whatever the channel. */

import type { Unanswered } from "../domain/because.ts";
import { instantOf } from "../domain/calendar.ts";
import type { Call } from "../domain/call.ts";
import { closeFor } from "../domain/extension.ts";
import type { Notice } from "../domain/notice.ts";
import type { Contact, Party } from "../domain/party.ts";
import { noticesOf } from "../domain/receipts.ts";
import { withdrawn } from "../domain/seats.ts";
import { isToFormalise } from "../domain/sorting.ts";
import { referenceOf, Submission } from "../domain/submission.ts";
import type { Answering } from "./answers.ts";
import { type StoredStanding, saveCall, saveStanding, standingOf } from "./calls.ts";
import { env } from "./environment.ts";
import { indexKeys, keys, partitions, prefixes } from "./keys.ts";
import { record } from "./ledger.ts";
import { addNotice } from "./notices.ts";
import { contactsOf } from "./parties.ts";
import { readSelection, saveSelection } from "./selection.ts";
import { type Change, getItem, putNew, queryAll, replace } from "./table.ts";

function item(submission: Submission) {
  const review = env("REVIEW_ID");
  const { call, party, version, published } = submission;
  return {
    ...submission,
    entity: "submission",
    ...keys.submission(review, call, party, version),
    ...(published ? { gpk: indexKeys.published(review), gsk: indexKeys.at(published, call, party) } : {}),
  };
}

export const getSubmission = (call: string, party: string, version: number) =>
  getItem(keys.submission(env("REVIEW_ID"), call, party, version), Submission);

/** All versions of a party's answers to a call, first to last. */
export const versionsOf = (call: string, party: string) =>
  queryAll(
    { pk: partitions.call(env("REVIEW_ID"), call), begins: prefixes.submissionsOf(party) },
    Submission,
  );

export const submissionsOfCall = (call: string) =>
  queryAll({ pk: partitions.call(env("REVIEW_ID"), call), begins: prefixes.submissions }, Submission);

export const publishedSubmissions = () =>
  queryAll({ pk: indexKeys.published(env("REVIEW_ID")), index: true, latestFirst: true }, Submission);

/** The change that puts a version in its new form, if its state is still what was read. */
export const saveSubmission = (before: Submission, after: Submission): Change =>
  replace(item(after), "state", before.state);

/** What is known of a submission before it has a version. */
type Incoming = Omit<
  Submission,
  "version" | "reference" | "recordedAt" | "late" | "call" | "party" | "answers"
> &
  Partial<Pick<Submission, "answers">>;

interface Recording {
  review: { code: string; zone: string };
  call: Call;
  party: Party;
  incoming: Incoming;
  sender?: Contact | undefined; // a contact of the party that is not stored yet comes in `also`
  answerTo?: string | undefined;
  actor: string;
  now: Date;
  answering?: Answering; // counts the answers to each address, and may refuse one more
  settles?: string[]; // messages in triage that no longer hold the party's reminders
  standing?: StoredStanding; // on which the caller has decided: a later one would be another decision's
}

/** How a party stands after one more version: an answer that counts stops reminders, an unconfirmed one holds them. */
function afterSubmission(
  before: StoredStanding,
  submission: Submission,
  settles: readonly string[],
): StoredStanding {
  const versions = submission.version;
  const heldBy = before.heldBy.filter((held) => !settles.includes(held));
  if (submission.state === "unconfirmed") {
    const { draft, ...others } = before; // by the page it was the draft; an answer by mail leaves one open
    const kept = draft && submission.channel !== "upload" ? { ...others, draft } : others;
    return { ...kept, versions, heldBy: [...heldBy, submission.reference] };
  }
  const { withdrawn: _withdrawn, draft: _draft, informal: _informal, ...rest } = before;
  return {
    ...rest,
    versions,
    heldBy,
    effective: versions,
    answered: before.answered ?? submission.recordedAt,
    ...(submission.state === "withdrawn" ? { withdrawn: submission.recordedAt } : {}),
    ...(isToFormalise(submission) ? { informal: versions } : {}),
  };
}

const publishedOf = async (call: string, party: string) =>
  (await versionsOf(call, party)).filter(({ published }) => published !== undefined);

/** A withdrawal is an act without public trace: what the party withdraws is no longer shown. */
function unpublished(before: Submission, actor: string, now: Date): Change[] {
  const { published: _published, ...after } = before;
  const { call, party, reference: subject } = before;
  return [
    saveSubmission(before, after),
    record({ actor, act: "submission.unpublished", call, party, subject }, now),
  ];
}

/** What a party held in the selection is open again, and proposal and approvals are void; the execution is woken. */
async function seatsOpened(call: Call, party: string, actor: string, now: Date): Promise<Change[]> {
  const selection = await readSelection(call);
  const after = selection && withdrawn(selection, party, now);
  if (!selection || !after || after === selection) return [];
  return [
    saveSelection(selection, after),
    saveCall(call, call),
    record({ actor, act: "selection.withdrawn", call: call.id }, now),
  ];
}

/**
 * The changes that record a party's answer as its next version: the version, the party's standing, the notices that
 * acknowledge it and the ledger's entry. They go into one transaction together with whatever brought the answer.
 */
export async function recordSubmission(
  recording: Recording,
): Promise<{ submission: Submission; changes: Change[]; unanswered: Unanswered | undefined }> {
  const { review, call, party, incoming, sender, answerTo, actor, now, settles = [] } = recording;
  const [standing, contacts] = await Promise.all([
    recording.standing ?? standingOf(call.id, party.id),
    contactsOf(party.id),
  ]);
  const version = standing.versions + 1;
  const submission: Submission = Submission.parse({
    ...incoming,
    call: call.id,
    party: party.id,
    version,
    reference: referenceOf(review.code, call.code, party.code, version),
    recordedAt: now.toISOString(),
    late: Date.parse(incoming.receivedAt) > instantOf(closeFor(call, standing), review.zone).getTime(),
  });
  const due = noticesOf({ review: env("REVIEW_ID"), call, submission, contacts, sender, answerTo, now });
  const notices: Notice[] = [];
  for (const notice of due) {
    if (!recording.answering || (await recording.answering.admits(notice))) notices.push(notice);
  }
  const unanswered =
    due.length === 0
      ? ("no-official" as const)
      : notices.length < due.length
        ? ("over-cap" as const)
        : undefined;
  const isWithdrawn = submission.state === "withdrawn";
  const shown = isWithdrawn ? await publishedOf(call.id, party.id) : [];
  const opened = isWithdrawn ? await seatsOpened(call, party.id, actor, now) : [];
  const act = submission.state === "unconfirmed" ? "submission.received-unconfirmed" : "submission.recorded";
  const changes = [
    putNew(item(submission)),
    saveStanding(standing, afterSubmission(standing, submission, settles)),
    ...shown.flatMap((one) => unpublished(one, actor, now)),
    ...opened,
    ...notices.map(addNotice),
    record(
      {
        actor,
        act,
        call: call.id,
        party: party.id,
        subject: submission.reference,
        detail: { channel: incoming.channel },
      },
      now,
    ),
  ];
  return { submission, changes, unanswered };
}
