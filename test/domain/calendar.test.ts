/** Days, quiet days and the ways of saying them, a row a rule. */
import { describe, expect, test } from "vitest";
import {
  activityWhen,
  addDays,
  daysBetween,
  earlierOffQuietDays,
  instantOf,
  isMinuteIn,
  isQuiet,
  isZone,
  laterOffQuietDays,
  localDayOf,
  localMinuteOf,
  reminderDay,
  sayDay,
  sayDeadline,
  sayRange,
  startOfDay,
  whenOf,
} from "../../shared/domain/calendar.ts";
import { type Language, languages } from "../../shared/domain/language.ts";
import { lac } from "../support/definitions.ts";

const zone = "America/Santiago";
const quiet = lac.quietDays;

describe("instants", () => {
  test.each([
    ["summer time at the end of the year", "2024-12-31T23:59", zone, "2025-01-01T02:59:00.000Z"],
    ["winter time", "2025-05-10T23:59", zone, "2025-05-11T03:59:00.000Z"],
    [
      "a minute that the clock change skips is an hour later",
      "2024-09-08T00:00",
      zone,
      "2024-09-08T04:00:00.000Z",
    ],
    ["the last minute before it", "2024-09-07T23:59", zone, "2024-09-08T03:59:00.000Z"],
    ["an hour that comes twice is the first one", "2025-04-05T23:30", zone, "2025-04-06T02:30:00.000Z"],
    ["another zone", "2027-06-04T17:00", "Africa/Addis_Ababa", "2027-06-04T14:00:00.000Z"],
  ])("%s", (_rule, minute, in_, instant) => {
    expect(instantOf(minute, in_).toISOString()).toBe(instant);
  });

  test.each([
    ["a minute", "2025-01-29T12:00", true],
    ["a day that is none", "2025-02-30T10:00", false],
    ["an hour that is none", "2025-01-29T24:30", false],
    ["an hour that the clocks skip", "2024-09-08T00:30", false],
    ["no minute at all", "soon", false],
  ])("%s: whether the zone has it", (_, minute, expected) => {
    expect(isMinuteIn(minute, zone)).toBe(expected);
  });
  test("a day whose midnight does not exist begins at one o’clock", () => {
    const start = startOfDay("2024-09-08", zone);
    expect(start.toISOString()).toBe("2024-09-08T04:00:00.000Z");
    expect(localMinuteOf(start, zone)).toBe("2024-09-08T01:00");
    expect(localDayOf(new Date(start.getTime() - 1), zone)).toBe("2024-09-07");
  });

  test("a decision before 31 January stands before that day begins in Santiago", () => {
    expect(startOfDay("2025-01-31", zone).toISOString()).toBe("2025-01-31T03:00:00.000Z");
  });

  test("days are counted over months and clock changes", () => {
    expect(addDays("2024-12-31", -14)).toBe("2024-12-17");
    expect(daysBetween("2024-09-07", "2024-09-09")).toBe(2);
    expect(daysBetween("2025-03-02", "2025-02-27")).toBe(-3);
  });

  test("a name that is no zone is told", () => {
    expect([isZone(zone), isZone("America/Santigo")]).toEqual([true, false]);
  });
});

describe("quiet days", () => {
  test.each([
    ["Saturday", "2024-12-14", true],
    ["an ordinary Tuesday", "2024-12-17", false],
    ["the first day of the period", "2024-12-20", true],
    ["over the end of the year", "2025-01-03", true],
    ["the last day of the period", "2025-01-06", true],
    ["the day after it", "2025-01-07", false],
    ["a listed holiday", "2024-11-01", true],
    ["the same date of another year is an ordinary day", "2027-11-01", false],
  ])("%s", (_rule, day, expected) => {
    expect(isQuiet(day, quiet)).toBe(expected);
  });

  test.each([
    ["inputs, 14 days before", "2024-12-31T23:59", 14, "2024-12-17"],
    ["inputs, 5 days before, earlier than the period", "2024-12-31T23:59", 5, "2024-12-19"],
    ["interest, 7 days before, earlier than the period", "2025-01-10T23:59", 7, "2024-12-19"],
    ["from Sunday to Friday", "2025-02-14T23:59", 5, "2025-02-07"],
    ["over a chain of holiday and weekend", "2024-11-05T23:59", 3, "2024-10-30"],
  ])("a reminder moves earlier: %s", (_rule, closes, days, expected) => {
    expect(reminderDay(closes, days, quiet)).toBe(expected);
  });

  test("later off quiet days, and a calendar of quiet days alone moves nothing", () => {
    expect(laterOffQuietDays("2024-12-20", quiet)).toBe("2025-01-07");
    const always = { ...quiet, periods: [{ from: "01-01", to: "12-31", names: lac.review.names }] };
    expect(earlierOffQuietDays("2024-12-20", always)).toBe("2024-12-20");
  });
});

