/** Goes through a document and says of each unit whether a question begins with it. */
import { type Asked, type Head, isTitleLike, type Spoken, spokenIn } from "./heads.ts";
import type { Marker } from "./markers.ts";
import { learnNumbering, type Numbering, type Pair } from "./numbering.ts";
import { bodyOf, type Unit } from "./units.ts";
import type { Matcher } from "./words.ts";

interface Given {
  matcher: Matcher; // of the questions
  titles: Matcher; // of the blocks they stand in
  asked: readonly Asked[];
}

/** What one unit shows by itself, before numbers are understood. */
interface Seen {
  unit: Unit;
  spoken: Spoken | null;
  block: number | null; // the block whose title this is
  above: number | null; // the block whose title stands above
  isUnknown: boolean; // numbered as the titles of blocks are, and the title of none
}

export function findHeads(units: readonly Unit[], given: Given): (Head | null)[] {
  const seen = look(units, given);
  const pairs = seen.flatMap(({ unit, spoken, above, block }): Pair[] => {
    if (!unit.marker || unit.marker.kind === "block" || block !== null) return [];
    const isNamed = spoken && spoken.strength !== "hinted" && !spoken.isEcho;
    return [{ marker: unit.marker, spoken: isNamed ? spoken.index : null, block: above }];
  });
  const numbering = learnNumbering(pairs, given.asked);
  const counts = createCounts(seen, numbering, given);
  const heads = seen.map((one, at) => headOf(one, at, { seen, numbering, counts, given }));
  let asking: number | null = null;
  return heads.map((head, at) => {
    const before = asking === null ? null : heads[asking];
    // A line of the answer that takes up the question just asked is no second question.
    if (
      head?.asks &&
      before &&
      isSame(before, head) &&
      !seen[at]?.unit.marker &&
      !seen[at]?.unit.isHeading &&
      head.why === "question-shortened"
    )
      return null;
    if (head) {
      asking = head.asks ? at : null;
      return head;
    }
    return asking === null ? null : boundaryAt(seen, asking, at);
  });
}

function look(units: readonly Unit[], { matcher, titles, asked }: Given): Seen[] {
  let above: number | null = null;
  const blocks = Math.max(0, ...asked.map(({ block }) => block + 1));
  const formats = new Set<string>(); // how the titles of blocks are numbered
  return units.map((unit) => {
    const body = bodyOf(unit);
    const isTitle = isTitleLike(unit);
    const isAnswer = unit.role === "answer" || unit.role === "loose";
    const spoken = isAnswer ? null : spokenIn(matcher, body, isTitle || unit.role === "head");
    const isNoTitle = isAnswer || unit.role === "head" || unit.marker?.kind === "question";
    const block = isNoTitle ? null : blockOf(unit, body, isTitle && blocks > 1, titles, spoken);
    if (block !== null && unit.marker) formats.add(unit.marker.format);
    const isUnknown =
      block === null && isTitle && !spoken && unit.marker !== null && formats.has(unit.marker.format);
    if (isUnknown) above = null;
    else if (block !== null && block < blocks) above = block;
    else if (spoken && spoken.strength !== "hinted" && !spoken.isEcho)
      above = asked[spoken.index]?.block ?? above;
    return { unit, spoken, block, above, isUnknown };
  });
}

/** The title of a block, or its number in words. The words of a question in full are that question. */
function blockOf(
  { marker }: Unit,
  body: string,
  isTitle: boolean,
  titles: Matcher,
  spoken: Spoken | null,
): number | null {
  const [first, second] = isTitle ? titles.rank(body) : [];
  const isNamed =
    first && first.recall >= 0.55 && first.precision >= 0.55 && first.recall > (second?.recall ?? 0) + 0.2;
  if (spoken?.strength === "repeated" && !(isNamed && first.precision > 0.8 && first.recall > 0.8))
    return null;
  if (isNamed) return first.index;
  return marker?.kind === "block" ? (marker.numbers[0] ?? 1) - 1 : null;
}

const isSame = (one: Head, other: Head) => one.questions.join() === other.questions.join();

interface Counts {
  /** True where a bare number goes on counting questions, and not the points of an answer. */
  goesOn: (at: number) => boolean;
}

/**
 * Bare numbers count questions only in the way of writing in which they were seen beside a question's words; where no
 * question is named at all, in the way of the first list that counts from one and no further than there are questions.
 */
