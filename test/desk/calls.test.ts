/** Launching a call and moving its dates, against a real engine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  allowReminders,
  getCall,
  launch,
  moveDates,
  previewDates,
  refuseReminders,
  standingsOfParty,
} from "../../shared/desk/calls.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import {
  confirmValue,
  enableKind,
  markSeen,
  openValues,
  readReview,
  setPaused,
} from "../../shared/desk/reviews.ts";
import { logSounding } from "../../shared/desk/soundings.ts";
import { markCall } from "../../shared/desk/steps.ts";
import type { Call } from "../../shared/domain/call.ts";
import { noticesOfOccasion } from "../../shared/store/notices.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const by = "ines-rojas";
const coChairs = { call: "co-chairs" };
const asNow = (iso: string) => vi.setSystemTime(new Date(iso));

async function call(): Promise<Call> {
  const found = await getCall(coChairs);
  if (!found) throw new Error("no call");
  return found;
}

async function acts(): Promise<string[]> {
  return (await listEntries(coChairs)).entries.map(({ act }) => act);
}

describe.skipIf(noEngine())("a call in the hands of the secretariat", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-10-28T15:00:00Z") });
    await engine.again(loadSampleReview);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function launched() {
    for (const { id } of await openValues(coChairs)) done(await confirmValue({ id, by }));
    for (const kind of ["invitation", "receipt", "confirm", "reminder"] as const) await enable(kind, by);
    done(await launch({ ...coChairs, by }));
  }

  test("a kind of mail is enabled only when each language was seen", async () => {
    await markSeen({ kind: "invitation", language: "es", by });
    expect(await enableKind({ kind: "invitation", by })).toEqual({ refused: "not-seen" });
    await enable("invitation", by);
    expect((await readReview()).state.enabled).toEqual(["invitation"]);
  });

  test("the same act twice changes the review once", async () => {
    await setPaused({ paused: true, by });
    const { version } = (await readReview()).state;
    await setPaused({ paused: true, by });
    expect((await readReview()).state).toMatchObject({ paused: true, version });
  });

  test("an unknown value cannot be confirmed", async () => {
    expect(await confirmValue({ id: "calls.co-chairs.colour", by })).toEqual({ refused: "unknown-value" });
  });

  test("a call is not launched before its mails were seen, and never twice", async () => {
    for (const { id } of await openValues(coChairs)) done(await confirmValue({ id, by }));
    expect(await launch({ ...coChairs, by })).toEqual({ refused: "kinds-not-enabled" });
    await launched();
    expect(await call()).toMatchObject({ phase: "launched", generation: 1 });
    expect(await launch({ ...coChairs, by })).toEqual({ refused: "already-launched" });
    expect((await acts()).filter((act) => act === "call.launched")).toHaveLength(1);
  });

  test("a call whose close has passed is not launched", async () => {
    asNow("2025-02-01T00:00:00Z");
    for (const { id } of await openValues(coChairs)) done(await confirmValue({ id, by }));
    for (const kind of ["invitation", "receipt", "confirm", "reminder"] as const) await enable(kind, by);
    expect(await launch({ ...coChairs, by })).toEqual({ refused: "closes-in-the-past" });
  });

  test("moving the close shows beforehand which mails move, and moves them", async () => {
    await launched();
    const dates = { closes: "2025-01-17T23:59" };
    const { changes } = done(await previewDates({ ...coChairs, dates }));
    expect(changes.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ["close", "2025-01-10T23:59", "2025-01-17T23:59"],
      ["reminder", expect.any(String), expect.any(String)],
    ]);
    expect(changes.find(({ kind }) => kind === "reminder")?.mails).toBeGreaterThan(30);
    const { version } = await call();
    done(await moveDates({ ...coChairs, dates, version, by }));
    expect(await call()).toMatchObject({ closes: "2025-01-17T23:59", version: version + 1 });
    expect(reasonOf(await moveDates({ ...coChairs, dates, version, by }))).toBe("stale");
    expect(await acts()).toContain("call.dates-moved");
  });

  test("a moved close is told to every invited party once, if the coordinator says so", async () => {
    await launched();
    await markCall("co-chairs", 1, { kind: "announced" }, new Date());
    const { version } = await call();
    done(await moveDates({ ...coChairs, dates: { closes: "2025-01-17T23:59" }, version, tell: true, by }));
    const told = await noticesOfOccasion("co-chairs", "extension", String(version + 1));
    expect(new Set(told.map(({ party }) => party)).size).toBe(33);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    expect(told[0]).toMatchObject({ state: "prepared", params: { previous: "2025-01-10T23:59" } });
  });

  test("a call that is over opens again in a new generation when its close moves into the future", async () => {
    await launched();
    asNow("2025-01-11T12:00:00Z");
    await markCall("co-chairs", 1, { kind: "closed" }, new Date());
    await markCall("co-chairs", 1, { kind: "over" }, new Date());
    const { version } = await call();
    done(await moveDates({ ...coChairs, dates: { closes: "2025-01-15T23:59" }, version, by }));
    expect(await call()).toMatchObject({ phase: "launched", generation: 2 });
  });

  test("no further reminders, until the party wants them again", async () => {
    const colombia = { call: "co-chairs", party: "CO" };
    done(await refuseReminders({ ...colombia, contact: "co1" }));
    expect(reasonOf(await refuseReminders({ ...colombia, contact: "cl1" }))).toBe("unknown-contact");
    expect(await standingsOfParty({ party: "CO" })).toMatchObject([
      { noReminders: "2024-10-28T15:00:00.000Z" },
    ]);
    done(await allowReminders({ ...colombia, by }));
    expect((await standingsOfParty({ party: "CO" }))[0]?.noReminders).toBeUndefined();
  });

  test("the ledger is read newest first, page after page, across months", async () => {
    for (let times = 0; times < 30; times++) {
      await setPaused({ paused: times % 2 === 0, by });
    }
    asNow("2024-12-02T12:00:00Z");
    for (let times = 0; times < 30; times++) {
      await setPaused({ paused: times % 2 === 0, by });
    }
    const first = await listEntries({});
    const rest = await listEntries({ ...(first.next ? { cursor: first.next } : {}) });
    const months = [...first.entries, ...rest.entries].map(({ at }) => at.slice(0, 7));
    expect(months.filter((month) => month === "2024-12")).toHaveLength(30);
    expect(months.filter((month) => month === "2024-10")).toHaveLength(31);
    expect([...months].sort().reverse()).toEqual(months);
  });

  test("without what is confidential, the ledger's pages are as long as ever and leave out nothing else", async () => {
    await launched();
    const seen = { channel: "phone", note: "-", seat: "caribbean", party: "BB", by };
    for (let times = 0; times < 60; times++) {
      await setPaused({ paused: times % 2 === 0, by });
      if (times < 40) done(await logSounding({ ...coChairs, ...seen }));
    }
    const whole = async (openOnly: boolean) => {
      const pages = [await listEntries({ openOnly })];
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
        pages.push(await listEntries({ openOnly, cursor: next }));
      }
      return pages.map(({ entries }) => entries);
    };
    const [all, open] = [(await whole(false)).flat(), await whole(true)];
    expect(open.flat()).toEqual(all.filter(({ act }) => !act.startsWith("sounding.")));
    expect(open.flat().length).toBe(all.length - 40);
    for (const page of open.slice(0, -1)) expect(page.length).toBeGreaterThanOrEqual(50);
  });
});
