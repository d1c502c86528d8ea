/** The library of published submissions: by what it is searched, and what is found. */
import type { Call } from "./call.ts";
import { type Language, languages } from "./language.ts";
import type { Party, PartyKind } from "./party.ts";
import type { Submission } from "./submission.ts";

export interface LibraryItem {
  submission: Submission;
  call: Call;
  party: Party;
  subregion?: string | undefined; // of the confirmed scheme
  languages: readonly Language[]; // in which its published words are written, as far as can be told
}

/** What a reader looks for; what is absent does not matter. A question is named with its call: "inputs/progress". */
export interface Wanted {
  party?: string | undefined;
  subregion?: string | undefined;
  kind?: string | undefined;
  call?: string | undefined;
  question?: string | undefined;
  language?: string | undefined;
  words?: string | undefined;
}

/** The values by which something is found; nobody is shown by being absent from what was never there. */
export interface Facets {
  parties: Party[];
  subregions: string[];
  kinds: PartyKind[];
  calls: Call[];
  questions: { call: Call; id: string }[];
  languages: Language[];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const byId = <T extends { id: string }>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [value.id, value])).values(),
];

/** Which questions an answer was typed to. Files answer as they like: a machine's guess is nothing to search by. */
const answered = ({ submission, call }: LibraryItem): string[] =>
  call.questions.filter(({ id }) => submission.answers[id]).map(({ id }) => `${call.id}/${id}`);

export function facetsOf(items: readonly LibraryItem[]): Facets {
  const calls = byId(items.map(({ call }) => call));
  const typed = new Set(items.flatMap(answered));
  return {
    parties: byId(items.map(({ party }) => party)),
    subregions: unique(items.flatMap(({ subregion }) => subregion ?? [])),
    kinds: unique(items.map(({ party }) => party.kind)),
    calls,
    questions: calls.flatMap((call) =>
      call.questions.filter(({ id }) => typed.has(`${call.id}/${id}`)).map(({ id }) => ({ call, id })),
    ),
    languages: languages.filter((language) => items.some((item) => item.languages.includes(language))),
  };
}

/** A text as it is compared: without accents, capitals and runs of space. */
const plainText = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");

const names = ({ party, call }: LibraryItem): string[] => [
  ...Object.values(party.names).map(({ name }) => name),
  ...Object.values(call.names),
];

/**
 * Those that fit, in their order. Every word must stand somewhere in the answers, the names of party and call, the
 * reference, or the texts of its published files.
 */
export function foundIn(
  items: readonly LibraryItem[],
  wanted: Wanted,
  textsOf: (item: LibraryItem) => readonly string[] = () => [],
): LibraryItem[] {
  const words = plainText(wanted.words ?? "")
    .split(" ")
    .filter(Boolean);
  return items.filter((item) => {
    const { party, call, subregion, submission } = item;
    const fits =
      (!wanted.party || party.id === wanted.party) &&
      (!wanted.subregion || subregion === wanted.subregion) &&
      (!wanted.kind || party.kind === wanted.kind) &&
      (!wanted.call || call.id === wanted.call) &&
      (!wanted.question || answered(item).includes(wanted.question)) &&
      (!wanted.language || item.languages.some((language) => language === wanted.language));
    if (!fits || words.length === 0) return fits;
    const own = [...names(item), submission.reference, ...Object.values(submission.answers)];
    const text = plainText([...own, ...textsOf(item)].join("\n"));
    return words.every((word) => text.includes(word));
  });
}
