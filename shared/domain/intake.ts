/** Decides what becomes of a mail: a submission, something for a person to sort, or something set aside. Pure. */
import type { Because, Guess, Unanswered } from "./because.ts";
import type { Call } from "./call.ts";
import type { Answered, MessageEnd, Verdicts } from "./message.ts";
import type { KnownSender, Sender } from "./sender.ts";
import { type CameTo, type Outcome, type Proof, proofOf, type Role, trustOf } from "./trust.ts";

/** One address of ours that the mail came to. */
export type Recipient =
  | { kind: "reply"; call: string; contact: { id: string; party: string } } // what an invitation asks to answer to
  | { kind: "redirect"; mailbox: string; calls: readonly string[] } // the secret address of a public mailbox, and what it serves
  | { kind: "call"; call: string }
  | { kind: "near"; to: "reply" | "call"; call?: string; party?: string } // with a letter wrong, and what it may mean
  | { kind: "other" };

type Reference = { review: string; call: string; party: string }; // codes, as findReference reads them

export type IntakeFacts = {
  probe: boolean; // our own daily probe of a public mailbox
  automatic: { reason: "automatic" | "delivery-report"; because: Because; list: boolean } | null;
  /** The same content came before: the calls on which it is recorded already. */
  seen: { calls: readonly string[] } | null;
  content: "clear" | "unreadable" | "absence";
  verdicts: Verdicts;
  handedIn: boolean;
  aligned: boolean; // the sender's domain stands for the address, as far as the way it came lets one tell
  rewritten: boolean; // a forwarder wrote its envelope anew
  sender: Sender; // whom the checks speak of
  inner: Sender | null; // whose mail the sender carries
  recipients: readonly Recipient[]; // of this delivery, at least one
  review: string; // code in references
  reference: (Reference & { id?: string }) | null; // in the subject, with the id of its party if that is known
  thread: { call: string; party?: string | undefined } | null; // of the mail of ours that it answers
  selection: Answered | null; // what of a selection that mail was about
  calls: readonly CallFacts[];
};

type CallFacts = Pick<Call, "id" | "code" | "phase"> & {
  invites: boolean; // the writer's party may answer
  consulted?: string | undefined; // the seat of a silence procedure that runs there, in which the writer's party takes part
  conveys?: boolean; // the writer speaks for a group whose seats this call fills
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
      because: Because;
    }
  | {
      kind: "triage";
      reason: TriageReason;
      because: Because;
      call?: string; // suggestions; the reminders of a suggested party are held
      party?: string;
      guess?: Guess;
      telephone: boolean; // task: telephone the mission
      holding: boolean; // a plain reply says that it arrived
      unanswered?: Unanswered; // why none does
      answers?: Answered; // of a selection: coordinators alone read it
    }
  | {
      kind: "set-aside";
      reason: SetAsideReason;
      because?: Because;
      answers?: Answered;
      proves?: { call: string; party: string }; // the same mail stands there, perhaps unconfirmed; this copy is proven
    };

/** One decision a call that the mail answers; always at least one. */
export function decideIntake(facts: IntakeFacts): Decision[] {
  const recipients = facts.recipients.length > 0 ? facts.recipients : [{ kind: "other" } as const];
  return merged(recipients.map((recipient) => decideFor(facts, recipient)));
}

function decideFor(facts: IntakeFacts, recipient: Recipient): Decision {
  if (facts.probe) return { kind: "set-aside", reason: "probe", because: "probe" };
  if (facts.automatic && !mayBeTheirs(facts, recipient)) {
    const { reason, because } = facts.automatic;
    return { kind: "set-aside", reason, because, ...(facts.selection && { answers: facts.selection }) };
  }
  return withoutRepetition(facts, decideTrust(facts, recipient));
}

/**
 * A public mailbox that is a distribution list marks every mail as a list's. One of somebody we know is then not set
 * aside unseen: a person looks.
 */
function mayBeTheirs(facts: IntakeFacts, { kind }: Recipient): boolean {
  return facts.automatic?.list === true && kind === "redirect" && writerOf(facts) !== null;
}

/** The same mail by another way changes nothing on the same call, and lands once on another. */
function withoutRepetition({ seen }: IntakeFacts, decision: Decision): Decision {
  if (!seen || decision.kind === "set-aside") return decision;
  const duplicate = { kind: "set-aside", reason: "duplicate", because: "duplicate" } as const;
  if (decision.kind !== "submission")
    return { ...duplicate, ...(decision.answers && { answers: decision.answers }) };
  if (!seen.calls.includes(decision.call)) return decision;
  const { call, party, state } = decision;
  return state === "recorded" ? { ...duplicate, proves: { call, party } } : duplicate;
}

