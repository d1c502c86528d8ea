/** Durable work: every job is a file until it has been done or has gone to the dead letters. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Activity, Clock, JobKind, Queue } from "./context.ts";

const Job = z.object({
  id: z.string(),
  kind: z.string(),
  target: z.string(),
  payload: z.unknown(),
  order: z.number(),
  attempt: z.number(), // of the next run
  notBefore: z.number(),
});
type Job = z.infer<typeof Job>;
type Lane = { kind: string; target: string; jobs: Job[]; running: number };

export type DurableQueue = Queue & {
  resume: () => void; // runs what a former life left behind, once every kind is defined
  stop: () => void;
  dead: () => { kind: string; target: string; error: string; payload: unknown }[];
};

/** Async Lambda tries again after one minute and after two more. */
const lambdaDelays = [60_000, 120_000];

export function createQueue(given: {
  dir: string;
  clock: Clock;
  activity: Activity;
  log: (line: string) => void;
}): DurableQueue {
  const folder = join(given.dir, "queue");
  const deadFolder = join(given.dir, "dead");
  mkdirSync(folder, { recursive: true });
  mkdirSync(deadFolder, { recursive: true });
  const kinds = new Map<string, JobKind>();
  const lanes = new Map<string, Lane>();
  const jobs = new Map<string, Job>();
  let left: Job[] = []; // of a former life
  let order = 0;
  let open = false;

  const fileOf = (job: Job) => join(folder, `${String(job.order).padStart(12, "0")}.json`);
  const write = (job: Job) => {
    writeFileSync(`${fileOf(job)}.new`, JSON.stringify(job));
    renameSync(`${fileOf(job)}.new`, fileOf(job));
  };
  const laneOf = (job: Job) => {
    const name = `${job.kind}/${job.target}`;
    const lane = lanes.get(name) ?? { kind: job.kind, target: job.target, jobs: [], running: 0 };
    lanes.set(name, lane);
    return lane;
  };
  const add = (job: Job) => {
    jobs.set(job.id, job);
    const lane = laneOf(job);
    if (job.notBefore <= given.clock.now()) {
      lane.jobs.push(job);
      pump(lane);
    } else {
      given.clock.timers.at(job.notBefore, `queue:${job.id}`, () => {
        lane.jobs.push(job);
        pump(lane);
      });
    }
  };
  const pump = (lane: Lane) => {
    const how = kinds.get(lane.kind);
    if (!open || !how) return;
    while (lane.running < (how.concurrency ?? 1)) {
      const job = lane.jobs.shift();
      if (!job) return;
      lane.running += 1;
      const run = runJob(job, how).catch((error: unknown) => {
        if (open) given.log(`${job.kind} ${job.target} broke: ${String(error)}`); // its file stays for the next life
      });
      void given.activity.track(`${job.kind} ${job.target}`, run).finally(() => {
        lane.running -= 1;
        pump(lane);
      });
    }
  };
  const finish = (job: Job) => {
    if (!open) return; // the process is going down: leave the file to the next life
    jobs.delete(job.id);
    rmSync(fileOf(job), { force: true });
  };
  const runJob = async (job: Job, how: JobKind) => {
    try {
      await how.run(job.payload, { id: job.id, attempt: job.attempt });
      finish(job);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      await failed(job, how, error);
    }
  };
  const failed = async (job: Job, how: JobKind, error: Error) => {
    if (!open) return;
    const delay = (how.delays ?? lambdaDelays)[job.attempt - 1];
    if (delay !== undefined) {
      const again = { ...job, attempt: job.attempt + 1, notBefore: given.clock.now() + delay };
      write(again);
      add(again);
      return;
    }
    given.log(`dead letter: ${job.kind} ${job.target}: ${error.message}`);
    const { kind, target, payload } = job;
    const letter = { kind, target, error: error.message, payload };
    writeFileSync(join(deadFolder, `${String(job.order).padStart(12, "0")}.json`), JSON.stringify(letter));
    await how.dead?.(job.payload, error, { id: job.id, attempts: job.attempt });
    finish(job);
  };

  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".json")) continue;
    const job = Job.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
    order = Math.max(order, job.order);
    jobs.set(job.id, job);
    left.push(job);
  }
  order = Math.max(order, ...readdirSync(deadFolder).map((name) => Number.parseInt(name, 10)), 0);

  return {
    define: (kind, how) => kinds.set(kind, how),
    enqueue: async ({ kind, target, payload, id, notBefore }) => {
      if (!kinds.has(kind)) throw new Error(`No work of the kind ${kind} is defined`);
      if (id !== undefined && jobs.has(id)) return;
      order += 1;
      const job = {
        id: id ?? `job-${order}`,
        kind,
        target,
        payload,
        order,
        attempt: 1,
        notBefore: notBefore ?? 0,
      };
      write(job);
      add(job);
    },
    pending: () => jobs.size,
    resume: () => {
      open = true;
      for (const job of left) add(job);
      left = [];
      for (const lane of lanes.values()) pump(lane);
    },
    stop: () => {
      open = false;
    },
    dead: () =>
      readdirSync(deadFolder)
        .sort()
        .map((name) => DeadLetter.parse(JSON.parse(readFileSync(join(deadFolder, name), "utf8")))),
  };
}

const DeadLetter = z.object({
  kind: z.string(),
  target: z.string(),
  error: z.string(),
  payload: z.unknown(),
});
