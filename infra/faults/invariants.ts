/** What must hold after every fault, seen from outside: the mails that left, the tables, the buckets, the executions. */
import * as z from "zod";
import { Call } from "../../shared/domain/call.ts";
import { Message } from "../../shared/domain/message.ts";
import { Notice } from "../../shared/domain/notice.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { Submission } from "../../shared/domain/submission.ts";
import { Scan } from "../../shared/store/scans.ts";
import type { World } from "./world.ts";

const Entry = z.looseObject({ act: z.string(), call: z.string().optional(), subject: z.string().optional() });
type Entry = z.infer<typeof Entry>;

interface Seen {
  notices: Notice[];
  messages: Message[];
  submissions: Submission[];
  calls: Call[];
  selections: Selection[];
  entries: Entry[];
  scans: Scan[];
  sent: Map<string, number>; // notice → how often it left
}

/**
 * `reportsDisturbed`: an event of SES was lost or late, so that one second receipt may have gone. `scansDisturbed`: one of
 * GuardDuty was, so that a file may count as not scanned.
 */
export async function brokenIn(
  world: World,
  { reportsDisturbed, scansDisturbed }: { reportsDisturbed: boolean; scansDisturbed: boolean },
): Promise<string[]> {
  const seen = await look(world);
  return [
    ...(await mailsBroken(world, seen)),
    ...answersBroken(world, seen),
    ...(await filesBroken(world, seen)),
    ...(scansDisturbed ? [] : scansBroken(seen)),
    ...seen.notices.flatMap((notice) => noticeBroken(notice, seen, reportsDisturbed)),
    ...expectedNotices(world, seen),
    ...decisionsBroken(world, seen),
    ...executionsBroken(world, seen),
    ...world.cloud.deadLetters().map((letter) => `dead letter: ${JSON.stringify(letter).slice(0, 300)}`),
  ];
}

async function look(world: World): Promise<Seen> {
  const [items, entries, sent] = await Promise.all([
    world.scan("ReviewsTable"),
    world.scan("LedgerTable"),
    world.cloud.sentMail(),
  ]);
  const of = <T>(entity: string, schema: z.ZodType<T>): T[] =>
    items.filter((item) => item.entity === entity).map((item) => schema.parse(item));
  const left = new Map<string, number>();
  for (const { tags } of sent) if (tags.notice) left.set(tags.notice, (left.get(tags.notice) ?? 0) + 1);
  return {
    notices: of("notice", Notice),
    messages: of("message", Message),
    submissions: of("submission", Submission),
    calls: of("call", Call),
    selections: of("selection", Selection),
    entries: entries.map((entry) => Entry.parse(entry)),
    scans: of("scan", Scan),
    sent: left,
  };
}

/** Every accepted mail has its raw bytes and exactly one end, the one that it deserves. */
async function mailsBroken({ cloud, expected }: World, { messages }: Seen): Promise<string[]> {
  const bucket = cloud.resource("MailBucket");
  const kept = await Promise.all(
    messages.map(async (message) => ({
      message,
      bytes: await cloud.object({ bucket, key: message.rawKey }),
    })),
  );
  const broken: string[] = [];
  const taken = new Set<Message>();
  for (const { raw, end } of expected.mails) {
    const found = kept.find(
      ({ message, bytes }) =>
        !taken.has(message) && message.end.kind === end && bytes?.subarray(-raw.length).equals(raw),
    );
    if (found) taken.add(found.message);
    else broken.push(`a mail did not end as ${end}: ${subjectOf(raw)}`);
  }
  const others = messages.filter((message) => !taken.has(message) && !isProbe(message));
  return [...broken, ...others.map(({ end, subject }) => `one end too many: ${end.kind} of ${subject}`)];
}

/** Our own daily mail to a public mailbox, which nobody else sent. */
const isProbe = ({ end }: Message) => end.kind === "set-aside" && end.reason === "probe";

const subjectOf = (raw: Buffer) => /^Subject: (.*)$/m.exec(raw.toString("latin1"))?.[1]?.trim() ?? "";

/** Exactly the answers that were given, each version once, each acknowledged and on record. */
function answersBroken({ expected }: World, { submissions, notices, entries, sent }: Seen): string[] {
  const broken: string[] = [];
  for (const [whose, count] of Object.entries(expected.versions)) {
    const versions = submissions.filter(({ call, party }) => `${call} ${party}` === whose);
    if (versions.length !== count) broken.push(`${whose} has ${versions.length} answers, gave ${count}`);
  }
  for (const { call, party, version, reference, state } of submissions) {
    if (!(`${call} ${party}` in expected.versions)) broken.push(`${reference} was given by nobody`);
    const recorded = entries.filter(
      ({ act, subject }) => act.startsWith("submission.rec") && subject === reference,
    );
    if (recorded.length !== 1) broken.push(`${reference} stands ${recorded.length} times in the ledger`);
    const kind = state === "unconfirmed" ? "confirm" : "receipt";
    const answers = notices.filter(
      (notice) =>
        notice.kind === kind &&
        notice.call === call &&
        notice.party === party &&
        notice.occasion === String(version),
    );
    const due = expected.unanswered.includes(`${call} ${party} ${version}`) ? 0 : 1;
    if (answers.length !== due) broken.push(`${reference} has ${answers.length} receipts`);
    for (const { id, state } of answers) if (!sent.has(id)) broken.push(`${id} never left, and is ${state}`);
  }
  return broken;
}

