/** A small world for state machines in tests: the real clock and runner, with given answers in place of functions. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { createActivity } from "../../../infra/local/activity.ts";
import { createClock } from "../../../infra/local/clock.ts";
import type { Context, Identity, InvokeResult, Resource } from "../../../infra/local/context.ts";
import { createMachines } from "../../../infra/local/machines.ts";

export const machineArn = "arn:aws:states:us-east-1:111111111111:stateMachine:calls";
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:111111111111:function:${name}`;
export const roleArn = "arn:aws:iam::111111111111:role/machine";
export const operator: Identity = { kind: "operator" };

/** Answers a function's event; what it throws becomes the function's error. */
export type Answer = (event: unknown, call: number) => unknown;

function resource(id: string, type: string, arn: string, properties: Record<string, unknown> = {}): Resource {
  return { id, type, arn, ref: arn, properties, metadata: {} };
}

function assemblyOf(definition: unknown, functions: string[]): Context["assembly"] {
  const all = [
    resource("Calls", "AWS::StepFunctions::StateMachine", machineArn, {
      DefinitionString: JSON.stringify(definition),
      RoleArn: roleArn,
    }),
    resource("MachineRole", "AWS::IAM::Role", roleArn),
    ...functions.map((name) => resource(name, "AWS::Lambda::Function", functionArn(name))),
  ];
  return {
    directory: "",
    region: "us-east-1",
    account: "111111111111",
    stackName: "test",
    resources: new Map(all.map((one) => [one.id, one])),
    outputs: {},
    ofType: (type) => all.filter((one) => one.type === type),
    get: (id) => all.find((one) => one.id === id) ?? missing(id),
    byArn: (arn) => all.find((one) => one.arn === arn),
    byRef: (type, ref) => all.find((one) => one.type === type && one.ref === ref),
    assetPath: missing,
  };
}

function missing(what: string): never {
  throw new Error(`${what} is not in this small world`);
}

/** A repeatable stream of numbers in [0, 1). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function machineWorld(options: {
  definition: unknown;
  functions?: Record<string, Answer>;
  authorize?: Context["authorize"];
  dir?: string;
  now?: string;
}) {
  const { functions = {} } = options;
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "machines-"));
  const clock = createClock({ dir, now: options.now ?? "2024-12-01T12:00:00Z", frozen: true });
  const activity = createActivity();
  const calls: { name: string; event: unknown; at: string; by: Identity }[] = [];
  const logged: string[] = [];

  const invoke: Context["invoke"] = async (arn, event, by): Promise<InvokeResult> => {
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    calls.push({ name, event, at: clock.iso(), by });
    const nth = calls.filter((call) => call.name === name).length;
    try {
      return { payload: await functions[name]?.(event, nth) };
    } catch (error) {
      if (!(error instanceof Error) || "code" in error) throw error;
      return { error: { errorType: error.name, errorMessage: error.message } };
    }
  };
  const context: Context = {
    assembly: assemblyOf(options.definition, Object.keys(functions)),
    clock,
    activity,
    dir,
    invoke,
    log: (line) => logged.push(line),
    meter: { count: () => {} },
    random: (name) => chance(name.length),
    authorize: options.authorize ?? (() => {}),
    queue: { define: missing, enqueue: ({ kind }) => missing(kind), pending: () => 0 },
    origins: { web: "", aws: "" },
    accessKey: () => undefined,
    issueKey: () => missing("a key"),
    invokeLater: missing,
    emit: async () => {},
  };
  const machines = createMachines(context);

  const ask = async (action: string, body: unknown, identity: Identity = operator): Promise<unknown> => {
    const request = {
      service: "states",
      action,
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: {},
    };
    const answer = await machines.handle({ ...request, body: Buffer.from(JSON.stringify(body)) }, identity);
    return JSON.parse(String(answer.body));
  };
  const executionArn = (name: string) => `${machineArn.replace("stateMachine", "execution")}:${name}`;
  return {
    machines,
    calls,
    logged,
    clock,
    dir,
    ask,
    executionArn,
    start: (name: string, input: unknown = {}) =>
      ask("StartExecution", { stateMachineArn: machineArn, name, input: JSON.stringify(input) }),
    settled: activity.quiet,
    /** Moves time from event to event, letting everything come to rest after each. */
    advanceTo: async (instant: string) => {
      const end = Date.parse(instant);
      await activity.quiet();
      for (let next = clock.timers.nextAt(); next !== null && next <= end; next = clock.timers.nextAt()) {
        clock.moveTo(Math.max(next, clock.now()));
        clock.fireDue();
        await activity.quiet();
      }
      clock.moveTo(end);
    },
    describe: async (name: string) =>
      Described.parse(await ask("DescribeExecution", { executionArn: executionArn(name) })),
  };
}

const parsed = z.string().transform((text): unknown => JSON.parse(text));
const Described = z.object({
  status: z.string(),
  startDate: z.number(),
  stopDate: z.number().optional(),
  input: parsed,
  output: parsed.optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
