/** Messages: mails as they came in. Each has exactly one end, which a person can change. */
import * as z from "zod";
import { Instant } from "./call.ts";

const triageReasons = [
  "sealed", // virus or spam verdict FAIL
  "failed-authentication", // DMARC FAIL: telephone the mission
  "unknown-sender",
  "unclear-call",
  "foreign-token", // a reply address used from another party's mailbox
  "unreadable", // could not be parsed, or over a limit
  "not-invited", // the party has no right in that call
  "by-hand", // a person brought it back
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
  end: MessageEnd,
});
export type Message = z.infer<typeof Message>;
