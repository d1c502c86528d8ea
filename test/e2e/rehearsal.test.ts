/** A small review played from its first day to its last by people who know only mail and pages; undisturbed, and killed. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { synthesize } from "../../commands/synth.ts";
import { root } from "../../infra/sources.ts";
import { writeSmallReview } from "../support/small-review.ts";

const Result = z.object({
  review: z.string(),
  messagesIn: z.number(),
  submissions: z.number(),
  triaged: z.number(),
  setAside: z.number(),
  noticesSent: z.number(),
  duplicateNotices: z.number(),
  lostMessages: z.number(),
  remindersSent: z.number(),
  missedDates: z.number(),
  billUsd: z.number(),
  decisions: z.array(
    z.object({
      call: z.string(),
      decidedAt: z.string(),
      seats: z.array(z.object({ seat: z.string(), party: z.string() })),
    }),
  ),
});
type Result = z.infer<typeof Result>;

const dir = mkdtempSync(join(tmpdir(), "hoja-rehearsal-"));
const file = join(dir, "small.yaml");
let undisturbed: Result;

/** Runs the command; with `killAfter`, kills it without warning once it has told so many deeds. */
function play(
  folder: string,
  options: { resume?: boolean; killAfter?: number } = {},
): Promise<{ result: Result | null; code: number | null }> {
  const args = [
    join(root, "commands", "rehearse.ts"),
    file,
    "--json",
    "--seed",
    "5",
    "--dir",
    join(dir, folder),
  ];
  const child = spawn(process.execPath, options.resume ? [...args, "--resume"] : args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let told = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    told += chunk.toString().split("\n").length - 1;
    if (options.killAfter !== undefined && told >= options.killAfter) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const last = said.trim().split("\n").at(-1) ?? "";
      resolve({ code, result: last ? Result.parse(JSON.parse(last)) : null });
    });
  });
}

beforeAll(async () => {
  writeSmallReview(file);
  await synthesize({ definition: file });
  const { result, code } = await play("undisturbed");
  expect(code).toBe(0);
  if (!result) throw new Error("The rehearsal printed nothing");
  undisturbed = result;
}, 900_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("nothing is lost, nothing doubled, and the review costs something", () => {
  expect(undisturbed).toMatchObject({ lostMessages: 0, duplicateNotices: 0, missedDates: 0 });
  expect(undisturbed.billUsd).toBeGreaterThan(0);
  expect(undisturbed.messagesIn).toBeGreaterThan(0);
  expect(undisturbed.remindersSent).toBeGreaterThan(0);
});

test("three co-chairs, one of each subregion, stand before 31 January 2025 begins in Santiago", () => {
  const [decision] = undisturbed.decisions;
  expect(decision?.call).toBe("co-chairs");
  expect(decision && decision.decidedAt < "2025-01-31T03:00:00Z").toBe(true);
  const groups = [
    ["MX", "GT", "CR"],
    ["BB", "JM", "DO"],
    ["CO", "CL", "BR"],
  ];
  const parties = decision?.seats.map(({ party }) => party) ?? [];
  expect(groups.map((group) => parties.filter((party) => group.includes(party)).length)).toEqual([1, 1, 1]);
});

test("killed in the middle and started again, it ends as if nothing had happened", {
  timeout: 900_000,
}, async () => {
  const killed = await play("killed", { killAfter: 9 });
  expect(killed.result).toBeNull();
  const { result, code } = await play("killed", { resume: true });
  expect(code).toBe(0);
  expect({ ...result, billUsd: 0 }).toEqual({ ...undisturbed, billUsd: 0 });
});
