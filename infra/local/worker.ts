/** Inside a worker: the Date of the movable clock, then the function's bundle, then one event after the other. */
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";

const Given = z.object({
  clock: z.instanceof(SharedArrayBuffer),
  module: z.string(),
  handler: z.string(),
  functionName: z.string(),
  functionArn: z.string(),
  memory: z.number(),
});
const Job = z.object({ id: z.string(), event: z.string(), milliseconds: z.number() });
type Job = z.infer<typeof Job>;

const given = Given.parse(workerData);
installClock(given.clock);

const Handlers = z.record(z.string(), z.unknown());
const loaded: unknown = await import(pathToFileURL(given.module).href);
const handler = Handlers.parse({ ...Object(loaded), ...Object(Object(loaded).default) })[given.handler];
if (typeof handler !== "function") throw new Error(`${given.module} exports no function ${given.handler}`);

parentPort?.on("message", (message: unknown) => void run(Job.parse(message)));
parentPort?.postMessage({ ready: true });

async function run(job: Job): Promise<void> {
  try {
    const payload: unknown = await call(JSON.parse(job.event), contextOf(job));
    parentPort?.postMessage({ id: job.id, payload: JSON.stringify(payload ?? null) });
  } catch (thrown) {
    parentPort?.postMessage({ id: job.id, error: errorOf(thrown) });
  }
}

async function call(event: unknown, context: unknown): Promise<unknown> {
  return typeof handler === "function" ? await handler(event, context) : undefined;
}

function contextOf(job: Job) {
  const end = performance.now() + job.milliseconds;
  return {
    awsRequestId: job.id,
    functionName: given.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: given.functionArn,
    memoryLimitInMB: String(given.memory),
    logGroupName: `/aws/lambda/${given.functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
}

function errorOf(thrown: unknown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    errorType: error.name,
    errorMessage: error.message,
    stack: (error.stack ?? "").split("\n").slice(1),
  };
}

/**
 * A Proxy and not a class, because `Date()` without `new` must go on working. `constructor` points at the Proxy too,
 * so that `new date.constructor()` reads the same clock.
 */
function installClock(buffer: SharedArrayBuffer): void {
  const cells = new BigInt64Array(buffer);
  const Real = Date;
  const now = () => {
    const value = Number(Atomics.load(cells, 1));
    return Atomics.load(cells, 0) === 1n ? value : Real.now() + value;
  };
  const proxy: DateConstructor = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === proxy ? target : newTarget),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
  Object.defineProperty(Real.prototype, "constructor", { value: proxy, configurable: true, writable: true });
  globalThis.Date = proxy;
}
