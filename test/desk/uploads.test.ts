/** Files on their way in, in a running cloud: received into a draft, in one piece or in parts, and scanned. */
import {
  AbortMultipartUploadCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { eicarFile } from "../../infra/local/eicar.ts";
import type { Plan } from "../../shared/desk/parts.ts";
import { partSize } from "../../shared/domain/upload.ts";
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

const Bucket = () => cloud.resource("FilesBucket");
const write = (Key: string, Body: Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: Bucket(), Key, Body }));
const scans = () => import("../../shared/store/scans.ts");
const parts = () => import("../../shared/desk/parts.ts");
const draftOf = async (id: string) => (await import("../../shared/store/drafts.ts")).readDraft(id);
const locked = Buffer.from("PK\x03\x04\x14\x00\x01\x00", "latin1");

describe("what is received", () => {
  const draft = "guiding-questions.CO.1";
  const pdf = Buffer.from("%PDF-1.7\n");
  const named = async () =>
    (await draftOf(draft)).files.map(({ file: { name }, refused }) => [name, refused ?? "taken"]);

  test("two files of one name are two, and one told of twice is one", async () => {
    await write(`quarantine/${draft}/file_1/nota.pdf`, pdf);
    await write(`quarantine/${draft}/file_2/nota.pdf`, Buffer.concat([pdf, pdf]));
    await cloud.settled();
    await write(`quarantine/${draft}/file_1/nota.pdf`, pdf);
    await cloud.settled();
    expect(await named()).toEqual([
      ["nota.pdf", "taken"],
      ["nota.pdf", "taken"],
    ]);
    const keys = (await draftOf(draft)).files.map(({ file }) => file.key);
    expect(new Set(keys).size).toBe(2);
  });

  test.each([
    ["empty", "vacío.pdf", Buffer.alloc(0)],
    ["wrong-type", "programa.pdf", Buffer.from("MZ\x90\x00\x03\x00\x00\x00", "latin1")],
  ])("%s: refused in the draft, its bytes kept in quarantine", async (reason, name, bytes) => {
    const key = `quarantine/${draft}/file_${reason}/${name}`;
    await write(key, bytes);
    await cloud.settled();
    expect(await named()).toContainEqual([name, reason]);
    expect((await cloud.object({ bucket: Bucket(), key }))?.length).toBe(bytes.length);
  });

  test("a file taken out of the draft is marked for the bucket to delete; the other of its name stays", async () => {
    const { removeFile } = await import("../../shared/desk/drafts.ts");
    const [first, second] = (await draftOf(draft)).files;
    for (const _click of [1, 2])
      expect(await removeFile({ draft, file: first?.id ?? "", actor: "contact:co1" })).toEqual({ ok: true });
    expect((await draftOf(draft)).files.map(({ id }) => id)).toContain(second?.id);
    const tagsOf = async (key = "") =>
      (await s3.send(new GetObjectTaggingCommand({ Bucket: Bucket(), Key: key }))).TagSet;
    expect(await tagsOf(first?.file.key)).toEqual([{ Key: "removed", Value: "yes" }]);
    expect(await tagsOf(second?.file.key)).toEqual([]);
  });
});

