/**
 * The process in which files are read, one after the other. A thread beside the reader looks at the memory of the whole
 * process, which no limit of the heap covers, and ends it in time.
 */
import { isMainThread, Worker } from "node:worker_threads";
import * as z from "zod";
import { readDocument } from "../../shared/documents/read.ts";
import { memoryMost } from "./limits.ts";

const Job = z.object({ id: z.number(), name: z.string(), bytes: z.instanceof(Uint8Array) });

const watch = `
const cell = new Int32Array(new SharedArrayBuffer(4));
for (;;) {
  Atomics.wait(cell, 0, 0, 20);
  if (process.memoryUsage.rss() > ${memoryMost}) process.kill(process.pid, "SIGUSR2");
}`;

if (isMainThread && process.send) {
  new Worker(watch, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  }).unref();
  process.on("message", (message) => void run(message));
  process.on("disconnect", () => process.exit(0));
  process.send({ ready: true });
}

async function run(message: unknown): Promise<void> {
  const { id, name, bytes } = Job.parse(message);
  const reading = await readDocument(bytes, name);
  process.send?.({ id, reading });
}
