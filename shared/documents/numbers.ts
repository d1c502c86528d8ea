/** Numbers as word processors write them before a paragraph. */

const romans: [number, string][] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

function roman(value: number): string {
  let rest = Math.min(value, 4000);
  let text = "";
  for (const [worth, sign] of romans) {
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  }
  return text;
}

const letter = (value: number) =>
  String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.min(5, Math.ceil(value / 26)));

/** A counter in the format that Word's and OpenDocument's names stand for; empty for bullets. */
export function numberText(value: number, format: string): string {
  if (value < 1) return format === "decimal" || format === "1" ? String(value) : "";
  if (format === "decimal" || format === "1" || format === "decimalZero") return String(value);
  if (format === "lowerLetter" || format === "a") return letter(value);
  if (format === "upperLetter" || format === "A") return letter(value).toUpperCase();
  if (format === "lowerRoman" || format === "i") return roman(value);
  if (format === "upperRoman" || format === "I") return roman(value).toUpperCase();
  return "";
}
