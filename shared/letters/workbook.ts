/** Tables as a workbook that Excel opens, a sheet each. No cell is ever a formula. */
import writeXlsxFile from "write-excel-file/node";

export interface SheetTable {
  name: string; // of the sheet, and of its list
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A cell of Excel holds so many characters; what is longer stands whole in the JSON. */
const cellLimit = 32_000;

/** What XML cannot hold: control characters but tab and line ends, and halves of letters that a cut left behind. */
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

const cellText = (text: string): string => {
  const plain = text.replace(unwritable, "");
  return plain.length > cellLimit ? `${plain.slice(0, cellLimit)}…`.replace(unwritable, "") : plain;
};

/** Characters that no name of a sheet may have. */
const sheetName = (name: string): string => name.replace(/[[\]:*?/\\']/g, " ").slice(0, 31);

/** A workbook with a sheet for each table. Every cell is text, whatever it begins with. */
export async function writeWorkbook(tables: readonly SheetTable[]): Promise<Uint8Array> {
  const sheets = tables.map(({ name, head, rows }) => ({
    sheet: sheetName(name),
    stickyRowsCount: 1,
    columns: head.map((title) => ({ width: Math.min(40, Math.max(12, title.length + 2)) })),
    data: [
      head.map((value) => ({ value: cellText(value), type: String, fontWeight: "bold" as const })),
      ...rows.map((row) => row.map((value) => ({ value: cellText(value), type: String }))),
    ],
  }));
  return writeXlsxFile(sheets).toBuffer();
}
