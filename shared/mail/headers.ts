/** Reads the header block at the top of a mail, whatever its line ends and charset. */
import { isUtf8 } from "node:buffer";
import { addressParser } from "postal-mime";
import { decodeText, decodeUndeclared } from "./charsets.ts";
import { decodeWords } from "./words.ts";

/** Name in lower case, value unfolded; in the order of the mail. */
export type Header = readonly [name: string, value: string];

export type MailAddress = { address: string; name: string };

/** Headers beyond this are nobody's correspondence: SES itself adds under 10 KB. */
export const headerLimit = 256 * 1024;

/** So many headers, and so long a list of addresses, are nobody's either. */
const headersAtMost = 4_000;
const listLimit = 64 * 1024;

/** Where the body begins, and how far the header block reaches. */
export function splitAtBody(raw: Uint8Array): { headerEnd: number; bodyStart: number } {
  let lineStart = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at];
    if (byte !== 10 && byte !== 13) continue;
    if (at === lineStart) {
      const crlf = byte === 13 && raw[at + 1] === 10;
      return { headerEnd: at, bodyStart: at + (crlf ? 2 : 1) };
    }
    if (byte === 13 && raw[at + 1] === 10) at += 1;
    lineStart = at + 1;
  }
  return { headerEnd: raw.length, bodyStart: raw.length };
}

/** The headers of the mail itself, cut at the limit. */
export function readHeaders(raw: Uint8Array): Header[] {
  const { headerEnd } = splitAtBody(raw);
  const lines: string[][] = [];
  for (const line of linesOf(raw.subarray(0, Math.min(headerEnd, headerLimit)))) {
    const last = lines.at(-1);
    if (last && /^[ \t]/.test(line)) last.push(line.replace(/^[ \t]+/, " "));
    else if (lines.length > headersAtMost) break;
    else lines.push([line]);
  }
  const headers: Header[] = [];
  for (const parts of lines.slice(0, headersAtMost)) {
    const line = parts.join("");
    const colon = line.indexOf(":");
    // A line such as mbox's "From someone Mon …" has no field name before its colon, and is no header.
    if (colon < 1 || /\s/.test(line.slice(0, colon).trimEnd())) continue;
    headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
  }
  return headers;
}

/**
 * Raw letters beyond ASCII: UTF-8; in a block that is not, each line by itself, for relays and senders write theirs side
 * by side; then the charset that the mail names for its text.
 */
function linesOf(block: Uint8Array): string[] {
  const source = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const lineEnd = /\r\n|\n|\r/;
  if (isUtf8(source)) return source.toString("utf8").split(lineEnd);
  const plain = source.toString("latin1");
  const charset = /charset\s?=\s?"?([\w:.-]{1,40})/i.exec(plain)?.[1] ?? "";
  return plain.split(lineEnd).map((line) => {
    const bytes = Buffer.from(line, "latin1");
    return isUtf8(bytes) || charset === "" ? decodeUndeclared(bytes) : decodeText(bytes, charset).text;
  });
}

export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key === name)?.[1];
}

export function headersOf(headers: readonly Header[], name: string): string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => value);
}

/** A header meant for people, its encoded words read. */
export function wordsOf(headers: readonly Header[], name: string): string | undefined {
  const value = headerOf(headers, name);
  return value === undefined ? undefined : tidied(decodeWords(value));
}

/** Bare addresses in lower case, groups unfolded; what is no address is left out. */
export function addressesOf(headers: readonly Header[], name: string): MailAddress[] {
  return headersOf(headers, name).slice(0, 10).flatMap(readAddresses);
}

/** Encoded words are read last: a comma or bracket within one is a letter of the name, not of the list. */
export function readAddresses(value: string): MailAddress[] {
  const words: string[] = [];
  const masked = value
    .slice(0, listLimit)
    .replace(/=\?[^\s<>,;"]*/g, (word) => `\ue000${words.push(word) - 1}\ue001`);
  const unmask = (text: string) => text.replace(/\ue000(\d+)\ue001/g, (_, at) => words[Number(at)] ?? "");
  return addressParser(masked, { flatten: true })
    .flatMap((entry) => (entry.address === undefined ? [] : [entry]))
    .map((entry) => ({
      address: unmask(entry.address).trim().toLowerCase(),
      name: tidied(decodeWords(unmask(entry.name))),
    }))
    .filter(({ address }) => /^[^\s@<>]+@[^\s@<>]+$/.test(address));
}

/** Without control characters, which a name or a subject has no use for, and without blanks in a row. */
function tidied(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
