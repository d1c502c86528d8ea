/**
 * Composes one outgoing mail as bytes: plain text and HTML of the same words, and files if it carries any.
 *
 * Our own writer and not nodemailer's MailComposer: that one weighs 135 KiB in the bundle that sends notices, for
 * streams and file access that our mails never have. Every value is checked or encoded here, so that none can begin a
 * header of its own.
 */
import { createHash } from "node:crypto";
import {
  base64Lines,
  checkedAddress,
  encodeWords,
  fileNameParameter,
  flow,
  oneLine,
  quotedPrintable,
} from "./encode.ts";

type Mailbox = { address: string; name?: string };

/** A file that a mail carries. */
export type Attachment = { name: string; type: string; bytes: Uint8Array };

export type OutgoingMail = {
  from: Mailbox;
  to: Mailbox;
  cc?: readonly Mailbox[];
  replyTo?: Mailbox;
  subject: string;
  text: string;
  html: string;
  language: string; // of the words
  date: Date;
  /** The Message-ID of the mail that this one answers, and those before it. */
  inReplyTo?: string;
  references?: readonly string[];
  /** RFC 3834: auto-replied for what answers a mail, auto-generated for what goes by itself. */
  automatic: "auto-replied" | "auto-generated";
  noticeId: string;
  leave?: string; // an address that ends a subscription by one POST
  domain: string; // of the Message-ID; SES puts its own in its place
  attachments?: readonly Attachment[];
};

/** Headers, both bodies and the files; ends in CRLF. */
export function composeMail(mail: OutgoingMail): Uint8Array {
  const hash = createHash("sha256").update(mail.noticeId).update(mail.text).digest("hex").slice(0, 32);
  const words = alternatives(mail, `=_${hash}`);
  const { attachments = [] } = mail;
  const body = attachments.length === 0 ? words : mixed(words, attachments, `=_files_${hash}`);
  return Buffer.from([...headersOf(mail), "MIME-Version: 1.0", ...body].join("\r\n"));
}

function alternatives({ text, html }: OutgoingMail, boundary: string): string[] {
  return [
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=utf-8; format=flowed",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(flow(text)),
    `--${boundary}`,
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(html.replace(/\r?\n/g, "\r\n")),
    `--${boundary}--`,
    "",
  ];
}

/** Neither boundary begins like the other, and "=_" stands in no line of quoted-printable or base64. */
function mixed(words: readonly string[], attachments: readonly Attachment[], boundary: string): string[] {
  return [
    `Content-Type: multipart/mixed;\r\n boundary="${boundary}"`,
    "",
    `--${boundary}`,
    ...words,
    ...attachments.flatMap(({ name, type, bytes }) => [
      `--${boundary}`,
      `Content-Type: ${/^[a-z]+\/[a-z0-9.+-]{1,60}$/.test(type) ? type : "application/octet-stream"}`,
      "Content-Transfer-Encoding: base64",
      `Content-Disposition: attachment;\r\n ${fileNameParameter(name)}`,
      "",
      base64Lines(bytes),
    ]),
    `--${boundary}--`,
    "",
  ];
}

function headersOf(mail: OutgoingMail): string[] {
  const cc = mail.cc ?? [];
  const references = (mail.references ?? (mail.inReplyTo ? [mail.inReplyTo] : [])).filter(isMessageId);
  return [
    `From: ${mailbox(mail.from)}`,
    `To: ${mailbox(mail.to)}`,
    ...(cc.length > 0 ? [`Cc: ${cc.map(mailbox).join(",\r\n ")}`] : []),
    ...(mail.replyTo ? [`Reply-To: ${mailbox(mail.replyTo)}`] : []),
    `Subject: ${encodeWords(mail.subject)}`,
    `Date: ${mail.date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${oneLine(mail.noticeId).replace(/[^A-Za-z0-9_-]/g, "")}@${oneLine(mail.domain)}>`,
    ...(mail.inReplyTo && isMessageId(mail.inReplyTo) ? [`In-Reply-To: ${mail.inReplyTo}`] : []),
    ...(references.length > 0 ? [`References: ${references.join("\r\n ")}`] : []),
    `Content-Language: ${oneLine(mail.language)}`,
    `Auto-Submitted: ${mail.automatic}`,
    // RFC 8058: the mail program shows a button of its own.
    ...(mail.leave
      ? [
          `List-Unsubscribe: <${checkedLink(mail.leave)}>`,
          "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ]
      : []),
    // Asks Exchange for no absence notes and read receipts; delivery reports must still come.
    "X-Auto-Response-Suppress: OOF, AutoReply, RN, NRN",
  ];
}

function mailbox({ address, name }: Mailbox): string {
  const bare = checkedAddress(address);
  if (!name || oneLine(name) === "") return bare;
  const line = oneLine(name);
  const words = /^[\x20-\x7e]*$/.test(line) ? `"${line.replace(/["\\]/g, "\\$&")}"` : encodeWords(line);
  return `${words}${words.length + bare.length > 60 ? "\r\n" : ""} <${bare}>`;
}

function checkedLink(url: string): string {
  if (!/^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,900}$/.test(url)) throw new TypeError("no link for a header");
  return url;
}

/** A sender chose it, so it is believed only if it looks like one. */
function isMessageId(value: string): boolean {
  return /^<[\x21-\x3b\x3d\x3f-\x7e]{1,300}>$/.test(value);
}
