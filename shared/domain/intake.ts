/** Decides what becomes of a mail: a submission, something for a person to sort, or something set aside. Pure. */
import type { Call } from "./call.ts";
import type { MessageEnd, Verdicts } from "./message.ts";
import type { KnownSender, Sender } from "./sender.ts";

/** One address of ours that the mail came to. */
export type Recipient =
  | { kind: "reply"; call: string; contact: { id: string; party: string } } // what an invitation asks to answer to
  | { kind: "redirect"; mailbox: string; calls: readonly string[] } // the secret address of a public mailbox, and what it serves
  | { kind: "call"; call: string }
  | { kind: "other" };

type Reference = { review: string; call: string; party: string }; // codes, as findReference reads them

export type IntakeFacts = {
  probe: boolean; // our own daily probe of a public mailbox
  automatic: "automatic" | "delivery-report" | null;
  /** The same content came before: the calls on which it is recorded already. */
  seen: { calls: readonly string[] } | null;
  unreadable: boolean;
  verdicts: Pick<Verdicts, "spam" | "virus" | "dmarc">;
  proven: boolean; // the sender's domain stands for the address; does not hold for what came by redirect
  sender: Sender;
  recipients: readonly Recipient[]; // of this delivery, at least one
  review: string; // code in references
  reference: Reference | null; // in the subject
  calls: readonly (Pick<Call, "id" | "code" | "phase"> & { invites: boolean })[]; // invites: the sender's party may answer
};

type TriageReason = Extract<MessageEnd, { kind: "triage" }>["reason"];
type SetAsideReason = Extract<MessageEnd, { kind: "set-aside" }>["reason"];

export type Decision =
  | {
      kind: "submission";
      call: string;
      party: string;
      contact?: string; // whose exact address it came from; absent for a colleague not known yet
      state: "recorded" | "unconfirmed";
      newAlternate: boolean; // the sender is to be kept as an alternate of the party
      notices: readonly ("receipt" | "alternate" | "confirm")[];
    }
  | {
      kind: "triage";
      reason: TriageReason;
      call?: string; // suggestions; the reminders of a suggested party are held
      party?: string;
      telephone: boolean; // task: telephone the mission
      holding: boolean; // a plain reply says that it arrived
    }
  | { kind: "set-aside"; reason: SetAsideReason };

/** One decision a call that the mail answers; always at least one. */
export function decideIntake(facts: IntakeFacts): Decision[] {
  const recipients = facts.recipients.length > 0 ? facts.recipients : [{ kind: "other" } as const];
  return merged(recipients.map((recipient) => decideFor(facts, recipient)));
}

function decideFor(facts: IntakeFacts, recipient: Recipient): Decision {
  if (facts.probe) return { kind: "set-aside", reason: "probe" };
  if (facts.automatic) return { kind: "set-aside", reason: facts.automatic };
  return withoutRepetition(facts, decideTrust(facts, recipient));
}

/** The same mail by another way changes nothing on the same call, and lands once on another. */
function withoutRepetition({ seen }: IntakeFacts, decision: Decision): Decision {
  if (!seen || decision.kind === "set-aside") return decision;
  const isNew = decision.kind === "submission" && !seen.calls.includes(decision.call);
  return isNew ? decision : { kind: "set-aside", reason: "duplicate" };
}

function decideTrust(facts: IntakeFacts, recipient: Recipient): Decision {
  const { verdicts, sender } = facts;
  const redirected = recipient.kind === "redirect";
  const proven = facts.proven && !redirected;
  const triage = (reason: TriageReason, holding = proven) => triageOf(facts, recipient, reason, holding);

  if (verdicts.virus === "FAIL" || verdicts.spam === "FAIL") return triage("sealed", false);
  if (verdicts.dmarc === "FAIL" && !redirected) {
    return { ...triage("failed-authentication", false), telephone: true };
  }
  if (facts.unreadable) return triage("unreadable");
  if (sender.kind === "own") {
    return proven ? { kind: "set-aside", reason: "own-mail" } : triage("unknown-sender", false);
  }
  if (sender.kind === "unknown") return triage("unknown-sender");
  if (isForeign(facts, recipient, sender)) return triage("foreign-token");
  const call = callOf(facts, recipient);
  if (!call || call.phase === "draft") return triage("unclear-call");
  if (!call.invites) return triage("not-invited");
  return submissionOf(call.id, sender, proven);
}

