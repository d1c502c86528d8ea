/** What is due next, a row a rule, and whole calls walked from opening to end whatever happens on the way. */
import { describe, expect, test } from "vitest";
import { instantOf, isQuiet, localDayOf, localMinuteOf, rulesOf } from "../../shared/domain/calendar.ts";
import type { Call, PartyStanding } from "../../shared/domain/call.ts";
import { type Due, dueNext, isSilent, nextOnRoadmap } from "../../shared/domain/due.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { type Activity, readActivityOccasion } from "../../shared/domain/roadmap.ts";
import { Selection, type Silence } from "../../shared/domain/selection.ts";
import { activityTold, type Step, selectionStepTaken, stepTaken } from "../../shared/domain/steps.ts";
import { africa, lac } from "../support/definitions.ts";

const rules = rulesOf(lac);
const records = recordsOf(lac);
const at = (minute: string) => instantOf(minute, rules.zone);

function callNamed(id: string, changes: Partial<Call> = {}): Call {
  const call = records.calls.find((one) => one.id === id);
  if (!call) throw new Error(`There is no call ${id}`);
  return { ...call, phase: "launched", version: 7, ...changes };
}

const announced = at("2024-11-04T09:00").toISOString();
const coChairs = (changes: Partial<Call> = {}) => callNamed("co-chairs", { announced, ...changes });
const closed: Partial<Call> = {
  phase: "closed",
  closed: at("2025-01-10T23:59").toISOString(),
  reminded: [7],
};

const seat = (id: string, changes: Partial<Selection["seats"][number]> = {}) => ({
  seat: id,
  acceptance: "not-asked" as const,
  asked: 0,
  ...changes,
});
const selection = (changes: Partial<Selection> = {}): Selection =>
  Selection.parse({
    call: "co-chairs",
    seats: [seat("central-america"), seat("caribbean"), seat("south-america")],
    slate: 2,
    approvals: [],
    version: 1,
    ...changes,
  });
const agreed = (acceptance: "asked" | "accepted") =>
  [
    ["central-america", "MX"],
    ["caribbean", "BB"],
    ["south-america", "CO"],
  ].map(([id = "", party = ""]) => seat(id, { party, acceptance, asked: 1 }));
const asking = (minute: string) =>
  agreed("accepted").map((one) =>
    one.seat === "caribbean"
      ? { ...one, acceptance: "asked" as const, askedAt: at(minute).toISOString() }
      : one,
  );
const silence = (changes: Partial<Silence> = {}): Silence => ({
  id: "caribbean-1",
  seat: "caribbean",
  party: "BB",
  text: { es: "t", en: "t", pt: "t", fr: "t" },
  recipients: ["BB", "JM"],
  prepared: announced,
  conveyed: [],
  openedAt: announced,
  openedBy: "ines-rojas",
  until: "2025-01-17T18:00",
  objections: [],
  ...changes,
});
const decided = {
  seats: agreed("accepted"),
  proposedAt: announced,
  decidedAt: at("2025-01-20T12:00").toISOString(),
};

/** "remind 7", "wait date 2024-11-04T09:00": a due step in short, its end in the review's time. */
function said(due: Due): string {
  const until = due.until ? localMinuteOf(new Date(due.until), rules.zone) : undefined;
  return [due.kind, due.wait ?? due.occasion, until].filter((part) => part !== undefined).join(" ");
}

