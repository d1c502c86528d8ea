/** A mail as the record that people see: what it says, who it is from, and why it ended where it is. */
import type { Because, Unanswered } from "../domain/because.ts";
import type { Answered, Message, MessageEnd, Verdicts } from "../domain/message.ts";
import { readArc } from "../mail/authentication.ts";
import type { Automatic } from "../mail/automatic.ts";
import { excerptOf } from "../mail/excerpt.ts";
import type { Forwarded, ParsedMail, UnreadableMail } from "../mail/parsed.ts";
import { idFrom } from "../store/ids.ts";
import { objects } from "../store/keys.ts";

/** One mail as it was handed to us. */
export interface Delivery {
  sesId: string; // names the raw object too
  at: Date;
  envelopeSender: string | undefined; // not known for a mail dropped on the page
  recipients: readonly string[];
  verdicts: Verdicts;
  vouchedBy?: string; // the person who dropped it on the page and so stands for it
}

export type Mail = ParsedMail | UnreadableMail;

interface Received {
  delivery: Delivery;
  bytes: Uint8Array;
  mail: Mail;
  fingerprint: string;
  automatic: Automatic | null;
  writers?: { resent: boolean };
}

/** What is known of a mail besides, once it is decided. */
export interface Said {
  because?: Because | undefined;
  unanswered?: Unanswered | undefined;
  automatic?: Message["automatic"];
  answers?: Answered | undefined;
}

/** Most files named on a message, and letters of what a sender may make as long as he likes: an item holds 400 KB. */
const mostFiles = 200;
const longest = 200;

/** `place`: of the decisions that one mail has, each with a message of its own. */
export function messageOf(read: Received, end: MessageEnd, place: number, said: Said = {}): Message {
  const { delivery, bytes, mail, fingerprint } = read;
  const arc = readArc(mail.headers);
  const forwarded = forwardOf(read);
  return {
    id: `${idFrom("msg", delivery.at, delivery.sesId)}${place === 0 ? "" : `-${place + 1}`}`,
    sesId: delivery.sesId,
    receivedAt: delivery.at.toISOString(),
    rawKey: objects.inbound(delivery.sesId),
    rawSize: bytes.length,
    fingerprint,
    ...(mail.from && { from: cut(mail.from.address, 320), fromName: cut(mail.from.name, longest) }),
    ...(mail.messageId && mail.messageId.length <= 500 && { messageId: mail.messageId }),
    recipients: delivery.recipients.slice(0, 50).map((address) => cut(address, 320)),
    subject: cut(mail.subject, 500),
    verdicts: delivery.verdicts,
    excerpt: "text" in mail ? excerptOf(mail.text, mail.subject) : "",
    attachments:
      "attachments" in mail
        ? mail.attachments.slice(0, mostFiles).map(({ name, type, size, sha256 }) => ({
            name: cut(name, longest),
            type: cut(type, 100),
            size,
            sha256,
          }))
        : [],
    flags: "flags" in mail ? [...mail.flags] : [],
    ...(forwarded && { forwarded }),
    ...(arc && { arc }),
    ...(said.automatic && { automatic: said.automatic }),
    ...(said.answers && { answers: said.answers }),
    ...(said.because && { because: said.because }),
    ...(said.unanswered && { unanswered: said.unanswered }),
    end,
  };
}

const cut = (text: string, letters: number) => text.slice(0, letters);

/** The mail that one of the secretariat resent is the very mail; one that was forwarded stands within. */
function forwardOf({ mail, writers }: Received): Message["forwarded"] {
  if (writers?.resent) return { ...(mail.from && { from: cutAddress(mail.from) }), how: "resent" };
  const forwarded = "forwarded" in mail ? mail.forwarded : undefined;
  if (!forwarded) return undefined;
  const { from, subject, ...rest }: Forwarded = forwarded;
  return {
    ...rest,
    ...(from && { from: cutAddress(from) }),
    ...(subject !== undefined && { subject: cut(subject, 500) }),
  };
}

const cutAddress = ({ address, name }: { address: string; name: string }) => ({
  address: cut(address, 320),
  name: cut(name, longest),
});
