/** Reads the date of a quoted header block, as mail programs write it in the four languages. */

const months = [
  /^(?:ene|jan)/,
  /^(?:feb|fev)/,
  /^mar/,
  /^(?:abr|apr|avr)/,
  /^(?:may|mai)/,
  /^(?:jun|juin)/,
  /^(?:jul|juil)/,
  /^(?:ago|aug|aou)/,
  /^(?:sep|set)/,
  /^(?:oct|out)/,
  /^nov/,
  /^(?:dic|dec|dez)/,
];

type Day = { year: number; month: number; day: number };

/** ISO 8601; without a zone where the text has none. Undefined when it is no date, or could be two. */
export function readQuotedDate(text: string, isEnglish: boolean): string | undefined {
  const words = text.slice(0, 120).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const day = isoDay(words) ?? numericDay(words, isEnglish) ?? namedDay(words);
  if (!day || !isDay(day)) return undefined;
  const date = `${day.year}-${two(day.month)}-${two(day.day)}`;
  const time = timeOf(words);
  if (!time) return date;
  const offset = offsetOf(words);
  if (offset === undefined) return `${date}T${time}`;
  const moment = new Date(`${date}T${time}${offset}`);
  return Number.isNaN(moment.getTime()) ? `${date}T${time}` : moment.toISOString();
}

const two = (value: number) => String(value).padStart(2, "0");

function isDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isoDay(words: string): Day | null {
  const [, year, month, day] = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/.exec(words) ?? [];
  return year ? { year: Number(year), month: Number(month), day: Number(day) } : null;
}

/** 16/12/2024 is clear in any language; 5/12/2024 in all but English, where half the world reads it the other way. */
function numericDay(words: string, isEnglish: boolean): Day | null {
  const [, first, second, year] = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/.exec(words) ?? [];
  if (!year) return null;
  const [left, right] = [Number(first), Number(second)];
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  if (left > 12 || left === right) return { year: full, month: right, day: left };
  if (right > 12) return { year: full, month: left, day: right };
  return isEnglish ? null : { year: full, month: right, day: left };
}

function namedDay(words: string): Day | null {
  const year = /\b(?:19|20)\d{2}\b/.exec(words)?.[0];
  // The last of them: "mar, 5 mar 2024" begins with a Tuesday.
  const name = words.match(/[a-z]{3,12}/g)?.findLast((word) => months.some((month) => month.test(word)));
  if (!year || !name) return null;
  const month = months.findIndex((pattern) => pattern.test(name)) + 1;
  const numbers = words.replace(/\d{1,2}[:h]\d{2}(?::\d{2})?/g, " ").match(/\b\d{1,2}\b/g) ?? [];
  return { year: Number(year), month, day: Number(numbers[0]) };
}

function timeOf(words: string): string | undefined {
  const [, hour, minute, second, half] =
    /\b(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s?(?:([ap])\.?\s?m\b)?/.exec(words) ?? [];
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const late = half === "p" && Number(hour) < 12 ? 12 : 0;
  const early = half === "a" && Number(hour) === 12 ? -12 : 0;
  return `${two(Number(hour) + late + early)}:${minute}:${second ?? "00"}`;
}

function offsetOf(words: string): string | undefined {
  const [, sign, hours, minutes] =
    /\s([+-])(\d{2}):?(\d{2})\b/.exec(words) ??
    /(?:gmt|utc)\s?([+-])(\d{1,2})(?::?(\d{2}))?\b/.exec(words) ??
    [];
  if (sign) return `${sign}${two(Number(hours))}:${minutes ?? "00"}`;
  return /\b(?:gmt|utc)\b|\d(?:z)\b/.test(words) ? "Z" : undefined;
}
