/** Every format gives the same document; what endangers is said; nothing is garbage and nothing throws. */
import { readFileSync } from "node:fs";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readDocument } from "../../shared/documents/read.ts";

const sample = (type: string) =>
  new Uint8Array(readFileSync(new URL(`sample/muestra.${type}`, import.meta.url)));

describe.each(["docx", "odt", "rtf", "doc", "pdf", "html", "txt"])("muestra.%s", (type) => {
  test("is read with its paragraphs, its table and its language", async () => {
    const { blocks, ...reading } = await readDocument(sample(type), `muestra.${type}`);
    expect(reading).toMatchObject({ type, status: "read", language: "es" });
    expect(reading.words).toBeGreaterThan(110);
    expect(blocks[0]?.text).toBe("Aportes de la República de Ejemplo");
    const found = blocks.map(({ text }) => text);
    expect(found.some((text) => text.endsWith("¿Qué desafíos quedan?"))).toBe(true);
    if (type === "txt") return;
    const cell = blocks.find(({ text }) => text.startsWith("Funciona desde 2022"));
    expect(cell).toMatchObject({ kind: "table-cell", place: { row: 2, cell: 2 } });
  });
});

test.each(["docx", "odt", "rtf", "doc"])(
  "a %s is read as if its changes were accepted; comments stand beside, footnotes in it",
  async (type) => {
    const { blocks, flags } = await readDocument(sample(type), `muestra.${type}`);
    expect(flags).toEqual(expect.arrayContaining(["tracked-changes", "comments"]));
    const text = blocks.map((block) => block.text).join("\n");
    expect(text).toContain("Quedan por financiar los servicios de salud; el presupuesto no alcanza.");
    expect(text).not.toContain("el presupuesto es suficiente");
    expect(blocks.find((block) => block.text === "Revisar antes de enviar.")?.place.part).toBe("comment");
    expect(blocks.find((block) => block.text.startsWith("Cifras del"))?.place.part).toBe("footnote");
  },
);

test.each(["docx", "odt", "rtf"])("the numbers that Word shows stand at the items of a %s", async (type) => {
  const { blocks } = await readDocument(sample(type), `muestra.${type}`);
  expect(blocks.flatMap(({ label }) => (label ? [label] : []))).toEqual(["1.", "a)", "b)", "2."]);
});

/** The sample docx with parts put in or replaced. */
const docxWith = (parts: Record<string, Uint8Array>) =>
  zipSync({ ...unzipSync(sample("docx")), ...parts }, { level: 6 });
