/** Records a mail as a party's answer: its files, its words, who wrote it; and the plain reply to who is not known. */

import * as z from "zod";
import type { Unanswered } from "../domain/because.ts";
import type { Call } from "../domain/call.ts";
import type { Recipient } from "../domain/intake.ts";
import { prepareNotice } from "../domain/notice.ts";
import type { Contact, Party } from "../domain/party.ts";
import type { FileRecord, Submission } from "../domain/submission.ts";
import type { MailAddress } from "../mail/headers.ts";
import type { MailAttachment } from "../mail/parsed.ts";
import type { Answering } from "../store/answers.ts";
import { env } from "../store/environment.ts";
import { idFrom, shortHash } from "../store/ids.ts";
import { objects } from "../store/keys.ts";
import { addNotice, getNotice } from "../store/notices.ts";
import { writeFile } from "../store/objects.ts";
import { readDefinition } from "../store/reviews.ts";
import { recordSubmission } from "../store/submissions.ts";
import type { Change } from "../store/table.ts";
import { contactIdOf } from "./parties.ts";
import type { Delivery, Mail } from "./received.ts";

interface Recording {
  delivery: Delivery;
  mail: Mail;
  review: { code: string; zone: string };
  call: Call;
  party: Party;
  sender: Contact | undefined;
  writer?: MailAddress | undefined; // whose words they are; the mail's sender unless said otherwise
  state: "recorded" | "unconfirmed";
  actor?: string; // the person who assigned it
  settles?: string[];
  message?: string; // the one that was assigned, where a mail has several
  more?: Partial<Pick<Submission, "state" | "corrects" | "formalises" | "interest" | "confirmedBy">>; // by a person's word
  answering?: Answering; // counts the answers; a person's word is not counted
  now: Date;
}

/** An item holds 400 KB, whatever the alphabet of its words and the number of its files. */
const mostFiles = 150;
const longest = { text: 100_000, bytes: 150_000, id: 500 } as const;

/** Stores a mail's files and gives the changes that record it as a party's answer. Also for a person who assigns it. */
export async function recordMail(recording: Recording) {
  const {
    delivery,
    mail,
    review,
    call,
    party,
    sender,
    writer = mail.from,
    state,
    actor = "system",
    settles = [],
    message = idFrom("msg", delivery.at, delivery.sesId),
    more = {},
    answering,
    now,
  } = recording;
  const files =
    "attachments" in mail ? await storeFiles(delivery.sesId, [...mail.attachments, ...mail.unpacked]) : [];
  return recordSubmission({
    review,
    call,
    party,
    sender,
    answerTo: answerable(mail.messageId),
    actor,
    now,
    settles,
    ...(answering && { answering }),
    incoming: {
      state,
      channel: "mail",
      formality: "formalised",
      receivedAt: delivery.at.toISOString(),
      message,
      ...(sender && { contact: sender.id }),
      ...(writer && {
        senderName: (writer.name || writer.address).slice(0, 200),
        senderAddress: writer.address.slice(0, 320),
      }),
      text: "text" in mail ? keptText(mail.text) : "",
      ...(call.kind === "interest" && { interest: { seats: [] } }),
      ...more,
      files,
    },
  });
}

/** As much of the words as an item can bear. */
export function keptText(text: string): string {
  const some = text.slice(0, longest.text);
  const bytes = Buffer.from(some);
  if (bytes.length <= longest.bytes) return some;
  return new TextDecoder().decode(bytes.subarray(0, longest.bytes)).replace(/\ufffd$/, "");
}

const answerable = (id: string | undefined) => (id !== undefined && id.length <= longest.id ? id : undefined);

/** Files of a mail, under keys that the same mail always gives. Logos and signatures are nobody's contribution. */
export const filesOf = <F extends MailAttachment>(
  sesId: string,
  attachments: readonly F[],
): (F & { key: string })[] =>
  attachments
    .filter(({ logo }) => !logo)
    .slice(0, mostFiles)
    .map((file, place) => ({ ...file, key: objects.file(`${sesId}-${place + 1}`, file.name) }));

export async function storeFiles(
  sesId: string,
  attachments: readonly MailAttachment[],
): Promise<FileRecord[]> {
  return Promise.all(
    filesOf(sesId, attachments).map(async ({ key, name, type, size, sha256, content }) => {
      await writeFile(key, content, type);
      return { key, name, type: type.slice(0, 100), size, sha256, flags: [] };
    }),
  );
}

const isAddress = (text: string) => z.email().safeParse(text).success;

/** A colleague of the party, by the domain of the address, who was not known yet; null when nobody could write there. */
export function newAlternate(from: MailAddress | undefined, party: Party): Contact | null {
  const email = from?.address ?? "";
  if (!isAddress(email)) return null;
  return {
    id: contactIdOf(party, email),
    party: party.id,
    post: "other",
    email,
    ...(from?.name ? { name: from.name.slice(0, 200) } : {}),
    language: party.language,
    standing: "alternate",
    copied: false,
    generation: 1,
    unreachable: false,
  };
}

interface Unknown {
  mail: Mail;
  recipients: readonly Recipient[];
  calls: readonly Call[];
  answering: Answering;
}

/** One plain answer to an address that is proven but unknown, and never a second one. */
export async function holdingReply(
  { mail, recipients, calls, answering }: Unknown,
  now: Date,
): Promise<{ changes: Change[]; unanswered: Unanswered | undefined }> {
  const silent = { changes: [], unanswered: undefined };
  const address = mail.from?.address;
  if (!address || !isAddress(address)) return silent;
  const { review } = await readDefinition();
  const [first] = recipients;
  const call = first && "call" in first ? first.call : undefined;
  const language = review.languages[0] ?? "es";
  const notice = prepareNotice({
    review: env("REVIEW_ID"),
    call: call !== undefined && calls.some(({ id }) => id === call) ? call : "review",
    kind: "holding",
    occasion: "1",
    contact: { id: shortHash(address), email: address, language },
    params: { topic: mail.subject.slice(0, 200) },
    inReplyTo: answerable(mail.messageId),
    now,
  });
  if (await getNotice(notice.id)) return silent;
  if (!(await answering.admits(notice))) return { changes: [], unanswered: "over-cap" };
  return { changes: [addNotice(notice)], unanswered: undefined };
}
