/** Reads bytes as text: by the declared charset where that holds, else by what the bytes themselves say. */
import { isAscii } from "node:buffer";

export type Decoded = { text: string; guessed: boolean };

/** Labels that mail programs write and the WHATWG list does not know. */
const aliases = new Map<string, string>([
  ["ansi", "windows-1252"],
  ["cp-1252", "windows-1252"],
  ["cp932", "shift_jis"],
  ["cp936", "gbk"],
  ["cp949", "euc-kr"],
  ["cp950", "big5"],
  ["euckr", "euc-kr"],
  ["eucjp", "euc-jp"],
  ["iso-2022-jp-1", "iso-2022-jp"],
  ["iso-2022-jp-2", "iso-2022-jp"],
  ["iso-2022-jp-ms", "iso-2022-jp"],
  ["cp50220", "iso-2022-jp"],
  ["iso-8859", "windows-1252"],
  ["iso8859_1", "windows-1252"],
  ["iso_8859_1", "windows-1252"],
  ["latin-1", "windows-1252"],
  ["latin-9", "iso-8859-15"],
  ["mac-roman", "macintosh"],
  ["x-macroman", "macintosh"],
  ["ms936", "gbk"],
  ["utf", "utf-8"],
  ["utf 8", "utf-8"],
  ["utf_8", "utf-8"],
  ["utf8mb4", "utf-8"],
  ["utf-8-sig", "utf-8"],
  ["cp65001", "utf-8"],
  ["windows1252", "windows-1252"],
  ["x-iso-8859-1", "windows-1252"],
  ["unicode-1-1-utf-7", "utf-7"],
  ["csutf7", "utf-7"],
  ["utf7", "utf-7"],
]);

const decoders = new Map<string, TextDecoder | null>();
const decodersKept = 100; // a mail names any number of labels

/** A decoder that fails on what is not of its charset; null for a label that nobody knows. */
function decoderOf(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  try {
    decoder = new TextDecoder(aliases.get(label) ?? label, { fatal: true });
  } catch {
    // a label of nobody's: the bytes tell
  }
  if (decoders.size < decodersKept) decoders.set(label, decoder);
  return decoder;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const lenientUtf8 = new TextDecoder("utf-8");
const western = new TextDecoder("windows-1252");

const isPlainAscii = (label: string) =>
  ["", "us-ascii", "ascii", "ansi_x3.4-1968", "us_ascii", "usascii", "7bit"].includes(label);

/** Declared charset, else UTF-8, else windows-1252; and whether the declaration had to be set aside. */
export function decodeText(bytes: Uint8Array, charset: string): Decoded {
  const label = (/[^\s"';(]+(?: 8)?/.exec(charset)?.[0] ?? "").toLowerCase();
  if (isAscii(bytes)) return decodeSevenBit(bytes, label);
  if (isPlainAscii(label)) return { text: decodeUndeclared(bytes), guessed: label === "" };
  const decoder = decoderOf(label);
  if (!decoder) return { text: decodeUndeclared(bytes), guessed: true };
  const asUtf8 = decoder.encoding === "utf-8" ? null : attempt(utf8, bytes);
  // Accents that make good UTF-8 by chance do not occur in correspondence: a western label is a default nobody changed.
  if (asUtf8 !== null && isWestern(decoder)) return { text: asUtf8, guessed: true };
  const text = attempt(decoder, bytes);
  if (text !== null && !isWrongWidth(decoder, bytes)) return { text, guessed: false };
  if (asUtf8 !== null || decoder.encoding.startsWith("utf-")) {
    return { text: asUtf8 ?? decodeUndeclared(bytes), guessed: true };
  }
  return { text: new TextDecoder(decoder.encoding).decode(bytes), guessed: true };
}

function attempt(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

const isWestern = ({ encoding }: TextDecoder) => /^(?:windows-125|iso-8859-|macintosh)/.test(encoding);

/** UTF-16 has a zero beside each Latin letter: without any, the label is wrong. */
function isWrongWidth({ encoding }: TextDecoder, bytes: Uint8Array): boolean {
  return encoding.startsWith("utf-16") && !bytes.subarray(0, 4096).includes(0);
}

/** Without a high byte there are the charsets that write with escapes, and ASCII. */
function decodeSevenBit(bytes: Uint8Array, label: string): Decoded {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if ((aliases.get(label) ?? label) === "utf-7") return { text: decodeUtf7(source), guessed: false };
  const isJapanese = source.includes("\x1b$");
  const decoder = decoderOf(isJapanese && isPlainAscii(label) ? "iso-2022-jp" : label);
  const hasOwnWay = decoder && /^(?:iso-2022|utf-16)/.test(decoder.encoding) && !isWrongWidth(decoder, bytes);
  const text = hasOwnWay ? attempt(decoder, bytes) : null;
  return text === null
    ? { text: source.toString("latin1"), guessed: false }
    : { text, guessed: isPlainAscii(label) };
}

/** Bytes without a charset that holds: UTF-8 if they are that, nearly that, else windows-1252, as most mail programs assume. */
export function decodeUndeclared(bytes: Uint8Array): string {
  const text = attempt(utf8, bytes);
  if (text !== null) return text;
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  }
  // One cut or stray byte does not make a text of another charset.
  const lenient = lenientUtf8.decode(bytes);
  let good = 0;
  let bad = 0;
  for (let at = 0; at < lenient.length; at += 1) {
    const code = lenient.charCodeAt(at);
    if (code === 0xfffd) bad += 1;
    else if (code > 127) good += 1;
  }
  return good > bad * 2 ? lenient : western.decode(bytes);
}

/** UTF-7 (RFC 2152), which some gateways of the nineties still write. */
function decodeUtf7(source: Buffer): string {
  const text = source.toString("latin1").replace(/\+([A-Za-z0-9/+]*)-?/g, (_, packed: string) => {
    if (packed === "") return "+";
    const units = Buffer.from(packed, "base64");
    return units
      .subarray(0, units.length - (units.length % 2))
      .swap16()
      .toString("utf16le");
  });
  return text.toWellFormed();
}

/** The charset that an HTML text names for itself, for a part that names none. */
export function charsetOfHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString("latin1");
  return /<meta\s[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w:.-]{1,40})/i.exec(head)?.[1] ?? "";
}

const westernBytes = new Map(
  Array.from({ length: 128 }, (_, at) => [western.decode(Uint8Array.of(128 + at)), 128 + at] as const),
);

/** Words that were UTF-8, read as windows-1252 and written as UTF-8 once more ("MisiÃ³n"): back to what they were. */
export function undoubled(text: string): string {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 128 ? code : (westernBytes.get(text[at] ?? "") ?? (code < 256 ? code : -1));
    if (byte < 0) return text;
    bytes[at] = byte;
  }
  return attempt(utf8, bytes) ?? text;
}
