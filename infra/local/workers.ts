/** Runs the synthesized functions: a pool of worker threads for each, one event at a time in each thread. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { pathName } from "./assembly.ts";
import type {
  AccessKey,
  Assembly,
  Context,
  FunctionError,
  Identity,
  InvokeResult,
  Resource,
} from "./context.ts";
import type { Iam } from "./iam.ts";
import { createSandbox, type Sandbox } from "./sandbox.ts";

const FunctionProperties = z.looseObject({
  Code: z.object({ S3Key: z.string().optional(), ZipFile: z.string().optional() }),
  Handler: z.string(),
  Role: z.string(),
  Runtime: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
  ReservedConcurrentExecutions: z.number().optional(),
});
export type Failure = { function: string; at: string; error: FunctionError; event: unknown };
export type Workers = {
  run: (functionId: string, event: unknown) => Promise<InvokeResult>;
  end: (worker: string) => void; // a crash: nothing of what it was doing is finished
  failures: () => Failure[];
  logs: (functionId: string) => string[];
  environment: (functionId: string) => Record<string, string>; // of the template, as the function sees it
  stop: () => Promise<void>;
};

type Deployed = {
  resource: Resource;
  identity: Identity & { kind: "role" };
  module: string;
  handler: string;
  environment: Record<string, string>;
  timeout: number; // seconds, of the monotonic clock
  memory: number;
  limit: number;
  key: AccessKey;
  logGroup: string; // ARN
  idle: Sandbox[];
  running: number;
  waiting: (() => void)[];
  log: string[];
};
/** A new thread costs half a second of a core until its bundle is warm: more of them than cores only slow each other. */
const poolSize = Math.min(Math.max(availableParallelism(), 2), 4);
/** Functions that open what anybody sent: a thread that runs out of memory can end its whole process. */
const inProcess = new Set(["read-documents"]);
const keptLogLines = 2_000;
const keptFailures = 1_000;

export function createWorkers(
  context: Pick<Context, "assembly" | "clock" | "meter" | "origins" | "dir" | "issueKey" | "log">,
  iam: Iam,
  overrides: Record<string, string>, // environment that only a local cloud can know
): Workers {
  const { assembly } = context;
  const functions = new Map<string, Deployed>();
  const sandboxes = new Map<string, Sandbox>();
  const failures: Failure[] = [];
  let made = 0;
  let stopping = false;

  for (const resource of assembly.ofType("AWS::Lambda::Function")) {
    const properties = FunctionProperties.parse(resource.properties);
    if (!properties.Runtime.startsWith("nodejs")) continue; // CDK's own helpers; resources.ts says which it replaces
    const identity = iam.roleByArn(properties.Role, "lambda.amazonaws.com");
    if (identity.kind !== "role") continue;
    const variables = { ...properties.Environment?.Variables };
    for (const [name, value] of Object.entries(overrides)) if (name in variables) variables[name] = value;
    functions.set(resource.id, {
      resource,
      identity: { ...identity, functionId: resource.id },
      key: context.issueKey({ ...identity, functionId: resource.id }),
      logGroup: logGroupOf(assembly, properties),
      ...moduleOf(context, resource, properties),
      environment: variables,
      timeout: properties.Timeout,
      memory: properties.MemorySize,
      limit: Math.min(properties.ReservedConcurrentExecutions ?? poolSize, poolSize),
      idle: [],
      running: 0,
      waiting: [],
      log: [],
    });
  }

  /** As in AWS a function without these grants runs, but its log is lost; the refusal is kept. */
  const mayLog = (deployed: Deployed) => {
    if (deployed.logGroup === "") return;
    for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
      try {
        iam.authorize(deployed.identity, action, deployed.logGroup);
      } catch {
        context.log(`${deployed.resource.id} may not ${action}`);
      }
    }
  };

  const startSandbox = (deployed: Deployed): Sandbox => {
    made += 1;
    mayLog(deployed);
    const name = `${deployed.resource.id}-${made}`;
    const sandbox = createSandbox({
      name,
      workerData: {
        clock: context.clock.buffer,
        module: deployed.module,
        handler: deployed.handler,
        functionName: deployed.resource.ref,
        functionArn: deployed.resource.arn,
        memory: deployed.memory,
      },
      env: { ...environmentOf(deployed, context), AWS_SESSION_TOKEN: name },
      memory: deployed.memory,
      timeout: deployed.timeout,
      ...(inProcess.has(pathName(deployed.resource)) ? { clock: context.clock.buffer } : {}),
      log: (line) => {
        deployed.log.push(line);
        if (deployed.log.length > keptLogLines) deployed.log.shift();
      },
    });
    sandboxes.set(name, sandbox);
    return sandbox;
  };

  const run: Workers["run"] = async (functionId, event) => {
    const deployed = functions.get(functionId);
    if (!deployed) throw new Error(`The local cloud cannot run the function ${functionId}`);
    if (deployed.running >= deployed.limit)
      await new Promise<void>((resolve) => deployed.waiting.push(resolve));
    else deployed.running += 1;
    const began = performance.now();
    const sandbox = takeIdle(deployed) ?? startSandbox(deployed);
    const result = await sandbox.run(event);
    if (sandbox.isDead()) sandboxes.delete(sandbox.name);
    else deployed.idle.push(sandbox);
    const next = deployed.waiting.shift();
    if (next) next();
    else deployed.running -= 1;
    context.meter.count("lambda:Invocations");
    context.meter.count("lambda:GB-ms", (Math.ceil(performance.now() - began) * deployed.memory) / 1_024);
    if ("error" in result && !stopping) keepFailure(functionId, result.error, event);
    return result;
  };

  const keepFailure = (functionId: string, error: FunctionError, event: unknown) => {
    failures.push({ function: functionId, at: context.clock.iso(), error, event });
    if (failures.length > keptFailures) failures.shift();
    context.log(`${functionId} failed: ${error.errorType}: ${error.errorMessage}`);
  };

  return {
    run,
    end: (name) => void sandboxes.get(name)?.end(),
    failures: () => failures,
    logs: (functionId) => functions.get(functionId)?.log ?? [],
    environment: (functionId) => ({ ...functions.get(functionId)?.environment }),
    stop: async () => {
      stopping = true;
      await Promise.all([...sandboxes.values()].map((sandbox) => sandbox.end()));
    },
  };
}

