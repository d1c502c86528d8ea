/** Receives a mail: reads it, decides what becomes of it, and records its end. Safe to run again at any point. */
import type { Call } from "../domain/call.ts";
import { type Decision, decideIntake, type IntakeFacts, type Recipient } from "../domain/intake.ts";
import type { Message, MessageEnd, Verdicts } from "../domain/message.ts";
import { prepareNotice } from "../domain/notice.ts";
import type { Contact, Party } from "../domain/party.ts";
import { type FileRecord, findReference, type Submission } from "../domain/submission.ts";
import { isProven, readArc, readAuthentication } from "../mail/authentication.ts";
import { type Automatic, isAutomatic } from "../mail/automatic.ts";
import { excerptOf } from "../mail/excerpt.ts";
import { fingerprintOf } from "../mail/fingerprint.ts";
import { headersOf } from "../mail/headers.ts";
import { parseMail } from "../mail/parse.ts";
import type { Forwarded, MailAttachment, ParsedMail, UnreadableMail } from "../mail/parsed.ts";
import { listCalls, saveStanding, standingOf } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { idFrom, shortHash } from "../store/ids.ts";
import { objects } from "../store/keys.ts";
import { record } from "../store/ledger.ts";
import {
  addMessage,
  callsKnowing,
  isDelivered,
  knowContent,
  replaceMessage,
  type StoredMessage,
} from "../store/messages.ts";
import { addNotice, getNotice } from "../store/notices.ts";
import { readRawMail, retainRawMail, writeFile } from "../store/objects.ts";
import { addContact, getParty } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { recordSubmission } from "../store/submissions.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { probeReturned } from "./probe-returned.ts";
import { recipientsOf } from "./recipients.ts";
import { type FoundSender, findSender } from "./senders.ts";

/** One mail as it was handed to us. */
export interface Delivery {
  sesId: string; // names the raw object too
  at: Date;
  envelopeSender: string | undefined; // not known for a mail dropped on the page
  recipients: readonly string[];
  verdicts: Verdicts;
  vouchedBy?: string; // the person who dropped it on the page and so stands for it
}

type Mail = ParsedMail | UnreadableMail;

/** Everything known of one mail before it is decided. */
export interface Read {
  delivery: Delivery;
  bytes: Uint8Array;
  mail: Mail;
  fingerprint: string;
  automatic: Automatic | null;
  sender: FoundSender;
  recipients: Recipient[];
  calls: Call[];
  review: { code: string; zone: string };
}

/** With the calls on which its content was known when it was decided. */
export interface Deciding extends Read {
  known: readonly string[];
  probe: Change | null; // our own daily probe is back
  before?: StoredMessage; // a mail that has its end already, read again with today's code
}

/** Receives one delivery. A delivery that has its end already is left alone. */
export async function receiveMail(delivery: Delivery, now: Date): Promise<void> {
  if (await isDelivered(delivery.sesId)) return;
  const { bytes, versionId } = await readRawMail(delivery.sesId);
  await retainRawMail(delivery.sesId, versionId, delivery.at);
  const read = await readMail(delivery, bytes);
  await decideAgain(async () => {
    if (await isDelivered(delivery.sesId)) return;
    const [known, probe] = await Promise.all([callsKnowing(read.fingerprint), probeReturned(read)]);
    const deciding = { ...read, known, probe };
    const decisions = decideIntake(factsOf(deciding));
    const changes = await Promise.all(
      decisions.map((decision, place) => changesOf(deciding, decision, place, now)),
    );
    await transact([...changes.flat(), ...(probe ? [probe] : [])]);
  });
}

export async function readMail(delivery: Delivery, bytes: Uint8Array): Promise<Read> {
  const [mail, calls, definition] = await Promise.all([parseMail(bytes), listCalls(), readDefinition()]);
  const [sender, recipients] = await Promise.all([
    findSender(mail.from?.address),
    recipientsOf(delivery.recipients, calls),
  ]);
  const { code, zone } = definition.review;
  return {
    delivery,
    bytes,
    mail,
    fingerprint: fingerprintOf(bytes, mail),
    automatic: isAutomatic(mail.headers, mail.subject, delivery.envelopeSender),
    sender,
    recipients,
    calls,
    review: { code, zone },
  };
}

