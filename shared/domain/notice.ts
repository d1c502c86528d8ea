/** Notices: one mail to one contact, from preparation to its fate. */
import * as z from "zod";
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
  "acceptance", // asks the agreed State whether it accepts the seat
  "approval", // asks an approver
  "letter", // the decision, to the State that holds the seat
  "announcement", // the decision as published, to every invited party
  "warning", // to the secretariat: a decision date comes near
  "activity", // to the secretariat: an activity of the roadmap comes near
] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Kinds that go to the secretariat and its approvers, not to parties. */
export const internalKinds: readonly NoticeKind[] = ["approval", "warning", "activity"];

/**
 * scheduled: written ahead of its time because a person edited or held it; prepared: may go; held: something keeps it
 * (see `hold`); claimed: a sender has it; sent … complained: as SES reported; unknown: claimed but SES never reported;
 * cancelled: by a person.
 */
export const noticeStates = [
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

export const holdReasons = [
  "mail-held",
  "paused",
  "kind-not-enabled",
  "protocol",
  "by-hand",
  "unreachable",
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
  contact: z.string(), // contact id, or person id for internal kinds, or a hash of the address for "holding"
  to: z.email(),
  cc: z.array(z.email()).default([]),
  language: Language,
  params: z.record(z.string(), z.string()).default({}), // what the text needs beyond call, party and contact
  inReplyTo: z.string().optional(), // Message-ID of the mail answered
  state: z.enum(noticeStates),
  hold: z.enum(holdReasons).optional(),
  edited: NoticeText.optional(), // a coordinator's words instead of ours
  content: NoticeText.optional(), // what was sent, with placeholders for links
  preparedAt: Instant.optional(),
  dueAt: Instant.optional(), // of scheduled ones
  claimedUntil: Instant.optional(),
  claim: z.string().optional(), // the claim's own id
  attempts: z.number().int().default(0),
  repeated: z.boolean().default(false), // a receipt that possibly goes a second time, and says so
  sesId: z.string().optional(),
  settledAt: Instant.optional(),
});
export type Notice = z.infer<typeof Notice>;

/** Identity of a notice: the same call, kind, occasion and contact is the same notice for ever. */
export function noticeId(call: string, kind: NoticeKind, occasion: string, contact: string): string {
  return `${call}_${kind}_${occasion}_${contact}`;
}
