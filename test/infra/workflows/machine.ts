/** A machine as it is deployed, run by the local cloud's runner, with given answers in place of its functions. */
import * as z from "zod";
import { functionArn, machineWorld } from "../local/machine-world.ts";

const State = z.looseObject({ Type: z.string(), Next: z.string().optional() });
const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });

/** Where each state can lead to. */
export function waysOf(definition: unknown): Map<string, string[]> {
  const { States } = Machine.parse(definition);
  const nexts = z.array(z.looseObject({ Next: z.string() })).default([]);
  return new Map(
    Object.entries(States).map(([name, state]) => {
      const others = [...nexts.parse(state.Choices), ...nexts.parse(state.Catch)].map(({ Next }) => Next);
      const ends = z.array(z.string()).parse([state.Next, state.Default].filter(Boolean));
      return [name, [...others, ...ends]];
    }),
  );
}

/** A function that gives these answers, one after the other, the last one for ever. */
export const answers =
  (...all: unknown[]) =>
  (_event: unknown, nth: number) =>
    all[Math.min(nth, all.length) - 1];

export const fails = (): never => {
  throw new Error("broken");
};

/** Runs the machine to rest; what its functions were called with, in order. */
export async function run(
  definition: unknown,
  input: unknown,
  functions: Record<string, (event: unknown, nth: number) => unknown>,
) {
  const world = machineWorld({ definition, functions });
  await world.start("one", input);
  await world.settled();
  return world;
}

export { functionArn };