describe("what is due next", () => {
  const rows: [rule: string, call: Call, selection: Selection | null, now: string, expected: string][] = [
    [
      "a draft waits for people, a week at most",
      callNamed("co-chairs", { phase: "draft" }),
      null,
      "2024-11-05T10:00",
      "wait date 2024-11-12T10:00",
    ],
    [
      "before the opening it waits for it",
      callNamed("co-chairs"),
      null,
      "2024-11-01T09:00",
      "wait date 2024-11-04T09:00",
    ],
    [
      "long before, for a week at most",
      callNamed("co-chairs"),
      null,
      "2024-06-01T09:00",
      "wait date 2024-06-08T09:00",
    ],
    ["at the opening it is announced", callNamed("co-chairs"), null, "2024-11-04T09:00", "announce 1"],
    ["launched late, at once", callNamed("co-chairs"), null, "2024-12-02T15:30", "announce 1"],
    [
      "launched after its close, it is not announced any more",
      callNamed("co-chairs"),
      null,
      "2025-01-11T10:00",
      "close 1",
    ],
    [
      "announced, it waits for the reminder",
      coChairs(),
      null,
      "2024-12-17T10:00",
      "wait date 2024-12-19T09:00",
    ],
    [
      "the reminder goes on its day, earlier off the quiet ones",
      coChairs(),
      null,
      "2024-12-19T09:00",
      "remind 7",
    ],
    [
      "a reminder is never due again",
      coChairs({ reminded: [7] }),
      null,
      "2024-12-19T09:01",
      "wait date 2024-12-26T09:01",
    ],
    [
      "a reminder late by an outage goes on no quiet day",
      coChairs(),
      null,
      "2025-01-03T10:00",
      "wait date 2025-01-07T09:00",
    ],
    ["but on the first day after them", coChairs(), null, "2025-01-07T09:00", "remind 7"],
    [
      "announced after the reminder’s day, there is none",
      coChairs({ announced: at("2024-12-27T10:00").toISOString() }),
      null,
      "2025-01-07T10:00",
      "wait date 2025-01-10T23:59",
    ],
    ["at the close it is closed", coChairs({ reminded: [7] }), null, "2025-01-10T23:59", "close 1"],
    ["after the close, no reminder", coChairs(), null, "2025-01-11T00:10", "close 1"],
    [
      "closed, it waits for the selection and the first warning",
      coChairs(closed),
      null,
      "2025-01-20T09:00",
      "wait selection 2025-01-21T09:00",
    ],
    [
      "ten days before the decision the secretariat is warned",
      coChairs(closed),
      selection(),
      "2025-01-21T09:00",
      "warn 10",
    ],
    ["after an outage only the latest warning", coChairs(closed), selection(), "2025-01-28T10:00", "warn 3"],
    [
      "a warning goes on a Sunday too",
      coChairs({ ...closed, warned: [10, 7] }),
      selection(),
      "2025-01-26T09:00",
      "warn 5",
    ],
    [
      "once the day has begun before which the decision must stand, no warning: the secretariat is told",
      coChairs({ ...closed, warned: [10, 7, 5, 3, 2] }),
      selection(),
      "2025-01-31T00:00",
      "chase overdue-2025-01-31",
    ],
    [
      "told once, it waits on and looks again each week",
      coChairs({ ...closed, warned: [10, 7, 5, 3, 2] }),
      selection({ told: ["overdue-2025-01-31"] }),
      "2025-01-31T00:00",
      "wait selection 2025-02-07T00:00",
    ],
    [
      "a decision date moved later is told of anew, when it has passed",
      coChairs({ ...closed, decisionBefore: "2025-02-10", warned: [10, 7, 5, 3, 2, 1] }),
      selection({ told: ["overdue-2025-01-31"] }),
      "2025-02-10T08:00",
      "chase overdue-2025-02-10",
    ],
    [
      "a silence procedure was opened: its text is prepared, even where it began to be",
      coChairs(closed),
      selection({ silences: [silence({ prepared: undefined })] }),
      "2025-01-12T10:00",
      "silence-text caribbean-1",
    ],
    [
      "of one that was stopped before, none is",
      coChairs(closed),
      selection({
        silences: [
          silence({ prepared: undefined, closedAt: announced, outcome: "stopped", noted: announced }),
        ],
      }),
      "2025-01-12T10:00",
      "wait selection 2025-01-19T10:00",
    ],
    [
      "one that did not reach every State is told of",
      coChairs(closed),
      selection({
        silences: [silence({ closedAt: announced, outcome: "stopped", noted: announced, unreached: ["JM"] })],
      }),
      "2025-01-12T10:00",
      "chase silence-caribbean-1",
    ],
    [
      "a silence procedure runs: it waits for its hour",
      coChairs(closed),
      selection({ silences: [silence()] }),
      "2025-01-14T10:00",
      "wait silence 2025-01-17T18:00",
    ],
    [
      "a silence procedure before the close is waited for too",
      coChairs({ reminded: [7] }),
      selection({ silences: [silence({ until: "2025-01-09T18:00" })] }),
      "2025-01-08T10:00",
      "wait silence 2025-01-09T18:00",
    ],
    [
      "at its hour the silence procedure is closed",
      coChairs(closed),
      selection({ silences: [silence()] }),
      "2025-01-17T18:00",
      "silence caribbean-1",
    ],
    [
      "a stopped one is due at once, until its closing note is prepared",
      coChairs(closed),
      selection({ silences: [silence({ closedAt: announced, outcome: "stopped" })] }),
      "2025-01-14T10:00",
      "silence caribbean-1",
    ],
    [
      "noted, it is not due again",
      coChairs(closed),
      selection({ silences: [silence({ closedAt: announced, outcome: "objected", noted: announced })] }),
      "2025-01-14T10:00",
      "wait selection 2025-01-21T09:00",
    ],
    [
      "an acceptance that is awaited: five days",
      coChairs(closed),
      selection({ seats: asking("2025-01-13T10:00") }),
      "2025-01-14T10:00",
      "wait acceptances 2025-01-18T10:00",
    ],
    [
      "after five days the secretariat is told",
      coChairs(closed),
      selection({ seats: asking("2025-01-13T10:00") }),
      "2025-01-18T10:00",
      "chase acceptance-caribbean-1",
    ],
    [
      "once; then it goes on waiting",
      coChairs(closed),
      selection({ seats: asking("2025-01-13T10:00"), told: ["acceptance-caribbean-1"] }),
      "2025-01-18T10:00",
      "wait acceptances 2025-01-21T09:00",
    ],
    [
      "approvals: three working days, over a weekend",
      coChairs(closed),
      selection({ seats: agreed("accepted"), proposedAt: at("2025-01-16T10:00").toISOString() }),
      "2025-01-20T10:00",
      "wait approvals 2025-01-21T09:00",
    ],
    [
      "then the secretariat is told, after the warning that is due",
      coChairs({ ...closed, warned: [10] }),
      selection({ seats: agreed("accepted"), proposedAt: at("2025-01-16T10:00").toISOString() }),
      "2025-01-21T10:00",
      "chase approvals-2",
    ],
    [
      "States asked: it waits for their acceptance",
      coChairs(closed),
      selection({ seats: agreed("asked") }),
      "2025-01-12T10:00",
      "wait acceptances 2025-01-19T10:00",
    ],
    [
      "all accept: the secretariat proposes",
      coChairs(closed),
      selection({ seats: agreed("accepted") }),
      "2025-01-12T10:00",
      "wait selection 2025-01-19T10:00",
    ],
    [
      "proposed: it waits for the approvals",
      coChairs(closed),
      selection({ seats: agreed("accepted"), proposedAt: announced, told: ["approvals-2"] }),
      "2025-01-12T10:00",
      "wait approvals 2025-01-19T10:00",
    ],
    ["decided: letters", coChairs(closed), selection(decided), "2025-01-20T12:00", "letters 2"],
    [
      "decided: no more warnings",
      coChairs(closed),
      selection({ ...decided, letters: announced, releaseAt: "2025-01-29T12:00" }),
      "2025-01-28T10:00",
      "wait release 2025-01-29T12:00",
    ],
    [
      "at its hour the decision is released",
      coChairs(closed),
      selection({ ...decided, letters: announced, releaseAt: "2025-01-29T12:00" }),
      "2025-01-29T12:00",
      "release 2",
    ],
    [
      "no hour set: it waits, a week at most",
      coChairs(closed),
      selection({ ...decided, letters: announced }),
      "2025-01-28T10:00",
      "wait release 2025-02-04T10:00",
    ],
    ["over is over", coChairs({ ...closed, phase: "over" }), null, "2025-02-20T10:00", "over"],
    [
      "inputs are over once closed",
      callNamed("guiding-questions", { announced, phase: "closed" }),
      null,
      "2025-01-01T00:00",
      "over",
    ],
    [
      "inputs: 14 days before",
      callNamed("guiding-questions", { announced }),
      null,
      "2024-12-17T09:00",
      "remind 14",
    ],
    [
      "two reminders moved to neighbouring days both go",
      callNamed("guiding-questions", { announced, reminded: [14] }),
      null,
      "2024-12-19T09:00",
      "remind 5",
    ],
    [
      "after an outage only the latest reminder",
      callNamed("guiding-questions", { announced }),
      null,
      "2024-12-19T11:00",
      "remind 5",
    ],
    [
      "a close moved later opens a closed call again",
      coChairs({ ...closed, closes: "2025-01-24T23:59" }),
      null,
      "2025-01-15T10:00",
      "wait date 2025-01-21T09:00",
    ],
    [
      "also one that was over",
      coChairs({ ...closed, phase: "over", closes: "2025-01-24T23:59" }),
      null,
      "2025-01-15T10:00",
      "wait date 2025-01-21T09:00",
    ],
    [
      "a close moved earlier brings the reminder forward",
      coChairs({ closes: "2024-12-13T23:59" }),
      null,
      "2024-12-06T09:00",
      "remind 7",
    ],
    [
      "moved into the past, it closes at once",
      coChairs({ closes: "2024-12-01T23:59" }),
      null,
      "2024-12-06T09:00",
      "close 1",
    ],
    [
      "moved later, the reminder waits for its new day",
      coChairs({ closes: "2025-01-17T23:59" }),
      null,
      "2025-01-08T09:00",
      "wait date 2025-01-10T09:00",
    ],
    [
      "selection begun before the close",
      coChairs({ reminded: [7] }),
      selection({ seats: agreed("asked") }),
      "2025-01-09T10:00",
      "wait acceptances 2025-01-10T23:59",
    ],
  ];

  test.each(rows)("%s", (_rule, call, chosen, now, expected) => {
    expect(said(dueNext(call, chosen, at(now), rules))).toBe(expected);
  });

  test("each answer tells the version it was given", () => {
    expect(dueNext(coChairs(), null, at("2024-12-19T09:00"), rules).version).toBe(7);
  });

  test("a late reminder does not keep a warning from going", () => {
    const call = coChairs({ closes: "2025-01-07T23:59", decisionBefore: "2025-01-09" });
    expect(said(dueNext(call, null, at("2025-01-02T10:00"), rules))).toBe("warn 7");
  });
});

