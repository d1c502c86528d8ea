/** What a mail says, as the rest of the house sees it. */
import type { Header, MailAddress } from "./headers.ts";
import type { UnreadableReason } from "./limits.ts";

export type MailAttachment = {
  name: string;
  type: string; // as declared
  size: number;
  sha256: string;
  content: Uint8Array;
  inline: boolean; // shown within the text, or belonging to it
  contentId?: string; // by which the HTML names it
  logo: boolean; // a signature's picture, a signature itself, or packing that was opened: nobody's contribution
};

/** A file found inside a winmail.dat, an attached mail, an Outlook message, a signed envelope or the text itself. */
type UnpackedFile = MailAttachment & { within: string };

/** What is odd or noteworthy about a mail; for the desk, never for the sender. */
export const mailFlags = [
  "no-from",
  "several-from",
  "no-subject",
  "no-date",
  "no-message-id",
  "no-text",
  "text-from-html",
  "charset-guessed",
  "signed", // S/MIME or OpenPGP; nobody checked the signature
  "encrypted", // S/MIME or OpenPGP; only its recipient can read it
  "forwarded",
  "nested", // carries other mails
  "winmail", // Outlook's own packing, winmail.dat
  "uuencoded", // a file written into the text
  "outlook-message", // is itself an Outlook message file (.msg)
  "calendar", // an invitation or an answer to one
  "partial", // a piece of a mail that was cut in several
  "remote-file", // names a file that lies elsewhere
  "damaged", // something in it could not be decoded as declared
  "unpacked-in-part", // holds more, or deeper, than is unpacked
] as const;
export type MailFlag = (typeof mailFlags)[number];

/** The mail that a forward carries, as far as it tells. */
export type Forwarded = {
  from?: MailAddress;
  fromName?: string; // where only a name is told, as Exchange does within a ministry
  date?: string; // ISO 8601, if it is a date; without a zone if it tells none
  subject?: string;
  text?: string; // of an attached mail, which the mail's own text does not hold
  how: "inline" | "attached";
};

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
  attachments: MailAttachment[]; // every leaf that is not the body
  unpacked: UnpackedFile[];
  forwarded?: Forwarded;
  flags: MailFlag[];
};

export type UnreadableMail = Envelope & { unreadable: UnreadableReason };
