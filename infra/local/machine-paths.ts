/** JSONPath as the state machines use it: read by a path, and put a result in its place. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What paths and functions are evaluated against: a state's input, the context object, and chance. */
export type Data = { input: Json; context: Json; random: () => number };
export type Query = (data: Data) => Json | undefined;

/** A definition that this runner does not run; the message says what and why. */
export class OutsideSubset extends Error {
  override name = "OutsideSubset";
}

/** An error inside an execution: `error` is the name that Retry and Catch match. */
export class StateError extends Error {
  override name = "StateError";
  error: string;
  constructor(error: string, cause: string) {
    super(cause);
    this.error = error;
  }
}

type Step =
  | { kind: "name"; name: string }
  | { kind: "index"; index: number }
  | { kind: "all" }
  | { kind: "slice"; from: number | undefined; to: number | undefined };

const STEP =
  /^(?:\.(?<name>[^.[\]*'"\s()?@,:]+)|\.(?<star>\*)|\['(?<quoted>(?:[^'\\]|\\.)*)'\]|\["(?<double>(?:[^"\\]|\\.)*)"\]|\[(?<index>-?\d+)\]|\[(?<all>\*)\]|\[(?<from>-?\d*):(?<to>-?\d*)\])/;

function readStep(groups: Record<string, string | undefined>): Step {
  const name =
    groups.name ?? groups.quoted?.replace(/\\(.)/g, "$1") ?? groups.double?.replace(/\\(.)/g, "$1");
  if (name !== undefined) return { kind: "name", name };
  if (groups.index !== undefined) return { kind: "index", index: Number(groups.index) };
  if (groups.from === undefined) return { kind: "all" };
  const edge = (text: string | undefined) => (text ? Number(text) : undefined);
  return { kind: "slice", from: edge(groups.from), to: edge(groups.to) };
}

/** Takes a path apart. Deep scans and filters are left out: two engines do not agree on them. */
function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  let rest = path.replace(/^\$\$?/, "");
  while (rest !== "") {
    const match = STEP.exec(rest);
    if (!match?.groups) throw new OutsideSubset(`the path ${path} is outside the subset at "${rest}"`);
    steps.push(readStep(match.groups));
    rest = rest.slice(match[0].length);
  }
  return steps;
}

function isDefinite(steps: Step[]): boolean {
  return steps.every((step) => step.kind === "name" || step.kind === "index");
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function follow(value: Json, step: Step): Json[] {
  const one = (found: Json | undefined) => (found === undefined ? [] : [found]);
  if (step.kind === "name")
    return isObject(value) && Object.hasOwn(value, step.name) ? one(value[step.name]) : [];
  if (step.kind === "index") return Array.isArray(value) ? one(value.at(step.index)) : [];
  if (step.kind === "slice") return Array.isArray(value) ? value.slice(step.from, step.to) : [];
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** Makes a path ready: `$` is the input, `$$` the context object. A path with `*` or a slice gives an array. */
export function readPath(path: string): Query {
  if (!path.startsWith("$")) throw new OutsideSubset(`${path} is not a path`);
  const steps = stepsOf(path);
  const definite = isDefinite(steps);
  return ({ input, context }) => {
    let found: Json[] = [path.startsWith("$$") ? context : input];
    for (const step of steps) found = found.flatMap((value) => follow(value, step));
    return definite ? found[0] : found;
  };
}

/** The value a path must find; a path that finds nothing ends the execution, as in AWS. */
export function demand(path: string, query: Query, data: Data): Json {
  const value = query(data);
  if (value === undefined) {
    throw new StateError("States.Runtime", `The JSONPath '${path}' could not be found in the input`);
  }
  return value;
}

function place(target: Json | undefined, steps: Step[], value: Json): Json {
  const [step, ...rest] = steps;
  if (!step) return value;
  if (step.kind === "name" && (target === undefined || isObject(target))) {
    return { ...target, [step.name]: place(target?.[step.name], rest, value) };
  }
  if (step.kind === "index" && Array.isArray(target) && target.at(step.index) !== undefined) {
    return target.with(step.index, place(target.at(step.index), rest, value));
  }
  throw new StateError("States.ResultPathMatchFailure", "ResultPath cannot be applied to the state's input");
}

/** Makes a ResultPath ready: puts a result into the state's input. */
export function readResultPath(path: string): (input: Json, result: Json) => Json {
  const steps = stepsOf(path);
  if (!path.startsWith("$") || path.startsWith("$$") || !isDefinite(steps)) {
    throw new OutsideSubset(`ResultPath ${path} is not a reference path`);
  }
  return (input, result) => place(input, steps, result);
}
