/** In a text that names no question: paragraphs that speak of what one question asks, mostly left to people. */
import type { Answer } from "../domain/reading.ts";
import type { Asked } from "./heads.ts";
import type { Unit } from "./units.ts";
import type { Matcher } from "./words.ts";

export interface Topic {
  answer: Answer;
  units: Unit[];
}

const least = 12; // words of a paragraph of which something can be said

/** Only for questions that nothing else answers; neighbouring paragraphs on the same question are one text. */
export function topicsIn(
  rests: readonly Unit[][],
  matcher: Matcher,
  answered: ReadonlySet<string>,
  asked: readonly Asked[],
): Topic[] {
  const topics: Topic[] = [];
  for (const rest of rests) {
    let last: Topic | null = null;
    for (const unit of rest) {
      const topic = topicOf(unit.text, matcher);
      const id = topic && asked[topic.index]?.id;
      if (!id || answered.has(id)) last = null;
      else if (last?.answer.question === id) extend(last, unit);
      else {
        last = begun(id, unit, topic.sure);
        topics.push(last);
      }
    }
  }
  return topics;
}

function topicOf(text: string, matcher: Matcher): { index: number; sure: Answer["sure"] } | null {
  if (text.split(/\s+/).length < least) return null;
  const [first, second] = matcher.rank(text).toSorted((a, b) => b.recall - a.recall);
  if (!first || first.recall < 0.35 || first.words < 3) return null;
  const next = second?.recall ?? 0;
  if (next > first.recall * 0.75) return null;
  // It takes up nearly all that the question says, and little of any other.
  const isEcho = first.recall >= 0.6 && first.precision >= 0.3 && next < first.recall * 0.5;
  return { index: first.index, sure: isEcho ? "likely" : "unsure" };
}

const begun = (question: string, unit: Unit, sure: Answer["sure"]): Topic => ({
  units: [unit],
  answer: {
    question,
    text: unit.text,
    from: unit.paragraph,
    to: unit.paragraph,
    ...(unit.page ? { page: unit.page } : {}),
    sure,
    why: "words-in-text",
  },
});

function extend({ answer, units }: Topic, unit: Unit): void {
  units.push(unit);
  answer.text += `\n${unit.text}`;
  answer.to = unit.paragraph;
}
