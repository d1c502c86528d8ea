/** Event patterns, as EventBridge rules and stream filters write them; an operator it does not know is an error. */
import { isRecord } from "./intrinsics.ts";

export type Pattern = (event: unknown) => boolean;
type Leaf = (values: unknown[], present: boolean) => boolean;

/** Compiles a pattern once; `where` names it in errors. */
export function compilePattern(pattern: unknown, where: string): Pattern {
  if (!isRecord(pattern)) throw new Error(`${where}: an event pattern must be an object`);
  const tests = Object.entries(pattern).map(([key, wanted]): Pattern => {
    if (key === "$or") return compileOr(wanted, where);
    if (isRecord(wanted)) {
      const inner = compilePattern(wanted, where);
      return (event) => inner(isRecord(event) ? event[key] : undefined);
    }
    const leaf = compileLeaf(wanted, where);
    return (event) => {
      const value = isRecord(event) ? event[key] : undefined;
      return leaf([value].flat(), value !== undefined);
    };
  });
  return (event) => tests.every((test) => test(event));
}

function compileOr(wanted: unknown, where: string): Pattern {
  if (!Array.isArray(wanted)) throw new Error(`${where}: $or wants a list`);
  const any = wanted.map((each) => compilePattern(each, where));
  return (event) => any.some((test) => test(event));
}

function compileLeaf(wanted: unknown, where: string): Leaf {
  if (!Array.isArray(wanted)) throw new Error(`${where}: a pattern's value must be a list`);
  const any = wanted.map((each) => compileOne(each, where));
  return (values, present) => any.some((test) => test(values, present));
}

function compileOne(wanted: unknown, where: string): Leaf {
  if (!isRecord(wanted)) return (values, present) => present && values.some((value) => value === wanted);
  const [operator = "", ...others] = Object.keys(wanted);
  const argument = wanted[operator];
  const make = operators[operator];
  if (!make || others.length > 0)
    throw new Error(`${where}: the local cloud does not know the pattern ${JSON.stringify(wanted)}`);
  return make(argument, where);
}

const onText =
  (test: (value: string) => boolean): Leaf =>
  (values) =>
    values.some((value) => typeof value === "string" && test(value));

const operators: Record<string, (argument: unknown, where: string) => Leaf> = {
  exists: (argument) => (_values, present) => present === (argument === true),
  prefix: (argument) => onText((value) => value.startsWith(String(argument))),
  suffix: (argument) => onText((value) => value.endsWith(String(argument))),
  "equals-ignore-case": (argument) =>
    onText((value) => value.toLowerCase() === String(argument).toLowerCase()),
  "anything-but": (argument, where) => {
    const barred = isRecord(argument) ? compileOne(argument, where) : compileLeaf([argument].flat(), where);
    return (values, present) => present && !barred(values, present);
  },
  numeric: (argument, where) => {
    if (!Array.isArray(argument)) throw new Error(`${where}: numeric wants a list`);
    const bounds: ((value: number) => boolean)[] = [];
    for (let n = 0; n < argument.length; n += 2)
      bounds.push(bound(argument[n], Number(argument[n + 1]), where));
    return (values) =>
      values.some((value) => typeof value === "number" && bounds.every((test) => test(value)));
  },
};

function bound(sign: unknown, limit: number, where: string): (value: number) => boolean {
  if (sign === "=") return (value) => value === limit;
  if (sign === "<") return (value) => value < limit;
  if (sign === "<=") return (value) => value <= limit;
  if (sign === ">") return (value) => value > limit;
  if (sign === ">=") return (value) => value >= limit;
  throw new Error(`${where}: numeric does not know ${String(sign)}`);
}
