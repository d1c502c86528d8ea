/** Whom a letter addresses: the embassy, mission, ministry or office of a party, with the article each language wants. */
import type { Language } from "./language.ts";
import type { Contact, Party } from "./party.ts";

/** A noun as letters need it: alone with its article, after "of", and after "to". */
export interface Addressee {
  the: string; // "la Embajada de la Argentina en Chile"
  of: string; // "de la Embajada …"
  to: string; // "a la Embajada …"
}

type Post = Contact["post"];
type Named = Pick<Party, "id" | "kind" | "names">;

/** Whether a party is a State or a territory, whose authorities are addressed. */
export const isState = ({ kind }: Pick<Party, "kind">): boolean =>
  kind === "member-state" || kind === "other-member" || kind === "associate-member";

/** Whom a letter to one of a party's posts addresses. Whatever is not a State's own post is the party itself. */
export function addresseeOf(party: Named, post: Post, language: Language): Addressee {
  return formsOf(language, nounOf(party, post, language));
}

/** The party itself: its authorities if it is a State or territory. */
export const partyAddressed = (party: Named, language: Language): Addressee =>
  addresseeOf(party, "other", language);

/** The city of a post whose name does not say it. */
export const cityOf = (post: Post, language: Language): string | undefined => cities[post]?.[language];

const cities: Partial<Record<Post, Record<Language, string>>> = {
  santiago: { es: "Santiago", en: "Santiago", pt: "Santiago", fr: "Santiago" },
  "new-york": { es: "Nueva York", en: "New York", pt: "Nova York", fr: "New York" },
};

/** The lines above a letter: a person of the post with their title if one is named, the post, its city. */
export function addressOf(
  party: Named,
  { post, name, title }: { post: Post; name: string | undefined; title: string | undefined },
  language: Language,
): string[] {
  const { the, to } = addresseeOf(party, post, language);
  const person = [name, title].filter((line) => line !== undefined);
  // A post by itself is addressed as notes verbales do it, "A la Embajada …"; below a name it stands without article.
  const whom = person.length > 0 ? the.replace(lowerArticles, "") : language === "en" ? the : to;
  const city = cityOf(post, language);
  const office = `${whom.charAt(0).toLocaleUpperCase(language)}${whom.slice(1)}`;
  return [...person, office, ...(city === undefined ? [] : [city])];
}

