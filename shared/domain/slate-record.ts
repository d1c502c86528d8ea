/** A slate as it was composed, kept so that whoever audits can compute it again. It holds ids and no names. */
import * as z from "zod";
import { Pool, Slate } from "./slates.ts";

export const SlateRecord = z.strictObject({
  rules: z.string(), // version of the rules
  hash: z.string(), // SHA-256 of the pool in canonical form, hex
  pool: Pool,
  chosen: Slate,
});
export type SlateRecord = z.infer<typeof SlateRecord>;
