/** npm run slate: a record is computed again, and what does not fit is said by name. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../../infra/sources.ts";
import { canonicalPool, Pool, type Slate, slateRules, solve } from "../../shared/domain/slates.ts";

const folder = mkdtempSync(join(tmpdir(), "slate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pool = Pool.parse({
  seats: [{ id: "moderator" }, { id: "speaker" }],
  subregions: ["north", "south"],
  candidates: [
    { id: "a", parties: ["AA"], subregion: "north", gender: "f", seats: [] },
    { id: "b", parties: ["BB"], subregion: "north", gender: "m", seats: [] },
    { id: "c", parties: ["CC"], subregion: "south", gender: "m", seats: [] },
    { id: "d", parties: ["AA"], subregion: "south", seats: [] },
  ],
  takenParties: [],
  fixed: [],
  excluded: [],
  relaxed: [],
});
const record = {
  rules: slateRules,
  hash: createHash("sha256").update(canonicalPool(pool)).digest("hex"),
  pool,
};
const slate = (moderator: string, speaker: string): Slate => [
  { seat: "moderator", candidate: moderator },
  { seat: "speaker", candidate: speaker },
];

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command on a record, or on a text that is none. */
function run(content: unknown, ...args: string[]): Promise<Run> {
  const file = join(folder, "record.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, "commands", "slate.ts"), file, ...args],
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test("a slate that is one of the best is said to be", async () => {
  const { code, stdout } = await run({ ...record, chosen: slate("a", "c") });
  expect(code).toBe(0);
  expect(stdout).toContain("The hash is that of the record");
  expect(stdout).toContain("one of the slates that have the best balance");
});

test("a slate that stands behind may be chosen, and it is said at which consideration", async () => {
  const { code, stdout } = await run({ ...record, chosen: slate("a", "b") }, "--json");
  expect(code).toBe(0);
  expect(stdout.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({
    rules: { match: true },
    hash: { match: true },
    best: solve(pool).best,
    chosen: { isBest: false, behindAt: "absent", by: 1, problems: [] },
  });
});

test("a record without a chosen slate, or of other rules, is computed all the same", async () => {
  const { code, stdout } = await run({ ...record, rules: "slates-0" });
  expect(code).toBe(0);
  expect(stdout).toContain("slates-0");
});

test("a slate that breaks a binding rule is an error", async () => {
  const { code, stdout } = await run({ ...record, chosen: slate("a", "d") });
  expect(code).toBe(1);
  expect(stdout).toContain("speaker: d: state-twice (AA), with moderator");
});

test("a pool that was changed is an error", async () => {
  const { code, stdout } = await run({ ...record, pool: { ...pool, excluded: ["c"] } });
  expect(code).toBe(1);
  expect(stdout).toContain("The hash differs");
});

test.each([
  ["pool.seats.0.id", { ...record, pool: { ...pool, seats: [{}] } }],
  ["pool.excluded.0", { ...record, pool: { ...pool, excluded: ["z"] } }],
  ["hash", { ...record, hash: undefined }],
  ["in JSON at position 1", "{"],
])("what is wrong in a file is named: %s", async (field, content) => {
  const { code, stderr } = await run(content);
  expect(code).toBe(1);
  expect(stderr).toContain(field);
});
