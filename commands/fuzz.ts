/**
 * Tries mutated mails and documents: `npm run fuzz [-- --seed N] [--mails N] [--documents N]`.
 *
 * Whatever the bytes, a mail must be read without a throw, twice the same, with every file's hash that of its bytes
 * and words that can be stored; a document must come to a status within its bounds. The last line of standard output
 * is JSON: {mails, documents, crashes, hangs, found}. What broke a rule is kept, as small as it goes, in .local/fuzz.
 * Exit status 1 when anything did.
 */
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { fuzz } from "../infra/fuzz/fuzz.ts";
import { root } from "../infra/sources.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    mails: { type: "string", default: "20000" },
    documents: { type: "string", default: "2000" },
    json: { type: "boolean", default: true }, // as other commands have it
  },
});

function whole(name: "seed" | "mails" | "documents"): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} takes a whole number\n`);
  process.exit(2);
}

const result = await fuzz({
  seed: whole("seed"),
  mails: whole("mails"),
  documents: whole("documents"),
  folder: join(root, ".local", "fuzz"),
  tell: (line) => process.stderr.write(`${line}\n`),
});
const found = result.found.map((file) => relative(root, file));
process.stdout.write(`${JSON.stringify({ ...result, found })}\n`);
process.exitCode = found.length > 0 ? 1 : 0;