export function factsOf({
  delivery,
  mail,
  automatic,
  sender,
  recipients,
  calls,
  review,
  known,
  probe,
}: Deciding): IntakeFacts {
  const reference = findReference(mail.subject);
  return {
    probe: probe !== null,
    automatic: automatic?.reason ?? null,
    seen: known.length > 0 ? { calls: known } : null,
    unreadable: "unreadable" in mail,
    verdicts: delivery.verdicts,
    proven:
      delivery.vouchedBy !== undefined ||
      isProven({
        verdicts: delivery.verdicts,
        authentication: readAuthentication(mail.headers, delivery.sesId),
        from: mail.from?.address,
        fromLines: headersOf(mail.headers, "from").length,
      }),
    sender: sender.sender,
    recipients,
    review: review.code,
    reference,
    calls: calls.map(({ id, code, phase, parties }) => ({
      id,
      code,
      phase,
      invites: sender.party !== null && parties.includes(sender.party.kind),
    })),
  };
}

/** The changes that carry out one decision; the first of a mail also says that its delivery has its end. */
export async function changesOf(
  read: Deciding,
  decision: Decision,
  place: number,
  now: Date,
): Promise<Change[]> {
  switch (decision.kind) {
    case "submission":
      return submissionChanges(read, decision, place, now);
    case "triage":
      return triageChanges(read, decision, place, now);
    case "set-aside": {
      const end = { kind: "set-aside", reason: decision.reason } as const;
      return ended(read, end, decision.reason === "duplicate" ? [] : ["-"], place, now);
    }
  }
}

function ended(read: Deciding, end: MessageEnd, knownOn: string[], place: number, now: Date): Change[] {
  const message = messageOf(read, end, place);
  // Content that came to no call is known once, however many decisions a mail has.
  const news = knownOn.filter((call) => !read.known.includes(call) && (place === 0 || call !== "-"));
  const about = end.kind === "submission" ? { call: end.call, party: end.party } : {};
  return [
    ...(read.before
      ? [replaceMessage(read.before, message), ...news.map((call) => knowContent(message, call))]
      : addMessage(message, news, place === 0)),
    record(
      {
        actor: read.delivery.vouchedBy ?? "system",
        act: `message.${end.kind}`,
        ...about,
        subject: message.id,
      },
      now,
    ),
  ];
}

/** Most files named on a message, and letters of what a sender may make as long as he likes: an item holds 400 KB. */
const mostFiles = 200;
const longest = 200;

export function messageOf(read: Read, end: MessageEnd, place: number): Message {
  const { delivery, bytes, mail, fingerprint, automatic } = read;
  const arc = readArc(mail.headers);
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
    ...("forwarded" in mail && mail.forwarded && { forwarded: cutForward(mail.forwarded) }),
    ...(arc && { arc }),
    ...(automatic && { automatic: { kind: automatic.kind, sign: automatic.sign, instead: [] } }),
    end,
  };
}

const cut = (text: string, letters: number) => text.slice(0, letters);

function cutForward({ from, subject, ...rest }: Forwarded): NonNullable<Message["forwarded"]> {
  return {
    ...rest,
    ...(from && { from: { address: cut(from.address, 320), name: cut(from.name, longest) } }),
    ...(subject !== undefined && { subject: cut(subject, 500) }),
  };
}

async function submissionChanges(
  read: Deciding,
  decision: Extract<Decision, { kind: "submission" }>,
  place: number,
  now: Date,
): Promise<Change[]> {
  const call = read.calls.find(({ id }) => id === decision.call);
  const party = await getParty(decision.party);
  if (!call || !party) throw new Error(`No call ${decision.call} or party ${decision.party}`);
  const alternate = decision.newAlternate ? newAlternate(read, party) : null;
  const sender = alternate ?? read.sender.contact ?? undefined;
  const { submission, changes } = await recordMail({
    ...read,
    call,
    party,
    sender,
    state: decision.state,
    settles: read.before ? [read.before.id] : [],
    now,
  });
  const end = { kind: "submission", call: call.id, party: party.id, version: submission.version } as const;
  const isFirstAlternate = alternate !== null && place === 0;
  return [
    ...changes,
    ...(isFirstAlternate ? addContact(alternate) : []),
    ...ended(read, end, [call.id], place, now),
  ];
}

