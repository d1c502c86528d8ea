/** Stored files as they are read, and the text that was read of them: it lies beside the files, for it may be large. */
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import * as z from "zod";
import { Block } from "../domain/reading.ts";
import { env } from "./environment.ts";
import { objects } from "./keys.ts";
import { s3 } from "./objects.ts";

/** The bytes of a stored file; null when there are more than `most`. */
export async function readFileUpTo(key: string, most: number): Promise<Uint8Array | null> {
  const answer = await s3.send(new GetObjectCommand({ Bucket: env("FILES_BUCKET"), Key: key }));
  if (!answer.Body) throw new Error("The file has no object");
  if ((answer.ContentLength ?? 0) <= most) return answer.Body.transformToByteArray();
  if ("destroy" in answer.Body) answer.Body.destroy();
  return null;
}

/** Keeps the blocks of a file; again is harmless. Answers where. */
export async function writeBlocks(key: string, blocks: readonly Block[]): Promise<string> {
  const object = objects.reading(key);
  await s3.send(
    new PutObjectCommand({
      Bucket: env("FILES_BUCKET"),
      Key: object,
      Body: JSON.stringify(blocks),
      ContentType: "application/json",
    }),
  );
  return object;
}

export async function readBlocks(object: string): Promise<Block[]> {
  const answer = await s3.send(new GetObjectCommand({ Bucket: env("FILES_BUCKET"), Key: object }));
  return z.array(Block).parse(JSON.parse((await answer.Body?.transformToString()) ?? "[]"));
}
