/** The local S3, with the AWS SDK as its client. */
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectRetentionCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createS3 } from "../../../infra/local/s3.ts";
import { edgeContext, resource } from "./edge-context.ts";

const now = new Date("2024-11-04T12:00:00.000Z");
const resources = [
  resource("Files", "AWS::S3::Bucket", {
    VersioningConfiguration: { Status: "Enabled" },
    CorsConfiguration: {
      CorsRules: [
        { AllowedOrigins: ["http://localhost:4000"], AllowedMethods: ["POST"], AllowedHeaders: ["*"] },
      ],
    },
    NotificationConfiguration: {
      LambdaConfigurations: [
        {
          Event: "s3:ObjectCreated:*",
          Function: "arn:receive-upload",
          Filter: { S3Key: { Rules: [{ Name: "prefix", Value: "quarantine/" }] } },
        },
      ],
    },
  }),
  resource("Ledger", "AWS::S3::Bucket", {
    VersioningConfiguration: { Status: "Enabled" },
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 30 } } },
  }),
];

let server: Server;
let edge: ReturnType<typeof edgeContext>;
let client: S3Client;
let endpoint: string;

async function open(dir?: string) {
  edge = edgeContext(resources, dir ? { dir, now: now.toISOString() } : { now: now.toISOString() });
  const s3 = createS3(edge.context);
  server = createServer((request, response) => void s3.serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  endpoint = `http://127.0.0.1:${address.port}`;
  const key = edge.context.issueKey({ kind: "operator" });
  client = new S3Client({ endpoint, region: "us-east-1", credentials: key, forcePathStyle: true });
  return s3;
}

beforeEach(async () => void (await open()));
afterEach(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const text = async (key: string, versionId?: string) => {
  const got = await client.send(
    new GetObjectCommand({ Bucket: "files", Key: key, ...(versionId ? { VersionId: versionId } : {}) }),
  );
  return await got.Body?.transformToString();
};
const put = (key: string, body: string, more = {}) =>
  client.send(new PutObjectCommand({ Bucket: "files", Key: key, Body: body, ...more }));

test("an object comes back as it was put, with type and metadata, and by range", async () => {
  await put("a/ñ é+.txt", "uno dos tres", { ContentType: "text/plain", Metadata: { party: "CO" } });
  expect(await text("a/ñ é+.txt")).toBe("uno dos tres");
  const head = await client.send(new HeadObjectCommand({ Bucket: "files", Key: "a/ñ é+.txt" }));
  expect(head).toMatchObject({ ContentLength: 12, ContentType: "text/plain", Metadata: { party: "CO" } });
  const part = await client.send(
    new GetObjectCommand({ Bucket: "files", Key: "a/ñ é+.txt", Range: "bytes=4-6" }),
  );
  expect(await part.Body?.transformToString()).toBe("dos");
  expect(part.ContentRange).toBe("bytes 4-6/12");
});

test("a streamed body of a megabyte arrives whole", async () => {
  const chunk = Buffer.alloc(64 * 1024, "x");
  const body = Readable.from(Array.from({ length: 16 }, () => chunk));
  await client.send(
    new PutObjectCommand({ Bucket: "files", Key: "big", Body: body, ContentLength: 16 * chunk.length }),
  );
  const got = await client.send(new GetObjectCommand({ Bucket: "files", Key: "big" }));
  const bytes = await got.Body?.transformToByteArray();
  expect(
    createHash("sha256")
      .update(bytes ?? "")
      .digest("hex"),
  ).toBe(
    createHash("sha256")
      .update(Buffer.alloc(1024 * 1024, "x"))
      .digest("hex"),
  );
});

test("versions stay: after overwriting and deleting the first is still read by its id", async () => {
  const first = await put("k", "one");
  await put("k", "two");
  await client.send(new DeleteObjectCommand({ Bucket: "files", Key: "k" }));
  await expect(text("k")).rejects.toMatchObject({ name: "NoSuchKey" });
  expect(await text("k", first.VersionId)).toBe("one");
});

test("IfNoneMatch lets only the first put through", async () => {
  await put("once", "1", { IfNoneMatch: "*" });
  await expect(put("once", "2", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
});

test("a copy keeps bytes and metadata", async () => {
  await put("quarantine/d/f", "body", { ContentType: "application/pdf", Metadata: { a: "b" } });
  await client.send(
    new CopyObjectCommand({ Bucket: "files", Key: "files/f/x.pdf", CopySource: "files/quarantine/d/f" }),
  );
  expect(await text("files/f/x.pdf")).toBe("body");
  const head = await client.send(new HeadObjectCommand({ Bucket: "files", Key: "files/f/x.pdf" }));
  expect(head).toMatchObject({ ContentType: "application/pdf", Metadata: { a: "b" } });
});

test("a list shows keys in order, groups by delimiter and goes on page by page", async () => {
  for (const key of ["b/2", "a/1", "a/2", "c"]) await put(key, key);
  const all = await client.send(new ListObjectsV2Command({ Bucket: "files", Delimiter: "/" }));
  expect(all.CommonPrefixes?.map((p) => p.Prefix)).toEqual(["a/", "b/"]);
  expect(all.Contents?.map((c) => c.Key)).toEqual(["c"]);
  const page = await client.send(new ListObjectsV2Command({ Bucket: "files", MaxKeys: 3 }));
  expect(page.IsTruncated).toBe(true);
  const rest = await client.send(
    new ListObjectsV2Command({ Bucket: "files", ContinuationToken: page.NextContinuationToken }),
  );
  expect([...(page.Contents ?? []), ...(rest.Contents ?? [])].map((c) => c.Key)).toEqual([
    "a/1",
    "a/2",
    "b/2",
    "c",
  ]);
});

test("a new object below the prefix is told to its function, others are not", async () => {
  await put("files/x", "1");
  await put("quarantine/d 1/f", "22");
  expect(edge.told).toHaveLength(1);
  expect(edge.told[0]).toMatchObject({
    functionId: "arn:receive-upload",
    event: {
      Records: [{ eventName: "ObjectCreated:Put", s3: { object: { key: "quarantine/d+1/f", size: 2 } } }],
    },
    by: { kind: "service", service: "s3.amazonaws.com" },
  });
});

test("a locked version is not deleted before its date, nor its lock shortened", async () => {
  const entry = await client.send(new PutObjectCommand({ Bucket: "ledger", Key: "led_1", Body: "{}" }));
  const gone = new DeleteObjectCommand({ Bucket: "ledger", Key: "led_1", VersionId: entry.VersionId });
  await expect(client.send(gone)).rejects.toMatchObject({ name: "AccessDenied" });
  const shorter = new PutObjectRetentionCommand({
    Bucket: "ledger",
    Key: "led_1",
    Retention: { Mode: "COMPLIANCE", RetainUntilDate: new Date("2024-11-05T00:00:00Z") },
  });
  await expect(client.send(shorter)).rejects.toMatchObject({ name: "AccessDenied" });
  const longer = new PutObjectRetentionCommand({
    Bucket: "ledger",
    Key: "led_1",
    Retention: { Mode: "COMPLIANCE", RetainUntilDate: new Date("2025-11-05T00:00:00Z") },
  });
  await client.send(longer);
  edge.moveTo("2025-11-06T00:00:00.000Z");
  await client.send(gone);
});

test("everything is there again after a restart", async () => {
  await put("k", "one");
  await put("k", "two");
  const { dir } = edge.context;
  server.closeAllConnections();
  server.close();
  await open(dir);
  expect(await text("k")).toBe("two");
});

test("a wrong secret is refused, and so is a missing grant, by name", async () => {
  const key = edge.context.issueKey({ kind: "operator" });
  const forged = new S3Client({
    endpoint,
    region: "us-east-1",
    credentials: { ...key, secretAccessKey: "guessed" },
    forcePathStyle: true,
  });
  const attempt = forged.send(new PutObjectCommand({ Bucket: "files", Key: "k", Body: "x" }));
  await expect(attempt).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  edge.refuse.add("s3:PutObject arn:aws:s3:::files/k");
  await expect(put("k", "x")).rejects.toMatchObject({ name: "AccessDenied" });
});

test("without the right to list, a missing key looks like a forbidden one", async () => {
  edge.refuse.add("s3:ListBucket");
  await expect(text("none")).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a presigned GET is good until its hour by the virtual clock, and only as signed", async () => {
  await put("files/f/x.pdf", "body");
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: "files", Key: "files/f/x.pdf" }), {
    expiresIn: 600,
    signingDate: now,
  });
  expect(await (await fetch(url)).text()).toBe("body");
  expect((await fetch(url.replace("x.pdf", "y.pdf"))).status).toBe(403);
  edge.refuse.add("s3:GetObject");
  expect((await fetch(url)).status).toBe(403);
  edge.refuse.clear();
  edge.moveTo("2024-11-04T12:10:01.000Z");
  expect(await (await fetch(url)).text()).toContain("Request has expired");
});

test("a presigned PUT puts, a tampered one does not, nor one that was signed with the checksum of no bytes", async () => {
  const command = new PutObjectCommand({ Bucket: "files", Key: "quarantine/d/f" });
  const plain = new S3Client({
    endpoint,
    region: "us-east-1",
    credentials: edge.context.issueKey({ kind: "operator" }),
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  const life = { expiresIn: 600, signingDate: now };
  const [url, empty] = await Promise.all([
    getSignedUrl(plain, command, life),
    getSignedUrl(client, command, life),
  ]);
  expect(await (await fetch(empty, { method: "PUT", body: "hola" })).text()).toContain("BadDigest");
  expect((await fetch(url.replace("/d/f", "/d/g"), { method: "PUT", body: "x" })).status).toBe(403);
  expect((await fetch(url, { method: "PUT", body: "hola" })).status).toBe(200);
  expect(await text("quarantine/d/f")).toBe("hola");
});

interface Upload {
  body?: string;
  key?: string;
  fields?: Record<string, string>;
  signed?: Record<string, string>;
}

/** A form as the party's page gives it: exact key, at most ten bytes. */
async function upload({ body = "hola", key, fields = {}, signed = {} }: Upload) {
  const post = await createPresignedPost(client, {
    Bucket: "files",
    Key: "quarantine/d/f",
    Conditions: [
      ["content-length-range", 1, 10],
      ["starts-with", "$Content-Type", ""],
    ],
    Fields: signed,
    Expires: 600,
  });
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...post.fields, "Content-Type": "text/plain", ...fields }))
    form.append(name, name === "key" && key ? key : value);
  form.append("file", new Blob([body]), "respuesta.docx");
  return await fetch(post.url, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { origin: "http://localhost:4000" },
  });
}

