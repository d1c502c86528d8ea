/** Moving the dates of a call, rule by rule. */
import { describe, expect, test } from "vitest";
import { rulesOf } from "../../shared/domain/calendar.ts";
import type { Call } from "../../shared/domain/call.ts";
import {
  type CallDates,
  dateChanges,
  datesProblem,
  plannedMails,
  withDates,
} from "../../shared/domain/dates.ts";
import { callOf } from "../../shared/domain/records.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const definition = sampleDefinition();
const rules = rulesOf(definition);
const defined = definition.calls.find(({ id }) => id === "co-chairs");
if (!defined) throw new Error("no call");
const call: Call = {
  ...callOf(defined),
  phase: "launched",
  announced: "2024-11-04T12:00:00.000Z",
};
const nowLocal = "2024-12-10T12:00";
const now = new Date("2024-12-10T15:00:00Z");

describe("which dates can be", () => {
  const rows: [title: string, CallDates, expected: string | null][] = [
    ["a later close", { closes: "2025-01-17T23:59" }, null],
    ["an earlier close", { closes: "2024-12-20T23:59" }, null],
    ["the dates as they are", { closes: call.closes }, null],
    ["a close that has passed", { closes: "2024-12-10T12:00" }, "in-the-past"],
    ["a decision date that has passed", { closes: call.closes, decisionBefore: "2024-12-10" }, "in-the-past"],
    ["a day that does not exist", { closes: "2025-02-30T23:59" }, "invalid-date"],
    ["an hour that does not exist", { closes: "2025-01-10T25:00" }, "invalid-date"],
    ["no date at all", { closes: "tomorrow" }, "invalid-date"],
    [
      "a decision day that does not exist",
      { closes: call.closes, decisionBefore: "2025-02-30" },
      "invalid-date",
    ],
    ["a reminder on the day itself", { closes: call.closes, reminderDays: [0] }, "invalid-date"],
    ["the decision before the close", { closes: "2025-02-07T23:59" }, "decision-before-close"],
    ["the decision later too", { closes: "2025-02-07T23:59", decisionBefore: "2025-02-20" }, null],
  ];
  test.each(rows)("%s", (_title, dates, expected) => {
    expect(datesProblem(call, dates, nowLocal)).toBe(expected);
  });

  test("a close before the opening", () => {
    const later = { ...call, opens: "2024-12-15T09:00" };
    expect(datesProblem(later, { closes: "2024-12-12T23:59" }, nowLocal)).toBe("not-after-opening");
  });

  test("a past date that is not moved is no obstacle", () => {
    const closed: Call = { ...call, closes: "2024-12-01T23:59" };
    expect(
      datesProblem(closed, { closes: closed.closes, decisionBefore: "2025-02-10" }, nowLocal),
    ).toBeNull();
  });
});

describe("the call afterwards", () => {
  const closed: Call = {
    ...call,
    phase: "closed",
    closed: "2024-12-02T03:00:00.000Z",
    closes: "2024-12-01T23:59",
  };
  const rows: [title: string, Call, closes: string, phase: Call["phase"], generation: number][] = [
    ["launched stays launched", call, "2025-01-17T23:59", "launched", 1],
    ["closed opens again", closed, "2025-01-17T23:59", "launched", 1],
    ["over opens again in a new generation", { ...closed, phase: "over" }, "2025-01-17T23:59", "launched", 2],
    ["closed stays closed when its close stays past", closed, closed.closes, "closed", 1],
    ["a draft stays a draft", { ...call, phase: "draft" }, "2025-01-17T23:59", "draft", 1],
  ];
  test.each(rows)("%s", (_title, before, closes, phase, generation) => {
    expect(withDates(before, { closes }, nowLocal)).toMatchObject({ closes, phase, generation });
  });

  test("reminders that went are never repeated, whatever the date moves to", () => {
    const reminded: Call = { ...call, reminded: [7] };
    const after = withDates(reminded, { closes: "2025-01-24T23:59" }, nowLocal);
    expect(plannedMails(after, null, now, rules).filter(({ kind }) => kind === "reminder")).toEqual([]);
  });

  test("new reminder days are sorted, each once", () => {
    const { reminderDays } = withDates(call, { closes: call.closes, reminderDays: [3, 10, 3] }, nowLocal);
    expect(reminderDays).toEqual([10, 3]);
  });
});

describe("what moves", () => {
  const moves = (dates: CallDates) =>
    dateChanges({
      before: call,
      after: withDates(call, dates, nowLocal),
      selection: null,
      now,
      rules,
      mails: (kind) => (kind === "reminder" ? 30 : 3),
    }).map(({ kind, occasion, before, after, mails }) => [kind, occasion, before, after, mails]);

  test("a later close moves the reminder off the quiet days with it", () => {
    expect(moves({ closes: "2025-01-17T23:59" })).toEqual([
      ["close", "", "2025-01-10T23:59", "2025-01-17T23:59", 0],
      ["reminder", "7", "2024-12-19T09:00", "2025-01-10T09:00", 30],
    ]);
  });

  test("a reminder taken out is said, and one put in", () => {
    expect(moves({ closes: call.closes, reminderDays: [2] })).toEqual([
      ["reminder", "7", "2024-12-19T09:00", undefined, 30],
      ["reminder", "2", undefined, "2025-01-08T09:00", 30],
    ]);
  });

  test("another decision date moves its warnings", () => {
    const kinds = moves({ closes: call.closes, decisionBefore: "2025-02-05" }).map(([kind]) => kind);
    expect(kinds[0]).toBe("decision");
    expect(new Set(kinds.slice(1))).toEqual(new Set(["warning"]));
  });
});
