/** Plays a synthesized machine state by state, with given answers where it would invoke functions. */
import * as z from "zod";
import { synthesize } from "../../../commands/synth.ts";
import { loadAssembly } from "../../../infra/local/assembly.ts";
import { loadMachines } from "../../../infra/local/machine-load.ts";
import { type Json, StateError } from "../../../infra/local/machine-paths.ts";
import { Aborted, type Host, runMachine } from "../../../infra/local/machine-run.ts";

export type Answer = (payload: Json, call: number) => Json;
export type Played = {
  visited: string[];
  calls: { name: string; payload: Json }[];
  outcome: "SUCCEEDED" | string; // or the error that ended it
  seconds: number; // how long it took on its clock
};

const Named = z.object({
  Environment: z.object({ Variables: z.object({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
});

/** The machines of the assembly by construct name, and the functions by the name they give themselves. */
export async function loadSynthesized() {
  const assembly = loadAssembly(await synthesize());
  const machines = [...loadMachines(assembly).values()];
  const nameOf = (arn: string) =>
    Named.parse(assembly.byArn(arn)?.properties).Environment.Variables.POWERTOOLS_SERVICE_NAME;
  return { machine: (name: string) => machines.find(({ id }) => id.startsWith(`Workflows${name}`)), nameOf };
}
type Synthesized = Awaited<ReturnType<typeof loadSynthesized>>;

/** Timers fire, one after the other, only when nothing else goes on. */
function idleClock() {
  let now = Date.parse("2024-12-01T12:00:00Z");
  const timers = new Map<() => void, number>();
  const tick = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    const [first] = [...timers].sort(([, left], [, right]) => left - right);
    if (!first) return;
    timers.delete(first[0]);
    now = Math.max(now, first[1]);
    first[0]();
  };
  const waitUntil: Host["waitUntil"] = (instant, _, signal) =>
    new Promise((resolve, reject) => {
      timers.set(resolve, instant);
      signal.addEventListener("abort", () => {
        timers.delete(resolve);
        reject(new Aborted());
      });
    });
  return { now: () => now, waitUntil, tick };
}

/** A token is answered with what `woken` gives; where that is undefined, nobody answers and time goes on. */
export async function play(
  synthesized: Synthesized,
  name: string,
  input: Json,
  answers: Record<string, Answer>,
  woken: (state: string) => Json | undefined = () => undefined,
): Promise<Played> {
  const machine = synthesized.machine(name);
  if (!machine) throw new Error(`there is no machine ${name}`);
  const clock = idleClock();
  const begun = clock.now();
  const visited: string[] = [];
  const calls: Played["calls"] = [];
  const host: Host = {
    now: clock.now,
    waitUntil: clock.waitUntil,
    random: () => 0.5,
    transition: (state) => visited.push(state),
    invoke: async (arn, payload) => {
      const called = synthesized.nameOf(arn);
      calls.push({ name: called, payload });
      const answer = answers[called];
      if (!answer) throw new Error(`nobody answers for ${called}`);
      return answer(payload, calls.filter((call) => call.name === called).length);
    },
    mintToken: (state) => {
      const output = woken(state);
      return {
        token: `token of ${state}`,
        answer: output === undefined ? new Promise(() => {}) : Promise.resolve(output),
      };
    },
  };
  const context = { Execution: { Input: input, Name: "played" } };
  let outcome: string | undefined;
  runMachine(machine.definition, input, { host, context, signal: new AbortController().signal }).then(
    () => {
      outcome = "SUCCEEDED";
    },
    (error: unknown) => {
      outcome = error instanceof StateError ? error.error : String(error);
    },
  );
  while (outcome === undefined) await clock.tick();
  return { visited, calls, outcome, seconds: (clock.now() - begun) / 1000 };
}

/** Every state of a machine, for the check that all have been played. */
export function statesOf(synthesized: Synthesized, name: string): string[] {
  return [...(synthesized.machine(name)?.definition.states.keys() ?? [])];
}
