/** Executions: time-outs, tokens, retries, catches, names and restarts, over the API that functions use. */
import { describe, expect, test } from "vitest";
import { AccessDenied, AwsError } from "../../../infra/local/context.ts";
import { functionArn, machineArn, machineWorld, operator, roleArn } from "./machine-world.ts";

const invokeResource = "arn:aws:states:::lambda:invoke";
const done = { Type: "Succeed" };

/** One token task that waits 60 seconds, then a state for each way out. */
const waiting = {
  StartAt: "Wait until it is due, or the dates change",
  States: {
    "Wait until it is due, or the dates change": {
      Type: "Task",
      Resource: `${invokeResource}.waitForTaskToken`,
      Parameters: {
        FunctionName: functionArn("await-change"),
        Payload: { "token.$": "$$.Task.Token", "call.$": "$.call" },
      },
      TimeoutSecondsPath: "$.due.seconds",
      ResultPath: "$.woken",
      Catch: [
        { ErrorEquals: ["States.Timeout"], Next: "It is due", ResultPath: "$.why" },
        { ErrorEquals: ["States.ALL"], Next: "A person must look", ResultPath: "$.why" },
      ],
      Next: "The dates changed",
    },
    "The dates changed": done,
    "It is due": done,
    "A person must look": { Type: "Fail", Error: "Broken", CausePath: "$.why.Error" },
  },
};
const waitInput = { call: "co-chairs", due: { seconds: 60 } };

function waitingWorld(options: { dir?: string } = {}) {
  const tokens: string[] = [];
  const world = machineWorld({
    ...options,
    definition: waiting,
    functions: {
      "await-change": (event) => {
        const token = event && typeof event === "object" && "token" in event ? event.token : "";
        tokens.push(String(token));
      },
    },
  });
  return { ...world, tokens };
}

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => "",
    (error: unknown) => (error instanceof AwsError ? error.code : String(error)),
  );

