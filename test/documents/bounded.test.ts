/** No file ends its caller: the process that reads it is ended and replaced, and the file has a status that says so. */
import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { checkDocument, documentSeeds, stopReading } from "../../infra/fuzz/documents.ts";
import { boundedReader } from "../../infra/reading/bounded.ts";

const reader = boundedReader();
afterAll(() => {
  reader.stop();
  stopReading();
});

test("a file that takes all memory is failed, and the next one is read", async () => {
  const hostile = Buffer.from(`{\\rtf1 ${"{a".repeat(9_000_000)}`);
  const reading = await reader.read(hostile, "hostile.rtf");
  expect(reading).toMatchObject({ status: "failed" });
  expect(["out-of-memory", "out-of-time"]).toContain(reading.flags[0]);
  const sample = readFileSync(new URL("sample/muestra.docx", import.meta.url));
  expect(await reader.read(sample, "muestra.docx")).toMatchObject({ type: "docx", status: "read" });
});

test("seeds and mutations of them come to a status", async () => {
  let state = 11;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (const { name, bytes } of documentSeeds()) {
    expect(await checkDocument(bytes, name)).toBeNull();
    for (let round = 0; round < 10; round++) {
      const mutated = Buffer.from(bytes);
      for (let change = 0; change < 12; change++)
        mutated[Math.floor(chance() * mutated.length)] = Math.floor(chance() * 256);
      expect(await checkDocument(mutated, name)).toBeNull();
    }
  }
});
