/** Finds where a document comes to a question: by the question's words, by its number, or by both. */
import type { Answer } from "../domain/reading.ts";
import { bodyOf, type Unit } from "./units.ts";
import type { Match, Matcher } from "./words.ts";

export interface Asked {
  id: string;
  block: number; // which of the blocks, from 0
  within: number; // which question of its block, from 0
}

/** What a unit says of questions. `end`: where the question ends in the unit's body and its answer begins. */
export interface Head {
  questions: number[];
  sure: Answer["sure"];
  why: Answer["why"];
  end: number;
  asks: boolean; // false: a heading above questions, or one that belongs to none
}

/** How the words of a text point to one question. */
export interface Spoken {
  index: number;
  strength: "repeated" | "shortened" | "hinted";
  end: number; // where the answer begins
  isEcho: boolean; // a statement in the words of the question: already the answer
}

const longest = 900; // characters of a question as repeated

/** Whether a text is a question in its own words. A text that fits two of them alike is none. */
export function spokenIn(matcher: Matcher, text: string, isTitle: boolean): Spoken | null {
  let best: { spoken: Spoken; value: number } | null = null;
  for (const end of cutsOf(text)) {
    const head = text.slice(0, end);
    const isWhole = end === text.length;
    const found = judged(matcher.rank(head), isTitle || (!isWhole && /[?:]\s*$/.test(head)));
    if (!found) continue;
    // A beginning within running text counts only when it is the question itself.
    if (!isWhole && found.strength !== "repeated" && !/\?\s*$/.test(head)) continue;
    const { index, strength } = found;
    const isAsked = (isTitle && isWhole) || /\?\W*$/.test(head) || matcher.opens(head, index);
    const isEcho = strength === "repeated" && !isAsked;
    const value = found.value + (strength === "repeated" ? 1 : 0) - (isEcho ? 1 : 0);
    if (!best || value > best.value + 0.02)
      best = { spoken: { index, strength, end: isEcho ? 0 : end, isEcho }, value };
  }
  return best?.spoken ?? null;
}

/** Ends of sentences where a question could end and its answer begin; the whole text is the first of them. */
function cutsOf(text: string): number[] {
  const cuts = text.length <= longest ? [text.length] : [];
  const beginning = text.slice(0, longest);
  for (const { index, 0: sign } of beginning.matchAll(/\?[)”"»]?|[:.]\s|\s[–—-]\s/g)) {
    const end = index + sign.trimEnd().length;
    if (end < text.length - 8 && end > 8) cuts.push(end);
    if (cuts.length > 12) break;
  }
  return cuts;
}

function judged(
  ranked: Match[],
  isTitle: boolean,
): { index: number; strength: Spoken["strength"]; value: number } | null {
  const [first, second] = ranked;
  if (!first) return null;
  const value = first.recall + first.precision;
  const next = second ? second.recall + second.precision : 0;
  const { index } = first;
  if (value - next < 0.2 || (second && second.shared > first.shared * 0.8)) return null;
  if (first.recall >= 0.6 && first.precision >= 0.5 && value - next >= 0.35 && first.words >= 2)
    return { index, strength: "repeated", value };
  // A question quoted in part: nearly every word of it is the question's.
  if (first.precision >= 0.8 && first.words >= 5) return { index, strength: "repeated", value };
  if (!isTitle) return null;
  const isFew = second !== undefined && second.shared > first.shared * 0.6;
  if (first.precision >= 0.6 && first.words >= 2 && first.shared >= 2.2 && !isFew)
    return { index, strength: "shortened", value };
  const isLarge = first.recall >= 0.35 || (first.recall >= 0.2 && first.precision >= 0.5);
  if (isLarge && first.precision >= 0.4 && first.words >= 2 && !isFew)
    return { index, strength: "shortened", value };
  if (first.precision >= 0.3 && first.words >= 1 && !isFew) return { index, strength: "hinted", value };
  return null;
}

/** Looks like a line above a text and not like a sentence of it. */
export function isTitleLike(unit: Unit): boolean {
  const text = bodyOf(unit);
  const words = text.split(/\s+/).length;
  if (unit.isHeading || unit.cell) return words <= 90;
  if (/[?:]\s*$/.test(text)) return words <= 90;
  return words <= 16 && !/[.;,]$/.test(text);
}
