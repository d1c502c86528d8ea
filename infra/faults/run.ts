/** Plays scenarios with one fault at a time, two worlds side by side, and says what broke. */
import { setTimeout } from "node:timers/promises";
import {
  type Counts,
  callFaults,
  deliveryFaults,
  type Planned,
  reportFaults,
  scanEvents,
  sesEvents,
} from "./injector.ts";
import { brokenIn } from "./invariants.ts";
import type { Moment } from "./prepare.ts";
import type { Scenario } from "./scenarios.ts";
import { openWorld, type Prepared, type World } from "./world.ts";

export interface Run {
  scenario: Scenario;
  faults: Planned[];
}
export interface Outcome extends Run {
  fired: boolean;
  broken: string[];
}
export interface Stage {
  assembly: string;
  prepared: Map<Moment, Prepared>;
}

/** In one world things pile up; a fresh copy now and then keeps it quick. */
const mostInOneWorld = 25;

/** The scenario undisturbed: it must hold, and tells which calls and deliveries there are to break. */
export async function undisturbed(
  stage: Stage,
  scenario: Scenario,
): Promise<{ counts: Counts; broken: string[] }> {
  const world = await openFor(stage, scenario);
  try {
    const broken = await play(world, { scenario, faults: [] });
    return { counts: world.injector.counts(), broken };
  } finally {
    await world.close();
  }
}

/** Every fault of a scenario, one at a time; a send whose fate is unknown also with each fault of its report. */
export function plan(scenario: Scenario, counts: Counts): Run[] {
  const calls = scenario.functions.flatMap((name) =>
    (counts.calls[name] ?? []).flatMap((action, place, all) => {
      const nth = all.slice(0, place).filter((one) => one === action).length;
      if (scenario.calls && !scenario.calls.test(action)) return [];
      return callFaults.map((fault): Planned => ({ kind: "call", function: name, nth, action, fault }));
    }),
  );
  const deliveries = scenario.deliveries.flatMap((to) =>
    Array.from({ length: counts.deliveries[to] ?? 0 }, (_, nth) =>
      deliveryFaults.map((fault): Planned => ({ kind: "delivery", to, nth, fault })),
    ).flat(),
  );
  const alone = [...calls, ...deliveries].map((fault) => ({ scenario, faults: [fault] }));
  const lost = calls.filter(
    (each) =>
      each.kind === "call" &&
      each.action.endsWith(":SendRawEmail") &&
      (each.fault === "crash-after" || each.fault === "lost-reply"),
  );
  const reports = scenario.deliveries.includes(sesEvents)
    ? reportFaults.map((fault): Planned => ({ kind: "delivery", to: sesEvents, nth: 0, fault }))
    : [];
  const both = lost.flatMap((send) => reports.map((report) => ({ scenario, faults: [send, report] })));
  return [...alone, ...both];
}

/** Plays the runs in so many lanes; `tell` hears of each. Stops early when it answers false. */
export async function playAll(
  stage: Stage,
  runs: readonly Run[],
  { lanes = 2, tell }: { lanes?: number; tell: (outcome: Outcome) => boolean },
): Promise<void> {
  const waiting = [...runs];
  let goesOn = true;
  const lane = async () => {
    let world: World | undefined;
    let of: Scenario | undefined;
    let played = 0;
    const leave = async () => {
      await world?.close();
      world = undefined;
    };
    try {
      for (let run = waiting.shift(); run && goesOn; run = waiting.shift()) {
        if (of !== run.scenario || !run.scenario.again || played >= mostInOneWorld) {
          await leave();
          played = 0;
        }
        world ??= await openFor(stage, run.scenario);
        of = run.scenario;
        played += 1;
        let broken = await play(world, run);
        if (broken.length === 0 && !world.injector.hasFired() && played > 1) {
          await leave(); // a warm function remembers what a fresh one must read
          played = 1;
          world = await openFor(stage, run.scenario);
          broken = await play(world, run);
        }
        const fired = world.injector.hasFired();
        if (broken.length > 0) await leave(); // what is broken stays broken
        goesOn = tell({ ...run, fired, broken }) && goesOn;
      }
    } finally {
      await leave();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function openFor({ assembly, prepared }: Stage, scenario: Scenario): Promise<World> {
  const from = prepared.get(scenario.from);
  if (!from) throw new Error(`The moment ${scenario.from} was not prepared`);
  return await openWorld({ assembly, from });
}

/** Leases and sweeps are over within three hours; a call whose change nobody followed is seen within a day. */
const hoursAfter = (faults: readonly Planned[]) =>
  faults.some((fault) => fault.kind === "delivery" && fault.to === "wake-calls") ? 28 : 3;

/** A run takes a second or two; one that never comes to rest is broken too. */
const patience = 180_000;

async function tooLong(): Promise<never> {
  await setTimeout(patience, undefined, { ref: false });
  throw new Error("it did not come to rest within three minutes");
}

async function play(world: World, { scenario, faults }: Run): Promise<string[]> {
  try {
    world.arm([]);
    await scenario.before?.(world);
    world.arm(faults);
    const played = scenario.act(world).then(() => world.pass(hoursAfter(faults)));
    await Promise.race([played, tooLong()]);
  } catch (error) {
    return [`it broke off: ${error instanceof Error ? error.message : String(error)}`];
  }
  const reportsDisturbed = faults.some((fault) => fault.kind === "delivery" && fault.to === sesEvents);
  const scansDisturbed = faults.some((fault) => fault.kind === "delivery" && fault.to === scanEvents);
  return await brokenIn(world, { reportsDisturbed, scansDisturbed });
}

/** A fault in words: "receive-mail, dynamodb:TransactWriteItems 1: crash-after". */
export function inWords({ scenario, faults }: Run): string {
  const said = faults.map((fault) =>
    fault.kind === "call"
      ? `${fault.function}, ${fault.action} ${fault.nth + 1}: ${fault.fault}`
      : `delivery ${fault.nth + 1} to ${fault.to}: ${fault.fault}`,
  );
  return `${scenario.name}: ${said.join(" and ")}`;
}