function createCounts(seen: readonly Seen[], numbering: Numbering, { asked }: Given): Counts {
  const isNamed = ({ spoken }: Seen) => spoken !== null && spoken.strength !== "hinted" && !spoken.isEcho;
  const named = seen.filter(isNamed);
  const isWorded = seen.some(({ unit }) => unit.marker?.kind === "question");
  const own = named.flatMap(({ unit }) =>
    unit.marker && unit.marker.kind !== "question" ? [unit.marker.format] : [],
  );
  const formats = new Set(own);
  const isRepeated = named.some(({ spoken }) => spoken?.strength === "repeated");
  if (!isRepeated && named.length < 2 && !isWorded) {
    const found = plainList(seen, asked.length);
    if (found) formats.add(found);
  }
  const sizeOf = (block: number) => asked.filter((question) => question.block === block).length;
  const going = new Set<number>();
  let last = { number: 0, block: -1 };
  let listed: { format: string; next: number; at: number } | null = null;
  let lettered: { block: number; next: number } | null = null; // points right below the title of a block
  seen.forEach((one, at) => {
    const { marker } = one.unit;
    if (one.isUnknown) lettered = null;
    if (one.block !== null) {
      last = { number: 0, block: one.block };
      lettered = { block: one.block, next: 1 };
    } else if (lettered?.next === 1 && marker?.numbers[0] !== 1) lettered = null;
    if (!marker || marker.kind === "question" || marker.kind === "block" || one.block !== null) return;
    const [number = 0] = marker.numbers;
    const isQuestion = isNamed(one);
    const goes =
      formats.has(marker.format) &&
      number > last.number &&
      numbering.questionsOf(marker, one.above).length > 0;
    const isListed = listed?.format === marker.format && listed.next === number && at - listed.at <= 1;
    const isLetter =
      marker.kind === "letter" && lettered?.next === number && sizeOf(lettered.block) >= number;
    if (isLetter && lettered) lettered.next += 1;
    if (isQuestion || isLetter || (goes && !isListed)) {
      going.add(at);
      last = { number, block: one.above ?? -1 };
      listed = null;
    } else listed = { format: marker.format, next: number + 1, at };
  });
  return { goesOn: (at) => going.has(at) };
}

/** The way of writing of the first list from 1 that is no longer than the questions, and never begins anew. */
function plainList(seen: readonly Seen[], most: number): string | null {
  const lists = new Map<string, number[]>();
  for (const { unit } of seen) {
    const { marker } = unit;
    if (!marker || marker.kind === "question" || marker.kind === "block" || marker.kind === "letter")
      continue;
    lists.set(marker.format, [...(lists.get(marker.format) ?? []), ...marker.numbers]);
  }
  for (const [format, numbers] of lists) {
    const isRising = numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
    if (isRising && numbers[0] === 1 && numbers.length > 1 && Math.max(...numbers) <= most) return format;
  }
  return null;
}

interface Around {
  seen: readonly Seen[];
  numbering: Numbering;
  counts: Counts;
  given: Given;
}

function headOf(
  { unit, spoken, block, above, isUnknown }: Seen,
  at: number,
  { numbering, counts, given }: Around,
): Head | null {
  const { marker, role } = unit;
  if (role === "answer") return null;
  if (role === "loose") return { questions: [], sure: "unsure", why: "number-only", end: 0, asks: false };
  const end = spoken?.end ?? titleEnd(unit);
  if (isUnknown) return { questions: [], sure: "unsure", why: "number-only", end: 0, asks: false };
  if (block !== null) return blockHead(block, bodyOf(unit).length, given);
  const isWorded = marker?.kind === "question";
  const isNumbered = marker !== null && (isWorded || role === "head" || counts.goesOn(at));
  const byNumber = isNumbered ? numbering.questionsOf(marker, above) : [];
  if (spoken?.isEcho) return echoHead(spoken, byNumber, isWorded);
  if (spoken && spoken.strength !== "hinted") return spokenHead(spoken, marker, byNumber, numbering);
  // A heading that only brushes a question: its text is shown beside it, and a person decides.
  if (byNumber.length === 0 && !isWorded && spoken && unit.isHeading)
    return { questions: [spoken.index], sure: "unsure", why: "question-shortened", end, asks: true };
  if (byNumber.length === 0)
    return isWorded ? { questions: [], sure: "unsure", why: "number-only", end: 0, asks: false } : null;
  const agreed = marker ? numbering.agreed(marker) : 0;
  const isSingle =
    marker?.kind !== "question" && byNumber.length === 1 && isOnlyOne(given.asked, byNumber[0] ?? 0, above);
  if (isSingle) return { questions: byNumber, sure: "likely", why: "block-title", end, asks: true };
  const isHinted = spoken !== null && byNumber.includes(spoken.index);
  if (spoken && !isHinted)
    return { questions: byNumber, sure: "unsure", why: "number-against-words", end, asks: true };
  if (isHinted)
    return {
      questions: byNumber,
      sure: agreed > 1 ? "sure" : "likely",
      why: "number-and-words",
      end,
      asks: true,
    };
  return {
    questions: byNumber,
    sure: agreed > 2 && isWorded ? "sure" : "likely",
    why: "number-only",
    end,
    asks: true,
  };
}

