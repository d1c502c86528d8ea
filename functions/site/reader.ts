/** What every page is told about its reader and the review: language, words, and who has signed in. */
import { type Call, rolesOf } from "../../shared/domain/call.ts";
import type { Definition } from "../../shared/domain/definition.ts";
import { type Language, languages } from "../../shared/domain/language.ts";
import type { Person, ReviewState } from "../../shared/domain/review.ts";
import type { ConsoleText } from "../../shared/text/console/es.ts";
import type { PageText } from "../../shared/text/pages/es.ts";

/** Loaded when somebody reads that language: a cold start reads one of four. */
const pageTexts: Record<Language, () => Promise<PageText>> = {
  es: async () => (await import("../../shared/text/pages/es.ts")).es,
  en: async () => (await import("../../shared/text/pages/en.ts")).en,
  pt: async () => (await import("../../shared/text/pages/pt.ts")).pt,
  fr: async () => (await import("../../shared/text/pages/fr.ts")).fr,
};
const consoleTexts: Record<Language, () => Promise<ConsoleText>> = {
  es: async () => (await import("../../shared/text/console/es.ts")).es,
  en: async () => (await import("../../shared/text/console/en.ts")).en,
  pt: async () => (await import("../../shared/text/console/pt.ts")).pt,
  fr: async () => (await import("../../shared/text/console/fr.ts")).fr,
};

export type Reader = {
  lang: Language;
  t: PageText;
  ct: ConsoleText;
  origin: string; // of the site
  path: string; // of this page, without the language: "/calls/co-chairs"
  definition: Definition;
  state: ReviewState;
  now: Date;
  area: "public" | "party" | "console";
  formToken: string; // in every form; empty where there is none
  link?: string; // of a party's page
  partyName?: string;
  ownZone?: string | undefined; // of the reader's own clock, where the distribution tells it
  person?: Person; // signed in
  message?: Message; // what came of the act before
};

/** What is told on top of a page after an act. */
export type Message = { tone: "good" | "bad"; text: string };

/** A page before it stands in the layout. */
export type Page = {
  title: string;
  band?: unknown; // stands with the title on a ground of its own
  body: unknown;
  status?: 200 | 403 | 404 | 409 | 413 | 422 | 500;
  about?: { party?: string | undefined; call?: string | undefined }; // for the link that records on behalf
  framed?: boolean; // shows a document of ours in a frame
  uploadTo?: string; // address that a form of the page posts files to
  scripts?: readonly string[]; // paths of what the browser runs on it
  personal?: boolean; // its address is somebody's key: nothing may keep it or pass it on
  own?: boolean; // shows the reader's own hour: no cache may hand it to another
  message?: Message; // what came of the act before, where the page has its own word for it
};

export const textOf = (lang: Language): Promise<PageText> => pageTexts[lang]();
export const consoleTextOf = (lang: Language): Promise<ConsoleText> => consoleTexts[lang]();

/** A path of this site in the reader's language. */
export const pathIn = (reader: Pick<Reader, "lang">, path: string) => `/${reader.lang}${path}`;

/** The path of the reader's party page, and of pages below it. */
export const partyPath = (reader: Pick<Reader, "lang" | "link">, below = "") =>
  `/${reader.lang}/p/${reader.link ?? ""}${below}`;

/** What a refusal means, in words that say what to do. */
export function refusalText(t: PageText, code: string): string {
  const known = code.startsWith("unknown-") && !(code in t.refused) ? "not-found" : code;
  const found = Object.entries(t.refused).find(([key]) => key === known);
  return found ? found[1] : t.refused.other;
}

/** The language a browser asks for, among ours; Spanish when it asks for none of them. */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? "").split(",").map((entry) => {
    const [tag = "", quality = "q=1"] = entry.trim().split(/\s*;\s*/);
    return { tag: tag.slice(0, 2).toLowerCase(), weight: Number(quality.replace("q=", "")) || 0 };
  });
  wanted.sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const found = languages.find((language) => language === tag);
    if (found) return found;
  }
  return "es";
}

/** The name of a seat for the desk, which must tell those of one role apart: they are numbered, and the numbers say nothing. */
export function deskSeatName(call: Pick<Call, "seats">, seat: string, lang: Language): string {
  const role = rolesOf(call.seats).find((seats) => seats.some(({ id }) => id === seat)) ?? [];
  const number = role.length > 1 ? ` (${role.findIndex(({ id }) => id === seat) + 1})` : "";
  return `${seatName(call, seat, lang)}${number}`;
}

/** The name of a seat of a call in a language; its id when the definition no longer has it. */
export function seatName(call: Pick<Call, "seats">, seat: string, lang: Language): string {
  return call.seats.find(({ id }) => id === seat)?.names[lang] ?? seat;
}
