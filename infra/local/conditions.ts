/** IAM's condition operators, as far as our policies use them; one it does not know refuses the request by name. */

export type ConditionBlock = Record<string, Record<string, unknown>>;
export type ConditionValues = Record<string, string | string[]>;
export type Verdict = { met: boolean } | { unknown: string };

type Test = (actual: string, wanted: string) => boolean;

const same: Test = (actual, wanted) => actual === wanted;
const like: Test = (actual, wanted) => matches(wanted, actual);

const operators: Record<string, { test: Test; negated?: boolean }> = {
  StringEquals: { test: same },
  StringNotEquals: { test: same, negated: true },
  StringEqualsIgnoreCase: { test: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase() },
  StringLike: { test: like },
  StringNotLike: { test: like, negated: true },
  ArnEquals: { test: like },
  ArnLike: { test: like },
  ArnNotEquals: { test: like, negated: true },
  ArnNotLike: { test: like, negated: true },
  Bool: { test: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase() },
  NumericEquals: { test: (actual, wanted) => Number(actual) === Number(wanted) },
  NumericLessThan: { test: (actual, wanted) => Number(actual) < Number(wanted) },
  NumericLessThanEquals: { test: (actual, wanted) => Number(actual) <= Number(wanted) },
  NumericGreaterThan: { test: (actual, wanted) => Number(actual) > Number(wanted) },
};

/** Keys that any request may carry; each service adds its own. A key beyond these is refused by name. */
const knownKeys = new Set([
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:RequestedRegion",
  "aws:SecureTransport",
  "aws:SourceAccount",
  "aws:SourceArn",
  "dynamodb:LeadingKeys",
  "events:ManagedBy",
  "events:detail-type",
  "events:source",
  "s3:TlsVersion",
  "s3:VersionId",
  "s3:prefix",
  "s3:object-lock-mode",
  "s3:object-lock-remaining-retention-days",
  "ses:FeedbackAddress",
  "ses:FromAddress",
  "ses:FromDisplayName",
  "ses:Recipients",
]);

/** `*` is any run of characters, `?` one; ARNs and names compare case-sensitively. */
export function matches(pattern: string, value: string): boolean {
  return patternOf(pattern).test(value);
}

const compiled = new Map<string, RegExp>();
function patternOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const made = new RegExp(`^${source}$`, "s");
  compiled.set(pattern, made);
  return made;
}

export function evaluate(block: ConditionBlock, values: ConditionValues): Verdict {
  const actual = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  for (const [operator, keys] of Object.entries(block)) {
    for (const [key, wanted] of Object.entries(keys)) {
      if (!knownKeys.has(key) && !actual.has(key.toLowerCase())) return { unknown: `condition key ${key}` };
      const outcome = test(
        operator,
        actual.get(key.toLowerCase()),
        (Array.isArray(wanted) ? wanted : [wanted]).map(String),
      );
      if (outcome === "unknown") return { unknown: `condition operator ${operator}` };
      if (!outcome) return { met: false };
    }
  }
  return { met: true };
}

function test(name: string, actual: string | string[] | undefined, wanted: string[]): boolean | "unknown" {
  if (name === "Null") return wanted.includes(String(actual === undefined));
  const [, quantifier = "", base = "", ifExists = ""] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const operator = operators[base];
  if (!operator) return "unknown";
  const values = actual === undefined ? [] : Array.isArray(actual) ? actual : [actual];
  if (values.length === 0)
    return ifExists !== "" || quantifier === "ForAllValues" || operator.negated === true;
  const one = (value: string) =>
    wanted.some((each) => operator.test(value, each)) !== (operator.negated ?? false);
  return quantifier === "ForAllValues" ? values.every(one) : values.some(one);
}
