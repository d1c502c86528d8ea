/** The intrinsic functions of the state machines, all but States.Hash, and the templates that use them. */
import {
  type Data,
  demand,
  isObject,
  type Json,
  OutsideSubset,
  type Query,
  readPath,
  StateError,
} from "./machine-paths.ts";

type Compute = (data: Data) => Json;
type IntrinsicFunction = { least: number; most: number; run: (values: Json[], data: Data) => Json };

function fail(cause: string): never {
  throw new StateError("States.IntrinsicFailure", cause);
}
const text = (value: Json | undefined) => (typeof value === "string" ? value : fail("expected a string"));
const list = (value: Json | undefined) => (Array.isArray(value) ? value : fail("expected an array"));
const whole = (value: Json | undefined) =>
  Number.isInteger(value) ? Number(value) : fail("expected an integer");
const record = (value: Json | undefined) => (isObject(value) ? value : fail("expected an object"));

/** Equality of JSON values: key order does not matter. */
export function isSame(left: Json, right: Json): boolean {
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((value, position) => isSame(value, right[position] ?? null));
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSame(left[key] ?? null, right[key] ?? null));
}

function format(values: Json[]): string {
  const [template, ...rest] = values;
  let next = 0;
  const filled = text(template).replace(/\\([\\{}'])|\{\}/g, (match, escaped: string | undefined) => {
    if (match !== "{}") return escaped ?? "";
    const value = rest[next++];
    if (value === undefined || typeof value === "object") {
      return value === null
        ? "null"
        : fail("each {} of States.Format needs a string, number, boolean or null");
    }
    return String(value);
  });
  return next === rest.length ? filled : fail("States.Format has more values than {}");
}

function range([first, last, step]: Json[]): Json {
  const [from, to, by] = [whole(first), whole(last), whole(step)];
  if (by === 0) fail("States.ArrayRange needs a step other than 0");
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > 1000) fail("States.ArrayRange gives 1,000 values at most");
  return Array.from({ length }, (_, position) => from + by * position);
}

function partition([values, size]: Json[]): Json {
  const [items, length] = [list(values), whole(size)];
  if (length < 1) fail("States.ArrayPartition needs a size above 0");
  return Array.from({ length: Math.ceil(items.length / length) }, (_, part) =>
    items.slice(part * length, (part + 1) * length),
  );
}

/** Each character of the separator separates, and empty parts are dropped, as AWS does. */
function split([value, separators]: Json[]): Json {
  const marks = new Set(text(separators));
  const parts = [""];
  for (const character of text(value)) {
    if (marks.has(character)) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== "");
}

