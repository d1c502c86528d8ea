/** Puts the pieces of text of a page together: lines, paragraphs, and tables where columns stand side by side. */

export interface Piece {
  text: string;
  x: number;
  y: number; // from the bottom of the page
  width: number;
  height: number;
}

interface Segment {
  text: string;
  x: number;
  right: number;
}
interface Line {
  y: number;
  height: number;
  pieces: Piece[]; // from left to right
  segments: Segment[];
}

export type Found =
  | { kind: "paragraph"; text: string; large: boolean }
  | { kind: "cell"; text: string; table: number; row: number; cell: number };

/** Blocks of a page in reading order. */
export function layOut(pieces: Piece[]): Found[] {
  const lines = linesOf(pieces);
  const body = medianOf(lines.map(({ height }) => height));
  const found: Found[] = [];
  let tables = 0;
  for (let at = 0; at < lines.length; ) {
    const to = tableEnd(lines, at);
    if (to > at) {
      tables += 1;
      found.push(...cellsOf(lines.slice(at, to), tables));
      at = to;
    } else {
      const end = proseEnd(lines, at);
      found.push(...paragraphsOf(lines.slice(at, end), body));
      at = end;
    }
  }
  return found;
}

const medianOf = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Pieces on one height are a line; a wide gap in it parts columns. */
function linesOf(pieces: Piece[]): Line[] {
  const sorted = pieces
    .filter(({ text, height }) => text.trim() !== "" && height > 0)
    .sort((a, b) => b.y - a.y || a.x - b.x);
  const rows: Piece[][] = [];
  for (const piece of sorted) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.y - piece.y) < Math.max(first.height, piece.height) * 0.5)
      row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => {
    const pieces = row.sort((a, b) => a.x - b.x);
    const main = row.reduce((widest, piece) => (piece.width > widest.width ? piece : widest));
    return { y: main.y, height: main.height, pieces, segments: segmentsOf(pieces) };
  });
}

/** At the edges of known columns, a narrow gap parts as well. */
function segmentsOf(row: Piece[], edges: number[] = []): Segment[] {
  const segments: Segment[] = [];
  for (const { text, x, width, height } of row) {
    const last = segments.at(-1);
    const gap = last ? x - last.right : 0;
    const isEdge = gap > height * 0.3 && edges.some((edge) => Math.abs(edge - x) < 3);
    if (last && !isEdge && (gap < height * 1.2 || isMark(last.text))) {
      last.text +=
        gap > height * 0.15 && !last.text.endsWith(" ") && !text.startsWith(" ") ? ` ${text}` : text;
      last.right = Math.max(last.right, x + width);
    } else segments.push({ text, x, right: x + width });
  }
  return segments;
}

/** A number or a bullet belongs to what follows it. */
const isMark = (text: string) => /^\s*(?:[([]?(?:\d{1,2}|[ivx]{1,5}|[a-z])[).\]]|[-–—•*·▪◦])\s*$/i.test(text);

const near = 6; // points

/** Where a table that begins with this line ends: lines that keep to its columns. The same line when there is none. */
function tableEnd(lines: Line[], from: number): number {
  const columns = lines[from]?.segments.map(({ x }) => x) ?? [];
  if (columns.length < 2) return from;
  let to = from;
  let paired = 0;
  for (; to < lines.length; to++) {
    const line = lines[to];
    if (!line || !fits(columns, line)) break;
    const before = lines[to - 1];
    if (to > from && before && before.y - line.y > before.height * 4) break;
    if (line.segments.length > 1) paired += 1;
  }
  return paired >= 2 ? to : from;
}

/** Whether a line keeps to the columns; where it does only when parted at their edges, it is parted. */
function fits(columns: number[], line: Line): boolean {
  const isIn = (segments: Segment[]) => segments.every((segment) => columnOf(columns, segment) !== null);
  if (isIn(line.segments)) return true;
  const parted = segmentsOf(line.pieces, columns);
  if (parted.length < 2 || !isIn(parted)) return false;
  line.segments = parted;
  return true;
}

/** The column a segment stands in; null when it reaches over the edge of the next one. */
function columnOf(columns: number[], { x, right }: Segment): number | null {
  const at = columns.findLastIndex((edge) => x >= edge - near);
  if (at < 0) return null;
  const next = columns[at + 1];
  return next !== undefined && right > next + near ? null : at;
}

