/** Reads each file in which the scan found nothing: its type, text and language, and what a person should know of it. */
import * as z from "zod";
import { readStoredFile } from "../../shared/desk/readings.ts";
import { taskHandler } from "../wrap.ts";

const Scanned = z.object({
  detail: z.object({ s3ObjectDetails: z.object({ objectKey: z.string() }) }),
});

export const handler = taskHandler(Scanned, ({ detail }, { now }) =>
  readStoredFile(detail.s3ObjectDetails.objectKey, now),
);