/** In small letters only: a name may begin with an article of its own. */
const lowerArticles = /^(?:el|la|los|las|the|o|a|os|as|le|les) |^l[’']/u;

function nounOf(party: Named, post: Post, language: Language): string {
  const { of } = party.names[language];
  if (!isState(party)) return withoutOf(language, of);
  // The route to an associate member differs from one to the next: no office of it is guessed.
  const kind = party.kind === "associate-member" || post === "other" ? "authorities" : officeAt(party, post);
  if (kind === "ministry") return `${ministries[party.id]?.[language] ?? nouns.ministry[language]} ${of}`;
  return nouns[kind][language].replace("{of}", of);
}

/** A State writes to Santiago from its own capital if that is where it lies. */
const officeAt = ({ id }: Named, post: Exclude<Post, "other">) =>
  post === "capital" || (post === "santiago" && id === "CL") ? "ministry" : post;

const nouns = {
  santiago: {
    es: "la Embajada {of} en Chile",
    en: "the Embassy {of} in Chile",
    pt: "a Embaixada {of} no Chile",
    fr: "l’Ambassade {of} au Chili",
  },
  geneva: {
    es: "la Misión Permanente {of} ante la Oficina de las Naciones Unidas y otras organizaciones internacionales con sede en Ginebra",
    en: "the Permanent Mission {of} to the United Nations Office and other international organizations in Geneva",
    pt: "a Missão Permanente {of} junto ao Escritório das Nações Unidas e outras organizações internacionais em Genebra",
    fr: "la Mission permanente {of} auprès de l’Office des Nations Unies et des autres organisations internationales à Genève",
  },
  "new-york": {
    es: "la Misión Permanente {of} ante las Naciones Unidas",
    en: "the Permanent Mission {of} to the United Nations",
    pt: "a Missão Permanente {of} junto às Nações Unidas",
    fr: "la Mission permanente {of} auprès de l’Organisation des Nations Unies",
  },
  authorities: {
    es: "las autoridades {of}",
    en: "the authorities {of}",
    pt: "as autoridades {of}",
    fr: "les autorités {of}",
  },
  ministry: {
    es: "el Ministerio de Relaciones Exteriores",
    en: "the Ministry of Foreign Affairs",
    pt: "o Ministério das Relações Exteriores",
    fr: "le Ministère des affaires étrangères",
  },
} as const satisfies Record<string, Record<Language, string>>;

/** Where the common name of the ministry would be the wrong one. */
const ministries: Record<string, Record<Language, string>> = {
  CA: {
    es: "el Ministerio de Relaciones Exteriores, Comercio y Desarrollo",
    en: "the Department of Foreign Affairs, Trade and Development",
    pt: "o Ministério das Relações Exteriores, Comércio e Desenvolvimento",
    fr: "le Ministère des Affaires étrangères, du Commerce et du Développement",
  },
  DE: {
    es: "el Ministerio Federal de Relaciones Exteriores",
    en: "the Federal Foreign Office",
    pt: "o Ministério Federal das Relações Exteriores",
    fr: "le Ministère fédéral des affaires étrangères",
  },
  ES: {
    es: "el Ministerio de Asuntos Exteriores, Unión Europea y Cooperación",
    en: "the Ministry of Foreign Affairs, European Union and Cooperation",
    pt: "o Ministério dos Assuntos Exteriores, União Europeia e Cooperação",
    fr: "le Ministère des affaires étrangères, de l’Union européenne et de la coopération",
  },
  FR: {
    es: "el Ministerio para Europa y de Asuntos Exteriores",
    en: "the Ministry for Europe and Foreign Affairs",
    pt: "o Ministério da Europa e dos Negócios Estrangeiros",
    fr: "le Ministère de l’Europe et des affaires étrangères",
  },
  GB: {
    es: "el Ministerio de Relaciones Exteriores, del Commonwealth y de Desarrollo",
    en: "the Foreign, Commonwealth and Development Office",
    pt: "o Ministério das Relações Exteriores, da Commonwealth e do Desenvolvimento",
    fr: "le Ministère des affaires étrangères, du Commonwealth et du développement",
  },
  MX: {
    es: "la Secretaría de Relaciones Exteriores",
    en: "the Ministry of Foreign Affairs",
    pt: "a Secretaria de Relações Exteriores",
    fr: "le Ministère des affaires étrangères",
  },
  PT: {
    es: "el Ministerio de Negocios Extranjeros",
    en: "the Ministry of Foreign Affairs",
    pt: "o Ministério dos Negócios Estrangeiros",
    fr: "le Ministère des affaires étrangères",
  },
  US: {
    es: "el Departamento de Estado",
    en: "the Department of State",
    pt: "o Departamento de Estado",
    fr: "le Département d’État",
  },
};

/** "de la Organización …" → "la Organización …"; a name without an article stays alone. */
export function withoutOf(language: Language, of: string): string {
  const [, short, rest] = before[language].exec(of) ?? [];
  if (short === undefined || rest === undefined) return of;
  return `${articles[language][short] ?? ""}${rest}`;
}

const before: Record<Language, RegExp> = {
  es: /^(del|de) (.*)$/s,
  en: /^(of) (.*)$/s,
  pt: /^(do|da|dos|das|de) (.*)$/s,
  fr: /^(du |des |de |d’)(.*)$/s,
};

const articles: Record<Language, Record<string, string>> = {
  es: { del: "el " },
  en: {},
  pt: { do: "o ", da: "a ", dos: "os ", das: "as " },
  fr: { "du ": "le ", "des ": "les " },
};

/** A noun with its article, as it runs after "of" and "to". */
export function formsOf(language: Language, the: string): Addressee {
  const [of, to] = prepositions[language](the);
  return { the, of, to };
}

const prepositions: Record<Language, (the: string) => [of: string, to: string]> = {
  es: (the) =>
    the.startsWith("el ") ? [`del ${the.slice(3)}`, `al ${the.slice(3)}`] : [`de ${the}`, `a ${the}`],
  en: (the) => [`of ${the}`, `to ${the}`],
  pt: (the) => {
    const [, article, noun] = /^(o|a|os|as) (.*)$/s.exec(the) ?? [];
    const joined = { o: "ao", a: "à", os: "aos", as: "às" };
    if (article === "o" || article === "a" || article === "os" || article === "as")
      return [`d${article} ${noun}`, `${joined[article]} ${noun}`];
    return [`de ${the}`, `a ${the}`];
  },
  fr: (the) => {
    if (the.startsWith("le ")) return [`du ${the.slice(3)}`, `au ${the.slice(3)}`];
    if (the.startsWith("les ")) return [`des ${the.slice(4)}`, `aux ${the.slice(4)}`];
    return [/^([AEIOUÉÈÎÔ]|Ha)/.test(the) ? `d’${the}` : `de ${the}`, `à ${the}`];
  },
};
