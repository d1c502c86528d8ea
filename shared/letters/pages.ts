/** Puts lines on pages: what belongs together stays together, and no line of a paragraph is left alone. */
import { type Document, type Part, paper, type Run } from "./pdf-file.ts";
import { widthOf } from "./times.ts";
import { bytesOf } from "./winansi.ts";

/** Runs on one line, not yet at a height. */
export interface Line {
  runs: readonly Omit<Run, "y">[];
  leading: number;
}

/** One paragraph, with the space around it in points. */
export interface Stretch {
  tag?: "H1" | "P";
  lines: readonly Line[];
  before?: number;
  after: number;
  withNext?: boolean; // begins no page's end without what follows
  rule?: { x: number; width: number }; // a line below
}

const top = paper.height - 57;
const bottom = 68;

/** The pages with their paragraphs; numbered when there is more than one. */
export function inPages(stretches: readonly Stretch[]): Pick<Document, "pages" | "paragraphs"> {
  const pages: Part[][] = [[]];
  let y = top;
  const turn = () => {
    pages.push([]);
    y = top;
  };
  stretches.forEach((stretch, paragraph) => {
    if (y < top && y - (stretch.before ?? 0) - together(stretches.slice(paragraph)) < bottom) turn();
    if (y < top) y -= stretch.before ?? 0;
    for (let rest = stretch.lines; rest.length > 0; ) {
      const count = fitting(rest, y - bottom, y === top);
      if (count === 0) {
        turn();
        continue;
      }
      const lines = rest.slice(0, count);
      const runs = lines.flatMap((line) => {
        y -= line.leading;
        return line.runs.map((run) => ({ ...run, y: y + line.leading * 0.25 }));
      });
      rest = rest.slice(count);
      pages.at(-1)?.push({ paragraph, runs: spaced(runs, rest.length === 0) });
    }
    if (stretch.rule) pages.at(-1)?.push({ runs: [], rule: { ...stretch.rule, y: y - 8 } });
    y -= stretch.after;
  });
  return { pages: numbered(pages), paragraphs: stretches.map(({ tag = "P" }) => tag) };
}

/** Whoever has a paragraph read aloud or copies it needs the space that the end of each line stands for. */
const spaced = (runs: readonly Run[], isEnd: boolean): Run[] =>
  runs.map((run, at) => (isEnd && at === runs.length - 1 ? run : { ...run, bytes: [...run.bytes, 32] }));

const heightOf = (lines: readonly Line[]) => lines.reduce((sum, { leading }) => sum + leading, 0);

/** The height of what may not be torn apart here: up to two lines of the first that may end a page. */
function together(stretches: readonly Stretch[]): number {
  const end = stretches.findIndex(({ withNext }) => !withNext);
  const kept = stretches.slice(0, end === -1 ? stretches.length : end + 1);
  const height = kept.reduce((sum, { lines, after, before = 0 }, at) => {
    const isLast = at === kept.length - 1;
    const space = at === 0 ? 0 : before;
    return (
      sum +
      space +
      (isLast && end !== -1 ? heightOf(lines.slice(0, 2)) : heightOf(lines) + (isLast ? 0 : after))
    );
  }, 0);
  return height > top - bottom ? heightOf(kept[0]?.lines.slice(0, 2) ?? []) : height;
}

/** How many of these lines go on this page: all, or as many as leave two for the next one. */
function fitting(lines: readonly Line[], room: number, isFresh: boolean): number {
  let height = 0;
  const fit = lines.findIndex(({ leading }) => {
    height += leading;
    return height > room + 0.001;
  });
  if (fit === -1) return lines.length;
  const count = lines.length - fit === 1 ? fit - 1 : fit;
  if (isFresh) return Math.max(1, count);
  return count < 2 ? 0 : count;
}

function numbered(pages: readonly Part[][]): Part[][] {
  if (pages.length === 1) return [...pages];
  const size = 9;
  return pages.map((parts, at) => {
    const bytes = bytesOf(`${at + 1} / ${pages.length}`);
    const x = (paper.width - widthOf(bytes, { size })) / 2;
    return [...parts, { runs: [{ bytes, x, y: 40, size }] }];
  });
}
