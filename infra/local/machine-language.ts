/** Reads state machine definitions: the subset of the Amazon States Language (JSONPath) that every engine of ours runs. */
import * as z from "zod";
import { type Rule, readRule } from "./machine-choices.ts";
import { readExpression, readTemplate } from "./machine-functions.ts";
import { type Data, isObject, type Json, OutsideSubset, readResultPath } from "./machine-paths.ts";
import {
  type CatcherShape,
  InvokeParameters,
  MachineShape,
  type RetrierShape,
  RuleTarget,
  StateShape,
} from "./machine-shapes.ts";

export type Definition = { startAt: string; states: ReadonlyMap<string, State> };

/** What every state may do with its input and output; absent parts leave them as they are. */
type Flow = {
  inputPath?: Compute | undefined;
  parameters?: Compute | undefined;
  resultSelector?: Compute | undefined;
  place: (input: Json, result: Json) => Json;
  outputPath?: Compute | undefined;
  next: string | undefined; // undefined ends the execution
};
export type Retrier = z.infer<typeof RetrierShape>;
export type Catcher = { errors: string[]; next: string; place: (input: Json, result: Json) => Json };
type Recovery = { retriers: Retrier[]; catchers: Catcher[] };
type Compute = (data: Data) => Json;

/** How a task reaches its function: by its ARN alone, by the invoke integration, or with a task token. */
type Integration = "function" | "invoke" | "token";
export type TaskState = Flow &
  Recovery & {
    type: "Task";
    integration: Integration;
    functionName: string;
    timeout: Compute | undefined;
  };
export type MapState = Flow &
  Recovery & {
    type: "Map";
    distributed: boolean;
    items: Compute | undefined;
    item: Compute | undefined;
    concurrency: Compute;
    processor: Definition;
  };
type ParallelState = Flow & Recovery & { type: "Parallel"; branches: Definition[] };
export type WaitState = Flow & { type: "Wait"; seconds?: Compute; timestamp?: Compute };
type PassState = Flow & { type: "Pass"; result: Json | undefined };
export type ChoiceState = Flow & { type: "Choice"; choices: { rule: Rule; next: string }[] };
type SucceedState = Flow & { type: "Succeed" };
type FailState = Flow & { type: "Fail"; error: Compute; cause: Compute };
export type State =
  | TaskState
  | MapState
  | ParallelState
  | WaitState
  | PassState
  | ChoiceState
  | SucceedState
  | FailState;

/** All that zod found wrong, as one sentence that names the fields. */
function complaint(error: z.ZodError): string {
  const parts = error.issues.map((issue) => {
    const at = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      return `${issue.keys.join(", ")}${at && ` (in ${at})`} is outside the subset`;
    }
    return `${at || "it"}: ${issue.message}`;
  });
  return parts.join("; ");
}

/** InputPath and OutputPath: null stands for an empty object. */
function readFilter(path: string | null | undefined): Compute | undefined {
  if (path === undefined) return undefined;
  return path === null ? () => ({}) : readExpression(path);
}

function readPlace(path: string | null | undefined): (input: Json, result: Json) => Json {
  if (path === undefined) return (_, result) => result;
  return path === null ? (input) => input : readResultPath(path);
}

function readOnward(state: { Next?: string | undefined; End?: boolean | undefined }): string | undefined {
  if ((state.Next === undefined) === (state.End !== true)) {
    throw new OutsideSubset("it needs either Next or End: true");
  }
  return state.Next;
}

/** At most one of a value and its path; a value becomes a computation too. */
function readEither(name: string, value: Json | undefined, path: string | undefined): Compute | undefined {
  if (value !== undefined && path !== undefined) {
    throw new OutsideSubset(`${name} and ${name}Path exclude each other`);
  }
  if (value !== undefined) return () => value;
  return path === undefined ? undefined : readExpression(path);
}

