/** Mails that were overtaken while they waited, one row per rule. */
import { describe, expect, test } from "vitest";
import type { Call, PartyStanding } from "../../shared/domain/call.ts";
import type { Notice } from "../../shared/domain/notice.ts";
import { isOutdated } from "../../shared/domain/outdated.ts";
import { callOf } from "../../shared/domain/records.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const defined = sampleDefinition().calls.find(({ id }) => id === "co-chairs");
if (!defined) throw new Error("no call");
const call: Call = callOf(defined);
const silent: PartyStanding = { call: call.id, party: "CO", versions: 0, heldBy: [] };
const answered: PartyStanding = {
  ...silent,
  versions: 1,
  effective: 1,
  answered: "2024-12-01T00:00:00.000Z",
};
const selection = Selection.parse({
  call: call.id,
  seats: [{ seat: "south", party: "CO", acceptance: "asked", asked: 1 }],
  slate: 2,
  approvals: [],
  version: 4,
});
const accepted: Selection = {
  ...selection,
  seats: [{ seat: "south", party: "CO", acceptance: "accepted", asked: 1 }],
};
const decided: Selection = { ...selection, decidedAt: "2025-01-20T00:00:00.000Z" };
const before = new Date("2025-01-05T12:00:00Z");
const after = new Date("2025-01-15T12:00:00Z");

type Row = [
  title: string,
  notice: Partial<Pick<Notice, "kind" | "occasion" | "params" | "party">>,
  present: { standing?: PartyStanding; selection?: Selection },
  now: Date,
  outdated: boolean,
];
const rows: Row[] = [
  ["an invitation while the call is open", { kind: "invitation" }, {}, before, false],
  ["an invitation after the close", { kind: "invitation" }, {}, after, true],
  ["a reminder to a silent party", { kind: "reminder" }, {}, before, false],
  ["a reminder to a party that has answered", { kind: "reminder" }, { standing: answered }, before, true],
  ["a reminder after the close", { kind: "reminder" }, {}, after, true],
  ["a question to the asked State", { kind: "acceptance", params: { seat: "south" } }, {}, after, false],
  [
    "a question that was answered by telephone",
    { kind: "acceptance", params: { seat: "south" } },
    { selection: accepted },
    after,
    true,
  ],
  [
    "a question to a State that holds the seat no more",
    { kind: "acceptance", party: "CL", params: { seat: "south" } },
    {},
    after,
    true,
  ],
  ["an approval of the slate as it stands", { kind: "approval", occasion: "2" }, {}, after, false],
  ["an approval of an older slate", { kind: "approval", occasion: "1" }, {}, after, true],
  [
    "an approval of what is decided",
    { kind: "approval", occasion: "2" },
    { selection: decided },
    after,
    true,
  ],
  ["a letter of an older slate", { kind: "letter", occasion: "1" }, { selection: decided }, after, true],
  ["a warning while nothing is decided", { kind: "warning" }, {}, after, false],
  ["a warning once a decision stands", { kind: "warning" }, { selection: decided }, after, true],
  ["a warning after the date", { kind: "warning" }, {}, new Date("2025-02-01T12:00:00Z"), true],
  ["a receipt, however late", { kind: "receipt" }, { standing: answered }, after, false],
];

describe("a mail that waited", () => {
  test.each(rows)("%s", (_title, notice, present, now, outdated) => {
    const facts = { kind: "receipt" as const, occasion: "1", party: "CO", params: {}, ...notice };
    const records = { call, standing: present.standing ?? silent, selection: present.selection ?? selection };
    expect(isOutdated(facts, records, now, "America/Santiago")).toBe(outdated);
  });
});
