/** Reads the encoded words of a header (RFC 2047), as they ought to be written and as they are. */
import { decodeText, undoubled } from "./charsets.ts";

type Word = { start: number; end: number; charset: string; bytes: Buffer };

/** A header cut off within a word is read to its end; so many words in one header are nobody's. */
const wordsAtMost = 2_000;

/** The text with its encoded words read; words within words too, which double encoding makes. */
export function decodeWords(text: string): string {
  const once = decodeOnce(text);
  return undoubled(once.includes("=?") && once !== text ? decodeOnce(once) : once);
}

function decodeOnce(text: string): string {
  if (!text.includes("=?")) return text;
  let out = "";
  let at = 0;
  for (const run of runsOf(wordsOf(text), text)) {
    const [first] = run;
    const last = run.at(-1);
    if (!first || !last) continue;
    out += text.slice(at, first.start);
    // A character may be cut in two by a word's end: the bytes are joined before they are read.
    out += decodeText(Buffer.concat(run.map(({ bytes }) => bytes)), first.charset).text;
    at = last.end;
  }
  return out + text.slice(at);
}

/** Words of one charset with nothing but blanks between them; those blanks are folding. */
function runsOf(words: Word[], text: string): Word[][] {
  const runs: Word[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext = last !== undefined && text.slice(last.end, word.start).trim() === "";
    if (run && isNext && last.charset === word.charset) run.push(word);
    else {
      if (isNext) word.start = last.end;
      runs.push([word]);
    }
  }
  return runs;
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let close = -1; // of the word looked at; searched anew only when it is passed
  for (let start = text.indexOf("=?"); start !== -1; start = text.indexOf("=?", start)) {
    const [head, charset = "", encoding = ""] =
      /^=\?([^?\s]{1,60})\?([bq])\?/i.exec(text.slice(start, start + 66)) ?? [];
    if (head === undefined) {
      start += 2;
      continue;
    }
    const from = start + head.length;
    if (close < from) close = text.indexOf("?=", from);
    const next = text.indexOf("=?", from + 1);
    if (close === -1) close = text.length;
    // Another word begins before this one ends: it has lost its end.
    const isOpen = next !== -1 && next < close - 1;
    const to = isOpen ? next : close;
    const body = text.slice(from, to);
    words.push({
      start,
      end: isOpen ? to : Math.min(to + 2, text.length),
      charset: charset.replace(/\*.*$/, "").toLowerCase(),
      bytes: encoding.toLowerCase() === "b" ? Buffer.from(body, "base64") : bytesOfQ(body),
    });
    if (words.length >= wordsAtMost) break;
    start = words.at(-1)?.end ?? text.length;
  }
  return words;
}

/** "_" is a blank; what is no encoding stands for itself. */
function bytesOfQ(text: string): Buffer {
  const plain = text.replaceAll("_", " ");
  return Buffer.concat(
    plain.split(/((?:=[0-9a-f]{2})+)/i).map((piece, index) =>
      // Raw letters beyond ASCII within a word are illegal, and were read as text before.
      index % 2 === 0 ? Buffer.from(piece) : Buffer.from(piece.replaceAll("=", ""), "hex"),
    ),
  );
}
