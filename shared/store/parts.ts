/** Uploads in parts: begun and completed by us, each part put by the browser to an address that we sign. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { env } from "./environment.ts";

/** Otherwise the SDK signs the checksum of no bytes into an address, and S3 refuses whatever is put there. */
const s3 = new S3Client({ requestChecksumCalculation: "WHEN_REQUIRED" });

/** A part takes an hour on a line of 12 kbit/s. Whoever is slower asks for new addresses. */
const expiresIn = 3600;

const at = (Key: string) => ({ Bucket: env("FILES_BUCKET"), Key });

export interface ArrivedPart {
  number: number;
  etag: string;
  size: number;
}

export async function beginParts(key: string): Promise<string> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at(key)));
  if (!UploadId) throw new Error("S3 began an upload without an id");
  return UploadId;
}

/** What has arrived of an upload; null when it was completed, aborted, or given up by the bucket after its days. */
export async function arrivedParts(key: string, uploadId: string): Promise<ArrivedPart[] | null> {
  try {
    const { Parts = [] } = await s3.send(new ListPartsCommand({ ...at(key), UploadId: uploadId }));
    return Parts.map(({ PartNumber = 0, ETag = "", Size = 0 }) => ({
      number: PartNumber,
      etag: ETag,
      size: Size,
    }));
  } catch (error) {
    if (isNamed(error, "NoSuchUpload")) return null;
    throw error;
  }
}

const isNamed = (error: unknown, name: string) => error instanceof Error && error.name === name;

export const partAddress = (key: string, uploadId: string, number: number): Promise<string> =>
  getSignedUrl(s3, new UploadPartCommand({ ...at(key), UploadId: uploadId, PartNumber: number }), {
    expiresIn,
  });

/** Where a small file is put as a whole. */
export const wholeAddress = (key: string): Promise<string> =>
  getSignedUrl(s3, new PutObjectCommand(at(key)), { expiresIn });

/** Makes the parts one object. When that was done before and the answer lost, there is nothing left to do. */
export async function completeParts(
  key: string,
  uploadId: string,
  parts: readonly ArrivedPart[],
): Promise<void> {
  const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
  try {
    await s3.send(
      new CompleteMultipartUploadCommand({ ...at(key), UploadId: uploadId, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    if (!isNamed(error, "NoSuchUpload")) throw error;
  }
}

export async function abortParts(key: string, uploadId: string): Promise<void> {
  try {
    await s3.send(new AbortMultipartUploadCommand({ ...at(key), UploadId: uploadId }));
  } catch (error) {
    if (!isNamed(error, "NoSuchUpload")) throw error;
  }
}
