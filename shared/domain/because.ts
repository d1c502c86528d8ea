/** Why a message has its end, and where a suggestion comes from: codes, each with its words on the pages of the secretariat. */
import * as z from "zod";

const becauseCodes = [
  // submissions
  "official-proven",
  "alternate-proven",
  "colleague-proven", // not known until now: kept as an alternate
  "not-proven", // a known address, and nothing proves that it wrote
  "redirected", // came through a public mailbox, which breaks every proof
  "unverified-contact",
  "handed-in", // a signed-in person laid it on the page and stands for it
  "forwarded-by-us", // a member of the secretariat passed it on
  "proven-copy", // came unproven first, and proven by another way
  // triage
  "virus",
  "spam",
  "failed-authentication",
  "unreadable",
  "not-recordable", // read, and yet something in it cannot be stored
  "unknown-address",
  "claims-our-address",
  "claims-our-staff",
  "our-staff", // a colleague's own words, and no forward
  "forward-unknown", // a colleague passed on what nobody known to us wrote
  "foreign-token",
  "foreign-reference",
  "foreign-thread",
  "near-token",
  "near-address",
  "several-calls-open",
  "no-call-open",
  "call-not-out",
  "not-invited",
  "conveyed", // a group coordinator writes about the seats of its subregion
  "answers-selection", // answers a mail about a seat, or a silence procedure runs in which the State takes part
  "mailing-list-redirected", // bears a list's marks, which a public mailbox may have put there
  "looks-automatic", // reads like an absence note, and nothing in its headers says so
  // set aside
  "says-automatic",
  "mailing-list",
  "no-return-address",
  "mail-daemon",
  "absence",
  "read-receipt",
  "bounce-hard",
  "bounce-soft",
  "bounce-refused", // the receiving server did not take this mail; the mailbox is there
  "delivery-delayed",
  "delivery-confirmed",
  "complaint",
  "report-unmatched", // names none of our mails, so that nothing is believed of it
  "duplicate",
  "own-mail",
  "probe", // of a public mailbox, back through its redirect
  "by-hand", // any end that a person gave
] as const;
export const Because = z.enum(becauseCodes);
export type Because = z.infer<typeof Because>;

/** By what a party or a call is suggested for a message in triage. */
export const Guess = z.enum([
  "address", // a contact has exactly this address
  "domain", // the party's contacts write from this domain
  "token", // the reply address that it came to
  "near-token", // a reply address with a letter wrong
  "near-address", // a call's address, nearly
  "reference", // in the subject
  "thread", // the mail of ours that it answers
  "forward", // the mail that it carries
]);
export type Guess = z.infer<typeof Guess>;

/** Why no answer left where one would have been due. */
export const Unanswered = z.enum([
  "over-cap", // enough answers for one address today, or on one call
  "rewritten-envelope", // a forwarder stands between us and the sender
  "no-official", // the party has no contact that speaks for it and can be reached
]);
export type Unanswered = z.infer<typeof Unanswered>;
