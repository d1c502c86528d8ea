/** Which raw mails lie in the bucket. */
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { env } from "./environment.ts";
import { objects, sesIdOf } from "./keys.ts";
import { s3 } from "./objects.ts";

interface RawMail {
  sesId: string;
  at: Date; // when it was laid there
}

/** A page of the raw mails, in the order of their ids, which is none; `next` goes on. */
export async function listRawMail(after?: string): Promise<{ mails: RawMail[]; next: string | undefined }> {
  const page = await s3.send(
    new ListObjectsV2Command({
      Bucket: env("MAIL_BUCKET"),
      Prefix: objects.inbound(""),
      ...(after ? { ContinuationToken: after } : {}),
    }),
  );
  const mails = (page.Contents ?? []).flatMap(({ Key, LastModified }) => {
    const sesId = Key ? sesIdOf(Key) : null;
    return sesId && LastModified ? [{ sesId, at: LastModified }] : [];
  });
  return { mails, next: page.NextContinuationToken };
}
