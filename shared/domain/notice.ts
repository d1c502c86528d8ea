/** Notices: one mail to one contact, from preparation to its fate. */
import * as z from "zod";
import { type Bounce, retryHours } from "./bounce.ts";
import { Instant } from "./call.ts";
import { Language } from "./language.ts";

export const noticeKinds = [
  "invitation", // the call, to every invited party
  "receipt", // acknowledgement of a submission
  "confirm", // asks the official contact to confirm what came unproven, by upload or from elsewhere
  "reminder", // before a deadline, only to parties without an answer
  "extension", // a date of the call was moved
  "alternate", // tells the official contact that a colleague answered
  "holding", // plain reply to a proven but unknown sender
  "clarification", // a person asks about a message that is being sorted
  "acceptance", // asks the agreed State whether it accepts the seat
  "approval", // asks an approver
  "silence", // the text of a silence procedure, to each State of the seat's group
  "silence-closed", // that it ended, and whether without objection; never who
  "amendment", // the decision date or the formula of the call was changed
  "letter", // the decision, to the State that holds the seat
  "announcement", // the decision as published, to every invited party
  "warning", // to the secretariat: a decision date comes near
  "waiting", // to the secretariat: something has been awaited for long
  "activity", // to the secretariat: an activity of the roadmap comes near
  "subscription", // asks whoever signed up to the news to confirm it
  "news", // to subscribers: a call opened, its close moved, a decision was released
] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** They name who is sounded, proposed or chosen, or what a seat lacks: of the secretariat, coordinators alone read them. */
export const confidentialKinds: readonly NoticeKind[] = [
  "silence",
  "silence-closed",
  "acceptance",
  "approval",
  "letter",
  "warning",
  "waiting",
];

/** Whether whoever has these roles may read a mail of this kind, and know that there is one. */
export const mayReadMail = (roles: readonly string[], { kind }: { kind: NoticeKind }): boolean =>
  roles.includes("coordinator") || !confidentialKinds.includes(kind);

/** Of those, the ones that a party gets: what answers them is about the seat, and no offer. */
export const selectionKinds: readonly NoticeKind[] = ["silence", "silence-closed", "acceptance", "letter"];

/** They speak of seats: none of them is written without the selection as it stands. */
export const seatKinds: readonly NoticeKind[] = [...confidentialKinds, "amendment", "announcement"];

/** Courtesy: what a contact that complained is spared. Invitations, receipts and letters are official notes. */
export const optionalKinds: readonly NoticeKind[] = ["reminder", "announcement"];

/** Kinds that go to the secretariat and its approvers, not to parties. */
export const internalKinds: readonly NoticeKind[] = ["approval", "warning", "waiting", "activity"];

/** They go to whoever signed up. Their address stands in no notice: it is filled in only while sending, like a link. */
export const subscriberKinds: readonly NoticeKind[] = ["subscription", "news"];

/** What stands for it, on a domain that can never be. */
export const nowhere = "subscriber@news.invalid";

/**
 * scheduled: written ahead of its time because a person edited or held it; prepared: may go; held: something keeps it
 * (see `hold`); claimed: a sender has it; sent … complained: as SES reported; unknown: claimed but SES never reported;
 * cancelled: by a person.
 */
const noticeStates = [
  "scheduled",
  "prepared",
  "held",
  "claimed",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "unknown",
  "cancelled",
] as const;

/** States in which a mail is still ours to change: it has not left. */
export const unsentStates: readonly (typeof noticeStates)[number][] = ["scheduled", "prepared", "held"];

const holdReasons = [
  "mail-held", // the deployment's mail is held
  "paused", // the one button
  "kind-not-enabled", // no coordinator has seen and enabled this kind
  "over-quota", // SES takes no more for now; the sweep brings it back
  "protocol", // a person releases what goes to this contact
  "by-hand", // a person holds it
  "unreachable", // the contact's address bounced
  "refused", // SES refused it for good; see `refusedBy`
  "soft-bounce", // the mailbox could not take it for now; the sweep tries again at `dueAt`
  "complained", // the contact marked a mail of ours as spam: what is optional waits for a person
] as const;

/** A mail's words. `{link}` and `{confirmLink}` stand where the secret links go; they are filled in only while sending. */
export const NoticeText = z.object({ subject: z.string(), text: z.string() });
export type NoticeText = z.infer<typeof NoticeText>;

export const Notice = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/), // call_kind_occasion_contact
  review: z.string(),
  call: z.string(), // call id, or "review" for what concerns no call
  kind: NoticeKind,
  occasion: z.string().regex(/^[A-Za-z0-9-]+$/),
  party: z.string().optional(),
  contact: z.string(), // id of a contact, a person or a subscriber by the kind, or a hash of the address for "holding"
  to: z.email(),
  cc: z.array(z.email()).default([]),
  language: Language,
  params: z.record(z.string(), z.string()).default({}), // what the text needs beyond call, party and contact
  inReplyTo: z.string().optional(), // Message-ID of the mail answered
  state: z.enum(noticeStates),
  hold: z.enum(holdReasons).optional(),
  released: z.string().optional(), // the person who released it to a contact of standing "protocol"
  refusedBy: z.string().optional(), // the error by which SES refused it
  edited: NoticeText.optional(), // a coordinator's words instead of ours
  content: NoticeText.optional(), // what was sent, with placeholders for links
  dated: z.iso.date().optional(), // the day that the letter with the mail bears
  preparedAt: Instant.optional(),
  dueAt: Instant.optional(), // of scheduled ones
  claimedUntil: Instant.optional(),
  claim: z.string().optional(), // the claim's own id
  attempts: z.number().int().default(0),
  repeated: z.boolean().default(false), // a receipt that possibly goes a second time, and says so
  sesId: z.string().optional(),
  settledAt: Instant.optional(),
  read: Instant.optional(), // a read receipt came, which we never ask for
  softBounces: z.number().int().optional(),
  lostSends: z.array(z.string()).optional(), // SES ids of sends that bounced softly and were tried again
  revision: z.number().int().default(0), // guards against two writers
});
export type Notice = z.infer<typeof Notice>;

