/** Brings the small review to the moments at which things are done to it; each moment is a folder to copy. */
import type { Definition } from "../../shared/domain/definition.ts";
import { openOffice } from "../rehearsal/secretariat.ts";
import { createVisitor, formTo, type Visitor } from "../rehearsal/visitor.ts";
import { dates } from "./small-review.ts";
import { openWorld, type Prepared, persist, type World } from "./world.ts";

/**
 * launched: both calls are launched and not open yet. open: everybody is invited. remind: an hour before the reminder
 * of the co-chairs, one State has answered. closing: an hour before their close. proposed: every seat is accepted, one
 * of two approvers has approved.
 */
export const moments = ["launched", "open", "remind", "closing", "proposed"] as const;
export type Moment = (typeof moments)[number];

const official = (country: string, mission: string) => `${mission}@${country}`;
export const colombia = official("cancilleria-co.example", "mision.santiago");
export const jamaica = official("foreign-jm.example", "mission.santiago");
export const brazil = official("exteriores-br.example", "missao.santiago");

const until: Partial<Record<Moment, string>> = {
  launched: dates.begins,
  open: "2024-10-07T14:05:00Z",
  remind: "2024-11-08T10:05:00Z",
  closing: "2024-11-16T02:05:00Z",
  proposed: "2024-11-18T14:05:00Z",
};

/** Prepares the moments that are asked for, and those on the way to them. */
export async function prepare(given: {
  assembly: string;
  definition: Definition;
  wanted: readonly Moment[];
}): Promise<Map<Moment, Prepared>> {
  const last = Math.max(...given.wanted.map((moment) => moments.indexOf(moment)));
  const prepared = new Map<Moment, Prepared>();
  let from: Prepared | undefined;
  for (const moment of moments.slice(0, last + 1)) {
    const world = await openWorld({
      assembly: given.assembly,
      from,
      ...(from ? {} : { now: dates.begins }),
    });
    await world.cloud.advanceTo(until[moment] ?? dates.begins);
    await acts[moment]?.(world, given.definition);
    await world.cloud.settled();
    from = await world.keep();
    prepared.set(moment, from);
  }
  return prepared;
}

const acts: Partial<Record<Moment, (world: World, definition: Definition) => Promise<void>>> = {
  launched: async ({ cloud }, definition) => {
    const office = await openOffice({
      browser: () => createVisitor(cloud.origin),
      settled: cloud.settled,
      draw: () => 0.5,
      lang: "es",
      colleagues: definition.secretariat,
      calls: definition.calls,
      partyAt: () => undefined,
    });
    await office.begin();
  },
  remind: async (world) => {
    await world.mail(
      brazil,
      "co-chairs@in.hoja.example",
      ["Subject: Interesse", "", "O Brasil oferece-se."],
      "submission",
    );
    world.expected.versions["co-chairs BR"] = 1;
    await world.pass(0);
  },
  proposed: async (world) => {
    const coordinator = await world.signedIn("ines.rojas@oim.example");
    for (const [seat, party] of [
      ["central-america", "MX"],
      ["caribbean", "JM"],
      ["south-america", "BR"],
    ] as const) {
      await press(coordinator, "/es/console/selection/co-chairs", /\/agree$/, { seat }, { party });
      await press(coordinator, "/es/console/selection/co-chairs", /\/answer$/, { seat, accepted: "yes" });
    }
    const releaseAt = { releaseAt: dates.release };
    await press(coordinator, "/es/console/selection/co-chairs", /\/propose$/, {}, releaseAt);
    await approve(world, "lucia.paredes@oim.example");
    world.expected.acts.push({ act: "selection.approved", call: "co-chairs", times: 1 });
  },
};

/** Presses the button of the form that holds these hidden values. */
export async function press(
  browser: Visitor,
  path: string,
  action: RegExp,
  holding: Record<string, string>,
  fields: Record<string, string> = {},
): Promise<void> {
  const page = await browser.open(path);
  const form = formTo(page, action, (one) =>
    Object.entries(holding).every(
      ([name, value]) => one.querySelector(`[name="${name}"]`)?.getAttribute("value") === value,
    ),
  );
  await browser.submit(page, form, fields);
}

/** An approver signs in and approves; whoever gets no answer presses the button once more. */
export async function approve(world: World, email: string): Promise<void> {
  const browser = await world.signedIn(email);
  const page = await browser.open("/es/console/approvals/co-chairs");
  const form = formTo(
    page,
    /\/approvals\/co-chairs$/,
    (one) => one.querySelector('[name="verdict"]') !== null,
  );
  await persist(() => browser.submit(page, form, {}, undefined, { name: "verdict", value: "approved" }));
}
