/**
 * The trust policy against the rules of the design, stated here apart from the tables that carry them out. Every
 * combination of what the checks say, where a mail came to and who wrote it is a row.
 */
import { describe, expect, test } from "vitest";
import { type Decision, decideIntake, type IntakeFacts, type Recipient } from "../../shared/domain/intake.ts";
import { Verdict as Verdicts } from "../../shared/domain/message.ts";
import type { Sender } from "../../shared/domain/sender.ts";
import { proofTable, trustTable } from "../../shared/domain/trust.ts";

const verdicts = Verdicts.options;
const addresses: Record<string, Recipient> = {
  "the redirect of a public mailbox": { kind: "redirect", mailbox: "unnm@un.example", calls: ["questions"] },
  "the call's address": { kind: "call", call: "questions" },
  "the party's reply address": { kind: "reply", call: "questions", contact: { id: "co1", party: "CO" } },
  "another address": { kind: "other" },
};
const official: Sender = { kind: "official", party: "CO", code: "COL", contact: "co1" };
const staff: Sender = { kind: "staff", person: "ines-rojas" };

/** Whom the checks speak of, whose mail they carry, and whether the call is one that they speak about for a group. */
const writers: Record<string, { sender: Sender; inner?: Sender; conveys?: boolean }> = {
  official: { sender: official },
  alternate: { sender: { kind: "alternate", party: "CO", code: "COL", contact: "co2" } },
  unverified: { sender: { kind: "unverified", party: "CO", code: "COL", contact: "co3" } },
  colleague: { sender: { kind: "same-domain", party: "CO", code: "COL" } },
  coordinator: { sender: { ...official, conveysFor: "south" }, conveys: true },
  "staff forwarding the official contact": { sender: staff, inner: official },
  "staff forwarding a colleague": { sender: staff, inner: { kind: "same-domain", party: "CO", code: "COL" } },
  "staff forwarding somebody unknown": { sender: staff, inner: { kind: "unknown" } },
  staff: { sender: staff },
  ourselves: { sender: { kind: "own" } },
  unknown: { sender: { kind: "unknown" } },
  "unknown forwarding the official contact": { sender: { kind: "unknown" }, inner: official },
};

interface Row {
  virus: Verdict;
  spam: Verdict;
  spf: Verdict;
  dkim: Verdict;
  dmarc: Verdict;
  own: boolean; // DMARC speaks of the very domain of From
  address: string;
  writer: string;
  way: "by mail" | "handed in" | "resent by staff";
}
type Verdict = (typeof verdicts)[number];

/** Section 4 of the design, sentence by sentence; the first that fits holds. */
const sentences: [string, (row: Row) => boolean, string][] = [
  ["Virus or spam FAIL: triage, sealed.", ({ virus, spam }) => virus === "FAIL" || spam === "FAIL", "seal"],
  [
    "DMARC FAIL, not at a redirect's own address nor vouched for: triage, telephone the mission, no answer.",
    (row) => row.dmarc === "FAIL" && row.way === "by mail" && !isRedirected(row),
    "telephone",
  ],
  [
    "Our own mail, proven to be: set aside.",
    (row) => row.writer === "ourselves" && isProven(row),
    "set aside",
  ],
  ["Whoever else says to be us: triage.", ({ writer }) => writer === "ourselves", "triage"],
  ["Unknown: triage; a plain holding reply only if proven.", isUnknown, "triage, holding if proven"],
  ["Staff in their own words, or forwarding somebody unknown: triage.", isStaffAlone, "triage"],
  [
    "A group coordinator conveys: never that State's own submission.",
    ({ writer }) => writer === "coordinator",
    "triage, holding if proven",
  ],
  [
    "A forward by the secretariat keeps the true sender; only who hands it in on the page stands for it.",
    (row) => isForward(row) && row.way === "handed in",
    "accept",
  ],
  ["Else the official contact is asked.", isForward, "unconfirmed"],
  [
    "Never proven before: the official contact is asked.",
    ({ writer }) => writer === "unverified",
    "unconfirmed",
  ],
  ["Unproven, no policy or redirected: recorded, unconfirmed.", (row) => !isProven(row), "unconfirmed"],
  ["Exact official contact and proven: accepted.", ({ writer }) => writer === "official", "accept"],
  [
    "Alternates, and the party's domain: accepted, the official contact informed.",
    ({ writer }) => writer === "alternate" || writer === "colleague",
    "inform",
  ],
];

