/** What a bounce or a complaint does: to the notice that it is about, and to the contact whose mailbox it was. */
import type { Bounce } from "../domain/bounce.ts";
import { bounced, type Notice, subscriberKinds } from "../domain/notice.ts";
import type { Contact } from "../domain/party.ts";
import { record } from "../store/ledger.ts";
import { saveNotice, sentAs } from "../store/notices.ts";
import { changeContact, contactsOf, contactToChange } from "../store/parties.ts";
import type { Change } from "../store/table.ts";

import { subscriptionEnded } from "./news.ts";

export interface Lost {
  notice: Notice;
  addresses: readonly string[]; // whose mailbox did not take it, lower case; empty: not told
  bounce: Bounce;
  status?: string | undefined;
  sesId?: string | undefined; // of the send that bounced
  now: Date;
}

export const about = (notice: Notice) => ({
  actor: "system",
  call: notice.call,
  subject: notice.id,
  ...(notice.party ? { party: notice.party } : {}),
});

/**
 * The changes after a bounce. Only the mailbox in To makes the notice bounce; of one in copy the contact alone is
 * marked. An address that we did not write to (the team's while mail is a sample, or whom a mailbox forwards to)
 * makes the notice one to look after and marks nobody.
 */
export async function bounceChanges({
  notice,
  addresses: told,
  bounce,
  status,
  sesId,
  now,
}: Lost): Promise<Change[]> {
  const to = notice.to.toLowerCase();
  const addresses = addressesOf(notice, told);
  const copies = notice.cc.map((address) => address.toLowerCase());
  const isTo = addresses.length === 0 || addresses.includes(to);
  const lostCopies = copies.filter((address) => addresses.includes(address));
  const changes: Change[] = [];
  if (isTo || lostCopies.length === 0) {
    const after = bounced(notice, isTo ? bounce : "refused", sesId, now);
    if (after) {
      const { state, hold } = after.notice;
      changes.push(
        saveNotice(notice, after.notice),
        record({ ...about(notice), act: `notice.${hold === "soft-bounce" ? "bounced-softly" : state}` }, now),
        ...(isTo ? await receiverLost(notice, { bounce: after.bounce, status, now }) : []),
        ...(sesId ? [sentAs(sesId, notice)] : []),
      );
    }
  }
  for (const contact of await contactsWith(notice, lostCopies)) {
    if (contact.id !== notice.contact) changes.push(...(await mark(contact.id, { bounce, status, now })));
  }
  return changes;
}

async function contactsWith({ party }: Notice, addresses: readonly string[]): Promise<Contact[]> {
  if (!party || addresses.length === 0) return [];
  return (await contactsOf(party)).filter(({ email }) => addresses.includes(email.toLowerCase()));
}

/** Notes what came of a mailbox; one that is not there is written to no more, until a person or a mail from it says otherwise. */
async function mark(
  id: string,
  { bounce, status, now }: Pick<Lost, "bounce" | "status" | "now">,
): Promise<Change[]> {
  const contact = await contactToChange(id);
  if (!contact || (contact.unreachable && contact.bounced)) return [];
  const at = now.toISOString();
  return [
    changeContact(contact, {
      bounced: { at, why: bounce, ...(status && { status: status.slice(0, 20) }) },
      ...(bounce === "hard" && { unreachable: true }),
    }),
    ...(bounce === "hard" && !contact.unreachable
      ? [record({ actor: "system", act: "contact.unreachable", party: contact.party, subject: id }, now)]
      : []),
  ];
}

/** A subscriber's mail has one receiver, whose address does not stand in the notice: whatever is told is about them. */
export const addressesOf = ({ kind }: Notice, told: readonly string[]): readonly string[] =>
  subscriberKinds.includes(kind) ? [] : told;

async function receiverLost(
  { kind, contact }: Notice,
  lost: Pick<Lost, "status" | "now"> & { bounce: Bounce },
): Promise<Change[]> {
  if (!subscriberKinds.includes(kind)) return mark(contact, lost);
  return lost.bounce === "hard" ? subscriptionEnded(contact, "bounce", lost.now) : [];
}

/** A complaint ends a subscription. To a contact it stops what is optional; official notes go on. */
export async function complaintChanges({ kind, contact: id }: Notice, now: Date): Promise<Change[]> {
  if (subscriberKinds.includes(kind)) return subscriptionEnded(id, "complaint", now);
  const contact = await contactToChange(id);
  if (!contact || contact.complained) return [];
  return [
    changeContact(contact, { complained: now.toISOString() }),
    record({ actor: "system", act: "contact.complained", party: contact.party, subject: id }, now),
  ];
}