interface Recording {
  delivery: Delivery;
  mail: Mail;
  review: { code: string; zone: string };
  call: Call;
  party: Party;
  sender: Contact | undefined;
  state: "recorded" | "unconfirmed";
  actor?: string; // the person who assigned it
  settles?: string[];
  message?: string; // the one that was assigned, where a mail has several
  more?: Partial<Pick<Submission, "state" | "corrects" | "formalises" | "interest" | "confirmedBy">>; // by a person's word
  now: Date;
}

/** Stores a mail's files and gives the changes that record it as a party's answer. Also for a person who assigns it. */
export async function recordMail(recording: Recording) {
  const {
    delivery,
    mail,
    review,
    call,
    party,
    sender,
    state,
    actor = "system",
    settles = [],
    message = idFrom("msg", delivery.at, delivery.sesId),
    more = {},
    now,
  } = recording;
  const files =
    "attachments" in mail ? await storeFiles(delivery.sesId, [...mail.attachments, ...mail.unpacked]) : [];
  return recordSubmission({
    review,
    call,
    party,
    sender,
    answerTo: mail.messageId,
    actor,
    now,
    settles,
    incoming: {
      state,
      channel: "mail",
      formality: "formalised",
      receivedAt: delivery.at.toISOString(),
      message,
      ...(sender && { contact: sender.id }),
      ...(mail.from && { senderName: mail.from.name || mail.from.address, senderAddress: mail.from.address }),
      text: "text" in mail ? mail.text.slice(0, 100_000) : "",
      ...(call.kind === "interest" && { interest: { seats: [] } }),
      ...more,
      files,
    },
  });
}

/** Files of a mail, under keys that the same mail always gives. Logos and signatures are nobody's contribution. */
export const filesOf = <F extends MailAttachment>(
  sesId: string,
  attachments: readonly F[],
): (F & { key: string })[] =>
  attachments
    .filter(({ logo }) => !logo)
    .map((file, place) => ({ ...file, key: objects.file(`${sesId}-${place + 1}`, file.name) }));

export async function storeFiles(
  sesId: string,
  attachments: readonly MailAttachment[],
): Promise<FileRecord[]> {
  return Promise.all(
    filesOf(sesId, attachments).map(async ({ key, name, type, size, sha256, content }) => {
      await writeFile(key, content, type);
      return { key, name, type, size, sha256, flags: [] };
    }),
  );
}

/** A colleague of the party, by the domain of the address, who was not known yet. */
function newAlternate({ mail }: Read, party: Party): Contact {
  const email = mail.from?.address ?? "";
  const prefix = party.id
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 12);
  return {
    id: `${prefix}${shortHash(email)}`,
    party: party.id,
    post: "other",
    email,
    ...(mail.from?.name ? { name: mail.from.name } : {}),
    language: party.language,
    standing: "alternate",
    copied: false,
    generation: 1,
    unreachable: false,
  };
}

async function triageChanges(
  read: Deciding,
  decision: Extract<Decision, { kind: "triage" }>,
  place: number,
  now: Date,
): Promise<Change[]> {
  const { reason, call, party, telephone } = decision;
  const end = { kind: "triage", reason, telephone, ...(call && { call }), ...(party && { party }) } as const;
  const changes = ended(read, end, ["-"], place, now);
  if (call && party) {
    const standing = await standingOf(call, party);
    const message = messageOf(read, end, place).id;
    changes.push(saveStanding(standing, { ...standing, heldBy: [...standing.heldBy, message] }));
  }
  if (decision.holding) changes.push(...(await holdingReply(read, now)));
  return changes;
}

/** One plain answer to an address that is proven but unknown, and never a second one. */
async function holdingReply({ mail, recipients, calls }: Read, now: Date): Promise<Change[]> {
  const address = mail.from?.address;
  if (!address) return [];
  const { review } = await readDefinition();
  const [first] = recipients;
  const call = first && "call" in first ? first.call : "review";
  const language = review.languages[0] ?? "es";
  const notice = prepareNotice({
    review: env("REVIEW_ID"),
    call: calls.some(({ id }) => id === call) ? call : "review",
    kind: "holding",
    occasion: "1",
    contact: { id: shortHash(address), email: address, language },
    params: { topic: mail.subject.slice(0, 200) },
    inReplyTo: mail.messageId,
    now,
  });
  return (await getNotice(notice.id)) ? [] : [addNotice(notice)];
}
