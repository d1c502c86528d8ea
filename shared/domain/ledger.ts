/** The ledger: an append-only record of everything done. It holds ids, never personal data. */
import * as z from "zod";
import { Instant } from "./call.ts";
import { confidentialKinds, kindOfNotice, NoticeKind } from "./notice.ts";

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

const ofSelections = /^(?:selection|silence|sounding|assessment)\./;
const ofNotices = /^notices?\./;

/**
 * Whether an entry tells who is sounded, placed, assessed or written to about a seat. Coordinators and auditors read
 * it, and nobody integrates it. A mail whose kind does not show counts as confidential.
 */
export function isConfidentialEntry({
  act,
  subject = "",
  detail,
}: Pick<LedgerEntry, "act" | "subject" | "detail">): boolean {
  if (ofSelections.test(act)) return true;
  if (!ofNotices.test(act)) return false;
  const kind = kindOfNotice(subject) ?? NoticeKind.safeParse(detail.kind).data;
  return kind === undefined || confidentialKinds.includes(kind);
}
