/** The S3 calls on uploads in parts: begin, put a part, list, complete, abort. Unfinished ones lie on disk beside the objects. */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import * as z from "zod";
import { AwsError, type AwsResponse, type Context } from "./context.ts";
import { plainBody } from "./s3-body.ts";
import { keptOf } from "./s3-headers.ts";
import type { S3Call, S3Objects } from "./s3-objects.ts";
import type { ObjectStore } from "./s3-store.ts";
import { beginXml, completeXml, partsXml, xml } from "./s3-xml.ts";

const Upload = z.object({
  id: z.string(),
  bucket: z.string(),
  key: z.string(),
  begun: z.string(),
  headers: z.record(z.string(), z.string()),
  checksums: z.boolean(), // each part must then be named with its checksum
});
type Upload = z.infer<typeof Upload>;
const Part = z.object({ number: z.number().int(), etag: z.string(), size: z.number().int(), at: z.string() });
export type Part = z.infer<typeof Part>;

/** S3's own limits; the last part may be smaller. */
const smallestPart = 5 * 1024 * 1024;
const mostParts = 10_000;

const noSuchUpload = () =>
  new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    404,
  );
const invalid = (message: string) => new AwsError("InvalidArgument", message, 400);

export function createMultipart(context: Context, store: ObjectStore, objects: S3Objects, root: string) {
  const folder = join(root, ".uploads");
  mkdirSync(folder, { recursive: true });
  const of = (id: string, ...names: string[]) => join(folder, id, ...names);

  /** The upload that a request names; gone when the bucket's lifecycle has aborted it. */
  function named(call: S3Call): Upload {
    const id = call.query.get("uploadId") ?? "";
    const upload = /^[0-9a-f]+$/.test(id) ? readJson(of(id, "upload.json"), Upload) : undefined;
    if (upload?.bucket !== call.bucket.name || upload.key !== call.key) throw noSuchUpload();
    const days = call.bucket.abortsUploadsAfter;
    const age = context.clock.now() - Date.parse(upload.begun);
    if (days !== undefined && age > days * 86_400_000) throw noSuchUpload();
    return upload;
  }

  const partsOf = (id: string): Part[] =>
    readdirSync(of(id))
      .filter((name) => /^\d+\.json$/.test(name))
      .flatMap((name) => readJson(of(id, name), Part) ?? [])
      .sort((a, b) => a.number - b.number);

  async function begin(call: S3Call): Promise<AwsResponse> {
    objects.may(call.identity, "s3:PutObject", objects.arnOf(call.bucket, call.key));
    const id = randomBytes(16).toString("hex");
    const upload: Upload = {
      id,
      bucket: call.bucket.name,
      key: call.key,
      begun: context.clock.iso(),
      headers: keptOf(Object.entries(call.headers)),
      checksums: "x-amz-checksum-algorithm" in call.headers,
    };
    await mkdir(of(id), { recursive: true });
    await writeJson(of(id, "upload.json"), upload);
    return xml(200, beginXml(call.bucket.name, call.key, id));
  }

  async function putPart(call: S3Call): Promise<AwsResponse> {
    objects.may(call.identity, "s3:PutObject", objects.arnOf(call.bucket, call.key));
    const { id } = named(call);
    const number = Number(call.query.get("partNumber"));
    if (!Number.isInteger(number) || number < 1 || number > mostParts)
      throw invalid(`Part number must be an integer between 1 and ${mostParts}, inclusive`);
    const { body, check } = plainBody(call.headers, call.body, call.query);
    const arrived = await store.arrive(body);
    try {
      check(arrived);
    } catch (error) {
      await store.discard(arrived);
      throw error;
    }
    const etag = `"${arrived.md5}"`;
    await rename(arrived.file, of(id, `${number}.data`));
    await writeJson(of(id, `${number}.json`), { number, etag, size: arrived.size, at: context.clock.iso() });
    return { status: 200, headers: { etag }, body: "" };
  }

  function list(call: S3Call): AwsResponse {
    objects.may(call.identity, "s3:ListMultipartUploadParts", objects.arnOf(call.bucket, call.key));
    const { id } = named(call);
    return xml(200, partsXml(call.bucket.name, call.key, id, partsOf(id)));
  }

  async function complete(call: S3Call): Promise<AwsResponse> {
    objects.may(call.identity, "s3:PutObject", objects.arnOf(call.bucket, call.key));
    const upload = named(call);
    const text = Buffer.concat(await Readable.from(call.body).toArray()).toString("utf8");
    const parts = wantedParts(upload, text, partsOf(upload.id));
    const arrived = await store.arrive(
      Readable.from(bytesOf(parts.map(({ number }) => of(upload.id, `${number}.data`)))),
    );
    const digests = parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ""), "hex"));
    const md5 = `${createHash("md5").update(Buffer.concat(digests)).digest("hex")}-${parts.length}`;
    const version = await objects.record(
      { ...arrived, md5 },
      call,
      upload.headers,
      "CompleteMultipartUpload",
    );
    await rm(of(upload.id), { recursive: true, force: true });
    return xml(200, completeXml(call.bucket.name, version));
  }

  async function abort(call: S3Call): Promise<AwsResponse> {
    objects.may(call.identity, "s3:AbortMultipartUpload", objects.arnOf(call.bucket, call.key));
    await rm(of(named(call).id), { recursive: true, force: true });
    return { status: 204, headers: {}, body: "" };
  }

  return { begin, putPart, list, complete, abort };
}

/** The parts that a request to complete names, held to what has arrived. */
function wantedParts(upload: Upload, text: string, arrived: readonly Part[]): Part[] {
  const asked = [...text.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, one = ""]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(one)?.[1]),
    etag: (/<ETag>([^<]+)</.exec(one)?.[1] ?? "").replaceAll("&quot;", "").replaceAll('"', ""),
    hasChecksum: one.includes("<Checksum"),
  }));
  if (asked.length === 0) throw new AwsError("MalformedXML", "The request names no part", 400);
  if (asked.some(({ number }, at) => at > 0 && number <= (asked[at - 1]?.number ?? 0)))
    throw new AwsError("InvalidPartOrder", "The list of parts was not in ascending order.", 400);
  if (upload.checksums && !asked.every(({ hasChecksum }) => hasChecksum))
    throw new AwsError(
      "InvalidRequest",
      "The upload was created using a checksum. The complete request must include the checksum for each part.",
      400,
    );
  const parts = asked.map(({ number, etag }) => {
    const found = arrived.find((part) => part.number === number && part.etag === `"${etag}"`);
    if (found) return found;
    throw new AwsError("InvalidPart", "One or more of the specified parts could not be found.", 400);
  });
  if (parts.slice(0, -1).some(({ size }) => size < smallestPart))
    throw new AwsError(
      "EntityTooSmall",
      "Your proposed upload is smaller than the minimum allowed size",
      400,
    );
  return parts;
}

async function* bytesOf(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) for await (const chunk of createReadStream(file)) yield Buffer.from(chunk);
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(value));
  await rename(`${path}.new`, path);
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined; // never begun, or over
  }
}
