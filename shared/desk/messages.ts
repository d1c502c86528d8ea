/** Messages as people find them: those that wait, all of them, one party's; and mails dropped on a page by hand. */

import { type Outcome, refused } from "../domain/outcome.ts";
import type { FileRecord } from "../domain/submission.ts";
import { type MailAddress, readHeaders } from "../mail/headers.ts";
import { readEnvelope } from "../mail/parse.ts";
import { listCalls } from "../store/calls.ts";
import { readDraft, saveDraft } from "../store/drafts.ts";
import { env } from "../store/environment.ts";
import { idFrom, shortHash } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import { getMessage as messageById, messagesByEnd, type StoredMessage } from "../store/messages.ts";
import { readFile, writeRawMail } from "../store/objects.ts";
import { recentMessages as newestMessages } from "../store/recent.ts";
import { versionsOf } from "../store/submissions.ts";
import { decideAgain, transact } from "../store/table.ts";
import { receiveMail } from "./receive.ts";

/** A message with what people did with it. */
export type SortedMessage = StoredMessage;

export { assign, makeOfficial } from "./assigning.ts";
export { haveTelephoned, openSealed, setAside } from "./sorting.ts";
export { reopen, undo } from "./undoing.ts";

/** Everything that a person must sort, oldest first. */
export async function listTriage(): Promise<StoredMessage[]> {
  const messages: StoredMessage[] = [];
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
}): Promise<{ messages: StoredMessage[]; next?: string }> {
  const { items, next } = await newestMessages(["submission", "triage", "set-aside"], cursor);
  return { messages: items, ...(next ? { next } : {}) };
}

/** A mail that came in, by its id; null if there is none. */
export const getMessage = ({ message }: { message: string }): Promise<StoredMessage | null> =>
  messageById(message);

/** The mails of a party: those that became its answers, and those in triage that may be its own. */
export async function messagesOfParty({ party }: { party: string }): Promise<StoredMessage[]> {
  const versions = await Promise.all((await listCalls()).map(({ id }) => versionsOf(id, party)));
  const ids = new Set(
    versions.flat().flatMap(({ message, state }) => (message && state !== "taken-back" ? message : [])),
  );
  const [answers, triage] = await Promise.all([Promise.all([...ids].map(messageById)), listTriage()]);
  const near = triage.filter(({ end }) => end.kind === "triage" && end.party === party);
  return [...answers.filter((one) => one !== null), ...near].sort((a, b) => (a.id < b.id ? 1 : -1));
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