/** Triage reasons by what the tables say; any other is a sender that nobody knows. */
const reasonOf: Partial<Record<Because, TriageReason>> = {
  unreadable: "unreadable",
  "our-staff": "secretariat",
  "forward-unknown": "secretariat",
  conveyed: "conveyed",
  "looks-automatic": "looks-automatic",
  "mailing-list-redirected": "looks-automatic",
};

function decideTrust(facts: IntakeFacts, recipient: Recipient): Decision {
  const { verdicts, handedIn, aligned } = facts;
  const content = facts.automatic && facts.content === "clear" ? "list" : facts.content;
  const proof = proofOf({ verdicts, handedIn, aligned, cameTo: cameTo(recipient) });
  const call = callOf(facts, recipient);
  const role = roleOf(facts, call);
  const { outcome, because } = trustOf({ verdicts, proof, content, role });
  const answers = selectionAnswered(facts, call);
  const about = { facts, recipient, proof, role, answers };
  if (outcome === "seal") return triageOf(about, "sealed", because, "nobody");
  if (outcome === "telephone")
    return {
      ...triageOf(about, answers ? "answers-selection" : "failed-authentication", because, "nobody"),
      telephone: true,
    };
  if (outcome === "set-aside") return { kind: "set-aside", reason: "own-mail", because };
  const writer = writerOf(facts);
  if (outcome === "triage" || !writer)
    return triageOf(
      about,
      reasonOf[because] ?? (answers ? "answers-selection" : "unknown-sender"),
      because,
      "sender",
    );
  if (answers) return triageOf(about, "answers-selection", "answers-selection", "sender");
  const problem = routingProblem(facts, recipient, writer, call);
  if (problem) return triageOf(about, problem.reason, problem.because, "sender");
  return submissionOf(call?.id ?? "", writer, outcome, because, role);
}

/**
 * What of a selection a mail speaks of: it answers a mail of ours about one, or its State takes part in a silence
 * procedure that runs. An objection is no offer, and whose it is only coordinators know.
 */
function selectionAnswered({ selection }: IntakeFacts, call: CallFacts | undefined): Answered | null {
  if (selection) return selection;
  return call?.consulted === undefined ? null : { call: call.id, seat: call.consulted };
}

function cameTo({ kind }: Recipient): CameTo {
  return kind === "near" ? "other" : kind;
}

/** Whose answer it is: of a mail that one of the secretariat passed on, its inner sender's. */
function writerOf({ sender, inner }: Pick<IntakeFacts, "sender" | "inner">): KnownSender | null {
  const writer = sender.kind === "staff" ? inner : sender;
  return writer && "party" in writer ? writer : null;
}

function roleOf(facts: IntakeFacts, call: CallFacts | undefined): Role {
  const { sender, inner } = facts;
  if (sender.kind === "staff" && !writerOf(facts)) return inner ? "forward-unknown" : "staff";
  if (call?.conveys) return "coordinator";
  return sender.kind === "staff" ? "forwarded" : sender.kind;
}

type Problem = { reason: TriageReason; because: Because };

/** Why a mail of someone we trust is not simply an answer to a call. */
function routingProblem(
  facts: IntakeFacts,
  recipient: Recipient,
  writer: KnownSender,
  call: CallFacts | undefined,
): Problem | null {
  if (recipient.kind === "near")
    return { reason: "near-miss", because: recipient.to === "reply" ? "near-token" : "near-address" };
  const foreign = foreignBecause(facts, recipient, writer);
  if (foreign) return { reason: "foreign-token", because: foreign };
  if (!call)
    return { reason: "unclear-call", because: isAnyOpen(facts) ? "several-calls-open" : "no-call-open" };
  if (call.phase === "draft") return { reason: "unclear-call", because: "call-not-out" };
  return call.invites ? null : { reason: "not-invited", because: "not-invited" };
}

/** A reply address of one party used from a mailbox of another; or its reference or thread where the address names no call. */
function foreignBecause(facts: IntakeFacts, recipient: Recipient, writer: KnownSender): Because | null {
  if (recipient.kind === "reply") return recipient.contact.party === writer.party ? null : "foreign-token";
  if (callOfAddress(recipient) !== null) return null;
  const reference = ownReference(facts);
  if (reference) return reference.party === writer.code ? null : "foreign-reference";
  const party = facts.thread?.party;
  return party === undefined || party === writer.party ? null : "foreign-thread";
}

