/** EventBridge: the default bus and our own, rules by pattern and by schedule, and their targets. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { background } from "./clock.ts";
import {
  AwsError,
  type AwsResponse,
  type Context,
  type Identity,
  type Resource,
  type Service,
} from "./context.ts";
import type { Deliver } from "./destinations.ts";
import { unknownAction } from "./gateway.ts";
import type { Iam } from "./iam.ts";
import { compilePattern, type Pattern } from "./patterns.ts";
import type { Interfere } from "./streams.ts";

const RuleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  EventBusName: z.string().default("default"),
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Targets: z
    .array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        RoleArn: z.string().optional(),
        Input: z.string().optional(),
        InputPath: z
          .string()
          .regex(/^\$(\.[\w-]+)*$/)
          .optional(),
        RetryPolicy: z.unknown().optional(), // of the hand-over to the target, which cannot fail here
        DeadLetterConfig: z.unknown().optional(),
      }),
    )
    .default([]),
});
const BusEvent = z.object({
  version: z.literal("0"),
  id: z.string(),
  source: z.string(),
  account: z.string(),
  region: z.string(),
  time: z.string(),
  resources: z.array(z.string()),
  "detail-type": z.string(),
  detail: z.unknown(),
});
type BusEvent = z.infer<typeof BusEvent>;
const OnBus = z.object({ bus: z.string(), event: BusEvent });
const PutEvents = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
        EventBusName: z.string().default("default"),
        Resources: z.array(z.string()).default([]),
      }),
    )
    .min(1)
    .max(10),
});

type Target = z.infer<typeof RuleProperties>["Targets"][number];
type Rule = {
  resource: Resource;
  bus: string;
  pattern: Pattern | undefined;
  times: Times | undefined;
  targets: Target[];
};
export type StartExecution = (machineArn: string, input: unknown, by: Identity) => Promise<void>;

export type Events = Service & {
  emit: Context["emit"];
  /** Sets the timers of the schedules; a write makes the slowed ones quick again. */
  begin: () => void;
  touched: () => void;
};

/**
 * While nothing is written, a frozen clock slows schedules down to this: half a year of five-minute sweeps that find
 * nothing would take minutes. The first write brings the template's own pace back.
 */
const slowest = 4 * 3_600_000;

export function createEvents(given: {
  context: Pick<
    Context,
    "assembly" | "queue" | "clock" | "authorize" | "invokeLater" | "meter" | "activity" | "log"
  >;
  frozen: boolean;
  iam: Iam;
  deliver: Deliver;
  startExecution: StartExecution;
  interfere?: Interfere | undefined;
}): Events {
  const { context } = given;
  const { assembly, queue, clock } = context;
  const rules = assembly.ofType("AWS::Events::Rule").map((resource) => readRule(resource, assembly));
  const pace = new Map<string, number>(); // rule → interval while slowed
  let begun = false;

  const hand = async (rule: Rule, event: BusEvent) => {
    for (const target of rule.targets) {
      await handOver(given, rule.resource, target, inputOf(target, event));
    }
  };
  queue.define("bus event", {
    run: async (payload) => {
      const { bus, event: put } = OnBus.parse(payload);
      const events = given.interfere?.(bus, [put]).flat() ?? [put];
      for (const event of z.array(BusEvent).parse(events)) {
        for (const rule of rules) if (rule.bus === bus && rule.pattern?.(event)) await hand(rule, event);
      }
    },
    delays: [],
  });
  const put = async (bus: string, event: BusEvent) =>
    await queue.enqueue({ kind: "bus event", target: bus, payload: { bus, event } });

  const arm = (rule: Rule) => {
    const { times } = rule;
    if (times === undefined) return;
    const interval = pace.get(rule.resource.id) ?? times.every;
    const at = (Math.floor((clock.now() - times.after) / interval) + 1) * interval + times.after;
    clock.timers.at(at, `${background}schedule ${rule.resource.id}`, () => {
      if (given.frozen) pace.set(rule.resource.id, Math.min(interval * 2, Math.max(slowest, times.every)));
      void context.activity.track(
        rule.resource.id,
        hand(rule, scheduled(rule, context))
          .catch((error: unknown) => context.log(`${rule.resource.id}: ${String(error)}`))
          .finally(() => arm(rule)),
      );
    });
  };

  const putEvents = async (body: Buffer, identity: Identity): Promise<AwsResponse> => {
    const { Entries } = PutEvents.parse(JSON.parse(body.toString("utf8")));
    const entries: { EventId: string }[] = [];
    for (const entry of Entries) {
      const bus = busOf(assembly, entry.EventBusName);
      context.authorize(identity, "events:PutEvents", bus.arn, {
        "events:source": entry.Source,
        "events:detail-type": entry.DetailType,
      });
      context.meter.count("events:Custom");
      const event = busEvent(
        context,
        entry.Source,
        entry.DetailType,
        JSON.parse(entry.Detail),
        entry.Resources,
      );
      await put(bus.name, event);
      entries.push({ EventId: event.id });
    }
    const body2 = JSON.stringify({ FailedEntryCount: 0, Entries: entries });
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: body2 };
  };

  return {
    handle: async (request, identity) => {
      if (request.action !== "PutEvents") throw unknownAction(identity, request);
      return await putEvents(request.body, identity);
    },
    emit: async ({ source, detailType, detail, resources = [], id }) => {
      await put("default", busEvent(context, source, detailType, detail, resources, id));
    },
    begin: () => {
      begun = true;
      for (const rule of rules) arm(rule);
    },
    touched: () => {
      if (pace.size === 0 || !begun) return;
      pace.clear();
      for (const rule of rules) arm(rule);
    },
  };
}

