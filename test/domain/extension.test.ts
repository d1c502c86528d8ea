/** A longer time for one party, a row a rule: until when, which reminders, and what its call does next. */
import { describe, expect, test } from "vitest";
import { instantOf, localMinuteOf, rulesOf } from "../../shared/domain/calendar.ts";
import type { Call, PartyStanding } from "../../shared/domain/call.ts";
import { type Due, dueNext, remindersOf } from "../../shared/domain/due.ts";
import {
  callFor,
  closeFor,
  extended,
  goingOn,
  ownReminder,
  readReminder,
} from "../../shared/domain/extension.ts";
import { extensionChanges, extensionProblem } from "../../shared/domain/extension-changes.ts";
import { isOutdated } from "../../shared/domain/outdated.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { remindedAlone, stepTaken } from "../../shared/domain/steps.ts";
import { lac } from "../support/definitions.ts";

const rules = rulesOf(lac);
const at = (minute: string) => instantOf(minute, rules.zone);

/** The guiding questions: they close on 31 December at 23:59, with reminders 14 and 5 days before. */
function inputs(changes: Partial<Call> = {}): Call {
  const call = recordsOf(lac).calls.find(({ id }) => id === "guiding-questions");
  if (!call) throw new Error("no call");
  return { ...call, phase: "launched", announced: at("2024-11-04T09:00").toISOString(), ...changes };
}
const closed: Partial<Call> = { phase: "closed", reminded: [14, 5], closed: "2025-01-01T02:59:00.000Z" };
const own = (changes: Partial<PartyStanding> = {}): PartyStanding => ({
  call: "guiding-questions",
  party: "CO",
  versions: 0,
  heldBy: [],
  ...changes,
});
const until = (closes: string, reminded: number[] = []) => own({ closes, reminded });

test("the sample call is what these rows take it for", () => {
  expect(inputs()).toMatchObject({ closes: "2024-12-31T23:59", reminderDays: [14, 5], selection: "none" });
});

describe("until when an answer is in time", () => {
  const rows: [rule: string, standing: PartyStanding | undefined, closes: string][] = [
    ["without a standing, by the call", undefined, "2024-12-31T23:59"],
    ["without a date of its own, by the call", own(), "2024-12-31T23:59"],
    ["with a later one, by that", until("2025-01-15T18:00"), "2025-01-15T18:00"],
    [
      "with one that the call has meanwhile reached, by the call",
      until("2024-12-20T18:00"),
      "2024-12-31T23:59",
    ],
  ];
  test.each(rows)("%s", (_, standing, closes) => {
    expect(closeFor(inputs(), standing)).toBe(closes);
    expect(callFor(inputs(), standing).closes).toBe(closes);
  });
});

describe("a date of its own is refused", () => {
  const rows: [rule: string, call: Call, closes: string, now: string, problem: string | null][] = [
    ["when it is none", inputs(), "tomorrow", "2024-12-01T10:00", "invalid-date"],
    ["when no calendar has it", inputs(), "2025-02-30T10:00", "2024-12-01T10:00", "invalid-date"],
    ["when it is the call's own", inputs(), "2024-12-31T23:59", "2024-12-01T10:00", "not-later"],
    ["when it is before the call's", inputs(), "2024-12-30T23:59", "2024-12-01T10:00", "not-later"],
    ["when it is past", inputs(closed), "2025-01-05T10:00", "2025-01-06T10:00", "in-the-past"],
    [
      "while the call is a draft",
      inputs({ phase: "draft" }),
      "2025-01-15T18:00",
      "2024-12-01T10:00",
      "not-open",
    ],
    ["and is not when it is later", inputs(), "2025-01-15T18:00", "2024-12-01T10:00", null],
    ["nor after the call closed", inputs(closed), "2025-01-15T18:00", "2025-01-06T10:00", null],
    [
      "nor when the call is over",
      inputs({ ...closed, phase: "over" }),
      "2025-01-15T18:00",
      "2025-01-06T10:00",
      null,
    ],
  ];
  test.each(rows)("%s", (_, call, closes, nowLocal, problem) => {
    expect(extensionProblem(call, own(), closes, { selection: null, nowLocal, zone: rules.zone })).toBe(
      problem,
    );
  });

  test("when it is the one the party has", () => {
    const standing = until("2025-01-15T18:00");
    const given = { selection: null, nowLocal: "2024-12-01T10:00", zone: rules.zone };
    expect(extensionProblem(inputs(), standing, "2025-01-15T18:00", given)).toBe("already");
  });

  test("once the decision is public", () => {
    const selection = Selection.parse({
      call: "co-chairs",
      seats: [],
      slate: 1,
      approvals: [],
      version: 1,
      releasedAt: "2025-01-29T15:00:00Z",
    });
    const given = { selection, nowLocal: "2024-12-01T10:00", zone: rules.zone };
    expect(extensionProblem(inputs(), own(), "2025-01-15T18:00", given)).toBe("released");
  });
});

