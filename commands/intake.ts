/**
 * Feeds every file below a folder as a mail through the receive path of the local cloud, and says what became of each:
 * `npm run intake -- DIR [--json] [--mail-from ADDRESS] [--to ADDRESS …] [--client ADDRESS]
 * [--expect FILE]`.
 *
 * With --json standard output is JSON Lines, a line a file, in the order of their names. Exit status 1 when a file has
 * no end or its stored bytes differ.
 */
import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { differences, envelopesOf, readExpected } from "../infra/intake/expected.ts";
import { feed, type Line } from "../infra/intake/intake.ts";
import { openReview } from "../infra/intake/review.ts";
import { definitionFrom, refuse } from "./definition-file.ts";
import { synthesize } from "./synth.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    "mail-from": { type: "string" },
    to: { type: "string", multiple: true },
    client: { type: "string" },
    expect: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const usage = `npm run intake -- DIR [--json] [--mail-from ADDRESS] [--to ADDRESS …] [--client ADDRESS]

Feeds every file below DIR as a mail through the receive path of the local cloud, with a fresh state.

  --mail-from   MAIL FROM of every mail, "" for the null sender. Else the address of From, or nobody@unknown.example.
  --to          RCPT TO, may be repeated. Else our addresses in To and Cc; else, where a public mailbox stands there, its
                secret address, by way of the relay; else the call for inputs.
  --client      the address that hands the mail over. Else the one that sends for the domain of From if that is a sample
                domain, else 127.0.0.1, which proves nobody. SPF, DKIM and DMARC are computed from it.
  --expect      an index such as events/mails/expected.yaml: gives envelopes, and each end is compared with it.
`;
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const [given] = positionals;
if (given === undefined) refuse(usage);
const folder = resolve(given);
if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) refuse(`There is no folder ${folder}`);

/** Every file below the folder, in the order of the bytes of their names, which need not be UTF-8. */
function filesBelow(folder: Buffer, below: Buffer = Buffer.of()): Buffer[] {
  const entries = readdirSync(Buffer.concat([folder, below]), { withFileTypes: true, encoding: "buffer" });
  return entries.flatMap((entry) => {
    const path = Buffer.concat([below, Buffer.from("/"), entry.name]);
    if (entry.isDirectory()) return filesBelow(folder, path);
    const found = statSync(Buffer.concat([folder, path]), { throwIfNoEntry: false });
    return found?.isFile() ? [path] : [];
  });
}

const { file, definition } = definitionFrom(undefined);
const files = filesBelow(Buffer.from(folder))
  .sort(Buffer.compare)
  .map((path) => path.subarray(1));
process.stderr.write(`${files.length} files\n`);
const review = await openReview({ assembly: await synthesize({ definition: file }), definition });
const expected = values.expect === undefined ? [] : readExpected(values.expect);
const said = { from: values["mail-from"], to: values.to, client: values.client };
const ofIndex = envelopesOf(expected, review.cloud.dns);
const envelopes = (name: string) => (expected.some((one) => one.file === name) ? ofIndex(name) : said);
const begun = performance.now();
let bad = 0;
let unexpected = 0;
try {
  const tell = (done: number) => {
    if (done % 100 === 0) process.stderr.write(`${done} of ${files.length}\n`);
  };
  for await (const outcome of feed({ review, definition, folder, files, envelopes, tell })) {
    const { line } = outcome;
    process.stdout.write(`${values.json ? JSON.stringify(line) : inWords(line)}\n`);
    if (line.end === null || !line.rawKept) bad += 1;
    const wanted = expected.find((one) => one.file === line.file);
    const differing = wanted ? differences(outcome, wanted) : [];
    for (const difference of differing) process.stderr.write(`${line.file}: ${difference}\n`);
    if (differing.length > 0) unexpected += 1;
  }
  for (const { function: name, error } of review.cloud.failures())
    process.stderr.write(`FAILED: ${name}: ${error.errorType}: ${error.errorMessage}\n`);
} finally {
  await review.stop();
}
const seconds = (performance.now() - begun) / 1000;
process.stderr.write(`${files.length} files in ${seconds.toFixed(1)} s\n`);
if (bad > 0) process.stderr.write(`${bad} without an end, or with other bytes\n`);
if (unexpected > 0) process.stderr.write(`${unexpected} otherwise than expected\n`);
process.exitCode = bad + unexpected > 0 ? 1 : 0;

function inWords({ file: name, end, reason, from, subject, attachments, rawKept, answered }: Line): string {
  const files = attachments.map((one) => one.name).join(", ");
  return [
    `${end ?? "NO END"}: ${reason ?? ""}`.padEnd(36),
    `${answered ? "answered" : "        "} ${rawKept ? "" : "BYTES DIFFER "}${name}`,
    `\n    ${from ?? "nobody"}: ${subject}${files ? ` [${files}]` : ""}`,
  ].join("");
}