describe("a wait with a task token", () => {
  test("goes on as soon as somebody answers the token", async () => {
    const world = waitingWorld();
    await world.start("a", waitInput);
    await world.settled();
    expect(world.machines.running()).toMatchObject([
      { name: "a", waiting: [Object.keys(waiting.States)[0], expect.anything()] },
    ]);
    await world.ask("SendTaskSuccess", { taskToken: world.tokens[0], output: "{}" });
    await world.settled();
    expect(await world.describe("a")).toMatchObject({
      status: "SUCCEEDED",
      output: { ...waitInput, woken: {} },
    });
    expect(world.machines.running()).toEqual([]);
    expect(world.clock.timers.nextAt()).toBeNull();
  });

  test("goes on at its time-out, to the second", async () => {
    const world = waitingWorld();
    await world.start("a", waitInput);
    await world.advanceTo("2024-12-01T12:00:59Z");
    expect(await world.describe("a")).toMatchObject({ status: "RUNNING" });
    await world.advanceTo("2024-12-01T12:01:00Z");
    const why = { Error: "States.Timeout", Cause: "" };
    expect(await world.describe("a")).toMatchObject({ status: "SUCCEEDED", output: { ...waitInput, why } });
    expect(world.clock.timers.nextAt()).toBeNull();
  });

  test("fails by the error that is sent", async () => {
    const world = waitingWorld();
    await world.start("a", waitInput);
    await world.settled();
    await world.ask("SendTaskFailure", { taskToken: world.tokens[0], error: "Refused", cause: "no" });
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "FAILED", error: "Broken", cause: "Refused" });
    expect(world.logged).toEqual(["a: FAILED Broken Refused"]);
  });

  test("takes an answer that comes while its function still runs", async () => {
    const world = machineWorld({
      definition: waiting,
      functions: {
        "await-change": async (event) => {
          const token = event && typeof event === "object" && "token" in event ? event.token : "";
          await world.ask("SendTaskSuccess", { taskToken: token, output: '"moved"' });
        },
      },
    });
    await world.start("a", waitInput);
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "SUCCEEDED", output: { woken: "moved" } });
  });

  test("fails with its function", async () => {
    const world = machineWorld({
      definition: waiting,
      functions: {
        "await-change": () => {
          throw new TypeError("no table");
        },
      },
    });
    await world.start("a", waitInput);
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "FAILED", cause: "TypeError" });
  });

  test.each([
    ["a token answered before", (tokens: string[]) => tokens[0], "TaskTimedOut"],
    ["a token of nobody", () => "AAAA.BBBB", "InvalidToken"],
    ["an empty token", () => "", "InvalidToken"],
    ["a token with a changed end", (tokens: string[]) => `${tokens[0]}x`, "InvalidToken"],
  ])("%s is refused", async (_, pick, code) => {
    const world = waitingWorld();
    await world.start("a", waitInput);
    await world.settled();
    await world.ask("SendTaskSuccess", { taskToken: world.tokens[0], output: "{}" });
    const taskToken = pick(world.tokens);
    expect(await codeOf(world.ask("SendTaskSuccess", { taskToken, output: "{}" }))).toBe(code);
    expect(await codeOf(world.ask("SendTaskFailure", { taskToken }))).toBe(code);
  });

  test("refuses a token after its time-out, after a stop, and once its execution is forgotten", async () => {
    const world = waitingWorld();
    await world.start("late", waitInput);
    await world.start("stopped", waitInput);
    await world.settled();
    const [late, stopped] = world.tokens;
    await world.ask("StopExecution", { executionArn: world.executionArn("stopped"), error: "Moved" });
    await world.advanceTo("2024-12-01T12:02:00Z");
    expect(await world.describe("stopped")).toMatchObject({ status: "ABORTED", error: "Moved" });
    const answer = (taskToken: string | undefined) =>
      codeOf(world.ask("SendTaskSuccess", { taskToken, output: "{}" }));
    expect(await answer(late)).toBe("TaskTimedOut");
    expect(await answer(stopped)).toBe("TaskTimedOut");
    await world.advanceTo("2025-03-02T12:01:00Z");
    expect(await answer(late)).toBe("TaskDoesNotExist");
  });

  test("refuses an output that is not JSON and keeps waiting", async () => {
    const world = waitingWorld();
    await world.start("a", waitInput);
    await world.settled();
    const taskToken = world.tokens[0];
    expect(await codeOf(world.ask("SendTaskSuccess", { taskToken, output: "{" }))).toBe("InvalidOutput");
    await world.ask("SendTaskSuccess", { taskToken, output: "{}" });
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("names", () => {
  test("a running name with the same input is one execution, with another input it is taken", async () => {
    const world = waitingWorld();
    const first = await world.start("co-chairs-1", waitInput);
    await world.advanceTo("2024-12-01T12:00:10Z");
    expect(await world.start("co-chairs-1", { due: waitInput.due, call: "co-chairs" })).toEqual(first);
    expect(await codeOf(world.start("co-chairs-1", { ...waitInput, call: "other" }))).toBe(
      "ExecutionAlreadyExists",
    );
    expect(world.tokens).toHaveLength(1);
  });

  test("a closed name stays taken for 90 days", async () => {
    const world = waitingWorld();
    await world.start("a", waitInput);
    await world.advanceTo("2024-12-02T12:00:00Z");
    expect(await codeOf(world.start("a", waitInput))).toBe("ExecutionAlreadyExists");
    await world.advanceTo("2025-03-02T12:00:00Z");
    expect(await codeOf(world.start("a", waitInput))).toBe("");
  });

  test.each(["a b", "a:b", "a/b", "", "x".repeat(81), "a*", "a\u0007"])("%j is refused", async (name) => {
    expect(await codeOf(waitingWorld().start(name))).toBe("InvalidName");
  });

  test("bad requests get AWS's errors", async () => {
    const world = waitingWorld();
    const input = { stateMachineArn: machineArn, name: "a", input: "{" };
    expect(await codeOf(world.ask("StartExecution", input))).toBe("InvalidExecutionInput");
    const unknown = { stateMachineArn: `${machineArn}x`, name: "a" };
    expect(await codeOf(world.ask("StartExecution", unknown))).toBe("StateMachineDoesNotExist");
    expect(await codeOf(world.describe("nobody"))).toBe("ExecutionDoesNotExist");
    expect(await codeOf(world.ask("StopExecution", { executionArn: "nobody" }))).toBe(
      "ExecutionDoesNotExist",
    );
    expect(await codeOf(world.ask("StartExecution", {}))).toBe("ValidationException");
    expect(await codeOf(world.ask("GetActivityTask", {}))).toBe("UnknownOperationException");
  });
});

describe("a restart", () => {
  test("begins running executions again with their input, and leaves closed ones", async () => {
    const before = waitingWorld();
    await before.start("open", waitInput);
    await before.start("closed", { ...waitInput, due: { seconds: 5 } });
    await before.advanceTo("2024-12-01T12:00:30Z");
    before.machines.stop();
    const after = waitingWorld({ dir: before.dir });
    after.machines.resumeAll();
    await after.settled();
    expect(after.machines.running()).toMatchObject([{ machine: "Calls", name: "open" }]);
    expect(await after.describe("closed")).toMatchObject({ status: "SUCCEEDED" });
    const stale = { taskToken: before.tokens[0], output: "{}" };
    expect(await codeOf(after.ask("SendTaskSuccess", stale))).toBe("TaskTimedOut");
    await after.ask("SendTaskSuccess", { taskToken: after.tokens[0], output: "{}" });
    await after.settled();
    expect(await after.describe("open")).toMatchObject({ status: "SUCCEEDED", startDate: 1733054400 });
  });

  test("keeps the closed name taken", async () => {
    const before = waitingWorld();
    await before.start("a", waitInput);
    await before.advanceTo("2024-12-01T13:00:00Z");
    expect(await codeOf(waitingWorld({ dir: before.dir }).start("a", waitInput))).toBe(
      "ExecutionAlreadyExists",
    );
  });
});

describe("a long life", () => {
  const patient = (seconds: number) => ({
    StartAt: "Wait",
    States: { Wait: { Type: "Wait", Seconds: seconds, End: true } },
  });

  test("waits longer than a timer of the machine could", async () => {
    const world = machineWorld({ definition: patient(200 * 24 * 3600) });
    await world.start("a");
    await world.advanceTo("2025-06-19T11:59:59Z");
    expect(await world.describe("a")).toMatchObject({ status: "RUNNING" });
    await world.advanceTo("2025-06-19T12:00:00Z");
    expect(await world.describe("a")).toMatchObject({ status: "SUCCEEDED" });
  });

  test("ends after a year", async () => {
    const world = machineWorld({ definition: patient(400 * 24 * 3600) });
    await world.start("a");
    await world.advanceTo("2025-12-01T12:00:00Z");
    expect(await world.describe("a")).toMatchObject({ status: "TIMED_OUT" });
    expect(world.clock.timers.nextAt()).toBeNull();
  });

  test("ends a loop without end at 25,000 events", async () => {
    const definition = {
      StartAt: "Loop",
      States: { Loop: { Type: "Pass", Next: "Again" }, Again: { Type: "Pass", Next: "Loop" } },
    };
    const world = machineWorld({ definition });
    await world.start("a");
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });

  test("ends at a payload above 256 KiB, which States.ALL does not catch", async () => {
    const definition = {
      StartAt: "Read",
      States: {
        Read: {
          Type: "Task",
          Resource: functionArn("read"),
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }],
          End: true,
        },
        Caught: done,
      },
    };
    const world = machineWorld({ definition, functions: { read: () => "x".repeat(262_143) } });
    await world.start("a");
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });
});

