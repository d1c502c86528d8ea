/** What becomes of notices after they were handed over: SES's reports, and claims on which no report came. */
import { afterLease, leaseMinutes, type Notice, settled } from "../domain/notice.ts";
import { record } from "../store/ledger.ts";
import { getNotice, noticesInState, saveNotice } from "../store/notices.ts";
import { contactById, saveContact } from "../store/parties.ts";
import { readState } from "../store/reviews.ts";
import { type Change, ChangedMeanwhile, decideAgain, transact } from "../store/table.ts";
import { freeHeld } from "./held.ts";

interface Report {
  notice: string;
  event: "Send" | "Delivery" | "DeliveryDelay" | "Bounce" | "Complaint" | "Reject" | "Rendering Failure";
  sesId: string;
  isPermanent: boolean;
  now: Date;
}

const about = (notice: Notice) => ({
  actor: "system",
  call: notice.call,
  subject: notice.id,
  ...(notice.party ? { party: notice.party } : {}),
});

/** Records one report of SES. Reports come late, doubled and in any order. */
export async function settleNotice({ notice: id, event, sesId, isPermanent, now }: Report): Promise<void> {
  if (event === "DeliveryDelay") return; // SES goes on trying and will tell
  await decideAgain(async () => {
    const notice = await getNotice(id);
    if (!notice) throw new Error(`SES reports ${event} of a notice that does not exist`);
    if (event === "Reject" || event === "Rendering Failure") {
      if (notice.state === "held") return;
      const { claimedUntil: _lease, ...rest } = notice;
      const held = { ...rest, state: "held", hold: "refused", refusedBy: event, sesId } as const;
      return transact([saveNotice(notice, held), record({ ...about(notice), act: "notice.refused" }, now)]);
    }
    const after = settled(notice, event, sesId, now);
    if (!after) return;
    const changes = [saveNotice(notice, after)];
    if (event === "Send" || event === "Bounce" || event === "Complaint") {
      changes.push(record({ ...about(notice), act: `notice.${after.state}` }, now));
    }
    if (event === "Bounce" && isPermanent) changes.push(...(await markUnreachable(notice.contact)));
    await transact(changes);
  });
}

async function markUnreachable(id: string): Promise<Change[]> {
  const contact = await contactById(id);
  return contact && !contact.unreachable ? saveContact({ ...contact, unreachable: true }) : [];
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
  await freeHeld(state);
}
