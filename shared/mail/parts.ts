/**
 * Splits a mail into its parts, their bytes exactly as sent.
 *
 * Our own and not a parser's: postal-mime keeps an object a line (900,000 empty lines cost it 1.7 GB and 6 s), joins
 * lines anew in attachments, and knows no second charset. Here a part is a range of the mail's own bytes.
 */
import { decodeBase64, type Undone } from "./base64.ts";
import { headerLimit, headerOf, readHeaders, splitAtBody } from "./headers.ts";
import { LimitBroken, mailLimits } from "./limits.ts";
import { readStructured, type Structured } from "./parameters.ts";
import { decodeUuencoded } from "./uuencode.ts";

export type Part = {
  type: Structured;
  disposition: Structured;
  contentId: string | undefined;
  encoding: string;
  body: Buffer; // still encoded
  children: Part[]; // of a multipart
  broken: boolean; // its delimiters are not those it names, or the last is missing
};

/** What may still be looked at, of one mail and all that it carries. */
export type Budget = { parts: number; looks: number };

export const newBudget = (): Budget => ({ parts: mailLimits.parts, looks: mailLimits.parts * 100 });

/** The tree of parts; a broken multipart without any delimiter is a text. */
export function splitParts(raw: Uint8Array, budget: Budget = newBudget()): Part {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  return readPart(bytes, "text/plain", 0, budget);
}

function readPart(bytes: Buffer, defaultType: string, depth: number, budget: Budget): Part {
  if (depth > mailLimits.depth) throw new LimitBroken("too-deep");
  budget.parts -= 1;
  if (budget.parts < 0) throw new LimitBroken("too-many-parts");
  const headers = readHeaders(bytes);
  const type = readStructured(headerOf(headers, "content-type") ?? defaultType);
  if (!/^[^\s/]+\/[^\s/]+$/.test(type.value)) type.value = defaultType;
  const body = bytes.subarray(bodyStartOf(bytes));
  const { ranges, isClosed } = type.value.startsWith("multipart/")
    ? rangesOfMultipart(body, type.parameters.get("boundary")?.trimEnd() ?? "", budget)
    : { ranges: [], isClosed: true };
  const childType = type.value === "multipart/digest" ? "message/rfc822" : "text/plain";
  const encoding = /[\w-]+/.exec(headerOf(headers, "content-transfer-encoding") ?? "")?.[0] ?? "";
  return {
    type,
    disposition: readStructured(headerOf(headers, "content-disposition")),
    contentId: headerOf(headers, "content-id"),
    encoding: encoding.toLowerCase(),
    body,
    children: ranges.map((range) => readPart(range, childType, depth + 1, budget)),
    broken: !isClosed,
  };
}

/** Without an empty line anywhere the body begins with the first line that is no header. */
function bodyStartOf(bytes: Buffer): number {
  const { headerEnd, bodyStart } = splitAtBody(bytes);
  if (headerEnd < bytes.length || bytes.length > headerLimit) return bodyStart;
  const found =
    /(?:^|[\r\n])[\w-]{1,60}[ \t]?:[^\r\n]*(?:\r\n?|\n)(?![\w-]{1,60}[ \t]?:|[ \t\r\n])(?=.)/.exec(
      bytes.toString("latin1"),
    );
  return found ? found.index + found[0].length : bodyStart;
}

type Ranges = { ranges: Buffer[]; isClosed: boolean };

/** By the boundary that is named; by the one that is used where that is none. */
function rangesOfMultipart(body: Buffer, boundary: string, budget: Budget): Ranges {
  const named = boundary === "" ? null : rangesOf(body, boundary, budget);
  if (named && named.ranges.length > 0) return named;
  const used = usedBoundary(body);
  return used ? { ...rangesOf(body, used, budget), isClosed: false } : { ranges: [], isClosed: false };
}

