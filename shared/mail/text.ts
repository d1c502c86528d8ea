/** The texts of a mail: flowed lines joined, and HTML read as text. */

/** Line ends of every kind as one kind. */
export function withLineFeeds(text: string): string {
  if (!text.includes("\r")) return text;
  const plain = text.replaceAll("\r\n", "\n");
  return plain.includes("\r") ? plain.replaceAll("\r", "\n") : plain;
}

/** Joins the lines of format=flowed (RFC 3676); quoted lines with their like only. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = []; // pieces: a line that grows by cutting and adding costs the square of its length
  let open: string | null = null; // the quote marks of the line that goes on
  for (const line of text.split("\n")) {
    const quotes = line.startsWith(">") ? (/^>+/.exec(line)?.[0] ?? "") : "";
    const rest = quotes === "" ? line : line.slice(quotes.length);
    const plain = rest.startsWith(" ") ? rest.slice(1) : rest;
    const isSignature = plain === "-- ";
    const goesOn = open === quotes && !isSignature;
    if (!goesOn && out.length > 0) out.push("\n");
    if (!goesOn && quotes !== "") out.push(quotes, " ");
    open = plain.endsWith(" ") && !isSignature ? quotes : null;
    out.push(open !== null && deleteSpace ? plain.slice(0, -1) : plain);
  }
  return out.join("");
}

/** ISO 8859-1 from 160 on, as HTML names its letters; Outlook writes Spanish so. */
const latin = (
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute " +
  "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig " +
  "Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash " +
  "Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc " +
  "euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml " +
  "yacute thorn yuml"
).split(" ");

const entities = new Map<string, string>([
  ...latin.map((name, at) => [name, String.fromCharCode(160 + at)] as const),
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["bull", "•"],
  ["hellip", "…"],
  ["euro", "€"],
  ["OElig", "Œ"],
  ["oelig", "œ"],
]);

function decodeEntities(text: string): string {
  return text
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,10}));?/gi, (whole, hex, decimal, name) => {
      if (name !== undefined) return entities.get(name) ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (code === 0 || code > 0x10ffff) return "";
      return code >= 0xd800 && code <= 0xdfff ? "\ufffd" : String.fromCodePoint(code);
    })
    .replaceAll("\u00a0", " ");
}

const breaks = new Set([
  "br",
  "div",
  "li",
  "tr",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "table",
  "ul",
  "ol",
  "hr",
]);
const gaps = new Set(["p", "blockquote"]);
const hidden = new Set(["style", "script", "head", "title"]);

function spaceOf(tag: string): string {
  if (gaps.has(tag)) return "\n\n";
  if (breaks.has(tag)) return "\n";
  return tag === "td" || tag === "th" ? " " : "";
}

/**
 * The text of an HTML mail, in one pass: postal-mime's own converter took more than ten minutes for two megabytes of
 * half-open links.
 */
export function textOfHtml(html: string): string {
  const out: string[] = [];
  // Patterns that ignore case, and not the text in lower case: there "İ" is two letters, and places are others.
  const tag = /<(\/?)([a-z][a-z0-9]{0,20})/iy;
  const unclosed = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open !== at) out.push(html.slice(at, open === -1 ? html.length : open).replace(/\s+/g, " "));
    if (open === -1) break;
    const close = html.startsWith("<!--", open) ? endOf(html, "-->", open) : endOf(html, ">", open);
    // What never closes is no tag: the rest is words.
    if (close === -1) {
      out.push(html.slice(open).replace(/\s+/g, " "));
      break;
    }
    tag.lastIndex = open;
    const [, slash, written = ""] = tag.exec(html) ?? [];
    const name = written.toLowerCase();
    const last = out.at(-1);
    const space = spaceOf(name);
    // More than two breaks in a row are none the more.
    if (space !== "" && (space !== last || (space === "\n" && out.at(-2) !== "\n"))) out.push(space);
    const isHidden = hidden.has(name) && !slash && !unclosed.has(name);
    const end = isHidden ? endOfHidden(html, name, close) : -1;
    // Once none is found there is none further on: looked for only once.
    if (isHidden && end === -1) unclosed.add(name);
    at = end === -1 ? close : end;
  }
  return tidy(decodeEntities(out.join("")));
}

function endOfHidden(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, "gi");
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? -1;
}

function endOf(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

/** One blank line between paragraphs at most, and no blanks around lines. */
function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .filter((line, index) => line !== "" || lines[index - 1] !== "")
    .join("\n")
    .trim();
}
