/** Which question a number stands for, learnt from the places where a number and a question's words stand together. */
import type { Asked } from "./heads.ts";
import type { Marker } from "./markers.ts";

export interface Pair {
  marker: Marker;
  spoken: number | null; // the question that the words beside the number name
  block: number | null; // the block of questions whose title stands above
}

export interface Numbering {
  /** Questions that a marker names; none where numbers are no questions' numbers here. */
  questionsOf: (marker: Marker, block: number | null) => number[];
  /** How often numbers and words were seen to agree in this way of writing them. */
  agreed: (marker: Marker) => number;
}

/** "Pregunta 3" and "P3" count the same. */
const familyOf = ({ kind, format }: Marker) => (kind === "question" ? "question" : format);

export function learnNumbering(pairs: readonly Pair[], asked: readonly Asked[]): Numbering {
  const at = (one: number) => (one >= 1 && one <= asked.length ? one - 1 : null);
  const inBlock = (one: number, block: number | null) => {
    const found = asked.findIndex((question) => question.block === block && question.within === one - 1);
    return found < 0 ? null : found;
  };
  const families = new Map<string, { overall: number; within: number; seen: Pair[] }>();
  for (const pair of pairs) {
    const family = families.get(familyOf(pair.marker)) ?? { overall: 0, within: 0, seen: [] };
    families.set(familyOf(pair.marker), family);
    family.seen.push(pair);
    const [number = 0] = pair.marker.numbers;
    if (pair.spoken === null || pair.marker.numbers.length !== 1) continue;
    const isOverall = at(number) === pair.spoken;
    const isWithin = inBlock(number, blockOf(pair.marker, pair.block)) === pair.spoken;
    family.overall += isOverall ? 1 : -2;
    family.within += isWithin ? 1 : -2;
  }
  /** Without a sign of either: numbers that begin anew under the titles of blocks count within them. */
  const isWithin = (seen: Pair[]) => {
    const firsts = seen.filter(({ marker }) => marker.numbers[0] === 1);
    return (
      firsts.some(({ block }) => block !== null && block > 0) && firsts.every(({ block }) => block !== null)
    );
  };
  return {
    questionsOf: (marker, above) => {
      const block = blockOf(marker, above);
      const family = families.get(familyOf(marker));
      const { overall = 0, within = 0, seen = [] } = family ?? {};
      if (marker.block !== undefined) {
        // "III.6" is the sixth of its block, or of all where the sixth stands in that block.
        const isThere = (one: number | null) => (one !== null && asked[one]?.block === block ? one : null);
        return only(marker.numbers.map((one) => inBlock(one, block) ?? isThere(at(one))));
      }
      if (overall < 0 && within < 0) return [];
      const local = within > overall || (within === overall && isWithin(seen));
      const isBeyond = above !== null && marker.kind === "letter";
      const found = marker.numbers.map((one) => (local || isBeyond ? inBlock(one, block) : at(one)));
      return only(found);
    },
    agreed: (marker) => {
      const { overall = 0, within = 0 } = families.get(familyOf(marker)) ?? {};
      return Math.max(overall, within, 0);
    },
  };
}

const blockOf = (marker: Marker, above: number | null): number | null =>
  marker.block !== undefined ? marker.block - 1 : above;

const only = (found: (number | null)[]): number[] =>
  found.every((one) => one !== null) ? found.filter((one) => one !== null) : [];
