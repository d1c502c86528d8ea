/** What a paragraph begins with: "Pregunta 3:", "Block II", "1.", "a)", and what follows it. */

export interface Marker {
  kind: "question" | "block" | "number" | "roman" | "letter";
  numbers: number[]; // several where one answer is given to several questions
  block?: number; // "Bloque 2, pregunta 1"
  format: string; // how it is written, so that the numbers of one list are told from another's
  rest: string;
}

const questionWord =
  "(?:preguntas?|preg|questions?|quest|perguntas?|perg|respuestas?|resp|answers?|reponses?|respostas?)";
const blockWord =
  "(?:bloques?|blocks?|blocos?|blocs?|secciones|seccion|sections?|secao|secoes|ejes?|eixos?|axes?|temas?|themes?|parte?s?)";
const numberSign = "(?:n[°ºo]\\.?|no\\.|num\\.?|numero|number|#)?";
const count = "(\\d{1,2}|[ivx]{1,5})";
const list = `${count}((?:\\s*(?:,|;|&|y|and|e|et|a|to|à|-|–)\\s*\\d{1,2})*)`;
const after = "(?=[\\s.:;)\\]\\-–—¿?,]|$)";
const lead =
  "(?:(?:en|in|em|como|as)\\s+)?(?:(?:respuestas?|response|answers?|reponses?|respostas?)\\s+(?:a|to|au?x?|as?|ao)?\\s*(?:las?|the|l[ae]s?|a)?\\s*)?";

const asQuestion = new RegExp(`^\\W{0,3}${lead}${questionWord}\\s*${numberSign}\\s*${list}${after}`, "i");
const asLine = new RegExp(
  `^(?:[\\p{L}.]+\\s+){1,3}${questionWord}\\s*${numberSign}\\s*${list}${after}`,
  "iu",
);
const asShort = new RegExp(`^\\W{0,3}([pqr])\\s*\\.?\\s*${numberSign}\\s*(\\d{1,2})${after}`, "i");
const asBlock = new RegExp(`^\\W{0,3}${blockWord}\\s*${numberSign}\\s*${count}${after}`, "i");
const asNumber = /^\W{0,2}(\d{1,2})(?:\s*[.]\s*(\d{1,2}|[a-h]))?(\s*[.)\]:°º\-–—]{1,3})\s*/i;
const asPair = /^\W{0,2}(\d{1,2}|[IVX]{1,4})[.-](\d{1,2}|[a-h])[.)\]:]?\s+(?=\p{L}|¿)/u; // "II.1 Avances"
const asRoman = /^[([]?([IVX]{1,5})(\s*[.)\]:\-–—]{1,3})\s+/;
const asLetter = /^[([]?([a-hA-H])(\s*[.)\]]{1,2})\s+/;
const separators = /^[\s.:;)\]\-–—,°º]+/;

const plainOf = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");

const romans: Record<string, number> = { i: 1, v: 5, x: 10 };

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  const signs = [...text.toLowerCase()].map((sign) => romans[sign] ?? 0);
  signs.forEach((value, at) => {
    total += value < (signs[at + 1] ?? 0) ? -value : value;
  });
  return total;
}

/** "1, 2 y 3" and "1 a 3"; the first number and what follows it. */
function numbersOf(first: string, others: string): number[] {
  const start = numberOf(first);
  const found = [...others.matchAll(/(,|;|&|y|and|e|et|a|to|à|-|–)\s*(\d{1,2})/gi)];
  const numbers = [start];
  for (const [, joint = "", number = ""] of found) {
    const isRange = /^(a|to|à|-|–)$/i.test(joint);
    const from = isRange ? (numbers.at(-1) ?? start) + 1 : Number(number);
    for (let one = from; one <= Number(number) && numbers.length < 20; one++) numbers.push(one);
  }
  return numbers;
}

/** The part of the text behind what a pattern took; accents have no weight in the patterns, and are kept in the rest. */
function behind(text: string, plain: string): string {
  let at = 0;
  let left = plain.length;
  while (left > 0 && at < text.length) {
    left -= plainOf(text[at] ?? "").length;
    at += 1;
  }
  return text.slice(at).replace(separators, "");
}