describe("reminders follow the party's own date", () => {
  const minutes = (call: Call) =>
    remindersOf(call, rules).map((one) => `${one.days} ${localMinuteOf(one.at, rules.zone)}`);
  const rows: [rule: string, reminded: number[], closes: string, expected: string[]][] = [
    ["all of them when none went", [], "2025-01-31T18:00", ["14 2025-01-17T09:00", "5 2025-01-24T09:00"]],
    ["those that did not go yet", [14], "2025-01-31T18:00", ["5 2025-01-24T09:00"]],
    ["none when all went: no ordinal goes twice", [14, 5], "2025-01-31T18:00", []],
    ["off the quiet days at the turn of the year", [14], "2025-01-10T18:00", ["5 2024-12-19T09:00"]],
  ];
  test.each(rows)("%s", (_, reminded, closes, expected) => {
    const call = inputs({ reminded });
    expect(minutes(callFor(call, extended(call, own(), closes)))).toEqual(expected);
  });

  test("moved once more, what went by the first date of its own does not go again", () => {
    const call = inputs();
    const once = remindedAlone(extended(call, own(), "2025-01-31T18:00"), call, 14);
    const twice = extended(call, once, "2025-02-14T18:00");
    expect(minutes(callFor(call, twice))).toEqual(["5 2025-02-07T09:00"]);
  });

  test("of several passed over by an outage, only the latest went", () => {
    const standing = remindedAlone(until("2025-01-31T18:00"), inputs(), 5);
    expect(standing.reminded).toEqual([14, 5]);
    expect(remindedAlone(standing, inputs(), 5)).toBe(standing);
  });
});

describe("what is due next in a call where one party has a date of its own", () => {
  const said = ({ kind, wait, occasion, until: end }: Due) =>
    [kind, wait ?? occasion, end && localMinuteOf(new Date(end), rules.zone)].filter(Boolean).join(" ");
  const rows: [rule: string, call: Call, standing: PartyStanding, now: string, expected: string][] = [
    [
      "everybody else is reminded by the call's date",
      inputs(),
      until("2025-01-31T18:00"),
      "2024-12-17T09:00",
      "remind 14",
    ],
    [
      "after the call's close it waits for the party's reminder",
      inputs(closed),
      until("2025-01-31T18:00", [14]),
      "2025-01-20T10:00",
      "wait date 2025-01-24T09:00",
    ],
    [
      "on its day that party is reminded alone",
      inputs(closed),
      until("2025-01-31T18:00", [14]),
      "2025-01-24T09:00",
      "remind 5-CO",
    ],
    [
      "not on a quiet day",
      inputs(closed),
      until("2025-01-31T18:00", [14]),
      "2025-01-25T09:00",
      "wait date 2025-01-27T09:00",
    ],
    [
      "then it waits for that party's close",
      inputs(closed),
      until("2025-01-31T18:00", [14, 5]),
      "2025-01-27T09:00",
      "wait date 2025-01-31T18:00",
    ],
    [
      "after it the call is over",
      inputs(closed),
      until("2025-01-31T18:00", [14]),
      "2025-01-31T18:00",
      "over",
    ],
    [
      "a date that the call has reached asks for nothing",
      inputs(closed),
      until("2024-12-20T18:00"),
      "2025-01-02T10:00",
      "over",
    ],
  ];
  test.each(rows)("%s", (_, call, standing, now, expected) => {
    expect(said(dueNext(call, null, at(now), rules, [own({ party: "MX" }), standing]))).toBe(expected);
  });

  test("a call that was over goes on in a new generation, closed to everybody else", () => {
    const over = inputs({ ...closed, phase: "over", generation: 1 });
    expect(goingOn(over)).toMatchObject({ phase: "closed", generation: 2, closes: "2024-12-31T23:59" });
    expect(goingOn(inputs(closed))).toEqual(inputs(closed));
  });

  test("the step names party and day, and marks nothing on the call", () => {
    const occasion = ownReminder(5, "un-women");
    expect(readReminder(occasion)).toEqual({ days: 5, party: "un-women" });
    expect(readReminder("14")).toEqual({ days: 14, party: null });
    const call = inputs();
    expect(stepTaken(call, { kind: "reminded", occasion }, at("2025-01-24T09:00"))).toBe(call);
  });
});

test("a reminder or an invitation to that party is overtaken by its own close, not by the call's", () => {
  const present = { call: inputs(closed), selection: null };
  const overtaken = (kind: "reminder" | "invitation" | "extension", standing: PartyStanding, now: string) =>
    isOutdated(
      { kind, occasion: "5", params: {}, party: "CO" },
      { ...present, standing },
      at(now),
      rules.zone,
    );
  for (const kind of ["reminder", "invitation", "extension"] as const) {
    expect(overtaken(kind, own(), "2025-01-10T10:00")).toBe(true);
    expect(overtaken(kind, until("2025-01-15T18:00"), "2025-01-10T10:00")).toBe(false);
    expect(overtaken(kind, until("2025-01-15T18:00"), "2025-01-15T18:00")).toBe(true);
  }
});

test("what changes is the party's close and its reminders, with the mails of each", () => {
  const given = {
    call: inputs(),
    before: own(),
    closes: "2025-01-31T18:00",
    now: at("2024-12-01T10:00"),
    rules,
    mails: 2,
  };
  expect(extensionChanges(given)).toEqual([
    { kind: "close", occasion: "", before: "2024-12-31T23:59", after: "2025-01-31T18:00", mails: 0 },
    { kind: "reminder", occasion: "14", before: "2024-12-17T09:00", after: "2025-01-17T09:00", mails: 2 },
    { kind: "reminder", occasion: "5", before: "2024-12-19T09:00", after: "2025-01-24T09:00", mails: 2 },
  ]);
});
