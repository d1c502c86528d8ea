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
const running: Selection = Selection.parse({
  ...selection,
  silences: [
    {
      id: "south-1",
      seat: "south",
      party: "CO",
      text: { es: "t", en: "t", pt: "t", fr: "t" },
      recipients: ["CO"],
      openedAt: "2025-01-02T12:00:00Z",
      openedBy: "x",
      until: "2025-01-10T18:00",
    },
  ],
});
const stopped: Selection = {
  ...running,
  silences: running.silences.map((one) => ({ ...one, closedAt: "2025-01-04T12:00:00Z" })),
};
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
  [
    "the text of a silence procedure that runs",
    { kind: "silence", occasion: "south-1" },
    { selection: running },
    before,
    false,
  ],
  [
    "the text of one whose hour is past",
    { kind: "silence", occasion: "south-1" },
    { selection: running },
    after,
    true,
  ],
  [
    "the text of one that was stopped",
    { kind: "silence", occasion: "south-1" },
    { selection: stopped },
    before,
    true,
  ],
  [
    "word of an acceptance that is awaited",
    { kind: "waiting", occasion: "acceptance-south-1" },
    {},
    after,
    false,
  ],
  [
    "word of one that came",
    { kind: "waiting", occasion: "acceptance-south-1" },
    { selection: accepted },
    after,
    true,
  ],
  ["word of one that was asked again", { kind: "waiting", occasion: "acceptance-south-0" }, {}, after, true],
  ["word of approvals of another slate", { kind: "waiting", occasion: "approvals-1" }, {}, after, true],
  [
    "word of a decision date that was moved",
    { kind: "waiting", occasion: "overdue-2025-01-20" },
    {},
    after,
    true,
  ],
  [
    "word of a decision that is overdue",
    { kind: "waiting", occasion: "overdue-2025-01-31" },
    {},
    after,
    false,
  ],
  ["a changed date once decided", { kind: "amendment" }, { selection: decided }, after, false],
  [
    "a changed date once released",
    { kind: "amendment" },
    { selection: { ...decided, releasedAt: "2025-01-21T00:00:00.000Z" } },
    after,
    true,
  ],
  ["an invitation while the call is open", { kind: "invitation" }, {}, before, false],
  ["an invitation after the close", { kind: "invitation" }, {}, after, true],
  ["a reminder to a silent party", { kind: "reminder" }, {}, before, false],
  ["a reminder to a party that has answered", { kind: "reminder" }, { standing: answered }, before, true],
  ["a reminder after the close", { kind: "reminder" }, {}, after, true],
  [
    "a question that was asked anew since",
    { kind: "acceptance", occasion: "south-0", params: { seat: "south" } },
    {},
    after,
    true,
  ],
  [
    "a question to the asked State",
    { kind: "acceptance", occasion: "south-1", params: { seat: "south" } },
    {},
    after,
    false,
  ],
  [
    "a question that was answered by telephone",
    { kind: "acceptance", occasion: "south-1", params: { seat: "south" } },
    { selection: accepted },
    after,
    true,
  ],
  [
    "a question to a State that holds the seat no more",
    { kind: "acceptance", occasion: "south-1", party: "CL", params: { seat: "south" } },
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
