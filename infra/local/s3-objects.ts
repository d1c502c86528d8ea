/** The S3 calls on objects: put, get, head, copy, delete, list, retain. */
import { Readable } from "node:stream";
import { AccessDenied, AwsError, type AwsResponse, type Context, type Identity } from "./context.ts";
import { plainBody } from "./s3-body.ts";
import { announce, type Bucket, type Created, type OnCreated } from "./s3-bucket.ts";
import { keptOf, overrides, rangeOf } from "./s3-headers.ts";
import { pageOf } from "./s3-listing.ts";
import type { Arrived, ObjectStore, Retention, StoredVersion } from "./s3-store.ts";
import { copyXml, listXml, retentionXml, xml } from "./s3-xml.ts";

/** One request on a bucket, its sender known, its body not read yet. */
export interface S3Call {
  identity: Identity;
  bucket: Bucket;
  key: string;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Readable;
}

export type S3Objects = ReturnType<typeof createObjects>;

export function createObjects(
  context: Context,
  store: ObjectStore,
  bucketNamed: (name: string) => Bucket,
  created: OnCreated,
) {
  function may(identity: Identity, action: string, resource: string, conditions = {}): void {
    context.authorize(identity, action, resource, { "aws:SecureTransport": "true", ...conditions });
  }
  const arnOf = (bucket: Bucket, key: string) => `${bucket.arn}/${key}`;

  /** Missing objects are a secret to those who may not list: they get AccessDenied, as in AWS. */
  function missing(call: S3Call, code = "NoSuchKey"): AwsError {
    try {
      may(call.identity, "s3:ListBucket", call.bucket.arn, { "s3:prefix": call.key });
    } catch (error) {
      if (error instanceof AccessDenied) return error;
      throw error;
    }
    return new AwsError(code, "The specified key does not exist.", 404);
  }

  function found(call: S3Call): StoredVersion {
    const versionId = call.query.get("versionId") ?? undefined;
    may(
      call.identity,
      versionId ? "s3:GetObjectVersion" : "s3:GetObject",
      arnOf(call.bucket, call.key),
      versionId ? { "s3:VersionId": versionId } : {},
    );
    const version = store.find({ bucket: call.bucket.name, key: call.key }, versionId);
    if (!version) throw missing(call, versionId ? "NoSuchVersion" : "NoSuchKey");
    return version;
  }

  function retentionOf(call: S3Call): Retention | undefined {
    const mode = call.headers["x-amz-object-lock-mode"];
    const until = call.headers["x-amz-object-lock-retain-until-date"];
    if (mode === undefined && until === undefined) return undefined;
    return checkedRetention(call, mode, until);
  }

  function checkedRetention(call: S3Call, mode: string | undefined, until: string | undefined): Retention {
    if (!call.bucket.locked)
      throw new AwsError("InvalidRequest", "Bucket is missing Object Lock Configuration", 400);
    if ((mode !== "GOVERNANCE" && mode !== "COMPLIANCE") || until === undefined)
      throw new AwsError("InvalidArgument", "Unknown wormMode directive, or no date", 400);
    if (!(Date.parse(until) > context.clock.now()))
      throw new AwsError("InvalidArgument", "The retain until date must be in the future!", 400);
    may(call.identity, "s3:PutObjectRetention", arnOf(call.bucket, call.key));
    return { mode, until: new Date(Date.parse(until)).toISOString() };
  }

  function defaultRetention(bucket: Bucket): Retention | undefined {
    if (!bucket.defaultRetention) return undefined;
    const until = context.clock.now() + bucket.defaultRetention.days * 86_400_000;
    return { mode: bucket.defaultRetention.mode, until: new Date(until).toISOString() };
  }

  function checkConditions(call: S3Call): void {
    const present = store.find({ bucket: call.bucket.name, key: call.key });
    const failed = () =>
      new AwsError(
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold",
        412,
      );
    if (call.headers["if-none-match"] === "*" && present) throw failed();
    const match = call.headers["if-match"];
    if (match && present?.etag !== match) throw failed();
  }

  /** Makes arrived bytes the new version of an object and tells who listens. */
  async function record(
    arrived: Arrived,
    to: { bucket: Bucket; key: string },
    headers: Record<string, string>,
    how: Created,
    retention?: Retention,
  ): Promise<StoredVersion> {
    const version = await store.put(arrived, {
      bucket: to.bucket.name,
      key: to.key,
      headers,
      modified: context.clock.iso(),
      versioned: to.bucket.versioned,
      retention: retention ?? defaultRetention(to.bucket),
    });
    await announce(context, to.bucket, version, how);
    await created(to.bucket.name, version);
    return version;
  }

  const versionHeader = (bucket: Bucket, version: StoredVersion): Record<string, string> =>
    bucket.versioned ? { "x-amz-version-id": version.versionId } : {};

  async function put(call: S3Call): Promise<AwsResponse> {
    may(call.identity, "s3:PutObject", arnOf(call.bucket, call.key));
    const retention = retentionOf(call);
    const { body, check } = plainBody(call.headers, call.body, call.query);
    const arrived = await store.arrive(body);
    try {
      check(arrived);
      checkConditions(call);
    } catch (error) {
      await store.discard(arrived);
      throw error;
    }
    const version = await record(arrived, call, keptOf(Object.entries(call.headers)), "Put", retention);
    return {
      status: 200,
      headers: {
        etag: version.etag,
        "x-amz-checksum-crc32": version.crc32,
        ...versionHeader(call.bucket, version),
      },
      body: "",
    };
  }

  async function copy(call: S3Call): Promise<AwsResponse> {
    const [path, query] = (call.headers["x-amz-copy-source"] ?? "").replace(/^\//, "").split("?versionId=");
    const [name, ...rest] = decodeURIComponent(path ?? "").split("/");
    const source: S3Call = {
      ...call,
      bucket: bucketNamed(name ?? ""),
      key: rest.join("/"),
      query: new URLSearchParams(query ? { versionId: query } : {}),
    };
    const from = found(source);
    may(call.identity, "s3:PutObject", arnOf(call.bucket, call.key));
    const retention = retentionOf(call);
    checkConditions(call);
    const place = { bucket: source.bucket.name, key: source.key };
    const arrived = await store.arrive(store.read(place, from));
    const headers =
      call.headers["x-amz-metadata-directive"] === "REPLACE"
        ? keptOf(Object.entries(call.headers))
        : from.headers;
    const version = await record(arrived, call, headers, "Copy", retention);
    return xml(200, copyXml(version), {
      ...versionHeader(call.bucket, version),
      "x-amz-copy-source-version-id": from.versionId,
    });
  }

  function describe(call: S3Call, version: StoredVersion): Record<string, string> {
    const asked = overrides.flatMap((name): [string, string][] => {
      const value = call.query.get(`response-${name}`);
      return value === null ? [] : [[name, value]];
    });
    return {
      "content-type": "binary/octet-stream",
      ...version.headers,
      ...Object.fromEntries(asked),
      etag: version.etag,
      "last-modified": new Date(version.modified).toUTCString(),
      "accept-ranges": "bytes",
      ...versionHeader(call.bucket, version),
      ...(version.retention
        ? {
            "x-amz-object-lock-mode": version.retention.mode,
            "x-amz-object-lock-retain-until-date": version.retention.until,
          }
        : {}),
    };
  }

  async function get(call: S3Call): Promise<AwsResponse> {
    const version = found(call);
    const headers = describe(call, version);
    if (call.headers["if-none-match"] === version.etag) return { status: 304, headers, body: "" };
    const range = rangeOf(call.headers.range, version.size);
    const length = range ? range.end - range.start + 1 : version.size;
    const sized: Record<string, string> = { ...headers, "content-length": String(length) };
    if (range) sized["content-range"] = `bytes ${range.start}-${range.end}/${version.size}`;
    else if (call.headers["x-amz-checksum-mode"] === "ENABLED") {
      sized["x-amz-checksum-crc32"] = version.crc32;
      sized["x-amz-checksum-type"] = "FULL_OBJECT";
    }
    const isHead = call.method === "HEAD";
    const place = { bucket: call.bucket.name, key: call.key };
    return {
      status: range ? 206 : 200,
      headers: sized,
      body: isHead ? "" : store.read(place, version, range),
    };
  }

  function isLocked(call: S3Call, version: StoredVersion): boolean {
    const { retention } = version;
    if (!retention || Date.parse(retention.until) <= context.clock.now()) return false;
    if (retention.mode === "COMPLIANCE" || call.headers["x-amz-bypass-governance-retention"] !== "true")
      return true;
    may(call.identity, "s3:BypassGovernanceRetention", arnOf(call.bucket, call.key));
    return false;
  }

  const lockedError = () =>
    new AwsError("AccessDenied", "Access Denied because object protected by object lock.", 403);

  async function remove(call: S3Call): Promise<AwsResponse> {
    const versionId = call.query.get("versionId");
    const place = { bucket: call.bucket.name, key: call.key };
    may(
      call.identity,
      versionId ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
      arnOf(call.bucket, call.key),
    );
    if (versionId || !call.bucket.versioned) {
      const id = versionId ?? "null";
      const version = store.versions(place).find((v) => v.versionId === id);
      if (version && isLocked(call, version)) throw lockedError();
      await store.removeVersion(place, id);
      return { status: 204, headers: versionId ? { "x-amz-version-id": id } : {}, body: "" };
    }
    const marker = await store.markDeleted({
      ...place,
      headers: {},
      modified: context.clock.iso(),
      versioned: true,
    });
    return {
      status: 204,
      headers: { "x-amz-delete-marker": "true", "x-amz-version-id": marker.versionId },
      body: "",
    };
  }

  function list(call: S3Call): AwsResponse {
    const prefix = call.query.get("prefix") ?? "";
    const delimiter = call.query.get("delimiter") ?? "";
    const maxKeys = Math.min(1000, Number(call.query.get("max-keys") ?? 1000));
    may(call.identity, "s3:ListBucket", call.bucket.arn, { "s3:prefix": prefix, "s3:delimiter": delimiter });
    const page = pageOf(store.list(call.bucket.name, prefix), {
      prefix,
      delimiter,
      maxKeys,
      token: call.query.get("continuation-token"),
      startAfter: call.query.get("start-after") ?? "",
    });
    return xml(200, listXml({ bucket: call.bucket.name, prefix, delimiter, maxKeys, ...page }));
  }

  function versionOf(call: S3Call): StoredVersion {
    const place = { bucket: call.bucket.name, key: call.key };
    const version = store.find(place, call.query.get("versionId") ?? undefined);
    if (!version) throw missing(call);
    return version;
  }

  async function putRetention(call: S3Call): Promise<AwsResponse> {
    const text = Buffer.concat(await Readable.from(call.body).toArray()).toString("utf8");
    const value = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1];
    const retention = checkedRetention(call, value("Mode"), value("RetainUntilDate"));
    const version = versionOf(call);
    const isWeaker =
      version.retention !== undefined &&
      (Date.parse(retention.until) < Date.parse(version.retention.until) ||
        retention.mode !== version.retention.mode);
    if (isWeaker && isLocked(call, version)) throw lockedError();
    await store.change({ bucket: call.bucket.name, key: call.key }, { ...version, retention });
    return { status: 200, headers: {}, body: "" };
  }

  function getRetention(call: S3Call): AwsResponse {
    may(call.identity, "s3:GetObjectRetention", arnOf(call.bucket, call.key));
    const { retention } = versionOf(call);
    if (!retention)
      throw new AwsError("NoSuchObjectLockConfiguration", "The object has no lock configuration", 404);
    return xml(200, retentionXml(retention.mode, retention.until));
  }

  return { put, copy, get, remove, list, putRetention, getRetention, versionOf, record, may, arnOf };
}
