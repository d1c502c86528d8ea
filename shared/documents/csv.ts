/** Lists as text: commas, semicolons or tabs between the cells, as the Excel of each country writes them. */
import { textOf } from "./charset.ts";
import { sheetLimits } from "./sheet.ts";

const separators = [";", ",", "\t"];

/** The rows of a list, whatever its separator and charset. Quotes may hold separators and line ends. */
export function readCsv(bytes: Uint8Array): string[][] {
  const { text, declared } = withoutDeclaration(textOf(bytes).replace(/^\uFEFF/, ""));
  const separator = declared ?? separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length <= sheetLimits.rows) {
    const { cell, next } = cellAt(text, at, separator);
    if (row.length < sheetLimits.columns) row.push(cell.slice(0, sheetLimits.cell));
    at = next;
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      row.push("");
    }
    rows.push(row);
    row = [];
    if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
    at += 1;
  }
  return rows;
}

/** Excel's own first line, "sep=;", says the separator and is no row. */
function withoutDeclaration(text: string): { text: string; declared?: string } {
  const [line = "", declared] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  return declared ? { text: text.slice(line.length), declared } : { text };
}

/** The one that stands most often in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = separators.map((separator) => ({ separator, times: line.split(separator).length }));
  return counts.reduce((best, one) => (one.times > best.times ? one : best)).separator;
}

function cellAt(text: string, from: number, separator: string): { cell: string; next: number } {
  if (text[from] !== '"') {
    let at = from;
    while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
    return { cell: text.slice(from, at), next: at };
  }
  let cell = "";
  let at = from + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return { cell: cell + text.slice(at), next: text.length };
    cell += text.slice(at, end);
    if (text[end + 1] !== '"') {
      at = end + 1;
      break;
    }
    cell += '"';
    at = end + 2;
  }
  const rest = cellAt(` ${text.slice(at, at + sheetLimits.cell)}`, 0, separator); // what stands after the closing quote
  return { cell: cell + rest.cell.slice(1), next: at + rest.next - 1 };
}