describe("retries", () => {
  const retrying = (retriers: unknown[], catchers: unknown[] = []) => ({
    StartAt: "Try",
    States: {
      Try: { Type: "Task", Resource: functionArn("try"), Retry: retriers, Catch: catchers, End: true },
      ...(catchers.length > 0 ? { Caught: done } : {}),
    },
  });
  const failing = (name: string, times: number) => (_: unknown, call: number) => {
    if (call <= times) throw Object.assign(new Error("busy"), { name });
    return "answered";
  };
  const rows: [string, unknown[], string, number, number[], string][] = [
    ["by default after 1, 2 and 4 seconds", [{ ErrorEquals: ["Busy"] }], "Busy", 3, [1, 2, 4], "SUCCEEDED"],
    ["not a fourth time", [{ ErrorEquals: ["Busy"] }], "Busy", 4, [1, 2, 4], "FAILED"],
    ["never for another error", [{ ErrorEquals: ["Busy"] }], "Gone", 1, [], "FAILED"],
    ["never with MaxAttempts 0", [{ ErrorEquals: ["Busy"], MaxAttempts: 0 }], "Busy", 1, [], "FAILED"],
    ["by States.TaskFailed", [{ ErrorEquals: ["States.TaskFailed"] }], "Busy", 1, [1], "SUCCEEDED"],
    [
      "no later than MaxDelaySeconds",
      [
        {
          ErrorEquals: ["States.ALL"],
          IntervalSeconds: 10,
          BackoffRate: 3,
          MaxDelaySeconds: 40,
          MaxAttempts: 4,
        },
      ],
      "Busy",
      4,
      [10, 30, 40, 40],
      "SUCCEEDED",
    ],
    [
      "by the first retrier that names the error, and by no other once that is spent",
      [
        { ErrorEquals: ["Busy"], MaxAttempts: 1 },
        { ErrorEquals: ["States.ALL"], IntervalSeconds: 9 },
      ],
      "Busy",
      2,
      [1],
      "FAILED",
    ],
  ];
  test.each(rows)("%s", async (_, retriers, error, failures, delays, status) => {
    const world = machineWorld({
      definition: retrying(retriers),
      functions: { try: failing(error, failures) },
    });
    await world.start("a");
    await world.advanceTo("2024-12-02T12:00:00Z");
    expect(await world.describe("a")).toMatchObject({ status });
    const times = world.calls.map((call) => Date.parse(call.at) / 1000);
    expect(times.slice(1).map((time, at) => time - (times[at] ?? 0))).toEqual(delays);
  });

  test("with full jitter at any time up to the delay, the same for the same seed", async () => {
    const definition = retrying([
      { ErrorEquals: ["Busy"], IntervalSeconds: 100, BackoffRate: 1, JitterStrategy: "FULL" },
    ]);
    const timesOf = async () => {
      const world = machineWorld({ definition, functions: { try: failing("Busy", 3) } });
      await world.start("a");
      await world.advanceTo("2024-12-02T12:00:00Z");
      return world.calls.map((call) => Date.parse(call.at) - Date.parse("2024-12-01T12:00:00Z"));
    };
    const times = await timesOf();
    expect(new Set(times).size).toBe(4);
    expect(times.slice(1).every((time, at) => time - (times[at] ?? 0) <= 100_000)).toBe(true);
    expect(await timesOf()).toEqual(times);
  });

  test("are spent before the catch takes over", async () => {
    const definition = retrying(
      [{ ErrorEquals: ["Busy"], MaxAttempts: 2 }],
      [{ ErrorEquals: ["Busy"], Next: "Caught" }],
    );
    const world = machineWorld({ definition, functions: { try: failing("Busy", 9) } });
    await world.start("a");
    await world.advanceTo("2024-12-02T12:00:00Z");
    const Cause = JSON.stringify({ errorMessage: "busy", errorType: "Busy", trace: [] });
    expect(await world.describe("a")).toMatchObject({
      status: "SUCCEEDED",
      output: { Error: "Busy", Cause },
    });
    expect(world.calls).toHaveLength(3);
  });
});

