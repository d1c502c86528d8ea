/** Objects in the buckets: raw mail, files, scans. Files reach people only by presigned addresses. */
import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { env } from "./environment.ts";
import { objects, removedTag } from "./keys.ts";

/** For presigning (shared/store/presign.ts), which only the site needs. */
export const s3 = new S3Client({});

/** Years that raw mail is kept from deletion: until the review after next has met. */
const retentionYears = 8;

/** The raw bytes of a mail and the version they were read from. */
export async function readRawMail(
  sesId: string,
): Promise<{ bytes: Uint8Array; versionId: string | undefined }> {
  const answer = await s3.send(
    new GetObjectCommand({ Bucket: env("MAIL_BUCKET"), Key: objects.inbound(sesId) }),
  );
  if (!answer.Body) throw new Error("The mail has no object");
  return { bytes: await answer.Body.transformToByteArray(), versionId: answer.VersionId };
}

/** Locks the version of a raw mail that was recorded. Again is harmless. */
export async function retainRawMail(sesId: string, versionId: string | undefined, from: Date): Promise<void> {
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + retentionYears);
  await s3.send(
    new PutObjectRetentionCommand({
      Bucket: env("MAIL_BUCKET"),
      Key: objects.inbound(sesId),
      ...(versionId ? { VersionId: versionId } : {}),
      Retention: { Mode: "GOVERNANCE", RetainUntilDate: until },
    }),
  );
}

/** Puts a raw mail where SES would: a dropped .eml takes the same path from here on. */
export async function writeRawMail(id: string, bytes: Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: env("MAIL_BUCKET"), Key: objects.inbound(id), Body: bytes }));
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Stores a file under its key. The same key and bytes again are harmless. */
export async function writeFile(key: string, bytes: Uint8Array, type: string): Promise<void> {
  await s3.send(
    new PutObjectCommand({ Bucket: env("FILES_BUCKET"), Key: key, Body: bytes, ContentType: type }),
  );
}

export async function readFile(key: string): Promise<Uint8Array> {
  const answer = await s3.send(new GetObjectCommand({ Bucket: env("FILES_BUCKET"), Key: key }));
  if (!answer.Body) throw new Error("The file has no object");
  return answer.Body.transformToByteArray();
}

/** Copies a file; the same copy again is harmless. */
export async function copyFile(from: string, to: string): Promise<void> {
  const Bucket = env("FILES_BUCKET");
  const CopySource = `${Bucket}/${from.split("/").map(encodeURIComponent).join("/")}`;
  await s3.send(new CopyObjectCommand({ Bucket, Key: to, CopySource }));
}

/** Marks a file that was taken out of a draft: the bucket deletes it after its days, and until then it can be brought back. */
export async function markRemoved(key: string): Promise<void> {
  const Tagging = { TagSet: [{ Key: removedTag.name, Value: removedTag.value }] };
  await s3.send(new PutObjectTaggingCommand({ Bucket: env("FILES_BUCKET"), Key: key, Tagging }));
}

export async function deleteFile(key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: env("FILES_BUCKET"), Key: key }));
}

/** Copies a ledger entry to the locked bucket. */
export async function keepLedgerEntry(pk: string, sk: string, body: string): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: env("LEDGER_BUCKET"),
      Key: objects.ledger(pk, sk),
      Body: body,
      ContentType: "application/json",
    }),
  );
}