describe("in parts", () => {
  const draft = "guiding-questions.MX.1";
  const chosen = { name: "C:\\fakepath\\Anexo ñ.pdf", size: partSize + 10, modified: 1_700_000_000_000 };
  const begin = async (more = {}): Promise<Plan> => {
    const plan = await (await parts()).beginUpload({ draft, chosen: { ...chosen, ...more } });
    if ("refused" in plan) throw new Error(plan.refused);
    return plan;
  };
  const put = async ({ from, to, url }: Plan["parts"][number], first = "%PDF-1.7\n") => {
    const bytes = Buffer.alloc(to - from, "x");
    if (from === 0) bytes.write(first);
    expect((await fetch(url, { method: "PUT", body: new Uint8Array(bytes) })).status).toBe(200);
  };

  test("the same file goes on from what arrived; another moment of change is another file", async () => {
    const plan = await begin();
    expect(plan.parts.map(({ from, to }) => [from, to])).toEqual([
      [0, partSize],
      [partSize, partSize + 10],
    ]);
    for (const part of plan.parts.slice(1)) await put(part);
    const again = await begin();
    expect(again).toMatchObject({ file: plan.file, sent: 10, parts: [{ from: 0, to: partSize }] });
    expect((await begin({ modified: 1 })).file).not.toBe(plan.file);
    const { finishUpload } = await parts();
    expect(await finishUpload({ draft, file: plan.file })).toEqual({ refused: "incomplete" });
    for (const part of again.parts) await put(part);
    for (const _answer of ["lost", "heard"])
      expect(await finishUpload({ draft, file: plan.file })).toEqual({ ok: true });
    await cloud.settled();
    const { files, uploads } = await draftOf(draft);
    expect(files.map(({ file }) => [file.name, file.size, file.type])).toEqual([
      ["Anexo ñ.pdf", partSize + 10, "application/pdf"],
    ]);
    expect(uploads.map(({ modified }) => modified)).toEqual([1]);
    expect(await finishUpload({ draft, file: plan.file })).toEqual({ ok: true });
  });

  test("whoever did not hear that it was finished begins again, and nothing is sent twice", async () => {
    const { beginUpload, finishUpload } = await parts();
    const plan = await begin({ modified: 3 });
    for (const part of plan.parts) await put(part);
    expect(await finishUpload({ draft, file: plan.file })).toEqual({ ok: true });
    const again = () => beginUpload({ draft, chosen: { ...chosen, modified: 3 }, file: plan.file });
    expect(await again()).toMatchObject({ file: plan.file, whole: true, parts: [] });
    await cloud.settled();
    expect(await again()).toMatchObject({ file: plan.file, whole: true, parts: [] });
    expect((await draftOf(draft)).files.filter(({ id }) => id === plan.file)).toHaveLength(1);
  });

  test("one that is given up is forgotten, and so is one that the bucket gave up", async () => {
    const { cancelUpload, finishUpload } = await parts();
    const [left] = (await draftOf(draft)).uploads;
    for (const _click of [1, 2])
      expect(await cancelUpload({ draft, file: left?.file ?? "" })).toEqual({ ok: true });
    expect(await finishUpload({ draft, file: left?.file ?? "" })).toEqual({ refused: "unknown-file" });
    const plan = await begin({ modified: 2 });
    const [known] = (await draftOf(draft)).uploads;
    await s3.send(
      new AbortMultipartUploadCommand({ Bucket: Bucket(), Key: plan.key, UploadId: known?.uploadId ?? "" }),
    );
    const anew = await begin({ modified: 2 });
    expect(anew.file).not.toBe(plan.file);
    expect((await draftOf(draft)).uploads.map(({ file }) => file)).toEqual([anew.file]);
  });

  test("a small file goes in one piece, and sent twice under its id it is one", async () => {
    const { beginUpload } = await parts();
    const small = { name: "nota.txt", size: 12, modified: 1 };
    const first = await beginUpload({ draft, chosen: small });
    if ("refused" in first) throw new Error(first.refused);
    const second = await beginUpload({ draft, chosen: small, file: first.file });
    if ("refused" in second) throw new Error(second.refused);
    expect(second).toMatchObject({ file: first.file, whole: true });
    for (const { parts } of [first, second]) {
      for (const part of parts) await put(part, "Nota");
      await cloud.settled();
    }
    expect((await draftOf(draft)).files.filter(({ file }) => file.name === "nota.txt")).toHaveLength(1);
  });

  test.each([
    ["larger than the page says", 25 * 1024 * 1024 + 1, "too-large"],
    ["of no size", Number.NaN, "unknown-file"],
    ["of a size below nothing", -1, "unknown-file"],
  ])("a file %s is refused before it is sent", async (_what, size, reason) => {
    const { beginUpload } = await parts();
    expect(await beginUpload({ draft, chosen: { ...chosen, size } })).toEqual({ refused: reason });
  });

  test("an id that is none of ours is not taken for one", async () => {
    const { beginUpload } = await parts();
    const chosen = { name: "../../files/x.pdf", size: 1, modified: 1 };
    const plan = await beginUpload({ draft, chosen, file: "file_../../x" });
    expect(plan).toMatchObject({
      key: expect.stringMatching(/^quarantine\/guiding-questions\.MX\.1\/file_\w+\/x\.pdf$/),
    });
  });
});

