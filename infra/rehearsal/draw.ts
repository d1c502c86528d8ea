/** Draws by name: the same seed and name always give the same number, whatever was drawn before or after. */
import { createHash } from "node:crypto";

export type Draw = (name: string) => number;

/** A number from 0 up to, not including, 1 for each name. */
export function drawer(seed: number): Draw {
  return (name) => createHash("sha256").update(`${seed}\n${name}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** One of the choices, as likely as its weight says. */
export function choose<Choice>(weights: readonly (readonly [Choice, number])[], number: number): Choice {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let left = number * total;
  for (const [choice, weight] of weights) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new RangeError("there is nothing to choose from");
}
