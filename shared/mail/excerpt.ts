/** Separates what a person wrote from the history quoted below it; nothing is deleted, the rest is only folded. */
import { type Fields, fieldsOf, headerBlockAt, isForwardLine, isForwardSubject } from "./forwards.ts";
import { withLineFeeds } from "./text.ts";

export type Folded = { fresh: string; quoted: string };

const excerptLength = 2000;

/** Nobody writes more above what they quote. */
const linesLookedAt = 10_000;

/** Lines with which mail programs begin the quoted mail, in the four languages. */
const beginnings = [
  /^\s*-{2,}\s*(?:mensaje original|original message|mensagem original|message d.origine|message original)\s*-{2,}\s*$/i,
  /^\s*El\b.{5,200}\bescribi[óo]:?\s*$/i,
  /^\s*On\b.{5,200}\bwrote:?\s*$/i,
  /^\s*Em\b.{5,200}\bescreveu:?\s*$/i,
  /^\s*Le\b.{5,200}\ba [ée]crit\s*:?\s*$/i,
];

/** Outlook draws it above the header block. */
const rule = /^\s*_{10,}\s*$/;

/** What is new in the text, and the history below it. A forward is all new: what it carries is what was meant. */
export function foldQuotes(text: string, subject: string): Folded {
  const lines = withLineFeeds(text).split("\n");
  if (isForwardSubject(subject) || lines.some(isForwardLine)) return { fresh: text.trim(), quoted: "" };
  const fields = fieldsOf(lines);
  // A last block of quoted lines, with nothing of the sender's below it.
  const lastOwn = lines.findLastIndex((line) => !line.startsWith(">") && line.trim() !== "");
  const at = lines.findIndex(
    (line, index) =>
      (index < linesLookedAt && beginsQuote(lines, index, fields)) ||
      (index > lastOwn && line.startsWith(">")),
  );
  if (at === -1) return { fresh: text.trim(), quoted: "" };
  const fresh = lines.slice(0, at).join("\n").trim();
  // A mail that is nothing but a quotation was answered within it, or forwarded without saying so.
  return fresh === ""
    ? { fresh: text.trim(), quoted: "" }
    : { fresh, quoted: lines.slice(at).join("\n").trim() };
}

function beginsQuote(lines: readonly string[], index: number, fields: Fields): boolean {
  const line = lines[index] ?? "";
  // Programs break the line "El lunes … escribió:" in two.
  const joined = `${line} ${lines[index + 1] ?? ""}`.trimEnd();
  if (beginnings.some((pattern) => pattern.test(line) || (line.trim() !== "" && pattern.test(joined))))
    return true;
  const block = rule.test(line) ? blockBelow(lines, index + 1, fields) : headerBlockAt(lines, index, fields);
  return block !== null;
}

function blockBelow(lines: readonly string[], from: number, fields: Fields) {
  const at = (lines[from] ?? "").trim() === "" ? from + 1 : from;
  return headerBlockAt(lines, at, fields);
}

/** The first 2,000 characters of what is new. */
export function excerptOf(text: string, subject: string): string {
  return [...foldQuotes(text, subject).fresh].slice(0, excerptLength).join("");
}
