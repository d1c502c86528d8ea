/** Text as the fonts of a PDF know it: one byte a character, in the encoding that Windows gave Western Europe. */

/** What the bytes 128 to 159 say; the five that say nothing are spaces here and are never looked for. */
const windows = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** Signs that only typography tells apart from one the encoding has, and letters that no decomposition reaches. */
const alike: Record<string, string> = {
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "–",
  "\u2015": "—",
  "\u03bc": "µ",
  "\u2212": "–", // of "UTC−3"
  "\u2032": "'",
  "\u2033": '"',
  "\u202f": "\u00a0", // the narrow space of French punctuation
  "\u2007": "\u00a0",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ı: "i",
  ħ: "h",
  Ħ: "H",
  ŋ: "n",
  Ŋ: "N",
  ẞ: "SS",
};

const space = 32;
const unknown = 63; // a question mark

/**
 * The bytes of a text. What the encoding does not have is written by what it is made of ("ş" as "s", "½" as it is, "ﬁ"
 * as "fi"), else as a question mark: a reader must see that something stood there. Only what has no shape of its own
 * (joiners, marks of direction, soft hyphens) leaves nothing.
 */
export function bytesOf(text: string): number[] {
  return [...text.normalize("NFC")].flatMap(written);
}

function written(character: string): number[] {
  if (/\s/u.test(character) && character !== "\u00a0" && !(character in alike)) return [space];
  if (/[\p{Cf}\p{M}]/u.test(character)) return []; // an accent that no letter of the encoding bears
  const known = byteOf(character);
  if (known !== undefined) return [known];
  const plain = alike[character] ?? character.normalize("NFKD");
  return plain === character ? [unknown] : [...plain].flatMap(written);
}

function byteOf(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  if ((code >= 32 && code <= 126) || (code >= 160 && code <= 255)) return code;
  const place = windows.indexOf(character);
  return place === -1 ? undefined : 128 + place;
}
