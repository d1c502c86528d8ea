/**
 * The trust policy, as two tables that a person can read: what the checks prove, and what follows for whom. In each the
 * first row that fits decides. Pure.
 */
import type { Because } from "./because.ts";
import type { Verdicts } from "./message.ts";

type Verdict = Verdicts["spam"];

/** By which of our addresses a mail came. */
export type CameTo = "redirect" | "call" | "reply" | "other";

/**
 * vouched: a signed-in person handed it in. proven: the domain of From stands for it. redirected: a public mailbox
 * passed it on, which breaks every proof. unproven: nothing speaks for it or against it. failed: its domain disowns it.
 */
export type Proof = "vouched" | "proven" | "redirected" | "unproven" | "failed";

/** Who wrote it, as far as the addresses tell. */
export type Role =
  | "official" // contact of standing official or protocol
  | "alternate"
  | "unverified"
  | "same-domain" // a colleague nobody has listed
  | "coordinator" // a contact who conveys for a group, on a call with seats of that subregion
  | "forwarded" // one of the above, within a mail that one of the secretariat passed on
  | "forward-unknown" // the same, of somebody unknown
  | "staff" // one of the secretariat, in their own words
  | "own" // our sending address
  | "unknown";

/**
 * accept: recorded, receipt. inform: recorded, and the official contact is told. unconfirmed: recorded, the official
 * contact is asked. triage: a person sorts it. telephone: besides, the mission is to be telephoned. seal: nobody opens
 * it. set-aside: kept, asks nobody for anything.
 */
export type Outcome = "accept" | "inform" | "unconfirmed" | "triage" | "telephone" | "seal" | "set-aside";

const any = undefined;

type ProofRow = readonly [
  boolean | undefined,
  CameTo | undefined,
  Verdict | undefined,
  boolean | undefined,
  Proof,
];

// SPF and DKIM count through DMARC alone: only it says that what they prove is the domain that people read in From.
// biome-ignore format: a table
export const proofTable: readonly ProofRow[] = [
  // handed in  came to     DMARC    of From's domain, or of the member of the secretariat who resent it
  [true,        any,        any,     any,    "vouched"],
  [any,         "redirect", any,     any,    "redirected"],
  [any,         any,        any,     true,   "proven"],
  [any,         any,        "FAIL",  any,    "failed"],
  [any,         any,        any,     any,    "unproven"],
];

type TrustRow = readonly [
  virus: Verdict | undefined,
  spam: Verdict | undefined,
  proof: Proof | undefined,
  content: "unreadable" | "absence" | "list" | undefined,
  role: Role | undefined,
  outcome: Outcome,
  because: Because,
];

// biome-ignore format: a table
export const trustTable: readonly TrustRow[] = [
  // virus spam    proof         it is         who wrote it       so it is       because
  ["FAIL", any,    any,          any,          any,               "seal",        "virus"],
  [any,    "FAIL", any,          any,          any,               "seal",        "spam"],
  [any,    any,    "failed",     any,          any,               "telephone",   "failed-authentication"],
  [any,    any,    any,          "unreadable", any,               "triage",      "unreadable"],
  // ourselves
  [any,    any,    "vouched",    any,          "own",             "set-aside",   "own-mail"],
  [any,    any,    "proven",     any,          "own",             "set-aside",   "own-mail"],
  [any,    any,    any,          any,          "own",             "triage",      "claims-our-address"],
  [any,    any,    "vouched",    any,          "staff",           "triage",      "our-staff"],
  [any,    any,    "proven",     any,          "staff",           "triage",      "our-staff"],
  [any,    any,    any,          any,          "staff",           "triage",      "claims-our-staff"],
  [any,    any,    "vouched",    any,          "forward-unknown", "triage",      "forward-unknown"],
  [any,    any,    "proven",     any,          "forward-unknown", "triage",      "forward-unknown"],
  [any,    any,    any,          any,          "forward-unknown", "triage",      "claims-our-staff"],
  // nobody we know
  [any,    any,    any,          any,          "unknown",         "triage",      "unknown-address"],
  // whom we know
  [any,    any,    any,          "absence",    any,               "triage",      "looks-automatic"],
  [any,    any,    any,          "list",       any,               "triage",      "mailing-list-redirected"],
  [any,    any,    any,          any,          "coordinator",     "triage",      "conveyed"],
  // A forward is unconfirmed even when its forwarder is proven: they saw the words and not what the checks said of
  // their sender, and a rule of their mailbox may have sent it on unread. To claim to be them gains nobody anything.
  [any,    any,    "vouched",    any,          "forwarded",       "accept",      "handed-in"],
  [any,    any,    any,          any,          "forwarded",       "unconfirmed", "forwarded-by-us"],
  [any,    any,    any,          any,          "unverified",      "unconfirmed", "unverified-contact"],
  [any,    any,    "redirected", any,          any,               "unconfirmed", "redirected"],
  [any,    any,    "unproven",   any,          any,               "unconfirmed", "not-proven"],
  [any,    any,    "vouched",    any,          "official",        "accept",      "handed-in"],
  [any,    any,    "vouched",    any,          any,               "inform",      "handed-in"],
  [any,    any,    any,          any,          "official",        "accept",      "official-proven"],
  [any,    any,    any,          any,          "alternate",       "inform",      "alternate-proven"],
  [any,    any,    any,          any,          "same-domain",     "inform",      "colleague-proven"],
];

export interface Checked {
  verdicts: Verdicts;
  handedIn: boolean;
  aligned: boolean; // DMARC passed for the very domain of From; or who resent the mail is one of us, and proven
  cameTo: CameTo;
}

/** What the checks prove of a mail that came by this address. */
export function proofOf({ verdicts, handedIn, aligned, cameTo }: Checked): Proof {
  const given = [handedIn, cameTo, verdicts.dmarc, aligned];
  const row = proofTable.find((row) => given.every((one, at) => row[at] === any || row[at] === one));
  return row?.[4] ?? "unproven";
}

export interface Judged {
  verdicts: Pick<Verdicts, "virus" | "spam">;
  proof: Proof;
  content: "clear" | "unreadable" | "absence" | "list";
  role: Role;
}

/** What becomes of a mail as far as trust goes; its call is another matter. */
export function trustOf({ verdicts, proof, content, role }: Judged): { outcome: Outcome; because: Because } {
  const given = [verdicts.virus, verdicts.spam, proof, content, role];
  const row = trustTable.find((row) => given.every((one, at) => row[at] === any || row[at] === one));
  return row ? { outcome: row[5], because: row[6] } : { outcome: "triage", because: "unknown-address" };
}
