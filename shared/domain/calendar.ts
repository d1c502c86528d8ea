/** Days, minutes and instants in a review's zone; quiet days; and how dates are said in four languages. */
import type { Definition, QuietDays } from "./definition.ts";
import type { Language } from "./language.ts";
import type { Activity } from "./roadmap.ts";
import { dayOf, dayStartAt, daysIn, daysLater, instantAt, offsetAt, utcOfDay, utcOfMinute } from "./zone.ts";

/** What turns days into instants: the zone, the days on which nobody is reminded, and the hour of reminders. */
export interface Rules {
  zone: string;
  quiet: QuietDays;
  hour: string; // "09:00"
}

/** Zone, hour and quiet days of a review, as reminders need them. */
export function rulesOf(definition: Pick<Definition, "review" | "quietDays">): Rules {
  return { zone: definition.review.zone, quiet: definition.quietDays, hour: "09:00" };
}

/** Whether this is the name of a zone of the IANA database. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The instant of a wall-clock minute. One that a clock change skips is the same while later. */
export function instantOf(minute: string, zone: string): Date {
  return new Date(instantAt(utcOfMinute(minute), zone));
}

/** Whether a zone has such a wall-clock minute: of a day that exists, and of no hour that a clock change skips. */
export function isMinuteIn(minute: string, zone: string): boolean {
  const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(minute);
  const exists = isWritten && (new Date(`${minute}:00Z`).toJSON()?.startsWith(minute) ?? false);
  return exists && localMinuteOf(instantOf(minute, zone), zone) === minute;
}

/** The first instant of a day. Santiago changes its clock at midnight: that day begins at one o'clock. */
export function startOfDay(day: string, zone: string): Date {
  return new Date(dayStartAt(utcOfDay(day), zone));
}

/** The wall-clock minute of an instant, "2025-01-10T23:59". */
export function localMinuteOf(instant: Date, zone: string): string {
  const wall = new Date(instant.getTime() + offsetAt(instant.getTime(), zone));
  return wall.toISOString().slice(0, -8);
}

/** The day of an instant, "2025-01-10". */
export function localDayOf(instant: Date, zone: string): string {
  return localMinuteOf(instant, zone).slice(0, 10);
}

/** A day so many days later, or earlier if negative. */
export function addDays(day: string, days: number): string {
  return dayOf(daysLater(utcOfDay(day), days));
}

/** Whole days from one day to another; negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return daysIn(utcOfDay(to) - utcOfDay(from));
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(utcOfDay(day)).getUTCDay());
}

/** Whether nobody is reminded on this day. */
export function isQuiet(day: string, quiet: QuietDays): boolean {
  if (quiet.weekends && isWeekend(day)) return true;
  if (quiet.holidays.some((holiday) => holiday.day === day)) return true;
  const monthDay = day.slice(5);
  return quiet.periods.some(({ from, to }) =>
    // A period such as 20 December to 6 January goes over the end of the year.
    from <= to ? monthDay >= from && monthDay <= to : monthDay >= from || monthDay <= to,
  );
}

/** The day itself, or the last one before it that is not quiet. A calendar without such a day moves nothing. */
export function earlierOffQuietDays(day: string, quiet: QuietDays): string {
  return offQuietDays(day, -1, quiet);
}

/** The day itself, or the first one after it that is not quiet. */
export function laterOffQuietDays(day: string, quiet: QuietDays): string {
  return offQuietDays(day, 1, quiet);
}

function offQuietDays(day: string, step: 1 | -1, quiet: QuietDays): string {
  let moved = day;
  for (let tries = 0; isQuiet(moved, quiet); tries += 1) {
    if (tries > 366) return day;
    moved = addDays(moved, step);
  }
  return moved;
}

/** The day of a reminder so many days before a close: off quiet days, always earlier. */
export function reminderDay(closes: string, daysBefore: number, quiet: QuietDays): string {
  return earlierOffQuietDays(addDays(closes.slice(0, 10), -daysBefore), quiet);
}

/** When an activity begins, whatever its precision: the first instant of its first day. */
export function beginOf(activity: Pick<Activity, "from">, zone: string): Date {
  return startOfDay(activity.from, zone);
}

/** When an activity is past: the first instant after its last day. */
export function endOf(activity: Pick<Activity, "to">, zone: string): Date {
  return startOfDay(addDays(activity.to, 1), zone);
}

/** The United Nations write days before months in English. */
const locales = { es: "es", en: "en-GB", pt: "pt-BR", fr: "fr" } as const;

function intl(language: Language, options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" });
}

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

/** "31 de diciembre de 2024", "31 December 2024", "1º de dezembro de 2024", "1er décembre 2024". */
export function sayDay(day: string, language: Language): string {
  return ordinal(intl(language, { dateStyle: "long" }).format(noonOf(day)), language);
}

