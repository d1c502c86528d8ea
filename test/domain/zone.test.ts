/** Our arithmetic of zones says what Temporal says, in all zones, for days and minutes drawn by chance and around every change of clocks. */
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, instantOf, localMinuteOf, startOfDay } from "../../shared/domain/calendar.ts";
import { offsetAt } from "../../shared/domain/zone.ts";

/** Those with changes at midnight, of half an hour, of a whole day, in Ramadan, and those of the region. */
const odd = [
  "America/Santiago",
  "America/Asuncion",
  "America/Havana",
  "America/Sao_Paulo",
  "America/Mexico_City",
  "America/St_Johns",
  "America/Toronto",
  "America/New_York",
  "America/Port_of_Spain",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Addis_Ababa",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Tehran",
  "Atlantic/Azores",
  "Australia/Lord_Howe",
  "Europe/London",
  "Pacific/Apia",
  "Pacific/Chatham",
  "UTC",
];

/** Numbers that look drawn by chance and are the same in every run. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const from = Date.UTC(2005, 0, 1);
const years = 30 * 366 * 86_400_000;
const minuteOf = (utc: number) => new Date(utc).toISOString().slice(0, 16);

function compare(zone: string, utc: number) {
  const minute = minuteOf(utc);
  const day = minute.slice(0, 10);
  const zoned = Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO(zone);
  const theirs = {
    minute,
    instant: Temporal.PlainDateTime.from(minute).toZonedDateTime(zone).epochMilliseconds,
    start: Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds,
    shown: zoned.toPlainDateTime().toString({ smallestUnit: "minute" }),
    offset: zoned.offsetNanoseconds / 1e6,
  };
  const ours = {
    minute,
    instant: instantOf(minute, zone).getTime(),
    start: startOfDay(day, zone).getTime(),
    shown: localMinuteOf(new Date(utc), zone),
    offset: offsetAt(utc, zone),
  };
  expect(ours, zone).toEqual(theirs);
}

/** The changes of a zone's clock within these years. */
function changesOf(zone: string): number[] {
  const changes: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition("next");
  while (at && at.epochMilliseconds < from + years) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition("next");
  }
  return changes;
}

describe("as Temporal has it", () => {
  test.each(odd)("around every change of clocks in %s", (zone) => {
    for (const change of changesOf(zone)) {
      const wall = change + offsetAt(change, zone);
      for (const minutes of [-1440, -60, -31, -1, 0, 1, 30, 60, 1439]) {
        compare(zone, wall + minutes * 60_000);
        compare(zone, change + minutes * 60_000);
      }
    }
  });

  test("in every zone that Intl knows, at minutes drawn by chance", () => {
    const next = drawn(7);
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      for (let times = 0; times < 8; times += 1) compare(zone, from + next(years));
    }
  });

  test("days are added and counted", () => {
    const next = drawn(11);
    for (let times = 0; times < 500; times += 1) {
      const day = minuteOf(from + next(years)).slice(0, 10);
      const days = next(2000) - 1000;
      const moved = Temporal.PlainDate.from(day).add({ days }).toString();
      expect(addDays(day, days)).toBe(moved);
      expect(daysBetween(day, moved)).toBe(days);
    }
  });
});

test.each([
  "2025-02-30T10:00",
  "2025-02-29T10:00",
  "2025-13-01T10:00",
  "2025-01-01T24:00",
  "2025-01-01T10:60",
  "tomorrow",
  "",
])("%j is no minute, and is told", (minute) => {
  expect(() => instantOf(minute, "America/Santiago")).toThrow(RangeError);
  expect(() => Temporal.PlainDateTime.from(minute)).toThrow(RangeError);
});
