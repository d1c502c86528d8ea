/** Takes each file that a browser posted: checks what it is, and lays it into the draft it was meant for. */
import * as z from "zod";
import { receiveUpload } from "../../shared/desk/uploads.ts";
import { taskHandler } from "../wrap.ts";

const ObjectCreated = z.object({
  detail: z.object({ object: z.object({ key: z.string(), size: z.number().int() }) }),
});

export const handler = taskHandler(ObjectCreated, ({ detail }, { now }) =>
  receiveUpload(detail.object.key, detail.object.size, now),
);
