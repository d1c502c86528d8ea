/** Our runner against aws-local-stepfunctions, on definitions drawn by a seed over the subset they share. */
import { ExecutionError, StateMachine } from "aws-local-stepfunctions";
import { describe, expect, test } from "vitest";
import { readDefinition } from "../../../infra/local/machine-language.ts";
import { type Json, StateError } from "../../../infra/local/machine-paths.ts";
import { type Host, runMachine } from "../../../infra/local/machine-run.ts";
import { type Drawn, drawDefinition } from "./machine-definitions.ts";

const all = process.env.ALL === "1";
const groups = all ? 60 : 4;
const perGroup = 50;

type Outcome = { output: Json } | { error: string; cause: string };
type Run = { outcome: Outcome; calls: string[] };

/** Functions that fail as often as drawn, then answer; what is asked of them is written down. */
function functionsOf(drawn: Drawn) {
  const calls: string[] = [];
  const failed = new Map<string, number>();
  const ask = (name: string, payload: Json): Json => {
    calls.push(`${name} ${JSON.stringify(payload)}`);
    const { answer = null, error = "", failures = 0 } = drawn.answers[name] ?? {};
    const before = failed.get(name) ?? 0;
    if (before >= failures) return structuredClone(answer);
    failed.set(name, before + 1);
    throw new StateError(error, `${name} is busy`);
  };
  return { ask, calls };
}

/** The language's own errors are compared by name: their causes are worded differently. */
function failure(error: string, cause: string): Outcome {
  return { error, cause: error.startsWith("States.") ? "" : cause };
}

async function runOurs(drawn: Drawn): Promise<Run> {
  const { ask, calls } = functionsOf(drawn);
  let now = Date.parse("2025-01-01T00:00:00Z");
  const host: Host = {
    now: () => now,
    random: () => 0.5,
    waitUntil: async (instant) => {
      now = Math.max(now, instant);
    },
    invoke: async (arn, payload) => ask(arn.slice(arn.lastIndexOf(":") + 1), payload),
    mintToken: () => {
      throw new Error("the oracle knows no tokens");
    },
    transition: () => {},
  };
  const context = { Execution: { Name: "one" } };
  const definition = readDefinition("Drawn", drawn.definition);
  const signal = new AbortController().signal;
  const outcome = await runMachine(definition, drawn.input, { host, context, signal }).then(
    (output) => ({ output }),
    (error: unknown) => {
      if (error instanceof StateError) return failure(error.error, error.message);
      throw error;
    },
  );
  return { outcome, calls };
}

/** Checking the definition takes the oracle far longer than running it, so it checks some. */
async function runOracle(drawn: Drawn, isChecked: boolean): Promise<Run> {
  const { ask, calls } = functionsOf(drawn);
  const names = [...JSON.stringify(drawn.definition).matchAll(/"([\w?]+)":\{"Type"/g)].map(
    (match) => match[1] ?? "",
  );
  const handler = (name: string) => (payload: Json) => {
    try {
      return ask(name, payload);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      throw Object.assign(new Error(error.message), { name: error.error });
    }
  };
  const machine = new StateMachine(JSON.parse(JSON.stringify(drawn.definition)), {
    validationOptions: { noValidate: !isChecked },
  });
  const overrides = {
    taskResourceLocalHandlers: Object.fromEntries(names.map((name) => [name, handler(name)])),
    waitTimeOverrides: Object.fromEntries(names.map((name) => [name, 0])),
    retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
  };
  const run = machine.run(JSON.parse(JSON.stringify(drawn.input)), {
    overrides,
    context: { Execution: { Name: "one" } },
  });
  const outcome = await run.result.then(
    (output) => ({ output }),
    (error: unknown) => {
      const cause = error instanceof ExecutionError ? error.cause : error;
      if (cause instanceof Error) return failure(cause.name, cause.message);
      throw error;
    },
  );
  return { outcome, calls };
}

describe("our runner and aws-local-stepfunctions agree", () => {
  test.each(Array.from({ length: groups }, (_, at) => at * perGroup))(
    "on 50 machines from seed %i",
    async (first) => {
      for (let seed = first; seed < first + perGroup; seed++) {
        const drawn = drawDefinition(seed);
        const [ours, theirs] = [await runOurs(drawn), await runOracle(drawn, seed % 25 === 0)];
        const told = `seed ${seed}: ${JSON.stringify(drawn.definition)}`;
        expect(ours.outcome, told).toEqual(theirs.outcome);
        // After a failure, branches may have come further in one engine than in the other.
        if ("output" in ours.outcome && !told.includes('"Parallel"')) {
          expect(ours.calls.toSorted(), told).toEqual(theirs.calls.toSorted());
        }
      }
    },
  );

  test("the machines drawn reach both ends, and every kind of state", async () => {
    const drawn = Array.from({ length: 200 }, (_, seed) => drawDefinition(seed));
    const ends = await Promise.all(
      drawn.map(async (one) => Object.keys((await runOurs(one)).outcome).join()),
    );
    expect(ends.filter((end) => end === "output").length).toBeGreaterThan(60);
    expect(ends.filter((end) => end !== "output").length).toBeGreaterThan(20);
    const types = new Set([...JSON.stringify(drawn).matchAll(/"Type":"(\w+)"/g)].map((match) => match[1]));
    expect(types).toEqual(new Set(["Task", "Pass", "Wait", "Map", "Parallel", "Choice", "Succeed", "Fail"]));
  });
});
