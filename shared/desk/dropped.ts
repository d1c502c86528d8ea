/** Files that a person hands in on a page: each mail takes the way of every mail, anything else waits to be recorded. */
import { type Outcome, refused } from "../domain/outcome.ts";
import type { FileRecord } from "../domain/submission.ts";
import { type MailAddress, readHeaders } from "../mail/headers.ts";
import { isCompound } from "../mail/magic.ts";
import { parseMail } from "../mail/parse.ts";
import { listCalls } from "../store/calls.ts";
import { type Draft, type DraftFile, readDraft, saveDraft } from "../store/drafts.ts";
import { env } from "../store/environment.ts";
import { idFrom, shortHash } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import { getMessage, type StoredMessage } from "../store/messages.ts";
import { readFile, sha256, writeRawMail } from "../store/objects.ts";
import { decideAgain, transact } from "../store/table.ts";
import { receiveMail } from "./receive.ts";

/** What a file became: a message, or the scan of an entry that somebody is to record. */
export type DroppedFile = { name: string } & (
  | { message: string }
  | { entry: string } // the desk draft that holds it
  | { refused: NonNullable<DraftFile["refused"]> }
);

/**
 * Receives each mail that was dropped as a file on the page, as if it had come to us, and lays anything else into the
 * draft of an entry. Whoever drops it stands for its sender; the same draft again changes nothing.
 */
export async function receiveDropped({
  draft: id,
  by,
}: {
  draft: string;
  by: string;
}): Promise<Outcome<{ files: DroppedFile[] }>> {
  const now = new Date();
  const { files } = await readDraft(id);
  if (files.length === 0) return refused("no-file");
  const became: [file: string, what: string][] = [];
  for (const { id: file, file: stored, refused: why } of files) {
    if (why) continue;
    const message = await receiveFile(`drop-${shortHash(`${id}/${file}`)}`, stored, by, now);
    became.push([file, message ?? (await layIntoEntry(id, file, stored, by, now))]);
  }
  const draft = await decideAgain(async () => {
    const before = await readDraft(id);
    const fields = { ...before.fields, ...Object.fromEntries(became) };
    const messages = became.map(([, what]) => what).filter(isMessage);
    const [first] = messages;
    const after: Draft = { ...before, fields, ...(first ? { message: first } : {}) };
    if (JSON.stringify(after) === JSON.stringify(before)) return after;
    const detail = { files: became.length, messages: messages.length };
    await transact([
      saveDraft(before, after),
      record({ actor: by, act: "message.dropped", subject: first ?? id, detail }, now),
    ]);
    return after;
  });
  return { ok: true, files: becameOf(draft) };
}

const isMessage = (what: string) => what.startsWith("msg_");

/** What became of the files of a draft that was received; those that came since are not among them. */
export function becameOf({ files, fields }: Draft): DroppedFile[] {
  return files.flatMap(({ id, file: { name }, refused: why }): DroppedFile[] => {
    const what = fields[id];
    if (why) return [{ name, refused: why }];
    if (what === undefined) return [];
    return [isMessage(what) ? { name, message: what } : { name, entry: what }];
  });
}

/** The messages among what became of files. */
export async function messagesAmong(files: readonly DroppedFile[]): Promise<StoredMessage[]> {
  const found = await Promise.all(files.map((file) => ("message" in file ? getMessage(file.message) : null)));
  return found.filter((one) => one !== null);
}

/** A scan or any other document: the draft of an entry that holds it, the same for the same file. */
async function layIntoEntry(
  draft: string,
  id: string,
  file: FileRecord,
  by: string,
  now: Date,
): Promise<string> {
  const entry = `desk.entry.x${sha256(Buffer.from(`${draft}/${id}`)).slice(0, 20)}`;
  await decideAgain(async () => {
    const before = await readDraft(entry);
    if (before.version > 0) return;
    await transact([
      saveDraft(before, { ...before, files: [{ id, file }], savedAt: now.toISOString() }),
      record({ actor: by, act: "draft.begun", subject: entry }, now),
    ]);
  });
  return entry;
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
  if (!(await isMail(bytes))) return null;
  const mail = await parseMail(bytes);
  const sent = Date.parse(mail.date ?? "");
  // It came to the other mailbox when it was sent, not when somebody found it there.
  const at = sent <= now.getTime() ? new Date(sent) : now;
  await writeRawMail(sesId, bytes);
  const recipients = await ownAddresses([...mail.to, ...mail.cc]);
  const delivery = { sesId, at, envelopeSender: undefined, recipients, verdicts: unchecked, vouchedBy: by };
  await receiveMail(delivery, now);
  return idFrom("msg", at, sesId);
}

/** A mail has a sender or an identity in a header block, or is an Outlook message; any other file is neither. */
async function isMail(bytes: Uint8Array): Promise<boolean> {
  if (isCompound(bytes)) return isOutlookMessage(bytes);
  const names = new Set(readHeaders(bytes).map(([name]) => name.toLowerCase()));
  return names.has("from") && (names.has("date") || names.has("message-id") || names.has("received"));
}

/** Word documents of old are packed as Outlook's messages are. */
async function isOutlookMessage(bytes: Uint8Array): Promise<boolean> {
  const { openOutlook } = await import("../mail/outlook.ts");
  try {
    return openOutlook(Buffer.from(bytes)) !== null;
  } catch {
    return false; // damaged: a person looks at it as at any document
  }
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
