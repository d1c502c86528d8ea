/** The S3 calls on an object's tags. */
import { Readable } from "node:stream";
import type { AwsResponse } from "./context.ts";
import type { S3Call, S3Objects } from "./s3-objects.ts";
import type { ObjectStore } from "./s3-store.ts";
import { taggingXml, xml } from "./s3-xml.ts";

export function createTags(store: ObjectStore, objects: S3Objects) {
  async function put(call: S3Call): Promise<AwsResponse> {
    objects.may(call.identity, "s3:PutObjectTagging", objects.arnOf(call.bucket, call.key));
    const text = Buffer.concat(await Readable.from(call.body).toArray()).toString("utf8");
    const pairs = [...text.matchAll(/<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>/g)];
    const tags = Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key, value]));
    const place = { bucket: call.bucket.name, key: call.key };
    await store.change(place, { ...objects.versionOf(call), tags });
    return { status: 200, headers: {}, body: "" };
  }

  function get(call: S3Call): AwsResponse {
    objects.may(call.identity, "s3:GetObjectTagging", objects.arnOf(call.bucket, call.key));
    return xml(200, taggingXml(objects.versionOf(call).tags ?? {}));
  }

  return { put, get };
}
