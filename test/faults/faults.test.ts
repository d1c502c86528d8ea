/** A slice of what `npm run faults` tries: mails in, receipts out, one call or delivery broken at a time. */
import { expect, test } from "vitest";
import { tryFaults } from "../../infra/faults/faults.ts";

const everything = process.env.ALL === "1";

test("whatever call or delivery breaks, a mail has one end, its answer one version, its sender one receipt", async () => {
  const said: string[] = [];
  const result = await tryFaults({
    seed: 1,
    withMutants: everything,
    ...(everything ? {} : { slice: 12, only: ["mail"] }),
    tell: (line) => said.push(line),
  });
  expect(said.filter((line) => /BROKEN|NOT CAUGHT/i.test(line))).toEqual([]);
  expect(result.runs).toBeGreaterThanOrEqual(12);
  expect(result).toMatchObject({ broken: 0, mutantsCaught: result.mutants });
}, 3_600_000);
