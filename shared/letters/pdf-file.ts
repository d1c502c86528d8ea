/**
 * Writes a PDF file from what stands where: pages, and the paragraphs that they belong to, in reading order.
 *
 * Words go in as hexadecimal strings, so that none of their signs can end the string or begin an instruction; nothing
 * of the clock or of chance goes in at all. The fonts are two of the fourteen that every reader has, so that none is
 * embedded.
 */
import { createHash } from "node:crypto";

/** Bytes of winansi.ts in a line, their left end on the page, in points from its lower left corner. */
export interface Run {
  bytes: readonly number[];
  x: number;
  y: number;
  size: number;
  bold?: boolean;
  brand?: boolean;
  wordSpace?: number; // added to each space
}

/** What of one paragraph stands on one page. Without a paragraph it is no part of the text: a page's number, a rule. */
export interface Part {
  paragraph?: number; // its place among the document's
  runs: readonly Run[];
  rule?: { x: number; y: number; width: number };
}

export interface Document {
  language: string;
  title: string;
  author: string;
  paragraphs: readonly ("H1" | "P")[];
  pages: readonly (readonly Part[])[];
}

export const paper = { width: 595.28, height: 841.89 }; // A4

/** The bytes of the file; the same document gives the same ones. */
export function pdfFile(document: Document): Uint8Array {
  const { pages, paragraphs } = document;
  const pageAt = (page: number) => fixed + 2 * page;
  const paragraphAt = (place: number) => fixed + 2 * pages.length + place;
  const marks = pages.map(markedParts);
  const objects = [
    `<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>/Lang${words(document.language)}/ViewerPreferences<</DisplayDocTitle true>>>>`,
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${pageAt(at)} 0 R`).join(" ")}]/MediaBox[0 0 ${paper.width} ${paper.height}]/Resources<</Font<</F1 4 0 R/F2 5 0 R>>>>>>`,
    `<</Title${words(document.title)}/Author${words(document.author)}>>`,
    font("Times-Roman"),
    font("Times-Bold"),
    `<</Type/StructTreeRoot/K 8 0 R/ParentTree 7 0 R/ParentTreeNextKey ${pages.length}>>`,
    `<</Nums[${marks.map((parts, page) => `${page}[${parts.map((place) => `${paragraphAt(place)} 0 R`).join(" ")}]`).join("")}]>>`,
    `<</Type/StructElem/S/Document/P 6 0 R/K[${paragraphs.map((_, place) => `${paragraphAt(place)} 0 R`).join(" ")}]>>`,
    ...pages.flatMap((parts, page) => [
      `<</Type/Page/Parent 2 0 R/StructParents ${page}/Tabs/S/Contents ${pageAt(page) + 1} 0 R>>`,
      stream(contentOf(parts, document.paragraphs)),
    ]),
    ...paragraphs.map((tag, place) => {
      const kids = marks.flatMap((parts, page) =>
        parts.flatMap((one, mark) =>
          one === place ? [`<</Type/MCR/Pg ${pageAt(page)} 0 R/MCID ${mark}>>`] : [],
        ),
      );
      return `<</Type/StructElem/S/${tag}/P 8 0 R/K[${kids.join("")}]>>`;
    }),
  ];
  return written(objects);
}

/** Number of the first object that there may be more of: pages with their contents, then paragraphs. */
const fixed = 9;

/** The paragraphs of a page's marked parts: what is marked n-th there belongs to the n-th of these. */
const markedParts = (parts: readonly Part[]): number[] =>
  parts.flatMap(({ paragraph }) => (paragraph === undefined ? [] : [paragraph]));

const font = (name: string) => `<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`;

const stream = (content: string) => `<</Length ${content.length}>>stream\n${content}\nendstream`;

const hex = (bytes: Uint8Array | readonly number[]) => `<${Buffer.from(bytes).toString("hex")}>`;

/** A text of the document's own properties: UTF-16 with its mark. */
const words = (text: string) => hex(Buffer.from(`\ufeff${text}`, "utf16le").swap16());

function contentOf(parts: readonly Part[], paragraphs: Document["paragraphs"]): string {
  let mark = 0;
  const lines = parts.flatMap(({ paragraph, runs, rule }) => {
    const begin =
      paragraph === undefined ? "/Artifact BMC" : `/${paragraphs[paragraph] ?? "P"}<</MCID ${mark++}>>BDC`;
    return [begin, ...runs.map(show), ...(rule ? [draw(rule)] : []), "EMC"];
  });
  return lines.join("\n");
}

const number = (value: number) => String(Math.round(value * 1000) / 1000);
const brand = "0.051 0.337 0.302"; // #0d564d, as the letterhead of the notes and the pages

function show({ bytes, x, y, size, bold, brand: isBrand, wordSpace = 0 }: Run): string {
  return `BT ${isBrand ? brand : "0 0 0"} rg /F${bold ? 2 : 1} ${number(size)} Tf ${number(wordSpace)} Tw 1 0 0 1 ${number(x)} ${number(y)} Tm ${hex(bytes)}Tj ET`;
}

const draw = ({ x, y, width }: NonNullable<Part["rule"]>) =>
  `${brand} RG 0.75 w ${number(x)} ${number(y)} m ${number(x + width)} ${number(y)} l S`;

/** The objects with the table of where each begins. The document is known by the hash of what it holds. */
function written(objects: readonly string[]): Uint8Array {
  // A comment of bytes beyond ASCII tells programs that carry the file that it is no text.
  let body = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n";
  const places = objects.map((object, at) => {
    const place = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const count = objects.length + 1;
  const id = hex(createHash("sha256").update(body, "latin1").digest().subarray(0, 16));
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join("")}`;
  const trailer = `trailer\n<</Size ${count}/Root 1 0 R/Info 3 0 R/ID[${id}${id}]>>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, "latin1");
}
