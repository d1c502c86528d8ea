/** What the page proposes as the text of a silence procedure, in each language; the words that go are a coordinator's. */
import { type Language, languages } from "../domain/language.ts";

type Say = (seat: string, state: string) => string;

const templates: Record<Language, Say> = {
  es: (seat, state) =>
    `Tras las consultas celebradas, se propone para la función «${seat}» al Estado siguiente: ${state}.`,
  en: (seat, state) =>
    `Following the consultations held, the following State is proposed for the role “${seat}”: ${state}.`,
  pt: (seat, state) =>
    `Após as consultas realizadas, propõe-se para a função “${seat}” o Estado a seguir: ${state}.`,
  fr: (seat, state) =>
    `À l’issue des consultations tenues, l’État ci-après est proposé pour la fonction «\u00a0${seat}\u00a0»\u00a0: ${state}.`,
};

/** The text in one language. */
export const silenceText = (language: Language, seat: string, state: string): string =>
  templates[language](seat, state);

/** The text in every language, with the names of seat and State in each. */
export function silenceTexts(
  seat: Record<Language, string>,
  state: Record<Language, { name: string }>,
): Record<Language, string> {
  const [es = "", en = "", pt = "", fr = ""] = languages.map((language) =>
    silenceText(language, seat[language], state[language].name),
  );
  return { es, en, pt, fr };
}
