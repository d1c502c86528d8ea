/** A letter of decision on paper: the very words of its mail, without what only a mail needs. */
import type { Language } from "../domain/language.ts";
import { type PaperLetter, type Passage, pdfOf } from "./pdf.ts";

/** A mail's words, and what stands around them on paper; every string in the letter's language. */
export interface DecisionLetter extends Omit<PaperLetter, "passages" | "signature" | "author"> {
  text: string; // as sent, with {link} where its link goes
  review: string; // with which the mail begins; on paper the letterhead says it
  sender: string; // with which the mail ends
  seat?: string; // by its name
}

/** The letter as a file to attach; the same words of the same day give the same bytes. */
export function writeDecision(letter: DecisionLetter): { name: string; type: string; bytes: Uint8Array } {
  const { text, review, sender, seat, ...paper } = letter;
  const bytes = pdfOf({
    ...paper,
    ...laidOut(text, { review, sender, language: letter.language }),
    author: sender,
  });
  return { name: nameOf(letter.language, seat), type: "application/pdf", bytes };
}

const nouns: Record<Language, string> = { es: "Carta", en: "Letter", pt: "Carta", fr: "Lettre" };

/** "Carta-copresidencia-por-el-caribe.pdf": in letters that every mail program and disk keeps as they are. */
function nameOf(language: Language, seat = ""): string {
  const words =
    seat
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return `${[nouns[language], ...words].join("-").slice(0, 80).replace(/-$/, "")}.pdf`;
}

/** The words of a mail as passages and signature, whether we wrote them or a person edited them. */
export function laidOut(
  text: string,
  { review, sender, language }: { review: string; sender: string; language: Language },
): Pick<PaperLetter, "passages" | "signature"> {
  const blocks = text
    .replace(/\r\n?/g, "\n")
    .split(/\n[^\S\n]*\n+/)
    .map((block, at) => withoutLinks(block.trim(), at, language))
    .filter((block) => block !== "");
  const said = blocks[0] === review ? blocks.slice(1) : blocks;
  const last = said.at(-1) ?? "";
  const isSigned = said.length > 1 && (last === sender || isName(last));
  const passages = (isSigned ? said.slice(0, -1) : said).flatMap(passagesOf);
  return { passages, signature: isSigned ? last.split("\n") : [] };
}

const place = /\{(?:link|confirmLink)\}/g;
const onlyPlace = /^[<([]?\{(?:link|confirmLink)\}[>)\].]?$/;

/** Where an edited sentence runs on with the link's place. */
const instead: Record<Language, string> = {
  es: "la dirección que figura en el mensaje",
  en: "the address given in the message",
  pt: "o endereço indicado na mensagem",
  fr: "l’adresse indiquée dans le message",
};

/** A link is its receiver's own and does not go on paper; nor does the line above it that says what it opens. */
function withoutLinks(block: string, at: number, language: Language): string {
  const lines = block.split("\n").map((line) => line.trim());
  const isAction = lines.length === 2 && onlyPlace.test(lines[1] ?? "") && /:$/.test(lines[0] ?? "");
  if (isAction && at > 1) return ""; // the first two are the review's name and the salutation
  return lines
    .filter((line) => !onlyPlace.test(line))
    .join("\n")
    .replace(place, instead[language]);
}

const row = /^([^:]{1,40}?\u00a0?:) (.+)$/;

/** A few short lines that end no sentence and state no facts. */
const isName = (block: string) => {
  const lines = block.split("\n");
  return (
    lines.length <= 4 &&
    lines.every((line) => line.length <= 90 && !/[.,:;!?]$/.test(line) && !row.test(line))
  );
};

function passagesOf(block: string): Passage[] {
  const lines = block.split("\n");
  const rows = lines.flatMap((line) => {
    const [, label, value] = row.exec(line) ?? [];
    return label !== undefined && value !== undefined ? [{ label, value }] : [];
  });
  if (lines.length > 1 && rows.length === lines.length) return [{ kind: "rows", rows }];
  const from = lines.findIndex((line) => /^[-–•] /.test(line));
  const items = from === -1 ? [] : lines.slice(from);
  if (items.length > 0 && items.every((line) => /^[-–•] /.test(line))) {
    const above = lines.slice(0, from).join("\n");
    return [
      ...(above === "" ? [] : [{ kind: "paragraph" as const, text: above }]),
      { kind: "items", items: items.map((line) => line.slice(2)) },
    ];
  }
  return [{ kind: "paragraph", text: block }];
}
