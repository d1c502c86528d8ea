/**
 * Reads a Word file of before 2007: the pieces of its text in order, and of its paragraphs what tells tables, headings and
 * lists. Ours, since the compound file is read for type and lock anyway, and the libraries give no cells.
 */
import type { Blocks } from "./blocks.ts";
import { type Compound, openCompound } from "./compound.ts";
import { readFormats, readHidden } from "./doc-formats.ts";
import { textLimit, Unreadable } from "./limits.ts";

const western = new TextDecoder("windows-1252");
const wide = new TextDecoder("utf-16le");

interface Piece {
  text: string;
  offset: number; // of its first character in the stream
  width: 1 | 2; // bytes a character
}

export function readDoc(bytes: Uint8Array, into: Blocks): void {
  const compound = openCompound(bytes);
  const document = compound.stream("WordDocument");
  if (!document || document.length < 512) throw new Unreadable("damaged", "The doc has no text");
  if (compound.names.some((name) => name === "Macros" || name === "_VBA_PROJECT_CUR")) into.flag("macros");
  if (compound.names.includes("ObjectPool") && compound.names.some((name) => /^_\d+$/.test(name)))
    into.flag("embedded-file");
  const view = viewOf(document);
  const state = view.getUint16(10, true);
  if (state & 0x0100) throw new Unreadable("encrypted", "The doc is locked");
  const version = view.getUint16(2, true);
  if (version < 0xc1) readOld(document, view, into);
  else readNew(compound, document, view, state, into);
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Word 6 and 95: one run of western bytes. */
function readOld(document: Uint8Array, view: DataView, into: Blocks): void {
  const from = view.getUint32(24, true);
  const length = view.getUint32(52, true);
  const text = western.decode(document.subarray(from, from + Math.min(length, textLimit)));
  for (const paragraph of partedBy(text, "\r\x07\x0c"))
    into.add({ kind: "paragraph", text: shown(paragraph) });
}

function readNew(
  compound: Compound,
  document: Uint8Array,
  view: DataView,
  state: number,
  into: Blocks,
): void {
  const table = compound.stream(state & 0x0200 ? "1Table" : "0Table");
  if (!table || document.length < 0x1aa) throw new Unreadable("damaged", "The doc has no table of its text");
  const tableView = viewOf(table);
  const pieces = piecesOf(document, tableView, view.getUint32(0x1a2, true), view.getUint32(0x1a6, true));
  const formatAt = readFormats(view, tableView, view.getUint32(0x102, true), view.getUint32(0x106, true));
  const hiddenAt = readHidden(view, tableView, view.getUint32(0xfa, true), view.getUint32(0xfe, true));
  const lengths = [0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60, 0x64].map((at) => view.getUint32(at, true));
  const [body = 0, footnotes = 0, headers = 0, macros = 0, comments = 0, endnotes = 0, boxes = 0] = lengths;
  let at = body;
  readBody(pieces, body, formatAt, hiddenAt, into);
  const beside: [number, "footnote" | "comment" | "text-box" | null][] = [
    [footnotes, "footnote"],
    [headers, null],
    [macros, null],
    [comments, "comment"],
    [endnotes, "footnote"],
    [boxes, "text-box"],
  ];
  for (const [length, part] of beside) {
    if (part) {
      if (part === "comment" && length > 0) into.flag("comments");
      for (const paragraph of partedBy(cut(pieces, at, at + length), "\r\x07"))
        into.add({ kind: "paragraph", text: shown(paragraph), place: { part } });
    }
    at += length;
  }
}

function piecesOf(document: Uint8Array, table: DataView, from: number, length: number): Piece[] {
  const end = from + length;
  if (end > table.byteLength) throw new Unreadable("damaged", "The doc's table of its text is cut");
  let at = from;
  while (at + 3 < end && table.getUint8(at) === 1) at += 3 + table.getUint16(at + 1, true);
  if (at + 5 > end || table.getUint8(at) !== 2) throw new Unreadable("damaged", "The doc has no pieces");
  const count = Math.floor((Math.min(table.getUint32(at + 1, true), end - at - 5) - 4) / 12);
  const first = at + 5;
  const pieces: Piece[] = [];
  let characters = 0;
  for (let index = 0; index < count && characters < textLimit; index++) {
    const length = table.getUint32(first + 4 * index + 4, true) - table.getUint32(first + 4 * index, true);
    const place = table.getUint32(first + 4 * (count + 1) + 8 * index + 2, true);
    const isNarrow = (place & 0x40000000) !== 0;
    const offset = isNarrow ? (place & 0x3fffffff) >> 1 : place & 0x3fffffff;
    const width = isNarrow ? 1 : 2;
    if (length < 0 || offset + length * width > document.length)
      throw new Unreadable("damaged", "A piece of the doc lies outside");
    characters += length;
    const bytes = document.subarray(offset, offset + length * width);
    pieces.push({ text: (isNarrow ? western : wide).decode(bytes), offset, width });
  }
  return pieces;
}

function cut(pieces: Piece[], from: number, to: number): string {
  return pieces
    .map(({ text }) => text)
    .join("")
    .slice(from, to);
}

type FormatAt = ReturnType<typeof readFormats>;

/** Paragraph by paragraph; a cell ends with the same sign as its row, whose paragraph says so. */
function readBody(
  pieces: Piece[],
  length: number,
  formatAt: FormatAt,
  hiddenAt: ReturnType<typeof readHidden>,
  into: Blocks,
): void {
  let text = "";
  let seen = 0;
  let tables = 0;
  let cell: { table: number; row: number; cell: number } | undefined;
  const finish = (sign: string, position: number) => {
    const format = formatAt(position);
    const isCell = format.inTable || sign === "\x07";
    if (isCell && !cell) cell = { table: ++tables, row: 1, cell: 1 };
    if (!isCell) cell = undefined;
    const isEnd = sign === "\x07" && (format.endsRow || (!format.inTable && text === ""));
    if (!isEnd) {
      const kind = isCell
        ? "table-cell"
        : format.heading
          ? "heading"
          : format.inList
            ? "list-item"
            : "paragraph"; // its number stands elsewhere, in a form that is not read
      into.add({
        kind,
        text: shown(text),
        ...(kind === "heading" && format.heading ? { level: format.heading } : {}),
        ...(kind === "list-item" ? { level: format.listLevel + 1 } : {}),
        place: cell ? { ...cell } : {},
      });
    }
    text = "";
    if (sign !== "\x07" || !cell) return;
    if (isEnd) cell = { table: cell.table, row: cell.row + 1, cell: 1 };
    else cell.cell += 1;
  };
  for (const piece of pieces) {
    for (let at = 0; at < piece.text.length && seen < length; at++, seen++) {
      const sign = piece.text[at] ?? "";
      if (sign === "\r" || sign === "\x07" || sign === "\x0c") finish(sign, piece.offset + at * piece.width);
      else {
        const hidden = hiddenAt(piece.offset + at * piece.width);
        if (hidden) into.flag(hidden === "deleted" ? "tracked-changes" : "hidden-text");
        else text += sign;
      }
    }
    if (into.isFull()) {
      into.flag("truncated");
      return;
    }
  }
  if (text.trim()) into.add({ kind: "paragraph", text: shown(text) });
}

function partedBy(text: string, signs: string): string[] {
  const parts = [""];
  for (const sign of text) {
    if (signs.includes(sign)) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** Codes of fields stand between 0x13 and 0x14, what they show between 0x14 and 0x15. */
function shown(text: string): string {
  let depth = 0;
  let kept = "";
  for (const sign of text) {
    if (sign === "\x13") depth += 1;
    else if (sign === "\x14") depth = Math.max(0, depth - 1);
    else if (sign === "\x15") continue;
    else if (depth > 0) continue;
    else if (sign === "\x0b") kept += "\n";
    else if (sign === "\x1e") kept += "-";
    else if (sign >= " " || sign === "\t") kept += sign;
  }
  return kept;
}
