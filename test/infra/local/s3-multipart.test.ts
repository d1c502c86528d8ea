/** Uploads in parts to the local S3, with the AWS SDK as its client and presigned addresses as a browser uses them. */
import { createServer, type Server } from "node:http";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listen, portOf } from "../../../infra/local/gateway.ts";
import { createS3 } from "../../../infra/local/s3.ts";
import { edgeContext, resource } from "./edge-context.ts";

const now = new Date("2024-11-04T12:00:00.000Z");
const page = "http://localhost:4000";
const files = resource("Files", "AWS::S3::Bucket", {
  CorsConfiguration: {
    CorsRules: [{ AllowedOrigins: [page], AllowedMethods: ["PUT"], ExposedHeaders: ["ETag"] }],
  },
  LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
  NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
});
const object = { Bucket: "files", Key: "quarantine/d/f/Respuesta final.pdf" };
const whole = 5 * 1024 * 1024;
const first = Buffer.alloc(whole, "a");
const second = Buffer.alloc(1000, "b");

let server: Server;
let edge: ReturnType<typeof edgeContext>;
let client: S3Client;
let endpoint: string;

async function open(dir?: string) {
  edge = edgeContext([files], { now: now.toISOString(), ...(dir ? { dir } : {}) });
  const s3 = createS3(edge.context);
  server = createServer((request, response) => void s3.serve(request, response));
  await listen(server, 0);
  endpoint = `http://127.0.0.1:${portOf(server)}`;
  client = new S3Client({
    endpoint,
    region: "us-east-1",
    credentials: edge.context.issueKey({ kind: "operator" }),
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
}

function close() {
  client.destroy();
  server.closeAllConnections();
  server.close();
}

beforeEach(() => open());
afterEach(close);

const begin = async () => (await client.send(new CreateMultipartUploadCommand(object))).UploadId ?? "";
const address = (UploadId: string, PartNumber: number) =>
  getSignedUrl(client, new UploadPartCommand({ ...object, UploadId, PartNumber }), {
    expiresIn: 600,
    signingDate: now,
  });
const send = (url: string, body: Buffer) =>
  fetch(url, { method: "PUT", body: new Uint8Array(body), headers: { origin: page } });
const list = async (UploadId: string) => {
  const { Parts = [] } = await client.send(new ListPartsCommand({ ...object, UploadId }));
  return Parts.map(({ PartNumber = 0, ETag = "", Size = 0 }) => ({ PartNumber, ETag, Size }));
};
const complete = (UploadId: string, Parts: { PartNumber: number; ETag: string }[]) =>
  client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));

test("parts put by presigned addresses, one of them again, become one object, told once", async () => {
  const id = await begin();
  expect((await send(await address(id, 1), second)).status).toBe(200);
  const answer = await send(await address(id, 1), first);
  expect(answer.headers.get("access-control-expose-headers")).toBe("ETag");
  await send(await address(id, 2), second);
  const parts = await list(id);
  expect(parts.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
    [1, whole],
    [2, 1000],
  ]);
  expect(answer.headers.get("etag")).toBe(parts[0]?.ETag);
  expect(edge.emitted).toEqual([]);
  const done = await complete(id, parts);
  expect(done.ETag).toMatch(/-2"$/);
  const got = await (await client.send(new GetObjectCommand(object))).Body?.transformToByteArray();
  expect(Buffer.concat([first, second]).equals(Buffer.from(got ?? []))).toBe(true);
  expect(edge.emitted).toMatchObject([
    {
      detailType: "Object Created",
      detail: { object: { size: whole + 1000 }, reason: "CompleteMultipartUpload" },
    },
  ]);
  await expect(complete(id, parts)).rejects.toMatchObject({ name: "NoSuchUpload" });
});

test.each([
  [
    "another part's number",
    (url: string) => url.replace("partNumber=1", "partNumber=2"),
    "SignatureDoesNotMatch",
  ],
  ["another upload", (url: string) => url.replace(/uploadId=../, "uploadId=00"), "SignatureDoesNotMatch"],
  ["another key", (url: string) => url.replace("/d/f/", "/d/g/"), "SignatureDoesNotMatch"],
  [
    "a guessed signature",
    (url: string) => url.replace(/Signature=../, "Signature=zz"),
    "SignatureDoesNotMatch",
  ],
])("a part to an address with %s is refused", async (_what, change, code) => {
  const id = await begin();
  const answer = await send(change(await address(id, 1)), second);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(code)]);
  expect(await list(id)).toEqual([]);
});

test("an address is good until its hour, and while whoever signed it may put", async () => {
  const id = await begin();
  const url = await address(id, 1);
  edge.refuse.add("s3:PutObject");
  expect((await send(url, second)).status).toBe(403);
  edge.refuse.clear();
  edge.moveTo("2024-11-04T12:10:01.000Z");
  expect(await (await send(url, second)).text()).toContain("Request has expired");
});

test.each([
  ["a part that never came", [1, 2, 3], "InvalidPart"],
  ["parts out of order", [2, 1], "InvalidPartOrder"],
  ["no part", [], "MalformedXML"],
])("%s does not complete an upload", async (_what, numbers, code) => {
  const id = await begin();
  await send(await address(id, 1), first);
  await send(await address(id, 2), second);
  const known = new Map((await list(id)).map(({ PartNumber, ETag }) => [PartNumber, ETag]));
  const parts = numbers.map((PartNumber) => ({ PartNumber, ETag: known.get(PartNumber) ?? '"00"' }));
  await expect(complete(id, parts)).rejects.toMatchObject({ name: code });
});

test("a part too small before the last, and a wrong tag, do not complete an upload", async () => {
  const id = await begin();
  for (const number of [1, 2]) await send(await address(id, number), second);
  const parts = await list(id);
  await expect(complete(id, parts)).rejects.toMatchObject({ name: "EntityTooSmall" });
  const changed = parts.map((part) => ({ ...part, ETag: part.ETag.replace(/"../, '"00') }));
  await expect(complete(id, changed)).rejects.toMatchObject({ name: "InvalidPart" });
});

test("an upload begun with checksums cannot be completed without them", async () => {
  const begun = await client.send(
    new CreateMultipartUploadCommand({ ...object, ChecksumAlgorithm: "CRC32" }),
  );
  const id = begun.UploadId ?? "";
  await send(await address(id, 1), second);
  const parts = await list(id);
  await expect(complete(id, parts)).rejects.toMatchObject({ name: "InvalidRequest" });
});

test("what was aborted, or not finished within the bucket's days, is gone; a restart forgets nothing", async () => {
  const [aborted, left] = [await begin(), await begin()];
  await send(await address(left, 1), second);
  await client.send(new AbortMultipartUploadCommand({ ...object, UploadId: aborted }));
  await expect(list(aborted)).rejects.toMatchObject({ name: "NoSuchUpload" });
  const { dir } = edge.context;
  close();
  await open(dir);
  expect(await list(left)).toHaveLength(1);
  edge.moveTo("2024-11-11T12:00:01.000Z");
  await expect(list(left)).rejects.toMatchObject({ name: "NoSuchUpload" });
});

test("each call asks for its own right", async () => {
  const id = await begin();
  await list(id);
  await client.send(new AbortMultipartUploadCommand({ ...object, UploadId: id }));
  expect(edge.asked.map((one) => one.split(" ")[1])).toEqual([
    "s3:PutObject",
    "s3:ListMultipartUploadParts",
    "s3:AbortMultipartUpload",
  ]);
});
