/** Makes one text of pages: lines that stand at the edge of each go, a paragraph that a page parted is one again. */
import type { Found } from "./pdf-layout.ts";

export interface Page {
  number: number;
  found: Found[];
}

/** A running line without its number. */
const shapeOf = (text: string) => text.replace(/\d+/g, "#").replace(/\s+/g, " ").trim();

export function flowing(pages: readonly Page[]): Page[] {
  const counts = new Map<string, number>();
  for (const { found } of pages)
    for (const shape of new Set([found[0], found.at(-1)].flatMap((one) => (one ? [shapeOf(one.text)] : []))))
      counts.set(shape, (counts.get(shape) ?? 0) + 1);
  const isRunning = (one: Found | undefined, number: number) => {
    if (one?.kind !== "paragraph" || one.text.split(/\s+/).length > 14) return false;
    const isCounted = new RegExp(`(^|\\s|[-–—/])${number}(\\s*([/]|de|of|sur|von)\\s*\\d+)?\\W*$`, "i").test(
      one.text,
    );
    return (counts.get(shapeOf(one.text)) ?? 0) > 1 || (isCounted && pages.length > 1);
  };
  const kept = pages.map(({ number, found }) => ({
    number,
    found: found.filter((one, at) => !((at === 0 || at === found.length - 1) && isRunning(one, number))),
  }));
  kept.forEach(({ found }, at) => {
    const next = kept[at + 1]?.found;
    const last = found.at(-1);
    const [first] = next ?? [];
    if (last?.kind !== "paragraph" || first?.kind !== "paragraph" || last.large || first.large) return;
    if (!/[\p{L},;–-]$/u.test(last.text.trim()) || !/^\s*[\p{Ll}(]/u.test(first.text)) return;
    last.text = `${last.text.trimEnd()} ${first.text.trimStart()}`;
    next?.shift();
  });
  return kept;
}
