/**
 * Reads mails again with today's code: what was misread is put right, and what the machine could not place may find
 * its place. What a person decided stands, nothing becomes a second version, and nothing is acknowledged twice.
 */
import { type Decision, decideIntake, mainDecision } from "../domain/intake.ts";
import { Message } from "../domain/message.ts";
import { readHeaders } from "../mail/headers.ts";
import { readTrace } from "../mail/trace.ts";
import { beginAnswering } from "../store/answers.ts";
import { idsBetween } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import {
  callsKnowing,
  getMessage,
  messagesBetween,
  replaceMessage,
  type StoredMessage,
} from "../store/messages.ts";
import { readRawMail } from "../store/objects.ts";
import { getSubmission, saveSubmission } from "../store/submissions.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { type Read, readMail } from "./lookup.ts";
import { changesOf, type Deciding, factsOf } from "./receive.ts";
import { type Delivery, messageOf } from "./received.ts";
import { filesOf, keptText, storeFiles } from "./recording.ts";
import { released } from "./sorting.ts";

type Wanted =
  | { what: "message"; message: string }
  | { what: "day"; day: string } // of UTC, as it was received
  | { what: "all"; after?: string | undefined };

interface Reprocessed {
  read: number;
  changed: string[]; // messages whose words, files or flags were misread
  placed: string[]; // messages that have another end now
  next?: string; // of "all": there are more than one run can read; go on here
}

/** Messages that one run reads at most: a run ends after a quarter of an hour. */
const most = 2_000;

/** Reads one message again, those of a day, or all. Safe to run twice: the second time finds nothing to do. */
export async function reprocess(wanted: Wanted, now: Date): Promise<Reprocessed> {
  const done: Reprocessed = { read: 0, changed: [], placed: [] };
  const visit = async (id: string) => {
    const what = await receiveAgain(id, now);
    done.read += 1;
    if (what !== "as-it-was") done[what].push(id);
  };
  if (wanted.what === "message") await visit(wanted.message);
  else {
    const ids = await idsOf(wanted);
    const begin = wanted.what === "all" && wanted.after ? ids.indexOf(wanted.after) + 1 : 0;
    for (const id of ids.slice(begin, begin + most)) await visit(id);
    const last = ids[begin + most - 1];
    if (last && ids.length > begin + most) done.next = last;
  }
  return done;
}

/** Their ends may change while they are read: the ids are gathered before. */
async function idsOf(wanted: Extract<Wanted, { what: "day" | "all" }>): Promise<string[]> {
  const [from, to] =
    wanted.what === "day"
      ? [new Date(`${wanted.day}T00:00:00Z`), new Date(`${wanted.day}T23:59:59.999Z`)]
      : [new Date(0), new Date("9999-12-31T00:00:00Z")];
  const ids: string[] = [];
  for (const end of ["submission", "triage", "set-aside"] as const) {
    let after: string | undefined;
    do {
      const page = await messagesBetween(end, idsBetween("msg", from, to), after);
      ids.push(...page.items.map(({ id }) => id));
      after = page.cursor ?? undefined;
    } while (after);
  }
  return ids.sort();
}

function receiveAgain(id: string, now: Date): Promise<"as-it-was" | "changed" | "placed"> {
  return decideAgain(async () => {
    const before = await getMessage(id);
    if (!before) throw new Error(`There is no message ${id}`);
    const { bytes } = await readRawMail(before.sesId);
    const read = await readMail(deliveryAgain(before, bytes), bytes);
    const known = await callsKnowing(read.fingerprint);
    const answering = beginAnswering(now);
    const deciding: Deciding = { ...read, known, probe: null, answering, before };
    const decision = mainDecision(decideIntake(factsOf({ ...deciding, known: [] })));
    if (isUnplaced(before) && isPlace(decision, before, known)) {
      const changes = await changesOf(deciding, decision, 0, now);
      await transact([...changes, ...answering.changes(), ...(await freed(before, decision))]);
      return "placed";
    }
    const changes = await rereadChanges(before, read);
    if (changes.length === 0) return "as-it-was";
    await transact([...changes, record({ actor: "system", act: "message.reread", subject: id }, now)]);
    return "changed";
  });
}

/** What SES told when it delivered the mail, as the message and its own top lines have kept it. */
function deliveryAgain(message: StoredMessage, bytes: Uint8Array): Delivery {
  const { sesId, recipients, verdicts } = message;
  const trace = readTrace(readHeaders(bytes), sesId);
  const isDropped = sesId.startsWith("drop-");
  return {
    sesId,
    at: new Date(message.receivedAt),
    envelopeSender: trace?.envelopeSender,
    recipients,
    verdicts,
    ...(isDropped ? { vouchedBy: "system" } : {}), // a person handed it in, and stands for it
  };
}

/** Whether the end is the machine's own doubt, or its taking the mail for a robot's; a person's act stands. */
function isUnplaced({ id, end, acts }: StoredMessage): boolean {
  if (acts.length > 0 || /-\d+$/.test(id)) return false;
  return end.kind === "triage" || (end.kind === "set-aside" && end.reason === "automatic");
}

/** Whether today's decision is another kind of end, on a call where the same content does not stand already. */
function isPlace(decision: Decision, { end }: Message, known: readonly string[]): boolean {
  if (decision.kind === end.kind) return false;
  return decision.kind !== "submission" || !known.includes(decision.call);
}

/** The reminders of whom the message was thought to be from go their way again, unless it is theirs. */
async function freed(before: StoredMessage, decision: Decision): Promise<Change[]> {
  const { end } = before;
  const isTheirs =
    end.kind === "triage" &&
    decision.kind === "submission" &&
    end.call === decision.call &&
    end.party === decision.party;
  return isTheirs ? [] : released(before);
}

/** Words and files as they are read now, in the message and in the version that it became. */
async function rereadChanges(before: StoredMessage, read: Read): Promise<Change[]> {
  const place = Number(/-(\d+)$/.exec(before.id)?.[1] ?? 1) - 1;
  const message = Message.parse(messageOf(read, before.end, place)); // with its fields in the order of what is stored
  const changes: Change[] = [];
  if (!isSame(message, before)) changes.push(replaceMessage(before, message));
  if (before.end.kind === "submission" && !("unreadable" in read.mail)) {
    const { call, party, version } = before.end;
    const submission = await getSubmission(call, party, version);
    if (!submission) return changes;
    const text = keptText(read.mail.text);
    const files = [...read.mail.attachments, ...read.mail.unpacked];
    const hashes = filesOf(read.delivery.sesId, files).map(({ sha256 }) => sha256);
    const isRead = text === submission.text && `${hashes}` === `${submission.files.map((f) => f.sha256)}`;
    if (!isRead) {
      const stored = await storeFiles(read.delivery.sesId, files);
      changes.push(saveSubmission(submission, { ...submission, text, files: stored }));
    }
  }
  return changes;
}

/** Whether every field of what was read now stands in what was read before. */
function isSame(now: Message, before: Message): boolean {
  const fields = new Map(Object.entries(before));
  return Object.entries(now).every(
    ([name, value]) => JSON.stringify(fields.get(name)) === JSON.stringify(value),
  );
}
