/** The whole of `npm run faults`: which runs there are, what came of them, and which mutants were caught. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../commands/synth.ts";
import { checkDefinition } from "../../shared/reviews/read.ts";
import { type Mutant, mutants, mutated, synthesizeCopy } from "./mutants.ts";
import { prepare } from "./prepare.ts";
import { inWords, type Outcome, plan, playAll, type Run, type Stage, undisturbed } from "./run.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import { writeSmallReview } from "./small-review.ts";

export interface Result {
  functions: number; // whose calls or deliveries were broken
  runs: number;
  broken: number;
  mutantsCaught: number;
  mutants: number;
}

export interface Wanted {
  seed: number;
  slice?: number; // so many runs; all without it
  only?: readonly string[]; // these scenarios
  lanes?: number;
  withMutants: boolean;
  tell: (line: string) => void;
}

export async function tryFaults(wanted: Wanted): Promise<Result> {
  const { tell } = wanted;
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  try {
    const file = writeSmallReview(folder);
    const patches = wanted.withMutants ? mutants() : [];
    const needed = new Set(patches.flatMap(({ matters }) => matters.map(({ scenario }) => scenario)));
    const chosen = scenarios.filter(({ name }) => wanted.only?.includes(name) ?? true);
    const stage = await open(file, [...chosen, ...scenarios.filter(({ name }) => needed.has(name))]);
    tell("The review is prepared.");
    const tried = await ours(stage, chosen, wanted);
    const caught: string[] = [];
    for (const mutant of patches) if (await isCaught(mutant, stage, file, wanted)) caught.push(mutant.name);
    close(stage);
    return { ...tried, mutantsCaught: caught.length, mutants: patches.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(file: string, played: readonly Scenario[]): Promise<Stage> {
  const checked = checkDefinition(readFileSync(file, "utf8"));
  if ("errors" in checked)
    throw new Error(`The small review does not hold: ${JSON.stringify(checked.errors)}`);
  const { definition } = checked;
  const assembly = await synthesize({ definition: file });
  const prepared = await prepare({ assembly, definition, wanted: played.map(({ from }) => from) });
  return { assembly, prepared };
}

function close({ prepared }: Stage): void {
  for (const { dir } of prepared.values()) rmSync(dir, { recursive: true, force: true });
}

/** Our code as it is: nothing may break. */
async function ours(stage: Stage, chosen: readonly Scenario[], wanted: Wanted) {
  const { slice, lanes = 2, seed, tell } = wanted;
  const all: Run[] = [];
  let broken = 0;
  const touched = new Set<string>();
  for (const scenario of chosen) {
    const { counts, broken: reasons } = await undisturbed(stage, scenario);
    const runs = plan(scenario, counts);
    tell(`${scenario.name}: ${runs.length} faults`);
    if (reasons.length > 0) tell(`  broken undisturbed: ${reasons.join("; ")}`);
    broken += reasons.length > 0 ? 1 : 0;
    all.push(...runs);
  }
  const runs = slice === undefined ? all : drawn(all, slice, seed);
  let done = 0;
  await playAll(stage, runs, {
    lanes,
    tell: (outcome) => {
      done += 1;
      if (!outcome.fired) tell(`did not come to it: ${inWords(outcome)}`);
      for (const fault of outcome.faults) touched.add(fault.kind === "call" ? fault.function : fault.to);
      if (outcome.broken.length > 0) {
        broken += 1;
        tell(`BROKEN ${inWords(outcome)}\n  ${outcome.broken.join("\n  ")}`);
      }
      if (done % 50 === 0) tell(`${done} of ${runs.length} runs, ${broken} broken`);
      return true;
    },
  });
  return { functions: touched.size, runs: runs.length, broken };
}

/** A part of the runs, the same for the same seed, kept in their order so that worlds are used again. */
function drawn(runs: readonly Run[], slice: number, seed: number): Run[] {
  const chance = (run: Run) =>
    createHash("sha256")
      .update(`${seed} ${inWords(run)}`)
      .digest("hex");
  const chosen = new Set(runs.toSorted((a, b) => (chance(a) < chance(b) ? -1 : 1)).slice(0, slice));
  return runs.filter((run) => chosen.has(run));
}

/** A mutant is caught when a fault that matters to it is reported broken. */
async function isCaught(
  mutant: Mutant,
  stage: Stage,
  file: string,
  { lanes = 2, tell }: Wanted,
): Promise<boolean> {
  const copy = await mutated(mutant);
  try {
    const assembly = await synthesizeCopy(copy.folder, file);
    for (const { scenario: name, functions } of mutant.matters) {
      const scenario = scenarios.find((each) => each.name === name);
      if (!scenario) throw new Error(`${mutant.name} names the scenario ${name}, which is not there`);
      const found = await firstBroken({ ...stage, assembly }, scenario, functions, lanes);
      if (!found) continue;
      tell(`caught ${mutant.name} by ${inWords(found)}: ${found.broken[0]}`);
      return true;
    }
    tell(`NOT CAUGHT ${mutant.name}`);
    return false;
  } finally {
    copy.remove();
  }
}

async function firstBroken(
  stage: Stage,
  scenario: Scenario,
  functions: readonly string[],
  lanes: number,
): Promise<Outcome | undefined> {
  const { counts, broken } = await undisturbed(stage, scenario);
  if (broken.length > 0) return { scenario, faults: [], fired: true, broken };
  const matters = ({ faults }: Run) =>
    faults.every((fault) => functions.includes(fault.kind === "call" ? fault.function : fault.to));
  const runs = plan(scenario, counts).filter(matters).filter(writes);
  let found: Outcome | undefined;
  await playAll(
    stage,
    runs.toSorted((a, b) => b.faults.length - a.faults.length),
    {
      lanes,
      tell: (outcome) => {
        if (outcome.broken.length > 0) found ??= outcome;
        return found === undefined;
      },
    },
  );
  return found;
}

const reads = /:(GetItem|Query|GetObject|GetSecretValue)$/;

/** A read that is broken changes nothing but that it is read again. */
const writes = ({ faults }: Run) =>
  faults.every((fault) => fault.kind === "delivery" || !reads.test(fault.action));
