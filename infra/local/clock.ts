/** The clock of the local cloud: it can be moved, and functions, timers and answers all read it. */
import { closeSync, constants, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Timers } from "./context.ts";

export type MovableClock = Clock & {
  frozen: boolean;
  moveTo: (ms: number) => void; // never fires a timer by itself
  fireDue: () => number; // fires what is due, answers how many
  nextEvent: () => number | null; // the next timer that is not mere background
  stop: () => void;
};

/** Timers whose key begins so are the cloud's own routine (a sweep every few minutes), not something to wait for. */
export const background = "background:";

/** While it ticks, the instant is written down this often; a restart goes on from there. */
const savedEvery = 1_000;
const longestTimeout = 2_147_483_647;

type Timer = { at: number; order: number; key: string; fire: () => void };

export function createClock(options: { dir: string; now?: string; frozen?: boolean }): MovableClock {
  mkdirSync(options.dir, { recursive: true });
  const file = join(options.dir, "clock");
  const frozen = options.frozen ?? false;
  const buffer = new SharedArrayBuffer(16);
  const cells = new BigInt64Array(buffer); // [0] 1 when frozen; [1] the instant, or what to add to the real one
  const saved = savedInstant(file);
  const record = openSync(file, constants.O_RDWR | constants.O_CREAT);
  const set = (ms: number) => {
    Atomics.store(cells, 1, BigInt(Math.round(frozen ? ms : ms - Date.now())));
    save(record, ms);
  };
  Atomics.store(cells, 0, frozen ? 1n : 0n);
  set(saved ?? (options.now === undefined ? Date.now() : Date.parse(options.now)));
  const now = () => readClock(cells);

  const timers = createTimers(() => wake());
  let alarm: NodeJS.Timeout | undefined;
  const wake = () => {
    if (frozen) return;
    clearTimeout(alarm);
    const next = timers.nextAt();
    if (next === null) return;
    alarm = setTimeout(() => timers.fireDue(now()), Math.min(Math.max(next - now(), 0), longestTimeout));
    alarm.unref();
  };
  const saving = frozen ? undefined : setInterval(() => save(record, now()), savedEvery).unref();

  return {
    frozen,
    buffer,
    now,
    iso: () => new Date(now()).toISOString(),
    timers,
    moveTo: (ms) => {
      if (!frozen && ms <= now()) return; // it went by itself meanwhile
      if (ms < now())
        throw new Error(`The clock stands at ${new Date(now()).toISOString()} and never goes back`);
      set(ms);
      wake();
    },
    fireDue: () => timers.fireDue(now()),
    nextEvent: () => timers.nextAt((key) => !key.startsWith(background)),
    stop: () => {
      clearTimeout(alarm);
      clearInterval(saving);
      save(record, now());
      closeSync(record);
    },
  };
}

/** The virtual instant as the shared cells give it; the workers' Date reads them the same way. */
function readClock(cells: BigInt64Array): number {
  const value = Number(Atomics.load(cells, 1));
  return Atomics.load(cells, 0) === 1n ? value : Date.now() + value;
}

function savedInstant(file: string): number | undefined {
  try {
    const ms = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(ms) ? undefined : ms;
  } catch {
    return undefined; // never saved
  }
}

/** Always the same few bytes in place: one write that a kill cannot cut, where replacing a file takes milliseconds. */
function save(record: number, now: number): void {
  writeSync(record, `${String(Math.round(now)).padStart(15)}\n`, 0);
}

function createTimers(changed: () => void) {
  const byKey = new Map<string, Timer>();
  let order = 0;
  const first = (wanted: (key: string) => boolean = () => true): Timer | undefined => {
    let found: Timer | undefined;
    for (const timer of byKey.values()) {
      if (!wanted(timer.key)) continue;
      if (!found || timer.at < found.at || (timer.at === found.at && timer.order < found.order))
        found = timer;
    }
    return found;
  };
  const fireDue = (now: number) => {
    let fired = 0;
    for (let timer = first(); timer && timer.at <= now; timer = first()) {
      byKey.delete(timer.key);
      timer.fire();
      fired += 1;
    }
    changed();
    return fired;
  };
  const at: Timers["at"] = (ms, key, fire) => {
    order += 1;
    byKey.set(key, { at: ms, order, key, fire });
    changed();
  };
  return {
    at,
    cancel: (key: string) => {
      byKey.delete(key);
      changed();
    },
    nextAt: (wanted?: (key: string) => boolean) => first(wanted)?.at ?? null,
    fireDue,
  };
}
