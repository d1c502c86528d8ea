/**
 * Splits a document into answers by question. A text is given to a question for a stated reason and with a stated certainty;
 * what belongs to none is the rest, and what fits two is left to people. Nothing here knows a certain review.
 */

import type { Texts } from "../domain/language.ts";
import type { Answer, Block, Rest, Split } from "../domain/reading.ts";
import { findHeads } from "./find-heads.ts";
import { type Asked, type Head, isTitleLike } from "./heads.ts";
import { arrangeTables } from "./tables.ts";
import { topicsIn } from "./topics.ts";
import { bodyOf, closingOf, isOnlyLead, type Unit, unitsOf, withoutLead } from "./units.ts";
import { createMatcher, type Matcher } from "./words.ts";

export interface Question {
  id: string;
  text: Texts;
  block: Texts;
  optional: boolean;
}

/** Blocks that are looked at: far more than any answer has, and done in a moment. */
const most = 4_000;

interface Section {
  head: Head | null;
  units: { unit: Unit; text: string }[];
  emptyBefore: number; // questions without an answer directly above: a reprint of the questionnaire
}

/** `names`: of the review and the call, whose words stand everywhere. */
export function splitAnswers(
  blocks: readonly Block[],
  questions: readonly Question[],
  names: readonly Texts[] = [],
): Split {
  const matcher = createMatcher(
    questions.map(({ text }) => text),
    names,
  );
  const titles = [...new Map(questions.map(({ block }) => [JSON.stringify(block), block])).values()];
  const asked = askedOf(questions, titles);
  const flat = unitsOf(blocks.slice(0, most)).slice(0, most);
  const until = closingOf(flat);
  const units = arrangeTables(flat.slice(0, until), matcher);
  const heads = findHeads(units, { matcher, titles: createMatcher(titles), asked });
  const sections = sectionsOf(units, heads).flatMap(withoutTail);
  const answers = sections.flatMap((section) => answersOf(section, { matcher, asked, sections }));
  const rests = sections
    .filter(({ head, units: own }) => !head?.asks || isPlaceholder(textOf(own)))
    .map(({ units: rest }) => rest.map(({ unit }) => unit));
  const topics = topicsIn(rests, matcher, new Set(answers.map(({ question }) => question)), asked);
  const taken = new Set(topics.flatMap(({ units: found }) => found));
  return {
    answers: [...answers, ...topics.map(({ answer }) => answer)].sort((a, b) => a.from - b.from),
    rest: [...rests.map((rest) => rest.filter((unit) => !taken.has(unit))), flat.slice(until)].flatMap(
      restOf,
    ),
  };
}

function askedOf(questions: readonly Question[], titles: readonly Texts[]): Asked[] {
  const counts = new Map<number, number>();
  return questions.map(({ id, block }) => {
    const at = titles.findIndex((title) => JSON.stringify(title) === JSON.stringify(block));
    const within = counts.get(at) ?? 0;
    counts.set(at, within + 1);
    return { id, block: at, within };
  });
}

/** From each head to the next. */
function sectionsOf(units: readonly Unit[], heads: readonly (Head | null)[]): Section[] {
  const sections: Section[] = [{ head: null, units: [], emptyBefore: 0 }];
  units.forEach((unit, at) => {
    const head = heads[at];
    let text = head ? bodyOf(unit).slice(head.end).trim() : unit.text;
    if (head) {
      const last = sections.at(-1);
      const isEmpty = last?.head?.asks === true && last.units.length === 0;
      sections.push({ head, units: [], emptyBefore: isEmpty ? last.emptyBefore + 1 : 0 });
      text = withoutLead(text.replace(/^[\s.:;)\]–—-]+/, ""));
      if (!head.asks) text = unit.text;
    } else if (sections.at(-1)?.units.length === 0) text = withoutLead(text);
    if (text && !isOnlyLead(text)) sections.at(-1)?.units.push({ unit, text });
  });
  return sections;
}

const textOf = (units: Section["units"]) => units.map(({ text }) => text).join("\n");

