/** The published submissions with what a reader may search them by. Only files that the public gets are looked into. */
import type { Language } from "../domain/language.ts";
import { foundIn, type LibraryItem, type Wanted } from "../domain/library.ts";
import { type FileRecord, isPublishable, type Submission } from "../domain/submission.ts";
import { listCalls } from "../store/calls.ts";
import { listParties } from "../store/parties.ts";
import { readReading } from "../store/readings.ts";
import { scansOf } from "../store/scans.ts";
import { publishedSubmissions } from "../store/submissions.ts";
import { readReview } from "./reviews.ts";

/** One search looks into so many files at most, so many at a time, and at so much of each. */
const filesMost = 200;
const atOnce = 20;
const charactersMost = 200_000;

/** What is read of a file or told of a version never changes: a sandbox keeps it. */
const readings = new Map<string, { language: Language | null; text?: string | undefined }>();
const texts = new Map<string, string>();
const typed = new Map<string, Language | null>();

/** The files that a reader of the public pages can open. */
async function openFiles({ files }: Submission): Promise<FileRecord[]> {
  const publishable = files.filter(isPublishable);
  const states = await scansOf(publishable.map(({ key }) => key));
  return publishable.filter(({ key }) => states[key] === "clean");
}

async function readingOf(key: string) {
  const known = readings.get(key);
  if (known) return known;
  const reading = await readReading(key);
  if (reading?.state !== "done") return { language: null };
  const { language, text } = reading;
  readings.set(key, { language, text });
  return { language, text };
}

/** The language of what was typed on the page; who guesses it is loaded with the first such answer. */
async function languageOfAnswers({ reference, answers }: Submission): Promise<Language | null> {
  const known = typed.get(reference);
  if (known !== undefined) return known;
  const text = Object.values(answers).join("\n");
  const { languageOf } = await import("../documents/language.ts");
  const language = text ? languageOf(text) : null;
  typed.set(reference, language);
  return language;
}

/** A published submission as the library has it, with the files that may be looked into. */
type Shelved = LibraryItem & { files: readonly FileRecord[] };

/** Everything published, the newest first. */
export async function readLibrary(): Promise<Shelved[]> {
  const [published, calls, parties, { definition, state }] = await Promise.all([
    publishedSubmissions(),
    listCalls(),
    listParties(),
    readReview(),
  ]);
  const scheme = definition.schemes.find(({ id }) => id === state.scheme);
  const shelved = await Promise.all(
    published.map(async (submission) => {
      const call = calls.find(({ id }) => id === submission.call);
      const party = parties.find(({ id }) => id === submission.party);
      if (!call || !party) return [];
      const files = await openFiles(submission);
      const written = await Promise.all([
        languageOfAnswers(submission),
        ...files.map(async ({ key }) => (await readingOf(key)).language),
      ]);
      const subregion = scheme?.subregions.find((one) => one.parties.includes(party.id))?.id;
      const languages = [...new Set(written.filter((language) => language !== null))];
      return [{ submission, call, party, subregion, languages, files }];
    }),
  );
  return shelved.flat();
}

async function textOf(key: string): Promise<string> {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const { text: object } = await readingOf(key);
  if (!object) return "";
  const { readBlocks } = await import("../store/reading-texts.ts"); // only a search for words needs a client of S3
  const blocks = await readBlocks(object);
  const text = blocks
    .map(({ text }) => text)
    .join("\n")
    .slice(0, charactersMost);
  texts.set(key, text);
  if (texts.size > filesMost)
    for (const oldest of [...texts.keys()].slice(0, -filesMost)) texts.delete(oldest);
  return text;
}

/** What is found of it; `partial` where there were more files than one search looks into. */
export async function searchLibrary(
  library: readonly Shelved[],
  wanted: Wanted,
): Promise<{ found: LibraryItem[]; partial: boolean }> {
  if (!wanted.words?.trim()) return { found: foundIn(library, wanted), partial: false };
  const fitting = new Set<LibraryItem>(foundIn(library, { ...wanted, words: undefined }));
  const items = library.filter((item) => fitting.has(item));
  const keys = items.flatMap(({ files }) => files.map(({ key }) => key));
  const read = new Map<string, string>();
  for (let from = 0; from < Math.min(keys.length, filesMost); from += atOnce) {
    const some = keys.slice(from, Math.min(from + atOnce, filesMost));
    for (const [key, text] of await Promise.all(some.map(async (key) => [key, await textOf(key)] as const)))
      read.set(key, text);
  }
  const textsOf = (item: LibraryItem) => {
    const files = items.find((one) => one === item)?.files ?? [];
    return files.flatMap(({ key, name }) => [name, read.get(key) ?? ""]);
  };
  return { found: foundIn(items, { words: wanted.words }, textsOf), partial: keys.length > filesMost };
}
