/** Joins what two colleagues typed into the same answer at the same time: neither loses a word. */
import { diff3Merge } from "node-diff3";

/** `both`: the same lines were changed by both, so that theirs now stand before mine and a person must look. */
export type Joined = { text: string; both: boolean };

/** Comparing takes the square of the lines where many are alike: longer texts are put one after the other. */
const mostLines = 2000;

/**
 * A text of three forms: as both found it, as I have it and as it stands by now. What only one of them changed is
 * taken; lines that both changed stand one after the other, theirs first.
 */
export function joinTyped({ base, mine, theirs }: { base: string; mine: string; theirs: string }): Joined {
  if (mine === theirs || theirs === base) return { text: mine, both: false };
  if (mine === base) return { text: theirs, both: false };
  const [a, o, b] = [linesOf(mine), linesOf(base), linesOf(theirs)];
  if (Math.max(a.length, o.length, b.length) > mostLines) {
    return { text: `${theirs}\n\n${mine}`, both: true };
  }
  let both = false;
  const lines: string[] = [];
  for (const region of diff3Merge(a, o, b, { excludeFalseConflicts: true })) {
    const { ok, conflict } = region;
    lines.push(...(ok ?? []), ...(conflict?.b ?? []), ...(conflict?.a ?? []));
    both ||= conflict !== undefined && conflict.a.length > 0 && conflict.b.length > 0;
  }
  return { text: lines.join("\n"), both };
}

/** A text without a word has no line: what is written into it by two is no change of the same line. */
const linesOf = (text: string): string[] => (text === "" ? [] : text.split("\n"));

/** A text with one kind of line end: browsers post another than they show. */
export const withPlainLines = (text: string): string => text.replace(/\r\n?/g, "\n");
