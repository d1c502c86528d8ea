/** Reads a page: its visible text in blocks, its tables by row and cell; nothing of it is run or loaded. */
import { Parser } from "htmlparser2";
import type { Block } from "../domain/reading.ts";
import type { Blocks } from "./blocks.ts";
import { textOf } from "./charset.ts";
import { partLimit } from "./limits.ts";

const unseen = new Set([
  "script",
  "style",
  "head",
  "noscript",
  "template",
  "object",
  "svg",
  "select",
  "textarea",
]);
const active = new Set(["script", "form", "iframe", "object", "embed", "applet"]);
const parting = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figcaption footer form header hr li main nav ol p pre section ul".split(
    " ",
  ),
);
const remote = /^\s*(?:https?:|ftp:|\/\/|file:\/\/|\\\\)/i;

interface Table {
  table: number;
  row: number;
  cell: number;
}

interface List {
  ordered: boolean;
  next: number;
}

/** The charset that a page names near its beginning. */
function charsetOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString("latin1");
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
}

export function readHtml(bytes: Uint8Array, into: Blocks): void {
  if (bytes.length > partLimit) into.flag("truncated");
  readPage(textOf(bytes.subarray(0, partLimit), charsetOf(bytes)), into);
}

function readPage(page: string, into: Blocks): void {
  const tables: Table[] = [];
  const lists: List[] = [];
  let tablesSeen = 0;
  let skipping = 0;
  let text = "";
  let heading: number | undefined;
  let item: { label?: string; level: number } | undefined;
  let pre = 0;

  const kind = (): Block["kind"] =>
    tables.length ? "table-cell" : heading ? "heading" : item ? "list-item" : "paragraph";
  const flush = () => {
    if (text.trim() !== "") {
      const level = heading ?? item?.level;
      const label = item?.label;
      const table = tables.at(-1);
      into.add({
        kind: kind(),
        text,
        ...(level && !table ? { level } : {}),
        ...(label ? { label } : {}),
        place: table ? { ...table } : {},
      });
      if (item) item = { level: item.level }; // its number stands before the first of its paragraphs
    }
    text = "";
  };

  const openTag = (name: string, attributes: Record<string, string>) => {
    warn(name, attributes, into);
    if (unseen.has(name)) skipping += 1;
    if (skipping) return;
    const [, level] = /^h([1-6])$/.exec(name) ?? [];
    if (level || parting.has(name)) flush();
    if (level) heading = Number(level);
    if (name === "br") text += "\n";
    else if (name === "pre") pre += 1;
    else if (name === "ol" || name === "ul")
      lists.push({ ordered: name === "ol", next: Number(attributes.start) || 1 });
    else if (name === "li") item = itemOf(lists, attributes);
    else if (name === "table") {
      flush();
      tables.push({ table: ++tablesSeen, row: 0, cell: 0 });
    } else if (name === "tr" || name === "td" || name === "th") {
      flush();
      step(tables.at(-1), name);
    }
  };
  const closeTag = (name: string) => {
    if (unseen.has(name)) skipping = Math.max(0, skipping - 1);
    if (skipping) return;
    const isHeading = /^h[1-6]$/.test(name);
    if (isHeading || parting.has(name) || name === "td" || name === "th" || name === "table") flush();
    if (isHeading) heading = undefined;
    else if (name === "pre") pre = Math.max(0, pre - 1);
    else if (name === "table") tables.pop();
    else if (name === "ol" || name === "ul") lists.pop();
    else if (name === "li") item = undefined;
  };
  const parser = new Parser({
    onopentag: openTag,
    onclosetag: closeTag,
    ontext: (piece) => {
      if (!skipping) text += pre ? piece : piece.replace(/\s+/g, " ");
    },
  });
  parser.end(page);
  flush();
}

function itemOf(lists: List[], attributes: Record<string, string>) {
  const list = lists.at(-1);
  const level = Math.max(1, lists.length);
  if (!list?.ordered) return { level };
  const number = Number(attributes.value) || list.next;
  list.next = number + 1;
  return { level, label: `${number}.` };
}

function step(table: Table | undefined, name: string): void {
  if (!table) return;
  if (name === "tr") {
    table.row += 1;
    table.cell = 0;
  } else table.cell += 1;
}

function warn(name: string, attributes: Record<string, string>, into: Blocks): void {
  const isHandler = Object.keys(attributes).some((key) => key.startsWith("on"));
  if (active.has(name) || isHandler || /^\s*javascript:/i.test(attributes.href ?? ""))
    into.flag("active-content");
  const loaded = attributes.src ?? attributes.background ?? (name === "link" ? attributes.href : undefined);
  if (loaded && remote.test(loaded)) into.flag("remote-content");
}
