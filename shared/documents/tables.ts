/** Puts tables of questions and answers into the order of reading: each question, then the cells that answer it. */
import { spokenIn } from "./heads.ts";
import { type Marker, markerOf } from "./markers.ts";
import { bodyOf, type Unit } from "./units.ts";
import type { Matcher } from "./words.ts";

type Row = Unit[][]; // units of each cell that holds text
const questionWords = /^\W*(n[°ºo]?\.?\s*)?(preguntas?|questions?|perguntas?)\b/i;

/** Units outside tables, and tables of one column, stay as they are. */
export function arrangeTables(units: readonly Unit[], matcher: Matcher): Unit[] {
  const arranged: Unit[] = [];
  for (let at = 0; at < units.length; ) {
    const table = units[at]?.cell?.table;
    let end = at + 1;
    if (table !== undefined) while (units[end]?.cell?.table === table) end += 1;
    const part = units.slice(at, end);
    arranged.push(...(table === undefined ? part : arrangeTable(part, matcher)));
    at = end;
  }
  return arranged;
}

function arrangeTable(units: Unit[], matcher: Matcher): Unit[] {
  const rows = rowsOf(units);
  if (rows.every((row) => row.length < 2)) return units;
  const columns = columnsOf(rows[0] ?? [], matcher);
  if (columns && rows.length > 1) return byColumn(rows);
  const width = Math.max(...units.map(({ cell }) => cell?.cell ?? 1));
  const heads = rows.map((row) => headOf(row, matcher, width));
  const isSpoken = heads.some((head) => head?.spoken);
  const isTitled = rows[0]?.some(([first]) => first && questionWords.test(first.text)) ?? false;
  const isOfQuestions = isSpoken || isTitled;
  return rows.flatMap((row, at) => {
    const head = heads[at];
    if (row.length < 2 && !(head?.spoken && width > 1)) return row.flat();
    if (head && (head.spoken || isOfQuestions)) return [head.unit, ...head.answer];
    return row
      .flat()
      .map((unit): Unit => (isOfQuestions ? { ...unit, role: "loose" } : { ...unit, role: "answer" }));
  });
}

function rowsOf(units: Unit[]): Row[] {
  const rows = new Map<number, Map<number, Unit[]>>();
  for (const unit of units) {
    const { row = 0, cell = 0 } = unit.cell ?? {};
    const cells = rows.get(row) ?? new Map<number, Unit[]>();
    rows.set(row, cells);
    cells.set(cell, [...(cells.get(cell) ?? []), unit]);
  }
  return [...rows.values()].map((cells) => [...cells.values()]);
}

const textOf = (cell: readonly Unit[]) => cell.map((unit) => unit.text).join(" ");

/** A first row in which every cell asks another question: the answers stand below. */
function columnsOf(row: Row, matcher: Matcher): boolean {
  const asked = row.map((cell) => spokenIn(matcher, textOf(cell), true));
  const found = new Set(
    asked.flatMap((spoken) => (spoken && spoken.strength !== "hinted" ? [spoken.index] : [])),
  );
  return found.size >= 2 && found.size >= row.length - 1;
}

function byColumn(rows: Row[]): Unit[] {
  const [head = [], ...below] = rows;
  return head.flatMap((cell) => {
    const column = cell[0]?.cell?.cell;
    const answers = below.flatMap((row) => row.filter(([first]) => first?.cell?.cell === column).flat());
    return [...asHead(cell, null), ...answers.map((unit): Unit => ({ ...unit, role: "answer" }))];
  });
}

/** The paragraphs of a cell as one question. */
function asHead(cell: Unit[], marker: Marker | null): Unit[] {
  const [first] = cell;
  if (!first) return [];
  const text = textOf(cell);
  const own = marker ?? markerOf(text);
  const rest = marker ? text : (own?.rest ?? text);
  return [{ ...first, text, marker: own ? { ...own, rest } : null, role: "head" }];
}

/** The cell of a row that asks, its number where one stands before it, and the cells that answer. */
function headOf(
  row: Row,
  matcher: Matcher,
  width: number,
): { unit: Unit; answer: Unit[]; spoken: boolean } | null {
  const [first = []] = row;
  const number = numberOf(first);
  for (const [at, cell] of row.entries()) {
    if (at > 2 || cell[0]?.cell?.cell === width) break; // the last column answers, also where it is empty
    const body = cell.map((unit) => bodyOf(unit)).join(" ");
    const spoken = spokenIn(matcher, body, true);
    if (!spoken || spoken.strength === "hinted") continue;
    const [unit] = asHead(cell, at > 0 ? number : null);
    return unit ? { unit, answer: answering(row.slice(at + 1)), spoken: true } : null;
  }
  if (!number) return null;
  // Only numbered: the words beside the number are the question when a third cell can be the answer.
  const isBare = textOf(first).length <= 12;
  const asked = isBare && row.length > 2 ? (row[1] ?? []) : first;
  const [unit] = asHead(asked, asked === first ? null : number);
  if (!unit) return null;
  const head: Unit = asked === first ? { ...unit, marker: number } : unit;
  return { unit: head, answer: answering(row.slice(asked === first ? 1 : 2)), spoken: false };
}

const answering = (row: Row): Unit[] => row.flat().map((unit) => ({ ...unit, role: "answer" }));

function numberOf(cell: readonly Unit[]): Marker | null {
  const text = textOf(cell).trim();
  if (/^\d{1,2}$/.test(text)) return { kind: "number", numbers: [Number(text)], format: "cell", rest: "" };
  const marker = cell[0]?.marker ?? null;
  return marker && marker.kind !== "block" ? marker : null;
}
