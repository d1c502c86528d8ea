/** Receives a mail: reads it, decides what becomes of it, and records its end. Safe to run again at any point. */
import { createHash } from "node:crypto";
import { type Decision, decideIntake, type IntakeFacts } from "../domain/intake.ts";
import type { MessageEnd } from "../domain/message.ts";
import { isRewritten } from "../mail/automatic.ts";
import { readEnvelope } from "../mail/envelope.ts";
import { type Answering, beginAnswering } from "../store/answers.ts";
import { saveStanding, standingOf } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import {
  addMessage,
  callsKnowing,
  getMessage,
  isDelivered,
  knowContent,
  knowing,
  replaceMessage,
  type StoredMessage,
} from "../store/messages.ts";
import { readRawMail, retainRawMail } from "../store/objects.ts";
import { addContact, changeContact, contactToChange, getParty } from "../store/parties.ts";
import { type Change, decideAgain, isBeyondRetry, transact } from "../store/table.ts";
import { provenChanges } from "./confirmations.ts";
import { lookUp, parse, type Read } from "./lookup.ts";
import { probeReturned } from "./probe-returned.ts";
import { type Delivery, messageOf, type Said } from "./received.ts";
import { holdingReply, newAlternate, recordMail } from "./recording.ts";
import type { Reported } from "./reported.ts";

export type { Delivery } from "./received.ts";

/** With the calls on which its content was known when it was decided. */
export interface Deciding extends Read {
  known: readonly string[];
  probe: Change | null; // our own daily probe is back
  answering: Answering;
  before?: StoredMessage; // a mail that has its end already, read again with today's code
}

/** Receives one delivery. A delivery that has its end already is left alone. */
export async function receiveMail(delivery: Delivery, now: Date): Promise<void> {
  if (await isDelivered(delivery.sesId)) return;
  const { bytes, versionId } = await readRawMail(delivery.sesId);
  await retainRawMail(delivery.sesId, versionId, delivery.at);
  try {
    await receiveBytes(delivery, bytes, now);
  } catch (error) {
    if (!isBeyondRetry(error)) throw error;
    await keepForPerson(delivery, bytes, error, now);
  }
}

async function receiveBytes(delivery: Delivery, bytes: Uint8Array, now: Date): Promise<void> {
  const parsed = await parse(delivery, bytes);
  await decideAgain(async () => {
    if (await isDelivered(delivery.sesId)) return;
    const read = await lookUp(parsed);
    const [known, probe] = await Promise.all([callsKnowing(read.fingerprint), probeReturned(read)]);
    const deciding = { ...read, known, probe, answering: beginAnswering(now) };
    const changes = await allChanges(deciding, decideIntake(factsOf(deciding)), now);
    await transact([...changes, ...(probe ? [probe] : [])]);
  });
}

/** The changes of every decision on a mail, in one transaction: no two of them may touch the same item. */
async function allChanges(read: Deciding, decisions: readonly Decision[], now: Date): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [place, decision] of decisions.entries()) {
    const before = decisions.slice(0, place);
    changes.push(...(await changesOf(read, withoutRepeats(decision, before), place, now)));
  }
  return [...changes, ...read.answering.changes()];
}

/** A party's reminders are held once, and one holding reply answers a mail. */
function withoutRepeats(decision: Decision, before: readonly Decision[]): Decision {
  if (decision.kind !== "triage") return decision;
  const triages = before.filter((one) => one.kind === "triage");
  const isHeld = triages.some(({ call, party }) => call === decision.call && party === decision.party);
  const { party, ...rest } = decision;
  const kept = isHeld || party === undefined ? rest : decision;
  return { ...kept, holding: decision.holding && !triages.some(({ holding }) => holding) };
}