/** A first line of dashes and letters, with headers of a part below it. */
function usedBoundary(body: Buffer): string | null {
  const head = body.toString("latin1", 0, 4096);
  return /(?:^|[\r\n])--(\S{3,70})[ \t]*(?:\r\n|\r|\n)content-[a-z-]{2,30}:/i.exec(head)?.[1] ?? null;
}

/** What stands between the delimiters; a last one that is missing ends with the mail. */
function rangesOf(body: Buffer, boundary: string, budget: Budget): Ranges {
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const ranges: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + delimiter.length)) {
    budget.looks -= 1;
    // Each opens a part, save a few: a mail full of near misses is no mail.
    if (budget.looks < 0) throw new LimitBroken("too-many-parts");
    const line = delimiterLine(body, at, delimiter.length);
    if (!line) continue;
    if (start !== -1) ranges.push(body.subarray(start, beforeBreak(body, start, at)));
    if (ranges.length > mailLimits.parts) throw new LimitBroken("too-many-parts");
    start = line.closes ? -1 : line.end;
    if (line.closes) break;
  }
  const isClosed = start === -1;
  if (!isClosed) ranges.push(body.subarray(start));
  return { ranges, isClosed };
}

/** A delimiter stands alone on its line, save blanks after it. */
function delimiterLine(body: Buffer, at: number, length: number): { end: number; closes: boolean } | null {
  const before = at === 0 ? 10 : body[at - 1];
  if (before !== 10 && before !== 13) return null;
  let end = at + length;
  const closes = body[end] === 45 && body[end + 1] === 45;
  if (closes) end += 2;
  while (body[end] === 32 || body[end] === 9) end += 1;
  if (end < body.length && body[end] !== 13 && body[end] !== 10) return null;
  if (body[end] === 13) end += 1;
  if (body[end] === 10) end += 1;
  return { end: Math.min(end, body.length), closes };
}

/** The line break before a delimiter belongs to the delimiter. */
function beforeBreak(body: Buffer, start: number, at: number): number {
  let end = at;
  if (end > start && body[end - 1] === 10) end -= 1;
  if (end > start && body[end - 1] === 13) end -= 1;
  return end;
}

/** The bytes of a part, its transfer encoding undone. */
export function decodeBody({ body, encoding }: Pick<Part, "body" | "encoding">): Undone {
  if (encoding === "base64") return decodeBase64(body);
  if (encoding === "quoted-printable") return { bytes: decodeQuotedPrintable(body), damaged: false };
  if (/^x-uu|^uuencode/.test(encoding)) return decodeUuencoded(body);
  return { bytes: body, damaged: false };
}

/** Byte by byte: a pattern over blanks at line ends takes minutes on a megabyte of blanks. */
function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let size = 0;
  let solid = 0; // blanks after this at a line's end were added on the way
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    const soft = byte === 61 ? softBreak(body, at) : 0;
    if (soft > 0) {
      at += soft;
      solid = size;
      continue;
    }
    const high = byte === 61 ? hexOf(body[at + 1]) : -1;
    const low = high < 0 ? -1 : hexOf(body[at + 2]);
    if (byte === 10 || (byte === 13 && body[at + 1] === 10)) size = solid;
    out[size] = low < 0 ? byte : high * 16 + low;
    size += 1;
    if (low >= 0) at += 2;
    if (low >= 0 || (byte !== 32 && byte !== 9)) solid = size;
  }
  return out.subarray(0, solid);
}

/** How many bytes after "=" belong to a soft line break; 0 when it is none. */
function softBreak(body: Buffer, at: number): number {
  let end = at + 1;
  while (end - at < 80 && (body[end] === 32 || body[end] === 9)) end += 1;
  if (body[end] === 13 && body[end + 1] === 10) return end + 1 - at;
  return end >= body.length || body[end] === 10 ? end - at : 0;
}

function hexOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte & ~32;
  return letter >= 65 && letter <= 70 ? letter - 55 : -1;
}
