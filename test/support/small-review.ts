/** A small review cut out of the first one: nine States, the co-chairs and the guiding questions. It is played in seconds. */
import { writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import * as z from "zod";
import { lacText } from "./definitions.ts";

const states = ["MX", "GT", "CR", "BB", "JM", "DO", "CO", "CL", "BR"];
const calls = ["co-chairs", "guiding-questions"];

const Cut = z.looseObject({
  roll: z.array(z.looseObject({ kind: z.string(), states: z.array(z.string()).optional() })),
  calls: z.array(z.looseObject({ id: z.string() })),
  programme: z.array(z.looseObject({ seats: z.array(z.looseObject({ call: z.string() })).default([]) })),
  openValues: z.array(z.looseObject({ path: z.string() })),
  schemes: z.array(z.looseObject({ subregions: z.array(z.looseObject({ parties: z.array(z.string()) })) })),
  sampleContacts: z.looseObject({
    posts: z.array(z.looseObject({ parties: z.array(z.string()).optional() })),
  }),
});

/** Writes the small review to a file. */
export function writeSmallReview(file: string): void {
  const whole = Cut.parse(parse(lacText));
  const kept = (parties: string[]) => parties.filter((party) => states.includes(party));
  const isKept = ({ path }: { path: string }) =>
    !path.startsWith("calls.") || calls.some((id) => path.startsWith(`calls.${id}.`));
  const small = {
    ...whole,
    roll: whole.roll
      .filter(({ kind }) => kind === "member-state")
      .map((group) => ({ ...group, states: kept(group.states ?? []), exceptions: {} })),
    calls: whole.calls.filter(({ id }) => calls.includes(id)),
    programme: whole.programme.map((item) => ({
      ...item,
      seats: item.seats.filter(({ call }) => calls.includes(call)),
    })),
    openValues: whole.openValues.filter(isKept),
    schemes: whole.schemes.map((scheme) => ({
      ...scheme,
      subregions: scheme.subregions.map((one) => ({ ...one, parties: kept(one.parties) })),
    })),
    sampleContacts: {
      ...whole.sampleContacts,
      posts: whole.sampleContacts.posts
        .map((post) => (post.parties ? { ...post, parties: kept(post.parties) } : post))
        .filter(({ parties }) => parties === undefined || parties.length > 0),
    },
  };
  writeFileSync(file, stringify(small, { aliasDuplicateObjects: false }));
}