/** A number from 0 to below 1 that follows from the seed alone. */
function chanceOf(seed: number): number {
  let mixed = (seed + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function pick([first, last, seed]: Json[], data: Data): Json {
  const [from, to] = [whole(first), whole(last)];
  if (to <= from) fail("States.MathRandom needs its end above its start");
  const chance = seed === undefined ? data.random() : chanceOf(whole(seed));
  return from + Math.floor(chance * (to - from));
}

/** A version 4 UUID from the runner's own chance, so that a run can be repeated. */
function uuid(data: Data): string {
  const digit = (bits: number) => Math.floor(data.random() * bits);
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (place) =>
    (place === "x" ? digit(16) : 8 + digit(4)).toString(16),
  );
}

function merge([first, second, deep]: Json[]): Json {
  if (deep !== false) fail("States.JsonMerge merges the first level only: its third value must be false");
  return { ...record(first), ...record(second) };
}

function decoded(value: string): Json {
  try {
    return JSON.parse(value);
  } catch {
    return fail("States.StringToJson was given text that is not JSON");
  }
}

const FUNCTIONS: Record<string, IntrinsicFunction> = {
  "States.Format": { least: 1, most: Infinity, run: format },
  "States.StringToJson": { least: 1, most: 1, run: ([value]) => decoded(text(value)) },
  "States.JsonToString": { least: 1, most: 1, run: ([value]) => JSON.stringify(value) },
  "States.Array": { least: 0, most: Infinity, run: (values) => values },
  "States.ArrayPartition": { least: 2, most: 2, run: partition },
  "States.ArrayContains": {
    least: 2,
    most: 2,
    run: ([values, sought]) => list(values).some((value) => isSame(value, sought ?? null)),
  },
  "States.ArrayRange": { least: 3, most: 3, run: range },
  "States.ArrayGetItem": {
    least: 2,
    most: 2,
    run: ([values, position]) =>
      list(values)[whole(position)] ?? fail("States.ArrayGetItem found nothing at that position"),
  },
  "States.ArrayLength": { least: 1, most: 1, run: ([values]) => list(values).length },
  "States.ArrayUnique": {
    least: 1,
    most: 1,
    run: ([values]) =>
      list(values).filter((value, at, all) => all.findIndex((other) => isSame(other, value)) === at),
  },
  "States.Base64Encode": { least: 1, most: 1, run: ([value]) => Buffer.from(text(value)).toString("base64") },
  "States.Base64Decode": {
    least: 1,
    most: 1,
    run: ([value]) => Buffer.from(text(value), "base64").toString(),
  },
  "States.JsonMerge": { least: 3, most: 3, run: merge },
  "States.MathRandom": { least: 2, most: 3, run: pick },
  "States.MathAdd": { least: 2, most: 2, run: ([left, right]) => whole(left) + whole(right) },
  "States.StringSplit": { least: 2, most: 2, run: split },
  "States.UUID": { least: 0, most: 0, run: (_, data) => uuid(data) },
};

const LITERAL = /^(?:'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?)|(true|false|null))/;
const REFERENCE = /^\$(?:[^,()']|\['(?:[^'\\]|\\.)*'\])*/;
const CALL = /^(States\.\w+)\s*\(\s*/;

/** Reads one value of a call and returns it with what is left of the text. */
function readArgument(source: string, whole: string): { compute: Compute; rest: string } {
  if (CALL.test(source)) return readCall(source, whole);
  const reference = REFERENCE.exec(source)?.[0];
  if (reference !== undefined) {
    const path = reference.trimEnd();
    const query: Query = readPath(path);
    return { compute: (data) => demand(path, query, data), rest: source.slice(reference.length) };
  }
  const literal = LITERAL.exec(source);
  if (!literal) throw new OutsideSubset(`cannot read ${whole} at "${source}"`);
  const [matched, quoted] = literal;
  // \{ and \} are left for States.Format, which alone gives them a meaning.
  const value: Json = quoted === undefined ? JSON.parse(matched) : quoted.replace(/\\(['\\])/g, "$1");
  return { compute: () => value, rest: source.slice(matched.length) };
}

function readCall(source: string, whole: string): { compute: Compute; rest: string } {
  const opening = CALL.exec(source);
  const name = opening?.[1] ?? "";
  const called = FUNCTIONS[name];
  if (!opening || !called)
    throw new OutsideSubset(`${whole} uses ${name || "a function"} outside the subset`);
  const values: Compute[] = [];
  let rest = source.slice(opening[0].length);
  while (!rest.startsWith(")")) {
    const argument = readArgument(rest, whole);
    values.push(argument.compute);
    rest = argument.rest.trimStart();
    if (rest.startsWith(",")) rest = rest.slice(1).trimStart();
    else if (!rest.startsWith(")")) throw new OutsideSubset(`cannot read ${whole} at "${rest}"`);
  }
  if (values.length < called.least || values.length > called.most) {
    throw new OutsideSubset(`${whole}: ${name} is given ${values.length} values`);
  }
  const compute: Compute = (data) =>
    called.run(
      values.map((value) => value(data)),
      data,
    );
  return { compute, rest: rest.slice(1) };
}

/** Makes a path or a call of an intrinsic function ready. */
export function readExpression(source: string): Compute {
  if (source.startsWith("$")) {
    const query = readPath(source);
    return (data) => demand(source, query, data);
  }
  const { compute, rest } = readCall(source, source);
  if (rest.trim() !== "") throw new OutsideSubset(`cannot read ${source} at "${rest}"`);
  return compute;
}

/** Makes a payload template ready: keys that end in `.$` are computed, everything else stays as written. */
export function readTemplate(template: Json): Compute {
  if (Array.isArray(template)) {
    const parts = template.map(readTemplate);
    return (data) => parts.map((part) => part(data));
  }
  if (!isObject(template)) return () => template;
  const fields = Object.entries(template).map(([key, value]): [string, Compute] => {
    if (!key.endsWith(".$")) return [key, readTemplate(value)];
    if (typeof value !== "string")
      throw new OutsideSubset(`${key} must hold a path or an intrinsic function`);
    return [key.slice(0, -2), readExpression(value)];
  });
  return (data) => Object.fromEntries(fields.map(([key, compute]) => [key, compute(data)]));
}
