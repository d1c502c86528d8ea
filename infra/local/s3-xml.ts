/** What S3 says, in its XML. */
import { AwsError, type AwsResponse } from "./context.ts";
import type { Part } from "./s3-multipart.ts";
import type { StoredVersion } from "./s3-store.ts";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function element(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? "" : `<${name}>${escapeXml(String(value))}</${name}>`;
}

export function xml(status: number, body: string, headers: Record<string, string> = {}): AwsResponse {
  return {
    status,
    headers: { ...headers, "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

/** Any error as S3 answers it; what is none of its own is an InternalError. */
export function errorResponse(error: unknown, resource: string): AwsResponse {
  if (!(error instanceof AwsError))
    return xml(500, `<Error>${element("Code", "InternalError")}${element("Message", String(error))}</Error>`);
  const code = error.code === "AccessDeniedException" ? "AccessDenied" : error.code;
  return xml(
    error.status,
    `<Error>${element("Code", code)}${element("Message", error.message)}${element("Resource", resource)}</Error>`,
  );
}

export function copyXml(version: StoredVersion): string {
  return `<CopyObjectResult xmlns="${namespace}">${element("LastModified", version.modified)}${element("ETag", version.etag)}</CopyObjectResult>`;
}

export function postXml(location: string, bucket: string, version: StoredVersion): string {
  return `<PostResponse>${element("Location", location)}${element("Bucket", bucket)}${element("Key", version.key)}${element("ETag", version.etag)}</PostResponse>`;
}

export function retentionXml(mode: string, until: string): string {
  return `<Retention xmlns="${namespace}">${element("Mode", mode)}${element("RetainUntilDate", until)}</Retention>`;
}

export interface Listing {
  bucket: string;
  prefix: string;
  delimiter: string;
  maxKeys: number;
  contents: readonly StoredVersion[];
  commonPrefixes: readonly string[];
  next: string | undefined;
}

export function listXml(listing: Listing): string {
  const contents = listing.contents.map(
    (v) =>
      `<Contents>${element("Key", v.key)}${element("LastModified", v.modified)}${element("ETag", v.etag)}${element("Size", v.size)}<StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const prefixes = listing.commonPrefixes.map(
    (p) => `<CommonPrefixes>${element("Prefix", p)}</CommonPrefixes>`,
  );
  return [
    `<ListBucketResult xmlns="${namespace}">`,
    element("Name", listing.bucket),
    element("Prefix", listing.prefix),
    listing.delimiter ? element("Delimiter", listing.delimiter) : "",
    element("MaxKeys", listing.maxKeys),
    element("KeyCount", contents.length + prefixes.length),
    element("IsTruncated", listing.next !== undefined),
    element("NextContinuationToken", listing.next),
    ...contents,
    ...prefixes,
    "</ListBucketResult>",
  ].join("");
}

export function beginXml(bucket: string, key: string, id: string): string {
  return `<InitiateMultipartUploadResult xmlns="${namespace}">${element("Bucket", bucket)}${element("Key", key)}${element("UploadId", id)}</InitiateMultipartUploadResult>`;
}

export function completeXml(bucket: string, version: StoredVersion): string {
  return `<CompleteMultipartUploadResult xmlns="${namespace}">${element("Bucket", bucket)}${element("Key", version.key)}${element("ETag", version.etag)}</CompleteMultipartUploadResult>`;
}

export function partsXml(bucket: string, key: string, id: string, parts: readonly Part[]): string {
  const all = parts.map(
    ({ number, etag, size, at }) =>
      `<Part>${element("PartNumber", number)}${element("LastModified", at)}${element("ETag", etag)}${element("Size", size)}</Part>`,
  );
  return `<ListPartsResult xmlns="${namespace}">${element("Bucket", bucket)}${element("Key", key)}${element("UploadId", id)}${element("IsTruncated", false)}${all.join("")}</ListPartsResult>`;
}

export function taggingXml(tags: Record<string, string>): string {
  const all = Object.entries(tags).map(
    ([key, value]) => `<Tag>${element("Key", key)}${element("Value", value)}</Tag>`,
  );
  return `<Tagging xmlns="${namespace}"><TagSet>${all.join("")}</TagSet></Tagging>`;
}
