/** The machines of the synthesized template, played through every branch with given answers in place of functions. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Json, StateError } from "../../../infra/local/machine-paths.ts";
import { type Answer, loadSynthesized, type Played, play, statesOf } from "./machine-play.ts";

let synthesized: Awaited<ReturnType<typeof loadSynthesized>>;
const seen = { Calls: new Set<string>(), Roadmap: new Set<string>() };
const inputs = { Calls: { call: "co-chairs", generation: 2 }, Roadmap: { generation: 1 } };
type Name = keyof typeof seen;

beforeAll(async () => {
  synthesized = await loadSynthesized();
}, 120_000);

/** Plays what is due in turn, then "over"; notices take one batch unless told otherwise. */
async function playDues(
  name: Name,
  dues: Json[],
  more: { answers?: Record<string, Answer>; woken?: Json } = {},
): Promise<Played> {
  const plan: Answer = (_, call) => dues[call - 1] ?? { kind: "over", version: 9 };
  const answers: Record<string, Answer> = {
    "plan-call": plan,
    "plan-roadmap": plan,
    "prepare-notices": () => ({ cursor: null, prepared: 7 }),
    "mark-call": () => ({}),
    "mark-activity": () => ({}),
    "await-change": () => ({}),
    ...more.answers,
  };
  const played = await play(synthesized, name, inputs[name], answers, () => more.woken);
  for (const state of played.visited) seen[name].add(state);
  return played;
}

const callsOf = (played: Played) => played.calls.map(({ name, payload }) => [name, payload]);
const wait = (what?: string) => ({
  kind: "wait",
  version: 3,
  until: "2024-12-08T12:00:00.000Z",
  seconds: 604_800,
  ...(what ? { wait: what } : {}),
});
const fail = (error: string): never => {
  throw new StateError(error, "");
};

describe("a call", () => {
  const input = inputs.Calls;
  const asked = ["plan-call", input];
  const mark = (marked: Record<string, string>) => ["mark-call", { ...input, mark: marked }];
  const ended = [asked, mark({ kind: "over" })];
  const notice = (kind: string, occasion: string, cursor: string | null = null) => [
    "prepare-notices",
    { call: "co-chairs", kind, occasion, cursor },
  ];

  const rows: [string, string, unknown[][]][] = [
    ["announce", "1", [notice("invitation", "1"), mark({ kind: "announced" }), ...ended]],
    ["remind", "7", [notice("reminder", "7"), mark({ kind: "reminded", occasion: "7" }), ...ended]],
    ["warn", "10", [notice("warning", "10"), mark({ kind: "warned", occasion: "10" }), ...ended]],
    [
      "chase",
      "overdue-2025-01-31",
      [
        notice("waiting", "overdue-2025-01-31"),
        mark({ kind: "told", occasion: "overdue-2025-01-31" }),
        ...ended,
      ],
    ],
    [
      "silence-text",
      "caribbean-1",
      [notice("silence", "caribbean-1"), mark({ kind: "silence-opened", occasion: "caribbean-1" }), ...ended],
    ],
    [
      "silence",
      "caribbean-1",
      [
        mark({ kind: "silence-closed", occasion: "caribbean-1" }),
        notice("silence-closed", "caribbean-1"),
        mark({ kind: "silence-noted", occasion: "caribbean-1" }),
        ...ended,
      ],
    ],
    ["close", "1", [mark({ kind: "closed" }), ...ended]],
    ["letters", "1", [notice("letter", "1"), mark({ kind: "letters", occasion: "1" }), ...ended]],
    ["release", "1", [mark({ kind: "released", occasion: "1" }), ...ended]],
    ["announcement", "1", [notice("announcement", "1"), mark({ kind: "over" })]],
    ["over", "1", [mark({ kind: "over" })]],
  ];
  test.each(rows)("has %s done and goes on", async (kind, occasion, expected) => {
    const played = await playDues("Calls", [{ kind, occasion, version: 3 }]);
    expect(played.outcome).toBe("SUCCEEDED");
    expect(callsOf(played)).toEqual([asked, ...expected]);
  });

  test.each([
    ["announce", "invitation"],
    ["remind", "reminder"],
    ["warn", "warning"],
    ["chase", "waiting"],
    ["silence-text", "silence"],
    ["silence", "silence-closed"],
    ["letters", "letter"],
    ["announcement", "announcement"],
  ])("to %s it goes on from the cursor until there is none", async (kind, notices) => {
    const cursors = ["CL", "MX", null];
    const prepare: Answer = (_, call) => ({ cursor: cursors[call - 1] ?? null, prepared: 50 });
    const due = { kind, occasion: "1", version: 3 };
    const played = await playDues("Calls", [due], { answers: { "prepare-notices": prepare } });
    const batches = callsOf(played).filter(([name]) => name === "prepare-notices");
    expect(batches).toEqual([null, "CL", "MX"].map((cursor) => notice(notices, "1", cursor)));
  });

  const waits: [string, string][] = [
    ["date", "Wait until it is due, or the dates change"],
    ["selection", "Select with the secretariat"],
    ["silence", "Await the end of the silence procedure"],
    ["acceptances", "Await acceptances"],
    ["approvals", "Await approvals"],
    ["release", "Await the hour of release"],
  ];
  test.each(waits)("waiting for %s it asks again when the time has come", async (what, state) => {
    const played = await playDues("Calls", [wait(what)]);
    expect(played).toMatchObject({ outcome: "SUCCEEDED", seconds: 604_800 });
    const payload = { token: `token of ${state}`, ...input, version: 3, until: wait().until };
    expect(callsOf(played)).toEqual([asked, ["await-change", payload], ...ended]);
  });
  test.each(waits)("waiting for %s it asks again as soon as somebody wakes it", async (what) => {
    const played = await playDues("Calls", [wait(what)], { woken: {} });
    expect(played).toMatchObject({ outcome: "SUCCEEDED", seconds: 0 });
  });

  test.each([{ kind: "celebrate", version: 3 }, wait("rain")])("leaves %j to a person", async (due) => {
    expect((await playDues("Calls", [due])).outcome).toBe("PersonMustLook");
  });

  const failures: [string, Json[]][] = [
    ["plan-call", []],
    ["prepare-notices", [{ kind: "announce", occasion: "1", version: 3 }]],
    ["mark-call", [{ kind: "close", version: 3 }]],
    ["await-change", [wait("date")]],
  ];
  test.each(failures)("asks a busy platform again for two minutes: %s", async (name, dues) => {
    const answer = name === "plan-call" ? { kind: "over", version: 9 } : { cursor: null };
    const busy: Answer = (_, call) => (call <= 6 ? fail("Lambda.TooManyRequestsException") : answer);
    const played = await playDues("Calls", dues, { answers: { [name]: busy } });
    expect(played.outcome).toBe("SUCCEEDED");
    expect(played.seconds).toBe(name === "await-change" ? 126 + 604_800 : 126);
  });
  test.each(failures)("asks a person when a function goes on failing: %s", async (name, dues) => {
    const played = await playDues("Calls", dues, { answers: { [name]: () => fail("TypeError") } });
    expect(played.outcome).toBe("PersonMustLook");
    expect(played.calls.filter((call) => call.name === name)).toHaveLength(4);
  });
});

