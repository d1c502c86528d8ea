/** Runs one execution of a state machine, state by state, over whatever clock and functions its host has. */

import { instantOf } from "./machine-choices.ts";
import type {
  Catcher,
  ChoiceState,
  Definition,
  MapState,
  Retrier,
  State,
  TaskState,
  WaitState,
} from "./machine-language.ts";
import { type Data, type Json, StateError } from "./machine-paths.ts";

/** What the runner needs of the world around it. */
export type Host = {
  now: () => number;
  random: () => number;
  /** Resolves when the clock reaches the instant; the signal takes the timer away. */
  waitUntil: (instant: number, label: string, signal: AbortSignal) => Promise<void>;
  /** Calls a function; its failure is a StateError. */
  invoke: (functionName: string, payload: Json) => Promise<Json>;
  /** A fresh task token, and the answer that somebody gives to it; after the signal it is no longer taken. */
  mintToken: (state: string, signal: AbortSignal) => { token: string; answer: Promise<Json> };
  /** A state is entered, or tried again: what AWS bills. */
  transition: (state: string) => void;
};

/** Ends a run from outside: a sibling branch failed, or the execution was stopped. */
export class Aborted extends Error {
  override name = "Aborted";
}

type Scope = { host: Host; context: { [key: string]: Json }; signal: AbortSignal; history: History };
type Step = { output: Json; next: string | undefined };

/** AWS ends an execution at 25,000 events; loops without an end die here as they would there. */
const MOST_EVENTS = 25_000;
const MOST_BYTES = 262_144;
/** Inline maps and parallel branches run about this many at a time in AWS. */
const INLINE_CONCURRENCY = 40;

class History {
  #events = 0;
  add(count: number): void {
    this.#events += count;
    if (this.#events > MOST_EVENTS) {
      throw new StateError(
        "States.Runtime",
        "The execution reached the maximum number of history events (25000).",
      );
    }
  }
}

function bounded(value: Json, what: string): Json {
  // A string of a quarter of the bytes cannot be too long in UTF-8: the exact count is taken only near the limit.
  const text = JSON.stringify(value);
  if (text.length > MOST_BYTES / 4 && Buffer.byteLength(text) > MOST_BYTES) {
    throw new StateError("States.DataLimitExceeded", `${what} exceeds 262,144 bytes`);
  }
  return value;
}

function dataFor(scope: Scope, input: Json): Data {
  return { input, context: scope.context, random: scope.host.random };
}

/** Rejects when the signal aborts: for races with work that cannot be called off. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new Aborted());
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

const wholeSeconds = (value: Json, least: number) => {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= 99_999_999)
    return value;
  throw new StateError(
    "States.Runtime",
    `${JSON.stringify(value)} is not a whole number of seconds from ${least}`,
  );
};

/** Runs work that ends, with its timers and tokens, when the first of its races is decided. */
async function within<T>(signal: AbortSignal, races: (own: AbortSignal) => Promise<T>[]): Promise<T> {
  const over = new AbortController();
  const own = AbortSignal.any([signal, over.signal]);
  try {
    return await Promise.race([...races(own), aborted(own)]);
  } finally {
    over.abort();
  }
}

async function timeOut(seconds: number, state: string, scope: Scope, signal: AbortSignal): Promise<never> {
  await scope.host.waitUntil(scope.host.now() + seconds * 1000, `${state} (time-out)`, signal);
  throw new StateError("States.Timeout", "");
}

const nothing = new Promise<never>(() => {});

async function invokeFor(
  name: string,
  state: TaskState,
  data: Data,
  own: AbortSignal,
  scope: Scope,
): Promise<Json> {
  const { host, context } = scope;
  const minted = state.integration === "token" ? host.mintToken(name, own) : undefined;
  const known = minted ? { ...data, context: { ...context, Task: { Token: minted.token } } } : data;
  const payload = bounded(state.parameters?.(known) ?? data.input, `The payload of state ${name}`);
  const answer = host.invoke(state.functionName, payload);
  if (state.integration === "function") return answer;
  if (!minted) return { ExecutedVersion: "$LATEST", Payload: await answer, StatusCode: 200 };
  // What the function returns is not the task's result, but its failure fails the task.
  return Promise.race([minted.answer, answer.then(() => nothing)]);
}