describe("what cannot be caught", () => {
  const rows: [string, unknown, string[], string][] = [
    ["a missing path by States.ALL", { "a.$": "$.missing" }, ["States.ALL"], "FAILED"],
    ["a missing path by its name", { "a.$": "$.missing" }, ["States.Runtime"], "FAILED"],
    [
      "a failed function of the language",
      { "a.$": "States.StringToJson('{')" },
      ["States.IntrinsicFailure"],
      "SUCCEEDED",
    ],
  ];
  test.each(rows)("%s", async (_, Parameters, ErrorEquals, status) => {
    const definition = {
      StartAt: "Try",
      States: {
        Try: {
          Type: "Task",
          Resource: functionArn("try"),
          Parameters,
          Catch: [{ ErrorEquals, Next: "Caught" }],
          End: true,
        },
        Caught: done,
      },
    };
    const world = machineWorld({ definition, functions: { try: () => 1 } });
    await world.start("a");
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status });
  });
});

describe("a plain task", () => {
  const timed = {
    StartAt: "Ask",
    States: {
      Ask: {
        Type: "Task",
        Resource: invokeResource,
        Parameters: { FunctionName: functionArn("ask"), "Payload.$": "$.question" },
        TimeoutSeconds: 30,
        ResultSelector: { "answer.$": "$.Payload.answer", "status.$": "$.StatusCode" },
        ResultPath: "$.asked",
        OutputPath: "$.asked",
        Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Too late", ResultPath: null }],
        End: true,
      },
      "Too late": done,
    },
  };

  test("is invoked by the machine's own role and answers in the integration's envelope", async () => {
    const world = machineWorld({ definition: timed, functions: { ask: () => ({ answer: 42 }) } });
    await world.start("a", { question: { who: "?" } });
    await world.settled();
    expect(world.calls).toMatchObject([{ event: { who: "?" }, by: { kind: "role", role: "MachineRole" } }]);
    expect(await world.describe("a")).toMatchObject({ output: { answer: 42, status: 200 } });
    expect(world.clock.timers.nextAt()).toBeNull();
  });

  test("times out on the local clock though its function never answers", async () => {
    const world = machineWorld({ definition: timed, functions: { ask: () => new Promise(() => {}) } });
    const input = { question: {} };
    await world.start("a", input);
    world.clock.moveTo(Date.parse("2024-12-01T12:00:30Z"));
    world.clock.fireDue();
    await expect.poll(async () => world.describe("a")).toMatchObject({ status: "SUCCEEDED", output: input });
  });

  test.each([
    [
      new AccessDenied(roleArn, "lambda:InvokeFunction", functionArn("ask"), "no statement"),
      "Lambda.AWSLambdaException",
    ],
    [new AwsError("TooManyRequestsException", "Rate exceeded", 429), "Lambda.TooManyRequestsException"],
    [new AwsError("ServiceException", "Internal", 500), "Lambda.ServiceException"],
  ])("reports the platform's error as %s", async (thrown, error) => {
    const world = machineWorld({
      definition: timed,
      functions: {
        ask: () => {
          throw thrown;
        },
      },
    });
    await world.start("a", { question: {} });
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "FAILED", error });
  });

  test.each([["a string"], [0], [1.5], [null]])(
    "a time-out of %j seconds ends the execution",
    async (seconds) => {
      const world = waitingWorld();
      await world.start("a", { call: "co-chairs", due: { seconds } });
      await world.settled();
      expect(await world.describe("a")).toMatchObject({ status: "FAILED", error: "States.Runtime" });
      expect(world.tokens).toEqual([]);
    },
  );
});

