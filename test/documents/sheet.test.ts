/** Lists as Excel writes them: every separator and charset, workbooks with all kinds of cells, and files that mean harm. */
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../shared/documents/csv.ts";
import { Unreadable } from "../../shared/documents/limits.ts";
import { readWorkbook, sheetLimits } from "../../shared/documents/sheet.ts";
import { writeCsv } from "../../shared/letters/lists.ts";
import { writeWorkbook } from "../../shared/letters/workbook.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);

describe("a list of text", () => {
  const rows = [
    ["Parte", "Nombre"],
    ["CO", "Peña; Ana"],
  ];
  const files: [name: string, file: Uint8Array][] = [
    ["with semicolons, as Excel writes it in Spanish", bytes('\uFEFFParte;Nombre\r\nCO;"Peña; Ana"\r\n')],
    ["with commas", bytes("Parte,Nombre\nCO,Peña; Ana")],
    ["with tabs", bytes("Parte\tNombre\nCO\tPeña; Ana\n")],
    ["in Windows-1252 without a mark", bytes('Parte;Nombre\r\nCO;"Peña; Ana"', "latin1")],
    [
      "in UTF-16, as Excel's Unicode text",
      Buffer.concat([bytes("\uFEFF", "utf16le"), bytes("Parte\tNombre\r\nCO\tPeña; Ana", "utf16le")]),
    ],
    ["that says its separator", bytes('sep=,\r\nParte,Nombre\r\nCO,"Peña; Ana"\r\n')],
    ["with old line ends", bytes('Parte;Nombre\rCO;"Peña; Ana"\r')],
  ];
  test.each(files)("%s", (_, file) => {
    expect(readCsv(file)).toEqual(rows);
  });

  test("keeps quotes, line ends and empty cells", () => {
    expect(readCsv(bytes('a;b;c\n"x ""y""\nz";;\n;;last'))).toEqual([
      ["a", "b", "c"],
      ['x "y"\nz', "", ""],
      ["", "", "last"],
    ]);
  });

  test("ends whatever is in it", () => {
    for (const text of ["", '"', '"open;\n', ";".repeat(10_000), "\n".repeat(10_000), '"a"b;c', "\0;\0"]) {
      const read = readCsv(bytes(text));
      expect(read.length).toBeLessThanOrEqual(sheetLimits.rows + 1);
      for (const row of read) expect(row.length).toBeLessThanOrEqual(sheetLimits.columns + 1);
    }
  });

  test("is written so that Excel takes no cell for a formula, and read back", () => {
    const cells = ["=1+1", "+56 2", "-x", "@y", "a;b", 'say "so"', "two\nlines", ""];
    const text = writeCsv({ head: ["h"], rows: [cells] }, ";");
    expect(text.startsWith(`\uFEFF"h"\r\n"'=1+1";"'+56 2";"'-x";"'@y";`)).toBe(true);
    expect(readCsv(bytes(text))[1]?.map((cell) => cell.replace(/^'(?=[=+\-@])/, ""))).toEqual(cells);
  });
});

const sheet = (rows: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const book = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

describe("a workbook", () => {
  test("is read with shared, inline, plain and computed cells, each in its place", () => {
    const file = book({
      "xl/workbook.xml":
        '<workbook><sheets><sheet name="B" r:id="rId7"/><sheet name="A" r:id="rId1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet9.xml"/></Relationships>',
      "xl/sharedStrings.xml":
        "<sst><si><t>Parte</t></si><si><r><t>Pe</t></r><r><t>ña</t></r><rPh><t>spoken</t></rPh></si></sst>",
      "xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
      "xl/worksheets/sheet9.xml": sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t xml:space="preserve">in &amp; line</t></is></c></row>' +
          '<row r="3"><c r="B3" t="s"><v>1</v></c><c r="C3"><f>1+1</f><v>2</v></c><c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c><c r="F3" t="str"><f>x</f><v>said</v></c></row>',
      ),
    });
    expect(readWorkbook(file)).toEqual([
      ["Parte", "", "in & line"],
      [],
      ["", "Peña", "2", "TRUE", "", "said"],
    ]);
  });

  test("that we wrote is read back, formulas and all being text", async () => {
    const rows = [["=HYPERLINK(1)", "+56 2", "Peña\nAna", "<b>&\u0007", ""]];
    const file = await writeWorkbook([{ name: "Contacts: [a/b]", head: ["a", "b", "c", "d", "e"], rows }]);
    expect(readWorkbook(file)).toEqual([
      ["a", "b", "c", "d", "e"],
      ["=HYPERLINK(1)", "+56 2", "Peña\nAna", "<b>&", ...(readWorkbook(file)[1]?.slice(4) ?? [])],
    ]);
    expect(Buffer.from(file).includes("<f>")).toBe(false);
  });

  const harm: [name: string, file: Uint8Array][] = [
    ["that is none", bytes("PK\u0003\u0004 and nothing more, whatever it says here")],
    ["without a sheet", book({ "xl/workbook.xml": "<workbook/>" })],
    [
      "whose sheet unpacks without end",
      book({ "xl/worksheets/sheet1.xml": sheet(" ".repeat(sheetLimits.part)) }),
    ],
    [
      "whose texts unpack without end",
      book({ "xl/worksheets/sheet1.xml": sheet(""), "xl/sharedStrings.xml": "<sst>".padEnd(30_000_000) }),
    ],
  ];
  test.each(harm)("%s is refused", (_, file) => {
    expect(() => readWorkbook(file)).toThrow(Unreadable);
  });

  test("with too many rows or columns, or cells that never end, is cut", () => {
    const cell = `<c r="A1" t="inlineStr"><is><t>${"x".repeat(100_000)}</t></is></c>`;
    const wide = readWorkbook(
      book({ "xl/worksheets/sheet1.xml": sheet(`<row r="1">${cell}<c r="XFD1"><v>1</v></c></row>`) }),
    );
    expect(wide).toEqual([["x".repeat(sheetLimits.cell)]]);
    const far = readWorkbook(
      book({ "xl/worksheets/sheet1.xml": sheet('<row r="1048576"><c r="A1"><v>1</v></c></row>') }),
    );
    expect(far.length).toBeLessThanOrEqual(sheetLimits.rows + 1);
    const long = "<row><c><v>1</v></c></row>".repeat(sheetLimits.rows + 50);
    expect(readWorkbook(book({ "xl/worksheets/sheet1.xml": sheet(long) })).length).toBe(sheetLimits.rows + 1);
  });

  test("with entities of its own expands none", () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')}`;
    expect(readWorkbook(book({ "xl/worksheets/sheet1.xml": bomb }))[0]?.[0]).toBe("&b;");
  });
});
