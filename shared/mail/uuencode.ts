/** Finds files that older programs write into the text itself (uuencode). */
import type { Undone } from "./base64.ts";

export type Uuencoded = { text: string; files: { name: string; bytes: Buffer }[] };

const begin = /^begin(?:-base64)? [0-7]{3,4} (\S.{0,200})$/;
const filesAtMost = 100;

/** The text without the files that stand in it, and those files. */
export function takeUuencoded(text: string): Uuencoded {
  if (!/^begin(?:-base64)? [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const files: Uuencoded["files"] = [];
  const kept: string[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const name = files.length < filesAtMost ? begin.exec(line.trimEnd())?.[1] : undefined;
    const found = name === undefined ? null : linesToEnd(lines, at + 1, line.startsWith("begin-base64"));
    if (name === undefined || !found) kept.push(line);
    else {
      files.push({ name: name.trim(), bytes: found.bytes });
      at = found.end;
    }
  }
  return { text: kept.join("\n"), files };
}

/** The file below a line of "begin"; null when what follows is none. A missing "end" ends with the last good line. */
function linesToEnd(lines: readonly string[], from: number, isBase64: boolean) {
  const pieces: Buffer[] = [];
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = (lines[at] ?? "").trimEnd();
    if (line === "end" || line === "====") break;
    const piece = isBase64 ? base64Line(line) : lineOf(lines[at] ?? "");
    if (!piece) break;
    pieces.push(piece);
  }
  if (pieces.length === 0) return null;
  const last = (lines[at] ?? "").trimEnd();
  return { bytes: Buffer.concat(pieces), end: last === "end" || last === "====" ? at : at - 1 };
}

function base64Line(line: string): Buffer | null {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(line) ? Buffer.from(line, "base64") : null;
}

/** Its first letter says how many bytes it holds; null when it holds fewer. */
function lineOf(line: string): Buffer | null {
  const clean = line.replace(/\r$/, "");
  const size = (clean.charCodeAt(0) - 32) & 63;
  if (clean === "" || !/^[\x20-\x60]+$/.test(clean)) return null;
  if (size === 0) return Buffer.alloc(0);
  const letters = Math.ceil(size / 3) * 4;
  // Blanks at a line's end are letters here, and get lost on the way.
  if (clean.length > letters + 2 || clean.length < Math.ceil((size * 4) / 3) - 3) return null;
  const value = (at: number) => ((clean.charCodeAt(at) || 32) - 32) & 63;
  const out = Buffer.alloc((letters / 4) * 3);
  for (let group = 0; group * 4 < letters; group += 1) {
    const at = 1 + group * 4;
    const bits = (value(at) << 18) | (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
    out.writeUIntBE(bits, group * 3, 3);
  }
  return out.subarray(0, size);
}

/** A part that is uuencoded as a whole. */
export function decodeUuencoded(body: Buffer): Undone {
  const [file] = takeUuencoded(body.toString("latin1").replace(/\r\n?/g, "\n")).files;
  return file ? { bytes: file.bytes, damaged: false } : { bytes: body, damaged: true };
}
