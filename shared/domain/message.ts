/** Messages: mails as they came in. Each has exactly one end, which a person can change. */
import * as z from "zod";
import { Because, Guess, Unanswered } from "./because.ts";
import { Instant, LocalDay } from "./call.ts";

const triageReasons = [
  "sealed", // virus or spam verdict FAIL
  "failed-authentication", // DMARC FAIL: telephone the mission
  "unknown-sender",
  "unclear-call",
  "foreign-token", // a reply address used from another party's mailbox
  "unreadable", // could not be parsed, or over a limit
  "not-invited", // the party has no right in that call
  "by-hand", // a person brought it back
  "near-miss", // an address of ours with a letter wrong
  "secretariat", // written by one of the secretariat's own people
  "conveyed", // a group coordinator writes about the seats of its subregion: never that State's own answer
  "answers-selection", // an objection, an acceptance, or whatever else is said about a seat: recorded by hand
  "looks-automatic", // reads like an absence note that does not say what it is
] as const;
const setAsideReasons = [
  "automatic",
  "duplicate",
  "delivery-report",
  "own-mail",
  "probe", // of a public mailbox, back through its redirect
  "by-hand",
] as const;

/** Why a person set a message aside. */
export const asideReasons = ["courtesy", "handled", "not-for-us", "repeated", "spam", "other"] as const;

export const MessageEnd = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("submission"), call: z.string(), party: z.string(), version: z.number().int() }),
  z.object({
    kind: z.literal("triage"),
    reason: z.enum(triageReasons),
    call: z.string().optional(), // suggestion
    party: z.string().optional(), // suggestion
    guess: Guess.optional(), // what the suggestion rests on
    telephone: z.boolean().default(false), // task: telephone the mission
  }),
  z.object({
    kind: z.literal("set-aside"),
    reason: z.enum(setAsideReasons),
    why: z.enum(asideReasons).optional(), // of a person
  }),
]);
export type MessageEnd = z.infer<typeof MessageEnd>;

export const Verdict = z.enum(["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"]);
export const Verdicts = z.object({
  spam: Verdict,
  virus: Verdict,
  spf: Verdict,
  dkim: Verdict,
  dmarc: Verdict,
});
export type Verdicts = z.infer<typeof Verdicts>;

const Automatic = z.object({
  kind: z.enum(["absence", "delivery-report", "read-receipt", "complaint", "list", "other"]),
  sign: z.string(), // the header, or the part of the mail, by which it was recognised
  notice: z.string().optional(), // the notice of ours that it speaks of
  contact: z.string().optional(), // whose mailbox it speaks of
  returns: LocalDay.optional(), // of an absence note: the day that it names
  instead: z.array(z.object({ email: z.string(), name: z.string().optional() })).default([]),
});

/** What a later relay vouches for, unproven itself: a hint for whoever sorts a forwarded mail. */
const Arc = z.object({
  by: z.string(), // the domain that sealed last
  spf: z.string().optional(),
  dkim: z.string().optional(),
  dmarc: z.string().optional(),
});

/** What of a selection a mail speaks of, whatever became of it. */
export const Answered = z.object({ call: z.string(), seat: z.string().optional() });
export type Answered = z.infer<typeof Answered>;

export const Message = z.object({
  id: z.string(), // msg_…, sortable by receipt
  sesId: z.string(),
  receivedAt: Instant,
  rawKey: z.string(),
  rawSize: z.number().int(),
  fingerprint: z.string(),
  from: z.string().optional(), // bare address, lower case
  fromName: z.string().optional(),
  recipients: z.array(z.string()),
  subject: z.string(),
  messageId: z.string().optional(), // of its header, for threading; never an identity
  verdicts: Verdicts,
  excerpt: z.string(), // first 2,000 characters of the text
  attachments: z.array(
    z.object({ name: z.string(), type: z.string(), size: z.number().int(), sha256: z.string() }),
  ),
  flags: z.array(z.string()).default([]), // what is odd about it, as the parser says
  forwarded: z
    .object({
      from: z.object({ address: z.string(), name: z.string() }).optional(),
      date: z.string().optional(),
      subject: z.string().optional(),
      how: z.enum(["inline", "attached", "resent"]),
    })
    .optional(), // the mail that it carries
  arc: Arc.optional(),
  automatic: Automatic.optional(),
  answers: Answered.optional(), // of a selection: coordinators alone read it
  because: Because.optional(), // why it has this end; older messages do not say
  unanswered: Unanswered.optional(),
  end: MessageEnd,
});
export type Message = z.infer<typeof Message>;

/** Whether whoever has these roles may read a message, and know that there is one. */
export const mayReadMessage = (roles: readonly string[], { answers }: Pick<Message, "answers">): boolean =>
  answers === undefined || roles.includes("coordinator");
