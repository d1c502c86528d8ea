/** Submissions as parties lodge and confirm them, and as the secretariat records and publishes them. */
import { localMinuteOf } from "../domain/calendar.ts";
import type { Call } from "../domain/call.ts";
import type { Interest } from "../domain/offer.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Contact } from "../domain/party.ts";
import type { Submission } from "../domain/submission.ts";
import { getCall, listCalls, type StoredStanding, standingOf, standingsOf } from "../store/calls.ts";
import { type Draft, partyDraftId, readDraft, removeDraft, saveDraft } from "../store/drafts.ts";
import { record } from "../store/ledger.ts";
import { contactById, getParty, getPerson } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import {
  submissionsOfCall as allOfCall,
  publishedSubmissions as allPublished,
  getSubmission as oneSubmission,
  recordSubmission,
  saveSubmission,
  versionsOf,
} from "../store/submissions.ts";
import { decideAgain, transact } from "../store/table.ts";
import { aboutOf } from "./formalising.ts";
import { withNumbers } from "./offers.ts";

// What the official contact confirms stands in its own file.
export { askWithdrawal, confirmByHand, confirmVersion } from "./confirmations.ts";

type Recorded = Promise<Outcome<{ submission: Submission }>>;

/** All versions of a party's answers, to one call or to each. */
export async function submissionsOfParty({
  party,
  call,
}: {
  party: string;
  call?: string;
}): Promise<Submission[]> {
  const calls = call ? [call] : (await listCalls()).map(({ id }) => id);
  const all = await Promise.all(calls.map((id) => versionsOf(id, party)));
  return all.flat().filter(stands);
}

/** The same with what was taken back, for the desk alone: that may have been another party's. */
export async function versionsOfParty({ party }: { party: string }): Promise<Submission[]> {
  const all = await Promise.all((await listCalls()).map(({ id }) => versionsOf(id, party)));
  return all.flat();
}

const stands = ({ state }: Submission) => state !== "taken-back";

/** Every version of every answer to a call. */
export const submissionsOfCall = async ({ call }: { call: string }): Promise<Submission[]> =>
  (await allOfCall(call)).filter(stands);

/** The entries that count and were only said so far, the longest wait first. */
export async function informalEntries(): Promise<Submission[]> {
  const standings = (await Promise.all((await listCalls()).map(({ id }) => standingsOf(id)))).flat();
  const entries = await Promise.all(
    standings.map(({ call, party, informal }) =>
      informal === undefined ? null : oneSubmission(call, party, informal),
    ),
  );
  return entries.filter((one) => one !== null).sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
}

interface Version {
  call: string;
  party: string;
  version: number;
}

/** One version of a party's answer; null if there is none. */
export async function getSubmission(version: Version): Promise<Submission | null> {
  const found = await anyVersion(version);
  return found && stands(found) ? found : null;
}

/** One version, though it was taken back; for the desk alone. */
export const anyVersion = ({ call, party, version }: Version): Promise<Submission | null> =>
  oneSubmission(call, party, version);

/** What the public may read, newest first. */
export const publishedSubmissions = (): Promise<Submission[]> => allPublished();

interface Lodging {
  contact: string;
  call: string;
  draft: string;
  answers: Record<string, string>;
  text: string;
  interest?: Interest;
}

/**
 * Lodges what the party's page shows: its typed answers and the files of its draft. Inputs count at once; an
 * expression of interest takes effect when the official contact confirms it.
 */
export function lodge(given: Lodging): Recorded {
  const now = new Date();
  return decideAgain(async () => {
    const [contact, call] = await Promise.all([contactById(given.contact), getCall(given.call)]);
    const party = contact && (await getParty(contact.party));
    if (!contact || !party || !call?.parties.includes(party.kind)) return refused("not-invited");
    const { review } = await readDefinition();
    if (call.phase === "draft" || call.opens > localMinuteOf(now, review.zone)) return refused("not-open");
    const [draft, standing] = await Promise.all([readDraft(given.draft), standingOf(call.id, party.id)]);
    if (!isOpenDraft(draft, standing)) return refused("stale");
    const offer = given.interest && (await withNumbers(standing, given.interest));
    const numbered = { ...given, ...(offer && { interest: offer }) };
    const incoming = incomingOf(numbered, draft, contact, call, now);
    // A State's own readiness needs no word; for a person's seat a form that was left empty offers nobody.
    const isForPersons = call.seats.every(({ holder }) => holder === "person");
    const said = isForPersons && !isOffer(offer) ? { ...incoming, interest: undefined } : incoming;
    if (isEmpty(said)) return refused("empty");
    const { submission, changes } = await recordSubmission({
      review,
      call,
      party,
      incoming,
      sender: contact,
      actor: `contact:${contact.id}`,
      now,
      standing,
    });
    await transact([...changes, ...(draft.version > 0 ? [removeDraft(draft)] : [])]);
    return { ok: true, submission };
  });
}

/** Whether this draft may still be lodged: a second click finds it gone, and its number spent. */
function isOpenDraft(draft: Draft, { call, party, versions }: StoredStanding): boolean {
  const isOwn = draft.call === call && draft.party === party;
  return isOwn && (draft.version > 0 || draft.id === partyDraftId(call, party, versions + 1));
}

const filesOf = (draft: Draft) => draft.files.flatMap(({ file, refused }) => (refused ? [] : [file]));

