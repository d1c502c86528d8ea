/** How near a text comes to a question: by the stems of its words, weighted by how much they tell the questions apart. */
import { type Language, languages } from "../domain/language.ts";

const small = new Set(
  `de la el en los las que del por para con una un se es su al lo como mas no sus esta este estos estas ha han sido ser son
  cual cuales sobre entre desde hasta muy ya tambien favor si sin le les o y e a u ante bajo
  the of and to in for is on that with as by are be its this from at or an it have has our we was were which what how
  your their these those will would should could please not if into about any some there
  da do e os dos das um uma com nos na ao aos pela pelo seu sua foi tem sao qual quais mais ou nao em no isso
  le et des du dans pour au aux par sur est qui plus son ses ne une ces cette ont ete sont quel quels quelle quelles votre vos
  leur leurs ce il elle nous vous ou si d l qu s n c
  indique senale enumere explique veuillez indicate list provide pais country pays
  gobierno gobiernos government governments governo governos gouvernement gouvernements ministerio ministry ministere estado
  pregunta preguntas question questions pergunta perguntas respuesta respuestas answer answers reponse reponses resposta respostas`.split(
    /\s+/,
  ),
);

const plainOf = (text: string) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Words in small letters without accents; "collaboration" and "colaboración" come to the same stem. */
function stemsOf(text: string): string[] {
  const words = plainOf(text).match(/\p{L}+|\p{N}{2,}/gu) ?? [];
  return words.filter((word) => word.length > 2 && !small.has(word)).map(stem);
}

function stem(word: string): string {
  const single = word.replace(/([^\d])\1/g, "$1").replace(/s$/, "");
  return single.slice(0, single.length >= 7 ? 6 : 5);
}

/** One thing to be compared with, in every language it is written in. */
export type Wording = Record<Language, string>;

export interface Match {
  index: number; // of the wording
  recall: number; // weight of its words that the text has
  precision: number; // weight of the text's words that it has
  shared: number; // weight of what both have
  words: number; // how many both have
}

export interface Matcher {
  /** All wordings, the nearest first, each in the language that fits best. */
  rank: (text: string) => Match[];
  /** Whether a text begins as a wording does, in any language: "Please indicate the …" */
  opens: (text: string, index: number) => boolean;
}

/** Weight of a word that everybody uses here: those of the review's and the call's own names. */
const common = 0.2;

/** `around`: names that stand over all wordings alike, and so tell none of them apart. */
export function createMatcher(wordings: readonly Wording[], around: readonly Wording[] = []): Matcher {
  // A word that no wording has weighs like one that two of them have.
  const foreign = Math.log((wordings.length + 1.5) / 2);
  const sets = languages.map((language) => {
    const stems = wordings.map((wording) => new Set(stemsOf(wording[language])));
    const frequency = new Map<string, number>();
    for (const set of stems) for (const one of set) frequency.set(one, (frequency.get(one) ?? 0) + 1);
    const names = new Set(around.flatMap((wording) => stemsOf(wording[language])));
    const weight = (one: string) => {
      if (names.has(one)) return common;
      const found = frequency.get(one);
      return found === undefined ? foreign : Math.log((wordings.length + 1.5) / found);
    };
    const total = stems.map((set) => sum([...set].map(weight)));
    return { stems, weight, total };
  });
  const against = (own: Set<string>, index: number): Match => {
    let best: Match = { index, recall: 0, precision: 0, shared: 0, words: 0 };
    for (const { stems, weight, total } of sets) {
      const both = [...(stems[index] ?? [])].filter((one) => own.has(one));
      const shared = sum(both.map(weight));
      const recall = shared / Math.max(0.1, total[index] ?? 0);
      const precision = shared / Math.max(0.1, sum([...own].map(weight)));
      if (recall + precision > best.recall + best.precision)
        best = { index, recall, precision, shared, words: both.length };
    }
    return best;
  };
  const openings = wordings.map(
    (wording) => new Set(languages.map((language) => opening(wording[language]))),
  );
  return {
    opens: (text, index) => openings[index]?.has(opening(text)) ?? false,
    rank: (text) => {
      const own = new Set(stemsOf(text));
      if (own.size === 0) return [];
      return wordings
        .map((_, index) => against(own, index))
        .sort((left, right) => right.recall + right.precision - left.recall - left.precision);
    },
  };
}

const opening = (text: string) => (plainOf(text).match(/\p{L}+/gu) ?? []).slice(0, 3).join(" ");

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
