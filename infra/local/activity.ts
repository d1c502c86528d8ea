/** Counts what is in flight, so that time moves and tests look only when nothing is. */
import type { Activity } from "./context.ts";

export type WatchedActivity = Activity & {
  quiet: () => Promise<void>; // resolves when nothing is in flight and nothing follows at once
  inFlight: () => string[];
};

export function createActivity(): WatchedActivity {
  const running = new Map<number, string>();
  let waiting: (() => void)[] = [];
  let last = 0;

  const begin = (label: string) => {
    last += 1;
    const ticket = last;
    running.set(ticket, label);
    return () => {
      running.delete(ticket);
      if (running.size > 0) return;
      const ready = waiting;
      waiting = [];
      for (const go of ready) go();
    };
  };

  return {
    begin,
    track: async (label, work) => {
      const end = begin(label);
      try {
        return await work;
      } finally {
        end();
      }
    },
    inFlight: () => [...running.values()],
    quiet: async () => {
      // A thing that ends may let another begin in the same turn, or in the next.
      for (let seen = -1; seen !== last || running.size > 0; ) {
        seen = last;
        if (running.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
  };
}