function incomingOf(given: Lodging, draft: Draft, contact: Contact, call: Call, now: Date) {
  const isInterest = call.kind === "interest";
  const answers = Object.fromEntries(Object.entries(given.answers).filter(([, text]) => text.trim() !== ""));
  return {
    state: isInterest ? ("unconfirmed" as const) : ("recorded" as const),
    channel: "upload" as const,
    formality: isInterest ? ("informal" as const) : ("formalised" as const),
    receivedAt: now.toISOString(),
    contact: contact.id,
    ...(contact.name ? { senderName: contact.name } : {}),
    senderAddress: contact.email,
    text: given.text.trim() || Object.values(answers).join("\n\n"),
    answers,
    ...(isInterest && given.interest ? { interest: given.interest } : {}),
    files: filesOf(draft),
  };
}

function isEmpty({
  text,
  files,
  interest,
}: Pick<Submission, "text" | "files"> & { interest?: Interest | undefined }) {
  return text.trim() === "" && files.length === 0 && interest === undefined;
}

interface ByHand {
  call: string;
  party: string;
  channel: Submission["channel"];
  noteNumber?: string;
  documentDate?: string;
  receivedAt: string;
  senderName?: string;
  text: string;
  interest?: Interest;
  withdrawal?: boolean;
  formalises?: boolean; // the informal entry that counts
  takenBy?: string; // the member of the secretariat who took it, if not who records it
  draft?: string; // the desk draft whose files are the scans
  by: string;
}

/** What is formal in itself; a call on the telephone stays informal until a mail or a note follows. */
const formalChannels: readonly Submission["channel"][] = ["mail", "note-verbale", "paper"];

/** Records for a party what came on paper, by telephone, in a corridor or to another mailbox. */
export function recordByHand({ call: callId, party: partyId, by, ...given }: ByHand): Recorded {
  const now = new Date();
  return decideAgain(async () => {
    const [call, party] = await Promise.all([getCall(callId), getParty(partyId)]);
    if (!call) return refused("unknown-call");
    if (!party) return refused("unknown-party");
    if (!call.parties.includes(party.kind)) return refused("not-invited");
    if (Date.parse(given.receivedAt) > now.getTime()) return refused("in-the-future");
    const draft = given.draft ? await readDraft(given.draft) : null;
    const before = draft && (await recordedFrom(draft));
    if (before) return { ok: true, submission: before };
    const files = draft ? filesOf(draft) : [];
    const bare = !given.withdrawal && !given.noteNumber && !given.formalises;
    if (bare && isEmpty({ ...given, files })) return refused("empty");
    const { review } = await readDefinition();
    const taker = given.takenBy ? await getPerson(given.takenBy) : null;
    const about = await aboutOf(
      given.formalises && !given.withdrawal ? "formalises" : "answer",
      await standingOf(callId, partyId),
      by,
      now,
    );
    if ("refused" in about) return about;
    const said = given.interest && (await withNumbers({ call: callId, party: partyId }, given.interest));
    const interest = isOffer(said) ? said : (about.more.interest ?? said);
    const { submission, changes } = await recordSubmission({
      review,
      call,
      party,
      incoming: {
        ...about.more,
        state: given.withdrawal ? "withdrawn" : "recorded",
        channel: given.channel,
        formality: formalChannels.includes(given.channel) ? "formalised" : "informal",
        receivedAt: given.receivedAt,
        takenBy: taker?.id ?? by,
        confirmedBy: by,
        ...(given.senderName ? { senderName: given.senderName } : {}),
        ...(given.noteNumber ? { noteNumber: given.noteNumber } : {}),
        ...(given.documentDate ? { documentDate: given.documentDate } : {}),
        text: given.text,
        ...(interest ? { interest } : {}),
        files,
      },
      actor: by,
      now,
    });
    await transact([
      ...changes,
      ...about.changes,
      ...(draft ? [saveDraft(draft, spent(draft, submission, now))] : []),
    ]);
    return { ok: true, submission };
  });
}

const isOffer = (interest: Interest | undefined) =>
  interest !== undefined &&
  (interest.seats.length > 0 || Boolean(interest.conditions) || Boolean(interest.nominees?.length));

/** A desk draft remembers what it became, so that a second click records nothing again. */
function spent(draft: Draft, { call, party, version }: Submission, now: Date): Draft {
  const fields = { ...draft.fields, recorded: `${call} ${party} ${version}` };
  return { ...draft, fields, savedAt: now.toISOString() };
}

async function recordedFrom({ fields }: Draft): Promise<Submission | null> {
  const [call, party, version] = fields.recorded?.split(" ") ?? [];
  return call && party ? oneSubmission(call, party, Number(version)) : null;
}

/** Shows one party's inputs on the public pages, or takes them off again. */
export function publish({
  published,
  by,
  ...version
}: Version & { published: boolean; by: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const [submission, standing, call] = await Promise.all([
      getSubmission(version),
      standingOf(version.call, version.party),
      getCall(version.call),
    ]);
    if (call?.kind !== "inputs") return refused("not-inputs");
    const counts = submission?.state === "recorded" && standing.effective === version.version;
    if (!submission || (published && !counts)) return refused("not-effective");
    if ((submission.published !== undefined) === published) return { ok: true };
    const { published: _before, ...rest } = submission;
    const after = published ? { ...rest, published: now.toISOString() } : rest;
    const act = published ? "submission.published" : "submission.unpublished";
    const { call: id, party } = version;
    await transact([
      saveSubmission(submission, after),
      record({ actor: by, act, call: id, party, subject: submission.reference }, now),
    ]);
    return { ok: true };
  });
}
