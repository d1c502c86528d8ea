/** Proves of each grant that it is needed: with it the scenario runs, without it AccessDenied names its action. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../commands/synth.ts";
import { checkDefinition } from "../../shared/reviews/read.ts";
import { type Moment, moments, prepare } from "../faults/prepare.ts";
import { dates, writeSmallReview } from "../faults/small-review.ts";
import { openWorld, type Prepared, type World } from "../faults/world.ts";
import { matches } from "../local/conditions.ts";
import type { Without } from "../local/iam.ts";
import { type Part, parts } from "./parts.ts";

export interface Result {
  grants: number; // an action on a resource, allowed to a role
  unused: number;
  provenNeeded: number;
}

/** One action that one role is allowed on one resource. */
interface Allowed {
  holder: string;
  action: string;
  resource: string;
}

type Tell = (line: string) => void;
interface Stage {
  assembly: string;
  prepared: Map<Moment, Prepared>;
}

const inWords = ({ holder, action, resource }: Allowed) => `${holder}: ${action} on ${resource}`;

export async function proveGrants({ lanes, tell }: { lanes: number; tell: Tell }): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "grants-"));
  const file = writeSmallReview(folder);
  const checked = checkDefinition(readFileSync(file, "utf8"));
  if ("errors" in checked)
    throw new Error(`The small review does not hold: ${JSON.stringify(checked.errors)}`);
  const assembly = await synthesize({ definition: file });
  const prepared = await prepare({ assembly, definition: checked.definition, wanted: moments });
  const stage = { assembly, prepared };
  try {
    const uses = await playedWhole(stage, lanes, tell);
    const unused = [...uses].filter(([, by]) => by.length === 0);
    for (const [allowed] of unused) tell(`UNUSED ${allowed}`);
    let provenNeeded = 0;
    await inLanes(lanes, [...uses], async ([, by]) => {
      const [first] = by;
      if (!first) return;
      const needed = await isNeeded(
        stage,
        first.allowed,
        by.map(({ part }) => part),
      );
      if (needed) provenNeeded += 1;
      tell(`${needed ? "needed" : "NOT NEEDED"} ${inWords(first.allowed)}`);
    });
    return { grants: uses.size, unused: unused.length, provenNeeded };
  } finally {
    for (const { dir } of prepared.values()) rmSync(dir, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

type Uses = Map<string, { allowed: Allowed; part: Part; took: number }[]>;

/** Plays every part once with all grants, and notes which of them each one used. */
async function playedWhole(stage: Stage, lanes: number, tell: Tell): Promise<Uses> {
  const uses: Uses = new Map();
  await inLanes(lanes, parts, async (part) => {
    const began = performance.now();
    const world = await openFor(stage, part);
    try {
      await part.act(world);
      const took = performance.now() - began;
      const denied = world.cloud.denied().map(({ message }) => message);
      if (denied.length > 0) throw new Error(`${part.name} is denied something: ${denied.join("; ")}`);
      for (const grant of world.cloud.grants()) {
        if (grant.effect === "Deny" || grant.principals !== null) continue; // of roles only
        const allowed = { holder: grant.holder, action: grant.action, resource: grant.resource };
        const known = uses.get(inWords(allowed)) ?? [];
        uses.set(inWords(allowed), known);
        if (grant.used > 0) known.push({ allowed, part, took });
      }
      tell(`${part.name}: ${Math.round(took)} ms`);
    } finally {
      await world.close();
    }
  });
  for (const by of uses.values()) by.sort((a, b) => a.took - b.took);
  return uses;
}

function openFor({ assembly, prepared }: Stage, part: Part, without?: Without): Promise<World> {
  const poorer = without ? { without } : {};
  if (part.from === "nothing") return openWorld({ assembly, now: dates.begins, ...poorer });
  return openWorld({ assembly, from: prepared.get(part.from), ...poorer });
}

/** Plays the shortest parts that used the grant without it, until one is denied just that. */
async function isNeeded(stage: Stage, allowed: Allowed, used: readonly Part[]): Promise<boolean> {
  const { holder, action, resource } = allowed;
  const without: Without = (who, what, where) => who === holder && what === action && where === resource;
  for (const part of used.slice(0, 3)) if (await isDenied(stage, part, allowed, without)) return true;
  return false;
}

async function isDenied(stage: Stage, part: Part, allowed: Allowed, without: Without): Promise<boolean> {
  const { holder, action, resource } = allowed;
  let world: World;
  try {
    world = await openFor(stage, part, without);
  } catch (error) {
    // A deployment that is denied something does not come up, and says why.
    const said = error instanceof Error ? error.message : String(error);
    return said.includes(`${holder} is not authorized to perform ${action}`);
  }
  const isSeen = () =>
    world.cloud
      .denied()
      .some(
        (denied) => denied.who === holder && denied.action === action && matches(resource, denied.resource),
      );
  try {
    await playedUntil(isSeen, () => part.act(world));
    return isSeen();
  } finally {
    await world.close();
  }
}

/** Plays until it is over or enough was seen; pages fail too when a function behind them is denied something. */
async function playedUntil(isEnough: () => boolean, act: () => Promise<void>): Promise<void> {
  if (isEnough()) return;
  let watch: NodeJS.Timeout | undefined;
  const seen = new Promise<void>((resolve) => {
    watch = setInterval(() => isEnough() && resolve(), 25);
  });
  await Promise.race([seen, act().catch(() => {})]);
  clearInterval(watch);
}

async function inLanes<T>(lanes: number, all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
