/** The movable clock, and the durable queue that lives by it. */
import { expect, test } from "vitest";
import { createActivity } from "../../../infra/local/activity.ts";
import { createClock } from "../../../infra/local/clock.ts";
import type { JobKind } from "../../../infra/local/context.ts";
import { createQueue } from "../../../infra/local/queue.ts";
import { newFolder } from "./small-app.ts";

const noon = "2024-11-04T12:00:00.000Z";
const minutes = (n: number) => Date.parse(noon) + n * 60_000;

test("a frozen clock stands, moves forward only, and a new life goes on where it stood", () => {
  const dir = newFolder();
  const clock = createClock({ dir, now: noon, frozen: true });
  expect(clock.iso()).toBe(noon);
  clock.moveTo(minutes(90));
  expect(() => clock.moveTo(minutes(1))).toThrow("never goes back");
  const next = createClock({ dir, now: noon, frozen: true });
  expect(next.iso()).toBe("2024-11-04T13:30:00.000Z");
});

test("timers fire in the order of their time, and a key set again replaces the timer", () => {
  const clock = createClock({ dir: newFolder(), now: noon, frozen: true });
  const fired: string[] = [];
  clock.timers.at(minutes(20), "late", () => fired.push("late"));
  clock.timers.at(minutes(10), "early", () => fired.push("early"));
  clock.timers.at(minutes(5), "moved", () => fired.push("moved too early"));
  clock.timers.at(minutes(15), "moved", () => fired.push("moved"));
  clock.timers.at(minutes(12), "gone", () => fired.push("gone"));
  clock.timers.cancel("gone");
  expect(clock.timers.nextAt()).toBe(minutes(10));
  clock.moveTo(minutes(17));
  clock.fireDue();
  expect(fired).toEqual(["early", "moved"]);
  expect(clock.nextEvent()).toBe(minutes(20));
});

function life(dir: string, kinds: Record<string, JobKind>) {
  const clock = createClock({ dir, now: noon, frozen: true });
  const activity = createActivity();
  const queue = createQueue({ dir, clock, activity, log: () => {} });
  for (const [kind, how] of Object.entries(kinds)) queue.define(kind, how);
  const at = async (n: number) => {
    clock.moveTo(minutes(n));
    clock.fireDue();
    await activity.quiet();
  };
  return { clock, activity, queue, at };
}

test("a job that fails is tried after one minute and after two more, then it is a dead letter", async () => {
  const tries: [number, string][] = [];
  const dead: number[] = [];
  const { clock, activity, queue, at } = life(newFolder(), {
    work: {
      run: async (payload) => {
        tries.push([(clock.now() - minutes(0)) / 60_000, String(payload)]);
        throw new Error("busy");
      },
      dead: async (_payload, _error, { attempts }) => void dead.push(attempts),
    },
  });
  queue.resume();
  await queue.enqueue({ kind: "work", target: "one", payload: "a" });
  await activity.quiet();
  for (const n of [0.5, 1, 2, 3, 4]) await at(n);
  expect(tries).toEqual([
    [0, "a"],
    [1, "a"],
    [3, "a"],
  ]);
  expect(dead).toEqual([3]);
  expect(queue.pending()).toBe(0);
  expect(queue.dead()).toEqual([{ kind: "work", target: "one", error: "busy", payload: "a" }]);
});

test("jobs of one target run in their order; what a former life left behind runs in the next", async () => {
  const dir = newFolder();
  const seen: unknown[] = [];
  const first = life(dir, { work: { run: () => new Promise(() => {}) } });
  first.queue.resume();
  for (const payload of [1, 2, 3]) await first.queue.enqueue({ kind: "work", target: "one", payload });
  first.queue.stop(); // as if the process had ended in the middle of the first job

  const second = life(dir, { work: { run: async (payload) => void seen.push(payload) } });
  expect(second.queue.pending()).toBe(3);
  second.queue.resume();
  await second.queue.enqueue({ kind: "work", target: "one", payload: 4 });
  await second.activity.quiet();
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(life(dir, { work: { run: async () => {} } }).queue.pending()).toBe(0);
});

test("a job waits for its time, and the same id twice is one job", async () => {
  const seen: unknown[] = [];
  const { activity, queue, at } = life(newFolder(), {
    work: { run: async (payload) => void seen.push(payload) },
  });
  queue.resume();
  const job = { kind: "work", target: "one", payload: "later", id: "once", notBefore: minutes(30) };
  await queue.enqueue(job);
  await queue.enqueue(job);
  await activity.quiet();
  expect(seen).toEqual([]);
  await at(30);
  expect(seen).toEqual(["later"]);
});
