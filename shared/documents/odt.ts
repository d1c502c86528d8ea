/** Reads an OpenDocument text over its XML: headings, numbered lists, tables, notes, text boxes, comments. */
import type { Block } from "../domain/reading.ts";
import type { Blocks } from "./blocks.ts";
import { Unreadable } from "./limits.ts";
import { numberText } from "./numbers.ts";
import { type Attributes, readXml } from "./xml.ts";
import type { Zip } from "./zip.ts";

interface Level {
  format: string;
  prefix: string;
  suffix: string;
  start: number;
  shown: number; // how many levels the label shows
}
interface Styles {
  lists: Map<string, Level[]>;
  paragraphs: Map<string, string>; // style of a paragraph → of its list
  headings: Map<string, number>;
}

export function readOdt(zip: Zip, into: Blocks): void {
  flagParts(zip, into);
  const bytes = zip.read("content.xml");
  if (!bytes) throw new Unreadable("damaged", "The odt has no content");
  const styles: Styles = { lists: new Map(), paragraphs: new Map(), headings: new Map() };
  for (const part of [zip.read("styles.xml"), bytes]) if (part) readStyles(styles, part);
  readContent(bytes, styles, into);
}

function flagParts(zip: Zip, into: Blocks): void {
  for (const name of zip.entries.keys()) {
    if (/^(Basic|Scripts)\/.+/.test(name) && !/script-l[bc]\.xml$/.test(name)) into.flag("macros");
    if (/^Object [^/]+\/content\.xml$/.test(name)) into.flag("embedded-file");
  }
  readXml(zip.read("META-INF/manifest.xml") ?? new Uint8Array(), {
    open: (name) => {
      if (name === "encryption-data") throw new Unreadable("encrypted", "The odt is locked");
    },
  });
}

const headingLevel = (style: string): number | undefined => {
  const [, level] = /^Heading_20_(\d)/.exec(style) ?? [];
  return level ? Number(level) : undefined;
};

function readStyles(
  { lists: styles, paragraphs: paragraphLists, headings }: Styles,
  bytes: Uint8Array,
): void {
  let levels: Level[] | undefined;
  readXml(bytes, {
    open: (name, attributes) => {
      if (name === "list-style" || name === "outline-style") {
        levels = [];
        styles.set(attributes.name ?? "outline", levels);
      } else if (name === "style" && attributes.family === "paragraph") {
        const list = attributes["list-style-name"];
        if (list) paragraphLists.set(attributes.name ?? "", list);
        const parent = attributes["parent-style-name"] ?? "";
        const level = headingLevel(attributes.name ?? "") ?? headings.get(parent) ?? headingLevel(parent);
        if (level) headings.set(attributes.name ?? "", level);
      } else if (levels && /^(list-level-style-|outline-level-style)/.test(name))
        levels[Number(attributes.level) - 1] = levelOf(name, attributes);
    },
    close: (name) => {
      if (name === "list-style" || name === "outline-style") levels = undefined;
    },
  });
}

const levelOf = (name: string, attributes: Attributes): Level => ({
  format: name.endsWith("-bullet") || name.endsWith("-image") ? "" : (attributes["num-format"] ?? ""),
  prefix: attributes["num-prefix"] ?? "",
  suffix: attributes["num-suffix"] ?? "",
  start: Number(attributes["start-value"]) || 1,
  shown: Number(attributes["display-levels"]) || 1,
});

interface Paragraph {
  text: string;
  level?: number; // of a heading
  label?: string;
  isItem: boolean;
}
interface List {
  style: string;
  next: number;
  isFresh: boolean; // the item at hand has not written its number yet
}
interface Table {
  table: number;
  row: number;
  cell: number;
}

const skipped = new Set(["tracked-changes", "forms", "sequence-decls", "note-citation", "creator", "date"]);
const isPlaced = new Set(["text-box", "note-body", "annotation"]);

