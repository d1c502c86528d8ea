/** Step Functions of the local cloud: starts, stops and describes executions, and takes the answers to task tokens. */
import { join } from "node:path";
import * as z from "zod";
import { AwsError, type AwsResponse, type Context, type Identity, type Service } from "./context.ts";
import { type Execution, openExecutions } from "./machine-executions.ts";
import { isSame } from "./machine-functions.ts";
import { loadMachines, type Machine } from "./machine-load.ts";
import { type Json, StateError } from "./machine-paths.ts";
import { createRuns, executionArn, type Runs } from "./machine-runs.ts";
import { createTokens } from "./machine-tokens.ts";

export type Machines = Service & {
  /** Starts an execution as StartExecution does, without asking who wants it. */
  start: (machineId: string, name: string, input: Json) => { executionArn: string; startedAt: number };
  /** After a restart: every execution that was running begins again at its StartAt, with its input. */
  resumeAll: () => void;
  running: Runs["running"];
  /** Halts without ending anything: what runs is resumed at the next start. */
  stop: () => void;
};

const MOST_INPUT = 262_144;
const Name = z.string().regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u);

const Requests = {
  StartExecution: z.object({
    stateMachineArn: z.string(),
    name: z.string().optional(),
    input: z.string().default("{}"),
  }),
  DescribeExecution: z.object({ executionArn: z.string() }),
  StopExecution: z.object({
    executionArn: z.string(),
    error: z.string().optional(),
    cause: z.string().optional(),
  }),
  SendTaskSuccess: z.object({ taskToken: z.string(), output: z.string() }),
  SendTaskFailure: z.object({
    taskToken: z.string(),
    error: z.string().default(""),
    cause: z.string().default(""),
  }),
};

/** AWS JSON 1.0 writes instants as seconds since the epoch. */
const seconds = (instant: number) => instant / 1000;

function reply(body: Record<string, unknown>): AwsResponse {
  return {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify(body),
  };
}

function readJson(text: string, code: string): Json {
  if (Buffer.byteLength(text) > MOST_INPUT)
    throw new AwsError(code, `${code}: more than ${MOST_INPUT} bytes`);
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    throw new AwsError(code, `${code}: the text is not JSON`);
  }
}

function describe(machine: Machine, execution: Execution): Record<string, unknown> {
  const { name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  return {
    executionArn: executionArn(machine, name),
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: seconds(stoppedAt) }),
    input: JSON.stringify(input),
    ...(output === undefined ? {} : { output: JSON.stringify(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** AWS creates no machine with a log unless its role may do all of this. */
const logDelivery = [
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
];

export function createMachines(context: Context): Machines {
  const { clock, authorize } = context;
  const dir = join(context.dir, "machines");
  const machines = loadMachines(context.assembly);
  for (const { logs, role } of machines.values())
    for (const action of logs ? logDelivery : []) authorize(role, action, "*");
  const executions = openExecutions(join(dir, "executions"));
  const tokens = createTokens(dir);
  const runs = createRuns(context, executions, tokens);

  const machineBy = (field: "id" | "arn", value: string): Machine => {
    const machine = machines.values().find((candidate) => candidate[field] === value);
    if (!machine) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${value}'`);
    return machine;
  };

  const begin = (machine: Machine, name: string, input: Json) => {
    const executionAt = executionArn(machine, name);
    const known = executions.find(machine.id, name, clock.now());
    if (known && (known.status !== "RUNNING" || !isSame(known.input, input))) {
      throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${executionAt}'`);
    }
    if (known) return { executionArn: executionAt, startedAt: known.startedAt };
    const execution: Execution = {
      machine: machine.id,
      name,
      input,
      startedAt: clock.now(),
      status: "RUNNING",
    };
    executions.save(execution);
    runs.begin(machine, execution);
    return { executionArn: executionAt, startedAt: execution.startedAt };
  };

  const find = (arn: string): { machine: Machine; execution: Execution } => {
    for (const machine of machines.values()) {
      const prefix = executionArn(machine, "");
      const execution =
        arn.startsWith(prefix) && executions.find(machine.id, arn.slice(prefix.length), clock.now());
      if (execution) return { machine, execution };
    }
    throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  };

  /** An answer is allowed on the machine that waits; a token whose execution is forgotten has no task any more. */
  const checkBearer = (identity: Identity, action: string, token: string): void => {
    const { machine: id, execution } = tokens.bearerOf(token);
    const machine = machines.get(id);
    authorize(identity, action, machine?.arn ?? "*");
    if (!machine || !executions.find(id, execution, clock.now())) {
      throw new AwsError("TaskDoesNotExist", "Task Does Not Exist: 'Task does not exist'");
    }
  };

  const actions: Record<keyof typeof Requests, (body: unknown, identity: Identity) => AwsResponse> = {
    StartExecution: (body, identity) => {
      const { stateMachineArn, name = crypto.randomUUID(), input } = Requests.StartExecution.parse(body);
      authorize(identity, "states:StartExecution", stateMachineArn);
      if (!Name.safeParse(name).success) throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
      const machine = machineBy("arn", stateMachineArn);
      const started = begin(machine, name, readJson(input, "InvalidExecutionInput"));
      return reply({ executionArn: started.executionArn, startDate: seconds(started.startedAt) });
    },
    DescribeExecution: (body, identity) => {
      const { executionArn: arn } = Requests.DescribeExecution.parse(body);
      authorize(identity, "states:DescribeExecution", arn);
      const { machine, execution } = find(arn);
      return reply(describe(machine, execution));
    },
    StopExecution: (body, identity) => {
      const { executionArn: arn, ...why } = Requests.StopExecution.parse(body);
      authorize(identity, "states:StopExecution", arn);
      find(arn);
      runs.end(arn, { status: "ABORTED", ...why });
      return reply({ stopDate: seconds(find(arn).execution.stoppedAt ?? clock.now()) });
    },
    SendTaskSuccess: (body, identity) => {
      const { taskToken, output } = Requests.SendTaskSuccess.parse(body);
      checkBearer(identity, "states:SendTaskSuccess", taskToken);
      tokens.succeed(taskToken, readJson(output, "InvalidOutput"));
      return reply({});
    },
    SendTaskFailure: (body, identity) => {
      const { taskToken, error, cause } = Requests.SendTaskFailure.parse(body);
      checkBearer(identity, "states:SendTaskFailure", taskToken);
      tokens.fail(taskToken, new StateError(error, cause));
      return reply({});
    },
  };
  const isAction = (action: string): action is keyof typeof Requests => action in actions;

  return {
    handle: async ({ action, body }, identity) => {
      if (!isAction(action))
        throw new AwsError("UnknownOperationException", `states:${action} is not run here`);
      try {
        return actions[action](JSON.parse(body.toString() || "{}"), identity);
      } catch (error) {
        if (error instanceof z.ZodError) throw new AwsError("ValidationException", z.prettifyError(error));
        throw error;
      }
    },
    start: (machineId, name, input) => begin(machineBy("id", machineId), name, input),
    resumeAll: () => {
      for (const execution of executions.running()) runs.begin(machineBy("id", execution.machine), execution);
    },
    running: runs.running,
    stop: runs.halt,
  };
}
