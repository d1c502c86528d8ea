/**
 * Makes the HTML of a stranger's mail fit to be looked at: only what is on the lists below is written anew, so that
 * nothing in it can run, call home, lead away or send a form, whatever a browser makes of broken markup.
 */
import { Parser } from "htmlparser2";
import { escapeHtml } from "./html.ts";

/** Elements that only arrange text. Others vanish and leave their text. */
const kept = new Set(
  "b big blockquote br caption center code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul".split(
    " ",
  ),
);
const empty = new Set(["br", "col", "hr"]);

/** Elements that vanish with all they hold. */
const vanishing = new Set(
  "applet audio button canvas datalist dialog embed frame frameset iframe link map math meta noembed noframes noscript object option plaintext script select slot source style svg template textarea title track video xml xmp base".split(
    " ",
  ),
);

/** Attributes that are kept if their value is this plain. */
const attributes: Record<string, RegExp> = {
  align: /^(?:left|right|center|justify)$/i,
  valign: /^(?:top|middle|bottom|baseline)$/i,
  bgcolor: /^#?\w{3,20}$/,
  color: /^#?\w{3,20}$/,
  border: /^\d{1,2}$/,
  cellpadding: /^\d{1,2}$/,
  cellspacing: /^\d{1,2}$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  start: /^\d{1,5}$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  lang: /^[A-Za-z-]{2,12}$/,
  width: /^\d{1,4}%?$/,
};

const properties =
  /^(?:color|background-color|font-(?:size|style|weight|family)|text-(?:align|decoration|indent|transform)|line-height|vertical-align|list-style-type|border-collapse|width|(?:margin|padding|border)(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?)$/;
/** Words, numbers and colours. No brackets but a colour's: url(), image-set(), expression() have no way in. */
const values = /^(?:[\w#%., '"-]|(?:rgb|hsl)a?\([\d.,% ]+\)){1,120}$/i;

/** Bytes of one picture, and of all, that are shown within a mail: logos and signatures, not photographs. */
const largestPicture = 200_000;
const largestSum = 1_000_000;
const pictureType = /^image\/(?:png|jpeg|gif|webp)$/;
const ownPicture = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]*)$/;

/** Browsers lay out no more levels than some hundreds; beyond, only text is kept. */
const deepest = 200;
const longest = 2_000_000; // characters

export type Picture = { type: string; content: Uint8Array };
export type SafeHtml = {
  html: string; // a whole document
  pictures: number; // left out: remote ones, among them those that only tell that a mail was opened
  active: number; // left out: scripts, forms, frames and the like
};

/** The mail's HTML as a document of its own. `pictures` are the mail's own, by their Content-ID. */
export function safeHtml(
  given: string,
  { pictures, lang }: { pictures: ReadonlyMap<string, Picture>; lang: string },
): SafeHtml {
  const out: string[] = [];
  const open: string[] = []; // what was written for each open element; "" for those left out
  const links: (string | undefined)[] = [];
  let vanished = 0;
  const left = { pictures: 0, active: 0 };
  let sum = 0;

  const picture = (source: string, alt: string) => {
    const own = ownPicture.exec(source);
    const found = own
      ? { type: own[1] ?? "", base64: (own[2] ?? "").replace(/\s/g, "") }
      : byContentId(source, pictures);
    const size = found ? found.base64.length * 0.75 : 0;
    if (!found || size > largestPicture || sum + size > largestSum) {
      left.pictures += 1;
      if (alt.trim()) out.push(`<span>[${escapeHtml(alt.trim())}]</span>`);
      return;
    }
    sum += size;
    out.push(`<img src="data:${found.type};base64,${found.base64}" alt="${escapeHtml(alt)}">`);
  };

  const parser = new Parser(
    {
      onopentag(name, values) {
        if (vanished > 0 || vanishing.has(name)) {
          if (vanished === 0 && !["style", "title", "meta", "xml"].includes(name)) left.active += 1;
          vanished += 1;
          return;
        }
        if (name === "form" || name === "input") left.active += 1;
        if (name === "img") picture((values.src ?? "").trim(), values.alt ?? "");
        const tag = name === "font" || name === "a" ? "span" : name;
        const isKept = kept.has(tag) && open.length < deepest;
        if (isKept) out.push(`<${tag}${attributesOf(name, values)}>`);
        open.push(isKept && !empty.has(tag) ? tag : "");
        if (name === "a") links.push(addressOf(values.href));
      },
      ontext(text) {
        if (vanished === 0) out.push(escapeHtml(text));
      },
      onclosetag(name) {
        if (vanished > 0) {
          vanished -= 1;
          return;
        }
        if (name === "a") {
          const address = links.pop();
          if (address) out.push(` <small>&lt;${escapeHtml(address)}&gt;</small>`);
        }
        const tag = open.pop();
        if (tag) out.push(`</${tag}>`);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(given.slice(0, longest));
  return { html: documentOf(out.join(""), lang), ...left };
}

function byContentId(source: string, pictures: ReadonlyMap<string, Picture>) {
  const id = /^cid:(.+)$/is.exec(source)?.[1];
  const found = id === undefined ? undefined : (pictures.get(id) ?? pictures.get(unescaped(id)));
  if (!found || !pictureType.test(found.type) || found.content.length > largestPicture) return null;
  return { type: found.type, base64: Buffer.from(found.content).toString("base64") };
}

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Where a link would lead, to be read and not to be clicked. */
function addressOf(href: string | undefined): string | undefined {
  const address = (href ?? "").replace(/\p{Cc}/gu, "").trim();
  return /^(?:https?:|mailto:)/i.test(address) ? address.slice(0, 300) : undefined;
}

function attributesOf(name: string, given: Record<string, string>): string {
  const plain = Object.entries(given).flatMap(([attribute, value]) => {
    const trimmed = value.trim();
    if (attribute === "style") return styleOf(trimmed);
    if (name === "font" && attribute === "color" && attributes.color?.test(trimmed))
      return [` style="color:${trimmed}"`];
    return attribute !== "color" && attributes[attribute]?.test(trimmed)
      ? [` ${attribute}="${trimmed}"`]
      : [];
  });
  return [...new Map(plain.map((one) => [one.slice(0, one.indexOf("=")), one])).values()].join("");
}

function styleOf(style: string): string[] {
  const declarations = style.split(";").flatMap((declaration) => {
    const at = declaration.indexOf(":");
    const [property, value] = [
      declaration.slice(0, at).trim().toLowerCase(),
      declaration.slice(at + 1).trim(),
    ];
    return at > 0 && properties.test(property) && values.test(value) ? [`${property}:${value}`] : [];
  });
  return declarations.length > 0 ? [` style="${escapeHtml(declarations.join(";"))}"`] : [];
}

const documentOf = (body: string, lang: string) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>-</title>
<style>html{background:#fff;color:#1c2321;font:16px/1.5 system-ui,sans-serif}body{margin:12px;overflow-wrap:anywhere}table{max-width:100%}img{max-width:100%;height:auto}small{color:#55605c}</style>
</head><body>${body}</body></html>
`;
