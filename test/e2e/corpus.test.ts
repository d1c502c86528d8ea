/** Every sample mail through one local cloud, by the code of `npm run intake`: what becomes of each, as a table. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { synthesize } from "../../commands/synth.ts";
import { differences, type Expected, envelopesOf, readExpected, rowOf } from "../../infra/intake/expected.ts";
import { feed, type Outcome } from "../../infra/intake/intake.ts";
import { openReview, type RunningReview } from "../../infra/intake/review.ts";
import { lac } from "../support/definitions.ts";

const samples = fileURLToPath(new URL("../../events/mails", import.meta.url));
const indexed = readExpected(join(samples, "expected.yaml"));

const line = (header: string) => `${header}\r\n`;
const head = (from: string, ...more: string[]) =>
  [`From: ${from}`, "To: guiding-questions@in.hoja.example", "Subject: Respuestas", ...more]
    .map(line)
    .join("");
const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("-");

/** What would be too large for a folder of samples, or would make a scanner of the reader's machine complain. */
const made: [Omit<Expected, "late" | "also" | "unpacked">, string][] = [
  [
    {
      file: "made/virus.eml",
      why: "a scanner's test virus: sealed, and no answer",
      ...{ end: "triage", reason: "sealed", call: "guiding-questions", party: "SV", answered: false },
      attachments: ["anexo.com"],
      envelope: {},
    },
    `${head("mision.santiago@cancilleria-sv.example", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b")}\r\n--b\r\n\r\nAdjunto.\r\n--b\r\nContent-Type: application/octet-stream; name=anexo.com\r\nContent-Disposition: attachment; filename=anexo.com\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(eicar).toString("base64")}\r\n--b--\r\n`,
  ],
  [
    {
      file: "made/header-of-2-mb.eml",
      why: "60,000 headers: over the limit, kept, and the sender hears that it arrived",
      ...{ end: "triage", reason: "unreadable", call: "guiding-questions", party: "CR", answered: true },
      attachments: [],
      envelope: {},
    },
    `${head("mision.ginebra@cancilleria-cr.example", ...Array.from({ length: 60_000 }, (_, n) => `X-${n}: abcdefghijklmnopqrstuvwxyz`))}\r\nHola.\r\n`,
  ],
];

let folder: string;
let review: RunningReview;
const outcomes = new Map<string, Outcome>();
const expected: Expected[] = [
  ...indexed,
  ...made.map(([one]) => ({ late: false, also: [], unpacked: [], ...one })),
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
  for (const { file } of indexed) copyTo(file);
  for (const [{ file }, text] of made) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  review = await openReview({ assembly: await synthesize(), definition: lac });
  const files = expected.map(({ file }) => Buffer.from(file)).sort(Buffer.compare);
  const envelopes = envelopesOf(expected, review.cloud.dns);
  for await (const outcome of feed({ review, definition: lac, folder, files, envelopes }))
    outcomes.set(outcome.line.file, outcome);
});
afterAll(async () => {
  await review.stop();
  rmSync(folder, { recursive: true, force: true });
});

function copyTo(file: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  copyFileSync(join(samples, file), join(folder, file));
}

test("at least 150 mails stand in the index, each file of the folder once", () => {
  const files = readdirSync(samples, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(eml|msg)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(samples.length + 1));
  expect(indexed.length).toBeGreaterThanOrEqual(150);
  expect(indexed.map(({ file }) => file).sort()).toEqual(files.sort());
});

test("every mail comes to its end, with its files and its answer", () => {
  console.log([...outcomes.values()].map(rowOf).join("\n"));
  const found = expected.flatMap((one) => {
    const outcome = outcomes.get(one.file);
    return outcome
      ? differences(outcome, one).map((words) => `${one.file}: ${words}`)
      : [`${one.file}: was not fed`];
  });
  expect(found).toEqual([]);
});

test("nothing failed on the way, and nobody was refused a right", () => {
  expect(review.cloud.failures()).toEqual([]);
  expect(review.cloud.denied()).toEqual([]);
  expect(review.cloud.deadLetters()).toEqual([]);
});

test("nothing went to a mailbox from which only machines wrote", async () => {
  const robots = [...outcomes.values()].flatMap(({ line }) =>
    line.end === "set-aside" && line.reason === "delivery-report" && line.from ? [line.from] : [],
  );
  const written = new Set((await review.cloud.sentMail()).flatMap(({ to }) => to));
  expect(robots.filter((address) => written.has(address))).toEqual([]);
});