function isRedirected({ address }: Row) {
  return address === "the redirect of a public mailbox";
}
function isProven(row: Row) {
  if (row.way === "handed in") return true;
  if (isRedirected(row)) return false;
  return row.way === "resent by staff" || (row.dmarc === "PASS" && row.own);
}
function isUnknown({ writer, way }: Row) {
  return way === "resent by staff" ? false : writer.startsWith("unknown");
}
function isForward({ writer }: Row) {
  return writer === "staff forwarding the official contact" || writer === "staff forwarding a colleague";
}
function isStaffAlone({ writer }: Row) {
  return writer === "staff" || writer === "staff forwarding somebody unknown";
}

/** What is resent keeps its From: whoever resent it is one of the staff, and the writer is within. */
const resendable = ["staff forwarding the official contact", "staff forwarding somebody unknown"];

function* everyRow(): Generator<Row> {
  for (const virus of verdicts)
    for (const spam of verdicts)
      for (const spf of verdicts)
        for (const dkim of verdicts)
          for (const dmarc of verdicts)
            for (const own of [true, false])
              for (const address of Object.keys(addresses))
                for (const writer of Object.keys(writers))
                  for (const way of ["by mail", "handed in", "resent by staff"] as const)
                    if (way !== "resent by staff" || resendable.includes(writer))
                      yield { virus, spam, spf, dkim, dmarc, own, address, writer, way };
}

function factsOf({ virus, spam, spf, dkim, dmarc, own, address, writer, way }: Row): IntakeFacts {
  const { sender = official, inner, conveys = false } = writers[writer] ?? {};
  return {
    probe: false,
    automatic: null,
    seen: null,
    content: "clear",
    verdicts: { virus, spam, spf, dkim, dmarc },
    handedIn: way === "handed in",
    aligned: way === "resent by staff" || (dmarc === "PASS" && own),
    rewritten: false,
    sender,
    inner: inner ?? null,
    recipients: [addresses[address] ?? { kind: "other" }],
    review: "LAC25",
    reference: null,
    thread: null,
    selection: null,
    calls: [{ id: "questions", code: "GQ", phase: "launched", invites: true, conveys }],
  };
}

/** What was decided, in the words of the sentences. */
function said(decision: Decision | undefined, row: Row): string {
  if (decision?.kind === "submission") {
    if (decision.state === "unconfirmed") return "unconfirmed";
    return decision.notices.includes("alternate") ? "inform" : "accept";
  }
  if (decision?.kind !== "triage") return decision ? "set aside" : "nothing";
  if (decision.reason === "sealed") return decision.holding ? "answered" : "seal";
  if (decision.telephone) return decision.holding ? "answered" : "telephone";
  return decision.holding === isProven(row) && decision.holding ? "triage, holding" : "triage";
}

const asRead = (expected: string, row: Row) =>
  expected === "triage, holding if proven" ? (isProven(row) ? "triage, holding" : "triage") : expected;

