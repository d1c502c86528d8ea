/** Tries mutated mails and documents, and keeps the smallest form of each that was not read as it must be. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { checkDocument, documentSeeds, stopReading } from "./documents.ts";
import { checkMail, mailSeeds, mailWords } from "./mails.ts";
import { mutated } from "./mutate.ts";

export interface Fuzzed {
  mails: number;
  documents: number;
  crashes: number; // cases that broke a rule, or ended the worker
  hangs: number; // cases that took longer than any mail may
  found: string[]; // files, or the numbers of cases that could not be kept
}

interface Wanted {
  seed: number;
  mails: number;
  documents: number;
  folder?: string; // where cases are kept that broke something
  tell: (line: string) => void;
}

/** A case takes a millisecond or two; one that takes so long never ends, on however busy a machine. */
const hangs = 20_000;
/** What a case may need of the heap: mutated mails have half a megabyte at most. */
const heap = 256;

const Complaint = z.object({ number: z.number(), complaint: z.string() });

export async function fuzz(wanted: Wanted): Promise<Fuzzed> {
  const done: Fuzzed = { mails: wanted.mails, documents: wanted.documents, crashes: 0, hangs: 0, found: [] };
  await fuzzMails(wanted, done);
  await fuzzDocuments(wanted, done);
  return done;
}

async function fuzzMails(wanted: Wanted, done: Fuzzed): Promise<void> {
  const { seed, mails, tell } = wanted;
  const seeds = mails > 0 ? mailSeeds() : [];
  const inHand = new SharedArrayBuffer(4);
  const number = new Int32Array(inHand);
  let from = 0;
  while (from < mails) {
    const ended = await tryFrom({ seed, from, to: mails, inHand, number, tell }, async (at, complaint) => {
      done.crashes += 1;
      const { bytes } = mutated(seeds, mailWords, seed, at);
      const small = await smallest(bytes, complaint);
      done.found.push(keep(wanted, `mail-${seed}-${at}.eml`, small, complaint));
    });
    if (ended === "done") return;
    const at = Atomics.load(number, 0);
    done[ended === "hung" ? "hangs" : "crashes"] += 1;
    done.found.push(
      keep(
        wanted,
        `mail-${seed}-${at}.eml`,
        mutated(seeds, mailWords, seed, at).bytes,
        `the worker ${ended}`,
      ),
    );
    from = at + 1;
  }
}

interface Run {
  seed: number;
  from: number;
  to: number;
  inHand: SharedArrayBuffer;
  number: Int32Array;
  tell: (line: string) => void;
}

/** One worker's life: until all is done, it dies, or the case in hand does not end. */
async function tryFrom(
  { number, tell, ...data }: Run,
  complain: (at: number, complaint: string) => Promise<void>,
): Promise<"done" | "died" | "hung"> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: heap },
  });
  const complaints: Promise<void>[] = [];
  worker.on("message", (message: unknown) => {
    const { number: at, complaint } = Complaint.parse(message);
    complaints.push(complain(at, complaint));
  });
  let last = -1;
  const ended = await new Promise<"done" | "died" | "hung">((resolve) => {
    const watch = setInterval(() => {
      const now = Atomics.load(number, 0);
      if (now === last) resolve("hung");
      last = now;
      tell(`${now} of ${data.to} mails`);
    }, hangs);
    worker.once("error", () => resolve("died"));
    worker.once("exit", (code) => resolve(code === 0 ? "done" : "died"));
    worker.once("exit", () => clearInterval(watch));
  });
  await worker.terminate();
  await Promise.all(complaints);
  return ended;
}

/** Halves away what the complaint does not need, until no piece of any size can go. */
async function smallest(bytes: Buffer, complaint: string): Promise<Buffer> {
  let small = bytes;
  for (let piece = Math.ceil(small.length / 2); piece >= 1; piece = Math.floor(piece / 2)) {
    for (let at = 0; at < small.length; ) {
      const without = Buffer.concat([small.subarray(0, at), small.subarray(at + piece)]);
      const still = await checkMail(without).catch((error: unknown) => `it threw ${String(error)}`);
      if (still === complaint) small = without;
      else at += piece;
    }
  }
  return small;
}

async function fuzzDocuments(wanted: Wanted, done: Fuzzed): Promise<void> {
  const { seed, documents, tell } = wanted;
  const seeds = documents > 0 ? documentSeeds() : [];
  const bytesOf = seeds.map(({ bytes }) => Buffer.from(bytes));
  try {
    for (let each = 0; each < documents; each += 1) {
      const { of, bytes } = mutated(bytesOf, documentWords, seed + 1, each);
      const name = seeds[of]?.name ?? "file";
      const complaint = await checkDocument(bytes, name);
      if (complaint !== null) {
        done[complaint.includes("out-of-time") ? "hangs" : "crashes"] += 1;
        done.found.push(keep(wanted, `document-${seed}-${each}-${name}`, bytes, complaint));
      }
      if ((each + 1) % 500 === 0) tell(`${each + 1} of ${documents} documents`);
    }
  } finally {
    stopReading();
  }
}

const documentWords: readonly string[] = [
  "<w:p>",
  "</w:p>",
  "<w:tbl>",
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  "&b;",
  "{\\rtf1",
  "{\\*\\pict",
  "\\bin99999999 ",
  "\\u-32768?",
  "%PDF-1.7",
  "stream\r\n",
  "endobj",
  "/JavaScript",
  "<</Length 99999999>>",
  "PK\x03\x04",
  "PK\x05\x06",
  "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  "\xff\xff\xff\xff",
  "\0\0\0\0",
];

function keep({ folder, tell }: Wanted, name: string, bytes: Buffer, complaint: string): string {
  tell(`${name}: ${complaint}`);
  if (!folder) return name;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}
