/** The roadmap as a calendar has it, and what happened in public. */
import { describe, expect, test } from "vitest";
import { agendaOf } from "../../shared/domain/agenda.ts";
import type { Call } from "../../shared/domain/call.ts";
import { closeNoted } from "../../shared/domain/dates.ts";
import { happeningsIn } from "../../shared/domain/happenings.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const { activities, calls } = recordsOf(sampleDefinition());
const zone = "America/Santiago";
const coChairs = calls.find(({ id }) => id === "co-chairs") as Call;
const launched = { ...coChairs, phase: "launched" as const, announced: "2024-11-04T12:00:00.000Z" };

describe("the agenda", () => {
  const entryOf = (id: string) => agendaOf(activities, [launched], zone).find((entry) => entry.id === id);

  test.each([
    ["a day ends before the next", "hearing", "2025-03-18", "2025-03-19"],
    ["a range ends after its last day", "champion-countries", "2024-09-25", "2024-09-27"],
    ["a month spans the month", "consultation", "2025-01-01", "2025-02-01"],
    ["February too", "briefing-2", "2025-02-01", "2025-03-01"],
  ])("%s", (_title, part, from, until) => {
    const found = agendaOf(activities, [], zone).find(({ id }) => id === `activity-${part}`);
    expect(found).toMatchObject({ from, until });
  });

  test("a call opens and closes at instants of the review's zone, on summer time and after it", () => {
    expect(entryOf("call-co-chairs-closes")).toMatchObject({ at: new Date("2025-01-11T02:59:00Z") });
    const autumn = { ...launched, closes: "2025-04-07T23:59" };
    expect(agendaOf([], [autumn], zone).at(-1)).toMatchObject({ at: new Date("2025-04-08T03:59:00Z") });
  });

  test("a draft call is not in it", () => {
    expect(agendaOf([], [coChairs], zone)).toEqual([]);
  });

  test("an entry keeps its id when its date moves", () => {
    const ids = (call: Call) => agendaOf([], [call], zone).map(({ id }) => id);
    expect(ids({ ...launched, closes: "2025-01-15T23:59" })).toEqual(ids(launched));
  });
});

describe("what happened in public", () => {
  const now = new Date("2025-01-09T15:00:00Z");
  const moved = closeNoted(launched, { ...launched, closes: "2025-01-15T23:59" }, now);
  const told = (all: readonly Call[]) =>
    happeningsIn({ calls: all, published: [], released: [] }).map(({ id, at }) => [id, at]);

  test("a draft, and a call that waits for its opening, have not happened", () => {
    expect(told([coChairs, { ...coChairs, phase: "launched" }])).toEqual([]);
  });

  test("an opened call, and each new close, the newest first", () => {
    expect(told([moved])).toEqual([
      ["moved/co-chairs/1", "2025-01-09T15:00:00.000Z"],
      ["opened/co-chairs", "2024-11-04T12:00:00.000Z"],
    ]);
  });

  test.each([
    ["before anybody was told of the old one", coChairs, { ...coChairs, closes: "2025-01-15T23:59" }],
    ["where only the decision date moved", launched, { ...launched, decisionBefore: "2025-02-10" }],
  ])("no new close is noted %s", (_title, before, after) => {
    expect(closeNoted(before, after, now).moved).toBeUndefined();
  });
});
