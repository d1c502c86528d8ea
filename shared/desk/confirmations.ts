/** Confirmations: what came unproven or by upload takes effect, or a party withdraws, when its official contact says so. */
import { type Notice, noticeId, prepareNotice } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { type Contact, speaksForParty } from "../domain/party.ts";
import { firstOfficial } from "../domain/receipts.ts";
import { isToFormalise } from "../domain/sorting.ts";
import type { Submission } from "../domain/submission.ts";
import { getCall, type StoredStanding, saveStanding, standingOf } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { record } from "../store/ledger.ts";
import { addNotice, getNotice } from "../store/notices.ts";
import { contactById, contactsOf, getParty } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { getSubmission, recordSubmission, saveSubmission } from "../store/submissions.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";

interface Version {
  call: string;
  party: string;
  version: number;
}

/** A withdrawal is of the version that counts when it is asked: a later answer supersedes the asking. */
const withdrawalOccasion = (standing: StoredStanding) => `withdrawal-${standing.versions}`;

/** Asks the official contact to confirm that the party withdraws its answer. */
export function askWithdrawal({ contact: id, call }: { contact: string; call: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const contact = await contactById(id);
    if (!contact) return refused("unknown-contact");
    const standing = await standingOf(call, contact.party);
    const effective = await effectiveOf(standing);
    if (!effective || effective.state === "withdrawn") return refused("nothing-to-withdraw");
    const official = firstOfficial(await contactsOf(contact.party));
    if (!official) return refused("no-official");
    const notice = prepareNotice({
      review: env("REVIEW_ID"),
      call,
      kind: "confirm",
      occasion: withdrawalOccasion(standing),
      contact: official,
      params: { version: "withdrawal", of: String(effective.version), reference: effective.reference },
      now,
    });
    if (await getNotice(notice.id)) return { ok: true };
    const entry = record(
      { actor: `contact:${id}`, act: "submission.withdrawal-asked", call, party: contact.party },
      now,
    );
    await transact([addNotice(notice), entry]);
    return { ok: true };
  });
}

async function effectiveOf({ call, party, effective }: StoredStanding): Promise<Submission | null> {
  return effective === undefined ? null : getSubmission(call, party, effective);
}

/** Confirms by the official contact's button what came unproven or by upload, or a withdrawal. */
export async function confirmVersion({
  contact: id,
  call,
  version,
}: {
  contact: string;
  call: string;
  version: number | "withdrawal";
}): Promise<Outcome<{ reference: string }>> {
  const contact = await contactById(id);
  if (!contact || !speaksForParty(contact)) return refused("not-official");
  if (version === "withdrawal") return withdraw(contact, call);
  return confirm({ call, party: contact.party, version }, `contact:${id}`, contact);
}

/** Confirms for a party what a person of the secretariat knows to be its answer. */
export const confirmByHand = ({ by, ...version }: Version & { by: string }): Promise<Outcome> =>
  confirm(version, by);

/**
 * The changes by which an unconfirmed version counts after all, since the very same mail has come by a way that proves
 * it; none when there is nothing to confirm.
 */
export async function provenChanges(version: Version, now: Date): Promise<Change[]> {
  const confirming = await confirmingChanges(version, "system", undefined, now);
  return "refused" in confirming ? [] : confirming.changes;
}

function confirm(
  version: Version,
  actor: string,
  contact?: Contact,
): Promise<Outcome<{ reference: string }>> {
  const now = new Date();
  return decideAgain(async () => {
    const confirming = await confirmingChanges(version, actor, contact, now);
    if ("refused" in confirming) return confirming;
    await transact(confirming.changes);
    return { ok: true, reference: confirming.reference };
  });
}

async function confirmingChanges(
  { call, party, version }: Version,
  actor: string,
  contact: Contact | undefined,
  now: Date,
): Promise<Outcome<{ reference: string; changes: Change[] }>> {
  const [submission, standing] = await Promise.all([
    getSubmission(call, party, version),
    standingOf(call, party),
  ]);
  if (!submission) return refused("not-found");
  if (submission.state !== "unconfirmed") return refused("already-confirmed");
  if (standing.effective !== undefined && standing.effective > version) return refused("superseded");
  const { reference } = submission;
  const confirmed: Submission = {
    ...submission,
    state: "recorded",
    formality: contact ? "formalised" : submission.formality,
    confirmedBy: actor,
  };
  const notices = await receiptsOf(confirmed, contact, now);
  return {
    ok: true,
    reference,
    changes: [
      saveSubmission(submission, confirmed),
      saveStanding(standing, afterConfirming(standing, confirmed, now)),
      ...notices.map(addNotice),
      record({ actor, act: "submission.confirmed", call, party, subject: reference }, now),
    ],
  };
}

function afterConfirming(standing: StoredStanding, submission: Submission, now: Date): StoredStanding {
  const { version, reference } = submission;
  const { withdrawn: _withdrawn, draft: _draft, informal: _informal, ...rest } = standing;
  return {
    ...rest,
    effective: version,
    ...(isToFormalise(submission) && { informal: version }),
    answered: standing.answered ?? now.toISOString(),
    heldBy: standing.heldBy.filter((held) => held !== reference),
  };
}

/** Receipts for what now counts: to whoever confirmed, and to the colleague who lodged it on the party's page. */
async function receiptsOf(submission: Submission, by: Contact | undefined, now: Date): Promise<Notice[]> {
  const contacts = await contactsOf(submission.party);
  const lodger =
    submission.channel === "upload" ? contacts.find(({ id }) => id === submission.contact) : undefined;
  const receivers = [by ?? firstOfficial(contacts), lodger].filter((one) => one !== undefined);
  return [...new Map(receivers.map((one) => [one.id, one])).values()].map((contact) =>
    prepareNotice({
      review: env("REVIEW_ID"),
      call: submission.call,
      kind: "receipt",
      occasion: String(submission.version),
      contact,
      params: { reference: submission.reference, version: String(submission.version) },
      now,
    }),
  );
}

/** A withdrawal is a version too, and the one that counts: what was there before stays on record. */
function withdraw(contact: Contact, id: string): Promise<Outcome<{ reference: string }>> {
  const now = new Date();
  return decideAgain(async () => {
    const [call, party, standing] = await Promise.all([
      getCall(id),
      getParty(contact.party),
      standingOf(id, contact.party),
    ]);
    if (!call || !party) return refused("not-found");
    if ((await effectiveOf(standing))?.state === "withdrawn") return refused("already-confirmed");
    if (!(await wasAsked(standing))) return refused(standing.versions > 0 ? "superseded" : "not-found");
    const { review } = await readDefinition();
    const { submission, changes } = await recordSubmission({
      review,
      call,
      party,
      incoming: {
        state: "withdrawn",
        channel: "upload",
        formality: "formalised",
        receivedAt: now.toISOString(),
        contact: contact.id,
        senderAddress: contact.email,
        text: "",
        files: [],
        confirmedBy: `contact:${contact.id}`,
      },
      sender: contact,
      actor: `contact:${contact.id}`,
      now,
    });
    await transact(changes);
    return { ok: true, reference: submission.reference };
  });
}

/** Whether the withdrawal of what counts now was asked of any official contact. */
async function wasAsked(standing: StoredStanding): Promise<boolean> {
  const contacts = await contactsOf(standing.party);
  const ids = contacts.map(({ id }) => noticeId(standing.call, "confirm", withdrawalOccasion(standing), id));
  return (await Promise.all(ids.map(getNotice))).some((notice) => notice !== null);
}
