/** Answers lodged on the page, confirmed, withdrawn, recorded by hand and published, against a real engine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { partyDraft, removeFile, saveDeskDraft, saveDraft } from "../../shared/desk/drafts.ts";
import * as desk from "../../shared/desk/submissions.ts";
import { getCall, saveCall, standingOf } from "../../shared/store/calls.ts";
import { saveDraft as changeDraft, readDraft } from "../../shared/store/drafts.ts";
import { noticesOfCall } from "../../shared/store/notices.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const by = "ines-rojas";
const inputs = "guiding-questions";
const interests = "co-chairs";

const draftOf = async (call: string, party = "CO") => (await partyDraft({ call, party })).id;
const noticesOf = async (call: string) =>
  (await noticesOfCall(call)).map(({ kind, occasion, contact }) => `${kind} ${occasion} ${contact}`).sort();

describe.skipIf(noEngine())("answers to a call", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepare = async () => {
    await loadSampleReview();
    for (const id of [inputs, interests]) {
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

  const lodging = async (call: string, more: Partial<Parameters<typeof desk.lodge>[0]> = {}) => ({
    contact: "co1",
    call,
    draft: await draftOf(call),
    answers: {},
    text: "Our answer.",
    ...more,
  });

  test("inputs count at once and are acknowledged", async () => {
    const { submission } = done(await desk.lodge(await lodging(inputs)));
    expect(submission).toMatchObject({
      reference: "LAC25-GQ-COL-1",
      state: "recorded",
      channel: "upload",
      late: false,
      text: "Our answer.",
    });
    expect(await standingOf(inputs, "CO")).toMatchObject({ effective: 1, versions: 1 });
    expect(await noticesOf(inputs)).toEqual(["receipt 1 co1"]);
  });

  test("the same click twice lodges once", async () => {
    const given = await lodging(inputs);
    const twice = await Promise.all([desk.lodge(given), desk.lodge(given)]);
    expect(twice.map(reasonOf).sort()).toEqual(["done", "stale"]);
    expect(await desk.submissionsOfParty({ party: "CO" })).toHaveLength(1);
  });

  test("files come from the draft, without the refused ones, and the draft is gone", async () => {
    const draft = await readDraft(await draftOf(inputs));
    const file = {
      key: "files/a.pdf",
      name: "a.pdf",
      type: "application/pdf",
      size: 9,
      sha256: "0",
      flags: [],
    };
    await transact([
      changeDraft(draft, {
        ...draft,
        files: [
          { id: "f1", file },
          { id: "f2", file: { ...file, name: "b.exe" }, refused: "executable" },
          { id: "f3", file: { ...file, name: "c.bin" }, refused: "wrong-type" },
        ],
      }),
    ]);
    done(await removeFile({ draft: draft.id, file: "f3", actor: "contact:co1" }));
    expect((await readDraft(draft.id)).files.map(({ id }) => id)).toEqual(["f1", "f2"]);
    const { submission } = done(await desk.lodge(await lodging(inputs, { text: "" })));
    expect(submission.files.map(({ name }) => name)).toEqual(["a.pdf"]);
    expect((await readDraft(draft.id)).version).toBe(0);
  });

  test("an empty answer, one to a call that is not theirs or not open is refused", async () => {
    expect(reasonOf(await desk.lodge(await lodging(inputs, { text: " " })))).toBe("empty");
    expect(reasonOf(await desk.lodge(await lodging(interests, { contact: "es1" })))).toBe("not-invited");
    expect(reasonOf(await desk.lodge(await lodging("key-speakers")))).toBe("not-open");
  });

  test("what is typed is saved as it goes, and two people do not overwrite each other", async () => {
    const typed = { contact: "co1", call: inputs, answers: { recommendations: "Cooperation" }, text: "" };
    done(await saveDraft({ ...typed, version: 0 }));
    expect(reasonOf(await saveDraft({ ...typed, version: 0 }))).toBe("stale");
    done(await saveDraft({ ...typed, text: "More", version: 1 }));
    expect(await partyDraft({ call: inputs, party: "CO" })).toMatchObject({ text: "More", version: 2 });
    expect((await standingOf(inputs, "CO")).answered).toBeUndefined();
  });

  test("a draft begun before a colleague's answer stays open", async () => {
    done(await saveDraft({ contact: "co1", call: inputs, answers: {}, text: "Begun", version: 0 }));
    const entry = {
      call: inputs,
      party: "CO",
      channel: "phone" as const,
      receivedAt: "2024-12-10T14:00:00Z",
      by,
    };
    done(await desk.recordByHand({ ...entry, text: "By telephone" }));
    const draft = await partyDraft({ call: inputs, party: "CO" });
    expect(draft.text).toBe("Begun");
    const { submission } = done(await desk.lodge(await lodging(inputs, { draft: draft.id })));
    expect(submission.version).toBe(2);
  });

  describe("an expression of interest", () => {
    const interest = { seats: [] };

    test("takes effect when the official contact confirms it", async () => {
      done(await desk.lodge(await lodging(interests, { contact: "co3", interest })));
      expect(await standingOf(interests, "CO")).toMatchObject({ heldBy: ["LAC25-CC-COL-1"] });
      expect(await noticesOf(interests)).toEqual(["confirm 1 co1"]);
      const version = { call: interests, version: 1 };
      expect(reasonOf(await desk.confirmVersion({ ...version, contact: "co3" }))).toBe("not-official");
      expect(reasonOf(await desk.confirmVersion({ ...version, contact: "cl1" }))).toBe("not-found");
      expect(done(await desk.confirmVersion({ ...version, contact: "co1" })).reference).toBe(
        "LAC25-CC-COL-1",
      );
      expect(reasonOf(await desk.confirmVersion({ ...version, contact: "co1" }))).toBe("already-confirmed");
      expect(await standingOf(interests, "CO")).toMatchObject({ effective: 1, heldBy: [] });
      expect(await noticesOf(interests)).toEqual(["confirm 1 co1", "receipt 1 co1", "receipt 1 co3"]);
    });

    test("an older version is not confirmed over a later one that counts", async () => {
      done(await desk.lodge(await lodging(interests, { interest })));
      const entry = { call: interests, party: "CO", receivedAt: "2024-12-10T14:00:00Z", by };
      done(
        await desk.recordByHand({ ...entry, channel: "note-verbale", noteNumber: "S-1", text: "", interest }),
      );
      const first = { call: interests, party: "CO", version: 1, by };
      expect(reasonOf(await desk.confirmByHand(first))).toBe("superseded");
    });

    test("is withdrawn by the official contact, once asked", async () => {
      const asking = { contact: "co1", call: interests };
      expect(reasonOf(await desk.askWithdrawal(asking))).toBe("nothing-to-withdraw");
      done(await desk.lodge(await lodging(interests, { interest })));
      done(await desk.confirmByHand({ call: interests, party: "CO", version: 1, by }));
      const withdrawal = { ...asking, version: "withdrawal" as const };
      expect(reasonOf(await desk.confirmVersion(withdrawal))).toBe("superseded");
      done(await desk.askWithdrawal(asking));
      done(await desk.askWithdrawal(asking));
      expect(done(await desk.confirmVersion(withdrawal)).reference).toBe("LAC25-CC-COL-2");
      expect(reasonOf(await desk.confirmVersion(withdrawal))).toBe("already-confirmed");
      const versions = await desk.submissionsOfParty({ party: "CO", call: interests });
      expect(versions.map(({ state }) => state)).toEqual(["recorded", "withdrawn"]);
      expect((await standingOf(interests, "CO")).withdrawn).toBeDefined();
    });
  });

  describe("an entry by hand", () => {
    const entry = {
      call: inputs,
      party: "CO",
      channel: "phone" as const,
      receivedAt: "2024-12-10T14:00:00Z",
      text: "They will send two pages.",
      by,
    };

    test("is recorded with who took it, and acknowledged to the official contact", async () => {
      const { submission } = done(await desk.recordByHand(entry));
      expect(submission).toMatchObject({ formality: "informal", takenBy: by, state: "recorded" });
      expect(await noticesOf(inputs)).toEqual(["receipt 1 co1"]);
    });

    test.each([
      [{ party: "ZZ" }, "unknown-party"],
      [{ call: "nothing" }, "unknown-call"],
      [{ text: " " }, "empty"],
      [{ receivedAt: "2024-12-11T14:00:00Z" }, "in-the-future"],
    ])("%o is refused: %s", async (more, reason) => {
      expect(reasonOf(await desk.recordByHand({ ...entry, ...more }))).toBe(reason);
    });

    test("from the same form twice is one entry", async () => {
      const draft = "desk.entry.1";
      done(await saveDeskDraft({ draft, fields: { party: "CO" }, by }));
      const first = done(await desk.recordByHand({ ...entry, draft }));
      const second = done(await desk.recordByHand({ ...entry, draft }));
      expect(second.submission.reference).toBe(first.submission.reference);
      expect(await desk.submissionsOfParty({ party: "CO" })).toHaveLength(1);
    });

    test("after the close is registered and marked late", async () => {
      vi.setSystemTime(new Date("2025-01-15T15:00:00Z"));
      const late = { ...entry, receivedAt: "2025-01-14T15:00:00Z" };
      expect(done(await desk.recordByHand(late)).submission.late).toBe(true);
    });
  });

  test("a coordinator publishes inputs singly, and only the version that counts", async () => {
    done(await desk.lodge(await lodging(inputs)));
    done(await desk.lodge(await lodging(inputs, { draft: await draftOf(inputs), text: "Second" })));
    const version = { call: inputs, party: "CO", by };
    expect(reasonOf(await desk.publish({ ...version, version: 1, published: true }))).toBe("not-effective");
    done(await desk.publish({ ...version, version: 2, published: true }));
    expect((await desk.publishedSubmissions()).map(({ reference }) => reference)).toEqual(["LAC25-GQ-COL-2"]);
    done(await desk.publish({ ...version, version: 2, published: false }));
    expect(await desk.publishedSubmissions()).toEqual([]);
    expect(reasonOf(await desk.publish({ ...version, call: interests, version: 1, published: true }))).toBe(
      "not-inputs",
    );
  });
});
