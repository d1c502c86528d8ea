/** What becomes of notices after they were handed over: SES's reports, and claims on which no report came. */
import { sesBounce } from "../domain/bounce.ts";
import { afterLease, leaseMinutes, type Notice, settled } from "../domain/notice.ts";
import { record } from "../store/ledger.ts";
import { getNotice, noticesInState, saveNotice, sentAs } from "../store/notices.ts";
import { readState } from "../store/reviews.ts";
import { type Change, ChangedMeanwhile, decideAgain, transact } from "../store/table.ts";
import { about, addressesOf, bounceChanges, complaintChanges } from "./bounces.ts";
import { freeHeld } from "./held.ts";

interface Report {
  notice: string;
  event: "Send" | "Delivery" | "DeliveryDelay" | "Bounce" | "Complaint" | "Reject" | "Rendering Failure";
  sesId: string;
  bounce?: { type: string; subtype?: string | undefined; status?: string | undefined } | undefined;
  recipients?: readonly string[] | undefined; // whom the event is about
  now: Date;
}

/** Records one report of SES. Reports come late, doubled and in any order. */
export async function settleNotice(report: Report): Promise<void> {
  const { notice: id, event, now } = report;
  if (event === "DeliveryDelay") return; // SES goes on trying and will tell
  await decideAgain(async () => {
    const notice = await getNotice(id);
    if (!notice) throw new Error(`SES reports ${event} of a notice that does not exist`);
    const changes = await changesOf(notice, event, report, now);
    if (changes.length > 0) await transact(changes);
  });
}

async function changesOf(
  notice: Notice,
  event: Exclude<Report["event"], "DeliveryDelay">,
  { sesId, bounce, recipients = [] }: Report,
  now: Date,
): Promise<Change[]> {
  const addresses = addressesOf(
    notice,
    recipients.map((address) => address.toLowerCase()),
  );
  if (event === "Reject" || event === "Rendering Failure") {
    if (notice.state === "held") return [];
    const { claimedUntil: _lease, ...rest } = notice;
    const held = { ...rest, state: "held", hold: "refused", refusedBy: event, sesId } as const;
    return [saveNotice(notice, held), record({ ...about(notice), act: "notice.refused" }, now)];
  }
  if (event === "Bounce") {
    const { type = "Undetermined", subtype, status } = bounce ?? {};
    const meant = sesBounce(type, subtype);
    // An absence note that answers to the return path is reported like this, after the delivery.
    if (meant === "soft" && notice.state === "delivered") return [];
    return bounceChanges({ notice, addresses, bounce: meant, status, sesId, now });
  }
  const isTo = addresses.length === 0 || addresses.includes(notice.to.toLowerCase());
  const isCopy = !isTo && notice.cc.some((address) => addresses.includes(address.toLowerCase()));
  if (event === "Delivery" && isCopy) return []; // says nothing of the mailbox in To
  const after = settled(notice, event, sesId, now);
  if (!after) return [];
  return [
    saveNotice(notice, after),
    sentAs(sesId, notice),
    ...(event === "Delivery" ? [] : [record({ ...about(notice), act: `notice.${after.state}` }, now)]),
    ...(event === "Complaint" && isTo ? await complaintChanges(notice, now) : []),
  ];
}

/** Changes a notice unless it changed meanwhile; the next sweep comes soon. */
async function move(before: Notice, after: Notice, changes: Change[] = []): Promise<void> {
  try {
    await transact([saveNotice(before, after), ...changes]);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
  }
}

/** Every notice in a state, in pages of fifty. */
async function eachInState(state: Notice["state"], visit: (notice: Notice) => Promise<void>): Promise<void> {
  let after: string | undefined;
  do {
    const page = await noticesInState(state, after ? { after } : {});
    for (const notice of page.items) await visit(notice);
    after = page.cursor ?? undefined;
  } while (after);
}

/**
 * Looks after what nobody else will: claims whose lease ended without a report, prepared ones whose stream record
 * was lost (their change brings another), and held ones whose reason is gone.
 * Scheduled ones are none of its business: only the call's own step knows whether the party has answered meanwhile.
 * Safe to run at any time and twice at once.
 */
export async function sweepNotices(now: Date): Promise<void> {
  const state = await readState();
  const instant = now.toISOString();
  await eachInState("claimed", async (notice) => {
    if (!notice.claimedUntil || notice.claimedUntil > instant) return;
    const after = afterLease(notice);
    await move(notice, after, [
      record({ ...about(notice), act: `notice.${after.repeated ? "sent-again" : "unknown"}` }, now),
    ]);
  });
  const leaseAgo = new Date(now.getTime() - leaseMinutes * 60_000).toISOString();
  await eachInState("prepared", async (notice) => {
    if (!notice.preparedAt || notice.preparedAt < leaseAgo) await move(notice, notice);
  });
  await freeHeld(state, { now });
}
