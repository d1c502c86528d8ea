/** What people do with messages: which seal holds, which address is answered, what is undone next, what counts then. */
import { describe, expect, test } from "vitest";
import { PartyStanding } from "../../shared/domain/call.ts";
import { Message, type MessageEnd } from "../../shared/domain/message.ts";
import {
  isSealed,
  isUnanswerable,
  lastStanding,
  MessageAct,
  standingWith,
} from "../../shared/domain/sorting.ts";
import { Submission } from "../../shared/domain/submission.ts";

const passed = { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" } as const;
const waiting: MessageEnd = { kind: "triage", reason: "unknown-sender", telephone: false };
const message = Message.parse({
  id: "msg_1",
  sesId: "1",
  receivedAt: "2024-12-01T00:00:00Z",
  rawKey: "inbound/1",
  rawSize: 1,
  fingerprint: "f",
  from: "a@b.example",
  recipients: [],
  subject: "",
  verdicts: passed,
  excerpt: "",
  attachments: [],
  end: waiting,
});

test.each([
  ["a clean one", {}, {}, false],
  ["one with a virus", { virus: "FAIL" }, {}, true],
  ["one with a virus, though opened", { virus: "FAIL" }, { opened: true }, true],
  ["one taken for spam", { spam: "FAIL" }, {}, true],
  ["one taken for spam and opened", { spam: "FAIL" }, { opened: true }, false],
  [
    "one taken for spam and set aside",
    { spam: "FAIL" },
    { end: { kind: "set-aside", reason: "by-hand" } },
    true,
  ],
] as const)("the seal of %s", (_, verdicts, more, sealed) => {
  expect(isSealed({ ...message, ...more, verdicts: { ...passed, ...verdicts } })).toBe(sealed);
});

const robot = { kind: "absence", sign: "subject" };
test.each([
  ["a plain one", message, false],
  ["one without a sender", { ...message, from: undefined }, true],
  ["one whose domain disowns it", { ...message, verdicts: { ...passed, dmarc: "FAIL" as const } }, true],
  ["an absence note brought back", { ...message, automatic: robot }, true],
  ["one sealed", { ...message, verdicts: { ...passed, virus: "FAIL" as const } }, true],
])("nobody writes to the address of %s: %#", (_, one, unanswerable) => {
  expect(isUnanswerable(Message.parse(one))).toBe(unanswerable);
});

test("acts are undone from the last to the first, each once", () => {
  const act = (id: string, more: object = {}) =>
    MessageAct.parse({
      id,
      at: "2024-12-01T00:00:00Z",
      by: "x",
      act: "asked",
      before: waiting,
      after: waiting,
      ...more,
    });
  const undo = (id: string, undoes: string) => act(id, { act: "undone", undoes });
  expect(lastStanding([])).toBeUndefined();
  expect(lastStanding([act("1"), act("2")])?.id).toBe("2");
  expect(lastStanding([act("1"), act("2"), undo("3", "2")])?.id).toBe("1");
  expect(lastStanding([act("1"), undo("2", "1"), act("3")])?.id).toBe("3");
  expect(lastStanding([act("1"), undo("2", "1")])).toBeUndefined();
});

describe("what counts once a version is taken back", () => {
  const version = (
    number: number,
    state: Submission["state"],
    formality: Submission["formality"] = "formalised",
  ) =>
    Submission.parse({
      call: "c",
      party: "CO",
      version: number,
      reference: `R-${number}`,
      state,
      channel: "mail",
      formality,
      receivedAt: "2024-12-01T00:00:00Z",
      recordedAt: `2024-12-0${number}T00:00:00Z`,
      late: false,
      text: "",
      files: [],
    });
  const before = PartyStanding.parse({
    call: "c",
    party: "CO",
    versions: 3,
    effective: 3,
    heldBy: ["msg_9", "R-3"],
  });
  test.each([
    ["nothing", [version(1, "taken-back")], { heldBy: ["msg_9", "R-3"] }],
    [
      "the one before",
      [version(1, "recorded"), version(2, "taken-back")],
      { effective: 1, answered: "2024-12-01T00:00:00Z" },
    ],
    [
      "a withdrawal before",
      [version(1, "recorded"), version(2, "withdrawn"), version(3, "taken-back")],
      { effective: 2, withdrawn: "2024-12-02T00:00:00Z", heldBy: ["msg_9"] },
    ],
    [
      "what was only said",
      [version(1, "recorded", "informal"), version(2, "taken-back")],
      { effective: 1, informal: 1 },
    ],
    [
      "one that still is to be confirmed",
      [version(1, "recorded"), version(3, "unconfirmed")],
      { effective: 1, heldBy: ["msg_9", "R-3"] },
    ],
  ])("%s", (_, versions, expected) => {
    const after = standingWith(before, versions);
    expect(after).toMatchObject(expected);
    for (const name of ["effective", "withdrawn", "informal"] as const) {
      if (!(name in expected)) expect(after[name], name).toBeUndefined();
    }
  });
});
