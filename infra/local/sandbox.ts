/** One worker thread, or a process where it is wanted, with one function's bundle in it: takes an event at a time until it crashes or is too slow. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { root } from "../sources.ts";
import type { FunctionError, InvokeResult } from "./context.ts";
import { startProcess } from "./sandbox-process.ts";

const Message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.string(), payload: z.string() }),
  z.object({
    id: z.string(),
    error: z.object({
      errorType: z.string(),
      errorMessage: z.string(),
      stack: z.array(z.string()).optional(),
    }),
  }),
]);

export type SandboxGiven = {
  name: string;
  workerData: Record<string, unknown>; // as worker.ts reads it
  env: Record<string, string>;
  memory: number; // MB
  timeout: number; // seconds of the monotonic clock, from when the bundle has been loaded
  clock?: SharedArrayBuffer; // runs in a process of its own, which is told the hour with each event
  log: (line: string) => void;
};
export type Sandbox = {
  name: string;
  run: (event: unknown) => Promise<InvokeResult>;
  isDead: () => boolean;
  end: () => Promise<void>; // nothing of what it was doing is finished
};

/** Loading is no part of a function's time-out; Lambda gives it ten seconds, a busy desk more. */
const loadingPatience = 60_000;

/**
 * Compiled once for all threads and starts: half of what a new thread costs is compiling its bundle, and taking the types
 * out of worker.ts, which takes the word away again before the function could see it.
 */
const compiled = { NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled") };

const startThread = (given: SandboxGiven) =>
  new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: given.workerData,
    env: given.env,
    resourceLimits: { maxOldGenerationSizeMb: given.memory },
    stdout: true,
    stderr: true,
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });

export function createSandbox(wanted: SandboxGiven): Sandbox {
  const given = { ...wanted, env: { ...wanted.env, ...compiled } };
  const worker = given.clock ? startProcess(given, given.clock) : startThread(given);
  worker.unref();
  let dead = false;
  let ready = false;
  let begin: (() => void) | undefined; // the event that waits for the bundle
  let settle: ((result: InvokeResult) => void) | undefined;
  let alarm: NodeJS.Timeout | undefined;

  const finish = (result: InvokeResult) => {
    clearTimeout(alarm);
    const waiting = settle;
    settle = undefined;
    waiting?.(result);
  };
  const fail = (errorType: string, errorMessage: string) => finish({ error: { errorType, errorMessage } });
  const end = async () => {
    dead = true;
    await worker.terminate();
  };
  const allow = (milliseconds: number, what: string) => {
    clearTimeout(alarm);
    alarm = setTimeout(() => {
      void end();
      fail("Sandbox.Timedout", `${what} timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`);
    }, milliseconds);
  };

  worker.on("message", (raw: unknown) => {
    const message = Message.parse(raw);
    if ("ready" in message) {
      ready = true;
      begin?.();
    } else if ("error" in message) finish({ error: plainError(message.error) });
    else finish({ payload: JSON.parse(message.payload) });
  });
  worker.on("error", (error) => {
    dead = true;
    fail(error.name, error.message);
  });
  worker.on("exit", (code) => {
    dead = true;
    fail("Runtime.ExitError", `The worker ended with ${code}`);
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      for (const line of text.split("\n")) if (line !== "") given.log(line);
    });
  }

  return {
    name: given.name,
    isDead: () => dead,
    end,
    run: (event) =>
      new Promise((resolve) => {
        settle = resolve;
        const milliseconds = given.timeout * 1_000;
        begin = () => {
          allow(milliseconds, "Task");
          worker.postMessage({ id: randomUUID(), event: JSON.stringify(event), milliseconds });
        };
        if (ready) begin();
        else allow(loadingPatience, "Loading");
      }),
  };
}

function plainError(error: {
  errorType: string;
  errorMessage: string;
  stack?: string[] | undefined;
}): FunctionError {
  const { errorType, errorMessage, stack } = error;
  return stack ? { errorType, errorMessage, stack } : { errorType, errorMessage };
}
