/**
 * Writes a Word document: A4, one style, paragraphs, lists and a picture beside its text.
 *
 * Our own few parts of WordprocessingML and not a library: the usual one weighs several times what the function may,
 * and gives other bytes each time. The same letters give the same file.
 */
import { strToU8, zipSync } from "fflate";

export interface Paragraph {
  text: string;
  align?: "left" | "center" | "right" | "both";
  bold?: boolean;
  size?: number; // in points
  before?: number; // space above, in points
  after?: number;
  item?: string; // sign of a list's item: "1.", "–"
  withNext?: boolean; // stays on one page with what follows
  colour?: string;
  rule?: boolean; // a line below
}

/** A square picture at the left and words at its right. */
interface Framed {
  picture: { png: Uint8Array; size: number; alt: string };
  millimetres: number;
  beside: readonly (Paragraph & { link?: string })[];
}

export type Block = Paragraph | Framed;

/** One letter: its pages are numbered for themselves. */
export interface Letter {
  language: string;
  blocks: readonly Block[];
}

interface Parts {
  pictures: Uint8Array[];
  links: string[];
}

/** One file with all letters, each beginning on a page of its own. */
export function wordFile(letters: readonly Letter[], about: { title: string; author: string }): Uint8Array {
  const parts: Parts = { pictures: [], links: [] };
  const bodies = letters.map((letter, at) => letterXml(letter, at === letters.length - 1, parts));
  const files: Record<string, Uint8Array> = {
    "[Content_Types].xml": text(contentTypes),
    "_rels/.rels": text(rootRelations),
    "docProps/core.xml": text(core(about)),
    "word/document.xml": text(
      `${head}<w:document ${namespaces}><w:body>${bodies.join("")}</w:body></w:document>`,
    ),
    "word/styles.xml": text(styles),
    "word/settings.xml": text(settings),
    "word/footer1.xml": text(footer),
    "word/_rels/document.xml.rels": text(relations(parts)),
  };
  parts.pictures.forEach((png, at) => {
    files[`word/media/picture${at + 1}.png`] = png;
  });
  return packed(files);
}

/** Several files as one archive. */
export const archive = (files: Record<string, Uint8Array>): Uint8Array => packed(files);

/** Any day will do, but it must be the same one: a zip cannot be older than 1980. */
const packed = (files: Record<string, Uint8Array>) =>
  zipSync(files, { level: 6, mtime: "1980-01-02T12:00:00" });

const text = (xml: string) => strToU8(xml);
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What XML cannot hold is left out; the rest is escaped. */
function escaped(value: string): string {
  return value
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

function letterXml({ language, blocks }: Letter, isLast: boolean, parts: Parts): string {
  const body = blocks.map((block) =>
    "picture" in block ? framedXml(block, language, parts) : paragraphXml(block, language),
  );
  // The last section's properties stand at the end of the body, the others in a last paragraph of their own.
  return `${body.join("")}${isLast ? section : `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>${section}</w:pPr></w:p>`}`;
}

/** A4 with margins of 25 mm; no number on a first page. */
const section =
  '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1417" w:bottom="1134" w:left="1417" w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>';

const points = (value: number) => Math.round(value * 20);

function paragraphXml(paragraph: Paragraph, language: string, runs = ""): string {
  const { align = "both", before = 0, after = 8, item, withNext, rule } = paragraph;
  const properties = [
    withNext ? "<w:keepNext/>" : "",
    rule ? '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="6" w:color="0D564D"/></w:pBdr>' : "",
    item === undefined ? "" : '<w:tabs><w:tab w:val="left" w:pos="425"/></w:tabs>',
    `<w:spacing w:before="${points(before)}" w:after="${points(after)}"/>`,
    item === undefined ? "" : '<w:ind w:left="425" w:hanging="425"/>',
    `<w:jc w:val="${align}"/>`,
  ].join("");
  const sign = item === undefined ? "" : run(item, paragraph, language, "<w:tab/>");
  return `<w:p><w:pPr>${properties}</w:pPr>${sign}${runs || run(paragraph.text, paragraph, language)}</w:p>`;
}

function run(value: string, { bold, size, colour }: Paragraph, language: string, after = ""): string {
  const properties = [
    bold ? "<w:b/>" : "",
    colour ? `<w:color w:val="${colour}"/>` : "",
    size ? `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>` : "",
    `<w:lang w:val="${language}"/>`,
  ].join("");
  const lines = value
    .split("\n")
    .map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`)
    .join("<w:br/>");
  return `<w:r><w:rPr>${properties}</w:rPr>${lines}${after}</w:r>`;
}

const millimetre = 36_000; // in the units of drawings
const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440);
const textWidth = 11906 - 2 * 1417;

function framedXml({ picture, millimetres, beside }: Framed, language: string, parts: Parts): string {
  const left = twips(millimetres + 6);
  const cell = (width: number, inner: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${inner}</w:tc>`;
  const words = beside.map(({ link, ...paragraph }) =>
    link === undefined
      ? paragraphXml(paragraph, language)
      : paragraphXml(paragraph, language, linked(link, paragraph, language, parts)),
  );
  return `<w:tbl><w:tblPr><w:tblW w:w="${textWidth}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="${left}"/><w:gridCol w:w="${textWidth - left}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>${cell(left, `<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0"/></w:pPr>${drawing(picture, millimetres, parts)}</w:p>`)}${cell(textWidth - left, words.join(""))}</w:tr></w:tbl>`;
}

function linked(link: string, paragraph: Paragraph, language: string, parts: Parts): string {
  parts.links.push(link);
  return `<w:hyperlink r:id="link${parts.links.length}" w:history="0">${run(paragraph.text, paragraph, language)}</w:hyperlink>`;
}

function drawing({ png, alt }: Framed["picture"], millimetres: number, { pictures }: Parts): string {
  pictures.push(png);
  const id = pictures.length;
  const side = millimetres * millimetre;
  const extent = `cx="${side}" cy="${side}"`;
  return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr id="${id}" name="QR ${id}" descr="${escaped(alt)}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${id}" name="picture${id}.png" descr="${escaped(alt)}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="picture${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
].join(" ");

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

function relations({ pictures, links }: Parts): string {
  const one = (id: string, type: string, target: string, mode = "") =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${escaped(target)}"${mode}/>`;
  const all = [
    one("styles", "styles", "styles.xml"),
    one("settings", "settings", "settings.xml"),
    one("footer", "footer", "footer1.xml"),
    ...pictures.map((_, at) => one(`picture${at + 1}`, "image", `media/picture${at + 1}.png`)),
    ...links.map((link, at) => one(`link${at + 1}`, "hyperlink", link, ' TargetMode="External"')),
  ];
  return `${head}<Relationships xmlns="${packages}/relationships">${all.join("")}</Relationships>`;
}

const rootRelations = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="document" Type="${office}/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

const word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const contentTypes = `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${word}.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="${word}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

const core = ({ title, author }: { title: string; author: string }) =>
  `${head}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(author)}</dc:creator></cp:coreProperties>`;

const styles = `${head}<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="23"/><w:szCs w:val="23"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`;

const settings = `${head}<w:settings ${namespaces}><w:zoom w:percent="100"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`;

const footer = `${head}<w:ftr ${namespaces}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`;
