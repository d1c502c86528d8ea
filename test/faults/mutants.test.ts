/** The patches that make our own code wrong must go on fitting it, and say where that shows. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { mutants } from "../../infra/faults/mutants.ts";
import { scenarios } from "../../infra/faults/scenarios.ts";
import { root } from "../../infra/sources.ts";

const all = mutants();

test("there are the five that were asked for, and more", () => {
  const asked = ["no-claim", "no-condition", "settle-before-send", "sdk-retries", "no-delivery-pointer"];
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(asked));
});

test.each(all)("$name still applies, and names faults that there are", ({ file, matters }) => {
  execFileSync("git", ["apply", "--check", file], { cwd: root, stdio: "pipe" });
  for (const { scenario, functions } of matters) {
    const named = scenarios.find(({ name }) => name === scenario);
    expect([...(named?.functions ?? []), ...(named?.deliveries ?? [])]).toEqual(
      expect.arrayContaining(functions),
    );
  }
});
