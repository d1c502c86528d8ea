/** Reads an absence note: until when, and whom to write to instead; in four languages. */
import { foldQuotes } from "./excerpt.ts";
import type { ParsedMail } from "./parsed.ts";

export type Absence = {
  returns?: string; // the day it names, "2025-01-07": the last one away or the first one back
  instead: { email: string; name?: string }[];
};

const months: readonly (readonly string[])[] = [
  ["enero", "january", "janeiro", "janvier", "jan", "ene", "janv"],
  ["febrero", "february", "fevereiro", "fevrier", "feb", "fev", "fevr"],
  ["marzo", "march", "marco", "mars", "mar"],
  ["abril", "april", "avril", "abr", "apr", "avr"],
  ["mayo", "may", "maio", "mai"],
  ["junio", "june", "junho", "juin", "jun"],
  ["julio", "july", "julho", "juillet", "jul", "juil"],
  ["agosto", "august", "aout", "ago", "aug"],
  ["septiembre", "setiembre", "september", "setembro", "septembre", "sep", "sept", "set"],
  ["octubre", "october", "outubro", "octobre", "oct", "out"],
  ["noviembre", "november", "novembro", "novembre", "nov"],
  ["diciembre", "december", "dezembro", "decembre", "dic", "dec", "dez"],
];
const monthOf = new Map(months.flatMap((names, at) => names.map((name) => [name, at + 1] as const)));

const word = [...monthOf.keys()].sort((a, b) => b.length - a.length).join("|");
const weekday =
  "(?:(?:el|le|o|on|a)? ?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:segunda|terca|quarta|quinta|sexta)(?:-feira)?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? )?";
const day = "(\\d{1,2})(?:\\.?[ºo°]|er|st|nd|rd|th)?";
const year = "(?:,? (?:de |del |du )?(\\d{4}))?";
const written = [
  new RegExp(`${day} (?:de |of )?(${word})\\b\\.?${year}`), // 7 de enero de 2025, 7 January 2025, 1er janvier
  new RegExp(`(${word})\\.? ${day}\\b${year}`), // January 7th, 2025
  /(\d{4})-(\d\d)-(\d\d)/,
  /(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b/,
];

/** Words before the day that matters: until, back on. Of a period, the end. */
const lead = new RegExp(
  `(?:hasta|until|till|through|ate|jusqu'?(?: ?au?)?|al|au|to|a|return(?:ing)?|back(?: in (?:the )?office)?|be back|regres(?:o|are|ando)|volve?re|vuelvo|estare de vuelta|retorn(?:o|arei|ando)|volt(?:o|arei)|de retour|reviens|reviendrai|serai de retour|reincorpor(?:o|are)|disponible|a partir (?:del|de|do|du)|from|desde|le|on)[ :]+(?:el |the |o |le |dia |day |and including |inclusive |el dia |on )*${weekday}$`,
);

/** What an absence note says. */
export function readAbsence(mail: ParsedMail, arrived: Date): Absence {
  const text = foldQuotes(mail.text, mail.subject).fresh.slice(0, 5_000);
  const returns = dayIn(text, arrived);
  return { ...(returns && { returns }), instead: peopleIn(text, mail) };
}

const plain = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘`]/g, "'").replace(/\s+/g, " ").toLowerCase();

/** The last day that follows words of an end or a return; else the last one named. */
function dayIn(text: string, arrived: Date): string | undefined {
  const given = plain(text);
  const found = written.flatMap((pattern, form) =>
    [...given.matchAll(new RegExp(pattern, "g"))].flatMap((match) => {
      const date = dateOf(match, form, arrived);
      const before = given.slice(Math.max(0, match.index - 60), match.index);
      return date ? [{ date, at: match.index, isEnd: lead.test(before) }] : [];
    }),
  );
  const days = found.sort((a, b) => a.at - b.at);
  const ends = days.filter(({ isEnd }) => isEnd);
  return (ends.length > 0 ? ends : days)
    .map(({ date }) => date)
    .sort()
    .at(-1);
}

function dateOf(match: RegExpMatchArray, form: number, arrived: Date): string | null {
  const [, a = "", b = "", c] = match;
  if (form === 0) return dated(Number(a), monthOf.get(b), c, arrived);
  if (form === 1) return dated(Number(b), monthOf.get(a), c, arrived);
  if (form === 2) return dated(Number(c), Number(b), a, arrived);
  // Day first, as four in five of our writers do; the other way only where it must be.
  const isMonthFirst = Number(b) > 12;
  const full = c && c.length === 2 ? `20${c}` : c;
  return isMonthFirst
    ? dated(Number(b), Number(a), full, arrived)
    : dated(Number(a), Number(b), full, arrived);
}

/** A day without a year is the next one of that name. */
function dated(
  day: number,
  month: number | undefined,
  year: string | undefined,
  arrived: Date,
): string | null {
  if (!month || month > 12 || day < 1 || day > 31) return null;
  const onDay = (full: number) => `${full}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const today = arrived.toISOString().slice(0, 10);
  const guess = onDay(Number(year ?? today.slice(0, 4)));
  const date = year || guess >= today ? guess : onDay(Number(today.slice(0, 4)) + 1);
  return Number.isNaN(Date.parse(date)) || !isRealDay(date) ? null : date;
}

