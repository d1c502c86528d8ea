/** Lays a letter out on A4 as a PDF: letterhead, place and date, addressee, what it is about, its words, signature. */
import type { Language } from "../domain/language.ts";
import { inPages, type Line, type Stretch } from "./pages.ts";
import { paper, pdfFile } from "./pdf-file.ts";
import { breakLines, type Face, widthOf } from "./times.ts";
import { bytesOf } from "./winansi.ts";

/** What stands in a letter's text, in reading order. */
export type Passage =
  | { kind: "paragraph"; text: string } // its own line breaks stay
  | { kind: "rows"; rows: readonly { label: string; value: string }[] }
  | { kind: "items"; items: readonly string[] };

/** A letter, every string in its language. */
export interface PaperLetter {
  language: Language;
  letterhead: readonly string[];
  date: string; // place and day
  addressee: readonly string[];
  subject: string;
  passages: readonly Passage[]; // from the salutation to the closing words
  signature: readonly string[];
  author: string;
}

const left = 71; // 25 millimetres on each side, as the notes verbales have it
const width = paper.width - 2 * left;
const body = 11;
const leading = 15;

/** The letter's bytes: the same letter gives the same ones. */
export function pdfOf(letter: PaperLetter): Uint8Array {
  const stretches = [...head(letter), ...letter.passages.flatMap(passage), ...signed(letter)];
  const { pages, paragraphs } = inPages(closedUp(stretches));
  return pdfFile({
    language: letter.language,
    title: letter.subject,
    author: letter.author,
    paragraphs,
    pages,
  });
}

function head({ letterhead, date, addressee, subject }: PaperLetter): Stretch[] {
  const lines = letterhead.map((text, at): Stretch => {
    const face = at === 0 ? { bold: true, size: 14 } : { size: body };
    const isLast = at === letterhead.length - 1;
    return {
      lines: set(text, { face, align: "center", brand: true }),
      after: isLast ? 24 : 0,
      withNext: true,
      ...(isLast && { rule: { x: left, width } }),
    };
  });
  return [
    ...lines,
    { lines: set(date, { align: "right" }), after: 18, withNext: true },
    { lines: addressee.flatMap((text) => set(text, { within: width * 0.6 })), after: 20, withNext: true },
    { tag: "H1", lines: set(subject, { face: { bold: true, size: body } }), after: 14, withNext: true },
  ];
}

function passage(given: Passage): Stretch[] {
  if (given.kind === "rows") return rows(given.rows);
  if (given.kind === "items") return given.items.map((text, at) => item(text, at === given.items.length - 1));
  const texts = given.text.split("\n");
  const lines = texts.flatMap((text) => set(text, { align: texts.length === 1 ? "both" : "left" }));
  return [{ lines, after: 9 }];
}

/** Label and value side by side, the values under each other. */
function rows(given: readonly { label: string; value: string }[]): Stretch[] {
  const face = { bold: true, size: body };
  const labels = given.map(({ label }) => bytesOf(label));
  const beside = Math.min(width / 2, Math.max(...labels.map((label) => widthOf(label, face))) + 12);
  const indent = 14;
  return given.map(({ value }, at) => {
    const [first, ...more] = set(value, { within: width - indent - beside, from: indent + beside });
    const label = { bytes: labels[at] ?? [], x: left + indent, ...face };
    const lines = [{ ...(first ?? { leading }), runs: [label, ...(first?.runs ?? [])] }, ...more];
    return { lines, after: at === given.length - 1 ? 10 : 3, withNext: at < given.length - 1 };
  });
}

function item(text: string, isLast: boolean): Stretch {
  const indent = 14;
  const [first, ...more] = set(text, { within: width - indent, from: indent });
  const dash = { bytes: bytesOf("–"), x: left, size: body };
  return {
    lines: [{ ...(first ?? { leading }), runs: [dash, ...(first?.runs ?? [])] }, ...more],
    after: isLast ? 9 : 3,
  };
}

/** At the right half, with room above it for a hand and a seal. */
function signed({ signature }: PaperLetter): Stretch[] {
  if (signature.length === 0) return [];
  const half = { from: width / 2, within: width / 2 };
  return [{ lines: signature.flatMap((text) => set(text, half)), before: 34, after: 0 }];
}

/** The last words stay with the signature: nobody signs an empty page. */
function closedUp(stretches: readonly Stretch[]): Stretch[] {
  const isLast = (at: number) => at >= stretches.length - 3;
  return stretches.map((one, at) =>
    isLast(at) && one.lines.length <= movable ? { ...one, withNext: true } : one,
  );
}

const movable = 6; // lines that a page's end may do without

interface Setting {
  face?: Face;
  align?: "left" | "center" | "right" | "both";
  brand?: boolean;
  from?: number; // of the text's width, at the left
  within?: number;
}

const widestSpace = 4; // points added to a space before a line is better left ragged

/** A text in lines of at most a width. */
function set(text: string, setting: Setting = {}): Line[] {
  const { face = { size: body }, align = "left", brand = false, from = 0, within = width - from } = setting;
  const lines = breakLines(bytesOf(text), within, face);
  return lines.map((bytes, at) => {
    const free = within - widthOf(bytes, face);
    const goesOn = at < lines.length - 1;
    const spaces = bytes.filter((byte) => byte === 32).length;
    const added = align === "both" && goesOn && spaces > 0 ? free / spaces : 0;
    const shift = align === "center" ? free / 2 : align === "right" ? free : 0;
    const run = {
      bytes,
      x: left + from + shift,
      ...face,
      brand,
      wordSpace: added <= widestSpace ? added : 0,
    };
    return { runs: [run], leading: Math.max(leading, face.size * 1.25) };
  });
}