async function runTask(name: string, state: TaskState, input: Json, scope: Scope): Promise<Json> {
  scope.history.add(3);
  const data = dataFor(scope, input);
  // The time-out's path is read from the state's input, before Parameters replace it.
  const seconds = state.timeout && wholeSeconds(state.timeout(data), 1);
  return within(scope.signal, (own) => {
    const answer = invokeFor(name, state, data, own, scope);
    return seconds === undefined ? [answer] : [answer, timeOut(seconds, name, scope, own)];
  });
}

async function runWait(name: string, state: WaitState, input: Json, scope: Scope): Promise<Json> {
  const data = dataFor(scope, input);
  const instant = state.timestamp
    ? instantOf(state.timestamp(data))
    : scope.host.now() + wholeSeconds(state.seconds?.(data) ?? null, 0) * 1000;
  if (instant === undefined)
    throw new StateError("States.Runtime", "the Timestamp to wait for is not a timestamp");
  if (instant > scope.host.now()) await scope.host.waitUntil(instant, name, scope.signal);
  return input;
}

/** Runs parts a few at a time; the first failure ends the others. */
async function runParts<T>(
  parts: T[],
  most: number,
  scope: Scope,
  run: (part: T, at: number, scope: Scope) => Promise<Json>,
) {
  const others = new AbortController();
  const inner = { ...scope, signal: AbortSignal.any([scope.signal, others.signal]) };
  const outputs: Json[] = new Array(parts.length).fill(null);
  const queue = parts.entries();
  const worker = async () => {
    for (const [at, part] of queue) outputs[at] = await run(part, at, inner);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(most, parts.length) }, worker));
  } finally {
    others.abort();
  }
  return outputs;
}

async function runMap(state: MapState, input: Json, scope: Scope): Promise<Json> {
  const data = dataFor(scope, input);
  const items = state.items ? state.items(data) : input;
  if (!Array.isArray(items)) throw new StateError("States.Runtime", "a Map needs an array of items");
  const limit = Number(state.concurrency(data)) || (state.distributed ? items.length : INLINE_CONCURRENCY);
  scope.history.add(2);
  try {
    return await runParts(items, limit, scope, async (item, at, inner) => {
      const context = { ...scope.context, Map: { Item: { Index: at, Value: item } } };
      const given = state.item ? state.item({ ...data, context }) : item;
      // A distributed map's children are executions of their own, with a history each.
      const history = state.distributed ? new History() : scope.history;
      scope.history.add(state.distributed ? 0 : 2);
      return runStates(state.processor, given, { ...inner, context, history });
    });
  } catch (error) {
    if (!state.distributed || !(error instanceof StateError)) throw error;
    throw new StateError(
      "States.ExceedToleratedFailureThreshold",
      "The specified tolerated failure threshold was exceeded",
    );
  }
}

function nextOf(state: ChoiceState, input: Json, scope: Scope): string {
  const data = dataFor(scope, input);
  const next = state.choices.find((choice) => choice.rule(data))?.next ?? state.next;
  if (next === undefined)
    throw new StateError("States.NoChoiceMatched", "No choice matched and there is no Default");
  return next;
}

function failWith(error: Json, cause: Json): never {
  throw new StateError(String(error), String(cause));
}

/** What the state itself does, between the handling of its input and of its result. */
async function work(name: string, state: State, input: Json, scope: Scope): Promise<Json> {
  const parameters = () => state.parameters?.(dataFor(scope, input)) ?? input;
  switch (state.type) {
    case "Task":
      return runTask(name, state, input, scope);
    case "Wait":
      return runWait(name, state, input, scope);
    case "Map":
      return runMap(state, input, scope);
    case "Parallel": {
      const given = parameters();
      scope.history.add(2);
      return runParts(state.branches, INLINE_CONCURRENCY, scope, (branch, _, inner) =>
        runStates(branch, given, inner),
      );
    }
    case "Pass":
      return state.result === undefined ? parameters() : state.result;
    case "Fail":
      return failWith(state.error(dataFor(scope, input)), state.cause(dataFor(scope, input)));
    case "Choice":
    case "Succeed":
      return input;
  }
}

