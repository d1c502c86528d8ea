/** What is offered for seats: a State's own readiness, or persons whom it presents, in its own order. */
import * as z from "zod";
import { isNear } from "./near.ts";

/** Who acts for a State in its seat: named later, changed without a new decision. */
export const Representative = z.object({
  name: z.string().min(1),
  title: z.string().optional(), // "Embajadora", as the State writes it
  level: z.string().optional(), // "Vice-Minister"
  salutation: z.string().optional(),
});
export type Representative = z.infer<typeof Representative>;

/** As the offer states it; absent: not stated, which is normal and never guessed. */
export const Gender = z.enum(["f", "m", "x"]);
export type Gender = z.infer<typeof Gender>;

/** A person offered for a seat. Only the name is needed: the rest may follow. */
export const Nominee = z.object({
  id: z.string().regex(/^[1-9]\d?$/), // within the party and the call: the same person in every version
  name: z.string().min(1),
  title: z.string().optional(),
  office: z.string().optional(),
  languages: z.string().optional(),
  biography: z.string().optional(),
  available: z.boolean().optional(), // on all days of the meeting
  gender: Gender.optional(),
  country: z.string().optional(), // whose subregion counts where the party itself is of none
  seats: z.array(z.string()).default([]), // those this person is offered for; empty: those of the offer
});
export type Nominee = z.infer<typeof Nominee>;

export const Interest = z.object({
  seats: z.array(z.string()), // seat ids; empty: any
  conditions: z.string().optional(),
  jointWith: z.array(z.string()).optional(), // party ids
  representative: Representative.optional(),
  nominees: z.array(Nominee).optional(), // in the order of who offers them
});
export type Interest = z.infer<typeof Interest>;

/** Persons that one offer may name. */
export const mostNominees = 5;

const plain = (name: string) =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();

/** Whether two names are written the same but for accents, case and spaces. */
export const isSameName = (left: string, right: string): boolean => plain(left) === plain(right);

const wordsIn = (name: string) => plain(name).split(" ");

/** Whether every word of the shorter name stands in the longer one, such as a second surname that was added. */
function isCompleted(left: string, right: string): boolean {
  const [short = [], long = []] = [wordsIn(left), wordsIn(right)].sort((a, b) => a.length - b.length);
  return short.length > 1 && short.every((word) => long.includes(word));
}

/** Whether a name is the other put right: a letter or two, or a surname more. Somebody else is somebody new. */
const isCorrected = (left: string, right: string): boolean =>
  isSameName(left, right) || isNear(plain(left), plain(right)) || isCompleted(left, right);

/**
 * The persons of a new version of an offer, each with the number it has in the party's earlier ones. A person is known
 * by the number that the form brought and a name that is at most put right, else by the name; a new one takes the next
 * number that was never used. Marks, declarations and seats belong to a number: nobody gets those of another.
 */
export function numbered(
  given: readonly (Omit<Nominee, "id"> & { id?: string | undefined })[],
  earlier: readonly Nominee[],
): Nominee[] {
  let last = Math.max(0, ...earlier.map(({ id }) => Number(id)));
  const used = new Set<string>();
  // Whose number stands in a row further down is that row's, whatever is written above it.
  const brought = new Set(given.flatMap(({ id }) => id || []));
  const isFree = (number: string) => !brought.has(number);
  return given.map(({ id, ...person }) => {
    const known = earlier.find(
      (one) =>
        !used.has(one.id) &&
        (id && one.id === id
          ? isCorrected(one.name, person.name)
          : isFree(one.id) && isSameName(one.name, person.name)),
    );
    const number = known?.id ?? String(++last);
    used.add(number);
    return { ...person, id: number };
  });
}

/** A person with the title that the offer gives. */
export const titled = ({ title, name }: { title?: string | undefined; name: string }): string =>
  [title, name].filter(Boolean).join(" ");

/** Id of what is offered: the State itself, or one of its persons. It holds no name: the ledger keeps it for ever. */
export const candidateId = (party: string, nominee?: string): string =>
  nominee ? `${party}-${nominee}` : party;

/** An offer whose persons have their numbers. */
export function numberedInterest(interest: Interest, earlier: readonly Interest[]): Interest {
  const { nominees, ...rest } = interest;
  if (!nominees || nominees.length === 0) return rest;
  const known = new Map(earlier.flatMap((one) => one.nominees ?? []).map((person) => [person.id, person]));
  return { ...rest, nominees: numbered(nominees, [...known.values()]) };
}
