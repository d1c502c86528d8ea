/** The ledger: an append-only record of everything done. It holds ids, never personal data. */
import * as z from "zod";
import { Instant } from "./call.ts";

export const LedgerEntry = z.object({
  id: z.string(), // led_…, sortable
  review: z.string(),
  at: Instant,
  actor: z.string(), // "system", a person id, "contact:co1"
  act: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/), // "submission.recorded", "call.dates-moved"
  call: z.string().optional(),
  party: z.string().optional(),
  subject: z.string().optional(), // id of the message, notice, submission … it is about
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