const isRealDay = (date: string) => new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);

/** Every other address in the note, with the name that stands before it. */
function peopleIn(text: string, mail: ParsedMail): Absence["instead"] {
  const known = [mail.from, ...mail.to].flatMap((one) => one?.address ?? []);
  const found = [...text.matchAll(/[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g)];
  const people = found.map((match) => {
    const email = match[0].toLowerCase();
    const before = text.slice(Math.max(0, match.index - 80), match.index).replace(/\s+/g, " ");
    const name =
      /((?:\p{Lu}[\p{L}.'-]+ ){1,4}(?:(?:de|da|do|del|van|von|e|y) )?(?:\p{Lu}[\p{L}'-]+)?),?[ (<:[]*(?:mailto:)?$/u.exec(
        before,
      )?.[1];
    return { email, ...(name && { name: name.trim() }) };
  });
  const others = people.filter(({ email }) => !known.includes(email));
  return [...new Map(others.map((one) => [one.email, one])).values()].slice(0, 5);
}

/** How people begin when they are away, without accents: for notes that no header and no subject betrays. */
const greeting =
  "^(?:(?:estimad|dear|prezad|car[oa]s?|cher|bonjour|hola|hello|hi|buen|bom|boa|gracias|thank|obrigad|agrade|merci|madame|monsieur|senhor)[^.!:]{0,80}[.,!:] ?){0,3}";
const openings = [
  `(?:actualmente |en este momento )?(?:me encuentro|estoy|estare|me encontrare) (?:fuera de (?:la |mi )?oficina|ausente|de (?:vacaciones|licencia|permiso)|en comision)`,
  `(?:i am|i'm|i will be|i'll be) (?:currently )?(?:out of (?:the |my )?office|away|on (?:annual |home |sick |maternity |paternity )?leave|on mission)`,
  `(?:estou|estarei|encontro-me)(?: atualmente)? (?:fora do escritorio|ausente|de (?:ferias|licenca)|em (?:missao|viagem))`,
  `(?:je suis|je serai)(?: actuellement)? (?:absente?|en (?:conge|vacances|mission)|hors du bureau)`,
].map((words) => new RegExp(greeting + words));

/**
 * Whether a mail reads like an absence note though nothing says that it is one. A short text without files, whose
 * first words speak of nothing else: whoever really answers and is away besides writes more than that.
 */
export function looksLikeAbsence(mail: ParsedMail): boolean {
  if (mail.attachments.some(({ logo }) => !logo)) return false;
  const text = plain(foldQuotes(mail.text, mail.subject).fresh).trim();
  return text.length < 700 && openings.some((pattern) => pattern.test(text));
}
