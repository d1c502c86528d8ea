/** What a docx says apart from its text: which styles are headings, and how its lists count. */
import { numberText } from "./numbers.ts";
import { readXml } from "./xml.ts";
import type { Zip } from "./zip.ts";

interface Style {
  name: string;
  basedOn?: string;
  outline?: number;
  list?: { id: string; level: number };
}

interface Level {
  format: string;
  text: string;
  start: number;
}

export interface Styles {
  heading: (style: string) => number | undefined;
  listOf: (style: string) => { id: string; level: number } | undefined;
}

export interface Numbering {
  /** The label of the next paragraph of this list; undefined when there is no such list. */
  next: (id: string, level: number) => string | undefined;
}

const whole = (text: string | undefined) => Number.parseInt(text ?? "", 10) || 0;

export function readStyles(zip: Zip, part: string): Styles {
  const styles = new Map<string, Style>();
  let current: Style | undefined;
  let levelSeen = 0;
  readXml(zip.read(part) ?? new Uint8Array(), {
    open: (name, { val = "", styleId = "" }) => {
      if (name === "style") {
        current = { name: "" };
        levelSeen = 0;
        styles.set(styleId, current);
      } else if (!current) return;
      else if (name === "name") current.name = val;
      else if (name === "basedOn") current.basedOn = val;
      else if (name === "outlineLvl") current.outline = whole(val);
      else if (name === "ilvl") levelSeen = whole(val);
      else if (name === "numId") current.list = { id: val, level: levelSeen };
    },
    close: (name) => {
      if (name === "style") current = undefined;
    },
  });
  /** The first value along the chain of styles that this one is based on. */
  const along = <T>(id: string, read: (style: Style) => T | undefined, steps = 0): T | undefined => {
    const style = styles.get(id);
    if (!style || steps > 20) return undefined;
    return read(style) ?? (style.basedOn ? along(style.basedOn, read, steps + 1) : undefined);
  };
  return {
    heading: (id) =>
      along(id, ({ name, outline }) => {
        if (outline !== undefined) return outline < 9 ? outline + 1 : undefined;
        const [, level] = /^(?:heading|título|titre|titulo) (\d)$/i.exec(name) ?? [];
        return level ? Number(level) : /^(title|título|titre)$/i.test(name) ? 1 : undefined;
      }),
    listOf: (id) => along(id, ({ list }) => list),
  };
}

export function readNumbering(zip: Zip, part: string): Numbering {
  const abstracts = new Map<string, Level[]>();
  const lists = new Map<string, { abstract: string; starts: number[] }>();
  let abstract: Level[] | undefined;
  let list: { abstract: string; starts: number[] } | undefined;
  let at = 0;
  readXml(zip.read(part) ?? new Uint8Array(), {
    open: (name, { val = "", abstractNumId = "", numId = "", ilvl = "" }) => {
      if (name === "abstractNum") {
        abstract = [];
        abstracts.set(abstractNumId, abstract);
      } else if (name === "num") {
        list = { abstract: "", starts: [] };
        lists.set(numId, list);
      } else if (name === "abstractNumId" && list) list.abstract = val;
      else if (name === "lvlOverride") at = whole(ilvl);
      else if (name === "startOverride" && list) list.starts[at] = whole(val);
      else if (name === "lvl") {
        at = Math.min(whole(ilvl), 8);
        if (abstract) abstract[at] = { format: "decimal", text: "", start: 1 };
      }
      const level = abstract?.[at];
      if (!level) return;
      if (name === "start") level.start = whole(val);
      else if (name === "numFmt") level.format = val;
      else if (name === "lvlText") level.text = val;
    },
    close: (name) => {
      if (name === "abstractNum") abstract = undefined;
      else if (name === "num") list = undefined;
    },
  });
  return counting(abstracts, lists);
}

/** Lists made of the same numbering go on counting together, unless one starts anew. */
function counting(
  abstracts: Map<string, Level[]>,
  lists: Map<string, { abstract: string; starts: number[] }>,
): Numbering {
  const counters = new Map<string, number[]>();
  const begun = new Set<string>();
  return {
    next: (id, wanted) => {
      const level = Math.min(wanted, 8);
      const list = lists.get(id);
      const levels = list && abstracts.get(list.abstract);
      if (!list || !levels) return undefined;
      const counts = counters.get(list.abstract) ?? [];
      counters.set(list.abstract, counts);
      const start = list.starts[level];
      if (start !== undefined && !begun.has(`${id} ${level}`)) counts[level] = start;
      else counts[level] = (counts[level] ?? (levels[level]?.start ?? 1) - 1) + 1;
      begun.add(`${id} ${level}`);
      counts.length = level + 1;
      const own = levels[level];
      if (!own || own.format === "bullet" || own.format === "none") return "";
      return own.text.replace(/%(\d)/g, (_, digit: string) => {
        const of = Number(digit) - 1;
        return numberText(counts[of] ?? levels[of]?.start ?? 1, levels[of]?.format ?? "decimal");
      });
    },
  };
}