/** The call that the address alone names. */
function callOfAddress(recipient: Recipient): string | null {
  if (recipient.kind === "reply" || recipient.kind === "call") return recipient.call;
  if (recipient.kind === "near") return recipient.call ?? null;
  const [served, ...more] = recipient.kind === "redirect" ? recipient.calls : [];
  return served !== undefined && more.length === 0 ? served : null;
}

function ownReference({ reference, review }: IntakeFacts) {
  return reference && reference.review === review ? reference : null;
}

/**
 * Reply address, else the call's address, else a reference in the subject, else the mail of ours that it answers, else
 * the party's only open call.
 */
function callOf(facts: IntakeFacts, recipient: Recipient): CallFacts | undefined {
  const addressed = callOfAddress(recipient);
  if (addressed !== null) return facts.calls.find((call) => call.id === addressed);
  const reference = ownReference(facts);
  const named =
    facts.calls.find(({ code }) => code === reference?.call) ??
    facts.calls.find(({ id }) => id === facts.thread?.call);
  if (named) return named;
  const open = openCalls(facts, recipient);
  return open.length === 1 ? open[0] : undefined;
}

function openCalls({ calls }: IntakeFacts, recipient: Recipient): CallFacts[] {
  const served = recipient.kind === "redirect" && recipient.calls.length > 0 ? recipient.calls : null;
  return calls.filter(
    ({ id, phase, invites }) => phase === "launched" && invites && (served?.includes(id) ?? true),
  );
}

const isAnyOpen = ({ calls }: IntakeFacts) =>
  calls.some(({ phase, invites }) => phase === "launched" && invites);

function submissionOf(
  call: string,
  writer: KnownSender,
  outcome: Outcome,
  because: Because,
  role: Role,
): Decision {
  const known = writer.kind === "same-domain" ? {} : { contact: writer.contact };
  const isUnconfirmed = outcome === "unconfirmed";
  const notices = outcome === "accept" ? (["receipt"] as const) : (["receipt", "alternate"] as const);
  return {
    kind: "submission",
    call,
    party: writer.party,
    ...known,
    state: isUnconfirmed ? "unconfirmed" : "recorded",
    newAlternate: !isUnconfirmed && role === "same-domain",
    notices: isUnconfirmed ? ["confirm"] : notices,
    because,
  };
}

interface About {
  facts: IntakeFacts;
  recipient: Recipient;
  proof: Proof;
  role: Role;
  answers: Answered | null;
}

/** Whom nobody answers: ourselves, and what may be a robot. */
const unanswerable: readonly Role[] = ["own", "staff", "forwarded", "forward-unknown"];

function triageOf(
  { facts, recipient, proof, role, answers }: About,
  reason: TriageReason,
  because: Because,
  answered: "sender" | "nobody",
): Extract<Decision, { kind: "triage" }> {
  const call = callOf(facts, recipient);
  const isProven = proof === "proven" || proof === "vouched";
  const isDue =
    answered === "sender" && isProven && !unanswerable.includes(role) && reason !== "looks-automatic";
  return {
    kind: "triage" as const,
    reason,
    because,
    ...(call && { call: call.id }),
    ...(answers && { answers }),
    ...partyGuess(facts, recipient),
    telephone: false,
    holding: isDue && !facts.rewritten,
    ...(isDue && facts.rewritten && { unanswered: "rewritten-envelope" as const }),
  };
}

/** The party that it may be of, and what says so: who writes, where to, what they answer, what they carry. */
function partyGuess(facts: IntakeFacts, recipient: Recipient): { party?: string; guess?: Guess } {
  const { sender, inner, thread } = facts;
  const guesses: [string | undefined, Guess][] = [
    ["party" in sender ? sender.party : undefined, sender.kind === "same-domain" ? "domain" : "address"],
    [sender.kind === "staff" && inner && "party" in inner ? inner.party : undefined, "forward"],
    [recipient.kind === "reply" ? recipient.contact.party : undefined, "token"],
    [thread?.party, "thread"],
    [ownReference(facts)?.id, "reference"],
    [inner && "party" in inner ? inner.party : undefined, "forward"],
    [recipient.kind === "near" ? recipient.party : undefined, "near-token"],
  ];
  const found = guesses.find(([party]) => party !== undefined);
  if (found?.[0]) return { party: found[0], guess: found[1] };
  return recipient.kind === "near" && recipient.to === "call" ? { guess: "near-address" } : {};
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
      submissions.size === 0 ||
      (reason !== "unclear-call" && (call === undefined ? reason !== "near-miss" : !submissions.has(call))),
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
