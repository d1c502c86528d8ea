/** Measures a mail before it is parsed, so that a hostile one costs neither time nor memory. */
import { headerLimit, splitAtBody } from "./headers.ts";

/** Why a mail was not parsed; its bytes are kept and a person looks. */
export const unreadableReasons = [
  "empty",
  "too-large",
  "headers-too-large",
  "too-many-lines",
  "too-many-parts",
  "too-deep",
  "parser-failed",
] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

export const mailLimits = {
  bytes: 40 * 1024 * 1024, // what SES accepts
  lines: 1_000_000, // 40 MB of base64 are 540,000; the parser keeps an object a line
  parts: 1_000, // boundary lines
  boundaries: 60, // declared; nesting can be no deeper than their number
  depth: 20, // handed to the parser
  headers: headerLimit,
} as const;

const newline = 10;
const dash = 45;

/** The first limit a mail breaks, or null. */
export function limitBroken(raw: Uint8Array): UnreadableReason | null {
  if (raw.length === 0) return "empty";
  if (raw.length > mailLimits.bytes) return "too-large";
  if (splitAtBody(raw).headerEnd > mailLimits.headers) return "headers-too-large";
  let lines = 0;
  let dashed = 0;
  for (let at = raw.indexOf(newline); at !== -1; at = raw.indexOf(newline, at + 1)) {
    lines += 1;
    if (raw[at + 1] === dash && raw[at + 2] === dash) dashed += 1;
    if (lines > mailLimits.lines) return "too-many-lines";
  }
  if (dashed > mailLimits.parts && boundaryLines(raw) > mailLimits.parts) return "too-many-parts";
  return declaredBoundaries(raw).size > mailLimits.boundaries ? "too-deep" : null;
}

/** Every boundary declared anywhere in the mail, stopping once there are too many. */
function declaredBoundaries(raw: Uint8Array): Set<string> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const found = new Set<string>();
  for (const word of ["boundary=", "Boundary=", "BOUNDARY="]) {
    let at = bytes.indexOf(word);
    while (at !== -1 && found.size <= mailLimits.boundaries) {
      const rest = bytes.toString("latin1", at + word.length, at + word.length + 80);
      const [, quoted, bare] = /^\s*(?:"([^"\r\n]*)|([^\s;"]+))/.exec(rest) ?? [];
      found.add(quoted ?? bare ?? "");
      at = bytes.indexOf(word, at + word.length);
    }
  }
  return found;
}

/** Lines that really open a part; a text full of dashes is no multipart. */
function boundaryLines(raw: Uint8Array): number {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  let count = 0;
  for (const boundary of declaredBoundaries(raw)) {
    if (boundary === "") continue;
    const line = `\n--${boundary}`;
    for (let at = bytes.indexOf(line); at !== -1; at = bytes.indexOf(line, at + line.length)) {
      count += 1;
      if (count > mailLimits.parts) return count;
    }
  }
  return count;
}