describe("maps and branches", () => {
  const mapped = (mode: string, most = 0) => ({
    StartAt: "Each",
    States: {
      Each: {
        Type: "Map",
        ItemsPath: "$.parties",
        ItemSelector: { "party.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "call.$": "$.call" },
        MaxConcurrency: most,
        ItemProcessor: {
          ProcessorConfig: { Mode: mode, ...(mode === "DISTRIBUTED" ? { ExecutionType: "STANDARD" } : {}) },
          StartAt: "Tell",
          States: { Tell: { Type: "Task", Resource: functionArn("tell"), End: true } },
        },
        Catch: [{ ErrorEquals: ["States.ExceedToleratedFailureThreshold", "Broken"], Next: "Caught" }],
        End: true,
      },
      Caught: done,
    },
  });
  const input = { call: "co-chairs", parties: ["CL", "MX", "JM"] };

  test.each(["INLINE", "DISTRIBUTED"])("%s: each item as selected, answers in order", async (mode) => {
    const world = machineWorld({ definition: mapped(mode, 2), functions: { tell: (event) => event } });
    await world.start("a", input);
    await world.settled();
    const output = input.parties.map((party, at) => ({ party, at, call: "co-chairs" }));
    expect(await world.describe("a")).toMatchObject({ output });
  });

  test.each([
    ["INLINE", "Broken"],
    ["DISTRIBUTED", "States.ExceedToleratedFailureThreshold"],
  ])("%s: a failed item fails the map as %s", async (mode, error) => {
    const tell = (_: unknown, call: number) => {
      if (call === 2) throw Object.assign(new Error("no"), { name: "Broken" });
      return call;
    };
    const world = machineWorld({ definition: mapped(mode, 1), functions: { tell } });
    await world.start("a", input);
    await world.settled();
    expect(await world.describe("a")).toMatchObject({ status: "SUCCEEDED", output: { Error: error } });
    expect(world.calls).toHaveLength(2);
  });

  test("an inline map over 5,000 tasks breaks the history, a distributed one does not", async () => {
    const parties = Array.from({ length: 5000 }, (_, at) => at);
    const statusOf = async (mode: string) => {
      const world = machineWorld({ definition: mapped(mode), functions: { tell: () => 1 } });
      await world.start("a", { call: "x", parties });
      await world.settled();
      return (await world.describe("a")).status;
    };
    expect(await statusOf("INLINE")).toBe("FAILED");
    expect(await statusOf("DISTRIBUTED")).toBe("SUCCEEDED");
  });

  test("the first failed branch ends the others, their timers and their tokens", async () => {
    const definition = {
      StartAt: "Both",
      States: {
        Both: {
          Type: "Parallel",
          Branches: [
            { StartAt: "Long", States: { Long: { Type: "Wait", Seconds: 1000, End: true } } },
            {
              StartAt: "Short",
              States: {
                Short: { Type: "Wait", Seconds: 1, Next: "Break" },
                Break: { Type: "Fail", Error: "Broken" },
              },
            },
          ],
          Catch: [{ ErrorEquals: ["Broken"], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Wait", Seconds: 5, End: true },
      },
    };
    const world = machineWorld({ definition });
    await world.start("a");
    await world.advanceTo("2024-12-01T12:00:02Z");
    expect(world.machines.running()).toMatchObject([{ waiting: ["Caught"] }]);
    await world.advanceTo("2024-12-01T12:00:06Z");
    expect(await world.describe("a")).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("who may ask", () => {
  const asked = async (action: string, body: unknown) => {
    const seen: string[] = [];
    const world = machineWorld({
      definition: waiting,
      functions: { "await-change": () => {} },
      authorize: (_, name, resource) => {
        seen.push(`${name} ${resource}`);
        if (name === `states:${action}`) throw new AccessDenied("somebody", name, resource, "no statement");
      },
    });
    return { world, seen, code: await codeOf(world.ask(action, body, operator)) };
  };

  test.each([
    ["StartExecution", { stateMachineArn: machineArn, name: "a" }, machineArn],
    ["DescribeExecution", { executionArn: "arn:x" }, "arn:x"],
    ["StopExecution", { executionArn: "arn:x" }, "arn:x"],
  ])("%s is checked against its resource before anything else", async (action, body, resource) => {
    const { seen, code, world } = await asked(action, body);
    expect(code).toBe("AccessDeniedException");
    expect(seen).toEqual([`states:${action} ${resource}`]);
    expect(world.calls).toEqual([]);
  });

  test.each(["SendTaskSuccess", "SendTaskFailure"])(
    "%s is checked against the machine that waits",
    async (action) => {
      const checked: string[] = [];
      const tokens: string[] = [];
      const world = machineWorld({
        definition: waiting,
        functions: { "await-change": (event) => void tokens.push(JSON.parse(JSON.stringify(event)).token) },
        authorize: (_, name, resource) => {
          if (name !== `states:${action}`) return;
          checked.push(resource);
          throw new AccessDenied("somebody", name, resource, "no statement");
        },
      });
      await world.start("a", waitInput);
      await world.settled();
      const body = { taskToken: tokens[0], output: "{}" };
      expect(await codeOf(world.ask(action, body))).toBe("AccessDeniedException");
      expect(checked).toEqual([machineArn]);
      expect(await world.describe("a")).toMatchObject({ status: "RUNNING" });
    },
  );
});
