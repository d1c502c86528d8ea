/** Draws state machine definitions over the subset by a seed, with an input and what each function answers. */
import type { Json } from "../../../infra/local/machine-paths.ts";
import { chance, functionArn } from "./machine-world.ts";

export type Drawn = {
  definition: { StartAt: string; States: Record<string, Record<string, Json>> };
  input: Json;
  /** By state: what it answers, and how often and with which error it fails first. */
  answers: Record<string, { answer: Json; error: string; failures: number }>;
};
type States = Record<string, Record<string, Json>>;
type Draw = ReturnType<typeof dice>;

/** Every state of a drawn machine keeps these fields, so that any of them can be asked for anywhere. */
const base = { text: "co-chairs", count: 3, yes: true, when: "2025-01-31T03:00:00Z", none: null };
const expressions = [
  "$.text",
  "$['count']",
  "$.items[0].id",
  "$.items[*].id",
  "$.items[1:3]",
  "$.missing",
  "$$.Execution.Name",
  "States.Format('{}/{} ({})', $.text, $.count, States.ArrayLength($.items))",
  "States.Array($.text, 1, null, 'a, b', false)",
  "States.ArrayPartition($.items[*].id, 2)",
  "States.ArrayContains($.items[*].id, 'MX')",
  "States.ArrayRange(1, States.MathAdd($.count, 5), 2)",
  "States.ArrayGetItem($.items, 1)",
  "States.ArrayLength(States.ArrayUnique(States.Array(1, 1, $.count)))",
  "States.Base64Decode(States.Base64Encode($.text))",
  'States.JsonMerge(States.StringToJson(\'{"a": 1, "id": 2}\'), $.items[0], false)',
  "States.JsonToString($.items)",
  "States.StringSplit($.text, '-')",
];
const errors = ["Busy", "Gone", "States.TaskFailed"];

function dice(seed: number) {
  const random = chance(seed * 7919 + 17);
  // The first draws of neighbouring seeds are alike.
  for (let skipped = 0; skipped < 5; skipped++) random();
  const below = (end: number) => Math.floor(random() * end);
  return {
    below,
    maybe: (share = 0.5) => random() < share,
    one: <T>(values: readonly T[], otherwise: T): T => values[below(values.length)] ?? otherwise,
  };
}

function drawRule(draw: Draw, depth: number): Record<string, Json> {
  const kind = draw.below(depth > 0 ? 12 : 9);
  const inner = () => drawRule(draw, depth - 1);
  const rules: (() => Record<string, Json>)[] = [
    () => ({ Variable: "$.text", StringEquals: draw.one(["co-chairs", "other"], "") }),
    () => ({ Variable: "$.text", StringMatches: draw.one(["co-*", "*s", "x*", "*-*"], "") }),
    () => ({ Variable: "$.text", StringGreaterThan: draw.one(["a", "z"], "") }),
    () => ({
      Variable: "$.count",
      [draw.one(["NumericLessThan", "NumericGreaterThanEquals"], "")]: draw.below(6),
    }),
    () => ({ Variable: "$.yes", BooleanEquals: draw.maybe() }),
    () => ({
      Variable: "$.when",
      TimestampLessThanEquals: draw.one([base.when, "2024-01-01T00:00:00Z"], ""),
    }),
    () => ({ Variable: draw.one(["$.none", "$.text"], ""), IsNull: true }),
    () => ({ Variable: draw.one(["$.missing", "$.text", "$.items[9]"], ""), IsPresent: true }),
    () => ({ Variable: "$.count", NumericEqualsPath: draw.one(["$.count", "$.items[0].rank"], "") }),
    () => ({ And: [inner(), inner()] }),
    () => ({ Or: [inner(), inner()] }),
    () => ({ Not: inner() }),
  ];
  return draw.one(rules.slice(kind), () => ({}))();
}

/** Fields that give a state its own view of the input and put its result beside what is there. */
function drawFlow({ draw, mayFail }: Place, name: string): Record<string, Json> {
  const flow: Record<string, Json> = {};
  if (draw.maybe()) {
    flow.Parameters = {
      from: name,
      "first.$": drawExpression(draw, mayFail),
      list: [{ "second.$": drawExpression(draw, mayFail) }, "$.kept"],
    };
  }
  if (draw.maybe(0.2)) flow.InputPath = "$";
  flow.ResultPath = draw.one<Json>([`$.results.${name}`, `$.${name}`, "$.items[0].seen", null], null);
  return flow;
}

function drawExpression(draw: Draw, mayFail: boolean): string {
  // A missing path ends the execution: now and then is enough, and only where a state may fail.
  const expression = draw.one(expressions, "$");
  return expression === "$.missing" && (!mayFail || draw.maybe(0.8)) ? "$" : expression;
}

/** The oracle takes States.TaskFailed for tasks alone; AWS documents it for every error but a time-out. */
function drawRecovery(draw: Draw, type: string, catcher: string): Record<string, Json> {
  const some = () => [draw.one(type === "Task" ? errors : errors.slice(0, 2), "Busy")];
  const retry = { ErrorEquals: draw.maybe(0.3) ? ["States.ALL"] : some(), MaxAttempts: draw.below(3) };
  const caught = {
    ErrorEquals: draw.maybe(0.3) ? ["States.ALL"] : some(),
    Next: catcher,
    ResultPath: "$.error",
  };
  return { ...(draw.maybe() ? { Retry: [retry] } : {}), ...(draw.maybe() ? { Catch: [caught] } : {}) };
}

