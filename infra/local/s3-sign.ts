/** Signature Version 4 as S3 checks it: in the header, in the query of a presigned URL, under a POST policy. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type AccessKey, AwsError, type AwsRequest } from "./context.ts";

const algorithm = "AWS4-HMAC-SHA256";
/** S3 refuses presigned URLs that are to live longer. */
const longestLife = 7 * 24 * 3600;

export type FindKey = (accessKeyId: string) => AccessKey | undefined;

interface Scope {
  key: AccessKey;
  day: string;
  region: string;
  service: string;
  text: string;
}

function denied(message: string): AwsError {
  return new AwsError("AccessDenied", message, 403);
}

/** "2024-11-22T10:00:00Z" out of "20241122T100000Z", as milliseconds. */
function instantOf(amzDate: string): number {
  const m = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate);
  if (!m) throw denied("X-Amz-Date must be in the ISO8601 basic format");
  return Date.parse(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
}

function scopeOf(credential: string, findKey: FindKey): Scope {
  const [id, day, region, service, end] = credential.split("/");
  if (!id || !day || !region || !service || end !== "aws4_request")
    throw new AwsError("AuthorizationQueryParametersError", "The credential is malformed", 400);
  const key = findKey(id);
  if (!key)
    throw new AwsError("InvalidAccessKeyId", "The access key ID you provided does not exist here", 403);
  return { key, day, region, service, text: `${day}/${region}/${service}/aws4_request` };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function signatureOf(scope: Scope, text: string): string {
  const day = hmac(`AWS4${scope.key.secretAccessKey}`, scope.day);
  const signing = hmac(hmac(hmac(day, scope.region), scope.service), "aws4_request");
  return hmac(signing, text).toString("hex");
}

function compare(expected: string, given: string): void {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  if (a.length !== b.length || !timingSafeEqual(a, b))
    throw new AwsError(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided",
      403,
    );
}

/** Percent-encoding as the signature wants it, stricter than encodeURIComponent. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, v], [b, w]) => (a === b ? (v < w ? -1 : 1) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function stringToSign(
  request: Pick<AwsRequest, "method" | "path" | "query" | "headers">,
  signedHeaders: string,
  payload: string,
  amzDate: string,
  scope: Scope,
): string {
  const headers = signedHeaders
    .split(";")
    .map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`)
    .join("");
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    headers,
    signedHeaders,
    payload,
  ].join("\n");
  const hash = createHash("sha256").update(canonical).digest("hex");
  return `${algorithm}\n${amzDate}\n${scope.text}\n${hash}`;
}

type Signed = Pick<AwsRequest, "method" | "path" | "query" | "headers">;

/** Checks an Authorization header; answers the key that signed. The body's hash is checked when the body has arrived. */
export function verifyHeader(request: Signed, findKey: FindKey): AccessKey {
  const parts = /Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)/.exec(
    request.headers.authorization ?? "",
  );
  const [, credential, signedHeaders, signature] = parts ?? [];
  if (!credential || !signedHeaders || !signature)
    throw new AwsError("AuthorizationHeaderMalformed", "The authorization header is malformed", 400);
  const scope = scopeOf(credential, findKey);
  const amzDate = request.headers["x-amz-date"] ?? "";
  const payload = request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD";
  compare(signatureOf(scope, stringToSign(request, signedHeaders, payload, amzDate, scope)), signature);
  return scope.key;
}

/** Checks a presigned URL: signature, then its life by the given clock. */
export function verifyPresigned(request: Signed, findKey: FindKey, now: number): AccessKey {
  const value = (name: string) => request.query.get(name) ?? "";
  if (value("X-Amz-Algorithm") !== algorithm)
    throw new AwsError(
      "AuthorizationQueryParametersError",
      "X-Amz-Algorithm only supports AWS4-HMAC-SHA256",
      400,
    );
  const scope = scopeOf(value("X-Amz-Credential"), findKey);
  const amzDate = value("X-Amz-Date");
  const payload = value("X-Amz-Content-Sha256") || "UNSIGNED-PAYLOAD";
  const text = stringToSign(request, value("X-Amz-SignedHeaders"), payload, amzDate, scope);
  compare(signatureOf(scope, text), value("X-Amz-Signature"));
  const life = Number(value("X-Amz-Expires"));
  if (!Number.isInteger(life) || life < 1 || life > longestLife)
    throw new AwsError("AuthorizationQueryParametersError", "X-Amz-Expires must be 1 to 604800", 400);
  if (now > instantOf(amzDate) + life * 1000) throw denied("Request has expired");
  return scope.key;
}

/** Checks the signature over a POST policy; its conditions are another matter. */
export function verifyPolicy(fields: ReadonlyMap<string, string>, findKey: FindKey): AccessKey {
  const value = (name: string) => fields.get(name) ?? "";
  if (value("x-amz-algorithm") !== algorithm || !value("policy") || !value("x-amz-signature"))
    throw denied("The form is not signed");
  const scope = scopeOf(value("x-amz-credential"), findKey);
  instantOf(value("x-amz-date"));
  compare(signatureOf(scope, value("policy")), value("x-amz-signature"));
  return scope.key;
}
