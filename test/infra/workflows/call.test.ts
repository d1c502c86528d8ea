/** The machine of a call, every way through it, as the local cloud runs it. */
import { describe, expect, test } from "vitest";
import { callMachine } from "../../../infra/workflows/call.ts";
import { Due, waits } from "../../../shared/domain/due.ts";
import { Step } from "../../../shared/domain/steps.ts";
import { answers, fails, functionArn, run, waysOf } from "./machine.ts";

const definition = callMachine({
  planCall: functionArn("plan-call"),
  prepareNotices: functionArn("prepare-notices"),
  markCall: functionArn("mark-call"),
  awaitChange: functionArn("await-change"),
});
const input = { call: "co-chairs", generation: 2 };
const over = { kind: "over", version: 9 };
const done = { cursor: null, prepared: 3 };

type Answer = (event: unknown, nth: number) => unknown;

/** The mark with which every execution ends. */
const ending = { name: "mark-call", event: { ...input, mark: { kind: "over" } } };

async function runs(due: object[], others: Record<string, Answer> = {}) {
  const world = await run(definition, input, {
    "plan-call": answers(...due, over),
    "prepare-notices": answers(done),
    "mark-call": answers({ version: 2 }),
    "await-change": answers(null),
    ...others,
  });
  const given = world.calls.map(({ name, event }) => ({ name, event }));
  return { world, given: given.filter(({ name }) => name !== "plan-call"), all: given };
}

test("every state can be reached, and every way leads to a state", () => {
  const ways = waysOf(definition);
  const reached = new Set([definition.StartAt, ...[...ways.values()].flat()]);
  expect([...reached].sort()).toEqual([...ways.keys()].sort());
});

test("it knows every kind of what can be due, and everything that can be awaited", () => {
  const ways = waysOf(definition);
  const known = (state: keyof typeof definition.States) =>
    JSON.stringify(definition.States[state])
      .match(/"StringEquals":"([\w-]+)"/g)
      ?.map((one) => one.split('"')[3]);
  expect(known("By what is due")?.sort()).toEqual([...Due.shape.kind.options].sort());
  expect(known("By what is awaited")?.sort()).toEqual([...waits].sort());
  expect(ways.get("By what is due")).toContain("A person must look");
});

