/** The roadmap as an iCalendar file in one language. Minutes are written in UTC: every calendar shows them on its own clock. */
import ical, { ICalCalendarMethod } from "ical-generator";
import type { AgendaEntry } from "../../shared/domain/agenda.ts";
import { pathIn, type Reader } from "./reader.ts";

/** A day as the library reads it: at midnight UTC, and of that the date alone. */
const dayAt = (day: string) => new Date(`${day}T00:00:00Z`);

export function calendarOf(reader: Reader, entries: readonly AgendaEntry[], origin: string): string {
  const { lang, t, definition, now } = reader;
  const { host } = new URL(origin);
  const calendar = ical({
    name: definition.review.short[lang],
    description: definition.review.names[lang],
    prodId: { company: "Hoja de Ruta", product: definition.review.id, language: lang.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    url: `${origin}${pathIn(reader, "/roadmap.ics")}`,
    ttl: 6 * 3600,
  });
  for (const entry of entries) {
    const id = `${definition.review.id}-${entry.id}@${host}`;
    if (entry.kind === "activity") {
      const { names, place, precision } = entry.activity;
      calendar.createEvent({
        id,
        stamp: now,
        allDay: true,
        start: dayAt(entry.from),
        end: dayAt(entry.until),
        summary: names[lang],
        location: place[lang],
        url: `${origin}${pathIn(reader, "/roadmap")}`,
        ...(precision === "month" && { description: t.open.calendar.monthOnly }),
      });
    } else {
      const { names, summary, id: call } = entry.call;
      calendar.createEvent({
        id,
        stamp: now,
        start: entry.at,
        summary: t.open.calendar[entry.kind](names[lang]),
        description: summary[lang],
        url: `${origin}${pathIn(reader, `/calls/${call}`)}`,
      });
    }
  }
  return calendar.toString();
}