type Place = { draw: Draw; prefix: string; depth: number; mayFail: boolean; answers: Drawn["answers"] };

function drawTask(place: Place, name: string): Record<string, Json> {
  const { draw, answers, mayFail } = place;
  const failures = mayFail && draw.maybe(0.4) ? draw.below(4) : 0;
  answers[name] = {
    answer: { said: name, list: [1, { a: null }] },
    error: draw.one(["Busy", "Gone"], ""),
    failures,
  };
  const selector = draw.maybe()
    ? { ResultSelector: { "said.$": "$.said", "deep.$": "$.list[1].a", kept: 1 } }
    : {};
  return { Type: "Task", Resource: functionArn(name), ...drawFlow(place, name), ...selector };
}

function drawMap(place: Place, name: string): Record<string, Json> {
  const { draw } = place;
  const selector = {
    ...base,
    "items.$": "$.items",
    "id.$": "$$.Map.Item.Value.id",
    "at.$": "$$.Map.Item.Index",
  };
  const processor = drawStates({ ...place, prefix: `${name}x`, depth: place.depth - 1, mayFail: false });
  return {
    Type: "Map",
    ItemsPath: "$.items",
    ItemSelector: selector,
    ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...processor },
    MaxConcurrency: draw.below(3),
    ResultPath: `$.${name}`,
  };
}

/** Only the first branch may fail: which of two failures comes first is nobody's promise. */
function drawParallel(place: Place, name: string): Record<string, Json> {
  const branches = [0, 1].map((at) =>
    drawStates({
      ...place,
      prefix: `${name}b${at}`,
      depth: place.depth - 1,
      mayFail: place.mayFail && at === 0,
    }),
  );
  return { Type: "Parallel", Branches: branches, ResultPath: `$.${name}` };
}

function drawState(place: Place, name: string): Record<string, Json> {
  const { draw, depth } = place;
  const kinds: (() => Record<string, Json>)[] = [
    () => drawTask(place, name),
    () => drawTask(place, name),
    () => ({ Type: "Pass", ...drawFlow(place, name) }),
    () => ({ Type: "Pass", Result: { fixed: [1, "two"] }, ResultPath: `$.${name}` }),
    () => ({
      Type: "Wait",
      ...draw.one<Record<string, Json>>(
        [{ Seconds: 5 }, { SecondsPath: "$.count" }, { TimestampPath: "$.when" }],
        {},
      ),
    }),
    ...(depth > 0 ? [() => drawMap(place, name), () => drawParallel(place, name)] : []),
  ];
  return draw.one(kinds, () => ({}))();
}

/** A few states in a row, some of them reached by a choice, with a catcher and one or two ends. */
function drawStates(place: Place): { StartAt: string; States: States } {
  const { draw, prefix, depth, mayFail } = place;
  const names = Array.from({ length: 1 + draw.below(depth > 0 ? 5 : 3) }, (_, at) => `${prefix}s${at}`);
  const [end, catcher] = [`${prefix}end`, `${prefix}caught`];
  const states: States = {};
  names.forEach((name, at) => {
    const next = names[at + 1] ?? end;
    const state = drawState(place, name);
    const recovers = ["Task", "Map", "Parallel"].includes(String(state.Type))
      ? drawRecovery(draw, String(state.Type), catcher)
      : {};
    states[name] = { ...state, ...recovers, Next: next };
    if (!draw.maybe(0.4)) return;
    const choice = `${name}?`;
    const skip = names[at + 2] ?? end;
    states[name] = { ...states[name], Next: choice };
    states[choice] = {
      Type: "Choice",
      Choices: [{ ...drawRule(draw, 2), Next: skip }],
      ...(draw.maybe(0.9) || !mayFail ? { Default: next } : {}),
    };
    // Without a Default nothing else may lead to the next state.
    if (!("Default" in states[choice]))
      states[choice].Choices = [
        { ...drawRule(draw, 2), Next: next },
        { ...drawRule(draw, 2), Next: skip },
      ];
  });
  states[end] =
    mayFail && draw.maybe(0.15)
      ? { Type: "Fail", Error: "Refused", Cause: "by the machine" }
      : draw.maybe(0.3)
        ? { Type: "Succeed", OutputPath: "$.items" }
        : { Type: "Pass", End: true };
  const isCaught = Object.values(states).some((state) => "Catch" in state);
  if (isCaught) states[catcher] = { Type: "Pass", Parameters: { "caught.$": "$.error.Error" }, End: true };
  return { StartAt: names[0] ?? end, States: reachable(names[0] ?? end, states) };
}

/** A choice may jump over the only way to a state. */
function reachable(start: string, states: States): States {
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = states[name];
    if (!state || seen.has(name)) continue;
    seen.add(name);
    const text = JSON.stringify({ ...state, Branches: null, ItemProcessor: null });
    open.push(...[...text.matchAll(/"(?:Next|Default)":"([^"]+)"/g)].map((match) => match[1] ?? ""));
  }
  return Object.fromEntries(Object.entries(states).filter(([name]) => seen.has(name)));
}

export function drawDefinition(seed: number): Drawn {
  const draw = dice(seed);
  const answers: Drawn["answers"] = {};
  const items = ["CL", "MX", "JM", "BR"].slice(draw.below(2)).map((id, rank) => ({ id, rank }));
  const definition = drawStates({ draw, prefix: "", depth: 2, mayFail: true, answers });
  return { definition, input: { ...base, items, results: {} }, answers };
}
