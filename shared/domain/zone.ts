/** Exact arithmetic of days, wall clocks and zones, over the time zones that Intl knows: a library of them weighs 55 KiB at every cold start. */

const dayLength = 86_400_000;

/** The clocks of zones, kept: making one costs a hundred times what asking it does. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(zone, clock);
  return clock;
}

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds; behind is negative. */
export function offsetAt(instant: number, zone: string): number {
  if (zone === "UTC") return 0;
  const second = Math.floor(instant / 1000) * 1000;
  const parts = clockOf(zone).formatToParts(second);
  const read = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const year = (read.year ?? "").padStart(4, "0");
  const wall = `${year}-${read.month}-${read.day}T${read.hour}:${read.minute}:${read.second}Z`;
  return Date.parse(wall) - second;
}

/** A day or a minute as if it were UTC. One that no calendar has, such as 30 February, is an error. */
function asUtc(day: string, minute: string): number {
  const at = Date.parse(`${day}T${minute}Z`);
  const isReal = Number.isFinite(at) && new Date(at).toISOString().startsWith(`${day}T${minute}`);
  if (!isReal) throw new RangeError(`${day} ${minute} is not in the calendar`);
  return at;
}

export const utcOfDay = (day: string): number => asUtc(day, "00:00");
export const utcOfMinute = (minute: string): number => asUtc(minute.slice(0, 10), minute.slice(11));
export const dayOf = (utc: number): string => new Date(utc).toISOString().split("T")[0] ?? "";
export const daysIn = (span: number): number => Math.round(span / dayLength);
export const daysLater = (utc: number, days: number): number => utc + days * dayLength;

/**
 * The first instant at which the zone's clock shows a wall-clock time; where a change skips it, the offset before and
 * that after the change. No zone changes its clock twice within two days.
 */
function instantsOf(wall: number, zone: string): { first: number } | { before: number; after: number } {
  const before = offsetAt(wall - dayLength, zone);
  const after = offsetAt(wall + dayLength, zone);
  const shown = [wall - before, wall - after].filter((instant) => instant + offsetAt(instant, zone) === wall);
  return shown.length ? { first: Math.min(...shown) } : { before, after };
}

/** The instant of a wall-clock time: the first of two, and one that a change skips is the same while later. */
export function instantAt(wall: number, zone: string): number {
  const found = instantsOf(wall, zone);
  return "first" in found ? found.first : wall - found.before;
}

/** The first instant of the day that begins at this wall-clock time; where a change skips it, the change itself. */
export function dayStartAt(wall: number, zone: string): number {
  const found = instantsOf(wall, zone);
  if ("first" in found) return found.first;
  let [earlier, later] = [wall - found.after, wall - found.before];
  while (later - earlier > 1000) {
    const middle = Math.floor((earlier + later) / 2000) * 1000;
    if (offsetAt(middle, zone) === found.before) earlier = middle;
    else later = middle;
  }
  return later;
}
