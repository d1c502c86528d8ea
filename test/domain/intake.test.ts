/** Every combination of what a mail is, who wrote it, how sure that is, and where it came to: what becomes of it. */
import { describe, expect, test } from "vitest";
import {
  type Decision,
  decideIntake,
  type IntakeFacts,
  mainDecision,
  type Recipient,
} from "../../shared/domain/intake.ts";
import { isProviderDomain, type Sender, senderOf } from "../../shared/domain/sender.ts";

const calls: IntakeFacts["calls"] = [
  { id: "questions", code: "GQ", phase: "launched", invites: true },
  { id: "chairs", code: "CC", phase: "closed", invites: true },
  { id: "speakers", code: "KS", phase: "launched", invites: false },
  { id: "later", code: "LA", phase: "draft", invites: true },
];
const plain: IntakeFacts = {
  probe: false,
  automatic: null,
  seen: null,
  content: "clear",
  verdicts: { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" },
  handedIn: false,
  aligned: true,
  rewritten: false,
  sender: { kind: "official", party: "CO", code: "COL", contact: "co1" },
  inner: null,
  recipients: [{ kind: "call", call: "questions" }],
  review: "LAC25",
  reference: null,
  thread: null,
  selection: null,
  calls,
};

// The dimensions of the table.
const senders: Record<string, Sender> = {
  official: { kind: "official", party: "CO", code: "COL", contact: "co1" },
  alternate: { kind: "alternate", party: "CO", code: "COL", contact: "co2" },
  unverified: { kind: "unverified", party: "CO", code: "COL", contact: "co3" },
  "same-domain": { kind: "same-domain", party: "CO", code: "COL" },
  own: { kind: "own" },
  unknown: { kind: "unknown" },
};
const recipients: Record<string, Recipient> = {
  "own reply address": { kind: "reply", call: "questions", contact: { id: "co1", party: "CO" } },
  "foreign reply address": { kind: "reply", call: "questions", contact: { id: "ar1", party: "AR" } },
  call: { kind: "call", call: "questions" },
  "closed call": { kind: "call", call: "chairs" },
  "uninvited call": { kind: "call", call: "speakers" },
  "draft call": { kind: "call", call: "later" },
  "redirect of one call": { kind: "redirect", mailbox: "gq@un.example", calls: ["questions"] },
  "redirect of two calls": { kind: "redirect", mailbox: "un@un.example", calls: ["questions", "chairs"] },
  other: { kind: "other" },
};
const dmarcs = ["PASS", "GRAY", "FAIL", "PROCESSING_FAILED", "DISABLED"] as const;
const contents = ["clean", "virus", "spam", "unreadable", "automatic", "delivery-report"] as const;
const references = {
  none: null,
  own: { review: "LAC25", call: "CC", party: "COL" },
  foreign: { review: "LAC25", call: "CC", party: "ARG" },
  "another review": { review: "EUR25", call: "CC", party: "ARG" },
} as const;

type Row = {
  content: (typeof contents)[number];
  dmarc: (typeof dmarcs)[number];
  sender: string;
  recipient: string;
  reference: keyof typeof references;
};

/** The rules as sentences, first match wins: written apart from the code they check. */
const rules: [string, (row: Row) => boolean, (row: Row) => string][] = [
  [
    "automatic mail is set aside",
    ({ content }) => content === "automatic" || content === "delivery-report",
    ({ content }) => `set-aside ${content}`,
  ],
  [
    "virus and spam are sealed",
    ({ content }) => content === "virus" || content === "spam",
    () => "triage sealed",
  ],
  [
    "failed authentication: telephone",
    (row) => row.dmarc === "FAIL" && !isRedirect(row),
    () => "triage failed-authentication telephone",
  ],
  [
    "what cannot be read waits for a person",
    ({ content }) => content === "unreadable",
    (row) => `triage unreadable${proven(row) && row.sender !== "own" ? " holding" : ""}`,
  ],
  [
    "our own proven mail is set aside",
    (row) => row.sender === "own" && proven(row),
    () => "set-aside own-mail",
  ],
  ["mail that only says it is ours", ({ sender }) => sender === "own", () => "triage unknown-sender"],
  [
    "unknown senders",
    ({ sender }) => sender === "unknown",
    (row) => `triage unknown-sender${proven(row) ? " holding" : ""}`,
  ],
  [
    "a token from another party's mailbox",
    ({ recipient }) => recipient === "foreign reply address",
    (row) => `triage foreign-token${proven(row) ? " holding" : ""}`,
  ],
  [
    "a reference of another party",
    (row) => row.reference === "foreign" && !namesCallItself(row),
    (row) => `triage foreign-token${proven(row) ? " holding" : ""}`,
  ],
  [
    "a call that is not out yet",
    ({ recipient }) => recipient === "draft call",
    (row) => `triage unclear-call${proven(row) ? " holding" : ""}`,
  ],
  [
    "a call without the right to answer",
    ({ recipient }) => recipient === "uninvited call",
    (row) => `triage not-invited${proven(row) ? " holding" : ""}`,
  ],
  [
    "unproven: recorded, unconfirmed",
    (row) => !proven(row) || row.sender === "unverified",
    (row) => `${callOf(row)} unconfirmed confirm`,
  ],
  ["the official contact", ({ sender }) => sender === "official", (row) => `${callOf(row)} recorded receipt`],
  ["a colleague", () => true, (row) => `${callOf(row)} recorded receipt+alternate`],
];

function isRedirect({ recipient }: Row) {
  return recipient.startsWith("redirect");
}
function proven(row: Row) {
  return row.dmarc === "PASS" && !isRedirect(row);
}
/** Where the address itself names the call, a reference in the subject is not asked. */
function namesCallItself({ recipient }: Row) {
  return !["other", "redirect of two calls"].includes(recipient);
}
function callOf({ recipient, reference }: Row) {
  if (recipient === "closed call") return "chairs";
  const asksReference = recipient === "other" || recipient === "redirect of two calls";
  return asksReference && reference === "own" ? "chairs" : "questions";
}

const rows: Row[] = contents.flatMap((content) =>
  dmarcs.flatMap((dmarc) =>
    Object.keys(senders).flatMap((sender) =>
      Object.keys(recipients).flatMap((recipient) =>
        (["none", "own", "foreign", "another review"] as const).map((reference) => ({
          content,
          dmarc,
          sender,
          recipient,
          reference,
        })),
      ),
    ),
  ),
);

function factsOf(row: Row): IntakeFacts {
  const { content, dmarc } = row;
  return {
    ...plain,
    probe: false,
    automatic:
      content === "automatic" || content === "delivery-report"
        ? { reason: content, because: "says-automatic", list: false }
        : null,
    content: content === "unreadable" ? "unreadable" : "clear",
    verdicts: {
      ...plain.verdicts,
      dmarc,
      virus: content === "virus" ? "FAIL" : "PASS",
      spam: content === "spam" ? "FAIL" : "GRAY",
    },
    aligned: dmarc === "PASS",
    sender: senders[row.sender] ?? { kind: "unknown" },
    recipients: [recipients[row.recipient] ?? { kind: "other" }],
    reference: references[row.reference],
  };
}

function say(decision: Decision): string {
  if (decision.kind === "submission") {
    return `${decision.call} ${decision.state} ${decision.notices.join("+")}`;
  }
  if (decision.kind === "set-aside") return `set-aside ${decision.reason}`;
  return `triage ${decision.reason}${decision.telephone ? " telephone" : ""}${decision.holding ? " holding" : ""}`;
}

describe.each(rules)("%s", (name) => {
  const own = rows.filter((row) => rules.find(([, matches]) => matches(row))?.[0] === name);
  test(`in ${own.length} combinations`, () => {
    expect(own.length).toBeGreaterThan(0);
    for (const row of own) {
      const expected = rules.find(([, matches]) => matches(row))?.[2](row);
      const decisions = decideIntake(factsOf(row));
      expect(decisions, JSON.stringify(row)).toHaveLength(1);
      expect(say(mainDecision(decisions)), JSON.stringify(row)).toBe(expected);
    }
  });
});

describe("in every combination", () => {
  const all = rows.map((row) => ({ row, decision: mainDecision(decideIntake(factsOf(row))) }));
  test("nobody unproven is answered", () => {
    for (const { row, decision } of all) {
      const answers =
        decision.kind === "submission"
          ? decision.notices.includes("receipt")
          : decision.kind === "triage" && decision.holding;
      if (answers) expect(proven(row), JSON.stringify(row)).toBe(true);
    }
  });
  test("the same content again, on the same call or already sorted, changes nothing", () => {
    for (const { row, decision } of all) {
      const before = decision.kind === "submission" ? [decision.call] : [];
      const again = mainDecision(decideIntake({ ...factsOf(row), seen: { calls: before } }));
      expect(again.kind, JSON.stringify(row)).toBe("set-aside");
    }
  });
});

describe("to which call", () => {
  const main = (change: Partial<IntakeFacts>) => mainDecision(decideIntake({ ...plain, ...change }));
  const other: Recipient[] = [{ kind: "other" }];
  test("a reference before the only open call", () => {
    expect(main({ recipients: other, reference: references.own })).toMatchObject({ call: "chairs" });
    expect(main({ recipients: other })).toMatchObject({ call: "questions" });
  });
  test("two open calls are unclear, without a suggestion", () => {
    const open = calls.map((call) => ({ ...call, phase: "launched" as const }));
    const decision = main({ recipients: other, calls: open });
    expect(decision).toMatchObject({ kind: "triage", reason: "unclear-call", party: "CO", holding: true });
    expect(decision).not.toHaveProperty("call");
  });
  test("a public mailbox of several calls: the only open one among them", () => {
    const open = calls.map((call) => ({ ...call, phase: "launched" as const, invites: true }));
    const redirect = { kind: "redirect", mailbox: "un@un.example", calls: ["chairs", "speakers"] } as const;
    expect(main({ recipients: [redirect], calls: open })).toMatchObject({ reason: "unclear-call" });
    const oneOpen = open.map((call) => (call.id === "chairs" ? { ...call, phase: "over" as const } : call));
    expect(main({ recipients: [redirect], calls: oneOpen })).toMatchObject({
      call: "speakers",
      state: "unconfirmed",
    });
  });
  test("a reference to a call that does not exist says nothing", () => {
    const reference = { review: "LAC25", call: "ZZ", party: "COL" };
    expect(main({ recipients: other, reference })).toMatchObject({ call: "questions" });
  });
  test("a suggestion comes from the token when the sender is unknown", () => {
    const reply: Recipient = { kind: "reply", call: "questions", contact: { id: "co1", party: "CO" } };
    expect(main({ sender: { kind: "unknown" }, recipients: [reply] })).toMatchObject({
      reason: "unknown-sender",
      call: "questions",
      party: "CO",
    });
  });
});

describe("one mail to several addresses", () => {
  const two: Recipient[] = [
    { kind: "call", call: "questions" },
    { kind: "call", call: "chairs" },
  ];
  const ends = (change: Partial<IntakeFacts>) => decideIntake({ ...plain, ...change }).map(say);
  test("answers each call once", () => {
    expect(ends({ recipients: [...two, ...two, { kind: "other" }] })).toEqual([
      "questions recorded receipt",
      "chairs recorded receipt",
    ]);
  });
  test("lands only on the calls where it is not yet", () => {
    expect(ends({ recipients: two, seen: { calls: ["questions"] } })).toEqual(["chairs recorded receipt"]);
    expect(ends({ recipients: two, seen: { calls: ["questions", "chairs"] } })).toEqual([
      "set-aside duplicate",
    ]);
  });
  test("what was only in triage before may still land on a call", () => {
    expect(ends({ seen: { calls: [] } })).toEqual(["questions recorded receipt"]);
  });
  test("what is proven on one way stays proven", () => {
    const redirect: Recipient = { kind: "redirect", mailbox: "gq@un.example", calls: ["questions"] };
    expect(ends({ recipients: [redirect, { kind: "call", call: "questions" }] })).toEqual([
      "questions recorded receipt",
    ]);
    expect(ends({ recipients: [{ kind: "call", call: "questions" }, redirect] })).toEqual([
      "questions recorded receipt",
    ]);
  });
  test("a part that a person must sort is not lost beside one that is clear", () => {
    expect(
      ends({
        recipients: [
          { kind: "call", call: "questions" },
          { kind: "call", call: "speakers" },
        ],
      }),
    ).toEqual(["questions recorded receipt", "triage not-invited holding"]);
  });
  test("a mail to no address of ours is decided too", () => {
    expect(ends({ recipients: [] })).toEqual(["questions recorded receipt"]);
  });
});

describe("who a sender is", () => {
  const party = { id: "CO", code: "COL" };
  const found = {
    address: "a@cancilleria-co.example",
    own: ["secretariat@in.hoja.example"],
    contact: undefined,
    contactParty: undefined,
    domainParties: [],
  };
  const known = (standing: "official" | "alternate" | "unverified" | "protocol") => ({
    ...found,
    contact: { id: "co1", standing },
    contactParty: party,
  });
  test.each<[string, Parameters<typeof senderOf>[0], string]>([
    ["nobody", { ...found, address: undefined }, "unknown"],
    ["ourselves", { ...found, address: "secretariat@in.hoja.example" }, "own"],
    ["an official contact", known("official"), "official"],
    ["a contact by protocol speaks for the party", known("protocol"), "official"],
    ["an alternate", known("alternate"), "alternate"],
    ["one never proven", known("unverified"), "unverified"],
    ["a colleague", { ...found, domainParties: [party, party] }, "same-domain"],
    ["a domain of two parties", { ...found, domainParties: [party, { id: "AR", code: "ARG" }] }, "unknown"],
    ["a mail provider", { ...found, address: "a@gmail.com", domainParties: [party] }, "unknown"],
    ["a domain nobody knows", found, "unknown"],
  ])("%s", (_, given, kind) => {
    expect(senderOf(given).kind).toBe(kind);
  });
  test("providers, in any case", () => {
    expect(isProviderDomain("GMail.com")).toBe(true);
    expect(isProviderDomain("cancilleria-co.example")).toBe(false);
  });
});
