/** When the ways out are shown for a seat, and which they are. */
import { expect, test } from "vitest";
import { instantOf, rulesOf } from "../../shared/domain/calendar.ts";
import { type PlanB, planB, type Seen } from "../../shared/domain/plan-b.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { lac } from "../support/definitions.ts";

const rules = rulesOf(lac);
const [call] = recordsOf(lac).calls.filter(({ id }) => id === "co-chairs");
if (!call) throw new Error("The sample review has no call for co-chairs");
const empty = Selection.parse({ call: call.id, seats: [], slate: 0, approvals: [], version: 0 });
const seen = (more: Partial<Seen> = {}): Seen => ({
  call,
  selection: empty,
  seat: "caribbean",
  offered: false,
  states: ["BB", "JM"],
  formulas: ["chair-with-vice-chairs"],
  ...more,
});
const silence = {
  id: "caribbean-1",
  seat: "caribbean",
  party: "BB",
  text: { es: "", en: "", pt: "", fr: "" },
  recipients: [],
  conveyed: [],
  openedAt: "2025-01-14T10:00:00Z",
  openedBy: "x",
  until: "2025-01-17T18:00",
  objections: [],
};
const decisionBefore = "2025-01-31";
const ways = (closes: string | null): PlanB => ({
  ...(closes ? { extend: { closes, decisionBefore } } : {}),
  sound: ["BB", "JM"],
  formulas: ["chair-with-vice-chairs"],
});

test.each<[rule: string, given: Partial<Seen>, now: string, expected: PlanB | null]>([
  ["while the call is open and the decision far, none", {}, "2025-01-08T10:00", null],
  [
    "closed without an offer: ten days more, on a working day",
    {},
    "2025-01-13T10:00",
    ways("2025-01-23T23:59"),
  ],
  ["never later than leaves time to decide", {}, "2025-01-22T10:00", ways("2025-01-27T23:59")],
  ["too near the decision, no extension is proposed", {}, "2025-01-28T10:00", ways(null)],
  ["an offer", { offered: true }, "2025-01-13T10:00", null],
  [
    "an agreed State",
    {
      selection: { ...empty, seats: [{ seat: "caribbean", party: "BB", acceptance: "not-asked", asked: 0 }] },
    },
    "2025-01-13T10:00",
    null,
  ],
  [
    "a silence procedure that runs",
    { selection: { ...empty, silences: [silence] } },
    "2025-01-15T10:00",
    null,
  ],
  ["decided", { selection: { ...empty, decidedAt: "2025-01-20T10:00:00Z" } }, "2025-01-21T10:00", null],
  [
    "open, but ten days before the decision",
    { call: { ...call, closes: "2025-01-24T23:59" } },
    "2025-01-21T10:00",
    ways("2025-01-27T23:59"),
  ],
  [
    "the formula in force is no other one",
    { call: { ...call, formula: { id: "chair-with-vice-chairs", leads: "caribbean" } } },
    "2025-01-13T10:00",
    { ...ways("2025-01-23T23:59"), formulas: [] },
  ],
])("%s", (_rule, given, now, expected) => {
  expect(planB(seen(given), instantOf(now, rules.zone), rules)).toEqual(expected);
});
