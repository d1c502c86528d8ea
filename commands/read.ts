/** npm run read -- DIR [--json]: reads every file below a folder and says what it is, in a process that no file can escape. */
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type BoundedReader, boundedReader } from "../infra/reading/bounded.ts";
import { fileLimit } from "../shared/documents/limits.ts";
import { typeOf } from "../shared/documents/types.ts";
import { type Reading, withoutText } from "../shared/domain/reading.ts";

type Line = { file: string } & Pick<Reading, "type" | "status" | "language" | "words" | "flags">;

/** Every file below a folder, sorted by its path from there; links are not followed. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort((left, right) => (left < right ? -1 : 1));
}

async function lineOf(reader: BoundedReader, folder: string, file: string): Promise<Line> {
  const { type, status, language, words, flags } = await readingOf(reader, join(folder, file));
  return { file, type, status, language, words, flags };
}

async function readingOf(reader: BoundedReader, path: string): Promise<Reading> {
  try {
    if (statSync(path).size > fileLimit) return tooLarge(path);
    const bytes = readFileSync(path);
    const reading = await reader.read(bytes, path);
    // A process that was ended could not say what it had before it.
    return reading.type === "unknown" && reading.status === "failed"
      ? { ...reading, type: knownType(bytes) }
      : reading;
  } catch {
    return withoutText("unknown", "failed", ["damaged"]); // it cannot be opened here
  }
}

function knownType(bytes: Uint8Array): Reading["type"] {
  try {
    return typeOf(bytes);
  } catch {
    return "unknown";
  }
}

function tooLarge(path: string): Reading {
  const head = Buffer.alloc(4096);
  const file = openSync(path, "r");
  const length = readSync(file, head);
  closeSync(file);
  return withoutText(knownType(head.subarray(0, length)), "refused", ["too-large"]);
}

function show({ file, type, status, language, words, flags }: Line): string {
  const cells = [type.padEnd(17), status.padEnd(16), (language ?? "-").padEnd(3), String(words).padStart(7)];
  return `${cells.join(" ")}  ${file}${flags.length ? `  [${flags.join(", ")}]` : ""}`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    process.stderr.write("usage: npm run read -- DIR [--json]\n");
    return 2;
  }
  const files = filesBelow(resolve(folder));
  const reader = boundedReader();
  let told = 0;
  for (const file of files) {
    const line = await lineOf(reader, resolve(folder), file);
    process.stdout.write(`${values.json ? JSON.stringify(line) : show(line)}\n`);
    told += 1;
  }
  reader.stop();
  return told === files.length ? 0 : 1;
}

process.exitCode = await main();
