/**
 * Reads a docx over its XML: running text, lists with the numbers Word would show, tables, text boxes, footnotes and
 * comments; deleted text is left out, inserted text is in. Ours, because the libraries inflate without a cap, drop the
 * numbers of lists and text boxes, or give HTML that must be read once more.
 */
import type { Block } from "../domain/reading.ts";
import type { Blocks } from "./blocks.ts";
import { type Numbering, readNumbering, readStyles, type Styles } from "./docx-styles.ts";
import { Unreadable } from "./limits.ts";
import { readXml } from "./xml.ts";
import type { Zip } from "./zip.ts";

type Part = Block["place"]["part"];

interface Paragraph {
  text: string;
  style: string;
  outline?: number;
  list?: { id: string; level: number };
  notes: string[]; // footnotes that it refers to
}

interface Given {
  styles: Styles;
  numbering: Numbering;
  notes: Map<string, string[]>;
}

/** Deleted text, codes of fields, and the second copy of a text box that is kept for older programs. */
const skipped = new Set(["del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback"]);

export function readDocx(zip: Zip, into: Blocks): void {
  const document = mainPart(zip);
  const folder = document.slice(0, document.lastIndexOf("/") + 1);
  const targets = flagParts(zip, into, folder);
  const bytes = zip.read(document);
  if (!bytes) throw new Unreadable("damaged", "The docx has no document");
  const given: Given = {
    styles: readStyles(zip, targets.get("styles") ?? `${folder}styles.xml`),
    numbering: readNumbering(zip, targets.get("numbering") ?? `${folder}numbering.xml`),
    notes: new Map(),
  };
  for (const kind of ["footnotes", "endnotes"]) {
    const part = zip.read(targets.get(kind) ?? `${folder}${kind}.xml`);
    if (part) readNotes(part, kind === "footnotes" ? "f" : "e", given, into);
  }
  readStory(bytes, given, into);
  const comments = zip.read(targets.get("comments") ?? `${folder}comments.xml`);
  if (comments) {
    const before = into.blocks.length;
    readStory(comments, given, into, "comment");
    if (into.blocks.length > before) into.flag("comments");
  }
}

