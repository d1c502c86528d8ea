/** Turns the bytes of a mail into what it says: sender, text, attachments; what cannot be read is said, never thrown. */
import { createHash } from "node:crypto";
import { addressesOf, type Header, headerOf, headersOf, readHeaders, wordsOf } from "./headers.ts";
import { escapeHtml } from "./html.ts";
import { LimitBroken, limitBroken } from "./limits.ts";
import { decodeText } from "./parameters.ts";
import type { Envelope, MailAttachment, MailFlag, ParsedMail, UnreadableMail } from "./parsed.ts";
import { decodeBody, type Part, splitParts } from "./parts.ts";
import { textOfHtml, unflow } from "./text.ts";

export async function parseMail(bytes: Uint8Array): Promise<ParsedMail | UnreadableMail> {
  const envelope = readEnvelope(bytes);
  const broken = limitBroken(bytes);
  if (broken) return { ...envelope, unreadable: broken };
  try {
    return readWithin(bytes, envelope);
  } catch (error) {
    // Whatever we stumble over, the mail is kept and a person looks.
    return { ...envelope, unreadable: error instanceof LimitBroken ? error.reason : "parser-failed" };
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

function readWithin(bytes: Uint8Array, envelope: Envelope): ParsedMail {
  const root = splitParts(bytes);
  const bodies: Body[] = [];
  const files: Part[] = [];
  collect(root, bodies, files);
  const texts = bodies.map(textOf);
  const html = bodies.some((body) => body.html !== undefined)
    ? bodies
        .map((body) => body.html ?? `<p>${escapeHtml(body.plain ?? "").replaceAll("\n", "<br>")}</p>`)
        .join("\n")
    : undefined;
  const text = texts.filter((one) => one !== "").join("\n\n");
  const found = { text, fromHtml: bodies.some(isHtmlOnly), guessed: bodies.some((body) => body.guessed) };
  return {
    ...envelope,
    text,
    ...(html !== undefined && { html }),
    attachments: files.map(attachmentOf),
    unpacked: [],
    flags: flagsOf(envelope, found),
  };
}

/** One text of the mail, as plain text, as HTML, or as both. */
type Body = { plain?: string; html?: string; guessed: boolean };

const isHtmlOnly = ({ plain, html }: Body) => html !== undefined && (plain ?? "").trim() === "";

function textOf(body: Body): string {
  return isHtmlOnly(body) ? textOfHtml(body.html ?? "") : (body.plain ?? "").trim();
}

/** What is text goes to the bodies, every other leaf to the files. */
function collect(part: Part, bodies: Body[], files: Part[], alternative?: Body): void {
  if (part.children.length > 0) {
    const isChoice = part.type.value === "multipart/alternative";
    const choice: Body | undefined = isChoice ? { guessed: false } : alternative;
    if (isChoice && choice) bodies.push(choice);
    for (const child of part.children) collect(child, bodies, files, choice);
    return;
  }
  const kind = textKind(part);
  if (!kind) {
    files.push(part);
    return;
  }
  const { text, guessed } = readText(part);
  // Apple Mail puts several pieces of HTML between files into one alternative: they are one text.
  const body = alternative ?? { guessed };
  const before = body[kind];
  body[kind] = before === undefined ? text : `${before}\n${text}`;
  body.guessed ||= guessed;
  if (!alternative) bodies.push(body);
}

/** A text that has a name is a file that someone sent. */
function textKind(part: Part): "plain" | "html" | null {
  if (part.disposition.value === "attachment" || fileName(part) !== "") return null;
  if (part.type.value === "text/html") return "html";
  const isBroken = part.type.value.startsWith("multipart/"); // without a single delimiter
  return part.type.value === "text/plain" || isBroken ? "plain" : null;
}

function readText(part: Part): { text: string; guessed: boolean } {
  const { parameters } = part.type;
  const { text, guessed } = decodeText(decodeBody(part), parameters.get("charset") ?? "");
  const lines = text.replace(/\r\n?/g, "\n");
  const isFlowed = parameters.get("format")?.toLowerCase() === "flowed";
  return {
    text: isFlowed ? unflow(lines, parameters.get("delsp")?.toLowerCase() === "yes") : lines,
    guessed,
  };
}

function flagsOf(
  envelope: Envelope,
  found: { text: string; fromHtml: boolean; guessed: boolean },
): MailFlag[] {
  const type = headerOf(envelope.headers, "content-type") ?? "";
  const rows: [boolean, MailFlag][] = [
    [!envelope.from, "no-from"],
    [headersOf(envelope.headers, "from").length > 1, "several-from"],
    [envelope.subject === "", "no-subject"],
    [!envelope.date, "no-date"],
    [!envelope.messageId, "no-message-id"],
    [found.text === "", "no-text"],
    [found.fromHtml, "text-from-html"],
    [found.guessed, "charset-guessed"],
    [/multipart\/encrypted|smime-type="?enveloped/i.test(type), "encrypted"],
  ];
  return rows.filter(([is]) => is).map(([, flag]) => flag);
}

function attachmentOf(part: Part, index: number): MailAttachment {
  const content = decodeBody(part);
  const inline = part.contentId !== undefined && part.disposition.value !== "attachment";
  return {
    name: fileName(part) || `${index + 1}${part.type.value === "message/rfc822" ? ".eml" : ""}`,
    type: part.type.value,
    size: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    content,
    inline,
    logo: inline && part.type.value.startsWith("image/"),
    ...(part.contentId !== undefined && { contentId: part.contentId }),
  };
}

/** The last segment of the declared name, without control characters. */
function fileName({ disposition, type }: Part): string {
  const declared = disposition.parameters.get("filename") ?? type.parameters.get("name") ?? "";
  const last = declared.split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/\p{Cc}/gu, "").trim();
  return clean === "." || clean === ".." ? "" : clean.slice(0, 200);
}
