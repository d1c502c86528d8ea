/** Tells whether two deliveries are the same mail, whichever way each came. */
import { createHash } from "node:crypto";
import { headerOf, splitAtBody } from "./headers.ts";
import type { ParsedMail, UnreadableMail } from "./parsed.ts";

const identity = ["from", "subject", "date", "message-id"] as const;
const chunk = 64 * 1024;

/**
 * SHA-256 over what the sender wrote: four headers, the text and the files. Everything a relay adds (Received,
 * Return-Path, Authentication-Results, ARC, X-SES, signatures) is left out by naming what is in, and so is how the
 * parts are packed: a program that sends a mail again draws new boundaries, a relay encodes the parts anew. Of a mail
 * that cannot be read, the body as it came; of one in which nothing can be told from another, every byte.
 */
export function fingerprintOf(raw: Uint8Array, mail: ParsedMail | UnreadableMail): string {
  const hash = createHash("sha256");
  for (const name of identity) {
    hash.update(`${name}:${unmarked(headerOf(mail.headers, name) ?? "")}\n`);
  }
  if ("unreadable" in mail) hashBody(hash, raw.subarray(splitAtBody(raw).bodyStart));
  else if (saysNothing(mail)) hashBody(hash, raw);
  else hashContent(hash, mail);
  return hash.digest("hex");
}

/** Neither words nor files nor a name of its own: two such, each of other bytes, are two. */
function saysNothing({ headers, text, attachments, messageId }: ParsedMail): boolean {
  return text === "" && attachments.length === 0 && !messageId && headerOf(headers, "subject") === undefined;
}

function hashContent(hash: ReturnType<typeof createHash>, { text, attachments, unpacked }: ParsedMail): void {
  // Blanks in a row are one; the single ones, nearly all, are passed over.
  hash.update(`text:${text.replace(/ \s+|[^\S ]\s*/g, " ").trim()}\n`);
  // A file that was written into the text is only among the unpacked ones.
  for (const { name, sha256 } of [...attachments, ...unpacked]) hash.update(`file:${sha256} ${name}\n`);
}

/** Gateways put "[EXTERNAL]" and the like before a subject, and fold headers anew. */
function unmarked(value: string): string {
  return value.replace(/\s+/g, " ").replace(/^(?:\[[^\]]{1,20}\] ?)+/, "");
}

/** Without carriage returns and the empty lines at the end, which relays add and drop. */
function hashBody(hash: ReturnType<typeof createHash>, body: Uint8Array): void {
  let end = body.length;
  while (end > 0 && isBlank(body[end - 1])) end -= 1;
  const kept = Buffer.allocUnsafe(chunk);
  let size = 0;
  for (let at = 0; at < end; at += 1) {
    const byte = body[at];
    if (byte === undefined || byte === 13) continue;
    kept[size] = byte;
    size += 1;
    if (size === chunk) {
      hash.update(kept);
      size = 0;
    }
  }
  hash.update(kept.subarray(0, size));
}

function isBlank(byte: number | undefined): boolean {
  return byte === 10 || byte === 13 || byte === 32 || byte === 9;
}
