/** Reads the text of a message that Outlook keeps as RTF, packed or not (MS-OXRTFCP, MS-OXRTFEX). */

import { decodeText } from "./charsets.ts";
import { charsetOfCodepage } from "./mapi.ts";

const dictionarySize = 4096;
const unpackedAtMost = 16 * 1024 * 1024;
const groupsAtMost = 500; // one in another
const known = Buffer.from(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript " +
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n" +
    "\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
  "latin1",
);

/** Undoes Outlook's packing of RTF; empty when it is none. */
export function unpackRtf(packed: Buffer): Buffer {
  if (packed.length < 16) return Buffer.alloc(0);
  const kind = packed.readUInt32LE(8);
  if (kind === 0x414c454d) return packed.subarray(16);
  if (kind !== 0x75465a4c) return Buffer.alloc(0);
  // Each reference of two bytes gives seventeen at most.
  const size = Math.min(packed.readUInt32LE(4), unpackedAtMost, packed.length * 9);
  const out = Buffer.alloc(size);
  const dictionary = Buffer.alloc(dictionarySize, 32);
  known.copy(dictionary);
  let write = known.length;
  let length = 0;
  const put = (byte: number) => {
    out[length++] = byte;
    dictionary[write] = byte;
    write = (write + 1) % dictionarySize;
  };
  for (let at = 16; at < packed.length && length < size; ) {
    const flags = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length && length < size; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      const reference = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === write) return out.subarray(0, length);
      for (let turn = 0; turn < (reference & 15) + 2 && length < size; turn += 1) {
        put(dictionary[(from + turn) % dictionarySize] ?? 0);
      }
    }
  }
  return out.subarray(0, length);
}

/** Groups that hold no text of the message. */
const silent = new Set(
  "fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr footnote listtable listoverridetable rsidtbl generator xmlnstbl themedata datastore latentstyles mhtmltag".split(
    " ",
  ),
);

const breaks: Record<string, string> = {
  par: "\n",
  line: "\n",
  row: "\n",
  sect: "\n",
  page: "\n",
  tab: "\t",
  cell: "\t",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  endash: "–",
  emdash: "—",
};

type Group = { isSilent: boolean; skip: number; isHtmlTag: boolean; isRtfOnly: boolean };

export type RtfText = { text: string; isHtml: boolean };

/** HTML that was wrapped in RTF comes out as HTML, anything else as its text. */
export function readRtf(source: Buffer): RtfText {
  const rtf = source.toString("latin1");
  const isHtml = /\\fromhtml1/.test(rtf.slice(0, 2_000));
  const charset = charsetOfCodepage(Number(/\\ansicpg(\d{1,5})/.exec(rtf.slice(0, 2_000))?.[1] ?? 1252));
  const out: string[] = [];
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) out.push(decodeText(Uint8Array.from(bytes), charset).text);
    bytes = [];
  };
  let group: Group = { isSilent: false, skip: 1, isHtmlTag: false, isRtfOnly: false };
  const groups: Group[] = [];
  let toSkip = 0; // letters that stand in for a \u before them
  const token =
    /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\(\*)\s*\\?|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/giy;
  const isShown = () => !group.isSilent && (!isHtml || group.isHtmlTag || !group.isRtfOnly);
  const say = (text: string) => {
    flush();
    if (isShown()) out.push(text);
  };
  for (let match = token.exec(rtf); match; match = token.exec(rtf)) {
    const [, word, number, hex, star, symbol, brace, plain] = match;
    if (groups.length > groupsAtMost) break;
    if (brace === "{") groups.push({ ...group });
    else if (brace === "}") {
      flush();
      group = groups.pop() ?? group;
    } else if (star) {
      const isTag = rtf.startsWith("htmltag", token.lastIndex);
      group.isHtmlTag = isTag;
      group.isSilent ||= !isTag;
      if (rtf[token.lastIndex - 1] === "\\") token.lastIndex -= 1;
    } else if (hex) {
      if (toSkip > 0) toSkip -= 1;
      else if (isShown()) bytes.push(Number.parseInt(hex, 16));
    } else if (word === "u" && number) {
      flush();
      const code = Number(number) & 0xffff;
      if (isShown()) out.push(String.fromCharCode(code));
      toSkip = group.skip;
    } else if (word === "uc") group.skip = Math.min(Number(number ?? 1), 8);
    else if (word === "htmlrtf") group.isRtfOnly = number !== "0";
    else if (word && silent.has(word)) group.isSilent = true;
    else if (word && breaks[word] !== undefined)
      say(isHtml && /^(?:par|line)$/.test(word) ? "\r\n" : breaks[word]);
    else if (symbol === "~") say("\u00a0");
    else if (symbol && /[\\{}]/.test(symbol)) say(symbol);
    else if (plain) {
      const rest = plain.slice(Math.min(toSkip, plain.length));
      toSkip -= plain.length - rest.length;
      if (rest !== "")
        say(
          Buffer.from(rest, "latin1").some((byte) => byte > 127)
            ? decodeText(Buffer.from(rest, "latin1"), charset).text
            : rest,
        );
    }
  }
  flush();
  return { text: out.join("").toWellFormed(), isHtml };
}
