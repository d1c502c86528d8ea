/** Reads a pdf with pdf.js, page by page, up to limits of pages and time; says what it would do when opened. */
import { inflateSync } from "node:zlib";
import * as z from "zod";
import type { ReadingFlag } from "../domain/reading.ts";
import type { Blocks } from "./blocks.ts";
import { pageLimit, pageTime, textLimit, Unreadable } from "./limits.ts";
import { type Found, layOut, type Piece } from "./pdf-layout.ts";
import { flowing, type Page } from "./pdf-pages.ts";

const Item = z.object({
  str: z.string(),
  width: z.number(),
  height: z.number(),
  transform: z.array(z.number()),
});

/** How many pages there were, and how many of them had no text. */
export interface Pages {
  pages: number;
  empty: number;
}

export async function readPdf(bytes: Uint8Array, into: Blocks): Promise<Pages> {
  for (const flag of flagsOf(bytes)) into.flag(flag);
  const { getDocumentProxy } = await import("unpdf");
  const began = performance.now();
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    enableXfa: false,
  }).catch((error: unknown) => {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    throw new Unreadable(isLocked ? "encrypted" : "damaged", "The pdf does not open");
  });
  const pages = { pages: document.numPages, empty: 0 };
  const laid: Page[] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const isLate = performance.now() - began > pageTime;
    if (number > pageLimit || isLate || characters > textLimit) {
      into.flag("truncated");
      break;
    }
    try {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent({ includeMarkedContent: false });
      laid.push({ number, found: layOut(piecesOf(items)) });
      characters += laid.at(-1)?.found.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
      page.cleanup();
    } catch {
      into.flag("damaged"); // this page only
      laid.push({ number, found: [] });
    }
  }
  pages.empty = laid.filter(({ found }) => found.length === 0).length;
  let tables = 0;
  for (const { number, found } of flowing(laid)) tables += addPage(found, number, tables, into);
  await flagActions(document, into);
  return pages;
}

function piecesOf(items: unknown[]): Piece[] {
  return items.flatMap((item) => {
    const parsed = Item.safeParse(item);
    if (!parsed.success) return [];
    const { str, width, height, transform } = parsed.data;
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
    return [{ text: str, x, y, width, height: height || Math.hypot(c, d) || Math.hypot(a, b) }];
  });
}

function addPage(all: readonly Found[], page: number, tables: number, into: Blocks): number {
  let most = 0;
  for (const found of all) {
    if (found.kind === "paragraph")
      into.add({ kind: found.large ? "heading" : "paragraph", text: found.text, place: { page } });
    else {
      most = Math.max(most, found.table);
      const { row, cell } = found;
      into.add({
        kind: "table-cell",
        text: found.text,
        place: { page, table: tables + found.table, row, cell },
      });
    }
  }
  return most;
}

const names: [RegExp, ReadingFlag][] = [
  [/\/(JavaScript|JS)(?![A-Za-z])/, "pdf-javascript"],
  [/\/Launch(?![A-Za-z])/, "pdf-launch"],
  [/\/EmbeddedFiles?(?![A-Za-z])/, "pdf-embedded-file"],
  [/\/XFA(?![A-Za-z])/, "pdf-xfa"],
];
const inflatedMost = 24 * 1024 * 1024; // of objects that are packed, all together

/** By the names in the file itself, so that a pdf that does not open is flagged, too; names may be written in hex. */
function flagsOf(bytes: Uint8Array): Set<ReadingFlag> {
  const flags = new Set<ReadingFlag>();
  const look = (source: string) => {
    const plain = source.includes("#")
      ? source.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : source;
    for (const [pattern, flag] of names) if (pattern.test(plain)) flags.add(flag);
    if (actsOnOpening(plain)) flags.add("pdf-open-action");
  };
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  look(source);
  let left = inflatedMost;
  for (const found of source.matchAll(/\/ObjStm\b/g)) {
    const from = source.indexOf("stream", found.index);
    const to = source.indexOf("endstream", from);
    if (from < 0 || to < 0 || from - found.index > 1000 || left <= 0) continue;
    const start = from + (source[from + 6] === "\r" ? 8 : 7);
    try {
      const inner = inflateSync(bytes.subarray(start, to), {
        maxOutputLength: Math.min(left, 4 * 1024 * 1024),
      });
      left -= inner.length;
      look(inner.toString("latin1"));
    } catch {
      left -= 65_536; // not packed that way, or too large: pdf.js is asked besides
    }
  }
  return flags;
}

/** To open on a certain page, as most programs write it, is no act: only what is more than that counts. */
function actsOnOpening(source: string): boolean {
  for (const { 1: rest = "" } of source.matchAll(/\/OpenAction(?![A-Za-z])\s*(.{0,300})/gs)) {
    const [, object] = /^(\d+)\s+\d+\s+R\b/.exec(rest) ?? [];
    const at = object ? source.search(new RegExp(`\\b${object}\\s+\\d+\\s+obj\\b`)) : -1;
    const action = object && at >= 0 ? source.slice(at, at + 300).replace(/^.*?obj\s*/s, "") : rest;
    if (!/^\[|^<<[^>]*\/S\s*\/GoTo(?![A-Za-z])/s.test(action)) return true;
  }
  return false;
}

type PdfDocument = Awaited<ReturnType<typeof import("unpdf")["getDocumentProxy"]>>;

/** The same by pdf.js, which sees into locked and unusual files. */
async function flagActions(document: PdfDocument, into: Blocks): Promise<void> {
  const quiet = async (ask: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await ask();
    } catch {
      return null; // a damaged catalogue
    }
  };
  if (await quiet(() => document.getJSActions())) into.flag("pdf-javascript");
  if (await quiet(() => document.getAttachments())) into.flag("pdf-embedded-file");
  const opening = await quiet(() => document.getOpenAction());
  if (opening instanceof Object && "action" in opening) into.flag("pdf-open-action");
  await quiet(() => document.loadingTask.destroy());
}