/** Titles at the end of an answer, right above the next question, belong to what comes. */
function withoutTail(section: Section, at: number, all: readonly Section[]): Section[] {
  if (at === all.length - 1 || !section.head?.asks) return [section];
  let end = section.units.length;
  while (end > 1) {
    const last = section.units[end - 1]?.unit;
    const isLine =
      last && !last.role && isTitleLike(last) && !last.marker && last.text.split(/\s+/).length <= 12;
    if (!isLine || !/[\p{L}\p{N}:]$/u.test(last.text)) break;
    end -= 1;
  }
  if (end === section.units.length) return [section];
  const tail: Section = { head: null, units: section.units.slice(end), emptyBefore: 0 };
  return [{ ...section, units: section.units.slice(0, end) }, tail];
}

/** Words that stand where an answer would: none was given. */
function isPlaceholder(text: string): boolean {
  if (text.length > 300) return false; // an answer, and the pattern below costs more than its length
  const plain = text.trim();
  if (/^\[[^\]]*\]\W*$/s.test(plain)) return true;
  return /^\W*(n\s*[./]?\s*[ads]\.?|s\s*\/\s*[cdr]|no aplica|no corresponde|sin (respuesta|comentarios?|información)|not applicable|no (answer|comments?)|none|não se aplica|sem (resposta|comentários?)|sans (objet|réponse|commentaires?)|néant|pendiente|pending|pendente|tbd|xxx*|\.{2,}|…)?\W*$/i.test(
    plain,
  );
}

interface Given {
  matcher: Matcher;
  asked: readonly Asked[];
  sections: readonly Section[];
}

function answersOf({ head, units, emptyBefore }: Section, given: Given): Answer[] {
  const [first] = units;
  const text = textOf(units);
  if (!head?.asks || !first || isPlaceholder(text)) return [];
  const { page, cell } = first.unit;
  return head.questions.flatMap((index) => {
    const question = given.asked[index];
    if (!question) return [];
    const from = Math.min(...units.map(({ unit }) => unit.paragraph));
    const to = Math.max(...units.map(({ unit }) => unit.paragraph));
    const answer: Answer = {
      question: question.id,
      text,
      from,
      to,
      ...(page ? { page } : {}),
      ...(cell ? { table: cell.table } : {}),
      ...judged(head, { index, text, emptyBefore }, given),
    };
    return [answer];
  });
}

/** The answer's own words strengthen or weaken what its head said. */
function judged(
  head: Head,
  found: { index: number; text: string; emptyBefore: number },
  { matcher, asked, sections }: Given,
): Pick<Answer, "sure" | "why"> {
  const { sure, why } = head;
  const isAll = found.emptyBefore > 0 && found.emptyBefore + 1 >= Math.min(asked.length, 3);
  if (isAll) {
    // After a reprint of the questions, what follows the last of them may answer any.
    const isAgain = sections.some(
      (one) =>
        one.head?.asks &&
        one.head !== head &&
        one.units.length > 0 &&
        one.head.questions.includes(found.index),
    );
    const isWhole = found.emptyBefore + 1 >= asked.length - 2;
    if (isAgain || isWhole) return { sure: "unsure", why: "after-all-questions" };
    return { sure: sure === "sure" ? "likely" : sure, why };
  }
  if (head.questions.length > 1)
    return { sure: sure === "unsure" ? "unsure" : "likely", why: "answers-several" };
  if (why !== "number-only") return { sure, why };
  const ranked = matcher.rank(found.text).toSorted((a, b) => b.recall - a.recall);
  const own = ranked.find(({ index }) => index === found.index)?.recall ?? 0;
  const top = ranked[0]?.recall ?? 0;
  if (top >= 0.3 && own < top * 0.5) return { sure: "unsure", why: "number-against-words" };
  if (own >= 0.25 && own >= top * 0.95) return { sure, why: "number-and-words" };
  return { sure: sure === "sure" ? "likely" : sure, why };
}

/** What belongs to no question, in one piece from one answer to the next. */
function restOf(units: readonly Unit[]): Rest[] {
  const [first] = units;
  if (!first) return [];
  const paragraphs = units.map(({ paragraph }) => paragraph);
  return [
    {
      text: units.map(({ text }) => text).join("\n"),
      from: Math.min(...paragraphs),
      to: Math.max(...paragraphs),
      ...(first.page ? { page: first.page } : {}),
    },
  ];
}
