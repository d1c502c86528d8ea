/** Sign-ups to the news: how often a mailbox is asked, how long a button works, and who is told of what. */
import { describe, expect, test } from "vitest";
import type { Call } from "../../shared/domain/call.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import {
  asking,
  awaiting,
  confirming,
  counted,
  newsOf,
  type Subscriber,
  wants,
} from "../../shared/domain/subscriber.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const id = `n${"a".repeat(26)}`;
const email = "reader@mail.example";
const wish = { language: "fr", topic: "all" } as const;
const day = (date: string) => new Date(`${date}T12:00:00Z`);
const ask = (before: Subscriber | null, date: string) => asking(before, { id, email, wish }, day(date));

describe("a mailbox is asked", () => {
  test("three times within seven days, and no fourth time", () => {
    const third = ask(ask(ask(null, "2024-12-01"), "2024-12-02"), "2024-12-03");
    expect(third?.mails).toBe(3);
    expect(ask(third, "2024-12-07")).toBeNull();
    expect(ask(third, "2024-12-08")?.mails).toBe(1);
  });

  test("a confirmed one too, and keeps what it confirmed until it confirms anew", () => {
    const first = ask(null, "2024-12-01");
    const confirmed = first && confirming(first, day("2024-12-02"));
    expect(confirmed).toMatchObject({ wish: { ...wish, since: "2024-12-02T12:00:00.000Z" } });
    expect(confirmed).not.toHaveProperty("asked");
    const again =
      confirmed &&
      asking(confirmed, { id, email, wish: { language: "en", topic: "calls" } }, day("2024-12-20"));
    expect(again?.wish?.language).toBe("fr");
    expect(again && confirming(again, day("2024-12-21"))).toMatchObject({
      wish: { language: "en", topic: "calls", since: "2024-12-02T12:00:00.000Z" },
    });
  });
});

test.each([
  ["at once", "2024-12-01T12:00:00Z", true],
  ["a moment before seven days are over", "2024-12-08T11:59:59Z", true],
  ["when they are over", "2024-12-08T12:00:00Z", false],
])("a button %s", (_title, now, works) => {
  const asked = ask(null, "2024-12-01");
  expect(asked && awaiting(asked, new Date(now)) !== null).toBe(works);
  expect(asked && confirming(asked, new Date(now)) !== null).toBe(works);
});

test("a button works once", () => {
  const asked = ask(null, "2024-12-01");
  const confirmed = asked && confirming(asked, day("2024-12-02"));
  expect(confirmed && confirming(confirmed, day("2024-12-02"))).toBeNull();
});

test("three hundred sign-ups a day, whoever sends them", () => {
  const full = { day: "2024-12-01", count: 300, revision: 300 };
  expect(counted(full, day("2024-12-01"))).toBeNull();
  expect(counted(full, day("2024-12-02"))).toMatchObject({ day: "2024-12-02", count: 1 });
});

describe("subscribers are told", () => {
  const found = recordsOf(sampleDefinition()).calls.find(({ id: one }) => one === "co-chairs") as Call;
  const call: Call = {
    ...found,
    phase: "launched",
    announced: "2024-11-04T12:00:00.000Z",
    moved: [{ at: "2024-12-10T12:00:00.000Z", from: "2025-01-10T23:59", to: "2025-01-15T23:59" }],
  };
  const at = "2024-12-10T12:00:00.000Z";
  test.each([
    ["an opened call", "call.announced", at, null, "opened"],
    ["a close that moved", "call.dates-moved", at, null, "moved-1"],
    ["no other date that moved", "call.dates-moved", "2024-12-11T12:00:00.000Z", null, undefined],
    ["a released decision", "call.released", at, { releasedAt: at }, "released"],
    ["no decision whose step was taken in vain", "call.released", at, {}, undefined],
    ["no reminder", "call.reminded", at, null, undefined],
    ["nothing of a selection", "selection.proposed", at, { releasedAt: at }, undefined],
  ])("of %s", (_title, act, when, selection, occasion) => {
    expect(newsOf({ act, at: when }, call, selection)?.occasion).toBe(occasion);
  });

  const since = "2024-12-01T12:00:00.000Z";
  const subscriber = (topic: "all" | "calls" | null): Subscriber => ({
    id,
    email,
    mails: 1,
    from: since,
    revision: 1,
    ...(topic ? { wish: { language: "es", topic, since } } : {}),
  });
  test.each([
    ["all", "released", at, true],
    ["calls", "moved", at, true],
    ["calls", "released", at, false],
    ["all", "opened", "2024-11-04T12:00:00.000Z", false], // before they asked
    [null, "opened", at, false], // never confirmed
  ] as const)("who wished for %s, of what is %s at %s: %s", (topic, what, when, told) => {
    expect(wants(subscriber(topic), { what, at: when })).toBe(told);
  });
});