test("an upload by form is put, told, and answered as the form asks", async () => {
  edge.moveTo(new Date().toISOString());
  const plain = await upload({});
  expect(plain.status).toBe(204);
  expect(plain.headers.get("access-control-allow-origin")).toBe("http://localhost:4000");
  expect(await text("quarantine/d/f")).toBe("hola");
  expect(edge.told).toHaveLength(1);
  const back = "http://localhost:4000/es/p/x/uploaded";
  const redirected = await upload({ signed: { success_action_redirect: back } });
  expect(redirected.status).toBe(303);
  expect(redirected.headers.get("location")).toMatch(
    /^http:\/\/localhost:4000\/es\/p\/x\/uploaded\?bucket=files&key=/,
  );
  expect((await upload({ signed: { success_action_status: "201" } })).status).toBe(201);
});

test.each([
  ["too large a file", { body: "x".repeat(11) }, "EntityTooLarge"],
  ["too small a file", { body: "" }, "EntityTooSmall"],
  ["another key", { key: "files/f" }, "AccessDenied"],
  ["a field that no condition names", { fields: { acl: "public-read" } }, "Extra input fields: acl"],
  ["a changed signature", { fields: { "X-Amz-Signature": "00" } }, "SignatureDoesNotMatch"],
  [
    "a policy of one's own",
    { fields: { Policy: Buffer.from("{}").toString("base64") } },
    "SignatureDoesNotMatch",
  ],
])("a form with %s is refused and leaves nothing", async (_title, change: Upload, message) => {
  edge.moveTo(new Date().toISOString());
  const answer = await upload(change);
  expect([400, 403]).toContain(answer.status);
  expect(await answer.text()).toContain(message);
  await expect(text("quarantine/d/f")).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("a form is refused after its hour, and when its signer lost the grant", async () => {
  edge.moveTo(new Date(Date.now() + 11 * 60_000).toISOString());
  expect(await (await upload({})).text()).toContain("Policy expired");
  edge.moveTo(new Date().toISOString());
  edge.refuse.add("s3:PutObject");
  expect((await upload({})).status).toBe(403);
});

test("a preflight is answered by the bucket's own rules", async () => {
  const ask = (origin: string) =>
    fetch(`${endpoint}/files`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
  expect((await ask("http://localhost:4000")).headers.get("access-control-allow-origin")).toBe(
    "http://localhost:4000",
  );
  expect((await ask("http://elsewhere.example")).status).toBe(403);
});
