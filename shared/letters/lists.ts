/** Tables as lists of text (RFC 4180) that spreadsheets open. */

/** What a spreadsheet would take for a formula gets an apostrophe before it; every cell stands in quotes. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A list with the mark by which spreadsheets know UTF-8. */
export function writeCsv(
  { head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] },
  separator: "," | ";" = ",",
): string {
  const lines = [head, ...rows].map((row) => row.map(cell).join(separator));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
