/** Inside a worker: the Date of the movable clock, then the function's bundle, then one event after the other. */
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { installClock } from "./virtual-date.ts";

type Given = {
  clock: SharedArrayBuffer;
  module: string;
  handler: string;
  functionName: string;
  functionArn: string;
  memory: number;
};
type Job = { id: string; event: string; milliseconds: number; clock?: [number, number] };

// Both come from our own process, as sandbox.ts wrote them; a schema library would cost each start 50 ms.
// In a process of its own the clock cannot be shared: each event brings the hour, and time moves only between events.
const alone = parentPort === null;
const given: Given = alone
  ? { ...JSON.parse(process.argv[2] ?? "{}"), clock: new SharedArrayBuffer(16) }
  : workerData;
const cells = new BigInt64Array(given.clock);
installClock(given.clock);
delete process.env.NODE_COMPILE_CACHE; // of sandbox.ts; no part of what Lambda sets
const tell = (message: unknown) => (parentPort ? parentPort.postMessage(message) : process.send?.(message));

const loaded: unknown = await import(pathToFileURL(given.module).href);
const handler = new Map(Object.entries({ ...Object(Object(loaded).default), ...Object(loaded) })).get(
  given.handler,
);
if (typeof handler !== "function") throw new Error(`${given.module} exports no function ${given.handler}`);

(parentPort ?? process).on("message", (job: Job) => void run(job));
if (alone) process.on("disconnect", () => process.exit(0));
tell({ ready: true });

async function run(job: Job): Promise<void> {
  job.clock?.forEach((value, at) => {
    Atomics.store(cells, at, BigInt(value));
  });
  try {
    const payload: unknown = await call(JSON.parse(job.event), contextOf(job));
    tell({ id: job.id, payload: JSON.stringify(payload ?? null) });
  } catch (thrown) {
    tell({ id: job.id, error: errorOf(thrown) });
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