/** A reply address of one party used from a mailbox of another, or its reference where the address names no call. */
function isForeign(facts: IntakeFacts, recipient: Recipient, sender: KnownSender): boolean {
  if (recipient.kind === "reply") return recipient.contact.party !== sender.party;
  const reference = ownReference(facts);
  return callOfAddress(recipient) === null && reference !== null && reference.party !== sender.code;
}

/** The call that the address alone names. */
function callOfAddress(recipient: Recipient): string | null {
  if (recipient.kind === "reply" || recipient.kind === "call") return recipient.call;
  const [served, ...more] = recipient.kind === "redirect" ? recipient.calls : [];
  return served !== undefined && more.length === 0 ? served : null;
}

function ownReference({ reference, review }: IntakeFacts): Reference | null {
  return reference && reference.review === review ? reference : null;
}

/** Reply address, else the call's address, else a reference in the subject, else the party's only open call. */
function callOf(facts: IntakeFacts, recipient: Recipient): IntakeFacts["calls"][number] | undefined {
  const addressed = callOfAddress(recipient);
  if (addressed !== null) return facts.calls.find((call) => call.id === addressed);
  const reference = ownReference(facts);
  const named = reference && facts.calls.find((call) => call.code === reference.call);
  if (named) return named;
  const served = recipient.kind === "redirect" && recipient.calls.length > 0 ? recipient.calls : null;
  const open = facts.calls.filter(
    ({ id, phase, invites }) => phase === "launched" && invites && (served?.includes(id) ?? true),
  );
  return open.length === 1 ? open[0] : undefined;
}

function submissionOf(call: string, sender: KnownSender, proven: boolean): Decision {
  const { party } = sender;
  const known = sender.kind === "same-domain" ? {} : { contact: sender.contact };
  const base = { kind: "submission", call, party, ...known } as const;
  if (!proven || sender.kind === "unverified") {
    return { ...base, state: "unconfirmed", newAlternate: false, notices: ["confirm"] };
  }
  return sender.kind === "official"
    ? { ...base, state: "recorded", newAlternate: false, notices: ["receipt"] }
    : {
        ...base,
        state: "recorded",
        newAlternate: sender.kind === "same-domain",
        notices: ["receipt", "alternate"],
      };
}

function triageOf(facts: IntakeFacts, recipient: Recipient, reason: TriageReason, holding: boolean) {
  const { sender } = facts;
  const call = callOf(facts, recipient);
  const party =
    "party" in sender ? sender.party : recipient.kind === "reply" ? recipient.contact.party : null;
  return {
    kind: "triage" as const,
    reason,
    ...(call && { call: call.id }),
    ...(party && { party }),
    telephone: false,
    holding,
  };
}

/** Once on each call; what is unclear only counts when nothing is clear; set aside only when nothing else is to do. */
function merged(decisions: readonly Decision[]): Decision[] {
  const submissions = new Map<string, Extract<Decision, { kind: "submission" }>>();
  const triages = new Map<string, Extract<Decision, { kind: "triage" }>>();
  for (const decision of decisions) {
    if (decision.kind === "submission") {
      const before = submissions.get(decision.call);
      if (before?.state !== "recorded") submissions.set(decision.call, decision);
    }
    if (decision.kind === "triage") triages.set(`${decision.reason} ${decision.call ?? ""}`, decision);
  }
  const open = [...triages.values()].filter(
    ({ reason, call }) =>
      submissions.size === 0 || (reason !== "unclear-call" && (call === undefined || !submissions.has(call))),
  );
  const done = [...submissions.values(), ...open];
  return done.length > 0 ? done : decisions.slice(0, 1);
}

/** The one end that the message shows: its first submission, else what a person must sort. */
export function mainDecision(decisions: readonly Decision[]): Decision {
  const [first] = decisions;
  if (!first) throw new RangeError("a mail without a decision");
  return first;
}
