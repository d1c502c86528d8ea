/** Dates and hours as a reader of each language writes them, always in the review's zone. */
import type { Language } from "../../shared/domain/language.ts";

/** The locale by which each language writes dates, numbers and lists. */
const locales: Record<Language, string> = { es: "es", en: "en-GB", pt: "pt-BR", fr: "fr" };

const cache = new Map<string, Intl.DateTimeFormat>();
function format(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  const made = cache.get(key) ?? new Intl.DateTimeFormat(locales[lang], options);
  cache.set(key, made);
  return made;
}

const asUtc = (local: string) => new Date(local.length === 10 ? `${local}T00:00Z` : `${local}Z`);
const longDay = { day: "numeric", month: "long", year: "numeric" } as const;

/** "10 de enero de 2025" of "2025-01-10". */
export const dayText = (lang: Language, day: string) =>
  format(lang, { ...longDay, timeZone: "UTC" }).format(asUtc(day));

/** "viernes, 10 de enero de 2025". */
export const fullDayText = (lang: Language, day: string) =>
  format(lang, { ...longDay, weekday: "long", timeZone: "UTC" }).format(asUtc(day));

/** "18–20 de marzo de 2025"; one day when both are the same. */
export function daysText(lang: Language, from: string, to: string): string {
  return format(lang, { ...longDay, timeZone: "UTC" })
    .formatRange(asUtc(from), asUtc(to))
    .replace(/\s–\s/, "–");
}

/** "enero de 2025" of any day in it. */
export const monthText = (lang: Language, day: string) =>
  format(lang, { month: "long", year: "numeric", timeZone: "UTC" }).format(asUtc(day));

/** "ene 2025" of any day in it. */
export const shortMonthText = (lang: Language, day: string) =>
  format(lang, { month: "short", year: "numeric", timeZone: "UTC" }).format(asUtc(day));

/** "hora de Chile" of a zone: as its people name it, winter and summer alike. */
function zoneText(lang: Language, zone: string): string {
  const parts = format(lang, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(0);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** What stands around a place where its hour is named after it: "hora de Ciudad de México", "heure : Mexico". */
const aroundPlace: Record<Language, RegExp> = {
  es: /^hora de /,
  en: / Time$/,
  pt: /^Horário /,
  fr: /^heure\s?: /,
};

/** "Ciudad de México", "Reino Unido": the place that a zone is named after; its hour's own name where there is none. */
export function zonePlace(lang: Language, zone: string, at: Date): string {
  const nameAs = (timeZoneName: "shortGeneric" | "longGeneric") =>
    format(lang, { timeZone: zone, timeZoneName })
      .formatToParts(at)
      .find(({ type }) => type === "timeZoneName")?.value ?? zone;
  const short = nameAs("shortGeneric");
  return aroundPlace[lang].test(short) ? short.replace(aroundPlace[lang], "") : nameAs("longGeneric");
}

/** "viernes, 10 de enero de 2025, 23:59 (hora de Chile)" of a wall-clock minute in the zone. */
export function minuteText(lang: Language, zone: string, local: string): string {
  return `${fullDayText(lang, local.slice(0, 10))}, ${local.slice(11)} (${zoneText(lang, zone)})`;
}

/** The wall clock of a zone at an instant, "2025-01-10T23:59". */
export function localOf(zone: string, instant: string | Date): string {
  const at = typeof instant === "string" ? new Date(instant) : instant;
  const shape = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return shape.format(at).replace(" ", "T");
}

/** "10 ene 2025, 14:03" of an instant, on the review's clock. */
export function instantText(lang: Language, zone: string, instant: string): string {
  const shape = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: zone } as const;
  return format(lang, shape).format(new Date(instant));
}

/** "1,2 MB", "34 kB": the size of a file. */
export function sizeText(lang: Language, bytes: number): string {
  const [unit, value] = bytes >= 1_000_000 ? ["MB", bytes / 1_000_000] : ["kB", Math.max(1, bytes / 1000)];
  const digits = unit === "MB" ? 1 : 0;
  return `${new Intl.NumberFormat(locales[lang], { maximumFractionDigits: digits }).format(Number(value))} ${unit}`;
}

/** "3,5": a number with two decimals at most. */
export const numberText = (lang: Language, value: number) =>
  new Intl.NumberFormat(locales[lang], { maximumFractionDigits: 2 }).format(value);

/** Names in the order and with the conjunction of the language. */
export const listText = (lang: Language, names: readonly string[]) =>
  new Intl.ListFormat(locales[lang], { type: "conjunction" }).format(names);

/** A comparison of texts by the language's alphabet. */
export const byName = (lang: Language) => new Intl.Collator(locales[lang]).compare;

/** "español": a language's name in the reader's. */
export const languageText = (lang: Language, of: Language) =>
  new Intl.DisplayNames(locales[lang], { type: "language" }).of(of) ?? of;

const hour = 3_600_000;

/** "hace 3 horas", "hace 2 días": how long ago something came. */
export function ageText(lang: Language, from: string, now: Date): string {
  const passed = Math.max(0, now.getTime() - Date.parse(from));
  const words = new Intl.RelativeTimeFormat(locales[lang], { numeric: "always" });
  if (passed < hour) return words.format(-Math.max(1, Math.round(passed / 60_000)), "minute");
  if (passed < 48 * hour) return words.format(-Math.floor(passed / hour), "hour");
  return words.format(-Math.floor(passed / (24 * hour)), "day");
}
