/** A longer time for one party, against a real engine: the standing, the mails, and nobody else touched. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { extendFor, previewExtension } from "../../shared/desk/extensions.ts";
import { factsOf } from "../../shared/desk/facts.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { planCall } from "../../shared/desk/plan.ts";
import { plannedNotices } from "../../shared/desk/planned.ts";
import { prepareBatch } from "../../shared/desk/prepare.ts";
import { markCall } from "../../shared/desk/steps.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { getCall, saveCall, standingOf } from "../../shared/store/calls.ts";
import { noticesOfCall, noticesOfOccasion } from "../../shared/store/notices.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const by = "ines-rojas";
const colombia = { call: "guiding-questions", party: "CO" };
const asNow = (iso: string) => vi.setSystemTime(new Date(iso));

async function call() {
  const found = await getCall(colombia.call);
  if (!found) throw new Error("no call");
  return found;
}
const standing = () => standingOf(colombia.call, colombia.party);
const extend = async (closes: string, tell = true) =>
  extendFor({ ...colombia, closes, tell, by, revision: (await standing()).revision });

describe.skipIf(noEngine())("a longer time for one party", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepare = async () => {
    await loadSampleReview();
    const before = await call();
    const announced = "2024-11-04T12:00:00.000Z";
    await transact([saveCall(before, { ...before, phase: "launched", announced })]);
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-12-10T15:00:00Z") });
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("shows first what moves, and changes nothing by that", async () => {
    const preview = done(await previewExtension({ ...colombia, closes: "2025-01-31T18:00" }));
    expect(preview.changes.map(({ kind, occasion, after }) => [kind, occasion, after])).toEqual([
      ["close", "", "2025-01-31T18:00"],
      ["reminder", "14", "2025-01-17T09:00"],
      ["reminder", "5", "2025-01-24T09:00"],
    ]);
    expect(preview.receivers.map(({ party }) => party)).toContain("CO");
    expect((await standing()).closes).toBeUndefined();
  });

  test("is told to that party alone, with its own date and the one before", async () => {
    done(await extend("2025-01-31T18:00"));
    const told = (await noticesOfCall(colombia.call)).filter(({ kind }) => kind === "extension");
    expect(new Set(told.map(({ party }) => party))).toEqual(new Set(["CO"]));
    const [first] = told;
    if (!first) throw new Error("nobody was told");
    const facts = await factsOf(first, new Date());
    expect(facts).toMatchObject({ alone: true, deadline: { date: expect.stringContaining("31 de enero") } });
    expect(facts.previous?.date).toContain("31 de diciembre");
    expect((await call()).closes).toBe("2024-12-31T23:59");
    const { entries } = await listEntries({ party: "CO" });
    expect(entries[0]).toMatchObject({ act: "party.extended", actor: by, call: colombia.call });
  });

  test("of two who extend at once one is told so", async () => {
    const { revision } = await standing();
    done(await extendFor({ ...colombia, closes: "2025-01-31T18:00", tell: true, by, revision }));
    const second = await extendFor({ ...colombia, closes: "2025-02-07T18:00", tell: true, by, revision });
    expect(reasonOf(second)).toBe("stale");
  });

  test("its reminders are planned by its own date, everybody else's by the call's", async () => {
    done(await extend("2025-01-31T18:00", false));
    const days = (planned: Awaited<ReturnType<typeof plannedNotices>>, party: string) =>
      new Set(
        planned.flatMap((one) => (one.party === party ? [`${one.occasion} ${one.dueAt?.slice(0, 10)}`] : [])),
      );
    const planned = (await plannedNotices(colombia.call)).filter(({ kind }) => kind === "reminder");
    expect(days(planned, "CO")).toEqual(new Set(["14 2025-01-17", "5 2025-01-24"]));
    expect(days(planned, "MX")).toEqual(new Set(["14 2024-12-17", "5 2024-12-19"]));
  });

  test("the call's reminder leaves it out, its own reaches it alone, once", async () => {
    done(await extend("2025-01-31T18:00", false));
    asNow("2024-12-17T12:00:00Z");
    await prepareBatch({ call: colombia.call, kind: "reminder", occasion: "14", now: new Date() });
    await markCall(colombia.call, 1, { kind: "reminded", occasion: "14" }, new Date());
    expect(
      (await noticesOfOccasion(colombia.call, "reminder", "14")).map(({ party }) => party),
    ).not.toContain("CO");

    asNow("2025-01-17T12:00:00Z");
    await markCall(colombia.call, 1, { kind: "closed" }, new Date());
    const due = await planCall(colombia.call, 1, new Date());
    expect(due).toMatchObject({ kind: "remind", occasion: "14-CO" });
    const occasion = due.occasion ?? "";
    const first = await prepareBatch({ call: colombia.call, kind: "reminder", occasion, now: new Date() });
    expect(first.prepared).toBeGreaterThan(0);
    expect(
      (await prepareBatch({ call: colombia.call, kind: "reminder", occasion, now: new Date() })).prepared,
    ).toBe(0);
    await markCall(colombia.call, 1, { kind: "reminded", occasion }, new Date());
    expect((await standing()).reminded).toEqual([14]);
    const next = await planCall(colombia.call, 1, new Date());
    expect(next).toMatchObject({ kind: "wait", until: "2025-01-24T12:00:00.000Z" });
  });

  test("after the close: what came since is in time, and the execution goes on until that date", async () => {
    asNow("2025-01-03T15:00:00Z");
    await markCall(colombia.call, 1, { kind: "closed" }, new Date());
    await markCall(colombia.call, 1, { kind: "over" }, new Date());
    const late = {
      ...colombia,
      channel: "paper",
      receivedAt: "2025-01-03T14:00:00.000Z",
      text: "A note.",
      by,
    } as const;
    expect(done(await recordByHand(late)).submission.late).toBe(true);
    const preview = done(await previewExtension({ ...colombia, closes: "2025-01-15T18:00" }));
    expect(preview.inTime.map(({ reference }) => reference)).toEqual(["LAC25-GQ-COL-1"]);
    done(await extend("2025-01-15T18:00"));
    expect(await call()).toMatchObject({ phase: "closed", generation: 2 });
    expect(await planCall(colombia.call, 2, new Date())).toMatchObject({ kind: "wait" });
    const again = done(await recordByHand({ ...late, text: "More." })).submission;
    expect(again.late).toBe(false);
    asNow("2025-01-16T15:00:00Z");
    const tooLate = { ...late, receivedAt: "2025-01-16T14:00:00.000Z", text: "Still more." };
    expect(done(await recordByHand(tooLate)).submission.late).toBe(true);
    expect(await planCall(colombia.call, 2, new Date())).toMatchObject({ kind: "over" });
  });
});
