/** Letters of decision, against a real engine: read and edited before the approvals are in, sent once, with their PDF. */
import PostalMime from "postal-mime";
import { getDocumentProxy } from "unpdf";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as desk from "../../shared/desk/notices.ts";
import { prepareBatch } from "../../shared/desk/prepare.ts";
import { setMailMode } from "../../shared/desk/reviews.ts";
import { sendNotice } from "../../shared/desk/send.ts";
import { languages } from "../../shared/domain/language.ts";
import type { Selection } from "../../shared/domain/selection.ts";
import { getCall, saveCall } from "../../shared/store/calls.ts";
import { noticesOfCall, getNotice as stored } from "../../shared/store/notices.ts";
import { readSelection, saveSelection } from "../../shared/store/selection.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => "a secret for tests" }));
const sent: Uint8Array[] = [];
vi.mock("../../shared/store/mailer.ts", () => ({
  sendRaw: async ({ raw }: { raw: Uint8Array }) => {
    sent.push(raw);
    return { kind: "sent", sesId: `ses-${sent.length}` };
  },
}));

const by = "ines-rojas";
const call = "co-chairs";
const letter = "co-chairs_letter_2_co1";

/** The words of a PDF as another program reads them. */
async function read(bytes: Uint8Array): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const { items } = await (await document.getPage(1)).getTextContent();
  const words = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? " " : ""}` : ""));
  return words.join("").replace(/\s+/g, " ");
}

async function filesOf(raw: Uint8Array | undefined) {
  const mail = await PostalMime.parse(raw ?? "");
  return mail.attachments.map(({ filename, mimeType, content }) => ({
    filename,
    mimeType,
    bytes: typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
  }));
}

describe.skipIf(noEngine())("letters of decision", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepareTables = async () => {
    await loadSampleReview();
    const found = await getCall(call);
    if (!found) throw new Error("no call");
    const closed = { ...found, phase: "closed" as const, announced: "2024-11-04T12:00:00.000Z" };
    await transact([saveCall(found, closed)]);
    await enable("letter", by);
    await setMailMode({ mode: "live", by });
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-01-13T15:00:00Z") });
    sent.length = 0;
    await engine.again(prepareTables);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Moves the selection on as its acts would. */
  async function select(change: Partial<Selection>): Promise<void> {
    const found = await getCall(call);
    const before = found && (await readSelection(found));
    if (!before) throw new Error("no selection");
    await transact([saveSelection(before, { ...before, ...change })]);
  }

  async function propose(): Promise<void> {
    const seats = (await getCall(call))?.seats ?? [];
    const holders = ["BB", "CO", "MX"];
    await select({
      slate: 2,
      seats: seats.slice(0, 3).map(({ id }, at) => ({
        seat: id,
        party: holders[at],
        acceptance: "accepted" as const,
        asked: 1,
      })),
      proposedAt: "2025-01-13T15:00:00.000Z",
      releaseAt: "2025-01-30T12:00",
    });
  }

  const decide = () => select({ decidedAt: "2025-01-14T15:00:00.000Z" });
  const future = async () => (await desk.outbox({ box: "future", call })).entries;
  const letters = async () => (await future()).filter(({ notice }) => notice.kind === "letter");

  /** The step of the machine. */
  async function prepare(): Promise<void> {
    let cursor: string | undefined;
    do {
      const given = { call, kind: "letter" as const, occasion: "2", cursor, now: new Date() };
      cursor = (await prepareBatch(given)).cursor ?? undefined;
    } while (cursor);
    await select({ letters: new Date().toISOString() });
  }

  describe("before the decision", () => {
    test("there is none before the slate is proposed, and one to each holder's contact then, without an hour", async () => {
      expect(await letters()).toEqual([]);
      await propose();
      const planned = await letters();
      expect([...new Set(planned.map(({ notice }) => notice.party))].sort()).toEqual(["BB", "CO", "MX"]);
      for (const { notice, planned: untouched } of planned) {
        expect(untouched).toBe(true);
        expect(notice).toMatchObject({ state: "scheduled", occasion: "2" });
        expect(notice.dueAt).toBeUndefined();
      }
      expect((await desk.renderNotice({ notice: letter })).text).toContain("Colombia");
    });

    test("their ids are those that the step gives: each goes once", async () => {
      await propose();
      const planned = (await letters()).map(({ notice }) => notice.id).sort();
      await decide();
      await prepare();
      expect((await noticesOfCall(call, "letter")).map(({ id }) => id).sort()).toEqual(planned);
      expect(await letters()).toEqual([]);
    });

    test("none can be sent by hand", async () => {
      await propose();
      expect(reasonOf(await desk.sendNow({ notice: letter, by }))).toBe("not-decided");
      await decide();
      done(await desk.sendNow({ notice: letter, by }));
      expect((await stored(letter))?.state).toBe("prepared");
    });

    test("one held and let go again waits for the decision, and leaves with the others", async () => {
      await propose();
      done(await desk.holdNotice({ notice: letter, by }));
      done(await desk.releaseNotice({ notice: letter, by }));
      expect((await stored(letter))?.state).toBe("scheduled");
      await decide();
      await prepare();
      expect((await stored(letter))?.state).toBe("prepared");
    });

    test("one that is held stays among those held when the others leave, until a person lets it go", async () => {
      await propose();
      done(await desk.holdNotice({ notice: letter, by }));
      await decide();
      await prepare();
      expect((await desk.outbox({ box: "held" })).entries.map(({ notice }) => notice.id)).toEqual([letter]);
      done(await desk.releaseNotice({ notice: letter, by }));
      expect((await stored(letter))?.state).toBe("prepared");
    });

    test("one that is cancelled never leaves", async () => {
      await propose();
      done(await desk.cancelNotice({ notice: letter, by }));
      await decide();
      await prepare();
      expect((await stored(letter))?.state).toBe("cancelled");
    });

    test("a State with two seats reads of both, and of whom it presents", async () => {
      await propose();
      const { seats = [] } = (await getCall(call)) ?? {};
      const [first, second] = seats;
      if (!first || !second) throw new Error("no seats");
      const held = { party: "CO", acceptance: "accepted" as const, asked: 1 };
      const person = { id: "1", name: "Ana Paz", seats: [] };
      await select({
        seats: [
          { ...held, seat: first.id },
          { ...held, seat: second.id, person },
        ],
      });
      const { subject, text } = await desk.renderNotice({ notice: letter });
      for (const said of [first.names.es, second.names.es]) {
        expect(subject).toContain(said);
        expect(text).toContain(`Función: ${said}`);
      }
      expect(text).toContain("Ana Paz");
    });

    test("another slate's letters are others: what was edited for the old one does not leave", async () => {
      await propose();
      const words = (await desk.renderNotice({ notice: letter })).text.replace("[…]", "{link}");
      done(await desk.editNotice({ notice: letter, text: { subject: "Otra", text: words }, by }));
      await select({ slate: 3 });
      expect((await letters()).map(({ notice }) => notice.id)).toContain("co-chairs_letter_3_co1");
      expect((await letters()).map(({ notice }) => notice.id)).not.toContain(letter);
    });
  });

  describe("when sent", () => {
    test("goes with a PDF of its words, dated where the secretariat sits, and no link in it", async () => {
      await propose();
      await decide();
      vi.setSystemTime(new Date("2025-01-15T01:30:00Z")); // the 14th in Santiago
      await prepare();
      await sendNotice(letter, new Date());
      expect(sent).toHaveLength(1);
      const [file, ...more] = await filesOf(sent[0]);
      expect(more).toEqual([]);
      expect(file).toMatchObject({ mimeType: "application/pdf" });
      expect(file?.filename).toMatch(/^Carta-copresidencia-[a-z-]+\.pdf$/);
      const words = await read(file?.bytes ?? new Uint8Array());
      expect(words).toContain("Santiago, 14 de enero de 2025");
      expect(words).toContain("Embajada de Colombia en Chile");
      const text =
        (await stored(letter))?.content?.text.replace(/[\s\u00a0]+/g, " ").replaceAll("−", "–") ?? "";
      const [before = ""] = text.split(" Ver la página");
      expect(words).toContain(before.slice(before.indexOf("saluda")));
      expect(words).not.toMatch(/\{|https?:|Ver la página/);
      expect(await stored(letter)).toMatchObject({ state: "sent", dated: "2025-01-14" });
    });

    test("an edited one goes with the edited words on paper", async () => {
      await propose();
      const text = "Excelencia:\n\nUnas palabras propias.\n\nVer la página:\n{link}\n\nAna Núñez";
      done(await desk.editNotice({ notice: letter, text: { subject: "Otra decisión", text }, by }));
      await decide();
      await prepare();
      await sendNotice(letter, new Date());
      const [file] = await filesOf(sent[0]);
      const words = await read(file?.bytes ?? new Uint8Array());
      expect(words).toMatch(/Otra decisión Excelencia: Unas palabras propias\. Ana Núñez\s*$/);
      expect((await PostalMime.parse(sent[0] ?? "")).text).toContain("https://hoja.example/es/p/");
    });

    test("the file that a person saw is the one that left, on whatever day they look again", async () => {
      await propose();
      await decide();
      await prepare();
      const before = await desk.letterOf({ notice: letter });
      await sendNotice(letter, new Date());
      const [file] = await filesOf(sent[0]);
      vi.setSystemTime(new Date("2025-02-20T15:00:00Z"));
      const after = await desk.letterOf({ notice: letter });
      for (const seen of [before, after]) {
        expect(seen?.name).toBe(file?.filename);
        expect(Buffer.from(seen?.bytes ?? "").equals(Buffer.from(file?.bytes ?? ""))).toBe(true);
      }
    });

    test("other kinds carry no file, and have none to see", async () => {
      const occasion = "7";
      await enable("reminder", by);
      const found = await getCall(call);
      if (!found) throw new Error("no call");
      await transact([saveCall(found, { ...found, phase: "launched", closes: "2025-03-01T12:00" })]);
      await prepareBatch({ call, kind: "reminder", occasion, now: new Date() });
      const [one] = await noticesOfCall(call, "reminder");
      await sendNotice(one?.id ?? "", new Date());
      expect(sent).toHaveLength(1);
      expect(Buffer.from(sent[0] ?? "").toString()).toContain("Content-Type: multipart/alternative;");
      expect(Buffer.from(sent[0] ?? "").toString()).not.toContain("multipart/mixed");
      expect(await stored(one?.id ?? "")).not.toHaveProperty("dated");
      expect(await desk.letterOf({ notice: one?.id ?? "" })).toBeNull();
    });
  });

  test.each(languages)("in %s a sample can be seen before the kind is enabled", async (language) => {
    const { name, bytes } = await desk.sampleLetter({ language });
    expect(name).toMatch(/^(?:Carta|Letter|Lettre)-/);
    expect(await read(bytes)).not.toMatch(/undefined|\{\w+\}/);
  });
});
