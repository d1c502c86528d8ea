/** The daily probe of each public mailbox: what is to be sent, and which mailbox has stopped redirecting to us. Pure. */
import * as z from "zod";
import { Instant } from "./call.ts";

/** The last probe of one public mailbox. */
export const Probe = z.object({
  mailbox: z.string(),
  sentAt: Instant,
  returnedAt: Instant.optional(), // when it came back through the redirect
  told: z.boolean().default(false), // the ledger says that it was lost
  revision: z.number().int().default(0), // guards against two writers
});
export type Probe = z.infer<typeof Probe>;

/** Hours within which a probe must come back (design.md, section 5): longer, and people's mail is waiting too. */
const hoursToReturn = 2;

/** Hours between two probes of a mailbox; a little under a day, since schedules do not keep the minute. */
const hoursBetween = 23;

const hoursSince = (at: string, now: Date) => (now.getTime() - Date.parse(at)) / 3_600_000;

/** Whether the mailbox is to be probed now. */
export function isProbeDue(last: Probe | null, now: Date): boolean {
  return last === null || hoursSince(last.sentAt, now) >= hoursBetween;
}

/** Whether the probe should have come back and has not. */
export function isProbeLost(last: Probe, now: Date): boolean {
  return last.returnedAt === undefined && hoursSince(last.sentAt, now) >= hoursToReturn;
}
