/** Reads a structured header: its value and its parameters, with RFC 2231 parts and RFC 2047 words. */
import { decodeWords } from "postal-mime";
import { decodeUndeclared } from "./headers.ts";

export type Structured = { value: string; parameters: Map<string, string> };

const parameter = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g;

export function readStructured(header: string | undefined): Structured {
  const source = header ?? "";
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

/** "name*0*", "name*1", "name*" and "name" become one "name". */
function joined(raw: ReadonlyMap<string, string>): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [key, text] of raw) {
    const [, name = key, first] = /^([^*]+)(\*(?:0\*?)?)$/.exec(key) ?? [];
    if (first === undefined) {
      if (!key.includes("*") && !parameters.has(key)) parameters.set(key, decodeWords(text));
    } else parameters.set(name, first === "*" ? extended(text) : continued(raw, name));
  }
  return parameters;
}

function continued(raw: ReadonlyMap<string, string>, name: string): string {
  const encoded = raw.has(`${name}*0*`);
  let text = "";
  for (let at = 0; at < 100; at += 1) {
    const percent = raw.get(`${name}*${at}*`);
    const plain = raw.get(`${name}*${at}`);
    if (percent === undefined && plain === undefined) break;
    text += percent ?? (encoded ? encodeURIComponent(plain ?? "") : plain);
  }
  return encoded ? extended(text) : decodeWords(text);
}

/** charset'language'percent-encoded bytes */
function extended(text: string): string {
  const [, charset = "", encoded = text] = /^([^']*)'[^']*'(.*)$/s.exec(text) ?? [];
  const bytes = Buffer.from(
    encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
  return decodeText(bytes, charset).text;
}

/** Declared charset, else UTF-8, else windows-1252; and whether the declaration had to be set aside. */
export function decodeText(bytes: Uint8Array, charset: string): { text: string; guessed: boolean } {
  const label = charset.trim().toLowerCase();
  if (label === "" || label === "us-ascii" || label === "ascii") {
    const text = decodeUndeclared(bytes);
    return { text, guessed: bytes.some((byte) => byte > 127) && label === "" };
  }
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), guessed: false };
  } catch {
    return { text: decodeUndeclared(bytes), guessed: true };
  }
}
