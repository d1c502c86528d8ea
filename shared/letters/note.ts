/** Lays a note verbale out: letterhead, number, the text in the third person, the party's page, courtesies, place and date. */
import type { Language } from "../domain/language.ts";
import type { NoteFacts, NoteTexts } from "../domain/note.ts";
import { note as en } from "../text/notes/en.ts";
import { note as es } from "../text/notes/es.ts";
import { note as fr } from "../text/notes/fr.ts";
import { note as pt } from "../text/notes/pt.ts";
import { qrPicture } from "./qr.ts";
import { archive, type Block, type Letter, type Paragraph, wordFile } from "./word.ts";

const texts: Record<Language, NoteTexts> = { es, en, pt, fr };

export interface WrittenNotes {
  bytes: Uint8Array;
  name: string;
  type: string;
}

/** The notes of a call in one Word file, or one file each in an archive. */
export function writeNotes(
  notes: readonly NoteFacts[],
  { form, name, author }: { form: "one-file" | "one-each"; name: string; author: string },
): WrittenNotes {
  if (form === "one-file") {
    const bytes = wordFile(notes.map(letterOf), { title: name, author });
    return { bytes, name: `${name}.docx`, type: wordType };
  }
  const files = notes.map((facts) => {
    const bytes = wordFile([letterOf(facts)], { title: facts.number, author });
    return [`${facts.number}.docx`, bytes] as const;
  });
  return { bytes: archive(Object.fromEntries(files)), name: `${name}.zip`, type: "application/zip" };
}

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** One note as blocks in reading order. */
export function letterOf(facts: NoteFacts): Letter {
  const t = texts[facts.language];
  const blocks = [
    ...heading(facts, t),
    ...(facts.diplomatic ? [] : [{ text: t.salutation, after: 10 }]),
    { text: t.opening(facts) },
    ...facts.call.summary.split(/\n+/).map((text) => ({ text })),
    ...list(facts, t),
    ...(facts.deadline === undefined ? [] : [{ text: t.deadline(facts, facts.deadline) }]),
    { text: t.answer(facts) },
    ...page(facts, t),
    ...ending(facts, t),
  ];
  return { language: facts.language, blocks };
}

const brand = "0D564D";

function heading({ letterhead, number, diplomatic }: NoteFacts, t: NoteTexts): Paragraph[] {
  const lines = letterhead.map((text, at): Paragraph => {
    const isLast = at === letterhead.length - 1;
    return {
      text,
      align: "center",
      colour: brand,
      bold: at === 0,
      size: at === 0 ? 14 : 11,
      after: isLast ? 14 : 0,
      rule: isLast,
    };
  });
  return [
    ...lines,
    { text: t.number(number), align: "right", after: diplomatic ? 10 : 14 },
    ...(diplomatic
      ? [{ text: t.title, align: "center", bold: true, size: 13, after: 12 } satisfies Paragraph]
      : []),
  ];
}

/** Questions are numbered through all blocks, as in the annex they come from. */
function list(facts: NoteFacts, t: NoteTexts): Paragraph[] {
  const { blocks, call } = facts;
  if (blocks.every(({ items }) => items.length === 0)) return [];
  let ordinal = 0;
  const items = blocks.flatMap(({ title, items }) => [
    ...(title === undefined
      ? []
      : [{ text: title, bold: true, align: "left" as const, before: 2, after: 3, withNext: true }]),
    ...items.map((text, at): Paragraph => {
      ordinal += 1;
      const item = call.kind === "interest" ? "–" : `${ordinal}.`;
      return { text, item, after: at === items.length - 1 ? 7 : 3 };
    }),
  ]);
  return [{ text: t.list(facts), withNext: true, after: 5 }, ...items];
}

const pictureSide = 30; // millimetres: read by a telephone's camera from a stapled page

function page(facts: NoteFacts, t: NoteTexts): Block[] {
  const { link } = facts;
  if (link === undefined) return [];
  return [
    {
      picture: { ...qrPicture(link), alt: t.qr },
      millimetres: pictureSide,
      beside: [
        { text: t.pageTitle, bold: true, align: "left", after: 2 },
        { text: t.pageText, align: "left", size: 10, after: 4 },
        { text: link, align: "left", size: 9, after: 0, colour: brand, link },
      ],
    },
    { text: "", after: 0, size: 6 },
  ];
}

function ending(facts: NoteFacts, t: NoteTexts): Paragraph[] {
  const { diplomatic, date, addressee, city } = facts;
  const courtesy = diplomatic ? t.closing(facts) : t.farewell;
  const whom = facts.language === "en" ? addressee.the : addressee.to;
  const name = `${whom.charAt(0).toLocaleUpperCase(facts.language)}${whom.slice(1)}`;
  return [
    { text: courtesy, before: 4, after: 12, withNext: true },
    { text: date, align: "right", after: 18, withNext: true },
    { text: t.seal, align: "right", after: 18, withNext: true, colour: "5A6570" },
    { text: city === undefined ? name : `${name}\n${city}`, align: "left", after: 0, size: 10 },
  ];
}