const marks: Partial<Record<Due["kind"], Step["kind"]>> = {
  announce: "announced",
  remind: "reminded",
  warn: "warned",
  close: "closed",
};

/** Walks a call as its machine does; `act` is what people do meanwhile. */
function walk(
  start: Call,
  from: Date,
  until: Date,
  act: (now: Date, call: Call) => { call?: Call; outage?: number } = () => ({}),
) {
  let call = start;
  let now = from;
  const steps: string[] = [];
  for (let turns = 0; now < until; turns += 1) {
    if (turns > 500) throw new Error(`It goes round in circles: ${steps.slice(-5).join(", ")}`);
    const due = dueNext(call, null, now, rules);
    if (due.kind === "over") break;
    const mark = marks[due.kind];
    if (mark) {
      steps.push(`${localMinuteOf(now, rules.zone)} ${due.kind} ${due.occasion}`);
      call = stepTaken(call, { kind: mark, occasion: due.occasion }, now);
      continue;
    }
    const did = act(now, call);
    call = did.call ?? call;
    now = new Date(now.getTime() + (due.seconds ?? 0) * 1000 + (did.outage ?? 0));
  }
  return { steps, call, now };
}

describe("a call walked from end to end", () => {
  test("guiding questions", () => {
    const { steps } = walk(callNamed("guiding-questions"), at("2024-10-01T00:00"), at("2025-03-01T00:00"));
    expect(steps).toEqual([
      "2024-10-30T09:00 announce 1",
      "2024-12-17T09:00 remind 14",
      "2024-12-19T09:00 remind 5",
      "2024-12-31T23:59 close 1",
    ]);
  });

  test("co-chairs nobody selects: warned, and asked again each week without end", () => {
    const { steps, now } = walk(callNamed("co-chairs"), at("2024-10-01T00:00"), at("2026-03-01T00:00"));
    expect(steps).toEqual([
      "2024-11-04T09:00 announce 1",
      "2024-12-19T09:00 remind 7",
      "2025-01-10T23:59 close 1",
      ...[
        ["21", 10],
        ["24", 7],
        ["26", 5],
        ["28", 3],
        ["29", 2],
        ["30", 1],
      ].map(([day, days]) => `2025-01-${day}T09:00 warn ${days}`),
    ]);
    expect(now >= at("2026-03-01T00:00")).toBe(true);
  });

  test("an outage from mid-December to the close sends one reminder at most, and never twice", () => {
    const { steps } = walk(
      callNamed("guiding-questions"),
      at("2024-10-01T00:00"),
      at("2025-03-01T00:00"),
      (now) =>
        now > at("2024-12-10T00:00") && now < at("2024-12-19T00:00") ? { outage: 20 * 86_400_000 } : {},
    );
    expect(steps.filter((step) => step.includes("remind")).length).toBeLessThanOrEqual(1);
    expect(steps.at(-1)).toContain("close");
  });

  test("whatever dates are moved whenever: no step twice, no reminder on a quiet day or after the close", () => {
    let state = 42;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    for (let round = 0; round < 300; round += 1) {
      const ids = ["co-chairs", "guiding-questions", "rapporteur", "stakeholder-inputs"];
      const start = callNamed(ids[round % ids.length] ?? "");
      const closings: string[] = [];
      const { steps } = walk(start, at("2024-09-01T00:00"), at("2025-06-01T00:00"), (now, call) => {
        if (random(6) > 0) return {};
        const moved = new Date(now.getTime() + (random(60) - 10) * 86_400_000);
        const closes = `${localDayOf(moved, rules.zone)}T${["00:00", "12:30", "23:59"][random(3)]}`;
        closings.push(closes);
        return { call: { ...call, closes }, outage: random(4) === 0 ? random(30) * 86_400_000 : 0 };
      });
      const acts = steps.map((step) => step.slice(17));
      expect(new Set(acts).size, `${steps.join("\n")}\n${closings.join(" ")}`).toBe(acts.length);
      for (const step of steps.filter((one) => one.includes("remind"))) {
        expect(isQuiet(step.slice(0, 10), rules.quiet), step).toBe(false);
      }
    }
  });
});