const relations = (type: string, target: string) =>
  strToU8(
    `<Relationships xmlns="x"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
  );
const pdf = (extra: string) =>
  strToU8(`%PDF-1.4\n1 0 obj<</Type/Catalog ${extra}>>endobj\ntrailer<</Root 1 0 R>>`);

/** Says in the directory that every part is only a thousand bytes long. */
function lying(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 46 < bytes.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true);
  return bytes;
}
/** Every entry of the directory points at the first part. */
function overlapping(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 46 < bytes.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
  return bytes;
}
const spaces = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024).fill(32);
const nested = (depth: number): Uint8Array =>
  depth === 0 ? new Uint8Array(10) : zipSync({ "inner.zip": nested(depth - 1) });
const words = "La región ha avanzado en la gobernanza de la migración con la participación de todos. ";

const dangers: [what: string, name: string, bytes: () => Uint8Array, flag: string, status: string][] = [
  [
    "a document that inflates without measure",
    "a.docx",
    () => docxWith({ "word/document.xml": spaces(20) }),
    "zip-bomb",
    "refused",
  ],
  [
    "a directory that lies",
    "a.docx",
    () => lying(docxWith({ "word/document.xml": spaces(1) })),
    "zip-bomb",
    "refused",
  ],
  ["parts over each other", "a.docx", () => overlapping(docxWith({})), "zip-bomb", "refused"],
  ["zips within zips", "a.zip", () => nested(6), "zip-bomb", "refused"],
  ["macros", "a.docm", () => docxWith({ "word/vbaProject.bin": new Uint8Array(9) }), "macros", "read"],
  [
    "an object within",
    "a.docx",
    () => docxWith({ "word/embeddings/o.bin": new Uint8Array(9) }),
    "embedded-file",
    "read",
  ],
  [
    "a template from elsewhere",
    "a.docx",
    () =>
      docxWith({ "word/_rels/settings.xml.rels": relations("attachedTemplate", "https://x.example/t.dotm") }),
    "remote-template",
    "read",
  ],
  [
    "a picture from elsewhere",
    "a.docx",
    () => docxWith({ "word/_rels/footer1.xml.rels": relations("image", "https://x.example/p.png") }),
    "remote-content",
    "read",
  ],
  [
    "scripts",
    "a.html",
    () => strToU8(`<html><body><p>${words}</p><script>x()</script>`),
    "active-content",
    "read",
  ],
  [
    "pictures of a page from elsewhere",
    "a.html",
    () => strToU8(`<html><p>${words}</p><img src="https://x.example/p.png">`),
    "remote-content",
    "read",
  ],
  [
    "an object in RTF",
    "a.rtf",
    () => strToU8(`{\\rtf1 ${words}\\par{\\object{\\*\\objdata 00ff}}}`),
    "embedded-file",
    "read",
  ],
  ["JavaScript", "a.pdf", () => pdf("/OpenAction<</S/JavaScript/JS(x)>>"), "pdf-javascript", "failed"],
  [
    "JavaScript under a name in hex",
    "a.pdf",
    () => pdf("/OpenAction<</S/J#61vaScript>>"),
    "pdf-javascript",
    "failed",
  ],
  ["an act on opening", "a.pdf", () => pdf("/OpenAction<</S/Launch>>"), "pdf-open-action", "failed"],
  ["a program to start", "a.pdf", () => pdf("/OpenAction<</S/Launch/F(x)>>"), "pdf-launch", "failed"],
  ["a file in a pdf", "a.pdf", () => pdf("/Names<</EmbeddedFiles 2 0 R>>"), "pdf-embedded-file", "failed"],
  ["a form of Adobe's", "a.pdf", () => pdf("/AcroForm<</XFA 2 0 R>>"), "pdf-xfa", "failed"],
  ["a program", "a.exe", () => new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), "executable", "not-read"],
  ["a type behind another name", "a.pdf", () => strToU8(words), "wrong-name", "read"],
  ["a cut document", "a.docx", () => sample("docx").slice(0, 6000), "damaged", "failed"],
  ["nothing", "a.txt", () => new Uint8Array(), "no-text", "nothing-to-read"],
  [
    "characters that are no writing",
    "a.txt",
    () => strToU8("xkqz wrtp bncv dfgh jklm ".repeat(20)),
    "garbled",
    "failed",
  ],
];
test.each(dangers)("%s", async (_what, name, bytes, flag, status) => {
  const reading = await readDocument(bytes(), name);
  expect(reading.flags).toContain(flag);
  expect(reading.status).toBe(status);
  if (status !== "read") expect(reading.blocks).toEqual([]);
});

test("to open on a page is no act", async () => {
  expect((await readDocument(pdf("/OpenAction[3 0 R/Fit]"), "a.pdf")).flags).not.toContain("pdf-open-action");
});

const kinds: [type: string, name: string, bytes: Uint8Array][] = [
  ["xlsx", "a.xlsx", zipSync({ "[Content_Types].xml": strToU8("<x/>"), "xl/workbook.xml": strToU8("<x/>") })],
  [
    "pptx",
    "a.pptx",
    zipSync({ "[Content_Types].xml": strToU8("<x/>"), "ppt/presentation.xml": strToU8("<x/>") }),
  ],
  ["zip", "a.zip", zipSync({ "a.txt": strToU8("a") })],
  ["image", "a.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
  ["eml", "a.eml", strToU8("From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nHola")],
  ["archive", "a.gz", new Uint8Array([0x1f, 0x8b, 8, 0, 0])],
  ["unknown", "a.bin", new Uint8Array(5000).map((_, at) => (at * 7919 + (at >> 3) * 31) & 255)],
];
test.each(kinds)("a %s is told by its content, and not read", async (type, name, bytes) => {
  expect(await readDocument(bytes, name)).toMatchObject({ type, status: "not-read", words: 0 });
});

const languages: [string | null, string][] = [
  ["es", words],
  [
    "en",
    "The region has made progress in the governance of migration with the participation of all its people.",
  ],
  ["pt", "A região avançou na governança da migração com a participação de todas as pessoas que nela vivem."],
  [
    "fr",
    "La région a progressé dans la gouvernance des migrations avec la participation de toutes les personnes.",
  ],
  [
    null,
    "De regio heeft vooruitgang geboekt bij het beheer van migratie met deelname van alle mensen die er wonen.",
  ],
  [null, "Sí."],
];
test.each(languages)("language %s: %s", async (language, text) => {
  expect((await readDocument(strToU8(text), "a.txt")).language).toBe(language);
});

test.each(["utf-16le", "latin1"] as const)("a text in %s keeps its accents", async (charset) => {
  const { blocks } = await readDocument(new Uint8Array(Buffer.from(words, charset)), "a.txt");
  expect(blocks.map(({ text }) => text)).toEqual([words.trim()]);
});