export function markerOf(text: string, label = ""): Marker | null {
  const whole = text.normalize("NFC");
  const plain = plainOf(whole);
  const spoken = spokenMarker(whole, plain);
  if (spoken) return spoken;
  if (label) {
    const own = signMarker(`${label} `);
    return own ? { ...own, format: `list ${own.format}`, rest: text } : null;
  }
  return signMarker(whole);
}

function spokenMarker(whole: string, plain: string): Marker | null {
  const block = asBlock.exec(plain);
  if (block) {
    const [taken, number = ""] = block;
    const rest = behind(whole, taken);
    const inner = asQuestion.exec(plainOf(rest)) ?? asShort.exec(plainOf(rest));
    const question = inner ? spokenMarker(rest, plainOf(rest)) : null;
    if (question) return { ...question, block: numberOf(number) };
    return { kind: "block", numbers: [numberOf(number)], format: "block", rest };
  }
  // "Further to question 1": some words before, where the whole is no sentence.
  const isLine = plain.split(/\s+/).length <= 8 && !/[.;,]$/.test(plain);
  const question = asQuestion.exec(plain) ?? (isLine ? asLine.exec(plain) : null);
  if (question) {
    const [taken, first = "", others = ""] = question;
    return {
      kind: "question",
      numbers: numbersOf(first, others),
      format: "question",
      rest: behind(whole, taken),
    };
  }
  const short = asShort.exec(plain);
  if (!short) return null;
  const [taken, letter = "", number = ""] = short;
  // "P 3 millones": without a sign behind the number it is a word of the text.
  if (!/^\s*([.:;)\]\-–—¿]|$)/.test(plain.slice(taken.length)) && /\s/.test(taken)) return null;
  return {
    kind: "question",
    numbers: [Number(number)],
    format: `question ${letter.toLowerCase()}`,
    rest: behind(whole, taken),
  };
}

function signMarker(text: string): Marker | null {
  const pair = asPair.exec(text);
  if (pair) {
    const [taken, major = "", minor = ""] = pair;
    const value = /\d/.test(minor) ? Number(minor) : letterNumber(minor);
    return {
      kind: "number",
      numbers: [value],
      block: numberOf(major),
      format: "1.1",
      rest: text.slice(taken.length),
    };
  }
  const number = asNumber.exec(text);
  // "3.5 millones", "12:30" and "5-year" begin with no number of a list.
  if (
    number &&
    !/^\W{0,2}\d{1,2}\s*(?:[.:]\d|[-–—]\S|[-–—:]\s*\d)/.test(text.replace(/^(\W{0,2}\d{1,2}\.)[-–—]/, "$1 "))
  ) {
    const [taken, major = "", minor, sign = ""] = number;
    const isMinor = minor !== undefined;
    const value = isMinor ? (/\d/.test(minor) ? Number(minor) : letterNumber(minor)) : Number(major);
    return {
      kind: "number",
      numbers: [value],
      ...(isMinor ? { block: Number(major) } : {}),
      format: `${isMinor ? "1.1" : "1"}${sign.trim()[0] ?? ""}`,
      rest: text.slice(taken.length),
    };
  }
  const roman = asRoman.exec(text);
  if (roman) {
    const [taken, value = "", sign = ""] = roman;
    return {
      kind: "roman",
      numbers: [numberOf(value)],
      format: `I${sign.trim()[0] ?? ""}`,
      rest: text.slice(taken.length),
    };
  }
  const letter = asLetter.exec(text);
  if (!letter) return null;
  const [taken, value = "", sign = ""] = letter;
  return {
    kind: "letter",
    numbers: [letterNumber(value)],
    format: `a${sign.trim()[0] ?? ""}`,
    rest: text.slice(taken.length),
  };
}

const letterNumber = (letter: string) => letter.toLowerCase().charCodeAt(0) - 96;