describe("the policy", () => {
  test("holds in every one of 650,000 combinations", () => {
    const used = new Map<string, number>();
    let count = 0;
    for (const row of everyRow()) {
      count += 1;
      const sentence = sentences.find(([, fits]) => fits(row));
      const [decision, ...more] = decideIntake(factsOf(row));
      const found = said(decision, row);
      if (more.length > 0 || !sentence || found !== asRead(sentence[2], row))
        expect.fail(`${JSON.stringify(row)}: ${found}, by "${sentence?.[0]}" ${sentence?.[2]}`);
      used.set(sentence[0], (used.get(sentence[0]) ?? 0) + 1);
    }
    expect(count).toBe(650_000);
    expect(sentences.map(([name]) => used.get(name) ?? 0).every((rows) => rows > 0)).toBe(true);
  });

  test("no row of its tables is there for nothing", () => {
    const hit = new Set<number>();
    const proofs = new Set<number>();
    const contents = ["clear", "unreadable", "absence", "list"] as const;
    for (const row of everyRow()) {
      if (row.spf !== "PASS" || row.dkim !== "PASS") continue;
      for (const content of contents) {
        const { role, proof, checks } = inputsOf(factsOf(row), row);
        const first = (table: readonly (readonly unknown[])[], given: readonly unknown[]) =>
          table.findIndex((one) => given.every((value, at) => one[at] === undefined || one[at] === value));
        proofs.add(first(proofTable, checks));
        hit.add(first(trustTable, [row.virus, row.spam, proof, content, role]));
      }
    }
    expect([...proofs].sort((a, b) => a - b)).toEqual(proofTable.map((_, at) => at));
    expect([...hit].sort((a, b) => a - b)).toEqual(trustTable.map((_, at) => at));
  });
});

function inputsOf(facts: IntakeFacts, row: Row) {
  const cameTo = facts.recipients[0]?.kind;
  const checks = [facts.handedIn, cameTo, row.dmarc, facts.aligned];
  const proof = proofTable.find((one) =>
    checks.every((value, at) => one[at] === undefined || one[at] === value),
  );
  const roles: Record<string, string> = {
    colleague: "same-domain",
    "staff forwarding the official contact": "forwarded",
    "staff forwarding a colleague": "forwarded",
    "staff forwarding somebody unknown": "forward-unknown",
    ourselves: "own",
    "unknown forwarding the official contact": "unknown",
  };
  return { checks, proof: proof?.[4], role: roles[row.writer] ?? row.writer };
}