describe("the roadmap", () => {
  const input = inputs.Roadmap;
  const asked = ["plan-roadmap", input];
  const activity = { kind: "activity", activity: "briefing-1", occasion: "7", version: 3 };

  test("tells the secretariat of an activity once, then looks for the next", async () => {
    const played = await playDues("Roadmap", [activity]);
    expect(played.outcome).toBe("SUCCEEDED");
    expect(callsOf(played)).toEqual([
      asked,
      ["prepare-notices", { kind: "activity", occasion: "7" }],
      ["mark-activity", { ...input, activity: "briefing-1", mark: { kind: "told", occasion: "7" } }],
      asked,
    ]);
  });

  test.each([
    ["the time has come", undefined, 604_800],
    ["somebody wakes it", {}, 0],
  ])("asks again when %s", async (_, woken, seconds) => {
    const played = await playDues("Roadmap", [wait()], woken ? { woken } : {});
    expect(played).toMatchObject({ outcome: "SUCCEEDED", seconds });
    const token = "token of Wait until it is due, or the dates change";
    const payload = { token, ...input, version: 3, until: wait().until };
    expect(callsOf(played)).toEqual([asked, ["await-change", payload], asked]);
  });

  test("ends when it is walked", async () => {
    const played = await playDues("Roadmap", []);
    expect(played.outcome).toBe("SUCCEEDED");
    expect(callsOf(played)).toEqual([asked]);
  });

  test("leaves what nobody knows to a person", async () => {
    expect((await playDues("Roadmap", [{ kind: "feast", version: 3 }])).outcome).toBe("PersonMustLook");
  });

  const failures: [string, Json[]][] = [
    ["plan-roadmap", []],
    ["prepare-notices", [activity]],
    ["mark-activity", [activity]],
    ["await-change", [wait()]],
  ];
  test.each(failures)("asks a person when a function goes on failing: %s", async (name, dues) => {
    const played = await playDues("Roadmap", dues, { answers: { [name]: () => fail("TypeError") } });
    expect(played.outcome).toBe("PersonMustLook");
  });
});

test.each<Name>(["Calls", "Roadmap"])("every state of %s has been played", (name) => {
  expect(statesOf(synthesized, name).filter((state) => !seen[name].has(state))).toEqual([]);
});
