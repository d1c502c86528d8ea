/** A slice of the fuzzing, and that its cases can be had again; ALL=1 tries as many as `npm run fuzz`. */
import { describe, expect, test } from "vitest";
import { fuzz } from "../../infra/fuzz/fuzz.ts";
import { mailSeeds, mailWords } from "../../infra/fuzz/mails.ts";
import { mutated } from "../../infra/fuzz/mutate.ts";

const [mails, documents] = process.env.ALL ? [20_000, 2_000] : [600, 60];

describe("mutated files", () => {
  test(
    `${mails} mails and ${documents} documents are read as all must be`,
    async () => {
      const told: string[] = [];
      const result = await fuzz({ seed: 3, mails, documents, tell: (line) => told.push(line) });
      expect(result, told.join("\n")).toEqual({ mails, documents, crashes: 0, hangs: 0, found: [] });
    },
    process.env.ALL ? 600_000 : 60_000,
  );

  test("are the same for the same seed and number, and others for another", () => {
    const seeds = mailSeeds();
    const hex = (seed: number, number: number) =>
      mutated(seeds, mailWords, seed, number).bytes.toString("hex");
    const some = Array.from({ length: 20 }, (_, number) => number);
    expect(some.map((number) => hex(7, number))).toEqual(some.map((number) => hex(7, number)));
    expect(some.filter((number) => hex(7, number) === hex(8, number)).length).toBeLessThan(5);
  });

  test("grow no larger than a case that somebody can read", () => {
    const seeds = [Buffer.alloc(400_000, "x")];
    for (let number = 0; number < 50; number += 1)
      expect(mutated(seeds, mailWords, 1, number).bytes.length).toBeLessThanOrEqual(512 * 1024);
  });
});