function readRule(resource: Resource, assembly: Context["assembly"]): Rule {
  const parsed = RuleProperties.safeParse(resource.properties);
  if (!parsed.success) throw new Error(`${resource.id}: ${z.prettifyError(parsed.error)}`);
  const { EventBusName, EventPattern, ScheduleExpression, State, Targets } = parsed.data;
  const on = State === "ENABLED";
  return {
    resource,
    bus: busOf(assembly, EventBusName).name,
    pattern: on && EventPattern !== undefined ? compilePattern(EventPattern, resource.id) : undefined,
    times: on && ScheduleExpression !== undefined ? timesOf(ScheduleExpression, resource.id) : undefined,
    targets: Targets,
  };
}

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** How often a schedule fires, and how long after midnight UTC; both in milliseconds. */
type Times = { every: number; after: number };

/** `rate(N units)`, or `cron(M H * * ? *)`: once a day. */
function timesOf(expression: string, where: string): Times {
  const [, times = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const length = units[unit];
  if (length !== undefined) return { every: Number(times) * length, after: 0 };
  const [, minute, hour] = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/.exec(expression) ?? [];
  if (minute === undefined || hour === undefined)
    throw new Error(`${where}: the local cloud does not know the schedule ${expression}`);
  return { every: 86_400_000, after: Number(hour) * 3_600_000 + Number(minute) * 60_000 };
}

function busOf(assembly: Context["assembly"], name: string): { name: string; arn: string } {
  if (name === "default") {
    return { name, arn: `arn:aws:events:${assembly.region}:${assembly.account}:event-bus/default` };
  }
  const bus = assembly.byRef("AWS::Events::EventBus", name) ?? assembly.byArn(name);
  if (!bus) throw new AwsError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
  return { name: bus.ref, arn: bus.arn };
}

function busEvent(
  context: Pick<Context, "assembly" | "clock">,
  source: string,
  detailType: string,
  detail: unknown,
  resources: string[],
  id: string = randomUUID(),
): BusEvent {
  const { account, region } = context.assembly;
  const time = context.clock.iso().replace(/\.\d+Z$/, "Z");
  return { version: "0", id, source, account, region, time, resources, "detail-type": detailType, detail };
}

function scheduled(rule: Rule, context: Pick<Context, "assembly" | "clock">): BusEvent {
  return busEvent(context, "aws.events", "Scheduled Event", {}, [rule.resource.arn]);
}

function inputOf(target: Target, event: BusEvent): unknown {
  if (target.Input !== undefined) return JSON.parse(target.Input);
  let value: unknown = event;
  for (const step of target.InputPath?.split(".").slice(1) ?? []) {
    value = value instanceof Object ? Object.entries(value).find(([key]) => key === step)?.[1] : undefined;
  }
  return value;
}

async function handOver(
  given: {
    context: Pick<Context, "assembly" | "invokeLater" | "log">;
    iam: Iam;
    deliver: Deliver;
    startExecution: StartExecution;
  },
  rule: Resource,
  target: Target,
  input: unknown,
): Promise<void> {
  const by: Identity = { kind: "service", service: "events.amazonaws.com", sourceArn: rule.arn };
  const resource = given.context.assembly.byArn(target.Arn);
  switch (resource?.type) {
    case "AWS::Lambda::Function":
      return await given.context.invokeLater(resource.id, input, by);
    case "AWS::StepFunctions::StateMachine": {
      const role = given.iam.roleByArn(target.RoleArn ?? "", "events.amazonaws.com");
      return await given.startExecution(target.Arn, input, role);
    }
    case "AWS::SQS::Queue":
    case "AWS::SNS::Topic":
      return await given.deliver(target.Arn, input, by);
    case "AWS::Logs::LogGroup":
      return;
    default:
      throw new Error(`${rule.id}: the local cloud knows no target ${target.Arn}`);
  }
}