function mainPart(zip: Zip): string {
  let found = "word/document.xml";
  readXml(zip.read("_rels/.rels") ?? new Uint8Array(), {
    open: (name, { Type = "", Target = "" }) => {
      if (name === "Relationship" && Type.endsWith("/officeDocument")) found = Target.replace(/^\//, "");
    },
  });
  return found;
}

const isElsewhere = (target: string) => /^(https?|ftp):|^\\\\|^file:\/\/[^/]|^file:\/{4,}/i.test(target);

/** Says what the package brings along; answers where the parts of the document are, by kind. */
function flagParts(zip: Zip, into: Blocks, folder: string): Map<string, string> {
  const targets = new Map<string, string>();
  for (const name of zip.entries.keys()) {
    if (/vbaProject\.bin$/i.test(name)) into.flag("macros");
    if (name.startsWith(`${folder}embeddings/`)) into.flag("embedded-file");
    if (!name.endsWith(".rels")) continue;
    const isDocuments = name.startsWith(`${folder}_rels/document`);
    readXml(zip.read(name) ?? new Uint8Array(), {
      open: (tag, { Type = "", Target = "", TargetMode = "" }) => {
        if (tag !== "Relationship") return;
        const kind = Type.slice(Type.lastIndexOf("/") + 1);
        if (TargetMode === "External") {
          if (kind === "image") into.flag("remote-content");
          else if (kind !== "hyperlink" && isElsewhere(Target)) into.flag("remote-template");
        } else if (isDocuments) targets.set(kind, Target.startsWith("/") ? Target.slice(1) : folder + Target);
      },
    });
  }
  return targets;
}

function readNotes(bytes: Uint8Array, sign: string, given: Given, into: Blocks): void {
  let id = "";
  let text = "";
  let skipping = 0;
  readXml(bytes, {
    open: (name, attributes) => {
      if (skipped.has(name)) skipping += 1;
      if (name === "footnote" || name === "endnote") {
        id = attributes.type ? "" : sign + (attributes.id ?? ""); // the line above the notes is one of them, typed
        text = "";
      } else if (name === "tab" || name === "br" || name === "p") text += " ";
    },
    text: (piece) => {
      if (!skipping && piece.trim() !== "") text += piece;
      else if (!skipping && !piece.includes("\n")) text += piece;
    },
    close: (name) => {
      if (skipped.has(name)) skipping -= 1;
      if ((name === "footnote" || name === "endnote") && id) given.notes.set(id, [text]);
    },
  });
  if (into.isFull()) into.flag("truncated");
}

interface Table {
  table: number;
  row: number;
  cell: number;
}

/** One story: the document itself, or all comments. A text box is a story within a paragraph. */
function readStory(bytes: Uint8Array, given: Given, into: Blocks, part?: Part): void {
  const paragraphs: Paragraph[] = [];
  const tables: (Table | null)[] = []; // null: a text box, whose paragraphs stand in no cell
  let tablesSeen = 0;
  let skipping = 0;
  let inText = 0;
  let hidden = false;
  let ofRun = false;

  const finish = (paragraph: Paragraph) => {
    const list = paragraph.list ?? given.styles.listOf(paragraph.style);
    const isListed = list !== undefined && list.id !== "0" && paragraph.text.trim() !== "";
    const label = isListed ? given.numbering.next(list.id, list.level) : undefined;
    const table = tables.at(-1) ?? undefined;
    const level = paragraph.outline ?? given.styles.heading(paragraph.style);
    const kind = table
      ? "table-cell"
      : level !== undefined
        ? "heading"
        : label !== undefined
          ? "list-item"
          : "paragraph";
    const beside: Part = part ?? (tables.includes(null) ? "text-box" : undefined);
    into.add({
      kind,
      text: paragraph.text,
      ...(label ? { label } : {}),
      ...(kind === "heading" && level !== undefined ? { level } : {}),
      ...(kind === "list-item" && list ? { level: list.level + 1 } : {}),
      place: { ...(table ?? {}), ...(beside ? { part: beside } : {}) },
    });
    for (const text of paragraph.notes.flatMap((id) => given.notes.get(id) ?? []))
      into.add({ kind: "paragraph", text, place: { ...(table ?? {}), part: "footnote" } });
  };

  readXml(bytes, {
    open: (name, attributes) => {
      if (skipped.has(name)) {
        if (name !== "instrText" && name !== "Fallback") into.flag("tracked-changes");
        skipping += 1;
      }
      if (skipping) return;
      const { val = "" } = attributes;
      const paragraph = paragraphs.at(-1);
      if (name === "p") paragraphs.push({ text: "", style: "", notes: [] });
      else if (name === "txbxContent") tables.push(null);
      else if (name === "tbl") tables.push({ table: ++tablesSeen, row: 0, cell: 0 });
      else if (name === "ins" || name === "moveTo") into.flag("tracked-changes");
      else if (name === "tr" || name === "tc") step(tables.at(-1), name);
      else if (name === "r") hidden = false;
      else if (name === "rPr") ofRun = true;
      else if (name === "vanish" && ofRun && val !== "0" && val !== "false") hidden = true;
      else if (!paragraph) return;
      else if (name === "t") inText += 1;
      else if (name === "tab" || name === "ptab") paragraph.text += "\t";
      else if (name === "br" || name === "cr") paragraph.text += "\n";
      else if (name === "noBreakHyphen") paragraph.text += "-";
      else if (name === "pStyle") paragraph.style = val;
      else if (name === "outlineLvl" && Number(val) < 9) paragraph.outline = Number(val) + 1;
      else if (name === "ilvl") paragraph.list = { id: paragraph.list?.id ?? "0", level: Number(val) || 0 };
      else if (name === "numId") paragraph.list = { id: val, level: paragraph.list?.level ?? 0 };
      else if (name === "footnoteReference") paragraph.notes.push(`f${attributes.id ?? ""}`);
      else if (name === "endnoteReference") paragraph.notes.push(`e${attributes.id ?? ""}`);
    },
    text: (text) => {
      const paragraph = paragraphs.at(-1);
      if (skipping || !inText || !paragraph) return;
      if (hidden) into.flag("hidden-text");
      else paragraph.text += text;
    },
    close: (name) => {
      if (skipped.has(name)) skipping -= 1;
      if (skipping) return;
      if (name === "t" && inText) inText -= 1;
      else if (name === "rPr") ofRun = false;
      else if (name === "r") hidden = false;
      else if (name === "tbl" || name === "txbxContent") tables.pop();
      else if (name === "p") {
        const paragraph = paragraphs.pop();
        if (paragraph) finish(paragraph);
      }
    },
  });
}

function step(table: Table | null | undefined, name: string): void {
  if (!table) return;
  if (name === "tc") table.cell += 1;
  else {
    table.row += 1;
    table.cell = 0;
  }
}