function readContent(
  bytes: Uint8Array,
  { lists: styles, paragraphs: paragraphLists, headings }: Styles,
  into: Blocks,
): void {
  const paragraphs: Paragraph[] = [];
  const lists: List[] = [];
  const counters = new Map<string, number[]>(); // by list style, so that "continue numbering" does
  const tables: (Table | null)[] = [];
  const parts: Block["place"]["part"][] = [];
  let tablesSeen = 0;
  let skipping = 0;
  let inBody = false;

  const labelOf = (list: List, depth: number) => {
    const levels = styles.get(list.style) ?? [];
    const level = levels[depth];
    if (!level?.format) return undefined;
    const counts = counters.get(list.style) ?? [];
    counts[depth] = list.next - 1;
    counters.set(list.style, counts);
    const from = Math.max(0, depth + 1 - level.shown);
    const shown = Array.from({ length: depth + 1 - from }, (_, at) => from + at);
    const numbers = shown.map((at) => numberText(counts[at] ?? 1, levels[at]?.format ?? "1"));
    return level.prefix + numbers.join(".") + level.suffix;
  };
  const openList = (attributes: Attributes) => {
    const style = attributes["style-name"] ?? lists.at(-1)?.style ?? "";
    const goesOn = attributes["continue-numbering"] === "true" || attributes["continue-list"] !== undefined;
    const before = counters.get(style)?.[lists.length] ?? 0;
    const start = styles.get(style)?.[lists.length]?.start ?? 1;
    lists.push({ style, next: goesOn && before ? before + 1 : start, isFresh: false });
  };
  const openItem = (name: string, attributes: Attributes) => {
    const list = lists.at(-1);
    if (!list || name === "list-header") return;
    list.next = Number(attributes["start-value"]) || list.next;
    list.isFresh = true;
  };
  /** An item counts when it has a paragraph of its own: one that only wraps a deeper list has no number. */
  const takeLabel = (list: List) => {
    if (!list.isFresh) return undefined;
    list.isFresh = false;
    list.next += 1;
    return labelOf(list, lists.length - 1);
  };
  const openParagraph = (name: string, attributes: Attributes) => {
    const list = lists.at(-1);
    const style = attributes["style-name"] ?? "";
    const level =
      name === "h" ? Number(attributes["outline-level"]) || 1 : (headings.get(style) ?? headingLevel(style));
    const named = paragraphLists.get(attributes["style-name"] ?? "");
    if (list && !list.style && named) list.style = named;
    const label = list ? takeLabel(list) : undefined;
    paragraphs.push({
      text: "",
      isItem: list !== undefined,
      ...(level ? { level } : {}),
      ...(label ? { label } : {}),
    });
  };
  const finish = ({ text, level, label, isItem }: Paragraph) => {
    const table = tables.at(-1);
    const part = parts.at(-1);
    if (part === "comment" && text.trim()) into.flag("comments");
    const kind = table ? "table-cell" : level ? "heading" : isItem ? "list-item" : "paragraph";
    into.add({
      kind,
      text,
      ...(label ? { label } : {}),
      ...(kind === "heading" && level ? { level } : {}),
      ...(kind === "list-item" ? { level: lists.length } : {}),
      place: { ...(table ?? {}), ...(part ? { part } : {}) },
    });
  };

  readXml(bytes, {
    open: (name, attributes) => {
      if (name === "body") inBody = true;
      if (skipped.has(name)) skipping += 1;
      if (name === "changed-region") into.flag("tracked-changes");
      if (skipping || !inBody) return;
      const paragraph = paragraphs.at(-1);
      if (name === "p" || name === "h") openParagraph(name, attributes);
      else if (name === "list") openList(attributes);
      else if (name === "list-item" || name === "list-header") openItem(name, attributes);
      else if (name === "table") tables.push({ table: ++tablesSeen, row: 0, cell: 0 });
      else if (name === "table-row" || name === "table-cell" || name === "covered-table-cell")
        step(tables.at(-1), name);
      else if (isPlaced.has(name)) {
        parts.push(name === "text-box" ? "text-box" : name === "annotation" ? "comment" : "footnote");
        tables.push(null);
      } else if (name === "image" && /^https?:/.test(attributes.href ?? "")) into.flag("remote-content");
      else if (!paragraph) return;
      else if (name === "s") paragraph.text += " ".repeat(Math.min(Number(attributes.c) || 1, 50));
      else if (name === "tab") paragraph.text += "\t";
      else if (name === "line-break") paragraph.text += "\n";
    },
    text: (text) => {
      const paragraph = paragraphs.at(-1);
      if (!skipping && paragraph) paragraph.text += text.replace(/\s+/g, " ");
    },
    close: (name) => {
      if (skipped.has(name)) skipping -= 1;
      if (skipping || !inBody) return;
      if (name === "p" || name === "h") {
        const paragraph = paragraphs.pop();
        if (paragraph) finish(paragraph);
      } else if (name === "list") lists.pop();
      else if (name === "table") tables.pop();
      else if (isPlaced.has(name)) {
        parts.pop();
        tables.pop();
      }
    },
  });
}

function step(table: Table | null | undefined, name: string): void {
  if (!table) return;
  if (name === "table-row") {
    table.row += 1;
    table.cell = 0;
  } else table.cell += 1;
}