/** A row begins where the gap above is wider than between the lines of a cell, or where all columns begin anew. */
function cellsOf(lines: Line[], table: number): Found[] {
  const [first] = lines;
  const columns = first?.segments.map(({ x }) => x) ?? [];
  const gaps = lines.slice(1).map((line, at) => (lines[at]?.y ?? 0) - line.y);
  const leading = Math.min(...gaps.filter((gap) => gap > 0), Number.POSITIVE_INFINITY);
  const cells: { row: number; cell: number; text: string }[] = [];
  let row = 0;
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    if (!before || (gaps[at - 1] ?? 0) > leading * 1.35 || beginsRow(columns, before, line)) row += 1;
    for (const segment of line.segments) {
      const cell = (columnOf(columns, segment) ?? 0) + 1;
      const known = cells.find((one) => one.row === row && one.cell === cell);
      if (known) known.text = joined(known.text, segment.text);
      else cells.push({ row, cell, text: segment.text });
    }
  });
  while (cells.length > 0 && cells.every((cell) => cell.row !== row || cell.cell === 1) && row > 1) row -= 1;
  const below = cells.filter((cell) => cell.row > row).map(({ text }) => text);
  const found: Found[] = cells
    .filter((cell) => cell.row <= row)
    .sort((a, b) => a.row - b.row || a.cell - b.cell)
    .map((cell) => ({ kind: "cell", table, ...cell }));
  return [...found, ...below.map((text): Found => ({ kind: "paragraph", text, large: false }))];
}

/** Within a cell a line ends where the next word had no room. Where it had, in every column, something new begins. */
function beginsRow(columns: number[], before: Line, line: Line): boolean {
  const first = line.segments.find((segment) => columnOf(columns, segment) === 0);
  if (!first) return false;
  const measured = line.segments.flatMap((segment) => {
    const at = columnOf(columns, segment);
    const above = before.segments.find((one) => columnOf(columns, one) === at);
    const next = columns[(at ?? 0) + 1];
    if (!above || next === undefined) return [];
    const [word = ""] = segment.text.trim().split(" ", 1);
    const width = ((segment.right - segment.x) * (word.length + 1)) / Math.max(1, segment.text.length);
    return [above.right + width < next - near];
  });
  if (before.segments.every((segment) => columnOf(columns, segment) !== 0))
    return /^[^\p{Ll}]/u.test(first.text);
  return measured.length > 0 && measured.every(Boolean) && /^[^\p{Ll}]/u.test(first.text);
}

function proseEnd(lines: Line[], from: number): number {
  let to = from + 1;
  while (to < lines.length && tableEnd(lines, to) === to) to += 1;
  return to;
}

const begins = /^\s*(?:[([]?(?:\d{1,2}|[ivx]{1,5}|[a-z])[).\]]\s|[-–—•*·▪◦]\s)/i;

/** Lines of prose joined: a new paragraph begins after a wide gap, a short line, another size, or with a mark. */
function paragraphsOf(lines: Line[], body: number): Found[] {
  const gaps = lines.slice(1).map((line, at) => (lines[at]?.y ?? 0) - line.y);
  const leading = medianOf(gaps.filter((gap) => gap > 0 && gap < body * 3)) || body * 1.2;
  const margin = Math.max(...lines.map((line) => line.segments.at(-1)?.right ?? 0));
  const left = Math.min(...lines.map((line) => line.segments[0]?.x ?? 0));
  const found: Found[] = [];
  lines.forEach((line, at) => {
    const text = line.segments.map((segment) => segment.text).join(" ");
    const before = lines[at - 1];
    const last = found.at(-1);
    const isWide =
      (gaps[at - 1] ?? 0) > Math.max(leading * 1.3, line.height > body * 1.15 ? line.height * 1.6 : 0);
    const isShort = before && (before.segments.at(-1)?.right ?? 0) < left + (margin - left) * 0.75;
    const isOther = before && Math.abs(before.height - line.height) > body * 0.12;
    const goesOn = before && last?.kind === "paragraph" && !isWide && !isOther && !begins.test(text);
    const isEnded = isShort && !/^\p{Ll}/u.test(text.trim());
    if (goesOn && !isEnded) last.text = joined(last.text, text);
    else found.push({ kind: "paragraph", text, large: line.height > body * 1.15 });
  });
  return found;
}

/** A word that was parted at the end of a line is one again. */
function joined(before: string, after: string): string {
  const next = after.trimStart();
  if (/\p{Ll}[-\u00ad]$/u.test(before) && /^\p{Ll}/u.test(next)) return before.slice(0, -1) + next;
  return `${before.trimEnd()} ${next}`;
}
