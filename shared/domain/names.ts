/** Names of States and territories as pages and letters need them, and their order by the reader's language. */
import { countryNames } from "./country-names.ts";
import type { Language } from "./language.ts";
import type { Party, PartyName } from "./party.ts";

export type Country = { id: string; code: string; names: Record<Language, PartyName> };

const columns = { es: 2, en: 3, pt: 4, fr: 5 } as const;

const countries: ReadonlyMap<string, Country> = new Map(
  countryNames.map((row) => {
    const name = (language: Language) => partyName(language, row[columns[language]]);
    const names = { es: name("es"), en: name("en"), pt: name("pt"), fr: name("fr") };
    return [row[0], { id: row[0], code: row[1], names }];
  }),
);

/** The State or territory of an alpha-2 code; null when this book does not have it. */
export function countryOf(alpha2: string): Country | null {
  return countries.get(alpha2) ?? null;
}

/** Every code of the book. */
export function countryCodes(): string[] {
  return [...countries.keys()];
}

/** Parties in protocol order: by name, in the reader's language. */
export function inProtocolOrder<P extends Pick<Party, "names">>(
  parties: readonly P[],
  language: Language,
): P[] {
  const { compare } = new Intl.Collator(language);
  return [...parties].sort((a, b) => compare(a.names[language].name, b.names[language].name));
}

/** Reads a cell of the book: "Argentina|la" → { name: "Argentina", of: "de la Argentina" }. */
function partyName(language: Language, cell: string): PartyName {
  const [name = "", tail] = cell.split("|");
  return { name, of: after(language, running(name, tail)) };
}

/** The name as it runs in a sentence: article and name, or the longer form that the cell gives. */
function running(name: string, tail: string | undefined): string {
  if (tail === undefined) return name;
  if (tail.endsWith("’")) return `${tail}${name}`;
  return /^(el|la|los|las|the|le|les|o|a|os|as)$/.test(tail) ? `${tail} ${name}` : tail;
}

/** "de" and its kin before a running form: "del Brasil", "du Guatemala", "d’Haïti", "dos Estados Unidos". */
function after(language: Language, form: string): string {
  if (language === "en") return `of ${form}`;
  if (language === "es") return form.startsWith("el ") ? `del ${form.slice(3)}` : `de ${form}`;
  if (language === "pt") return /^(o|a|os|as) /.test(form) ? `d${form}` : `de ${form}`;
  if (form.startsWith("le ")) return `du ${form.slice(3)}`;
  if (form.startsWith("les ")) return `des ${form.slice(4)}`;
  // Bahreïn, Malte take "de"; a vowel or a mute h elides: "d’Haïti", "d’Oman".
  return /^([AEIOUÉÈÎ]|Ha)/.test(form) ? `d’${form}` : `de ${form}`;
}
