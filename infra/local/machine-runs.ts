/** The executions under way: each runs on the local cloud's clock, calls functions as its role, and ends in its file. */
import * as z from "zod";
import { background } from "./clock.ts";
import { AwsError, type Context } from "./context.ts";
import type { Execution, Executions } from "./machine-executions.ts";
import type { Machine } from "./machine-load.ts";
import { type Json, StateError } from "./machine-paths.ts";
import { Aborted, type Host, runMachine } from "./machine-run.ts";
import type { Tokens } from "./machine-tokens.ts";

type Ending = { status: Exclude<Execution["status"], "RUNNING"> } & Pick<
  Execution,
  "output" | "error" | "cause"
>;
type Run = { execution: Execution; waiting: Set<string>; end: (ending: Ending) => void; halt: () => void };
export type Runs = {
  begin: (machine: Machine, execution: Execution) => void;
  end: (arn: string, ending: Ending) => void;
  /** What runs, and the states in which it waits for the clock or for a token. */
  running: () => { machine: string; name: string; waiting: string[] }[];
  /** Leaves everything as it is on disk, for the next start. */
  halt: () => void;
};

/** An execution lives a year at most. */
const LONGEST_MS = 365 * 24 * 3_600_000;

export function executionArn(machine: Machine, name: string): string {
  return `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`;
}

/** What a function or the platform answered, under the names that Retry and Catch know. */
async function invoke(context: Context, machine: Machine, functionArn: string, payload: Json): Promise<Json> {
  const answer = await context.invoke(functionArn, payload, machine.role).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    // Step Functions reports a refusal as its general Lambda error and everything else by its own code.
    const code = error.code === "AccessDeniedException" ? "AWSLambdaException" : error.code;
    throw new StateError(`Lambda.${code}`, error.message);
  });
  if ("payload" in answer) return z.json().parse(answer.payload ?? null);
  const { errorType, errorMessage, stack } = answer.error;
  throw new StateError(errorType, JSON.stringify({ errorMessage, errorType, trace: stack ?? [] }));
}

/** A timer of the local clock as a promise. Keys differ, since a state may wait many times. */
function waiter({ clock }: Context, arn: string): Host["waitUntil"] {
  let count = 0;
  return (instant, label, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new Aborted());
      const key = `${label}: ${arn}/${count++}`;
      const cancel = () => {
        clock.timers.cancel(key);
        reject(new Aborted());
      };
      signal.addEventListener("abort", cancel, { once: true });
      clock.timers.at(instant, key, () => {
        signal.removeEventListener("abort", cancel);
        resolve();
      });
    });
}

function contextObject(machine: Machine, execution: Execution, arn: string): { [key: string]: Json } {
  const { name, input, startedAt } = execution;
  const StartTime = new Date(startedAt).toISOString();
  return {
    Execution: { Id: arn, Input: input, Name: name, RedriveCount: 0, RoleArn: machine.roleArn, StartTime },
    StateMachine: { Id: machine.arn, Name: machine.name },
  };
}

function endingOf(error: unknown): Ending {
  if (error instanceof StateError) return { status: "FAILED", error: error.error, cause: error.message };
  return { status: "FAILED", error: "States.Runtime", cause: String(error) };
}

export function createRuns(context: Context, executions: Executions, tokens: Tokens): Runs {
  const { clock, activity } = context;
  const runs = new Map<string, Run>();

  const hostOf = (machine: Machine, name: string, arn: string, waiting: Set<string>): Host => {
    const wait = waiter(context, arn);
    return {
      now: clock.now,
      random: context.random(arn),
      waitUntil: (instant, label, signal) => {
        waiting.add(label);
        return wait(instant, label, signal).finally(() => waiting.delete(label));
      },
      invoke: (functionArn, payload) =>
        activity.track(`machine ${name}`, invoke(context, machine, functionArn, payload)),
      mintToken: (state, signal) => {
        waiting.add(state);
        signal.addEventListener("abort", () => waiting.delete(state), { once: true });
        return tokens.mint({ machine: machine.id, execution: name }, signal);
      },
      transition: () => context.meter.count("states:Transition"),
    };
  };

  const begin = (machine: Machine, execution: Execution): void => {
    const arn = executionArn(machine, execution.name);
    const controller = new AbortController();
    const { signal } = controller;
    const waiting = new Set<string>();
    const end = (ending: Ending) => {
      if (signal.aborted) return;
      controller.abort();
      runs.delete(arn);
      executions.save({ ...execution, ...ending, stoppedAt: clock.now() });
      if (ending.status === "SUCCEEDED") return;
      context.log(
        `${execution.name}: ${ending.status} ${ending.error ?? ""} ${ending.cause ?? ""}`.trimEnd(),
      );
    };
    runs.set(arn, { execution, waiting, end, halt: () => controller.abort() });
    const host = hostOf(machine, execution.name, arn, waiting);
    const known = contextObject(machine, execution, arn);
    waiter(context, arn)(execution.startedAt + LONGEST_MS, `${background}a year`, signal).then(
      () => end({ status: "TIMED_OUT" }),
      () => {},
    );
    runMachine(machine.definition, execution.input, { host, context: known, signal }).then(
      (output) => end({ status: "SUCCEEDED", output }),
      (error: unknown) => end(endingOf(error)),
    );
  };

  return {
    begin,
    end: (arn, ending) => runs.get(arn)?.end(ending),
    running: () =>
      [...runs.values()].map(({ execution, waiting }) => ({
        machine: execution.machine,
        name: execution.name,
        waiting: [...waiting],
      })),
    halt: () => {
      for (const { halt } of runs.values()) halt();
      runs.clear();
    },
  };
}
