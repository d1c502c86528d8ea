/** The fields that each kind of state may have: what is not listed here is outside the subset. */
import * as z from "zod";

const Path = z.string().nullable().optional();
const Errors = z.array(z.string().min(1)).min(1);
export const RetrierShape = z.strictObject({
  ErrorEquals: Errors,
  IntervalSeconds: z.int().min(1).max(99_999_999).default(1),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(["NONE", "FULL"]).default("NONE"),
  Comment: z.string().optional(),
});
export const CatcherShape = z.strictObject({
  ErrorEquals: Errors,
  Next: z.string(),
  ResultPath: Path,
  Comment: z.string().optional(),
});
const common = { Comment: z.string().optional(), QueryLanguage: z.literal("JSONPath").optional() };
const paths = { InputPath: Path, OutputPath: Path };
const onward = { Next: z.string().optional(), End: z.boolean().optional() };
const Template = z.json().optional();
const results = { ResultSelector: Template, ResultPath: Path };
const recovery = { Retry: z.array(RetrierShape).default([]), Catch: z.array(CatcherShape).default([]) };

const Nested = z.strictObject({
  StartAt: z.string(),
  States: z.record(z.string(), z.unknown()),
  Comment: z.string().optional(),
  QueryLanguage: z.literal("JSONPath").optional(),
  ProcessorConfig: z
    .strictObject({
      Mode: z.enum(["INLINE", "DISTRIBUTED"]).default("INLINE"),
      ExecutionType: z.literal("STANDARD").optional(),
    })
    .optional(),
});
export const MachineShape = Nested.omit({ ProcessorConfig: true }).extend({
  Version: z.literal("1.0").optional(),
});

export const StateShape = z.discriminatedUnion("Type", [
  z.strictObject({
    Type: z.literal("Task"),
    Resource: z.string(),
    Parameters: Template,
    TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
    TimeoutSecondsPath: z.string().optional(),
    ...common,
    ...paths,
    ...results,
    ...recovery,
    ...onward,
  }),
  z.strictObject({
    Type: z.literal("Map"),
    ItemProcessor: Nested,
    ItemsPath: z.string().optional(),
    ItemSelector: Template,
    MaxConcurrency: z.int().min(0).optional(),
    MaxConcurrencyPath: z.string().optional(),
    Label: z.string().optional(),
    ...common,
    ...paths,
    ...results,
    ...recovery,
    ...onward,
  }),
  z.strictObject({
    Type: z.literal("Parallel"),
    Branches: z.array(Nested.omit({ ProcessorConfig: true })).min(1),
    Parameters: Template,
    ...common,
    ...paths,
    ...results,
    ...recovery,
    ...onward,
  }),
  z.strictObject({
    Type: z.literal("Wait"),
    Seconds: z.int().min(0).max(99_999_999).optional(),
    SecondsPath: z.string().optional(),
    Timestamp: z.iso.datetime({ offset: true }).optional(),
    TimestampPath: z.string().optional(),
    ...common,
    ...paths,
    ...onward,
  }),
  z.strictObject({
    Type: z.literal("Pass"),
    Result: Template,
    Parameters: Template,
    ResultPath: Path,
    ...common,
    ...paths,
    ...onward,
  }),
  z.strictObject({
    Type: z.literal("Choice"),
    Choices: z.array(z.json()).min(1),
    Default: z.string().optional(),
    ...common,
    ...paths,
  }),
  z.strictObject({ Type: z.literal("Succeed"), ...common, ...paths }),
  z.strictObject({
    Type: z.literal("Fail"),
    Error: z.string().optional(),
    ErrorPath: z.string().optional(),
    Cause: z.string().optional(),
    CausePath: z.string().optional(),
    ...common,
  }),
]);
export type StateShape = z.infer<typeof StateShape>;

export const RuleTarget = z.looseObject({ Next: z.string() });

/** The integrations name a function that is fixed: one chosen at run time could not be granted exactly. */
export const InvokeParameters = z.strictObject({
  FunctionName: z.string(),
  InvocationType: z.literal("RequestResponse").optional(),
  Payload: Template,
  "Payload.$": z.string().optional(),
});
