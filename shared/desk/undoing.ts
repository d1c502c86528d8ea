/** Takes back what people did with messages: what was recorded wrongly counts no more, and nothing is deleted. */
import { cancelled, type Notice, type NoticeKind, unsentStates } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { lastStanding, type MessageAct, standingWith } from "../domain/sorting.ts";
import type { Submission } from "../domain/submission.ts";
import type { StoredMessage } from "../store/messages.ts";
import { getNotice, noticesOfOccasion, saveNotice } from "../store/notices.ts";
import { changeContact, contactToChange, removeContact } from "../store/parties.ts";
import { getSubmission, saveSubmission, versionsOf } from "../store/submissions.ts";
import type { Change } from "../store/table.ts";
import { actOn, type Decided, editStandings, type Given, holding, type StandingEdit } from "./sorting.ts";

type Version = NonNullable<MessageAct["version"]>;

/** Changes with what they mean for the notices: those stopped in time, and those that are out already. */
interface Undoing {
  changes: Change[];
  edits: StandingEdit[];
  cancelled: string[];
  out: string[];
}

const nothing: Undoing = { changes: [], edits: [], cancelled: [], out: [] };

/** Brings a message back to triage, whatever its end; the version that it became counts no more. */
export function reopen(given: Given): Promise<Outcome<{ out: string[] }>> {
  return actOn(given, async (message) => {
    const { end } = message;
    if (end.kind === "triage") return refused("already");
    const undoing = end.kind === "submission" ? await takingBack(end) : nothing;
    const { changes, edits, cancelled, out } = undoing;
    return {
      act: { act: "reopened", cancelled, out, ...(end.kind === "submission" && { version: versionOf(end) }) },
      end: { kind: "triage", reason: "by-hand", telephone: false },
      changes: [...changes, ...(await editStandings(edits))],
      ...(end.kind === "submission" && { about: { call: end.call, party: end.party } }),
      result: { out },
    };
  });
}

const versionOf = ({ call, party, version }: Version): Version => ({ call, party, version });

/** Undoes the last act of a person on a message. What was sent cannot be called back, and is named. */
export function undo(given: Given): Promise<Outcome<{ out: string[] }>> {
  return actOn(given, async (message, now): Promise<Decided<{ out: string[] }> | { refused: string }> => {
    const last = lastStanding(message.acts);
    if (!last) return refused("nothing-to-undo");
    // The machine may have decided anew meanwhile: then this act is history.
    if (JSON.stringify(message.end) !== JSON.stringify(last.after)) return refused("stale");
    const { changes, edits, cancelled, out } = await undoingOf(last, now);
    return {
      act: { act: "undone", undoes: last.id, cancelled, out },
      end: last.before,
      changes: [...changes, ...(await editStandings([...edits, ...heldAgain(message, last)]))],
      ...(last.version && { about: { call: last.version.call, party: last.version.party } }),
      result: { out },
    };
  });
}

/** Whatever released the reminders that the message held, they wait again. */
const heldAgain = (message: StoredMessage, last: MessageAct): StandingEdit[] =>
  last.act === "assigned" || last.act === "set-aside" ? holding(message, last.before) : [];

async function undoingOf(last: MessageAct, now: Date): Promise<Undoing> {
  const contact = last.contact ? await contactBefore(last.contact) : [];
  if (last.act === "assigned" && last.version) {
    const undoing = await takingBack(last.version);
    return { ...undoing, changes: [...undoing.changes, ...contact] };
  }
  if (last.act === "reopened" && last.version) return givingBack(last.version, last.cancelled, now);
  if (last.act === "asked" && last.notice) return stopping([await getNotice(last.notice)]);
  return { ...nothing, changes: contact };
}

/** A contact as it was before the act; one that the act made is gone, and its links with it. */
async function contactBefore({ id, standing }: NonNullable<MessageAct["contact"]>): Promise<Change[]> {
  const contact = await contactToChange(id);
  if (!contact) return [];
  return standing ? [changeContact(contact, { standing })] : removeContact(contact);
}

const acknowledging: readonly NoticeKind[] = ["receipt", "confirm", "alternate"];

/** A version that counts no more, the notices of it stopped where they have not left. */
async function takingBack({ call, party, version }: Version): Promise<Undoing> {
  const [submission, versions, notices] = await Promise.all([
    getSubmission(call, party, version),
    versionsOf(call, party),
    Promise.all(acknowledging.map((kind) => noticesOfOccasion(call, kind, String(version)))),
  ]);
  if (!submission || submission.state === "taken-back") return nothing;
  const { published: _published, ...rest } = submission;
  const after: Submission = { ...rest, state: "taken-back", was: submission.state };
  const formal = formalisedOf(submission, versions, undefined);
  const stopped = stopping(notices.flat().filter((notice) => notice.party === party));
  return withVersions({ submission, after, formal, versions }, stopped);
}

/** A version that had been taken back counts again, and its notices go. */
async function givingBack(
  { call, party, version }: Version,
  cancelled: string[],
  now: Date,
): Promise<Undoing> {
  const [submission, versions, notices] = await Promise.all([
    getSubmission(call, party, version),
    versionsOf(call, party),
    Promise.all(cancelled.map(getNotice)),
  ]);
  if (!submission?.was || submission.state !== "taken-back") return nothing;
  const { was, ...rest } = submission;
  const after: Submission = { ...rest, state: was };
  const formal = formalisedOf(submission, versions, { version, by: "system", at: now.toISOString() });
  const going = notices.flatMap((notice) =>
    notice?.state === "cancelled"
      ? [saveNotice(notice, { ...notice, state: "prepared", preparedAt: now.toISOString() })]
      : [],
  );
  return withVersions({ submission, after, formal, versions }, { ...nothing, changes: going });
}

interface Replaced {
  before: Submission;
  after: Submission;
}

/** The informal entry that this version makes formal, once it does or no longer does. */
function formalisedOf(
  { formalises }: Submission,
  versions: readonly Submission[],
  by: Submission["formalisedBy"],
): Replaced | null {
  const before = versions.find(({ version }) => version === formalises);
  if (!before) return null;
  const { formalisedBy: _by, ...rest } = before;
  return { before, after: by ? { ...rest, formalisedBy: by } : rest };
}

function withVersions(
  {
    submission,
    after,
    formal,
    versions,
  }: { submission: Submission; after: Submission; formal: Replaced | null; versions: readonly Submission[] },
  stopped: Undoing,
): Undoing {
  const replaced: Replaced[] = [{ before: submission, after }, ...(formal ? [formal] : [])];
  const now = versions.map(
    (one) => replaced.find(({ after }) => after.version === one.version)?.after ?? one,
  );
  return {
    ...stopped,
    changes: [...stopped.changes, ...replaced.map(({ before, after }) => saveSubmission(before, after))],
    edits: [
      {
        call: submission.call,
        party: submission.party,
        edit: (standing) => standingWith(standing, now),
      },
    ],
  };
}

function stopping(notices: readonly (Notice | null)[]): Undoing {
  const some = notices.filter((notice) => notice !== null);
  const [still, gone] = [
    some.filter(({ state }) => unsentStates.includes(state)),
    some.filter(({ state }) => !unsentStates.includes(state) && state !== "cancelled"),
  ];
  return {
    ...nothing,
    changes: still.map((notice) => saveNotice(notice, cancelled(notice))),
    cancelled: still.map(({ id }) => id),
    out: gone.map(({ id }) => id),
  };
}
