/** The bench prints one line of JSON that says of a function what the goals are measured by. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import * as z from "zod";
import { functionNames } from "../../infra/build.ts";
import { root } from "../../infra/sources.ts";

const run = promisify(execFile);
const bench = (...args: string[]) => run(process.execPath, [join(root, "commands", "bench.ts"), ...args]);

const Cold = z.array(
  z.strictObject({
    function: z.string(),
    clients: z.array(z.string()),
    kib: z.number().positive(),
    bareKib: z.number().positive(),
    cpuOverEmpty: z.number().positive(),
    cpuOverBare: z.number().positive(),
  }),
);

/** With ALL=1 every function, which takes a minute; else two with different clients. */
const weighedHere = functionNames.filter(
  (name) => process.env.ALL === "1" || name === "keep-ledger" || name === "await-change",
);

test("a function is weighed beside a bare handler with the same AWS clients", async () => {
  const { stdout } = await bench("cold", "--json", "--rounds", "1", ...weighedHere);
  expect(stdout.trim().split("\n")).toHaveLength(1);
  const weighed = Cold.parse(JSON.parse(stdout));
  expect(weighed.map((one) => one.function)).toEqual(weighedHere);
  expect(weighed.find((one) => one.function === "keep-ledger")?.clients).toEqual(["eventbridge", "s3"]);
  for (const one of weighed) {
    // The site has a goal of its own, which is looked at by hand.
    const over = one.function === "site" ? 0 : one.kib - one.bareKib;
    expect.soft(over, `KiB of ${one.function} over the bare handler`).toBeLessThan(150);
    expect(one.cpuOverEmpty).toBeGreaterThan(1);
  }
}, 300_000);

test("an unknown function is named, with how the command is used", async () => {
  const failed = await bench("cold", "no-such").catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining("there is no function no-such") });
});
