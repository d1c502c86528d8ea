/** The nightly match: every raw mail in the bucket has its end, or is received now from its bytes alone. */
import { addressesOf, readHeaders } from "../mail/headers.ts";
import { readTrace } from "../mail/trace.ts";
import { record } from "../store/ledger.ts";
import { isDelivered, matchedUntil, saveMatched } from "../store/messages.ts";
import { readRawMail } from "../store/objects.ts";
import { listRawMail } from "../store/raw-listing.ts";
import { ChangedMeanwhile, transact } from "../store/table.ts";
import { type Delivery, receiveMail } from "./receive.ts";

/** Hours for which SES and Lambda may still be at it: an event is tried again for six at most. */
const grace = 7 * 3_600_000;

export interface Matched {
  received: string[]; // SES ids of the mails that had no end and have one now
  failed: string[]; // that could not be received: they stay, and every night tells of them again
}

/** Matches every raw mail since the last night that went well. Safe to run at any time and twice at once. */
export async function matchRawMail(now: Date): Promise<Matched> {
  const since = await matchedUntil();
  const until = new Date(now.getTime() - grace);
  const matched: Matched = { received: [], failed: [] };
  let earliestFailure = until;
  let after: string | undefined;
  do {
    const page = await listRawMail(after);
    for (const { sesId, at } of page.mails) {
      const isNew = at <= until && (!since || at.toISOString() >= since);
      if (!isNew || (await isDelivered(sesId))) continue;
      if (await receiveFromBytes(sesId, at, now)) matched.received.push(sesId);
      else {
        matched.failed.push(sesId);
        if (at < earliestFailure) earliestFailure = at;
      }
    }
    after = page.next;
  } while (after);
  await noteMatched(since, earliestFailure, matched, now);
  return matched;
}

/** Receives a mail whose event was lost. False when it cannot be: its bytes stay, and a person must look. */
async function receiveFromBytes(sesId: string, at: Date, now: Date): Promise<boolean> {
  try {
    const { bytes } = await readRawMail(sesId);
    await receiveMail(deliveryFromBytes(sesId, at, bytes), now);
    return true;
  } catch {
    return false; // the caller tells of it; the other mails of the night must not wait for this one
  }
}

const unchecked = {
  spam: "PROCESSING_FAILED",
  virus: "PROCESSING_FAILED",
  spf: "PROCESSING_FAILED",
  dkim: "PROCESSING_FAILED",
  dmarc: "PROCESSING_FAILED",
} as const;

/** What the lost event said, as far as SES wrote it on top of the mail. A mail without SES's lines proves nothing. */
function deliveryFromBytes(sesId: string, at: Date, bytes: Uint8Array): Delivery {
  const headers = readHeaders(bytes);
  const trace = readTrace(headers, sesId);
  if (trace) return { sesId, at, ...trace };
  const recipients = ["to", "cc"].flatMap((name) => addressesOf(headers, name)).map(({ address }) => address);
  return { sesId, at, envelopeSender: undefined, recipients, verdicts: unchecked };
}

async function noteMatched(since: string | null, until: Date, matched: Matched, now: Date): Promise<void> {
  const found = matched.received.length + matched.failed.length;
  const entry = record(
    {
      actor: "system",
      act: "mail.matched",
      subject: "inbound",
      detail: { received: matched.received.length, failed: matched.failed.length },
    },
    now,
  );
  try {
    await transact([saveMatched(since, until.toISOString()), ...(found > 0 ? [entry] : [])]);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error; // another run was here: its night counts
  }
}
