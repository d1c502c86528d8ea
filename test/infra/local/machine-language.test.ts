/** Definitions outside the subset are refused by the name of their state; paths, functions and choices as tables. */
import { describe, expect, test } from "vitest";
import { readRule } from "../../../infra/local/machine-choices.ts";
import { readExpression, readTemplate } from "../../../infra/local/machine-functions.ts";
import { readDefinition } from "../../../infra/local/machine-language.ts";
import { type Json, readResultPath, StateError } from "../../../infra/local/machine-paths.ts";
import { chance, functionArn } from "./machine-world.ts";

const load = (States: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  readDefinition("Calls", { StartAt: Object.keys(States)[0], States, ...more });
const task = { Type: "Task", Resource: functionArn("ask"), End: true };
const invoke = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
const one = (state: Record<string, unknown>) => () => load({ "Ask the mission": state });
const inside = (state: Record<string, unknown>) => ({
  Type: "Map",
  ItemProcessor: { StartAt: "Ask the mission", States: { "Ask the mission": state } },
  End: true,
});

describe("outside the subset", () => {
  const named = 'machine Calls: state "Ask the mission": ';
  test.each([
    ["HeartbeatSeconds", { ...task, HeartbeatSeconds: 5 }, "HeartbeatSeconds is outside the subset"],
    ["Assign", { ...task, Assign: {} }, "Assign is outside the subset"],
    ["Arguments", { ...task, Arguments: {} }, "Arguments is outside the subset"],
    ["JSONata", { ...task, QueryLanguage: "JSONata" }, "QueryLanguage"],
    ["a state that does not exist", { Type: "Ask" }, "Type"],
    ["another service", { ...task, Resource: "arn:aws:states:::sqs:sendMessage" }, "sqs:sendMessage"],
    ["an activity", { ...task, Resource: "arn:aws:states:us-east-1:111111111111:activity:a" }, "activity:a"],
    ["a function chosen at run time", { ...invoke, Parameters: { "FunctionName.$": "$.f" } }, "FunctionName"],
    [
      "an asynchronous invocation",
      { ...invoke, Parameters: { FunctionName: "f", InvocationType: "Event" } },
      "InvocationType",
    ],
    ["States.Hash", { ...task, Parameters: { "a.$": "States.Hash('a','MD5')" } }, "States.Hash"],
    ["a deep scan", { ...task, InputPath: "$..a" }, "$..a"],
    ["a filter", { ...task, InputPath: "$.a[?(@.b)]" }, "$.a[?(@.b)]"],
    ["a ResultPath of many places", { ...task, ResultPath: "$.a[*]" }, "$.a[*]"],
    ["a ResultPath into the context", { ...task, ResultPath: "$$.a" }, "$$.a"],
    ["a path that is text", { ...task, Parameters: { "a.$": 5 } }, "a.$"],
    ["both time-outs", { ...task, TimeoutSeconds: 5, TimeoutSecondsPath: "$.s" }, "TimeoutSeconds"],
    ["a time-out of 0", { ...task, TimeoutSeconds: 0 }, "TimeoutSeconds"],
    ["both Next and End", { ...task, Next: "Ask the mission" }, "either Next or End"],
    ["neither Next nor End", { Type: "Pass" }, "either Next or End"],
    ["States.ALL beside another", { ...task, Retry: [{ ErrorEquals: ["States.ALL", "A"] }] }, "States.ALL"],
    [
      "States.ALL before another",
      { ...task, Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["A"] }] },
      "States.ALL",
    ],
    [
      "a retrier's unknown field",
      { ...task, Retry: [{ ErrorEquals: ["A"], Jitter: 1 }] },
      "Jitter (in Retry.0)",
    ],
    ["a Wait for nothing", { Type: "Wait", End: true }, "exactly one of Seconds"],
    ["a Wait for two things", { Type: "Wait", Seconds: 1, SecondsPath: "$.s", End: true }, "Seconds"],
    ["an item reader", { ...inside({ Type: "Succeed" }), ItemReader: {} }, "ItemReader"],
    ["a batcher", { ...inside({ Type: "Succeed" }), ItemBatcher: {} }, "ItemBatcher"],
    [
      "a choice by no comparison",
      { Type: "Choice", Choices: [{ Variable: "$.a", Next: "x" }] },
      "one comparison",
    ],
    [
      "a choice by a foreign comparison",
      { Type: "Choice", Choices: [{ Variable: "$.a", Like: "b", Next: "x" }] },
      "Like",
    ],
    ["a choice without a Next", { Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true }] }, "Next"],
  ])("%s", (_, state, why) => {
    expect(one(state)).toThrow(named);
    expect(one(state)).toThrow(why);
  });

  test("is found inside maps and branches, by the inner state's name", () => {
    expect(() => load({ Each: inside({ ...task, HeartbeatSeconds: 5 }) })).toThrow(named);
    const branch = {
      StartAt: "Ask the mission",
      States: { "Ask the mission": { ...task, HeartbeatSeconds: 5 } },
    };
    expect(() => load({ Both: { Type: "Parallel", Branches: [branch], End: true } })).toThrow(named);
  });

  test.each([
    [
      "a time-out of the whole machine",
      { A: task },
      { TimeoutSeconds: 5 },
      "TimeoutSeconds is outside the subset",
    ],
    ["a start that is not there", { A: task }, { StartAt: "B" }, 'StartAt leads to "B", which is not there'],
    [
      "a transition to nowhere",
      { A: { Type: "Pass", Next: "B" } },
      {},
      'state "A" leads to "B", which is not there',
    ],
    ["a state that nothing leads to", { A: task, B: task }, {}, 'state "B" cannot be reached'],
    [
      "a name used twice",
      {
        A: { Type: "Pass", Next: "B" },
        B: { ...inside(task), ItemProcessor: { StartAt: "A", States: { A: task } } },
      },
      {},
      "twice",
    ],
    ["a name of 81 characters", { ["x".repeat(81)]: task }, {}, "longer than 80"],
  ])("%s", (_, states, more, why) => {
    expect(() => load(states, more)).toThrow(why);
  });
});

