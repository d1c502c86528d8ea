/** Reads a mail and looks up everybody and everything that it may be about. */
import type { Call } from "../domain/call.ts";
import type { IntakeFacts, Recipient } from "../domain/intake.ts";
import type { Answered } from "../domain/message.ts";
import { type Notice, selectionKinds } from "../domain/notice.ts";
import { findReference } from "../domain/submission.ts";
import { isProven, readAuthentication } from "../mail/authentication.ts";
import { type Automatic, isAutomatic } from "../mail/automatic.ts";
import { fingerprintOf } from "../mail/fingerprint.ts";
import { headersOf } from "../mail/headers.ts";
import { parseMail } from "../mail/parse.ts";
import { sesIdsIn } from "../mail/threads.ts";
import { listCalls } from "../store/calls.ts";
import { noticeSentAs } from "../store/notices.ts";
import { sha256 } from "../store/objects.ts";
import { listParties } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { readSelections } from "../store/selection.ts";
import type { Delivery, Mail } from "./received.ts";
import { recipientsOf } from "./recipients.ts";
import { findWriters, type Writers } from "./senders.ts";

/** What the bytes of a mail say, whoever is known when they are read. */
export interface Parsed {
  delivery: Delivery;
  bytes: Uint8Array;
  mail: Mail;
  fingerprint: string;
  automatic: Automatic | null;
  looksAbsent: boolean;
  isNothing: boolean; // no sender, no words, no file
}

/** Everything known of one mail before it is decided. */
export interface Read extends Parsed {
  writers: Writers;
  aligned: boolean;
  recipients: Recipient[];
  thread: IntakeFacts["thread"];
  selection: Answered | null; // what of a selection the mail of ours that it answers was about
  consulted: ReadonlyMap<string, string>; // by call, the seat of a silence procedure in which the writer's party takes part
  reference: IntakeFacts["reference"];
  calls: Call[];
  review: { code: string; zone: string };
}

/** Reads a mail and looks up everybody that it may be about. */
export async function readMail(delivery: Delivery, bytes: Uint8Array): Promise<Read> {
  return lookUp(await parse(delivery, bytes));
}

export async function parse(delivery: Delivery, bytes: Uint8Array): Promise<Parsed> {
  const mail = await parseMail(bytes);
  const automatic = isAutomatic(mail.headers, mail.subject, delivery.envelopeSender);
  const isNothing = saysNothing(mail);
  return {
    delivery,
    bytes,
    mail,
    // What says nothing is the same as nothing else that says nothing.
    fingerprint: isNothing ? sha256(Buffer.from(delivery.sesId)) : fingerprintOf(bytes, mail),
    automatic,
    looksAbsent: automatic === null && (await looksAbsent(mail)),
    isNothing,
  };
}

function saysNothing(mail: Mail): boolean {
  if (mail.from || mail.messageId || mail.subject !== "") return false;
  if ("unreadable" in mail) return mail.unreadable === "empty";
  return mail.text.trim() === "" && mail.attachments.length === 0;
}

/** Only a short mail may be an absence note that does not say so; the words to know it by are loaded for those alone. */
async function looksAbsent(mail: Mail): Promise<boolean> {
  if ("unreadable" in mail || mail.text.length > 3_000) return false;
  return (await import("../mail/absence.ts")).looksLikeAbsence(mail);
}

export async function lookUp(parsed: Parsed): Promise<Read> {
  const { delivery, mail } = parsed;
  const [calls, { review }] = await Promise.all([listCalls(), readDefinition()]);
  const authentication = readAuthentication(mail.headers, delivery.sesId);
  const [writers, recipients] = await Promise.all([
    findWriters(mail, authentication),
    recipientsOf(delivery.recipients, calls),
  ]);
  const fromLines = headersOf(mail.headers, "from").length;
  const { verdicts } = delivery;
  const [notice, consulted] = await Promise.all([
    noticeAnswered(mail),
    consultedOn(calls, writers.writer.party?.id),
  ]);
  const proven = isProven({ verdicts, authentication, from: mail.from?.address, fromLines });
  return {
    ...parsed,
    writers,
    aligned: writers.resent || proven,
    recipients,
    thread: notice && { call: notice.call, party: notice.party },
    selection: notice && selectionOf(notice),
    consulted,
    reference: await referenceOf(mail, writers),
    calls,
    review: { code: review.code, zone: review.zone },
  };
}

/** The mail of ours that this one answers. */
function noticeAnswered({ headers }: Mail): Promise<Notice | null> {
  const named = ["in-reply-to", "references"].flatMap((name) => headersOf(headers, name)).join(" ");
  return noticeSentAs(sesIdsIn(named));
}

function selectionOf({ kind, call, occasion, params }: Notice): Answered | null {
  if (!selectionKinds.includes(kind)) return null;
  const ofSilence = kind === "silence" || kind === "silence-closed";
  const seat = ofSilence ? occasion.slice(0, occasion.lastIndexOf("-")) : params.seat;
  return { call, ...(seat && { seat }) };
}

/** Where a silence procedure runs of which this party has, or should have, the text. */
async function consultedOn(calls: readonly Call[], party: string | undefined): Promise<Map<string, string>> {
  if (party === undefined) return new Map();
  return new Map(
    (await readSelections(calls)).flatMap(({ call, selection }) => {
      const running = selection.silences.find(
        ({ closedAt, recipients }) => !closedAt && recipients.includes(party),
      );
      return running ? [[call.id, running.seat] as const] : [];
    }),
  );
}

async function referenceOf({ subject }: Mail, { writer }: Writers): Promise<Read["reference"]> {
  const reference = findReference(subject);
  if (!reference || writer.party) return reference;
  const party = (await listParties()).find(({ code }) => code === reference.party);
  return { ...reference, ...(party && { id: party.id }) };
}
