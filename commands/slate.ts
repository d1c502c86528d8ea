/**
 * npm run slate -- FILE [--json]: computes a slate again from the internal record that the console exports.
 *
 * The record is {rules, hash, pool, chosen?}; the hash is the SHA-256 of the pool in canonical form. It says whether
 * rules and hash are those of the record, which balance is the best, and where the chosen slate stands; the choice is
 * the coordinator's. Exit status 1 when the file is wrong, the hash differs, or the chosen slate breaks a binding rule.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type * as z from "zod";
import { type Balance, behind, type Level, levels, levelsInForce } from "../shared/domain/slate-balance.ts";
import { judge, type Problem } from "../shared/domain/slate-judge.ts";
import { SlateRecord } from "../shared/domain/slate-record.ts";
import { SlatesTooMany } from "../shared/domain/slate-tables.ts";
import { canonicalPool, slateRules, solve } from "../shared/domain/slates.ts";

const Exported = SlateRecord.partial({ chosen: true });
type Exported = z.infer<typeof Exported>;

interface Chosen {
  balance: Balance;
  problems: Problem[];
  isBest: boolean;
  behindAt: Level | null; // the first consideration at which it stands behind
  by: number;
}

interface Recomputed {
  rules: { recorded: string; here: string; match: boolean };
  hash: { recorded: string; here: string; match: boolean };
  best: Balance;
  slates: number; // level with the best, to 20
  more: boolean;
  chosen: Chosen | null;
}

function recompute({ rules, hash, pool, chosen }: Exported): Recomputed {
  const here = createHash("sha256").update(canonicalPool(pool)).digest("hex");
  const { best, slates, more } = solve(pool);
  return {
    rules: { recorded: rules, here: slateRules, match: rules === slateRules },
    hash: { recorded: hash, here, match: hash === here },
    best,
    slates: slates.length,
    more,
    chosen: chosen === undefined ? null : standingOf(pool, chosen, best),
  };
}

function standingOf(pool: Exported["pool"], slate: NonNullable<Exported["chosen"]>, best: Balance): Chosen {
  const { balance, problems } = judge(pool, slate);
  const differs = levelsInForce(pool).find((level) => behind(balance, best, level) !== 0);
  const by = differs === undefined ? 0 : behind(balance, best, differs);
  const isBehind = differs !== undefined && by > 0;
  return {
    balance,
    problems,
    isBest: differs === undefined && problems.length === 0,
    behindAt: isBehind ? differs : null,
    by: isBehind ? by : 0,
  };
}

const levelWords: Record<Level, string> = {
  open: "seats left open",
  absent: "subregions absent",
  spread: "difference between the fullest and the emptiest subregion",
  genderGap: "difference between women and men beyond what is not stated",
  fit: "sum of the coordinator's marks",
};

function balanceLines(balance: Balance): string[] {
  const counts = Object.entries(balance.counts).map(([id, count]) => `${id} ${count}`);
  return [
    ...levels.map((level) => `  ${levelWords[level]}: ${balance[level]}`),
    `  by subregion: ${counts.join(", ") || "none"}`,
    `  women ${balance.women}, men ${balance.men}, not stated ${balance.notStated}`,
  ];
}

function problemLine({ problem, seat, candidate, party, with: other }: Problem): string {
  const who = candidate === undefined ? "nobody" : candidate;
  return [
    `  ${seat}: ${who}: ${problem}`,
    party === undefined ? "" : ` (${party})`,
    other === undefined ? "" : `, with ${other}`,
  ].join("");
}

function chosenLines(chosen: Chosen | null, { slates, more }: Recomputed): string[] {
  if (!chosen) return ["The record names no chosen slate."];
  const count = more ? `more than ${slates}` : String(slates);
  const standing = chosen.isBest
    ? `It is one of the slates that have the best balance (${count}).`
    : chosen.behindAt
      ? `It stands behind the best balance at: ${levelWords[chosen.behindAt]}, by ${chosen.by}.`
      : "";
  return [
    "The chosen slate:",
    ...balanceLines(chosen.balance),
    ...(standing ? [standing] : []),
    ...(chosen.problems.length > 0
      ? ["It does not keep these rules:", ...chosen.problems.map(problemLine)]
      : ["It keeps every binding rule."]),
  ];
}

function show(recomputed: Recomputed): string {
  const { rules, hash, best, chosen } = recomputed;
  return [
    rules.match
      ? `The rules are those of the record: ${rules.here}.`
      : `The record was made by the rules ${rules.recorded}; these are ${rules.here}.`,
    hash.match
      ? `The hash is that of the record: ${hash.here}.`
      : `The hash differs. Recorded: ${hash.recorded}; of this pool: ${hash.here}.`,
    "The best balance:",
    ...balanceLines(best),
    ...chosenLines(chosen, recomputed),
  ].join("\n");
}

/** Reads the record; says each wrong field, and gives null. */
function read(file: string): Exported | null {
  try {
    const parsed = Exported.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      tell(`${file}: ${path.join(".") || "record"}: ${message}`);
  } catch (error) {
    tell(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}

const tell = (line: string) => process.stderr.write(`${line}\n`);

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    tell("usage: npm run slate -- FILE [--json]");
    return 2;
  }
  const record = read(file);
  if (!record) return 1;
  try {
    const recomputed = recompute(record);
    process.stdout.write(`${values.json ? JSON.stringify(recomputed) : show(recomputed)}\n`);
    const isBroken = (recomputed.chosen?.problems.length ?? 0) > 0;
    return recomputed.hash.match && !isBroken ? 0 : 1;
  } catch (error) {
    if (!(error instanceof SlatesTooMany)) throw error;
    tell(`${file}: pool: ${error.message}`);
    return 1;
  }
}

process.exitCode = main();