describe("waits", () => {
  test("none is longer than a week or shorter than a second, and it ends when it says", () => {
    for (const definition of [lac, africa]) {
      const own = rulesOf(definition);
      for (const call of recordsOf(definition).calls) {
        for (let day = 0; day < 400; day += 1) {
          const now = new Date(instantOf(call.opens, own.zone).getTime() + (day - 40) * 86_400_000 + 59_999);
          const due = dueNext({ ...call, phase: "launched", announced: call.opens }, null, now, own);
          if (due.kind !== "wait") continue;
          expect(due.seconds).toBeGreaterThanOrEqual(1);
          expect(due.seconds).toBeLessThanOrEqual(7 * 86_400);
          expect(new Date(due.until ?? 0).getTime() - now.getTime()).toBe((due.seconds ?? 0) * 1000);
        }
      }
    }
  });
});

describe("letters and release are taken once", () => {
  test("from decision to the end", () => {
    let chosen = selection({ ...decided, releaseAt: "2025-01-22T12:00" });
    const seen: string[] = [];
    let now = at("2025-01-20T12:00");
    for (const step of ["letters", "wait", "release"]) {
      const due = dueNext(coChairs(closed), chosen, now, rules);
      seen.push(due.kind);
      expect(due.kind).toBe(step);
      if (due.kind === "letters")
        chosen = selectionStepTaken(chosen, { kind: "letters", occasion: due.occasion }, now);
      if (due.until) now = new Date(due.until);
    }
    expect(localMinuteOf(now, rules.zone)).toBe("2025-01-22T12:00");
    const released = selectionStepTaken(chosen, { kind: "released", occasion: "2" }, now);
    expect(dueNext(coChairs(closed), released, now, rules)).toMatchObject({
      kind: "announcement",
      occasion: "2",
    });
  });

  test.each(["letters", "released"] as const)("%s counts for the decided slate that was planned", (kind) => {
    const now = at("2025-01-22T12:00");
    const planned = { kind, occasion: "2" };
    const field = kind === "letters" ? "letters" : "releasedAt";
    const marked = (from: Parameters<typeof selection>[0]) =>
      selectionStepTaken(selection(from), planned, now)[field];
    expect(marked(decided)).toBe(now.toISOString());
    expect(marked({ ...decided, slate: 3 })).toBeUndefined(); // decided anew meanwhile
    expect(marked({ ...decided, decidedAt: undefined })).toBeUndefined(); // a refusal opened it
    expect(selectionStepTaken(selection(decided), { kind }, now)[field]).toBeUndefined();
  });
});