/** ARN of the group that the function writes its log to, as a policy names it. */
function logGroupOf(assembly: Assembly, properties: z.infer<typeof FunctionProperties>): string {
  const name = properties.LoggingConfig?.LogGroup;
  return name === undefined ? "" : (assembly.byRef("AWS::Logs::LogGroup", name)?.arn ?? "");
}

function takeIdle(deployed: Deployed): Sandbox | undefined {
  for (let sandbox = deployed.idle.pop(); sandbox; sandbox = deployed.idle.pop())
    if (!sandbox.isDead()) return sandbox;
  return undefined;
}

/** The bundle's file and the export in it; inline code is written out first. */
function moduleOf(
  context: { assembly: Assembly; dir: string },
  resource: Resource,
  properties: z.infer<typeof FunctionProperties>,
): { module: string; handler: string } {
  const dot = properties.Handler.lastIndexOf(".");
  const base = properties.Handler.slice(0, dot);
  const handler = properties.Handler.slice(dot + 1);
  if (properties.Code.S3Key === undefined) {
    const folder = join(context.dir, "inline", resource.id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "index.cjs"), properties.Code.ZipFile ?? "");
    return { module: join(folder, "index.cjs"), handler };
  }
  const folder = context.assembly.assetPath(properties.Code.S3Key);
  const file = ["mjs", "js", "cjs"]
    .map((end) => join(folder, `${base}.${end}`))
    .find((path) => existsSync(path));
  if (file === undefined)
    throw new Error(`${resource.id}: ${folder} holds no module for ${properties.Handler}`);
  return { module: file, handler };
}

/** What Lambda sets, and nothing of the environment that the local cloud itself runs in. */
function environmentOf(deployed: Deployed, context: Pick<Context, "assembly" | "origins">) {
  const { key } = deployed;
  return {
    ...deployed.environment,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_REGION: context.assembly.region,
    AWS_DEFAULT_REGION: context.assembly.region,
    AWS_ENDPOINT_URL: context.origins.aws,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_LAMBDA_FUNCTION_NAME: deployed.resource.ref,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployed.memory),
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    LAMBDA_TASK_ROOT: deployed.module.slice(0, deployed.module.lastIndexOf("/")),
    _HANDLER: deployed.handler,
    TZ: ":UTC",
  };
}
