/** Files and their scan, in a running cloud: whatever is written below files/ is looked at, and what was said stays said. */
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { eicarFile } from "../../infra/local/eicar.ts";
import { becomeOperator, testCloud } from "../support/cloud.ts";

let cloud: Cloud;
let s3: S3Client;

beforeAll(async () => {
  cloud = await testCloud();
  becomeOperator(cloud);
  s3 = new S3Client({ endpoint: cloud.awsEndpoint, forcePathStyle: true });
}, 60_000);

afterAll(async () => {
  vi.useRealTimers();
  s3.destroy();
  await cloud.stop();
});

const write = (Key: string, Body: Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: cloud.resource("FilesBucket"), Key, Body }));
const store = () => import("../../shared/store/scans.ts");
const locked = Buffer.from("PK\x03\x04\x14\x00\x01\x00", "latin1");

test.each([
  ["files/a-1/nota.txt", Buffer.from("nota"), "clean"],
  ["files/a-2/eicar.txt", eicarFile(), "infected"],
  ["files/a-3/anexos.zip", locked, "unscanned"],
  ["quarantine/a/b/eicar.txt", eicarFile(), "pending"],
])("%s is %s", async (key, bytes, state) => {
  const { scanOf } = await store();
  await write(key, bytes);
  await cloud.settled();
  expect(await scanOf(key)).toBe(state);
});

test("a threat found stays found, whatever is said later and however often", async () => {
  const { readScan, scansOf } = await store();
  const { noteScan } = await import("../../shared/desk/scans.ts");
  const [infected, unscanned] = ["files/a-2/eicar.txt", "files/a-3/anexos.zip"] as const;
  const before = await readScan(infected);
  for (const result of ["NO_THREATS_FOUND", "THREATS_FOUND", "FAILED"] as const)
    await noteScan({ key: infected, result, threats: [] }, new Date());
  expect(await readScan(infected)).toEqual(before);
  await noteScan({ key: unscanned, result: "NO_THREATS_FOUND", threats: [] }, new Date());
  expect(await scansOf([infected, unscanned])).toEqual({ [infected]: "infected", [unscanned]: "clean" });
});

test.each([
  ["files/a-1/nota.txt", "public", false, "address"],
  ["files/a-2/eicar.txt", "secretariat", true, "infected"],
  ["files/a-4/no.pdf", "party", false, "pending"],
] as const)("%s for the %s: %s", async (key, to, warned, outcome) => {
  const { fileLink } = await import("../../shared/desk/files.ts");
  const link = await fileLink({ file: { key, name: "a.txt" }, to, since: new Date().toISOString(), warned });
  expect("address" in link ? "address" : link.held).toBe(outcome);
});

test("an infected file is a task until a person has seen to it", async () => {
  const { infectedFiles, settleInfected } = await import("../../shared/desk/scans.ts");
  const { coordinator } = await import("../support/launch.ts");
  const by = await coordinator();
  const waiting = await infectedFiles();
  expect(waiting.map(({ name }) => name)).toEqual(["eicar.txt", "eicar.txt"]);
  for (const { scan } of waiting) expect(await settleInfected({ key: scan.key, by })).toEqual({ ok: true });
  expect(await infectedFiles()).toEqual([]);
  expect(await settleInfected({ key: "files/a-1/nota.txt", by })).toEqual({ refused: "unknown-file" });
});

test("nothing was denied, and each scan is on the bill: three, and the file that left quarantine", () => {
  expect(cloud.denied()).toEqual([]);
  expect(cloud.failures()).toEqual([]);
  expect(cloud.bill().calls).toMatchObject({ "guardduty:Objects": 4 });
});
