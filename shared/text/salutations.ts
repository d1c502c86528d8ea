/**
 * How a letter begins, from what the party's contact states and nothing guessed: a gender only if it is stated, a title
 * as the party writes it. An ambassador or a minister is an Excellency in every language, whatever their gender.
 */
import type { Language } from "../domain/language.ts";
import { type NoticeKind, subscriberKinds } from "../domain/notice.ts";
import type { NoticeFacts } from "../mail/facts.ts";

type Contact = NonNullable<NoticeFacts["contact"]>;

/** "S.E.", "Her Excellency", "Excmo. Sr.": what may stand before a title. */
const honours =
  /^(?:(?:S\.\s?E\.|S\.\s?Exa?\.?|H\.\s?E\.|Su Excelencia|Sua Excelência|(?:His|Her) Excellency|Son Excellence|Excm[oa]\.?|Excelent[íi]ssim[oa]|Sr\.?a?\.?|Sra\.?|Señora?|Senhora?|M\.|Mr\.?|Ms\.?|Mme|Madame|Monsieur|the|l[’'])\s*)+/iu;

/**
 * Titles of Excellencies at their beginning: not the ambassador's assistant, not a goodwill ambassador, not the rank of
 * minister counsellor.
 */
const excellencies =
  /^(?:embajador[a]?|embaixador[a]?|embaixatriz|ambassador|ambassadeur|ambassadrice)(?![’'\p{L}])(?! (?:de |of )?(?:buena voluntad|boa vontade|goodwill|bonne volonté))|^(?:ministr[oa] (?:de|del|da|do|das|dos)|minister (?:of|for)|ministre (?:de|du|des)|ministre d[’']|canciller\b|chanceler\b)(?!.{0,60}\b(?:consej|conselh|counsel|conseill))/iu;

function isExcellency(title: string | undefined): boolean {
  return title !== undefined && excellencies.test(title.trim().replace(honours, ""));
}

interface Forms {
  excellency: string;
  titled: Record<"f" | "m", (title: string) => string>;
  named: Record<"f" | "m", (name: string) => string>;
  attention: (whom: string) => string;
  neutral: string; // to a person or a mailbox of which no more is known
  colleagues: string;
}

const french = (title: string, article: "la " | "le ") =>
  `${/^[aeiouhâéèêîô]/i.test(title) ? "l’" : article}${title}`;

const forms: Record<Language, Forms> = {
  es: {
    excellency: "Excelencia:",
    titled: { f: (title) => `Señora ${title}:`, m: (title) => `Señor ${title}:` },
    named: { f: (name) => `Estimada señora ${name}:`, m: (name) => `Estimado señor ${name}:` },
    attention: (whom) => `A la atención de ${whom}`,
    neutral: "De nuestra mayor consideración:",
    colleagues: "Estimadas y estimados colegas:",
  },
  // English addresses a counsellor or a secretary by name, not by rank.
  en: {
    excellency: "Excellency,",
    titled: { f: () => "Dear Madam,", m: () => "Dear Sir," },
    named: { f: (name) => `Dear Ms. ${name},`, m: (name) => `Dear Mr. ${name},` },
    attention: (whom) => `For the attention of ${whom}`,
    neutral: "Dear Sir or Madam,",
    colleagues: "Dear colleagues,",
  },
  pt: {
    excellency: "Excelência,",
    titled: { f: (title) => `Senhora ${title},`, m: (title) => `Senhor ${title},` },
    named: { f: (name) => `Prezada Senhora ${name},`, m: (name) => `Prezado Senhor ${name},` },
    attention: (whom) => `À atenção de ${whom}`,
    neutral: "Prezadas Senhoras, prezados Senhores,",
    colleagues: "Prezadas e prezados colegas,",
  },
  fr: {
    excellency: "Excellence,",
    titled: {
      f: (title) => `Madame ${french(title, "la ")},`,
      m: (title) => `Monsieur ${french(title, "le ")},`,
    },
    named: { f: () => "Madame,", m: () => "Monsieur," },
    attention: (whom) => `À l’attention de ${whom}`,
    neutral: "Madame, Monsieur,",
    colleagues: "Chères et chers collègues,",
  },
};

/** Kinds that go to somebody of whom no more is known than an address. */
const toStrangers: readonly NoticeKind[] = ["holding", "clarification", ...subscriberKinds];

/** The first line, or two: whom it is for, where no gender is stated, and how they are greeted. */
export function salutation({ contact, language, kind }: NoticeFacts): string {
  const t = forms[language];
  if (!contact) return toStrangers.includes(kind) ? t.neutral : t.colleagues;
  return contact.salutation ?? composed(contact, t, language);
}

function composed(contact: Contact, t: Forms, language: Language): string {
  const name = nameIn(contact.name);
  const title = nameIn(contact.title);
  if (isExcellency(title)) return t.excellency;
  if (contact.gender) {
    const byName = name && (language === "en" || !title);
    if (byName) return t.named[contact.gender](name);
    if (title) return t.titled[contact.gender](headOf(title));
    return t.neutral;
  }
  const whom = [name, title].filter(Boolean).join(", ");
  return whom === "" ? t.neutral : `${t.attention(whom)}\n${t.neutral}`;
}

/** "Segundo Secretario, Sección Consular" is greeted as "Segundo Secretario". */
const headOf = (title: string) => title.split(/,| [-–—|/] /)[0]?.trim() ?? title;

/** A name or title as one line. What a sender's display name may hold besides a name is not greeted. */
export function nameIn(value: string | undefined): string {
  const line = (value ?? "").replace(/\s+/g, " ").trim();
  return line.length > 80 || /[@/<>{}]|www\./i.test(line) ? "" : line;
}
