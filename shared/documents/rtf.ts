/** Reads RTF: its groups, characters by code page and by number, tables by cell; what is not text is passed over. */
import type { Blocks } from "./blocks.ts";
import { decoderOf } from "./charset.ts";
import { partLimit } from "./limits.ts";

/** What a group inherits from the one around it. */
interface State {
  skip: boolean;
  into: "text" | "fonts" | "styles" | "label" | "note" | "comment" | "watch";
  font: number;
  skipAfter: number; // stand-ins after \u
  hidden: boolean;
}

/** Destinations whose content is no text of the document. */
const silent = new Set(
  "colortbl info pict object objdata header headerl headerr headerf footer footerl footerr footerf fldinst generator listtable listoverridetable revtbl rsidtbl themedata colorschememapping datastore latentstyles xmlnstbl bkmkstart bkmkend pgdsctbl nonshppict filetbl mmathPr pntext atnid atnauthor atndate atnref atrfstart atrfend annotationdate docvar factoidname userprops wgrffmtfilter ftnsep ftnsepc aftnsep aftnsepc sv sn".split(
    " ",
  ),
);
/** Destinations marked as ignorable that hold text all the same. */
const spoken = new Set(["shpinst", "shptxt", "annotation", "ud"]);
const marks: Record<string, string> = {
  tab: "\t",
  line: "\n",
  emdash: "—",
  endash: "–",
  emspace: " ",
  enspace: " ",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
};
const charsets: Record<number, string> = {
  77: "macintosh",
  128: "shift_jis",
  129: "euc-kr",
  134: "gbk",
  136: "big5",
  161: "windows-1253",
  162: "windows-1254",
  163: "windows-1258",
  177: "windows-1255",
  178: "windows-1256",
  186: "windows-1257",
  204: "windows-1251",
  222: "windows-874",
  238: "windows-1250",
};
const codePages: Record<number, string> = {
  10000: "macintosh",
  65001: "utf-8",
  932: "shift_jis",
  936: "gbk",
  949: "euc-kr",
  950: "big5",
  874: "windows-874",
};
const western = new TextDecoder("windows-1252");

const deepest = 500;

export function readRtf(bytes: Uint8Array, into: Blocks): void {
  if (bytes.length > partLimit) into.flag("truncated");
  const source = Buffer.from(bytes.subarray(0, partLimit)).toString("latin1");
  new Map([["\\objdata", "embedded-file" as const]]).forEach((flag, word) => {
    if (source.includes(word)) into.flag(flag);
  });
  if (/\\\*\\template\s+(?:https?:|\\\\\\\\)/i.test(source)) into.flag("remote-template");
  if (/INCLUDEPICTURE\s+(?:\\[a-z]\s+)*"?https?:/i.test(source)) into.flag("remote-content");
  const reader = createReader(into);
  const token = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)|\\'?|[\r\n]+/gi;
  for (let found = token.exec(source); found && !into.isFull(); found = token.exec(source)) {
    const [, word, value, hex, symbol, brace, text] = found;
    if (word === "bin") token.lastIndex += Math.max(0, Number(value) || 0);
    else if (word !== undefined) reader.word(word, value === undefined ? undefined : Number(value));
    else if (hex !== undefined) reader.bytes(Number.parseInt(hex, 16));
    else if (symbol !== undefined) reader.symbol(symbol);
    else if (brace === "{") reader.open();
    else if (brace === "}") reader.close();
    else if (text !== undefined) reader.text(text);
  }
  if (into.isFull()) into.flag("truncated");
  reader.end();
}

