/** A review played to a day, for whoever measures or photographs its pages. */
import { join } from "node:path";
import { startOfDay } from "../../shared/domain/calendar.ts";
import type { Definition } from "../../shared/domain/definition.ts";
import { type Cloud, startCloud } from "../local/cloud.ts";
import { createPlay } from "../rehearsal/play.ts";
import { daysOf } from "../rehearsal/rehearse.ts";

interface Wanted {
  assembly: string;
  definition: Definition;
  dir: string; // goes on from what is there
  until: string; // the first instant of this day is the last that is played
  tell: (line: string) => void;
}

/** The cloud at the day wanted, its people gone home. Stop it when done. */
export async function playedTo({ assembly, definition, dir, until, tell }: Wanted): Promise<Cloud> {
  const { zone } = definition.review;
  const now = startOfDay(daysOf(definition).from, zone).toISOString();
  const cloud = await startCloud({
    assembly,
    dir: join(dir, "cloud"),
    seed: 1,
    now,
    frozen: true,
    gallery: definition,
  });
  const end = startOfDay(until, zone);
  if (cloud.clock.now() >= end) return cloud;
  const play = await createPlay({ cloud, definition, seed: 1, dir: join(dir, "people"), tell });
  await play.begin();
  while (await play.step(end));
  play.end();
  await cloud.settled();
  return cloud;
}
