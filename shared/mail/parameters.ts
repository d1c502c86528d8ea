/** Reads a structured header: its value and its parameters, with RFC 2231 parts and RFC 2047 words. */
import { decodeText, undoubled } from "./charsets.ts";
import { decodeWords } from "./words.ts";

export type Structured = { value: string; parameters: Map<string, string> };

/** A quotation mark ends a value only before the next parameter: names of notes are written with quotation marks. */
const parameter = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.|"(?!\s*(?:;|$)))*)"?|([^;]*))/g;

export function readStructured(header: string | undefined): Structured {
  // Some programs forget the semicolon: "text/html charset=utf-8".
  const source = (header ?? "").replace(/^(\s*[\w.+-]+\/[\w.+-]+)\s+(?=[\w-]+=)/, "$1; ");
  const value = (/^[^;]*/.exec(source)?.[0] ?? "")
    .replace(/\([^()]*\)/g, "")
    .trim()
    .toLowerCase();
  const raw = new Map<string, string>();
  for (const [, name = "", quoted, bare] of source.matchAll(parameter)) {
    const key = name.toLowerCase();
    const text = quoted === undefined ? (bare ?? "").trim() : quoted.replace(/\\(["\\])/g, "$1");
    // The first one counts: two boundaries would show a scanner one mail and us another.
    if (!raw.has(key)) raw.set(key, text);
  }
  return { value, parameters: joined(raw) };
}

type Piece = { at: number; encoded: boolean; text: string };

/** "name*0*", "name*1", "name*" and "name" become one "name"; the extended way goes before the plain one. */
function joined(raw: ReadonlyMap<string, string>): Map<string, string> {
  const parameters = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  for (const [key, text] of raw) {
    const [, name = "", at, encoded] = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(key) ?? [];
    if (name === "") {
      if (!key.includes("*")) parameters.set(key, decodeWords(text));
      continue;
    }
    const piece = { at: Number(at ?? 0), encoded: at === undefined || encoded === "*", text };
    pieces.set(name, [...(pieces.get(name)?.slice(0, 100) ?? []), piece]);
  }
  for (const [name, found] of pieces) parameters.set(name, extended(found));
  return parameters;
}

/** charset'language'percent-encoded bytes, in pieces; each piece says for itself whether it is encoded. */
function extended(found: readonly Piece[]): string {
  const pieces = found.toSorted((left, right) => left.at - right.at);
  const encoded = pieces.some((piece) => piece.encoded);
  if (!encoded) return decodeWords(pieces.map(({ text }) => text).join(""));
  let charset = "";
  const bytes = pieces.map(({ encoded: isEncoded, text }, index) => {
    if (!isEncoded) return Buffer.from(text);
    const [, named, rest = text] = (index === 0 && /^([\w:.*-]*)'[^']*'(.*)$/s.exec(text)) || [];
    charset ||= named ?? "";
    return percentDecoded(rest);
  });
  const { text } = decodeText(Buffer.concat(bytes), charset);
  // Some programs write encoded words where percents belong.
  return text.includes("=?") ? decodeWords(text) : undoubled(text);
}

function percentDecoded(text: string): Buffer {
  return Buffer.concat(
    text
      .split(/((?:%[0-9a-f]{2})+)/i)
      .map((piece, index) =>
        index % 2 === 0 ? Buffer.from(piece) : Buffer.from(piece.replaceAll("%", ""), "hex"),
      ),
  );
}
