/** What a party's page builds on once an answer was sent: a correction begins with it, and nobody is offered unawares. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { partyDraft, resumeAnswer, saveDraft } from "../../shared/desk/drafts.ts";
import * as desk from "../../shared/desk/submissions.ts";
import { getCall, saveCall, standingOf } from "../../shared/store/calls.ts";
import { saveDraft as changeDraft } from "../../shared/store/drafts.ts";
import { saveScan } from "../../shared/store/scans.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const inputs = "guiding-questions";
const about = { call: inputs, party: "CO" };
const fileOf = (name: string) => ({
  key: `files/${name}`,
  name,
  type: "application/pdf",
  size: 9,
  sha256: "0",
  flags: [],
});

describe.skipIf(noEngine())("once an answer was sent", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());
  const prepare = async () => {
    await loadSampleReview();
    for (const id of [inputs, "co-chairs", "moderators"]) {
      const call = await getCall(id);
      if (call) await transact([saveCall(call, { ...call, phase: "launched" })]);
    }
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-12-10T15:00:00Z") });
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const send = async (call: string, more: Partial<Parameters<typeof desk.lodge>[0]> = {}) =>
    desk.lodge({
      contact: "co1",
      call,
      draft: (await partyDraft({ call, party: "CO" })).id,
      answers: {},
      text: "",
      ...more,
    });

  /** One answer, a word besides, and two files of which one turned out to be infected. */
  async function sent(): Promise<void> {
    const draft = await partyDraft(about);
    const files = ["a.pdf", "b.pdf"].map((name) => ({ id: name, file: fileOf(name) }));
    await transact([changeDraft(draft, { ...draft, files })]);
    const scan = {
      key: "files/b.pdf",
      verdict: "infected",
      result: "THREATS_FOUND",
      threats: ["EICAR"],
    } as const;
    const at = "2024-12-10T15:00:00.000Z";
    await transact([saveScan(null, { ...scan, threats: [...scan.threats], at, version: 0 })]);
    done(await send(inputs, { answers: { "cooperation-gaps": "Data." }, text: "A word besides." }));
  }

  test("a correction begins with its answers, its text and its files, but not an infected one", async () => {
    await sent();
    done(await resumeAnswer({ contact: "co1", call: inputs }));
    const draft = await partyDraft(about);
    expect(draft).toMatchObject({ answers: { "cooperation-gaps": "Data." }, text: "A word besides." });
    expect(draft.files.map(({ file }) => file.key)).toEqual(["files/a.pdf"]);
    expect((await standingOf(inputs, "CO")).draft).toBe(draft.id);
  });

  test("a draft that a colleague has begun is not written over", async () => {
    await sent();
    const typed = { contact: "co1", call: inputs, answers: {}, text: "Something new.", version: 0 };
    done(await saveDraft(typed));
    done(await resumeAnswer({ contact: "co1", call: inputs }));
    expect(await partyDraft(about)).toMatchObject({ answers: {}, text: "Something new.", files: [] });
  });

  test("twice at the same time begins one draft", async () => {
    await sent();
    const twice = [1, 2].map(() => resumeAnswer({ contact: "co1", call: inputs }));
    expect((await Promise.all(twice)).map(reasonOf)).toEqual(["done", "done"]);
    expect((await partyDraft(about)).files).toHaveLength(1);
  });

  test.each([
    ["a call on the telephone", { channel: "phone" as const, text: "Will answer soon." }],
    ["a withdrawal", { channel: "mail" as const, text: "", withdrawal: true }],
  ])("%s is the secretariat's word and begins nothing", async (_, said) => {
    await sent();
    const receivedAt = "2024-12-10T14:00:00.000Z";
    done(await desk.recordByHand({ ...about, receivedAt, by: "ines-rojas", ...said }));
    done(await resumeAnswer({ contact: "co1", call: inputs }));
    expect((await partyDraft(about)).version).toBe(0);
  });

  test("an empty form offers nobody for a person's role; a State's own readiness needs no word", async () => {
    expect(reasonOf(await send("moderators", { interest: { seats: [] } }))).toBe("empty");
    const named = { seats: [], nominees: [{ id: "", name: "Ana Vega", seats: [] }] };
    expect(reasonOf(await send("moderators", { interest: named }))).toBe("done");
    expect(reasonOf(await send("co-chairs", { interest: { seats: [] } }))).toBe("done");
  });

  test("what was sent no longer counts as a draft, though it still waits to be confirmed", async () => {
    const saved = { contact: "co1", call: "co-chairs", answers: {}, text: "", version: 0 };
    done(await saveDraft({ ...saved, interest: { seats: [], conditions: "Jointly" } }));
    expect((await standingOf("co-chairs", "CO")).draft).toBeDefined();
    done(await send("co-chairs", { interest: { seats: [], conditions: "Jointly" } }));
    expect(await standingOf("co-chairs", "CO")).not.toHaveProperty("draft");
  });
});
