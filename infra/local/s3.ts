/**
 * The local S3: our calls, their signatures, presigned URLs and forms, versions and object lock, files on disk.
 *
 * Compose: `const s3 = createS3(context)`; give `s3.actionOf` and `s3.handle` to the gateway for the service "s3" and
 * for every request that carries no signature header (presigned URLs, browser forms, preflights). `s3.serve` does the
 * same for a raw HTTP request without holding its body: prefer it when the path is no other service's.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AwsError, type AwsRequest, type AwsResponse, type Context, type Identity } from "./context.ts";
import { type Bucket, bucketsOf, corsHeaders, type OnCreated } from "./s3-bucket.ts";
import { checkPolicy, readForm } from "./s3-form.ts";
import { keptOf } from "./s3-headers.ts";
import { createMultipart } from "./s3-multipart.ts";
import { createObjects, type S3Call } from "./s3-objects.ts";
import { verifyHeader, verifyPolicy, verifyPresigned } from "./s3-sign.ts";
import { createObjectStore, type StoredVersion, TooLarge } from "./s3-store.ts";
import { createTags } from "./s3-tags.ts";
import { errorResponse, postXml, xml } from "./s3-xml.ts";

type Incoming = Omit<AwsRequest, "body" | "service" | "action"> & { body: Readable };

function placeOf(path: string): { bucket: string; key: string } {
  const [bucket, ...rest] = path.replace(/^\//, "").split("/");
  return { bucket: decodeURIComponent(bucket ?? ""), key: decodeURIComponent(rest.join("/")) };
}

function actionOf(request: Pick<AwsRequest, "method" | "path" | "query" | "headers">): string {
  const { key } = placeOf(request.path);
  const { method, query, headers } = request;
  if (method === "OPTIONS") return "Preflight";
  if (method === "POST" && query.has("uploads")) return "CreateMultipartUpload";
  if (method === "POST") return query.has("uploadId") ? "CompleteMultipartUpload" : "PostObject";
  if (!key) return method === "HEAD" ? "HeadBucket" : "ListObjectsV2";
  if (query.has("retention")) return method === "PUT" ? "PutObjectRetention" : "GetObjectRetention";
  if (query.has("tagging")) return method === "PUT" ? "PutObjectTagging" : "GetObjectTagging";
  if (query.has("uploadId")) return partAction(method);
  if (method === "PUT") return headers["x-amz-copy-source"] ? "CopyObject" : "PutObject";
  if (method === "DELETE") return "DeleteObject";
  return method === "HEAD" ? "HeadObject" : "GetObject";
}

function partAction(method: string): string {
  if (method === "PUT") return "UploadPart";
  return method === "DELETE" ? "AbortMultipartUpload" : "ListParts";
}

export type S3 = ReturnType<typeof createS3>;

export function createS3(context: Context) {
  const buckets = bucketsOf(context);
  const store = createObjectStore(join(context.dir, "s3"));
  const watchers: OnCreated[] = [];
  const objects = createObjects(context, store, bucketNamed, async (bucket, version) => {
    for (const watch of watchers) await watch(bucket, version);
  });

  const tags = createTags(store, objects);
  const multipart = createMultipart(context, store, objects, join(context.dir, "s3"));

  function bucketNamed(name: string): Bucket {
    const bucket = buckets.get(name);
    if (!bucket) throw new AwsError("NoSuchBucket", `The specified bucket does not exist: ${name}`, 404);
    return bucket;
  }

  /** Who asks: whoever signed the header or the URL; the gateway's word is kept where it knows the worker. */
  function senderOf(request: Incoming, told: Identity): Identity {
    if (request.headers.authorization) {
      const key = verifyHeader(request, context.accessKey);
      return told.kind === "anonymous" ? key.identity : told;
    }
    if (request.query.has("X-Amz-Signature") || request.query.has("X-Amz-Algorithm"))
      return verifyPresigned(request, context.accessKey, context.clock.now()).identity;
    return told;
  }

  async function postObject(call: S3Call): Promise<AwsResponse> {
    const form = await readForm(call.headers["content-type"] ?? "", call.body);
    const identity = verifyPolicy(form.fields, context.accessKey).identity;
    const size = checkPolicy(form.fields, call.bucket.name, context.clock.now());
    const key = (form.fields.get("key") ?? "").replaceAll(/\$\{filename\}/g, () => form.fileName);
    if (!key) throw new AwsError("InvalidArgument", "Bucket POST must contain a field named 'key'.", 400);
    objects.may(identity, "s3:PutObject", objects.arnOf(call.bucket, key));
    const arrived = await store.arrive(form.file, size.largest);
    if (arrived.size < size.smallest) {
      await store.discard(arrived);
      throw new AwsError(
        "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
        400,
      );
    }
    const version = await objects.record(arrived, { bucket: call.bucket, key }, keptOf(form.fields), "Post");
    return posted(call.bucket, version, form.fields);
  }

  function posted(bucket: Bucket, version: StoredVersion, fields: ReadonlyMap<string, string>): AwsResponse {
    const location = `${context.origins.aws}/${bucket.name}/${version.key.split("/").map(encodeURIComponent).join("/")}`;
    const headers = { etag: version.etag, location };
    const redirect = fields.get("success_action_redirect") ?? fields.get("redirect");
    if (redirect && URL.canParse(redirect)) {
      const url = new URL(redirect);
      url.searchParams.set("bucket", bucket.name);
      url.searchParams.set("key", version.key);
      url.searchParams.set("etag", version.etag);
      return { status: 303, headers: { ...headers, location: url.href }, body: "" };
    }
    const status = fields.get("success_action_status");
    if (status === "201") return xml(201, postXml(location, bucket.name, version), headers);
    return { status: status === "200" ? 200 : 204, headers, body: "" };
  }

  async function carryOut(action: string, call: S3Call): Promise<AwsResponse> {
    switch (action) {
      case "PostObject":
        return await postObject(call);
      case "PutObject":
        return await objects.put(call);
      case "CopyObject":
        return await objects.copy(call);
      case "GetObject":
      case "HeadObject":
        return await objects.get(call);
      case "DeleteObject":
        return await objects.remove(call);
      case "ListObjectsV2":
        return objects.list(call);
      case "CreateMultipartUpload":
        return await multipart.begin(call);
      case "UploadPart":
        return await multipart.putPart(call);
      case "ListParts":
        return multipart.list(call);
      case "CompleteMultipartUpload":
        return await multipart.complete(call);
      case "AbortMultipartUpload":
        return await multipart.abort(call);
      case "PutObjectRetention":
        return await objects.putRetention(call);
      case "GetObjectRetention":
        return objects.getRetention(call);
      case "PutObjectTagging":
        return await tags.put(call);
      case "GetObjectTagging":
        return tags.get(call);
      case "HeadBucket":
        objects.may(call.identity, "s3:ListBucket", call.bucket.arn);
        return { status: 200, headers: {}, body: "" };
      default:
        throw new AwsError("NotImplemented", `${action} is not part of the local S3`, 501);
    }
  }

  function preflight(bucket: Bucket, request: Incoming): AwsResponse {
    const asked = (request.headers["access-control-request-headers"] ?? "").split(",").map((h) => h.trim());
    const method = request.headers["access-control-request-method"] ?? "";
    const headers = corsHeaders(bucket, request.headers.origin ?? "", method, asked.filter(Boolean));
    if (!headers)
      throw new AwsError("AccessForbidden", "CORSResponse: This CORS request is not allowed.", 403);
    return { status: 200, headers, body: "" };
  }

  async function perform(request: Incoming, told: Identity): Promise<AwsResponse> {
    const place = placeOf(request.path);
    let cors: Record<string, string> = {};
    try {
      const bucket = bucketNamed(place.bucket);
      if (request.method === "OPTIONS") return preflight(bucket, request);
      if (request.headers.origin) cors = corsHeaders(bucket, request.headers.origin, request.method) ?? {};
      const identity = senderOf(request, told);
      const call: S3Call = { ...request, identity, bucket, key: place.key };
      const response = await carryOut(actionOf(request), call);
      return { ...response, headers: { ...response.headers, ...cors } };
    } catch (thrown) {
      const error = thrown instanceof TooLarge ? new AwsError(thrown.name, thrown.message, 400) : thrown;
      if (!(error instanceof AwsError)) context.log(`S3 ${request.method} ${request.path}: ${String(error)}`);
      const answer = errorResponse(error, request.path);
      return {
        ...answer,
        headers: { ...answer.headers, ...cors },
        body: request.method === "HEAD" ? "" : answer.body,
      };
    }
  }

  return {
    actionOf,

    handle: async (request: AwsRequest, identity: Identity): Promise<AwsResponse> =>
      await perform({ ...request, body: Readable.from([request.body]) }, identity),

    /** A raw HTTP request: its body streams to disk, the object streams from it. */
    serve: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const [path = "/", query = ""] = (request.url ?? "/").split("?");
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value ?? "")]),
      );
      const method = request.method ?? "GET";
      const incoming = { method, path, query: new URLSearchParams(query), headers, body: request };
      const answer = await perform(incoming, { kind: "anonymous" });
      request.resume(); // a refused body is let run out, so that the client reads the answer
      response.writeHead(answer.status, {
        date: new Date(context.clock.now()).toUTCString(),
        ...answer.headers,
      });
      // A reader that goes away in the middle is no fault of ours.
      if (answer.body instanceof Readable)
        await pipeline(answer.body, response).catch(() => response.destroy());
      else response.end(answer.body);
    },

    /** For the parts of the local cloud that act as an AWS service, such as SES writing a received mail. */
    putObject: async (
      place: { bucket: string; key: string },
      bytes: Buffer,
      by: Identity,
      headers: Record<string, string> = {},
    ): Promise<StoredVersion> => {
      const bucket = bucketNamed(place.bucket);
      objects.may(by, "s3:PutObject", objects.arnOf(bucket, place.key));
      const arrived = await store.arrive(Readable.from([bytes]));
      return await objects.record(arrived, { bucket, key: place.key }, headers, "Put");
    },

    /** The bytes of an object as they lie on disk, for tests and the operator; undefined if there is none. */
    getObject: async (
      place: { bucket: string; key: string },
      versionId?: string,
    ): Promise<Buffer | undefined> => {
      const version = store.find(place, versionId);
      return version ? Buffer.concat(await store.read(place, version).toArray()) : undefined;
    },

    versions: store.versions,

    /** Tells this service too of each new object, once it is on disk. */
    onCreated: (watch: OnCreated): void => void watchers.push(watch),

    /** Keys of the latest versions below a prefix. */
    keys: (bucket: string, prefix = ""): string[] => store.list(bucket, prefix).map((v) => v.key),
  };
}
