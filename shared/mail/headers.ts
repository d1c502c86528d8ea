/** Reads the header block at the top of a mail, whatever its line ends and charset. */
import { addressParser, decodeWords } from "postal-mime";

/** Name in lower case, value unfolded; in the order of the mail. */
export type Header = readonly [name: string, value: string];

export type MailAddress = { address: string; name: string };

/** Headers beyond this are nobody's correspondence: SES itself adds under 10 KB. */
export const headerLimit = 256 * 1024;

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

/** Bytes without a declared charset: UTF-8 if they are that, else windows-1252, as most mail programs assume. */
export function decodeUndeclared(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The headers of the mail itself, cut at the limit. */
export function readHeaders(raw: Uint8Array): Header[] {
  const { headerEnd } = splitAtBody(raw);
  const block = decodeUndeclared(raw.subarray(0, Math.min(headerEnd, headerLimit)));
  const lines: string[][] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const last = lines.at(-1);
    if (last && /^[ \t]/.test(line)) last.push(line.replace(/^[ \t]+/, " "));
    else lines.push([line]);
  }
  const headers: Header[] = [];
  for (const parts of lines) {
    const line = parts.join("");
    const colon = line.indexOf(":");
    // A line such as mbox's "From someone Mon …" has no field name before its colon, and is no header.
    if (colon < 1 || /\s/.test(line.slice(0, colon).trimEnd())) continue;
    headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
  }
  return headers;
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
  return value === undefined ? undefined : decodeWords(value).replace(/\s+/g, " ").trim();
}

/** Bare addresses in lower case, groups unfolded; what is no address is left out. */
export function addressesOf(headers: readonly Header[], name: string): MailAddress[] {
  return headersOf(headers, name)
    .flatMap((value) => addressParser(value, { flatten: true }))
    .flatMap((entry) => (entry.address === undefined ? [] : [entry]))
    .map((entry) => ({ address: entry.address.trim().toLowerCase(), name: entry.name.trim() }))
    .filter(({ address }) => /^[^\s@<>]+@[^\s@<>]+$/.test(address));
}
