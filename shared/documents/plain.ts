/** Reads a plain text: paragraphs parted by empty lines, or a line each; lines that a program broke are joined again. */
import type { Blocks } from "./blocks.ts";
import { textOf } from "./charset.ts";
import { partLimit } from "./limits.ts";

/** What begins a paragraph of its own: a number, a letter, a dash, a bullet. */
const begins = /^\s*(?:[([]?(?:\d{1,2}|[ivx]{1,5}|[a-z])[).\]:-]|[-–—•*·▪◦>]\s)/i;

export function readPlain(bytes: Uint8Array, into: Blocks, declared?: string): void {
  if (bytes.length > partLimit) into.flag("truncated");
  addLines(textOf(bytes.subarray(0, partLimit), declared), into);
}

export function addLines(text: string, into: Blocks): void {
  for (const paragraph of paragraphsOf(text)) into.add(paragraph);
}

/** Lines of a program that breaks at a margin are all but full, save the last of a paragraph. */
function paragraphsOf(text: string) {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]|\f/).map((line) => line.trimEnd());
  const long = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const full = lines.filter((line) => line.length > long - 12).length;
  const isWrapped = long >= 50 && long <= 100 && full >= 3 && full > lines.length / 8;
  const found: { kind: "paragraph" | "list-item"; text: string }[] = [];
  let open = false;
  let last = "";
  for (const line of lines) {
    const plain = line.trim();
    if (plain === "" || /^[-=_*~]{3,}$/.test(plain)) {
      open = false;
      continue;
    }
    const [word = ""] = plain.split(" ", 1);
    const isBroken = last.length + 1 + word.length > long; // the next word had no room
    const paragraph = found.at(-1);
    if (open && isWrapped && isBroken && !begins.test(line) && paragraph) paragraph.text += ` ${plain}`;
    else found.push({ kind: /^\s*[-–—•*·▪◦]\s/.test(line) ? "list-item" : "paragraph", text: plain });
    open = true;
    last = line;
  }
  return found;
}
