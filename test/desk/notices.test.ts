/** The outbox, against a real engine: future mails as they will arrive, and what a person may do to each. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as desk from "../../shared/desk/notices.ts";
import { prepareBatch } from "../../shared/desk/prepare.ts";
import { setMailMode, setPaused } from "../../shared/desk/reviews.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { languages } from "../../shared/domain/language.ts";
import { noticeKinds } from "../../shared/domain/notice.ts";
import { getCall, saveCall } from "../../shared/store/calls.ts";
import { saveNotice, getNotice as stored } from "../../shared/store/notices.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const by = "ines-rojas";
const call = "co-chairs";
const reminder = "co-chairs_reminder_7_co1";

async function prepareReminders(): Promise<void> {
  let cursor: string | undefined;
  do {
    const batch = await prepareBatch({ call, kind: "reminder", occasion: "7", cursor, now: new Date() });
    cursor = batch.cursor ?? undefined;
  } while (cursor);
}

describe.skipIf(noEngine())("the outbox", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepare = async () => {
    await loadSampleReview();
    const found = await getCall(call);
    if (!found) throw new Error("no call");
    const launched = { ...found, phase: "launched" as const, announced: "2024-11-04T12:00:00.000Z" };
    await transact([saveCall(found, launched)]);
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-11-20T15:00:00Z") });
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function everyFuture() {
    const entries: desk.OutboxEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.outbox({ box: "future", call, ...(cursor ? { cursor } : {}) });
      entries.push(...page.entries);
      cursor = page.next;
    } while (cursor);
    return entries;
  }

  test("what waited because sending was paused goes when it is resumed; what a person holds stays", async () => {
    await prepareReminders();
    await enable("reminder", by);
    await setMailMode({ mode: "live", by });
    done(await setPaused({ paused: true, by }));
    const hold = async (id: string, why: "paused" | "by-hand") => {
      const notice = await stored(id);
      if (!notice) throw new Error(`There is no notice ${id}`);
      await transact([saveNotice(notice, { ...notice, state: "held", hold: why })]);
    };
    await hold(reminder, "paused");
    await hold("co-chairs_reminder_7_ar1", "by-hand");
    done(await setPaused({ paused: false, by }));
    expect(await stored(reminder)).toMatchObject({ state: "prepared" });
    expect(await stored(reminder)).not.toHaveProperty("hold");
    expect(await stored("co-chairs_reminder_7_ar1")).toMatchObject({ state: "held", hold: "by-hand" });
  });

  test("shows every reminder and warning to come, page after page, soonest first", async () => {
    const entries = await everyFuture();
    const kinds = new Set(entries.map(({ notice }) => notice.kind));
    expect([...kinds]).toEqual(["reminder", "warning"]);
    expect(entries.every(({ planned, notice }) => planned && notice.state === "scheduled")).toBe(true);
    expect(new Set(entries.map(({ notice }) => notice.id)).size).toBe(entries.length);
    const hours = entries.map(({ notice }) => notice.dueAt ?? "");
    expect([...hours].sort()).toEqual(hours);
  });

  test("a planned mail reads as it will arrive, its link left out", async () => {
    const mail = await desk.renderNotice({ notice: reminder });
    expect(mail.text).toContain("[…]");
    expect(mail.text).toContain("10 de enero de 2025");
    expect(mail.from).toContain("<secretariat@in.hoja.example>");
  });

  test("a party that answers is no longer reminded", async () => {
    const entry = { call, party: "CO", channel: "phone" as const, text: "Interested.", by };
    done(await recordByHand({ ...entry, receivedAt: "2024-11-20T14:00:00Z" }));
    expect((await everyFuture()).some(({ notice }) => notice.id === reminder)).toBe(false);
    expect(await desk.getNotice({ notice: reminder })).toBeNull();
  });

  test("an edited mail keeps its place and goes in its own words", async () => {
    const text = { subject: "Recordatorio", text: "Estimada Misión:\n{link}" };
    expect(
      reasonOf(await desk.editNotice({ notice: reminder, text: { ...text, text: "Sin enlace" }, by })),
    ).toBe("link-missing");
    done(await desk.editNotice({ notice: reminder, text, by }));
    expect(await desk.getNotice({ notice: reminder })).toMatchObject({
      planned: false,
      notice: { state: "scheduled", edited: text },
    });
    expect((await desk.renderNotice({ notice: reminder })).text).toBe("Estimada Misión:\n[…]");
    await prepareReminders();
    expect(await stored(reminder)).toMatchObject({ state: "prepared", edited: text });
  });

  test("a held mail does not go on its day; released after it, it goes at once", async () => {
    done(await desk.holdNotice({ notice: reminder, by }));
    await prepareReminders();
    expect(await stored(reminder)).toMatchObject({ state: "held", hold: "by-hand" });
    expect((await desk.outbox({ box: "held" })).entries.map(({ notice }) => notice.id)).toEqual([reminder]);
    vi.setSystemTime(new Date("2025-01-08T15:00:00Z"));
    done(await desk.releaseNotice({ notice: reminder, by }));
    expect(await stored(reminder)).toMatchObject({ state: "prepared", released: by });
  });

  test("a mail released before its day goes on its day", async () => {
    done(await desk.holdNotice({ notice: reminder, by }));
    done(await desk.releaseNotice({ notice: reminder, by }));
    const notice = await stored(reminder);
    expect([notice?.state, notice?.hold]).toEqual(["scheduled", undefined]);
  });

  test("a cancelled mail stays cancelled on its day", async () => {
    done(await desk.cancelNotice({ notice: reminder, by }));
    await prepareReminders();
    expect((await stored(reminder))?.state).toBe("cancelled");
    expect((await everyFuture()).some(({ notice }) => notice.id === reminder)).toBe(false);
  });

  test("a mail is sent now only if mail may leave at all", async () => {
    const now = { notice: reminder, by };
    expect(reasonOf(await desk.sendNow(now))).toBe("mail-held");
    done(await setMailMode({ mode: "live", by }));
    expect(reasonOf(await desk.sendNow(now))).toBe("kind-not-enabled");
    await enable("reminder", by);
    done(await setPaused({ paused: true, by }));
    expect(reasonOf(await desk.sendNow(now))).toBe("paused");
    done(await setPaused({ paused: false, by }));
    done(await desk.sendNow(now));
    expect((await stored(reminder))?.state).toBe("prepared");
  });

  test("what has left cannot be held, edited or cancelled", async () => {
    await prepareReminders();
    const notice = await stored(reminder);
    if (!notice) throw new Error("no notice");
    await transact([saveNotice(notice, { ...notice, state: "sent" })]);
    const text = { subject: "", text: "{link}" };
    const acts = [
      desk.holdNotice({ notice: reminder, by }),
      desk.editNotice({ notice: reminder, text, by }),
      desk.cancelNotice({ notice: reminder, by }),
      desk.sendNow({ notice: reminder, by }),
    ];
    expect((await Promise.all(acts)).map(reasonOf)).toEqual(Array(4).fill("already-sent"));
  });

  test("the boxes of held and past mails go newest first, page after page", async () => {
    await prepareReminders();
    const first = await desk.outbox({ box: "sent" });
    const rest = first.next ? await desk.outbox({ box: "sent", cursor: first.next }) : { entries: [] };
    const ids = [...first.entries, ...rest.entries].map(({ notice }) => notice.id);
    const ofCall = await desk.outbox({ box: "sent", call });
    expect(ids).toContain(reminder);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ofCall.entries.length).toBeGreaterThan(0);
    expect((await desk.outbox({ box: "held" })).entries).toEqual([]);
  });

  test("bounced and unknown mails, and those for protocol, need care", async () => {
    await prepareReminders();
    const notice = await stored(reminder);
    if (!notice) throw new Error("no notice");
    await transact([saveNotice(notice, { ...notice, state: "unknown" })]);
    expect((await desk.noticesNeedingCare()).map(({ id }) => id)).toEqual([reminder]);
    expect((await desk.noticesOfParty({ party: "CO" })).map(({ id }) => id)).toEqual([reminder]);
  });

  test("each kind can be seen in every language before it is enabled", async () => {
    for (const kind of noticeKinds) {
      for (const language of languages) {
        const mail = await desk.sampleMail({ kind, language });
        expect(mail.subject).not.toBe("");
        expect(mail.text).not.toMatch(/undefined|\{\w+\}/);
      }
    }
  });
});
