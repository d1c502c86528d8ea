/**
 * The cells of a workbook's first sheet, as text. The package is opened by our own reader of zips, which judges its
 * directory before anything is inflated; formulas are not computed, and only what they last came to is read.
 */
import { Unreadable } from "./limits.ts";
import { readXml } from "./xml.ts";
import { isZip, openZip, type Zip } from "./zip.ts";

/** How much of a list is read: far above any roll of parties. */
export const sheetLimits = { rows: 5000, columns: 60, cell: 2000, part: 12 * 1024 * 1024 } as const;

/** The rows of the first sheet; rows and cells without content are empty. Throws Unreadable. */
export function readWorkbook(bytes: Uint8Array): string[][] {
  if (!isZip(bytes)) throw new Unreadable("damaged", "This is no workbook");
  const zip = openZip(bytes);
  const sheet = partOf(zip, firstSheet(zip));
  if (!sheet) throw new Unreadable("damaged", "The workbook has no sheet");
  return rowsOf(sheet, sharedStrings(zip));
}

function partOf(zip: Zip, name: string): Uint8Array | null {
  const entry = zip.entries.get(name);
  if (entry && entry.size > sheetLimits.part) throw new Unreadable("too-large", `${name} is too large`);
  return zip.read(name);
}

/** The first sheet by the workbook's own order; where that says nothing, the one that is called so. */
function firstSheet(zip: Zip): string {
  let id = "";
  const workbook = partOf(zip, "xl/workbook.xml");
  if (workbook)
    readXml(workbook, {
      open: (name, { id: relation = "" }) => {
        if (name === "sheet") id ||= relation;
      },
    });
  let target = "";
  const relations = partOf(zip, "xl/_rels/workbook.xml.rels");
  if (relations)
    readXml(relations, {
      open: (name, { Id, Target = "" }) => {
        if (name === "Relationship" && Id === id) target = Target;
      },
    });
  if (target === "") return "xl/worksheets/sheet1.xml";
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** Texts that cells name by number. A text may stand in pieces, each with its own look; how it is spoken is left out. */
function sharedStrings(zip: Zip): string[] {
  const part = partOf(zip, "xl/sharedStrings.xml");
  const texts: string[] = [];
  if (!part) return texts;
  let text = "";
  let inText = false;
  let spoken = 0;
  readXml(part, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") spoken += 1;
      inText = name === "t" && spoken === 0;
    },
    text: (some) => {
      if (inText && text.length < sheetLimits.cell) text += some;
    },
    close: (name) => {
      if (name === "t") inText = false;
      if (name === "rPh") spoken -= 1;
      if (name === "si") texts.push(text.slice(0, sheetLimits.cell));
    },
  });
  return texts;
}

function rowsOf(sheet: Uint8Array, shared: readonly string[]): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let column = 0;
  let type = "n";
  let text = "";
  let inValue = false;
  readXml(sheet, {
    open: (name, attributes) => {
      if (name === "row") row = startRow(rows, Number(attributes.r));
      if (name === "c") {
        column = columnOf(attributes.r) ?? row.length;
        type = attributes.t ?? "n";
        text = "";
      }
      inValue = name === "v" || name === "t";
    },
    text: (some) => {
      if (inValue && text.length < sheetLimits.cell) text += some;
    },
    close: (name) => {
      if (name === "v" || name === "t") inValue = false;
      if (name !== "c" || column >= sheetLimits.columns) return;
      while (row.length < column) row.push("");
      row[column] = cellValue(type, text, shared).slice(0, sheetLimits.cell);
    },
  });
  return rows;
}

/** Rows without content are left out of the file; their numbers say so. */
function startRow(rows: string[][], number: number): string[] {
  const row: string[] = [];
  const place = Number.isInteger(number) && number > rows.length ? number - 1 : rows.length;
  if (place > sheetLimits.rows) return row; // one more than there may be tells that there are too many
  while (rows.length < place) rows.push([]);
  rows.push(row);
  return row;
}

/** 27 of "AB12": the column of a cell, from 0. */
function columnOf(place: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(place ?? "")?.[0];
  if (!letters) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellValue(type: string, text: string, shared: readonly string[]): string {
  if (type === "s") return shared[Number(text)] ?? "";
  if (type === "b") return text === "1" ? "TRUE" : "FALSE";
  return type === "e" ? "" : text; // a formula that failed has no value
}