describe("in words", () => {
  const inAll = (say: (language: Language) => string) => languages.map(say);

  test("a deadline has its day, hour and zone", () => {
    expect(inAll((language) => sayDeadline("2024-12-31T23:59", zone, language))).toEqual([
      "martes, 31 de diciembre de 2024, 23:59 (hora de Chile, UTC−3)",
      "Tuesday, 31 December 2024, 23:59 (Chile time, UTC−3)",
      "terça-feira, 31 de dezembro de 2024, 23h59 (horário do Chile, UTC−3)",
      "mardi 31 décembre 2024 à 23 h 59 (heure du Chili, UTC−3)",
    ]);
  });

  test("the offset is that of the day", () => {
    expect(whenOf(instantOf("2025-05-10T23:59", zone), zone, "es").zone).toBe("hora de Chile, UTC−4");
    expect(whenOf(new Date("2025-05-10T12:00:00Z"), "Asia/Kolkata", "en").zone).toContain("UTC+5:30");
    expect(whenOf(new Date("2025-05-10T12:00:00Z"), "UTC", "fr")).toEqual({
      date: "10 mai 2025",
      hour: "12 h 00",
      zone: "UTC",
    });
  });

  test("the first of a month", () => {
    expect(inAll((language) => sayDay("2025-01-01", language))).toEqual([
      "1 de enero de 2025",
      "1 January 2025",
      "1º de janeiro de 2025",
      "1er janvier 2025",
    ]);
    expect(sayDay("2025-01-11", "fr")).toBe("11 janvier 2025");
    expect(sayDay("2025-01-21", "pt")).toBe("21 de janeiro de 2025");
  });

  test.each([
    ["two days", "2024-09-25", "2024-09-26", "25 y 26 de septiembre de 2024", "25 et 26 septembre 2024"],
    ["three days", "2025-03-18", "2025-03-20", "18 a 20 de marzo de 2025", "18 au 20 mars 2025"],
    [
      "two months",
      "2025-01-30",
      "2025-02-03",
      "30 de enero a 3 de febrero de 2025",
      "30 janvier au 3 février 2025",
    ],
    ["from the first", "2025-02-01", "2025-02-03", "1 a 3 de febrero de 2025", "1er au 3 février 2025"],
    [
      "two years",
      "2024-12-30",
      "2025-01-02",
      "30 de diciembre de 2024 a 2 de enero de 2025",
      "30 décembre 2024 au 2 janvier 2025",
    ],
    ["one day", "2025-03-18", "2025-03-18", "18 de marzo de 2025", "18 mars 2025"],
  ])("a range of %s", (_rule, from, to, es, fr) => {
    expect([sayRange(from, to, "es"), sayRange(from, to, "fr")]).toEqual([es, fr]);
  });

  test("an activity is told no more exactly than it is known", () => {
    const january = { precision: "month", from: "2025-01-01", to: "2025-01-31" } as const;
    expect(inAll((language) => activityWhen(january, language))).toEqual([
      "enero de 2025",
      "January 2025",
      "janeiro de 2025",
      "janvier 2025",
    ]);
    expect(activityWhen({ precision: "range", from: "2025-03-19", to: "2025-03-20" }, "pt")).toBe(
      "19 e 20 de março de 2025",
    );
  });
});
