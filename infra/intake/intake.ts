/** Feeds files as mails through the receive path of the local cloud, one after the other, and says what became of each. */
import { readFile } from "node:fs/promises";
import type { Definition } from "../../shared/domain/definition.ts";
import type { MessageEnd } from "../../shared/domain/message.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import type { StoredMessage } from "../../shared/store/messages.ts";
import { envelopeOf, oursOf, type Said } from "./envelope.ts";
import type { RunningReview } from "./review.ts";

type FileLine = { name: string; type: string; size: number; sha256: string };

/** One end of a mail. Of a submission the reason is its state: recorded, unconfirmed or withdrawn. */
interface End {
  end: MessageEnd["kind"];
  reason: string;
  call?: string; // of triage: as suggested
  party?: string;
  reference?: string;
  late?: boolean;
}

/** What became of one file. */
export interface Line extends Omit<End, "end" | "reason"> {
  file: string;
  end: End["end"] | null;
  reason: string | null;
  from: string | null;
  subject: string;
  attachments: FileLine[];
  rawKept: boolean;
  answered: boolean;
  also?: End[]; // on further calls
  unpacked?: FileLine[]; // found inside other files
}

export interface Outcome {
  line: Line;
  text: string; // as far as the message keeps it
}

interface Feeding {
  review: RunningReview;
  definition: Definition;
  folder: string;
  files: readonly Buffer[]; // relative to the folder; names need not be UTF-8
  envelopes?: (file: string) => Said;
  tell?: (done: number) => void;
}

/** So many files are fed before the cloud must have come to rest and their lines are made. */
const batch = 50;
/** A function that failed is tried again after one minute and after two more. */
const retries = 4 * 60_000;

interface Fed {
  file: string;
  sesId: string;
  at: Date;
  rawKept: boolean;
  unpacked: FileLine[];
}

/**
 * Each file has a millisecond of its own: what was prepared in it was prepared because of it. The next one follows when
 * the function has been through it, so the same files always come to the same ends; what follows from an end, such as
 * the mail that goes back, may take its time.
 */
export async function* feed(feeding: Feeding): AsyncGenerator<Outcome> {
  const { review, definition, folder, files, envelopes = () => ({}), tell = () => {} } = feeding;
  const { cloud, records } = review;
  const ours = oursOf(cloud, definition);
  for (let from = 0; from < files.length; from += batch) {
    const fed: Fed[] = [];
    for (const path of files.slice(from, from + batch)) {
      const bytes = await readFile(Buffer.concat([Buffer.from(`${folder}/`), path]));
      const file = path.toString();
      const mail = await parseMail(bytes);
      const sesId = await cloud.lay(bytes, envelopeOf(mail, envelopes(file), ours, cloud.dns));
      const at = cloud.clock.now();
      const rawKept = bytes.equals(await records.storedBytes(sesId));
      fed.push({ file, sesId, at, rawKept, unpacked: unpackedOf(mail) });
      tell(from + fed.length);
    }
    await cloud.settled();
    yield* await outcomesOf(review, fed);
  }
}

function unpackedOf(mail: Awaited<ReturnType<typeof parseMail>>): FileLine[] {
  if (!("unpacked" in mail)) return [];
  return mail.unpacked.map(({ name, type, size, sha256 }) => ({ name, type, size, sha256 }));
}

async function outcomesOf({ cloud, records }: RunningReview, fed: readonly Fed[]): Promise<Outcome[]> {
  const found = () => Promise.all(fed.map(({ sesId, at }) => records.messagesOf(sesId, at)));
  let messages = await found();
  if (messages.some((some) => some.length === 0)) {
    await cloud.advanceTo(new Date(cloud.clock.now().getTime() + retries).toISOString());
    messages = await found();
  }
  const notices = await records.noticesByInstant(new Set(fed.map(({ at }) => at.toISOString())));
  const outcomes = fed.map(async ({ file, at, rawKept, unpacked }, place): Promise<Outcome> => {
    const became = messages[place] ?? [];
    const ends = await Promise.all(
      became.map(async (message) => endOf(message, await records.submissionOf(message))),
    );
    const made = notices.get(at.toISOString()) ?? [];
    const sender = became[0]?.from;
    const answered =
      sender !== undefined &&
      made.some(({ to, cc }) => [to, ...cc].some((one) => one.toLowerCase() === sender));
    const [main, ...others] = ends;
    const line = {
      file,
      ...(main ?? { end: null, reason: null }),
      ...wordsOf(became[0]),
      rawKept,
      answered,
      ...(others.length > 0 && { also: others }),
      ...(unpacked.length > 0 && { unpacked }),
    };
    return { line, text: became[0]?.excerpt ?? "" };
  });
  return await Promise.all(outcomes);
}

function wordsOf(message: StoredMessage | undefined) {
  return {
    from: message?.from ?? null,
    subject: message?.subject ?? "",
    attachments: message?.attachments ?? [],
  };
}

function endOf({ end }: StoredMessage, submission: Submission | null): End {
  const about = end.kind === "set-aside" ? {} : { call: end.call, party: end.party };
  return {
    end: end.kind,
    reason: end.kind === "submission" ? (submission?.state ?? "recorded") : end.reason,
    ...(about.call !== undefined && { call: about.call }),
    ...(about.party !== undefined && { party: about.party }),
    ...(submission && { reference: submission.reference, late: submission.late }),
  };
}
