/** Resolves CloudFormation's intrinsic functions; one it does not know is an error that names the resource. */

export type Names = {
  ref: (logicalId: string, where: string) => unknown;
  attribute: (logicalId: string, attribute: string, where: string) => unknown;
  condition: (name: string, where: string) => boolean;
};

/** What AWS::NoValue becomes: the property or list element is left out. */
export const noValue = Symbol("AWS::NoValue");

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function resolve(value: unknown, names: Names, where: string): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => resolve(each, names, where)).filter((each) => each !== noValue);
  }
  if (!isRecord(value)) return value;
  const [only, ...others] = Object.keys(value);
  if (only !== undefined && others.length === 0 && (only === "Ref" || only.startsWith("Fn::"))) {
    return callIntrinsic(only, value[only], names, where);
  }
  const resolved: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    const result = resolve(each, names, where);
    if (result !== noValue) resolved[key] = result;
  }
  return resolved;
}

function callIntrinsic(name: string, argument: unknown, names: Names, where: string): unknown {
  const known = intrinsics[name];
  if (!known) throw new Error(`${where}: the local cloud does not know the intrinsic function ${name}`);
  return known(argument, names, where);
}

const intrinsics: Record<string, (argument: unknown, names: Names, where: string) => unknown> = {
  Ref: (argument, names, where) => names.ref(text(argument, where), where),
  "Fn::GetAtt": (argument, names, where) => {
    const [id = "", ...rest] =
      typeof argument === "string"
        ? argument.split(".")
        : list(argument, where).map((each) => text(each, where));
    return names.attribute(id, rest.join("."), where);
  },
  "Fn::Sub": substitute,
  "Fn::Join": (argument, names, where) => {
    const [separator, parts] = list(argument, where);
    return list(resolve(parts, names, where), where)
      .map((part) => text(part, where))
      .join(text(separator, where));
  },
  "Fn::Select": (argument, names, where) => {
    const [index, from] = list(argument, where);
    const chosen = list(resolve(from, names, where), where)[Number(index)];
    if (chosen === undefined) throw new Error(`${where}: Fn::Select finds nothing at ${String(index)}`);
    return chosen;
  },
  "Fn::Split": (argument, names, where) => {
    const [separator, from] = list(argument, where);
    return text(resolve(from, names, where), where).split(text(separator, where));
  },
  "Fn::If": (argument, names, where) => {
    const [condition, whenTrue, whenFalse] = list(argument, where);
    const chosen = names.condition(text(condition, where), where) ? whenTrue : whenFalse;
    return resolve(chosen, names, where);
  },
  "Fn::Equals": (argument, names, where) => {
    const [left, right] = list(argument, where).map((each) => resolve(each, names, where));
    return left === right;
  },
  "Fn::Or": (argument, names, where) =>
    list(argument, where).some((each) => resolve(each, names, where) === true),
  "Fn::And": (argument, names, where) =>
    list(argument, where).every((each) => resolve(each, names, where) === true),
  "Fn::Not": (argument, names, where) =>
    list(argument, where).every((each) => resolve(each, names, where) === false),
};

function substitute(argument: unknown, names: Names, where: string): string {
  const [pattern, variables] = typeof argument === "string" ? [argument, {}] : list(argument, where);
  const own = isRecord(variables) ? variables : {};
  return text(pattern, where).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return text(resolve(own[name], names, where), where);
    const [id = "", ...rest] = name.split(".");
    const found = rest.length > 0 ? names.attribute(id, rest.join("."), where) : names.ref(id, where);
    return found === noValue ? whole : text(found, where);
  });
}

function list(value: unknown, where: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where}: a list was expected, not ${JSON.stringify(value)}`);
}

function text(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`${where}: a text was expected, not ${JSON.stringify(value)}`);
}