test("whatever is awaited is told of once each, and never in a circle", () => {
  const call = coChairs({ ...closed, warned: [10, 7, 5, 3, 2, 1] });
  let chosen = selection({ seats: asking("2025-01-13T10:00"), silences: [silence()] });
  let now = at("2025-01-14T10:00");
  const seen: string[] = [];
  for (let turns = 0; turns < 50; turns += 1) {
    const due = dueNext(call, chosen, now, rules);
    if (due.kind === "wait") {
      expect(due.seconds).toBeLessThanOrEqual(7 * 86_400);
      now = new Date(due.until ?? "");
      continue;
    }
    seen.push(`${due.kind} ${due.occasion}`);
    if (due.kind === "chase")
      chosen = selectionStepTaken(chosen, { kind: "told", occasion: due.occasion }, now);
    else {
      const closing = chosen.silences.map((one) => ({ ...one, closedAt: now.toISOString() }));
      const closedNow = { ...chosen, silences: closing };
      chosen = selectionStepTaken(closedNow, { kind: "silence-noted", occasion: due.occasion }, now);
    }
  }
  expect(seen).toEqual(["silence caribbean-1", "chase acceptance-caribbean-1", "chase overdue-2025-01-31"]);
});

describe("who is silent", () => {
  const standing = (changes: Partial<PartyStanding>): PartyStanding => ({
    call: "co-chairs",
    party: "CO",
    versions: 0,
    heldBy: [],
    ...changes,
  });
  test.each([
    ["who never appeared", undefined, true],
    ["who only has a draft", standing({ draft: "drf_1" }), true],
    ["who answered", standing({ versions: 1, effective: 1, answered: announced }), false],
    ["whose answer is unconfirmed", standing({ versions: 1 }), false],
    ["who withdrew", standing({ withdrawn: announced }), false],
    ["who wants no reminders", standing({ noReminders: announced }), false],
    ["whose mail may be in triage", standing({ heldBy: ["msg_1"] }), false],
  ])("%s", (_rule, given, expected) => {
    expect(isSilent(given)).toBe(expected);
  });
});

