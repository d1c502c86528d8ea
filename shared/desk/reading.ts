/** Reads a message's own bytes for whoever sorts it: its words, its history folded, its files; nothing of a sealed one. */

import { type Outcome, refused } from "../domain/outcome.ts";
import { isSealed } from "../domain/sorting.ts";
import type { FileRecord } from "../domain/submission.ts";
import { foldQuotes } from "../mail/excerpt.ts";
import type { UnreadableReason } from "../mail/limits.ts";
import { parseMail } from "../mail/parse.ts";
import type { ParsedMail, UnreadableMail } from "../mail/parsed.ts";
import type { SafeHtml } from "../mail/safe-html.ts";
import { record } from "../store/ledger.ts";
import { getMessage, markTaken, type StoredMessage } from "../store/messages.ts";
import { readRawMail } from "../store/objects.ts";
import { decideAgain, transact } from "../store/table.ts";
import { filesOf, storeFiles } from "./recording.ts";

/** A page answers within seconds: a larger mail is downloaded. */
const largestShown = 20 * 1024 * 1024;
const longestShown = 60_000; // characters

type MessageFile = Omit<FileRecord, "flags"> & { within?: string };
export type MessageReading =
  | {
      kind: "read";
      fresh: string;
      quoted: string;
      shortened: boolean;
      hasHtml: boolean;
      files: MessageFile[];
    }
  | { kind: "too-large" | "sealed" }
  | { kind: "unreadable"; why: UnreadableReason };

type Mail = ParsedMail | UnreadableMail;

async function mailOf(message: StoredMessage): Promise<Mail | "sealed" | "too-large"> {
  if (isSealed(message)) return "sealed";
  if (message.rawSize > largestShown) return "too-large";
  return parseMail((await readRawMail(message.sesId)).bytes);
}

/** What a message says, as it is read now. */
export async function readMessage(message: StoredMessage): Promise<MessageReading> {
  const mail = await mailOf(message);
  if (typeof mail === "string") return { kind: mail };
  if ("unreadable" in mail) return { kind: "unreadable", why: mail.unreadable };
  const { fresh, quoted } = foldQuotes(mail.text, mail.subject);
  return {
    kind: "read",
    fresh: fresh.slice(0, longestShown),
    quoted: quoted.slice(0, longestShown),
    shortened: fresh.length > longestShown || quoted.length > longestShown,
    hasHtml: mail.html !== undefined,
    files: filesOf(message.sesId, [...mail.attachments, ...mail.unpacked]).map(
      ({ key, name, type, size, sha256, ...more }) => ({
        key,
        name,
        type,
        size,
        sha256,
        ...("within" in more && typeof more.within === "string" ? { within: more.within } : {}),
      }),
    ),
  };
}

/** The message's HTML, made harmless; null when it has none that may be shown. */
export async function readHtml({ message: id }: { message: string }): Promise<SafeHtml | null> {
  const message = await getMessage(id);
  const mail = message && (await mailOf(message));
  if (!mail || typeof mail === "string" || "unreadable" in mail || !mail.html) return null;
  const { safeHtml } = await import("../mail/safe-html.ts");
  const pictures = mail.attachments.flatMap(({ contentId, type, content }) =>
    contentId ? [[contentId.replace(/^<|>$/g, ""), { type, content }] as const] : [],
  );
  return safeHtml(mail.html, { pictures: new Map(pictures), lang: "und" });
}

/**
 * Lays the files of a message that became no answer where files are scanned and handed over. A version has done so
 * already with the same keys.
 */
export async function takeOutFiles({ message: id, by }: { message: string; by: string }): Promise<Outcome> {
  const now = new Date();
  const read = await getMessage(id);
  const mail = read && (await mailOf(read));
  if (!mail) return refused("unknown-message");
  if (mail === "sealed") return refused("sealed");
  if (typeof mail === "string" || "unreadable" in mail) return refused("not-found");
  await storeFiles(read.sesId, [...mail.attachments, ...mail.unpacked]);
  await decideAgain(async () => {
    const message = await getMessage(id);
    if (!message || message.taken) return;
    const entry = record({ actor: by, act: "message.files-taken", subject: id }, now);
    await transact([markTaken(message, now.toISOString()), entry]);
  });
  return { ok: true };
}
