/** Messages as people sort them: assigned to a party's call, set aside, or dropped on a page by hand. */

import type { Message } from "../domain/message.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { FileRecord, Submission } from "../domain/submission.ts";
import { type MailAddress, readHeaders } from "../mail/headers.ts";
import { parseMail, readEnvelope } from "../mail/parse.ts";
import { getCall, listCalls, saveStanding, standingOf } from "../store/calls.ts";
import { readDraft, saveDraft } from "../store/drafts.ts";
import { env } from "../store/environment.ts";
import { idFrom, shortHash } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import {
  callsKnowing,
  knowContent,
  getMessage as messageById,
  messagesByEnd,
  saveMessage,
} from "../store/messages.ts";
import { readFile, readRawMail, writeRawMail } from "../store/objects.ts";
import { contactsOf, getParty } from "../store/parties.ts";
import { recentMessages as newestMessages } from "../store/recent.ts";
import { readDefinition } from "../store/reviews.ts";
import { versionsOf } from "../store/submissions.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { receiveMail, recordMail } from "./receive.ts";

/** Everything that a person must sort, oldest first. */
export async function listTriage(): Promise<Message[]> {
  const messages: Message[] = [];
  let after: string | undefined;
  do {
    const page = await messagesByEnd("triage", after);
    messages.push(...page.items);
    after = page.cursor ?? undefined;
  } while (after);
  return messages;
}

/** Messages of any end, newest first. */
export async function recentMessages({
  cursor,
}: {
  cursor?: string;
}): Promise<{ messages: Message[]; next?: string }> {
  const { items, next } = await newestMessages(["submission", "triage", "set-aside"], cursor);
  return { messages: items, ...(next ? { next } : {}) };
}

/** A mail that came in, by its id; null if there is none. */
export const getMessage = ({ message }: { message: string }): Promise<Message | null> => messageById(message);

/** The mails of a party: those that became its answers, and those in triage that may be its own. */
export async function messagesOfParty({ party }: { party: string }): Promise<Message[]> {
  const versions = await Promise.all((await listCalls()).map(({ id }) => versionsOf(id, party)));
  const ids = new Set(versions.flat().flatMap(({ message }) => message ?? []));
  const [answers, triage] = await Promise.all([Promise.all([...ids].map(messageById)), listTriage()]);
  const near = triage.filter(({ end }) => end.kind === "triage" && end.party === party);
  return [...answers.filter((one) => one !== null), ...near].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Records a message as a party's answer to a call, by the word of a person who read it. */
export function assign({
  message: id,
  call: callId,
  party: partyId,
  by,
}: {
  message: string;
  call: string;
  party: string;
  by: string;
}): Promise<Outcome<{ submission: Submission }>> {
  const now = new Date();
  return decideAgain(async () => {
    const [message, call, party] = await Promise.all([messageById(id), getCall(callId), getParty(partyId)]);
    if (!message) return refused("unknown-message");
    if (isSealed(message)) return refused("sealed");
    if (message.end.kind === "submission") return refused("already");
    if (!call || !party || !call.parties.includes(party.kind)) return refused("not-invited");
    if ((await callsKnowing(message.fingerprint)).includes(call.id)) return refused("already");
    const [{ bytes }, { review }, contacts] = await Promise.all([
      readRawMail(message.sesId),
      readDefinition(),
      contactsOf(party.id),
    ]);
    const { submission, changes } = await recordMail({
      delivery: deliveryOf(message, by),
      mail: await parseMail(bytes),
      review,
      call,
      party,
      sender: contacts.find(({ email }) => email.toLowerCase() === message.from),
      state: "recorded",
      actor: by,
      settles: [message.id],
      now,
    });
    const end = { kind: "submission", call: call.id, party: party.id, version: submission.version } as const;
    const isElsewhere = message.end.kind === "triage" && !isAbout(message.end, call.id, party.id);
    await transact([
      ...changes,
      saveMessage(message, end),
      knowContent(message, call.id),
      ...(isElsewhere ? await released(message) : []),
      record(
        { actor: by, act: "message.assigned", call: call.id, party: party.id, subject: message.id },
        now,
      ),
    ]);
    return { ok: true, submission };
  });
}

const isSealed = ({ end }: Message) => end.kind === "triage" && end.reason === "sealed";

const isAbout = (
  end: { call?: string | undefined; party?: string | undefined },
  call: string,
  party: string,
) => end.call === call && end.party === party;

const deliveryOf = (message: Message, by: string) => ({
  sesId: message.sesId,
  at: new Date(message.receivedAt),
  envelopeSender: undefined,
  recipients: message.recipients,
  verdicts: message.verdicts,
  vouchedBy: by,
});

/** The reminders that a message in triage held go their way again. */
export async function released({ id, end }: Message): Promise<Change[]> {
  if (end.kind !== "triage" || !end.call || !end.party) return [];
  const standing = await standingOf(end.call, end.party);
  if (!standing.heldBy.includes(id)) return [];
  return [saveStanding(standing, { ...standing, heldBy: standing.heldBy.filter((held) => held !== id) })];
}

/** Sets a message aside: it is kept and shown, and asks nobody for anything. */
export function setAside({ message: id, by }: { message: string; by: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const message = await messageById(id);
    if (!message) return refused("unknown-message");
    if (message.end.kind === "submission") return refused("already");
    if (message.end.kind === "set-aside") return { ok: true };
    await transact([
      saveMessage(message, { kind: "set-aside", reason: "by-hand" }),
      ...(await released(message)),
      record({ actor: by, act: "message.set-aside", subject: id }, now),
    ]);
    return { ok: true };
  });
}