export function factsOf(read: Deciding): IntakeFacts {
  const { delivery, mail, automatic, writers, recipients, calls, review, known } = read;
  const { writer } = writers;
  const speaksFor = "conveysFor" in writer.sender ? writer.sender.conveysFor : undefined;
  return {
    probe: read.probe !== null,
    automatic: automatic && {
      reason: automatic.reason,
      because: automatic.because,
      list: automatic.kind === "list",
    },
    seen: known.length > 0 ? { calls: known } : null,
    content: "unreadable" in mail ? "unreadable" : read.looksAbsent ? "absence" : "clear",
    verdicts: delivery.verdicts,
    handedIn: delivery.vouchedBy !== undefined,
    aligned: read.aligned,
    rewritten: isRewritten(delivery.envelopeSender) || isRewritten(mail.from?.address),
    sender: writers.outer.sender,
    inner: writers.inner?.sender ?? null,
    recipients,
    review: review.code,
    reference: read.reference,
    thread: read.thread,
    selection: read.selection,
    calls: calls.map(({ id, code, kind, phase, parties, seats }) => ({
      id,
      code,
      phase,
      consulted: read.consulted.get(id),
      invites: writer.party !== null && parties.includes(writer.party.kind),
      conveys:
        kind === "interest" &&
        speaksFor !== undefined &&
        seats.some(({ subregion }) => subregion === speaksFor),
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
    case "set-aside":
      return setAsideChanges(read, decision, place, now);
  }
}

async function setAsideChanges(
  read: Deciding,
  { reason, because, answers, proves }: Extract<Decision, { kind: "set-aside" }>,
  place: number,
  now: Date,
): Promise<Change[]> {
  const end = { kind: "set-aside", reason } as const;
  const reported = place === 0 && !read.before ? await reportedBy(read, now) : null;
  const proven = proves && !read.before ? await provenCopy(read, proves, now) : [];
  const said = {
    because: reported?.because ?? (proven.length > 0 ? "proven-copy" : because),
    automatic: reported?.automatic ?? automaticOf(read),
    answers,
  };
  const changes = ended(read, end, reason === "duplicate" ? [] : ["-"], { place, now, said });
  return [...changes, ...(reported?.changes ?? []), ...proven];
}

/** What came unproven by one way and is proven by another counts. */
async function provenCopy(
  { fingerprint }: Deciding,
  { call, party }: { call: string; party: string },
  now: Date,
): Promise<Change[]> {
  const known = (await knowing(fingerprint)).find((one) => one.call === call);
  const end = known && (await getMessage(known.message))?.end;
  if (end?.kind !== "submission" || end.party !== party || end.call !== call) return [];
  return provenChanges(end, now);
}

const automaticOf = ({ automatic }: Read): Said["automatic"] =>
  automatic ? { kind: automatic.kind, sign: automatic.sign, instead: [] } : undefined;

/** What a program's mail says of ours; read once, and of mail that no scanner objected to. */
async function reportedBy(read: Deciding, now: Date): Promise<Reported | null> {
  const { automatic, mail, delivery, writers, recipients, known } = read;
  const isSafe = delivery.verdicts.virus !== "FAIL" && delivery.verdicts.spam !== "FAIL";
  if (!automatic || "unreadable" in mail || !isSafe || known.length > 0 || read.probe) return null;
  const { readReported } = await import("./reported.ts");
  const sender = read.aligned ? writers.outer.contact : null;
  return readReported({ mail, automatic, recipients, sender, at: delivery.at, now });
}

function ended(
  read: Deciding,
  end: MessageEnd,
  knownOn: string[],
  { place, now, said }: { place: number; now: Date; said: Said },
): Change[] {
  const message = messageOf(read, end, place, said);
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
        // The ledger tells nobody that a State said something of a selection.
        ...(said.because && !said.answers && { detail: { because: said.because } }),
      },
      now,
    ),
  ];
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
  const { address, writer } = read.writers;
  const alternate = decision.newAlternate ? newAlternate(address, party) : null;
  const { submission, changes, unanswered } = await recordMail({
    ...read,
    call,
    party,
    sender: alternate ?? writer.contact ?? undefined,
    writer: address,
    state: decision.state,
    settles: read.before ? [read.before.id] : [],
    now,
  });
  const end = { kind: "submission", call: call.id, party: party.id, version: submission.version } as const;
  const said = { because: decision.because, ...(unanswered && { unanswered }) };
  return [
    ...changes,
    ...(alternate && place === 0 ? addContact(alternate) : []),
    ...(place === 0 ? await reachedAgain(decision, now) : []),
    ...ended(read, end, [call.id], { place, now, said }),
  ];
}

/** A mailbox that writes, and is proven to, is there after all. */
async function reachedAgain(
  { contact: id, because }: Extract<Decision, { kind: "submission" }>,
  now: Date,
): Promise<Change[]> {
  const contact = id && because.endsWith("-proven") ? await contactToChange(id) : null;
  if (!contact?.unreachable) return [];
  return [
    changeContact(contact, { unreachable: false }),
    record({ actor: "system", act: "contact.reachable", party: contact.party, subject: contact.id }, now),
  ];
}

async function triageChanges(
  read: Deciding,
  decision: Extract<Decision, { kind: "triage" }>,
  place: number,
  now: Date,
): Promise<Change[]> {
  const { reason, call, party, guess, telephone, because, answers } = decision;
  const end: MessageEnd = {
    kind: "triage",
    reason,
    telephone,
    ...(call && { call }),
    ...(party && { party }),
    ...(guess && { guess }),
  };
  const reply = decision.holding ? await holdingReply(read, now) : { changes: [], unanswered: undefined };
  const unanswered = decision.unanswered ?? reply.unanswered;
  const changes = ended(read, end, ["-"], { place, now, said: { because, unanswered, answers } });
  if (call && party) {
    const standing = await standingOf(call, party);
    const message = messageOf(read, end, place).id;
    changes.push(saveStanding(standing, { ...standing, heldBy: [...standing.heldBy, message] }));
  }
  return [...changes, ...reply.changes];
}

/**
 * What can be neither decided nor recorded, for whatever reason, waits for a person with its bytes: tried again it
 * would fail again.
 */
async function keepForPerson(
  delivery: Delivery,
  bytes: Uint8Array,
  error: unknown,
  now: Date,
): Promise<void> {
  const fingerprint = createHash("sha256").update(bytes).digest("hex");
  const mail = { ...envelopeOf(bytes), unreadable: "parser-failed" as const };
  const end = { kind: "triage", reason: "unreadable", telephone: false } as const;
  const said = { because: "not-recordable" } as const;
  const message = messageOf({ delivery, bytes, mail, fingerprint, automatic: null }, end, 0, said);
  const detail = { because: said.because, error: error instanceof Error ? error.name : "unknown" };
  await decideAgain(async () => {
    if (await isDelivered(delivery.sesId)) return;
    const isNew = !(await callsKnowing(fingerprint)).includes("-");
    const entry = record({ actor: "system", act: "message.triage", subject: message.id, detail }, now);
    await transact([...addMessage(message, isNew ? ["-"] : [], true), entry]);
  });
}

function envelopeOf(bytes: Uint8Array): ReturnType<typeof readEnvelope> {
  try {
    return readEnvelope(bytes);
  } catch {
    return { to: [], cc: [], subject: "", headers: [] };
  }
}
