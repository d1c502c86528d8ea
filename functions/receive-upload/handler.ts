/** Takes each file that a browser posted: checks what it is, and lays it into the draft it was meant for. */
import * as z from "zod";
import { receiveUpload } from "../../shared/desk/uploads.ts";
import { taskHandler } from "../wrap.ts";

const S3Event = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string(), size: z.number() }) }) })),
});

export const handler = taskHandler(S3Event, async ({ Records }, { now }) => {
  for (const { s3 } of Records) {
    const key = decodeURIComponent(s3.object.key.replaceAll("+", " "));
    await receiveUpload(key, s3.object.size, now);
  }
});
