/** The rules of Choice states, made ready once when a machine is loaded. */
import {
  type Data,
  demand,
  isObject,
  type Json,
  OutsideSubset,
  readPath,
  StateError,
} from "./machine-paths.ts";

export type Rule = (data: Data) => boolean;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 timestamp as milliseconds, or undefined. */
export function instantOf(value: Json | undefined): number | undefined {
  if (typeof value !== "string" || !INSTANT.test(value)) return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}

type Comparable = string | number | boolean;
const KINDS: Record<string, (value: Json) => Comparable | undefined> = {
  String: (value) => (typeof value === "string" ? value : undefined),
  Numeric: (value) => (typeof value === "number" ? value : undefined),
  Boolean: (value) => (typeof value === "boolean" ? value : undefined),
  Timestamp: instantOf,
};
const COMPARISONS: Record<string, (left: Comparable, right: Comparable) => boolean> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  GreaterThan: (left, right) => left > right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThanEquals: (left, right) => left >= right,
};
const TESTS: Record<string, (value: Json) => boolean> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === "number",
  IsString: (value) => typeof value === "string",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => instantOf(value) !== undefined,
};
const COMPARATOR = /^(String|Numeric|Boolean|Timestamp)(Equals|(?:LessThan|GreaterThan)(?:Equals)?)(Path)?$/;

/** `*` stands for any text, `\*` for the star itself. */
function patternOf(pattern: string): RegExp {
  const source = pattern.replace(/\\([*\\])|\*|[^*\\]+|\\/g, (part, escaped: string | undefined) =>
    part === "*" ? ".*" : (escaped ?? part).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`, "s");
}

function comparisonRule(operator: string, path: string, operand: Json): Rule {
  const [, kind = "", comparison = "", byPath] = COMPARATOR.exec(operator) ?? [];
  const [convert, compare] = [KINDS[kind], COMPARISONS[comparison]];
  if (!convert || !compare || (kind === "Boolean" && comparison !== "Equals")) {
    throw new OutsideSubset(`the comparison ${operator} is outside the subset`);
  }
  const query = readPath(path);
  const other = byPath && typeof operand === "string" ? readPath(operand) : undefined;
  if (!other && convert(operand) === undefined) throw new OutsideSubset(`${operator} cannot take ${operand}`);
  return (data) => {
    const left = convert(demand(path, query, data));
    const right = convert(other ? demand(String(operand), other, data) : operand);
    if (right === undefined)
      throw new StateError("States.Runtime", `${operator}: ${operand} is of another type`);
    return left !== undefined && compare(left, right);
  };
}

function singleRule(path: string, operator: string, operand: Json): Rule {
  const query = readPath(path);
  if (operator === "IsPresent") return (data) => (query(data) !== undefined) === operand;
  const test = TESTS[operator];
  if (test) return (data) => test(demand(path, query, data)) === operand;
  if (operator !== "StringMatches") return comparisonRule(operator, path, operand);
  const pattern = patternOf(String(operand));
  return (data) => {
    const value = demand(path, query, data);
    return typeof value === "string" && pattern.test(value);
  };
}

function readRules(rules: Json | undefined): Rule[] {
  if (!Array.isArray(rules) || rules.length === 0) throw new OutsideSubset("And and Or take a list of rules");
  return rules.map(readRule);
}

/** Makes one rule ready; `Next` and `Comment` beside it are not looked at. */
export function readRule(rule: Json): Rule {
  if (!isObject(rule)) throw new OutsideSubset("a choice rule must be an object");
  const { Next: _next, Comment: _comment, Variable, ...operators } = rule;
  const [[operator, operand] = [], ...others] = Object.entries(operators);
  if (operator === undefined || operand === undefined || others.length > 0) {
    throw new OutsideSubset(`a choice rule has one comparison, not ${Object.keys(operators).length}`);
  }
  if (operator === "And") {
    const rules = readRules(operand);
    return (data) => rules.every((part) => part(data));
  }
  if (operator === "Or") {
    const rules = readRules(operand);
    return (data) => rules.some((part) => part(data));
  }
  if (operator === "Not") {
    const negated = readRule(operand);
    return (data) => !negated(data);
  }
  if (typeof Variable !== "string") throw new OutsideSubset(`${operator} needs a Variable`);
  return singleRule(Variable, operator, operand);
}