/** Identity of a notice: the same call, kind, occasion and contact is the same notice for ever. */
export function noticeId(call: string, kind: NoticeKind, occasion: string, contact: string): string {
  return `${call}_${kind}_${occasion}_${contact}`;
}

/** The kind of the notice with this id; undefined for what is no notice's id. */
export const kindOfNotice = (id: string): NoticeKind | undefined =>
  NoticeKind.safeParse(id.split("_")[1]).data;

/** Whether a mail has left, and nothing says that it came back. */
export const hasLeft = ({ state }: Pick<Notice, "state">): boolean =>
  state === "sent" || state === "delivered";

/** A mail that has not left, and now never will. */
export const cancelled = ({ hold: _hold, ...notice }: Notice): Notice => ({ ...notice, state: "cancelled" });

/** Minutes after which a claim without a Send event counts as of unknown fate. */
export const leaseMinutes = 30;

interface NewNotice {
  review: string;
  call: string;
  kind: NoticeKind;
  occasion: string;
  contact: { id: string; party?: string; email: string; language: Language };
  cc?: string[];
  params?: Record<string, string>;
  inReplyTo?: string | undefined;
  now: Date;
}

/** A notice ready to go, in the contact's language. */
export function prepareNotice({ contact, now, ...rest }: NewNotice): Notice {
  return Notice.parse({
    ...rest,
    id: noticeId(rest.call, rest.kind, rest.occasion, contact.id),
    contact: contact.id,
    party: contact.party,
    to: contact.email,
    language: contact.language,
    state: "prepared",
    preparedAt: now.toISOString(),
  });
}

/** The notice in the hands of one sender until its lease ends; `content` is what will be sent. */
export function claimed(notice: Notice, claim: string, content: NoticeText, now: Date): Notice {
  const claimedUntil = new Date(now.getTime() + leaseMinutes * 60_000).toISOString();
  return { ...notice, state: "claimed", claim, claimedUntil, content, attempts: notice.attempts + 1 };
}

const rank = { Send: 1, Delivery: 2, Bounce: 3, Complaint: 4 } as const;
const ranked = { sent: 1, delivered: 2, bounced: 3, complained: 4 } as const;
const stateOf = { Send: "sent", Delivery: "delivered", Bounce: "bounced", Complaint: "complained" } as const;

/**
 * The notice after an event of SES, whatever the order and however often events come: a later state is never
 * undone by an earlier event, nor by an event of a send that bounced before. Null when the event changes nothing.
 */
export function settled(notice: Notice, event: keyof typeof rank, sesId: string, now: Date): Notice | null {
  if (notice.lostSends?.includes(sesId)) return null;
  const stands = Object.entries(ranked).find(([state]) => state === notice.state)?.[1] ?? 0;
  if (rank[event] <= (awaitsRetry(notice) ? rank.Send : stands)) return null;
  const { claimedUntil: _lease, hold: _hold, dueAt: _due, ...rest } = notice;
  return { ...rest, state: stateOf[event], sesId, settledAt: now.toISOString() };
}

const awaitsRetry = ({ state, hold }: Notice) => state === "held" && hold === "soft-bounce";

/**
 * The notice after its mailbox did not take it. A full mailbox is tried again some hours later, some times; then it
 * counts as gone. Null when this says nothing new.
 */
export function bounced(
  notice: Notice,
  bounce: Bounce,
  sesId: string | undefined,
  now: Date,
): { notice: Notice; bounce: Bounce } | null {
  const isOld = sesId !== undefined && notice.lostSends?.includes(sesId);
  if (isOld || notice.state === "bounced" || notice.state === "complained") return null;
  const before = notice.softBounces ?? 0;
  const hours = bounce === "soft" ? retryHours[before] : undefined;
  if (awaitsRetry(notice) && bounce === "soft") return null;
  const { claimedUntil: _lease, hold: _hold, dueAt: _due, ...rest } = notice;
  const at = now.toISOString();
  const after = { ...rest, ...(sesId && { sesId }), settledAt: at };
  if (hours === undefined) {
    return {
      notice: { ...after, state: "bounced" },
      bounce: bounce === "soft" ? "hard" : bounce,
    };
  }
  const dueAt = new Date(now.getTime() + hours * 3_600_000).toISOString();
  return {
    notice: { ...after, state: "held", hold: "soft-bounce", dueAt, softBounces: before + 1 },
    bounce,
  };
}

/** The notice ready to go once more; whoever had a copy has it. */
export function triedAgain(notice: Notice): Notice {
  const { hold: _hold, dueAt: _due, sesId, claim: _claim, ...rest } = notice;
  return {
    ...rest,
    state: "prepared",
    cc: [],
    lostSends: [...(notice.lostSends ?? []), ...(sesId ? [sesId] : [])],
  };
}

/**
 * A claim whose lease ended without a Send event: its fate is unknown. A receipt goes once more, marked as possibly
 * repeated; anything else waits for a person.
 */
export function afterLease(notice: Notice): Notice {
  const { claimedUntil: _lease, claim: _claim, ...rest } = notice;
  return notice.kind === "receipt" && !notice.repeated
    ? { ...rest, state: "prepared", repeated: true }
    : { ...rest, state: "unknown" };
}