async function attempt(name: string, state: State, rawInput: Json, scope: Scope): Promise<Step> {
  const input = state.inputPath ? state.inputPath(dataFor(scope, rawInput)) : rawInput;
  const next = state.type === "Choice" ? nextOf(state, input, scope) : state.next;
  const result = bounded(await work(name, state, input, scope), `The result of state ${name}`);
  const selected = state.resultSelector ? state.resultSelector(dataFor(scope, result)) : result;
  const passesInput = state.type === "Choice" || state.type === "Wait" || state.type === "Succeed";
  const placed = passesInput ? selected : state.place(rawInput, selected);
  const output = state.outputPath ? state.outputPath(dataFor(scope, placed)) : placed;
  return { output: bounded(output, `The output of state ${name}`), next };
}

function matches(names: string[], error: string): boolean {
  if (error === "States.Runtime") return false;
  if (names.includes(error)) return true;
  if (names.includes("States.ALL")) return error !== "States.DataLimitExceeded";
  return (
    names.includes("States.TaskFailed") && error !== "States.Timeout" && error !== "States.DataLimitExceeded"
  );
}

/** Seconds before the next try; with full jitter any time up to it. */
function delayOf(retrier: Retrier, tries: number, random: () => number): number {
  const delay = Math.min(
    retrier.IntervalSeconds * retrier.BackoffRate ** tries,
    retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
  );
  return retrier.JitterStrategy === "FULL" ? delay * random() : delay;
}

function caught(catchers: Catcher[], error: StateError, rawInput: Json): Step | undefined {
  const catcher = catchers.find(({ errors }) => matches(errors, error.error));
  if (!catcher) return undefined;
  const output = catcher.place(rawInput, { Error: error.error, Cause: error.message });
  return { output, next: catcher.next };
}

/** Runs a state, trying again and catching as it says. Retriers count for themselves, for this visit. */
async function runState(name: string, state: State, rawInput: Json, scope: Scope): Promise<Step> {
  const [retriers, catchers] = "retriers" in state ? [state.retriers, state.catchers] : [[], []];
  const tries = retriers.map(() => 0);
  const entered = new Date(scope.host.now()).toISOString();
  for (let retries = 0; ; retries++) {
    scope.host.transition(name);
    scope.history.add(2);
    const context = { ...scope.context, State: { EnteredTime: entered, Name: name, RetryCount: retries } };
    try {
      return await attempt(name, state, rawInput, { ...scope, context });
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      const at = retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, error.error));
      const [retrier, tried = 0] = [retriers[at], tries[at]];
      if (!retrier || tried >= retrier.MaxAttempts) {
        const step = caught(catchers, error, rawInput);
        if (step) return step;
        throw error;
      }
      tries[at] = tried + 1;
      const delay = Math.ceil(delayOf(retrier, tried, scope.host.random) * 1000);
      await scope.host.waitUntil(scope.host.now() + delay, `${name} (retry)`, scope.signal);
    }
  }
}

async function runStates(definition: Definition, input: Json, scope: Scope): Promise<Json> {
  let step: Step = { output: input, next: definition.startAt };
  while (step.next !== undefined) {
    if (scope.signal.aborted) throw new Aborted();
    const state = definition.states.get(step.next);
    if (!state) throw new StateError("States.Runtime", `there is no state ${step.next}`);
    step = await runState(step.next, state, step.output, scope);
  }
  return step.output;
}

/** Runs a machine from its start; resolves with its output, or rejects with a StateError or Aborted. */
export function runMachine(
  definition: Definition,
  input: Json,
  run: { host: Host; context: { [key: string]: Json }; signal: AbortSignal },
): Promise<Json> {
  return runStates(definition, input, { ...run, history: new History() });
}
