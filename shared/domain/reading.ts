/** What reading a file gives: its type by content, its text in blocks with their places, and what a person should know of it. */
import * as z from "zod";
import { Instant } from "./call.ts";
import { Language } from "./language.ts";

/** Types by content. The first seven are read; of the others only the type and what endangers is said. */
const documentTypes = [
  "docx",
  "pdf",
  "doc",
  "odt",
  "rtf",
  "html",
  "txt",
  "xlsx",
  "pptx",
  "ods",
  "odp",
  "xls",
  "ppt",
  "msg",
  "eml",
  "encrypted-office",
  "zip",
  "archive",
  "image",
  "media",
  "executable",
  "empty",
  "unknown",
] as const;
export const DocumentType = z.enum(documentTypes);
export type DocumentType = z.infer<typeof DocumentType>;

/**
 * read: all its text. read-in-part: some was left out, a flag says why. nothing-to-read: a document without text.
 * not-read: no type that is read. refused: locked, dangerous or too large to be opened. failed: opened, and given up.
 */
const readingStatuses = ["read", "read-in-part", "nothing-to-read", "not-read", "refused", "failed"] as const;
export const ReadingStatus = z.enum(readingStatuses);
export type ReadingStatus = z.infer<typeof ReadingStatus>;

const readingFlags = [
  "zip-bomb", // unpacks to far more than it says, or than any document needs
  "encrypted",
  "macros",
  "remote-template", // loads a template, a frame or an object from elsewhere
  "remote-content", // pictures or styles from elsewhere: opening it tells somebody
  "embedded-file", // a file or an object within
  "active-content", // scripts or forms in a page
  "pdf-javascript",
  "pdf-open-action",
  "pdf-launch",
  "pdf-embedded-file",
  "pdf-xfa",
  "executable",
  "no-text", // a scan, or an empty document
  "pages-without-text",
  "damaged",
  "too-large",
  "truncated", // read to a limit of ours
  "garbled", // what came out is no writing; it is not shown
  "tracked-changes", // read as if accepted
  "comments",
  "hidden-text", // left out
  "wrong-name", // the name says another type than the content
  "unknown-type",
  "out-of-time",
  "out-of-memory",
  "crashed", // the reader ended
] as const;
export const ReadingFlag = z.enum(readingFlags);
export type ReadingFlag = z.infer<typeof ReadingFlag>;

/** Where a block stands in its source; tables, rows and cells count from 1, within a page or the whole. */
const Place = z.object({
  paragraph: z.number().int(), // running number of the block
  page: z.number().int().optional(),
  table: z.number().int().optional(),
  row: z.number().int().optional(),
  cell: z.number().int().optional(),
  part: z.enum(["footnote", "comment", "text-box"]).optional(), // beside the running text
});

export const Block = z.object({
  kind: z.enum(["paragraph", "heading", "list-item", "table-cell"]),
  text: z.string(),
  label: z.string().optional(), // the number that the word processor writes before it: "3."
  level: z.number().int().optional(), // of a heading or a list item, from 1
  place: Place,
});
export type Block = z.infer<typeof Block>;

/** What reading one file came to. */
export const Reading = z.object({
  type: DocumentType,
  status: ReadingStatus,
  language: Language.nullable(),
  words: z.number().int(),
  flags: z.array(ReadingFlag),
  blocks: z.array(Block),
});
export type Reading = z.infer<typeof Reading>;

/** A reading without text. */
export const withoutText = (
  type: DocumentType,
  status: ReadingStatus,
  flags: readonly ReadingFlag[],
): Reading => ({ type, status, language: null, words: 0, flags: [...flags], blocks: [] });

/** sure: may be taken as it is. likely: look at it. unsure: a person decides; nothing is built on it. */
export const certainties = ["sure", "likely", "unsure"] as const;

/** Why an answer was given to its question. */
const answerReasons = [
  "question-repeated", // the question stands above it, in full or nearly
  "question-shortened", // its words, fewer of them
  "number-and-words", // its number, and words of the question or of its answer
  "number-only",
  "block-title", // the only question of the block whose title stands above it
  "words-in-text", // the text speaks of what the question asks
  "answers-several", // one text under several questions
  "number-against-words", // its number says one question, its words another
  "after-all-questions", // follows a reprint of all questions
] as const;

export const Answer = z.object({
  question: z.string(),
  text: z.string(),
  from: z.number().int(), // first and last block, by `place.paragraph`
  to: z.number().int(),
  page: z.number().int().optional(), // of its beginning
  table: z.number().int().optional(),
  sure: z.enum(certainties),
  why: z.enum(answerReasons),
});
export type Answer = z.infer<typeof Answer>;

/** Text that belongs to no question. */
export const Rest = z.object({
  text: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  page: z.number().int().optional(),
});
export type Rest = z.infer<typeof Rest>;

export interface Split {
  answers: Answer[];
  rest: Rest[];
}

/**
 * The reading of one stored file. "reading" is written before the file is opened: a file that ends the process leaves it
 * behind, and the next attempt but one says so instead of trying for ever.
 */
export const StoredReading = z.object({
  key: z.string(), // of the file
  state: z.enum(["reading", "done"]),
  attempts: z.number().int(),
  at: Instant,
  type: DocumentType.optional(),
  status: ReadingStatus.optional(),
  language: Language.nullable().default(null),
  words: z.number().int().default(0),
  flags: z.array(ReadingFlag).default([]),
  text: z.string().optional(), // key of the object that holds the blocks
});
export type StoredReading = z.infer<typeof StoredReading>;