function readRecovery(state: { Retry: Retrier[]; Catch: z.infer<typeof CatcherShape>[] }): Recovery {
  for (const list of [state.Retry, state.Catch]) {
    list.forEach(({ ErrorEquals }, position) => {
      const alone = ErrorEquals.length === 1 && position === list.length - 1;
      if (ErrorEquals.includes("States.ALL") && !alone) {
        throw new OutsideSubset("States.ALL must stand alone and last");
      }
    });
  }
  const catchers = state.Catch.map(({ ErrorEquals, Next, ResultPath }) => ({
    errors: ErrorEquals,
    next: Next,
    place: readPlace(ResultPath),
  }));
  return { retriers: state.Retry, catchers };
}

function readFlow(state: StateShape): Flow {
  const template = (value: Json | undefined) => (value === undefined ? undefined : readTemplate(value));
  return {
    inputPath: "InputPath" in state ? readFilter(state.InputPath) : undefined,
    parameters: "Parameters" in state ? template(state.Parameters) : undefined,
    resultSelector: "ResultSelector" in state ? template(state.ResultSelector) : undefined,
    place: readPlace("ResultPath" in state ? state.ResultPath : undefined),
    outputPath: "OutputPath" in state ? readFilter(state.OutputPath) : undefined,
    next: undefined,
  };
}

type Shape<T extends StateShape["Type"]> = Extract<StateShape, { Type: T }>;

const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+$/;
const INVOKE = /^arn:aws[\w-]*:states:::lambda:invoke(\.waitForTaskToken)?$/;

function readInvocation(parameters: Json | undefined): { functionName: string; parameters: Compute } {
  const { FunctionName, InvocationType: _type, ...payload } = InvokeParameters.parse(parameters);
  const [value] = Object.keys(payload);
  if (value === undefined) return { functionName: FunctionName, parameters: () => ({}) };
  const template: Json =
    "Payload.$" in payload ? { "Payload.$": payload["Payload.$"] ?? "" } : { Payload: payload.Payload ?? {} };
  const compute = readTemplate(template);
  return {
    functionName: FunctionName,
    parameters: (data) => {
      const given = compute(data);
      return isObject(given) ? (given.Payload ?? {}) : {};
    },
  };
}

function readTask(shape: Shape<"Task">): TaskState {
  const invoke = INVOKE.exec(shape.Resource);
  if (!invoke && !FUNCTION_ARN.test(shape.Resource)) {
    throw new OutsideSubset(`the resource ${shape.Resource} is outside the subset`);
  }
  const timeout = readEither("TimeoutSeconds", shape.TimeoutSeconds, shape.TimeoutSecondsPath);
  const flow = { ...readFlow(shape), ...readRecovery(shape), next: readOnward(shape), timeout };
  if (!invoke) return { type: "Task", ...flow, integration: "function", functionName: shape.Resource };
  const integration = invoke[1] ? "token" : "invoke";
  return { type: "Task", ...flow, integration, ...readInvocation(shape.Parameters) };
}

function readMap(shape: Shape<"Map">, names: Set<string>): MapState {
  const { ProcessorConfig, ...processor } = shape.ItemProcessor;
  return {
    type: "Map",
    ...readFlow(shape),
    ...readRecovery(shape),
    next: readOnward(shape),
    distributed: ProcessorConfig?.Mode === "DISTRIBUTED",
    items: shape.ItemsPath === undefined ? undefined : readExpression(shape.ItemsPath),
    item: shape.ItemSelector === undefined ? undefined : readTemplate(shape.ItemSelector),
    concurrency: readEither("MaxConcurrency", shape.MaxConcurrency, shape.MaxConcurrencyPath) ?? (() => 0),
    processor: readStates(processor, names),
  };
}

function readWait(shape: Shape<"Wait">): WaitState {
  const seconds = readEither("Seconds", shape.Seconds, shape.SecondsPath);
  const timestamp = readEither("Timestamp", shape.Timestamp, shape.TimestampPath);
  const state: WaitState = { type: "Wait", ...readFlow(shape), next: readOnward(shape) };
  if (seconds && !timestamp) return { ...state, seconds };
  if (timestamp && !seconds) return { ...state, timestamp };
  throw new OutsideSubset("a Wait needs exactly one of Seconds, SecondsPath, Timestamp and TimestampPath");
}