describe("beyond the table", () => {
  const plain = factsOf({
    virus: "PASS",
    spam: "PASS",
    spf: "PASS",
    dkim: "PASS",
    dmarc: "PASS",
    own: true,
    address: "the call's address",
    writer: "official",
    way: "by mail",
  });
  const decide = (change: Partial<IntakeFacts>) => decideIntake({ ...plain, ...change })[0];

  test("an unknown sender behind a forwarder's envelope gets no answer, and the desk sees why", () => {
    expect(decide({ sender: { kind: "unknown" }, rewritten: true })).toMatchObject({
      holding: false,
      unanswered: "rewritten-envelope",
    });
  });

  test("what reads like an absence note is nobody's answer, and gets none", () => {
    expect(decide({ content: "absence" })).toMatchObject({
      kind: "triage",
      reason: "looks-automatic",
      holding: false,
      party: "CO",
    });
  });

  test("a coordinator answers other calls for itself", () => {
    const sender = { ...official, conveysFor: "south" };
    expect(decide({ sender })).toMatchObject({ kind: "submission", party: "CO", because: "official-proven" });
  });

  test("a failed mail names the party that it says to be, to be telephoned", () => {
    const verdicts = { ...plain.verdicts, dmarc: "FAIL" as const };
    const failed = (change: Partial<IntakeFacts>) => decide({ verdicts, aligned: false, ...change });
    const reply: Recipient = { kind: "reply", call: "questions", contact: { id: "ar1", party: "AR" } };
    const sender: Sender = { kind: "unknown" };
    const reference = { review: "LAC25", call: "GQ", party: "CHL", id: "CL" };
    expect(failed({})).toMatchObject({ telephone: true, party: "CO", guess: "address" });
    expect(failed({ sender: { kind: "same-domain", party: "CO", code: "COL" } })).toMatchObject({
      guess: "domain",
    });
    expect(failed({ sender, recipients: [reply] })).toMatchObject({ party: "AR", guess: "token" });
    expect(failed({ sender, reference })).toMatchObject({ party: "CL", guess: "reference" });
    expect(failed({ sender, inner: official })).toMatchObject({ party: "CO", guess: "forward" });
    expect(failed({ sender, thread: { call: "questions", party: "MX" } })).toMatchObject({
      party: "MX",
      guess: "thread",
    });
  });

  test.each<[string, Recipient, Record<string, string>]>([
    [
      "a reply address with a letter wrong",
      { kind: "near", to: "reply", call: "questions", party: "CO" },
      { reason: "near-miss", because: "near-token", call: "questions", party: "CO" },
    ],
    [
      "a call's address with a letter wrong",
      { kind: "near", to: "call", call: "questions" },
      { reason: "near-miss", because: "near-address", call: "questions" },
    ],
  ])("%s waits for a person, with what it may mean", (_, near, expected) => {
    expect(decide({ recipients: [near] })).toMatchObject({ kind: "triage", holding: true, ...expected });
    const both = decideIntake({ ...plain, recipients: [near, { kind: "call", call: "questions" }] });
    expect(both.map(({ kind }) => kind)).toEqual(["submission"]);
  });

  test("a mail that answers ours is about that call; one that answers another party's waits", () => {
    const recipients: Recipient[] = [{ kind: "other" }];
    const calls = ["questions", "chairs"].map((id) => ({
      id,
      code: id === "chairs" ? "CC" : "GQ",
      phase: "launched" as const,
      invites: true,
    }));
    expect(decide({ recipients, calls })).toMatchObject({
      reason: "unclear-call",
      because: "several-calls-open",
    });
    expect(decide({ recipients, calls, thread: { call: "chairs", party: "CO" } })).toMatchObject({
      kind: "submission",
      call: "chairs",
    });
    expect(decide({ recipients, calls, thread: { call: "chairs", party: "AR" } })).toMatchObject({
      reason: "foreign-token",
      because: "foreign-thread",
      call: "chairs",
    });
    expect(decide({ recipients, calls: [] })).toMatchObject({ because: "no-call-open" });
  });

  describe("what is said of a selection is never an offer", () => {
    const open = { id: "questions", code: "GQ", phase: "launched", invites: true } as const;
    const selection = { call: "questions", seat: "caribbean" };
    const stranger = { kind: "unknown" } as const;
    test.each<[string, Partial<IntakeFacts>, Record<string, unknown>]>([
      ["by the official contact", {}, { reason: "answers-selection", holding: true }],
      [
        "unproven",
        { aligned: false, verdicts: { ...plain.verdicts, dmarc: "GRAY" } },
        { reason: "answers-selection", holding: false },
      ],
      [
        "from an address that failed its checks",
        { aligned: false, verdicts: { ...plain.verdicts, dmarc: "FAIL" } },
        { reason: "answers-selection", because: "failed-authentication", telephone: true },
      ],
      ["by a stranger", { sender: stranger }, { reason: "answers-selection", because: "unknown-address" }],
      ["with a virus", { verdicts: { ...plain.verdicts, virus: "FAIL" } }, { reason: "sealed" }],
      [
        "from another party's mailbox",
        { recipients: [{ kind: "reply", call: "questions", contact: { id: "ar1", party: "AR" } }] },
        { reason: "answers-selection" },
      ],
      ["by a group coordinator", { calls: [{ ...open, conveys: true }] }, { reason: "conveyed" }],
    ])("%s", (_, more, expected) => {
      expect(decide({ selection, ...more })).toMatchObject({
        kind: "triage",
        answers: selection,
        ...expected,
      });
    });

    test("nor is what comes from a State while a procedure runs in which it takes part", () => {
      const answers = { call: "questions", seat: "caribbean" };
      expect(decide({ calls: [{ ...open, consulted: "caribbean" }] })).toMatchObject({
        kind: "triage",
        reason: "answers-selection",
        because: "answers-selection",
        holding: true,
        call: "questions",
        party: "CO",
        answers,
      });
    });

    test("an absence note and a copy are set aside, and are of the selection all the same", () => {
      const automatic = { reason: "automatic", because: "absence", list: false } as const;
      expect(decide({ selection, automatic })).toMatchObject({ kind: "set-aside", answers: selection });
      expect(decide({ selection, seen: { calls: ["-"] } })).toMatchObject({
        reason: "duplicate",
        answers: selection,
      });
    });
  });
});
