/** Takes each file that a browser posted: checks what it is, and lays it into the draft it was meant for. */
import * as z from "zod";
import { receiveUpload } from "../../shared/desk/uploads.ts";
import { taskHandler } from "../wrap.ts";

/** S3's "Object Created" as the event bus brings it: one object an event, its key as it is. */
const ObjectCreated = z.object({
  detail: z.object({ object: z.object({ key: z.string(), size: z.number() }) }),
});

export const handler = taskHandler(ObjectCreated, async ({ detail }, { now }) => {
  await receiveUpload(detail.object.key, detail.object.size, now);
});
