/** Undoes base64 as mails carry it: with line ends, padding in the middle, footers of gateways, and by the megabyte. */

export type Undone = { bytes: Buffer; damaged: boolean };

/** Above this a body is read window by window: its whole text and bytes side by side cost twice its size. */
const windowSize = 3 * 1024 * 1024;

/** So many pieces, each padded, are no file. */
const piecesAtMost = 1_000;

export function decodeBase64(body: Buffer): Undone {
  const padding = body.indexOf(61);
  const isEnd = padding === -1 || !/[^=\s]/.test(body.toString("latin1", padding, padding + 4096));
  if (!isEnd) return decodePieces(body);
  const bytes = inWindows(body) ?? Buffer.from(body.toString("latin1"), "base64");
  // Lines of 60 characters and two for their end give 0.72 bytes for each; far less is not base64.
  return { bytes, damaged: bytes.length < body.length * 0.6 - 100 };
}

/** Lines of one length, as programs write them: whole lines at a time; null when they are not. */
function inWindows(body: Buffer): Buffer | null {
  const line = body.indexOf(10) + 1;
  if (body.length <= windowSize || line < 5) return null;
  const letters = line - (body[line - 2] === 13 ? 2 : 1);
  if (letters % 4 !== 0) return null;
  const lines = Math.floor(windowSize / line);
  const out = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4));
  let size = 0;
  for (let at = 0; at < body.length; at += lines * line) {
    const end = Math.min(at + lines * line, body.length);
    const bytes = Buffer.from(body.toString("latin1", at, end), "base64");
    const isLast = end === body.length;
    if (!isLast && (body[end - 1] !== 10 || bytes.length !== (lines * letters * 3) / 4)) return null;
    size += bytes.copy(out, size);
  }
  return out.subarray(0, size);
}

/** Padding in the middle: several encodings one after another, or a footer that a gateway added. */
function decodePieces(body: Buffer): Undone {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at < body.length && pieces.length < piecesAtMost) {
    const padding = body.indexOf(61, at);
    const end = padding === -1 ? body.length : padding;
    pieces.push(Buffer.from(body.toString("latin1", at, end), "base64"));
    at = end;
    while (at < body.length && isFiller(body[at])) at += 1;
    const next = body.toString("latin1", at, at + 80).split(/[\r\n]/)[0] ?? "";
    if (/[^A-Za-z0-9+/=]/.test(next)) break;
  }
  return { bytes: Buffer.concat(pieces), damaged: at < body.length };
}

const isFiller = (byte: number | undefined) =>
  byte === 61 || byte === 10 || byte === 13 || byte === 32 || byte === 9;