function createReader(into: Blocks) {
  const fonts = new Map<number, TextDecoder>();
  const headings = new Map<number, number>(); // style number → level
  const stack: State[] = [];
  let state: State = { skip: false, into: "text", font: 0, skipAfter: 1, hidden: false };
  let page = western;
  let pending: number[] = []; // bytes of one character set that were not decoded yet
  let toSkip = 0; // stand-ins still to come
  let first = false; // the next word is the first of its group
  let starred = false;
  let text = "";
  let label = "";
  let note = "";
  let level: number | undefined;
  let style = { number: 0, name: "", outline: undefined as number | undefined };
  let cell: { table: number; row: number; cell: number } | undefined;
  let isInTable = false;
  let tablesSeen = 0;
  let wasRow = false;

  const put = (piece: string) => {
    if (state.skip || state.hidden) return;
    if (state.into === "label") label += piece;
    else if (state.into === "note" || state.into === "comment") note += piece;
    else if (state.into === "text") text += piece;
    else if (state.into === "styles") style.name += piece;
  };
  const settle = () => {
    if (pending.length === 0) return;
    const decoder = fonts.get(state.font) ?? page;
    put(decoder.decode(new Uint8Array(pending)));
    pending = [];
  };
  const paragraph = (end: "par" | "cell") => {
    settle();
    const inCell = isInTable || end === "cell";
    if (inCell && !cell) {
      if (!wasRow) tablesSeen += 1;
      cell = { table: tablesSeen, row: wasRow ? lastRow + 1 : 1, cell: 1 };
    }
    if (!inCell && text.trim()) wasRow = false;
    const kind = inCell ? "table-cell" : level ? "heading" : label.trim() ? "list-item" : "paragraph";
    into.add({
      kind,
      text,
      ...(label.trim() ? { label } : {}),
      ...(kind === "heading" && level ? { level } : {}),
      place: inCell && cell ? { ...cell } : {},
    });
    text = "";
    label = "";
    if (end === "cell" && cell) cell.cell += 1;
  };
  let lastRow = 0;
  const endRow = () => {
    settle();
    if (text.trim()) paragraph("cell");
    if (cell) lastRow = cell.row;
    wasRow = cell !== undefined;
    cell = undefined;
  };

  const open = () => {
    settle();
    if (stack.length < deepest) stack.push(state);
    else stack[deepest - 1] = state;
    state = { ...state };
    first = true;
    starred = false;
  };
  const close = () => {
    settle();
    const before = stack.pop();
    if (!before) return;
    const isNote = state.into === "note" || state.into === "comment";
    if (isNote && before.into !== state.into) {
      const part = state.into === "note" ? "footnote" : "comment";
      if (part === "comment" && note.trim()) into.flag("comments");
      into.add({ kind: "paragraph", text: note, place: { part } });
      note = "";
    }
    if (state.into === "styles" && before.into === "styles" && stack.length > 1) keepStyle();
    state = before;
    first = false;
  };
  const keepStyle = () => {
    const [, number] = /^(?:heading|título|titre|titulo) (\d)/i.exec(style.name.trim()) ?? [];
    const found = number ? Number(number) : style.outline;
    if (found) headings.set(style.number, found);
    style = { number: 0, name: "", outline: undefined };
  };

  /** A word that makes its group something else than text of the document; true when it did. */
  const destination = (word: string): boolean => {
    if (word === "fonttbl") state.into = "fonts";
    else if (word === "stylesheet") state.into = "styles";
    else if (word === "listtext") state.into = "label";
    else if (word === "footnote") state.into = "note";
    else if (word === "annotation") state.into = "comment";
    else if (silent.has(word) || (starred && !spoken.has(word) && state.into !== "styles")) {
      if (word === "shppict") return false;
      state.skip = true;
    } else return false;
    return true;
  };
  const character = (code: number) => {
    settle();
    put(String.fromCharCode(code < 0 ? code + 65_536 : code));
    toSkip = state.skipAfter;
  };

  const word = (name: string, value: number | undefined) => {
    settle();
    const isFirst = first || starred;
    first = false;
    if (isFirst && destination(name)) {
      starred = false;
      return;
    }
    starred = false;
    if (name === "ansicpg") page = decoderOf(codePages[value ?? 0] ?? `windows-${value}`) ?? western;
    else if (name === "mac") page = new TextDecoder("macintosh");
    else if (name === "f") state.font = value ?? 0;
    else if (name === "fcharset" && state.into === "fonts") {
      const decoder = decoderOf(charsets[value ?? 0] ?? "");
      if (decoder) fonts.set(state.font, decoder);
    } else if (state.skip) return;
    else if (name === "uc") state.skipAfter = Math.min(Math.max(value ?? 1, 0), 10);
    else if (name === "u") character(value ?? 0);
    else if (name in marks) put(marks[name] ?? "");
    else if (state.into === "styles") {
      if (name === "s") style.number = value ?? 0;
      else if (name === "outlinelevel") style.outline = (value ?? 0) + 1;
    } else if (state.into !== "text") {
      if (name === "par") put(" ");
    } else inText(name, value);
  };
  const inText = (name: string, value: number | undefined) => {
    if (name === "par" || name === "sect" || name === "page") paragraph("par");
    else if (name === "cell" || name === "nestcell") paragraph("cell");
    else if (name === "row" || name === "nestrow") endRow();
    else if (name === "pard") {
      isInTable = false;
      level = undefined;
    } else if (name === "intbl") isInTable = true;
    else if (name === "s") level = headings.get(value ?? 0);
    else if (name === "outlinelevel") level = (value ?? 0) + 1;
    else if (name === "v") {
      state.hidden = value !== 0;
      if (state.hidden) into.flag("hidden-text");
    } else if (name === "deleted") {
      state.hidden = value !== 0;
      into.flag("tracked-changes");
    } else if (name === "plain") state.hidden = false;
  };

  return {
    open,
    close,
    word,
    bytes: (byte: number) => {
      first = false;
      if (toSkip > 0) toSkip -= 1;
      else pending.push(byte);
    },
    symbol: (sign: string) => {
      if (sign === "*") {
        starred = true;
        return;
      }
      settle();
      if (sign === "~") put("\u00a0");
      else if (sign === "_") put("-");
      else if (sign === "\\" || sign === "{" || sign === "}") put(sign);
      else if ((sign === "\n" || sign === "\r") && !state.skip && state.into === "text") paragraph("par");
    },
    text: (piece: string) => {
      first = false;
      const shown = piece.slice(Math.min(toSkip, piece.length));
      toSkip -= piece.length - shown.length;
      for (const character of shown) pending.push(character.charCodeAt(0));
      if (pending.length > 4096) settle();
    },
    end: () => {
      settle();
      while (stack.length > 0) close();
      if (text.trim()) paragraph("par");
    },
  };
}
