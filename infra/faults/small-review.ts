/** The sample review made small: four States and two calls, so that hundreds of faults can be tried in minutes. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { root } from "../sources.ts";

const Named = z.looseObject({ id: z.string() });
const Parties = z.array(z.string());
const Whole = z.looseObject({
  roll: z.array(Named.extend({ states: Parties.default([]) })),
  schemes: z.array(Named.extend({ subregions: z.array(z.looseObject({ parties: Parties })) })),
  calls: z.array(Named),
  openValues: z.array(z.looseObject({ path: z.string() })),
  roadmap: z.array(Named),
  programme: z.array(Named.extend({ seats: z.array(z.looseObject({ call: z.string() })).default([]) })),
  sampleContacts: z.looseObject({ posts: z.array(z.looseObject({ parties: Parties.optional() })) }),
});

/** One or two of each subregion, in three languages. */
export const states = ["BR", "CO", "JM", "MX"];

/** The dates that every scenario leans on; all in Santiago, three hours behind UTC in these months. */
export const dates = {
  begins: "2024-10-01T13:00:00Z",
  opens: "2024-10-07T09:00",
  activity: "2024-10-21", // the secretariat is told a week before
  inputsClose: "2024-12-13T23:59",
  seatsClose: "2024-11-15T23:59",
  release: "2024-11-18T11:30",
} as const;

const changed: Record<string, Record<string, unknown>> = {
  "guiding-questions": { opens: dates.opens, closes: dates.inputsClose, reminderDays: [5] },
  "co-chairs": {
    opens: dates.opens,
    closes: dates.seatsClose,
    reminderDays: [7],
    warningDays: [3],
    decisionBefore: "2024-12-06",
  },
};

/** Writes the definition into a folder and tells the file. */
export function writeSmallReview(folder: string): string {
  const review = Whole.parse(parse(readFileSync(join(root, "shared", "reviews", "lac-2025.yaml"), "utf8")));
  const kept = (parties: string[]) => parties.filter((party) => states.includes(party));
  const small = {
    ...review,
    roll: review.roll
      .filter(({ id }) => id === "region")
      .map((group) => ({
        ...group,
        states: kept(group.states),
        exceptions: { en: ["JM"], pt: ["BR"] },
      })),
    schemes: review.schemes.map((scheme) => ({
      ...scheme,
      subregions: scheme.subregions.map((each) => ({ ...each, parties: kept(each.parties) })),
    })),
    calls: review.calls.filter(({ id }) => id in changed).map((call) => ({ ...call, ...changed[call.id] })),
    openValues: review.openValues.filter(
      ({ path }) => !path.startsWith("calls.") || path.includes("co-chairs"),
    ),
    programme: review.programme.map((item) => ({
      ...item,
      seats: item.seats.filter(({ call }) => call in changed),
    })),
    roadmap: review.roadmap.slice(0, 1).map(({ from: _from, to: _to, ...activity }) => ({
      ...activity,
      day: dates.activity,
      noticeDays: [7],
    })),
    sampleContacts: {
      ...review.sampleContacts,
      posts: review.sampleContacts.posts
        .map((post) => (post.parties ? { ...post, parties: kept(post.parties) } : post))
        .filter((post) => post.parties?.length !== 0),
    },
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "small-review.yaml");
  writeFileSync(file, JSON.stringify(small, null, 1)); // JSON is YAML
  return file;
}