describe("the roadmap", () => {
  function walkRoadmap(start: readonly Activity[], from: Date) {
    let activities = [...start];
    let now = from;
    const told: string[] = [];
    for (let turns = 0; turns < 300; turns += 1) {
      const due = nextOnRoadmap(activities, now, rules);
      if (due.kind === "over") return { told, now };
      if (due.kind === "activity") {
        const { activity: id, days } = readActivityOccasion(due.occasion ?? "");
        expect(id).toBe(due.activity);
        told.push(`${localMinuteOf(now, rules.zone)} ${due.occasion}`);
        activities = activities.map((one) => (one.id === id ? activityTold(one, days) : one));
      } else now = new Date(now.getTime() + (due.seconds ?? 0) * 1000);
    }
    throw new Error("It goes round in circles");
  }

  test("the secretariat is told of each activity on its days, and it ends with the last one", () => {
    const { told, now } = walkRoadmap(records.activities, at("2024-09-01T00:00"));
    expect(told).toContain("2024-12-11T09:00 consultation-21");
    expect(told).toContain("2024-12-19T09:00 consultation-7");
    expect(told).toContain("2024-10-25T09:00 briefing-1-3");
    expect(new Set(told.map((line) => line.slice(17))).size).toBe(told.length);
    expect(localDayOf(now, rules.zone)).toBe("2025-03-21");
  });

  test("begun in the middle, only the latest notice of each, and none of what has begun", () => {
    const { told } = walkRoadmap(records.activities, at("2025-01-10T12:00"));
    expect(told.filter((line) => line.includes("consultation"))).toEqual([]);
    expect(told[0]).toBe("2025-01-17T09:00 briefing-2-14");
  });
});
