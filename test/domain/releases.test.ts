/** One working day to release a mail to a protocol office, on the review's own calendar. */
import { describe, expect, test } from "vitest";
import { rulesOf } from "../../shared/domain/calendar.ts";
import { type Notice, prepareNotice } from "../../shared/domain/notice.ts";
import { overdueReleases, releaseDue, releasesAmong } from "../../shared/domain/releases.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const calendar = rulesOf(sampleDefinition()); // America/Santiago, UTC−3 from September

describe("a mail is due the same hour of the next working day", () => {
  test.each<[rule: string, waitsSince: string, due: string]>([
    ["Tuesday 10:15 → Wednesday 10:15", "2024-11-05T13:15:00Z", "2024-11-06T13:15:00Z"],
    ["Friday → Monday", "2024-11-08T18:00:00Z", "2024-11-11T18:00:00Z"],
    ["Thursday before a holiday on Friday → Monday", "2024-11-14T18:00:00Z", "2024-11-18T18:00:00Z"],
    ["Saturday counts from Monday's begin → Tuesday's begin", "2024-11-09T15:00:00Z", "2024-11-12T03:00:00Z"],
    ["a holiday counts from the next working day", "2024-11-15T15:00:00Z", "2024-11-19T03:00:00Z"],
    ["before the end-of-year days → after them", "2024-12-19T15:00:00Z", "2025-01-07T15:00:00Z"],
    ["within them → the second working day's begin", "2024-12-27T15:00:00Z", "2025-01-08T03:00:00Z"],
    ["late evening belongs to Santiago's day", "2024-11-06T02:30:00Z", "2024-11-07T02:30:00Z"],
    [
      "over the change of the clock, the same hour by the wall",
      "2025-04-04T15:00:00Z",
      "2025-04-07T16:00:00Z",
    ],
  ])("%s", (_rule, waitsSince, due) => {
    expect(releaseDue(new Date(waitsSince), calendar).toISOString()).toBe(due.replace("Z", ".000Z"));
  });
});

const waiting = (id: string, since: string, change: Partial<Notice> = {}): Notice => ({
  ...prepareNotice({
    review: "lac-2025",
    call: "co-chairs",
    kind: "invitation",
    occasion: "1",
    contact: { id, party: "PY", email: `${id}@cancilleria-py.example`, language: "es" },
    now: new Date(since),
  }),
  state: "held",
  hold: "protocol",
  ...change,
});
const ids = (found: { notice: Notice }[]) => found.map(({ notice }) => notice.contact);

describe("which mails wait", () => {
  const now = new Date("2024-11-06T13:15:00Z");
  const tuesday = "2024-11-05T13:15:00Z";
  test.each<[rule: string, notices: Notice[], waiting: string[], overdue: string[]]>([
    ["after a whole working day it is overdue", [waiting("py1", tuesday)], ["py1"], ["py1"]],
    ["a minute before it is not", [waiting("py1", "2024-11-05T13:16:00Z")], ["py1"], []],
    [
      "the longest wait first",
      [waiting("py2", tuesday), waiting("py1", "2024-11-04T13:00:00Z")],
      ["py1", "py2"],
      ["py1", "py2"],
    ],
    ["one that a person holds does not count", [waiting("py1", tuesday, { hold: "by-hand" })], [], []],
    ["one held with all mail does not count", [waiting("py1", tuesday, { hold: "mail-held" })], [], []],
    ["one that was released does not count", [waiting("py1", tuesday, { state: "sent" })], [], []],
  ])("%s", (_rule, notices, expected, overdue) => {
    expect(ids(releasesAmong(notices, calendar, now))).toEqual(expected);
    expect(ids(overdueReleases(notices, calendar, now))).toEqual(overdue);
  });
});
