/** A stored file is scanned, read in a process of its own, and what was understood of it stands on the secretariat's page alone. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { becomeOperator, testCloud } from "../support/cloud.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await testCloud();
  becomeOperator(cloud);
});
afterAll(() => cloud.stop());

const sample = (name: string) => readFileSync(new URL(`../documents/sample/${name}`, import.meta.url));

async function readingOf(key: string, bytes: Uint8Array) {
  const { writeFile } = await import("../../shared/store/objects.ts");
  const { readReading } = await import("../../shared/store/readings.ts");
  await writeFile(key, bytes, "application/octet-stream");
  await cloud.settled();
  return readReading(key);
}

test.each(["muestra.docx", "muestra.pdf", "muestra.doc"])("%s is read once it is clean", async (name) => {
  const { readBlocks } = await import("../../shared/store/reading-texts.ts");
  const reading = await readingOf(`files/sample-1/${name}`, sample(name));
  expect(cloud.failures()).toEqual([]);
  expect(cloud.denied()).toEqual([]);
  expect(reading).toMatchObject({ state: "done", status: "read", language: "es" });
  const blocks = await readBlocks(reading?.text ?? "");
  expect(blocks[0]).toMatchObject({ text: "Aportes de la República de Ejemplo", place: { paragraph: 1 } });
});

test("an infected file is never opened", async () => {
  const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
  expect(await readingOf("files/sample-2/note.txt", Buffer.from(eicar))).toBeNull();
});

test("a file that ends its reader twice comes to a status instead of being tried for ever", async () => {
  const { saveReading, readReading } = await import("../../shared/store/readings.ts");
  const { transact } = await import("../../shared/store/table.ts");
  const key = "files/sample-3/note.docx";
  const at = cloud.clock.iso();
  await transact([
    saveReading(null, { key, state: "reading", attempts: 2, at, language: null, words: 0, flags: [] }),
  ]);
  await cloud.invoke("read-documents", { detail: { s3ObjectDetails: { objectKey: key } } });
  expect(await readReading(key)).toMatchObject({ state: "done", status: "failed", flags: ["crashed"] });
});

test("the same event again changes nothing", async () => {
  const { readReading } = await import("../../shared/store/readings.ts");
  const key = "files/sample-1/muestra.docx";
  const before = await readReading(key);
  await cloud.invoke("read-documents", { detail: { s3ObjectDetails: { objectKey: key } } });
  expect(await readReading(key)).toEqual(before);
});

test("what is not understood yet is said, and answers stand with their questions", async () => {
  const { understoodOf } = await import("../../shared/desk/understood.ts");
  const { getCall } = await import("../../shared/desk/calls.ts");
  const call = await getCall({ call: "guiding-questions" });
  if (!call) throw new Error("There is no such call");
  const key = "files/sample-4/respuestas.txt";
  const file = { key, name: "respuestas.txt", type: "text/plain", size: 1, sha256: "", flags: [] };
  expect(await understoodOf([file], call, [])).toMatchObject([{ reading: null, split: null }]);
  const [first] = call.questions;
  await readingOf(key, Buffer.from(`1. ${first?.text.es}\n\nFaltan fondos para trabajar con los vecinos.\n`));
  const [read] = await understoodOf([file], call, []);
  expect(read?.split?.answers).toMatchObject([
    { question: first?.id, text: "Faltan fondos para trabajar con los vecinos.", sure: "sure" },
  ]);
});
