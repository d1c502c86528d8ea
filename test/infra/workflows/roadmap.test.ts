/** The machine of the roadmap, every way through it, as the local cloud runs it. */
import { expect, test } from "vitest";
import { roadmapMachine } from "../../../infra/workflows/roadmap.ts";
import { DueActivity } from "../../../shared/domain/due.ts";
import { answers, fails, functionArn, run, waysOf } from "./machine.ts";

const definition = roadmapMachine({
  planRoadmap: functionArn("plan-roadmap"),
  prepareNotices: functionArn("prepare-notices"),
  markActivity: functionArn("mark-activity"),
  awaitChange: functionArn("await-change"),
});
const input = { generation: 1 };
const over = { kind: "over", version: 3 };

const runs = (due: object[], others: Record<string, () => unknown> = {}) =>
  run(definition, input, {
    "plan-roadmap": answers(...due, over),
    "prepare-notices": answers({ cursor: null, prepared: 2 }),
    "mark-activity": answers(null),
    "await-change": answers(null),
    ...others,
  });

test("every state can be reached, and every way leads to a state", () => {
  const ways = waysOf(definition);
  const reached = new Set([definition.StartAt, ...[...ways.values()].flat()]);
  expect([...reached].sort()).toEqual([...ways.keys()].sort());
});

test("it knows every kind of what can come next", () => {
  const choices = JSON.stringify(definition.States["By what comes next"]).match(/"StringEquals":"(\w+)"/g);
  expect(choices?.map((one) => one.split('"')[3]).sort()).toEqual([...DueActivity.shape.kind.options].sort());
});

test("before an activity the secretariat is told, once", async () => {
  const world = await runs([{ kind: "activity", activity: "hearing", occasion: "hearing-7", version: 1 }]);
  expect(world.calls.map(({ name, event }) => ({ name, event }))).toEqual([
    { name: "plan-roadmap", event: input },
    { name: "prepare-notices", event: { kind: "activity", occasion: "hearing-7" } },
    {
      name: "mark-activity",
      event: { ...input, activity: "hearing", mark: { kind: "told", occasion: "hearing-7" } },
    },
    { name: "plan-roadmap", event: input },
  ]);
  expect(await world.describe("one")).toMatchObject({ status: "SUCCEEDED" });
});

test("in between it waits, and asks again at its hour", async () => {
  const world = await runs([
    { kind: "wait", until: "2024-12-02T12:00:00.000Z", seconds: 86_400, version: 1 },
  ]);
  expect(world.calls.at(-1)).toMatchObject({
    name: "await-change",
    event: { generation: 1, version: 1, until: "2024-12-02T12:00:00.000Z" },
  });
  await world.advanceTo("2024-12-02T12:00:00Z");
  expect(await world.describe("one")).toMatchObject({ status: "SUCCEEDED" });
});

test("a step that fails again and again is for a person", async () => {
  const world = await runs([], { "plan-roadmap": fails });
  await world.advanceTo("2024-12-01T12:30:00Z");
  expect(await world.describe("one")).toMatchObject({ status: "FAILED", error: "PersonMustLook" });
});