/**
 * Receives each mail that was dropped as a file on the page, as if it had come to us. Whoever drops it stands for its
 * sender; the same draft again changes nothing.
 */
export async function receiveDropped({
  draft: id,
  by,
}: {
  draft: string;
  by: string;
}): Promise<Outcome<{ messages: string[] }>> {
  const now = new Date();
  const files = (await readDraft(id)).files;
  if (files.length === 0) return refused("no-file");
  const messages: string[] = [];
  for (const { id: file, file: stored } of files) {
    const message = await receiveFile(`drop-${shortHash(`${id}/${file}`)}`, stored, by, now);
    if (message) messages.push(message);
  }
  const [first] = messages;
  if (!first) return refused("not-a-mail");
  await decideAgain(async () => {
    const draft = await readDraft(id);
    if (draft.message === first) return;
    await transact([
      saveDraft(draft, { ...draft, message: first }),
      record({ actor: by, act: "message.dropped", subject: first, detail: { files: messages.length } }, now),
    ]);
  });
  return { ok: true, messages };
}

const unchecked = {
  spam: "DISABLED",
  virus: "DISABLED",
  spf: "DISABLED",
  dkim: "DISABLED",
  dmarc: "DISABLED",
} as const;

/** Gives a dropped file the way of a mail; null when it is none. */
async function receiveFile(sesId: string, file: FileRecord, by: string, now: Date): Promise<string | null> {
  const bytes = await readFile(file.key);
  if (!isMail(bytes)) return null;
  const envelope = readEnvelope(bytes);
  const sent = Date.parse(envelope.date ?? "");
  // It came to the other mailbox when it was sent, not when somebody found it there.
  const at = sent <= now.getTime() ? new Date(sent) : now;
  await writeRawMail(sesId, bytes);
  const recipients = await ownAddresses([...envelope.to, ...envelope.cc]);
  const delivery = { sesId, at, envelopeSender: undefined, recipients, verdicts: unchecked, vouchedBy: by };
  await receiveMail(delivery, now);
  return idFrom("msg", at, sesId);
}

/** A mail has a sender or an identity in a header block; any other file has none. */
function isMail(bytes: Uint8Array): boolean {
  const names = new Set(readHeaders(bytes).map(([name]) => name.toLowerCase()));
  return names.has("from") && (names.has("date") || names.has("message-id") || names.has("received"));
}

/** A public mailbox that serves one call stands for that call's own address. */
async function ownAddresses(addresses: readonly MailAddress[]): Promise<string[]> {
  const calls = await listCalls();
  return addresses.map(({ address }) => {
    const served = calls.filter(({ mailbox }) => mailbox?.toLowerCase() === address.toLowerCase());
    const [only] = served;
    return only && served.length === 1 ? `${only.address}@${env("MAIL_DOMAIN")}` : address;
  });
}
