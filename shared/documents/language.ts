/** In which of the four languages a text is written; null where it is too short, or in none of them. */
import { francAll } from "franc-min";
import { type Language, languages } from "../domain/language.ts";

const codes: Record<string, Language> = { spa: "es", eng: "en", por: "pt", fra: "fr" };
const shortest = 40; // characters
const sample = 20_000;

/** Franc always names one of those it may choose from: a text in another language has few of these. */
const small: Record<Language, Set<string>> = {
  es: words("de la el en y los las que del por para con una un se es su al lo como más no sus o este esta"),
  en: words("the of and to in for a is on that with as by are be its this from at or an it have has our we"),
  pt: words("de a o e do da em que para com os as no na dos das um uma por se ao mais não são como sua"),
  fr: words("de la le et les des en du dans pour que une un par sur au est avec aux ce qui plus son ses ne"),
};

function words(list: string): Set<string> {
  return new Set(list.split(" "));
}

function shareOf(tokens: string[], language: Language): number {
  return tokens.filter((token) => small[language].has(token)).length / Math.max(1, tokens.length);
}

export function languageOf(whole: string): Language | null {
  const text = whole.slice(0, sample);
  if (text.length < shortest) return null;
  const tokens = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (tokens.length < 6) return null;
  const [best, next] = francAll(text, { only: Object.keys(codes), minLength: shortest });
  const language = codes[best?.[0] ?? ""];
  if (!language) return null;
  const share = shareOf(tokens, language);
  const isAhead = languages.every((other) => other === language || shareOf(tokens, other) <= share);
  const margin = (best?.[1] ?? 0) - (next?.[1] ?? 0);
  return share >= 0.12 && (isAhead || margin > 0.1) ? language : null;
}
