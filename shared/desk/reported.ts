/**
 * What a program's mail says of our own mails and of the people they went to: not delivered, read, complained of, away.
 * Loaded only when such a mail comes.
 */
import type { Because } from "../domain/because.ts";
import { bounceOf } from "../domain/bounce.ts";
import type { Recipient } from "../domain/intake.ts";
import type { Message } from "../domain/message.ts";
import { type Notice, subscriberKinds } from "../domain/notice.ts";
import type { Contact } from "../domain/party.ts";
import { readAbsence } from "../mail/absence.ts";
import type { Automatic } from "../mail/automatic.ts";
import { readReplyAddress } from "../mail/links.ts";
import type { ParsedMail } from "../mail/parsed.ts";
import { type MailReport, namedIn, type RecipientReport, readReport } from "../mail/reports.ts";
import { listCalls } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { noticeSentAs, noticesOfCall, saveNotice } from "../store/notices.ts";
import { changeContact, contactToChange } from "../store/parties.ts";
import { linkSecret } from "../store/secrets.ts";
import type { Change } from "../store/table.ts";
import { about, bounceChanges, complaintChanges } from "./bounces.ts";

export interface Reported {
  changes: Change[];
  automatic: NonNullable<Message["automatic"]>;
  because: Because;
}

interface Given {
  mail: ParsedMail;
  automatic: Automatic;
  recipients: readonly Recipient[];
  sender: Contact | null; // with exactly this address, if it is proven
  at: Date; // when it came
  now: Date;
}

/**
 * Reads the report and finds what it is about. Anybody can write such a mail: it is believed of a notice only when it
 * names what nobody else can know, SES's id of our mail or the reply address that it bore.
 */
export async function readReported(given: Given): Promise<Reported> {
  const { mail, automatic } = given;
  const report = readReport(mail, automatic.reason === "delivery-report");
  if (report && (automatic.reason === "delivery-report" || automatic.kind !== "absence"))
    return ofReport(given, report);
  return ofAbsence(given);
}

const saying = ({ kind, sign }: Automatic, more: Partial<Reported["automatic"]> = {}) => ({
  kind,
  sign,
  instead: [],
  ...more,
});

async function ofReport(given: Given, report: MailReport): Promise<Reported> {
  const { automatic, now } = given;
  const notice = await noticeOf(given);
  const kind =
    report.kind === "delivery" ? "delivery-report" : report.kind === "read" ? "read-receipt" : report.kind;
  const named = saying({ ...automatic, kind }, notice ? { notice: notice.id, contact: notice.contact } : {});
  const done = (because: Because, changes: Change[] = []) => ({ changes, because, automatic: named });
  if (!notice && report.kind !== "read") return done("report-unmatched");
  if (report.kind === "complaint")
    return done("complaint", notice ? await complaintChanges(notice, now) : []);
  if (report.kind === "read")
    return done("read-receipt", notice && !notice.read ? [readChange(notice, now)] : []);
  const lost = worst(report.recipients);
  if (!lost) {
    const isLate = report.recipients.some(({ action }) => action === "delayed");
    return done(isLate ? "delivery-delayed" : "delivery-confirmed");
  }
  const bounce = bounceOf(lost);
  const addresses = [lost.address, lost.original].filter((one) => one !== undefined);
  const changes = notice ? await bounceChanges({ notice, addresses, bounce, status: lost.status, now }) : [];
  const isOurs = notice && [notice.to, ...notice.cc].some((one) => addresses.includes(one.toLowerCase()));
  return done(`bounce-${isOurs ? bounce : "refused"}`, changes);
}

const readChange = (notice: Notice, now: Date) => saveNotice(notice, { ...notice, read: now.toISOString() });

/** Of several recipients the one that weighs most: a mailbox that is gone before one that is full. */
function worst(recipients: readonly RecipientReport[]): RecipientReport | undefined {
  const failed = recipients.filter(({ action }) => action === "failed");
  const order = ["hard", "soft", "refused"];
  return failed.toSorted((a, b) => order.indexOf(bounceOf(a)) - order.indexOf(bounceOf(b)))[0];
}

/** The notice that a mail is about, but a subscriber's: of those SES tells itself, and their address is not ours to compare. */
async function noticeOf(given: Given): Promise<Notice | null> {
  const notice = await noticeNamedIn(given);
  return notice && !subscriberKinds.includes(notice.kind) ? notice : null;
}

/** By SES's id, else the last one to the contact whose reply address it names. */
async function noticeNamedIn({ mail, recipients }: Given): Promise<Notice | null> {
  const named = namedIn(mail);
  const sent = await noticeSentAs(named.sesIds);
  if (sent) return sent;
  const address = recipients.find((recipient) => recipient.kind === "reply");
  if (address) return lastTo(address.call, address.contact.id);
  const secret = await linkSecret();
  const [token] = named.replyAddresses.flatMap((one) => readReplyAddress(secret, one) ?? []);
  if (!token) return null;
  const call = (await listCalls()).find(({ code }) => code === token.code);
  return call ? lastTo(call.id, token.contact) : null;
}

const out: readonly Notice["state"][] = ["claimed", "sent", "delivered", "bounced", "complained", "unknown"];

async function lastTo(call: string, contact: string): Promise<Notice | null> {
  const all = (await noticesOfCall(call)).filter((one) => one.contact === contact && out.includes(one.state));
  const at = ({ settledAt, preparedAt }: Notice) => settledAt ?? preparedAt ?? "";
  return all.toSorted((a, b) => (at(a) < at(b) ? 1 : -1))[0] ?? null;
}

async function ofAbsence(given: Given): Promise<Reported> {
  const { mail, automatic, at, sender, now } = given;
  const absence = readAbsence(mail, at);
  const isAbsence =
    automatic.kind === "absence" || (absence.returns !== undefined && automatic.kind === "other");
  if (!isAbsence) return { changes: [], automatic: saying(automatic), because: automatic.because };
  const notice = await noticeOf(given);
  const contact = notice?.contact ?? sender?.id;
  const said = saying(
    { ...automatic, kind: "absence" },
    { ...absence, ...(notice && { notice: notice.id }), ...(contact && { contact }) },
  );
  const changes = contact ? await absenceChanges(contact, absence, notice, now) : [];
  return { changes, automatic: said, because: "absence" };
}

async function absenceChanges(
  id: string,
  { returns, instead }: ReturnType<typeof readAbsence>,
  notice: Notice | null,
  now: Date,
): Promise<Change[]> {
  const contact = await contactToChange(id);
  if (!contact || (returns === undefined && instead.length === 0)) return [];
  const absent = { noticed: now.toISOString(), ...(returns && { returns }), instead };
  const entry = { actor: "system", act: "contact.absent", party: contact.party, subject: id };
  return [changeContact(contact, { absent }), record(notice ? { ...about(notice), ...entry } : entry, now)];
}