describe("the scan", () => {
  test.each([
    ["files/a-1/nota.txt", "clean", Buffer.from("nota")],
    ["files/a-2/eicar.txt", "infected", eicarFile()],
    ["files/a-3/anexos.zip", "unscanned", locked],
    ["elsewhere/eicar.txt", "pending", eicarFile()],
  ])("%s is %s", async (key, state, bytes) => {
    const { scanOf } = await scans();
    await write(key, bytes);
    await cloud.settled();
    expect(await scanOf(key)).toBe(state);
  });

  test("a threat found stays found, whatever is said later and however often", async () => {
    const { readScan, scansOf } = await scans();
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
    ["files/a-1/nota.txt", "public", "address", false],
    ["files/a-2/eicar.txt", "secretariat", "infected", true],
    ["files/a-4/no.pdf", "party", "pending", false],
  ] as const)("%s for the %s: %s", async (key, to, outcome, warned) => {
    const { fileLink } = await import("../../shared/desk/files.ts");
    const since = new Date().toISOString();
    const link = await fileLink({ file: { key, name: "a.txt" }, to, since, warned });
    expect("address" in link ? "address" : link.held).toBe(outcome);
  });

  test("an infected file is a task until a person has seen to it", async () => {
    const { countInfected, infectedFiles, settleInfected } = await import("../../shared/desk/scans.ts");
    const { coordinator } = await import("../support/launch.ts");
    const by = await coordinator();
    const [waiting] = await infectedFiles();
    expect(waiting).toMatchObject({
      name: "eicar.txt",
      scan: { threats: [expect.stringContaining("EICAR")] },
    });
    expect(await settleInfected({ key: waiting?.scan.key ?? "", by })).toEqual({ ok: true });
    expect(await countInfected()).toBe(0);
    expect(await settleInfected({ key: "files/a-1/nota.txt", by })).toEqual({ refused: "unknown-file" });
  });
});

test("a plan that no longer works, and a scan that failed, are said where the alarm looks", async () => {
  const said = () => cloud.logs("note-scan").filter((line) => line.includes("SCAN FAILED")).length;
  expect(said()).toBe(0);
  await cloud.emit({
    source: "aws.guardduty",
    detailType: "GuardDuty Malware Protection Resource Status Error",
    detail: { s3BucketDetails: { bucketName: Bucket() } },
  });
  await cloud.emit({
    source: "aws.guardduty",
    detailType: "GuardDuty Malware Protection Object Scan Result",
    detail: {
      s3ObjectDetails: { bucketName: Bucket(), objectKey: "files/a-5/nota.txt" },
      scanResultDetails: { scanResultStatus: "FAILED", threats: null },
    },
  });
  await cloud.settled();
  expect(said()).toBe(2);
  const { scanOf } = await scans();
  expect(await scanOf("files/a-5/nota.txt")).toBe("unscanned");
});

test("nothing was denied and nothing failed, and scans are on the bill", () => {
  expect(cloud.denied()).toEqual([]);
  expect(cloud.failures()).toEqual([]);
  expect(cloud.bill().calls["guardduty:Objects"]).toBeGreaterThan(5);
});