test("it marks only what can be marked", () => {
  const marks = JSON.stringify(definition)
    .match(/"mark":\{"kind":"([\w-]+)"/g)
    ?.map((one) => one.split('"')[5]);
  expect([...new Set(marks)].sort()).toEqual([...Step.shape.kind.options].sort());
});

test.each([
  {
    due: { kind: "announce", occasion: "1" },
    given: [
      {
        name: "prepare-notices",
        event: { call: "co-chairs", kind: "invitation", occasion: "1", cursor: null },
      },
      { name: "mark-call", event: { ...input, mark: { kind: "announced" } } },
    ],
  },
  {
    due: { kind: "remind", occasion: "14" },
    given: [
      {
        name: "prepare-notices",
        event: { call: "co-chairs", kind: "reminder", occasion: "14", cursor: null },
      },
      { name: "mark-call", event: { ...input, mark: { kind: "reminded", occasion: "14" } } },
    ],
  },
  {
    due: { kind: "warn", occasion: "10" },
    given: [
      {
        name: "prepare-notices",
        event: { call: "co-chairs", kind: "warning", occasion: "10", cursor: null },
      },
      { name: "mark-call", event: { ...input, mark: { kind: "warned", occasion: "10" } } },
    ],
  },
  {
    due: { kind: "chase", occasion: "acceptance-caribbean-1" },
    given: [
      {
        name: "prepare-notices",
        event: { call: "co-chairs", kind: "waiting", occasion: "acceptance-caribbean-1", cursor: null },
      },
      { name: "mark-call", event: { ...input, mark: { kind: "told", occasion: "acceptance-caribbean-1" } } },
    ],
  },
  {
    due: { kind: "silence-text", occasion: "caribbean-1" },
    given: [
      {
        name: "prepare-notices",
        event: { call: "co-chairs", kind: "silence", occasion: "caribbean-1", cursor: null },
      },
      { name: "mark-call", event: { ...input, mark: { kind: "silence-opened", occasion: "caribbean-1" } } },
    ],
  },
  {
    due: { kind: "silence", occasion: "caribbean-1" },
    given: [
      { name: "mark-call", event: { ...input, mark: { kind: "silence-closed", occasion: "caribbean-1" } } },
      {
        name: "prepare-notices",
        event: { call: "co-chairs", kind: "silence-closed", occasion: "caribbean-1", cursor: null },
      },
      { name: "mark-call", event: { ...input, mark: { kind: "silence-noted", occasion: "caribbean-1" } } },
    ],
  },
  {
    due: { kind: "close", occasion: "1" },
    given: [{ name: "mark-call", event: { ...input, mark: { kind: "closed" } } }],
  },
  {
    due: { kind: "letters", occasion: "3" },
    given: [
      { name: "prepare-notices", event: { call: "co-chairs", kind: "letter", occasion: "3", cursor: null } },
      { name: "mark-call", event: { ...input, mark: { kind: "letters", occasion: "3" } } },
    ],
  },
  {
    due: { kind: "release", occasion: "3" },
    given: [{ name: "mark-call", event: { ...input, mark: { kind: "released", occasion: "3" } } }],
  },
  {
    due: { kind: "announcement", occasion: "3" },
    given: [
      {
        name: "prepare-notices",
        event: { call: "co-chairs", kind: "announcement", occasion: "3", cursor: null },
      },
    ],
  },
])(
  "$due.kind: it is done and marked; once all is announced nothing more is asked",
  async ({ due, given }) => {
    const { world, given: seen, all } = await runs([{ ...due, version: 1 }]);
    expect(seen).toEqual([...given, ending]);
    expect(all.filter(({ name }) => name === "plan-call")).toHaveLength(due.kind === "announcement" ? 1 : 2);
    expect(await world.describe("one")).toMatchObject({ status: "SUCCEEDED" });
  },
);

test("a release whose decision was lost meanwhile announces nothing: it asks again", async () => {
  const wait = { kind: "wait", wait: "selection", until: "2024-12-02T12:00:00.000Z", seconds: 86_400 };
  const { given } = await runs([
    { kind: "release", occasion: "3", version: 1 },
    { ...wait, version: 2 },
  ]);
  expect(given.map(({ name }) => name)).toEqual(["mark-call", "await-change"]);
});

test("a long list is worked through batch by batch, then marked once", async () => {
  const { given } = await runs([{ kind: "announce", occasion: "1", version: 1 }], {
    "prepare-notices": answers({ cursor: "50", prepared: 50 }, { cursor: "100", prepared: 50 }, done),
  });
  expect(given.map(({ name }) => name)).toEqual([
    "prepare-notices",
    "prepare-notices",
    "prepare-notices",
    "mark-call",
    "mark-call",
  ]);
  expect(given.slice(0, 3).map(({ event }) => event)).toMatchObject([
    { cursor: null },
    { cursor: "50" },
    { cursor: "100" },
  ]);
});

test("the next list begins at its beginning, wherever the last one ended", async () => {
  const { given } = await runs(
    [
      { kind: "announce", occasion: "1", version: 1 },
      { kind: "remind", occasion: "7", version: 2 },
    ],
    { "prepare-notices": answers({ cursor: "50", prepared: 50 }, done, done) },
  );
  const cursors = given.flatMap(({ event }) =>
    typeof event === "object" && event && "cursor" in event ? [event.cursor] : [],
  );
  expect(cursors).toEqual([null, "50", null]);
});

describe.each(waits)("waiting for %s", (wait) => {
  const due = { kind: "wait", wait, until: "2024-12-02T12:00:00.000Z", seconds: 86_400, version: 4 };

  test("asks again when somebody answers", async () => {
    const { world, given } = await runs([due]);
    expect(given).toEqual([
      {
        name: "await-change",
        event: { ...input, version: 4, until: due.until, token: expect.stringMatching(/./) },
      },
    ]);
    const { event } = given[0] ?? {};
    const taskToken = typeof event === "object" && event && "token" in event ? event.token : "";
    await world.ask("SendTaskSuccess", { taskToken, output: "{}" });
    await world.settled();
    expect(await world.describe("one")).toMatchObject({ status: "SUCCEEDED" });
  });

  test("asks again when the time is over", async () => {
    const { world } = await runs([due]);
    expect(await world.describe("one")).toMatchObject({ status: "RUNNING" });
    await world.advanceTo("2024-12-02T12:00:00Z");
    expect(await world.describe("one")).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("when something fails", () => {
  test("a step that fails once is tried again", async () => {
    const { world } = await runs([{ kind: "close", occasion: "1", version: 1 }], {
      "mark-call": (_event, nth) => (nth === 1 ? fails() : { version: 2 }),
    });
    await world.advanceTo("2024-12-01T12:10:00Z");
    expect(await world.describe("one")).toMatchObject({ status: "SUCCEEDED" });
  });

  test.each(["plan-call", "prepare-notices", "mark-call", "await-change"])(
    "%s failing again and again is for a person",
    async (name) => {
      const steps = [
        { kind: "remind", occasion: "7", version: 1 },
        { kind: "wait", wait: "date", until: "2024-12-02T12:00:00.000Z", seconds: 86_400, version: 2 },
      ];
      const { world } = await runs(steps, { [name]: fails });
      await world.advanceTo("2024-12-01T12:30:00Z");
      expect(await world.describe("one")).toMatchObject({ status: "FAILED", error: "PersonMustLook" });
    },
  );

  test("a kind that nobody knows is for a person", async () => {
    const { world } = await runs([{ kind: "dance", version: 1 }]);
    expect(await world.describe("one")).toMatchObject({ status: "FAILED" });
  });
});