async function filesBroken({ cloud, expected }: World, { submissions }: Seen): Promise<string[]> {
  const bucket = cloud.resource("FilesBucket");
  const broken: string[] = [];
  for (const [which, count] of Object.entries(expected.files)) {
    const submission = submissions.find(
      ({ call, party, version }) => `${call} ${party} ${version}` === which,
    );
    const files = submission?.files ?? [];
    if (files.length !== count) broken.push(`${which} has ${files.length} files, was given ${count}`);
    for (const { key, size } of files) {
      const bytes = await cloud.object({ bucket, key });
      if (bytes?.length !== size) broken.push(`${which}: the bytes of ${key} are not there`);
    }
  }
  return broken;
}

/** Whoever asks for a file of an answer is told what its scan said; a threat is on record once. */
function scansBroken({ submissions, scans, entries }: Seen): string[] {
  const files = submissions.flatMap(({ files }) => files.map(({ key }) => key));
  const unsaid = files.filter((key) => !scans.some((scan) => scan.key === key));
  const threats = scans.filter(({ verdict, key }) => {
    const told = entries.filter(({ act, subject }) => act === "file.infected" && subject === key).length;
    return verdict === "infected" && told !== 1;
  });
  return [
    ...unsaid.map((key) => `nothing is known of the scan of ${key}`),
    ...threats.map(({ key }) => `that ${key} is infected does not stand once in the ledger`),
  ];
}

/** Where nobody looks any more a notice may end; elsewhere somebody must still come. */
const ended: readonly Notice["state"][] = ["sent", "delivered", "bounced", "complained", "cancelled"];
/** Held for these reasons a person sees it among what needs care. */
const cared: readonly (Notice["hold"] | undefined)[] = ["protocol", "refused", "unreachable", "by-hand"];

function noticeBroken(notice: Notice, { sent }: Seen, reportsDisturbed: boolean): string[] {
  const { id, state, hold, repeated, kind } = notice;
  const times = sent.get(id) ?? 0;
  const broken: string[] = [];
  const mayRepeat = kind === "receipt" && repeated && reportsDisturbed;
  if (times > (mayRepeat ? 2 : 1)) broken.push(`${id} left ${times} times`);
  if (times === 0 && ended.includes(state) && state !== "cancelled")
    broken.push(`${id} is ${state} and never left`);
  if (times > 0 && !reportsDisturbed && !ended.includes(state))
    broken.push(`${id} left and was reported, but is ${state}`);
  const isLookedAfter =
    ended.includes(state) || state === "unknown" || (state === "held" && cared.includes(hold));
  if (!isLookedAfter) broken.push(`${id} stays ${state}${hold ? ` (${hold})` : ""} for ever`);
  return broken;
}

/** Each is prepared once; that it leaves at most once, and what of those that did not leave, is said above. */
function expectedNotices({ expected }: World, { notices }: Seen): string[] {
  const count = (beginning: string) => notices.filter(({ id }) => id.startsWith(beginning)).length;
  return [
    ...expected.once.flatMap((id) => (count(id) === 1 ? [] : [`${count(id)} notices are ${id}…`])),
    ...expected.never.flatMap((id) => (count(id) === 0 ? [] : [`${id}… was prepared`])),
  ];
}

function decisionsBroken({ expected }: World, { selections, entries, calls }: Seen): string[] {
  const broken: string[] = [];
  for (const { act, call, times } of expected.acts) {
    const found = entries.filter((entry) => entry.act === act && entry.call === call).length;
    if (found !== times) broken.push(`${act} of ${call} stands ${found} times in the ledger, not ${times}`);
  }
  for (const id of expected.decided) {
    const selection = selections.find(({ call }) => call === id);
    const phase = calls.find((call) => call.id === id)?.phase;
    const persons = selection?.approvals.map(({ person }) => person) ?? [];
    if (persons.length !== 2 || new Set(persons).size !== 2)
      broken.push(`${id} was approved by ${persons.join(" and ")}`);
    if (!selection?.decidedAt || !selection.releasedAt || phase !== "over")
      broken.push(
        `${id} was decided ${selection?.decidedAt}, released ${selection?.releasedAt}, is ${phase}`,
      );
  }
  return broken;
}

/** A call that is not over has its execution, which waits for something. */
function executionsBroken({ cloud }: World, { calls }: Seen): string[] {
  const running = cloud.running();
  return calls.flatMap(({ id, phase, generation }) => {
    if (phase === "draft" || phase === "over") return [];
    const own = running.find(({ name }) => name === `${id}-${generation}`);
    return own && own.waiting.length > 0 ? [] : [`${id} is ${phase}, and no execution looks after it`];
  });
}
