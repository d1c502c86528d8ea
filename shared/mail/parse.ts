/** Turns the bytes of a mail into what it says: sender, text, attachments; what cannot be read is said, never thrown. */
import { createHash } from "node:crypto";
import PostalMime, { type Attachment, type Email } from "postal-mime";
import {
  addressesOf,
  type Header,
  headerOf,
  headersOf,
  type MailAddress,
  readHeaders,
  splitAtBody,
  wordsOf,
} from "./headers.ts";
import { limitBroken, mailLimits, type UnreadableReason } from "./limits.ts";

export type MailAttachment = {
  name: string;
  type: string; // as declared
  size: number;
  sha256: string;
  content: Uint8Array;
  inline: boolean; // shown within the text, such as a logo
};

/** What is odd about a mail; for the desk, never for the sender. */
export type MailFlag =
  | "no-from"
  | "several-from"
  | "no-subject"
  | "no-date"
  | "no-message-id"
  | "no-text"
  | "text-from-html"
  | "charset-guessed"
  | "encrypted";

/** The part that the header block alone tells; there even for a mail that cannot be parsed. */
export type Envelope = {
  from?: MailAddress;
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  messageId?: string;
  inReplyTo?: string;
  date?: string; // ISO 8601, if it is a date
  headers: Header[];
};

export type ParsedMail = Envelope & {
  text: string;
  html?: string;
  attachments: MailAttachment[];
  flags: MailFlag[];
};

export type UnreadableMail = Envelope & { unreadable: UnreadableReason };

export async function parseMail(bytes: Uint8Array): Promise<ParsedMail | UnreadableMail> {
  const envelope = readEnvelope(bytes);
  const broken = limitBroken(bytes);
  if (broken) return { ...envelope, unreadable: broken };
  try {
    return await parseWithin(bytes, envelope);
  } catch {
    // Whatever the parser stumbles over, the mail is kept and a person looks.
    return { ...envelope, unreadable: "parser-failed" };
  }
}

export function readEnvelope(bytes: Uint8Array): Envelope {
  const headers = readHeaders(bytes);
  const from = addressesOf(headers, "from")[0];
  const messageId = identifierOf(headers, "message-id");
  const inReplyTo = identifierOf(headers, "in-reply-to");
  const date = dateOf(headerOf(headers, "date"));
  return {
    ...(from && { from }),
    to: addressesOf(headers, "to"),
    cc: addressesOf(headers, "cc"),
    subject: wordsOf(headers, "subject") ?? "",
    ...(messageId && { messageId }),
    ...(inReplyTo && { inReplyTo }),
    ...(date && { date }),
    headers,
  };
}

function identifierOf(headers: readonly Header[], name: string): string | undefined {
  const value = headerOf(headers, name);
  return value === undefined ? undefined : (/<[^<>\s]+>/.exec(value)?.[0] ?? undefined);
}

function dateOf(value: string | undefined): string | undefined {
  const time = Date.parse(value ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

async function parseWithin(bytes: Uint8Array, envelope: Envelope): Promise<ParsedMail> {
  const email = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true, // a forwarded mail stays whole, and nested ones cost nothing
    maxNestingDepth: mailLimits.depth,
    maxHeadersSize: mailLimits.headers * 2,
  });
  const guessed = isGarbled(email) ? await parseAsWestern(bytes) : undefined;
  const html = (guessed ?? email).html;
  const plain = (guessed ?? email).text;
  const text = (plain ?? (html === undefined ? "" : await textOfHtml(html))).replace(/\r\n?/g, "\n").trim();
  const flags = flagsOf(envelope, { text, plain, html, guessed: guessed !== undefined });
  return {
    ...envelope,
    text,
    ...(html !== undefined && { html }),
    attachments: email.attachments.map(attachmentOf),
    flags,
  };
}

function flagsOf(
  envelope: Envelope,
  found: { text: string; plain: string | undefined; html: string | undefined; guessed: boolean },
): MailFlag[] {
  const type = headerOf(envelope.headers, "content-type") ?? "";
  const rows: [boolean, MailFlag][] = [
    [!envelope.from, "no-from"],
    [headersOf(envelope.headers, "from").length > 1, "several-from"],
    [envelope.subject === "", "no-subject"],
    [!envelope.date, "no-date"],
    [!envelope.messageId, "no-message-id"],
    [found.text === "", "no-text"],
    [found.plain === undefined && found.html !== undefined, "text-from-html"],
    [found.guessed, "charset-guessed"],
    [/multipart\/encrypted|smime-type="?enveloped/i.test(type), "encrypted"],
  ];
  return rows.filter(([is]) => is).map(([, flag]) => flag);
}

function attachmentOf(part: Attachment, index: number): MailAttachment {
  const content = typeof part.content === "string" ? Buffer.from(part.content) : new Uint8Array(part.content);
  return {
    name: nameOf(part, index),
    type: part.mimeType,
    size: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    content,
    inline: part.related === true || (part.disposition === "inline" && part.contentId !== undefined),
  };
}

/** The last path segment of the declared name, without control characters; a forwarded mail becomes an .eml. */
function nameOf(part: Attachment, index: number): string {
  const declared = (part.filename ?? "").split(/[\\/]/).at(-1) ?? "";
  const clean = declared.replace(/\p{Cc}/gu, "").trim();
  if (clean !== "" && clean !== "." && clean !== "..") return clean.slice(0, 200);
  return `${index + 1}${part.mimeType === "message/rfc822" ? ".eml" : ""}`;
}

/** A replacement character where the sender wrote none means the charset was wrong or missing. */
function isGarbled(email: Email): boolean {
  return `${email.text ?? ""}${email.html ?? ""}`.includes("\uFFFD");
}

/** Reads the texts again as windows-1252, where no charset was declared or UTF-8 was declared wrongly. */
async function parseAsWestern(bytes: Uint8Array): Promise<Email> {
  const { bodyStart } = splitAtBody(bytes);
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const declared = /^content-type:[ \t]*text\/(?:plain|html)[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim;
  const western = (header: string) =>
    /charset/i.test(header)
      ? header.replace(/charset\s*=\s*"?(?:utf-?8|us-ascii)"?/i, "charset=windows-1252")
      : header.replace(/;?\s*$/, "; charset=windows-1252");
  const typed = /^content-type:/im.test(source.slice(0, bodyStart));
  const head = typed ? "" : "Content-Type: text/plain; charset=windows-1252\r\n";
  return PostalMime.parse(Buffer.from(head + source.replace(declared, western), "latin1"), {
    forceRfc822Attachments: true,
    maxNestingDepth: mailLimits.depth,
    maxHeadersSize: mailLimits.headers * 2,
  });
}

/**
 * The text of an HTML mail. The parser converts HTML only beside a plain part, so it is given one:
 * that saves a second table of entities.
 */
export async function textOfHtml(html: string): Promise<string> {
  const part = (type: string, body: string) =>
    `--=\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`;
  const body = Buffer.from(html).toString("base64").replace(/.{76}/g, "$&\r\n");
  const mail = `Content-Type: multipart/mixed; boundary="="\r\n\r\n${part("text/plain", "")}${part("text/html", body)}--=--\r\n`;
  const { text } = await PostalMime.parse(mail);
  return (text ?? "").replace(/\n{3,}/g, "\n\n").trim();
}