/** As it follows the place on a letter: "Santiago, le 4 novembre 2024", with its article in French alone. */
export const sayDayOfLetter = (day: string, language: Language): string =>
  language === "fr" ? `le ${sayDay(day, language)}` : sayDay(day, language);

/** With the day of the week: "martes, 31 de diciembre de 2024". */
export function sayWeekday(day: string, language: Language): string {
  return ordinal(intl(language, { dateStyle: "full" }).format(noonOf(day)), language);
}

function ordinal(text: string, language: Language): string {
  if (language === "fr") return text.replace(/(^|\s)1 (?=\p{L})/u, "$11er ");
  if (language === "pt") return text.replace(/(^|\s)1 de /, "$11º de ");
  return text;
}

/** "enero de 2025", "January 2025". */
function sayMonth(day: string, language: Language): string {
  return intl(language, { month: "long", year: "numeric" }).format(noonOf(day));
}

const joins = {
  es: { and: " y ", to: " a " },
  en: { and: " and ", to: " to " },
  pt: { and: " e ", to: " a " },
  fr: { and: " et ", to: " au " },
} as const;

/** A range of days: "18 a 20 de marzo de 2025"; two days are joined by "and". */
export function sayRange(from: string, to: string, language: Language): string {
  if (from === to) return sayDay(from, language);
  const join = daysBetween(from, to) === 1 ? joins[language].and : joins[language].to;
  return `${sayFirst(from, to, language)}${join}${sayDay(to, language)}`;
}

/** The first day of a range without what the last one says too. */
function sayFirst(from: string, to: string, language: Language): string {
  if (from.slice(0, 4) !== to.slice(0, 4)) return sayDay(from, language);
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const text = intl(language, sameMonth ? { day: "numeric" } : { day: "numeric", month: "long" }).format(
    noonOf(from),
  );
  if (text !== "1") return ordinal(text, language);
  return { es: "1", en: "1", pt: "1º", fr: "1er" }[language];
}

/** A range as a sentence goes on with it: "del 18 al 20 de marzo de 2025", "on 18 March 2025". */
export function sayDuring(from: string, to: string, language: Language): string {
  const days = sayRange(from, to, language);
  const length = Math.min(daysBetween(from, to), 2); // one day, two of them, or more
  const begin = {
    es: ["el ", "los días ", "del "],
    en: ["on ", "on ", "from "],
    pt: ["em ", "em ", "de "],
    fr: ["le ", "les ", "du "],
  }[language][length];
  return `${begin}${language === "es" && length === 2 ? days.replace(" a ", " al ") : days}`;
}

/** An activity's date as exactly as it is known. */
export function activityWhen(
  activity: Pick<Activity, "precision" | "from" | "to">,
  language: Language,
): string {
  if (activity.precision === "month") return sayMonth(activity.from, language);
  return sayRange(activity.from, activity.to, language);
}

/** A moment as mails and pages say it: "10 de enero de 2025", "23:59", "hora de Chile, UTC−3". */
export function whenOf(
  instant: Date,
  zone: string,
  language: Language,
): { date: string; hour: string; zone: string } {
  const minute = localMinuteOf(instant, zone);
  const [hour = "", minutes = ""] = minute.slice(11).split(":");
  const clock = `${hour}:${minutes}`;
  const hours = { es: clock, en: clock, pt: `${hour}h${minutes}`, fr: `${Number(hour)} h ${minutes}` };
  return {
    date: sayDay(minute.slice(0, 10), language),
    hour: hours[language],
    zone: sayZone(instant, zone, language),
  };
}

/** A deadline with day of the week, hour and zone: "martes, 31 de diciembre de 2024, 23:59 (hora de Chile, UTC−3)". */
export function sayDeadline(minute: string, zone: string, language: Language): string {
  const when = whenOf(instantOf(minute, zone), zone, language);
  const comma = language === "fr" ? " à " : ", ";
  return `${sayWeekday(minute.slice(0, 10), language)}${comma}${when.hour} (${when.zone})`;
}

/** "hora de Chile, UTC−3" at that instant. */
function sayZone(at: Date, zone: string, language: Language): string {
  if (zone === "UTC") return "UTC";
  const parts = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    timeZoneName: "longGeneric",
  }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
  const plain = { es: name, en: name.replace(/ Time$/, " time"), pt: name.replace(/^H/, "h"), fr: name }[
    language
  ];
  return `${plain}, ${offsetOf(at, zone)}`;
}

/** "UTC−3", "UTC+5:30". */
function offsetOf(at: Date, zone: string): string {
  const minutes = Math.round(offsetAt(at.getTime(), zone) / 60_000);
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? "" : `:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest}`;
}
