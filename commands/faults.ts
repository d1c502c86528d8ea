/**
 * Breaks every AWS call of the functions that receive mail, send notices and record decisions, and every delivery of
 * SES's events and of stream records, one at a time; then does the same to our own code made wrong on purpose:
 * `npm run faults [-- --slice N] [--seed S] [--only SCENARIO] [--no-mutants]`.
 *
 * The last line of standard output is JSON: {functions, runs, broken, mutantsCaught, mutants}. What happens is told on
 * standard error. Exit status 1 when a run was broken or a mutant was not caught.
 */
import { parseArgs } from "node:util";
import { type Result, tryFaults } from "../infra/faults/faults.ts";

const { values } = parseArgs({
  options: {
    slice: { type: "string" }, // so many runs, drawn by the seed
    seed: { type: "string", default: "1" },
    only: { type: "string", multiple: true }, // of these scenarios
    lanes: { type: "string", default: "2" }, // worlds side by side
    mutants: { type: "boolean", default: true },
    json: { type: "boolean", default: true }, // as other commands have it
  },
  allowNegative: true,
});

const whole = (name: string, text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  process.stderr.write(`--${name} takes a whole number above 0\n`);
  process.exit(2);
};

const result: Result = await tryFaults({
  seed: whole("seed", values.seed),
  lanes: whole("lanes", values.lanes),
  withMutants: values.mutants,
  ...(values.slice === undefined ? {} : { slice: whole("slice", values.slice) }),
  ...(values.only === undefined ? {} : { only: values.only }),
  tell: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exitCode = result.broken > 0 || result.mutantsCaught < result.mutants ? 1 : 0;