function spokenHead(spoken: Spoken, marker: Marker | null, byNumber: number[], numbering: Numbering): Head {
  const { index, end } = spoken;
  const isOther = byNumber.length > 0 && !byNumber.includes(index);
  const isTrusted = marker !== null && numbering.agreed(marker) > 1;
  const base = { questions: [index], end, asks: true };
  if (byNumber.length > 1 && byNumber.includes(index))
    return { ...base, questions: byNumber, sure: "likely", why: "answers-several" };
  if (isOther && spoken.strength === "shortened")
    return { ...base, sure: "unsure", why: "number-against-words" };
  if (spoken.strength === "repeated")
    return { ...base, sure: isOther && isTrusted ? "likely" : "sure", why: "question-repeated" };
  const isBoth = byNumber.length === 1 && byNumber[0] === index;
  return isBoth
    ? { ...base, sure: "sure", why: "number-and-words" }
    : { ...base, sure: "likely", why: "question-shortened" };
}

const isOnlyOne = (asked: readonly Asked[], index: number, above: number | null) =>
  above !== null &&
  asked[index]?.block === above &&
  asked.filter(({ block }) => block === above).length === 1;

/** An answer that takes up the words of its question; without the question's number it is a suggestion (topics.ts). */
function echoHead({ index }: Spoken, byNumber: number[], isWorded: boolean): Head | null {
  if (byNumber.length === 0) return null;
  const isSame = byNumber.includes(index);
  return {
    questions: byNumber,
    sure: isSame ? (isWorded ? "sure" : "likely") : "unsure",
    why: isSame ? "number-and-words" : "number-against-words",
    end: 0,
    asks: true,
  };
}

/** The title of a block with a single question asks it. */
function blockHead(block: number, length: number, { asked }: Given): Head {
  const questions = asked.flatMap((one, at) => (one.block === block ? [at] : []));
  const asks = questions.length === 1;
  return { questions: asks ? questions : [], sure: "likely", why: "block-title", end: length, asks };
}

/** A numbered line without a question's words: where it is a title, all of it; else nothing. */
function titleEnd(unit: Unit): number {
  const body = bodyOf(unit);
  if (unit.role === "head") return body.length;
  const question = /^[^.:]{0,400}\?/.exec(body);
  if (question) return question[0].length;
  return isTitleLike(unit) && (unit.isHeading || /:\s*$/.test(body) || body.length < 90) ? body.length : 0;
}

/** What ends an answer without asking: a title on the questions' level, or a question that nobody knows. */
function boundaryAt(seen: readonly Seen[], last: number, at: number): Head | null {
  const unit = seen[at]?.unit;
  const asking = seen[last]?.unit;
  if (!unit || !asking || unit.role === "answer") return null;
  const isTitle = unit.isHeading && (!asking.isHeading || unit.level <= asking.level);
  const isAsked = /\?/.test(asking.text);
  const isQuestion = isAsked && isTitleLike(unit) && /^¿?[^.?]{15,}\?\W*$/.test(bodyOf(unit));
  const leftTable = asking.role === "head" && unit.cell?.table !== asking.cell?.table;
  if (!isTitle && !isQuestion && !leftTable) return null;
  return { questions: [], sure: "unsure", why: "number-only", end: 0, asks: false };
}