function readChoice(shape: Shape<"Choice">): ChoiceState {
  const choices = shape.Choices.map((choice) => ({
    rule: readRule(choice),
    next: RuleTarget.parse(choice).Next,
  }));
  return { type: "Choice", ...readFlow(shape), choices, next: shape.Default };
}

function readFail(shape: Shape<"Fail">): FailState {
  const error = readEither("Error", shape.Error, shape.ErrorPath) ?? (() => "");
  const cause = readEither("Cause", shape.Cause, shape.CausePath) ?? (() => "");
  return { type: "Fail", ...readFlow(shape), error, cause };
}

function readState(raw: unknown, names: Set<string>): State {
  const shape = StateShape.parse(raw);
  switch (shape.Type) {
    case "Task":
      return readTask(shape);
    case "Map":
      return readMap(shape, names);
    case "Parallel": {
      const branches = shape.Branches.map((branch) => readStates(branch, names));
      return {
        type: "Parallel",
        ...readFlow(shape),
        ...readRecovery(shape),
        next: readOnward(shape),
        branches,
      };
    }
    case "Wait":
      return readWait(shape);
    case "Pass":
      return { type: "Pass", ...readFlow(shape), next: readOnward(shape), result: shape.Result };
    case "Choice":
      return readChoice(shape);
    case "Succeed":
      return { type: "Succeed", ...readFlow(shape) };
    case "Fail":
      return readFail(shape);
  }
}

/** Every state that may follow this one. */
function targetsOf(state: State): string[] {
  const targets = state.next === undefined ? [] : [state.next];
  if (state.type === "Choice") targets.push(...state.choices.map((choice) => choice.next));
  if ("catchers" in state) targets.push(...state.catchers.map((catcher) => catcher.next));
  return targets;
}

/** AWS refuses a transition to nowhere and a state that nothing leads to; so do we. */
function checkTransitions({ startAt, states }: Definition): void {
  const reached = new Set<string>();
  const open = [{ from: "StartAt", name: startAt }];
  for (let step = open.pop(); step; step = open.pop()) {
    const state = states.get(step.name);
    if (!state) throw new OutsideSubset(`${step.from} leads to "${step.name}", which is not there`);
    if (reached.has(step.name)) continue;
    reached.add(step.name);
    const from = `state "${step.name}"`;
    open.push(...targetsOf(state).map((name) => ({ from, name })));
  }
  const lost = [...states.keys()].find((name) => !reached.has(name));
  if (lost !== undefined) throw new OutsideSubset(`state "${lost}" cannot be reached`);
}

function readStates(nested: z.infer<typeof MachineShape>, names: Set<string>): Definition {
  const states = new Map<string, State>();
  for (const [name, raw] of Object.entries(nested.States)) {
    if (names.has(name)) throw new OutsideSubset(`state "${name}": its name is used twice`);
    if (name.length > 80) throw new OutsideSubset(`state "${name}": its name is longer than 80 characters`);
    names.add(name);
    states.set(
      name,
      namingState(name, () => readState(raw, names)),
    );
  }
  const definition = { startAt: nested.StartAt, states };
  checkTransitions(definition);
  return definition;
}

/** Puts the innermost state's name in front of what is wrong with it. */
function namingState<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof z.ZodError) throw new OutsideSubset(`state "${name}": ${complaint(error)}`);
    if (!(error instanceof OutsideSubset) || error.message.startsWith("state ")) throw error;
    throw new OutsideSubset(`state "${name}": ${error.message}`);
  }
}

/** Reads a machine's definition; anything outside the subset is refused by the name of its state. */
export function readDefinition(machine: string, definition: unknown): Definition {
  try {
    return readStates(MachineShape.parse(definition), new Set());
  } catch (error) {
    if (error instanceof z.ZodError) throw new OutsideSubset(`machine ${machine}: ${complaint(error)}`);
    if (error instanceof OutsideSubset) throw new OutsideSubset(`machine ${machine}: ${error.message}`);
    throw error;
  }
}