const input: Json = {
  call: "co-chairs",
  parties: [
    { id: "CL", answered: true },
    { id: "MX", answered: false },
  ],
  "a b": { "c.d": 1 },
  none: null,
  count: 3,
  when: "2025-01-31T03:00:00Z",
  mail: "it's {here}",
};
const context: Json = { Execution: { Name: "co-chairs-1" }, Task: { Token: "T" } };
const data = { input, context, random: chance(7) };
const outcome = (compute: () => Json) => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof StateError) return error.error;
    throw error;
  }
};

describe("paths and functions", () => {
  test.each<[string, Json]>([
    ["$", input],
    ["$$", context],
    ["$.call", "co-chairs"],
    ["$['call']", "co-chairs"],
    ['$["a b"]["c.d"]', 1],
    ["$.parties[0].id", "CL"],
    ["$.parties[-1].id", "MX"],
    ["$.parties[*].id", ["CL", "MX"]],
    ["$.parties[0:1]", [{ id: "CL", answered: true }]],
    ["$.parties[1:].id", ["MX"]],
    ["$.parties[0].*", ["CL", true]],
    ["$.missing[*]", []],
    ["$.none", null],
    ["$.missing", "States.Runtime"],
    ["$.parties[2]", "States.Runtime"],
    ["$.call.constructor", "States.Runtime"],
    ["$.constructor", "States.Runtime"],
    ["$$.Execution.Name", "co-chairs-1"],
    ["States.Format('{}-{}', $.call, $.count)", "co-chairs-3"],
    ["States.Format('{} {} {}', null, true, 1.5)", "null true 1.5"],
    ["States.Format('it\\'s \\{\\} {}, (yes)', $.call)", "it's {} co-chairs, (yes)"],
    ["States.Format($.mail)", "it's {here}"],
    ["States.Format('{}')", "States.IntrinsicFailure"],
    ["States.Format('{}', $.parties)", "States.IntrinsicFailure"],
    ["States.Format('', 1)", "States.IntrinsicFailure"],
    ["States.Format('{}', States.ArrayLength($.parties))", "2"],
    ["States.Array($.call, 1, 'x', null, true)", ["co-chairs", 1, "x", null, true]],
    ["States.Array()", []],
    ["States.ArrayPartition(States.ArrayRange(1, 5, 1), 2)", [[1, 2], [3, 4], [5]]],
    ["States.ArrayPartition($.parties, 0)", "States.IntrinsicFailure"],
    ["States.ArrayContains($.parties[*].id, 'MX')", true],
    ["States.ArrayContains($.parties, $.parties[1])", true],
    ["States.ArrayContains($.parties, 'MX')", false],
    ["States.ArrayRange(5, 1, -2)", [5, 3, 1]],
    ["States.ArrayRange(1, 5, -1)", []],
    ["States.ArrayRange(0, 1000, 1)", "States.IntrinsicFailure"],
    ["States.ArrayRange(0, 1, 0)", "States.IntrinsicFailure"],
    ["States.ArrayGetItem($.parties[*].id, 1)", "MX"],
    ["States.ArrayGetItem($.parties, 9)", "States.IntrinsicFailure"],
    ["States.ArrayLength($.call)", "States.IntrinsicFailure"],
    ["States.ArrayUnique(States.Array(1, '1', 1))", [1, "1"]],
    ["States.Base64Encode('México')", "TcOpeGljbw=="],
    ["States.Base64Decode('TcOpeGljbw==')", "México"],
    ["States.JsonMerge($.parties[0], $.parties[1], false)", { id: "MX", answered: false }],
    ["States.JsonMerge($.parties[0], $.parties[1], true)", "States.IntrinsicFailure"],
    ["States.JsonToString($.parties[0])", '{"id":"CL","answered":true}'],
    ["States.StringToJson('{\"a\": [1]}')", { a: [1] }],
    ["States.StringToJson('{')", "States.IntrinsicFailure"],
    ["States.MathAdd($.count, -1)", 2],
    ["States.MathAdd($.count, 0.5)", "States.IntrinsicFailure"],
    ["States.MathAdd($.count, $.missing)", "States.Runtime"],
    ["States.MathRandom(5, 5)", "States.IntrinsicFailure"],
    ["States.StringSplit('a,b;c', ',;')", ["a", "b", "c"]],
    ["States.StringSplit($.call, '-')", ["co", "chairs"]],
  ])("%s", (source, expected) => {
    expect(outcome(() => readExpression(source)(data))).toEqual(expected);
  });

  test("random numbers stay below their end, and a seed repeats them", () => {
    const draw = (source: string) => Number(readExpression(source)(data));
    const drawn = Array.from({ length: 200 }, () => draw("States.MathRandom(1, 4)"));
    expect(new Set(drawn)).toEqual(new Set([1, 2, 3]));
    expect(draw("States.MathRandom(1, 1000, 42)")).toBe(draw("States.MathRandom(1, 1000, 42)"));
  });

  test("identifiers are version 4 and differ", () => {
    const draw = () => readExpression("States.UUID()")(data);
    expect(draw()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(draw()).not.toBe(draw());
  });

  test("templates compute the keys that end in .$, at any depth, and leave the rest", () => {
    const template = {
      kept: "$.call",
      list: [{ "a.$": "$.count" }, "$.call"],
      deep: { "b.$": "States.Array($.call)" },
    };
    const expected = { kept: "$.call", list: [{ a: 3 }, "$.call"], deep: { b: ["co-chairs"] } };
    expect(readTemplate(template)(data)).toEqual(expected);
  });

  test.each<[string, Json, Json]>([
    ["$", { a: 1 }, "R"],
    ["$.b", { a: 1 }, { a: 1, b: "R" }],
    ["$.b.c", { a: 1 }, { a: 1, b: { c: "R" } }],
    ["$.a[1]", { a: [1, 2] }, { a: [1, "R"] }],
    ["$.a[2]", { a: [1, 2] }, "States.ResultPathMatchFailure"],
    ["$.a.b", { a: 1 }, "States.ResultPathMatchFailure"],
    ["$.a", "text", "States.ResultPathMatchFailure"],
  ])("a result is put at %s of %j", (path, before, after) => {
    const kept = structuredClone(before);
    expect(outcome(() => readResultPath(path)(before, "R"))).toEqual(after);
    expect(before).toEqual(kept);
  });
});

describe("choices", () => {
  test.each<[Json, boolean | string]>([
    [{ Variable: "$.call", StringEquals: "co-chairs" }, true],
    [{ Variable: "$.count", StringEquals: "3" }, false],
    [{ Variable: "$.call", StringLessThan: "d" }, true],
    [{ Variable: "$.count", StringLessThan: "d" }, false],
    [{ Variable: "$.call", StringMatches: "co-*" }, true],
    [{ Variable: "$.call", StringMatches: "c.-*" }, false],
    [{ Variable: "$.mail", StringMatches: "*{*}" }, true],
    [{ Variable: "$.call", StringMatches: "co-\\*" }, false],
    [{ Variable: "$.count", NumericGreaterThanEquals: 3 }, true],
    [{ Variable: "$.count", NumericGreaterThan: 3 }, false],
    [{ Variable: "$.call", NumericLessThan: 3 }, false],
    [{ Variable: "$.count", NumericEqualsPath: "$.count" }, true],
    [{ Variable: "$.count", NumericEqualsPath: "$.call" }, "States.Runtime"],
    [{ Variable: "$.parties[0].answered", BooleanEquals: true }, true],
    [{ Variable: "$.when", TimestampEquals: "2025-01-31T00:00:00-03:00" }, true],
    [{ Variable: "$.when", TimestampLessThan: "2025-01-31T03:00:00.001Z" }, true],
    [{ Variable: "$.call", TimestampLessThan: "2025-01-31T03:00:00Z" }, false],
    [{ Variable: "$.none", IsNull: true }, true],
    [{ Variable: "$.call", IsNull: false }, true],
    [{ Variable: "$.missing", IsPresent: false }, true],
    [{ Variable: "$.missing", IsPresent: true }, false],
    [{ Variable: "$.none", IsPresent: true }, true],
    [{ Variable: "$.missing", IsNull: true }, "States.Runtime"],
    [{ Variable: "$.missing", StringEquals: "x" }, "States.Runtime"],
    [{ Variable: "$.when", IsTimestamp: true }, true],
    [{ Variable: "$.count", IsString: false }, true],
    [{ Not: { Variable: "$.count", IsNumeric: true } }, false],
    [
      {
        And: [
          { Variable: "$.missing", IsPresent: true },
          { Variable: "$.missing", StringEquals: "x" },
        ],
      },
      false,
    ],
    [
      {
        Or: [
          { Variable: "$.count", NumericEquals: 3 },
          { Variable: "$.missing", StringEquals: "x" },
        ],
      },
      true,
    ],
    [{ Variable: "$$.Execution.Name", StringEquals: "co-chairs-1" }, true],
  ])("%j is %j", (rule, expected) => {
    expect(outcome(() => readRule(rule)(data))).toBe(expected);
  });
});
