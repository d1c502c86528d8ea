/** Silence procedures, another formula, a moved decision date and waits that last, against a real engine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as acceptances from "../../shared/desk/acceptances.ts";
import { deleteDateReason, getCall, moveDates, previewDates } from "../../shared/desk/calls.ts";
import { agree } from "../../shared/desk/consulting.ts";
import { factsOf, subjectOf } from "../../shared/desk/facts.ts";
import { previewFormula, setFormula } from "../../shared/desk/formulas.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { wasOvertaken } from "../../shared/desk/outdated.ts";
import { prepareBatch } from "../../shared/desk/prepare.ts";
import { setMailMode, setPaused } from "../../shared/desk/reviews.ts";
import { tellSecretariat } from "../../shared/desk/secretariat.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import * as silences from "../../shared/desk/silences.ts";
import { markCall } from "../../shared/desk/steps.ts";
import type { NoticeKind } from "../../shared/domain/notice.ts";
import { seatState } from "../../shared/domain/seats.ts";
import { renderNotice } from "../../shared/mail/notices.ts";
import { saveCall } from "../../shared/store/calls.ts";
import { noticesOfCall, saveNotice } from "../../shared/store/notices.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const call = "co-chairs";
const by = "ines-rojas";
const text = {
  es: "Se propone a Barbados.",
  en: "Barbados is proposed.",
  pt: "Propõe-se Barbados.",
  fr: "La Barbade est proposée.",
};
const until = "2025-01-17T18:00";
const atEnd = new Date("2025-01-17T21:00:00Z");

async function current() {
  const found = await getSelection({ call });
  if (!found) throw new Error("no selection");
  return found;
}
const callNow = async () => {
  const found = await getCall({ call });
  if (!found) throw new Error("no call");
  return found;
};
const notices = (kind: NoticeKind) => noticesOfCall(call, kind);
const partiesOf = (some: readonly { party?: string | undefined }[]) =>
  [...new Set(some.map(({ party }) => party))].sort();

describe.skipIf(noEngine())("what a consultation causes", () => {
  let engine: RunningEngine;
  let caribbean: string[];
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepareTables = async () => {
    const definition = await loadSampleReview();
    const scheme = definition.schemes.find(({ id }) => id === definition.scheme);
    caribbean = [...(scheme?.subregions.find(({ id }) => id === "caribbean")?.parties ?? [])].sort();
    const before = await callNow();
    await transact([saveCall(before, { ...before, phase: "closed", announced: "2024-11-04T12:00:00.000Z" })]);
    await enable("silence", by);
    done(await setMailMode({ mode: "live", by }));
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-01-13T15:00:00Z") });
    await engine.again(prepareTables);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const prepareAll = async (kind: "silence" | "silence-closed", now = new Date()) => {
    const preparing = { call, kind, occasion: "caribbean-1", now };
    for (let cursor: string | null | undefined; cursor !== null; ) {
      ({ cursor } = await prepareBatch({ ...preparing, ...(cursor ? { cursor } : {}) }));
    }
  };
  const mark = async (kind: "silence-opened" | "silence-closed" | "silence-noted", now = new Date()) =>
    markCall(call, (await callNow()).generation, { kind, occasion: "caribbean-1" }, now);
  /** The text as the execution prepares it, and as it arrives. */
  const prepare = async () => {
    await prepareAll("silence");
    await mark("silence-opened");
  };
  const arrives = async (some: (party: string | undefined) => boolean = () => true) => {
    const texts = (await notices("silence")).filter(({ party }) => some(party));
    for (const text of texts) await transact([saveNotice(text, { ...text, state: "delivered" })]);
  };

  const open = async (more: Partial<Parameters<typeof silences.openSilence>[0]> = {}) =>
    silences.openSilence({
      call,
      seat: "caribbean",
      party: "BB",
      text,
      until,
      version: (await current()).version,
      by,
      ...more,
    });
  const close = async () => {
    vi.setSystemTime(atEnd);
    await mark("silence-closed", atEnd);
    await prepareAll("silence-closed", atEnd);
    await mark("silence-noted", atEnd);
  };
  const object = (contact: string) => silences.object({ contact, call, silence: "caribbean-1" });

  test("the text goes to the official contacts of every State of the group, and to nobody else", async () => {
    done(await open());
    await prepareAll("silence"); // and once more, as after a crash
    await prepare();
    const sent = await notices("silence");
    expect(partiesOf(sent)).toEqual(caribbean);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
    const [jamaica] = sent.filter(({ party }) => party === "JM");
    if (!jamaica) throw new Error("Jamaica has no text");
    const mail = renderNotice(await factsOf(jamaica, new Date())).text;
    expect(mail).toContain(text[jamaica.language]);
    expect(mail).toContain("18:00");
  });

  test("it opens only with its kind of mail enabled, on what the person saw, and once", async () => {
    expect(reasonOf(await open({ version: 9 }))).toBe("stale");
    expect(reasonOf(await open({ party: "XX" }))).toBe("unknown-party");
    done(await open());
    expect(reasonOf(await open())).toBe("silence-open");
    const { version } = await current();
    expect(reasonOf(await agree({ call, seat: "caribbean", party: "JM", version, by }))).toBe("silence-open");
  });

  test("none opens while its text could not leave", async () => {
    done(await setPaused({ paused: true, by }));
    expect(reasonOf(await open())).toBe("paused");
    done(await setPaused({ paused: false, by }));
    done(await setMailMode({ mode: "held", by }));
    expect(reasonOf(await open())).toBe("mail-held");
    done(await setMailMode({ mode: "sample", by }));
    expect(reasonOf(await open())).toBe("mail-sample");
    await engine.again(loadSampleReview);
    done(await setMailMode({ mode: "live", by }));
    expect(reasonOf(await open())).toBe("kind-not-enabled");
  });

  test("where its text did not reach every State it ends without effect, and the coordinators are told", async () => {
    done(await open());
    await prepare();
    await arrives((party) => party !== "JM" && party !== "TT");
    done(await silences.recordConveyed({ call, silence: "caribbean-1", party: "TT", by }));
    const [running] = (await current()).silences;
    expect(running && (await silences.notReached(call, running))).toEqual(["JM"]);
    await close();
    const after = await current();
    expect(after.silences[0]).toMatchObject({ outcome: "stopped", unreached: ["JM"] });
    expect(seatState(after, "caribbean").party).toBeUndefined();
    await tellSecretariat({ call, kind: "waiting", occasion: "silence-caribbean-1" }, atEnd);
    const told = (await notices("waiting")).find(({ language }) => language === "en");
    const [one] = told ? [told] : await notices("waiting");
    if (!one) throw new Error("nobody was told");
    expect(renderNotice(await factsOf(one, atEnd)).text).toContain("Jamaica");
    expect(await wasOvertaken(one, await subjectOf(one), atEnd)).toBe(false);
  });

  test("a text that came back has reached nobody", async () => {
    done(await open());
    await prepare();
    await arrives();
    for (const text of (await notices("silence")).filter(({ party }) => party === "JM"))
      await transact([saveNotice(text, { ...text, state: "bounced" })]);
    await close();
    expect((await current()).silences[0]).toMatchObject({ outcome: "stopped", unreached: ["JM"] });
  });

  test("stopped before all texts are written, no more are, and nobody is told of an end", async () => {
    done(await open());
    done(await silences.stopSilence({ call, silence: "caribbean-1", by }));
    await prepare();
    expect(await notices("silence")).toEqual([]);
    await close();
    const [note] = await notices("silence-closed");
    if (!note) throw new Error("no note");
    expect(await wasOvertaken(note, await subjectOf(note), new Date())).toBe(true);
  });

  test("a party sees seat and hour and nothing more; a State of another group sees nothing", async () => {
    done(await open());
    expect(await silences.silencesFor({ party: "JM" })).toEqual([
      { call, silence: "caribbean-1", seat: "caribbean", until, objected: false },
    ]);
    expect(await silences.silencesFor({ party: "CO" })).toEqual([]);
  });

  test("only an official contact of the group objects, once, and the ledger never says whose word it was", async () => {
    done(await open());
    expect(reasonOf(await object("co1"))).toBe("unknown-silence");
    expect(reasonOf(await object("co3"))).toBe("not-official");
    done(await object("jm1"));
    expect(reasonOf(await object("jm1"))).toBe("already");
    done(await silences.recordObjection({ call, silence: "caribbean-1", party: "TT", by }));
    expect((await current()).silences[0]?.objections.map(({ party }) => party)).toEqual(["JM", "TT"]);
    expect((await silences.silencesFor({ party: "JM" }))[0]?.objected).toBe(true);
    expect((await silences.silencesFor({ party: "BB" }))[0]?.objected).toBe(false);
    const { entries } = await listEntries({ call });
    const said = entries.filter(({ act }) => act.startsWith("silence."));
    expect(said.map(({ act }) => act).sort()).toEqual([
      "silence.objected",
      "silence.objected",
      "silence.opened",
    ]);
    expect(JSON.stringify(said)).not.toMatch(/JM|jm1|TT/);
  });

  test("without objection its State holds the seat at the hour, and the closing note goes to the group once", async () => {
    done(await open());
    await prepare();
    await arrives();
    await close();
    const after = await current();
    expect(seatState(after, "caribbean")).toMatchObject({ party: "BB", silence: "caribbean-1" });
    expect(after.silences[0]).toMatchObject({ outcome: "agreed", noted: atEnd.toISOString() });
    const notes = await notices("silence-closed");
    expect(partiesOf(notes)).toEqual(caribbean);
    await close();
    expect(await notices("silence-closed")).toHaveLength(notes.length);
    const { version } = await current();
    expect(version).toBe(after.version);
    expect(await silences.silencesFor({ party: "JM" })).toEqual([]);
  });

  test("with an objection the seat stays open, and no mail says whose it was", async () => {
    done(await open());
    done(await object("jm1"));
    await close();
    expect(seatState(await current(), "caribbean").party).toBeUndefined();
    for (const note of await notices("silence-closed")) {
      const { text: mail } = renderNotice(await factsOf(note, atEnd));
      if (note.party !== "JM") expect(mail).not.toMatch(/Jamaica|Jamaïque/);
    }
    const [note] = (await notices("silence-closed")).filter(({ language }) => language === "en");
    if (!note) throw new Error("no note in English");
    expect(renderNotice(await factsOf(note, atEnd)).text).toContain("ended with an objection");
    expect(reasonOf(await object("tt1"))).toBe("silence-over");
  });

  test("stopped, what has not left does not leave, and only who got the text is told of the end", async () => {
    done(await open());
    await prepare();
    const [left, waiting] = await notices("silence");
    if (!left || !waiting) throw new Error("no texts");
    await transact([saveNotice(left, { ...left, state: "sent" })]);
    done(await silences.stopSilence({ call, silence: "caribbean-1", by }));
    expect(reasonOf(await silences.stopSilence({ call, silence: "caribbean-1", by }))).toBe("silence-over");
    const overtaken = async (kind: NoticeKind, contact: string) => {
      const found = (await notices(kind)).find((notice) => notice.contact === contact);
      if (!found) throw new Error(`no ${kind} to ${contact}`);
      return wasOvertaken(found, await subjectOf(found), new Date());
    };
    expect(await overtaken("silence", waiting.contact)).toBe(true);
    await close();
    expect((await current()).silences[0]?.outcome).toBe("stopped");
    expect(await overtaken("silence-closed", left.contact)).toBe(false);
    expect(await overtaken("silence-closed", waiting.contact)).toBe(true);
  });

  test("an acceptance that is awaited is told to the coordinators once, and not once it was answered", async () => {
    await enable("acceptance", by);
    done(await agree({ call, seat: "caribbean", party: "BB", version: (await current()).version, by }));
    done(await acceptances.askAcceptance({ call, seat: "caribbean", by }));
    const occasion = "acceptance-caribbean-1";
    await tellSecretariat({ call, kind: "waiting", occasion }, new Date());
    await tellSecretariat({ call, kind: "waiting", occasion }, new Date());
    const { generation } = await callNow();
    await markCall(call, generation, { kind: "told", occasion }, new Date());
    await markCall(call, generation, { kind: "told", occasion }, new Date());
    expect((await current()).told).toEqual([occasion]);
    const told = await notices("waiting");
    expect(new Set(told.map(({ contact }) => contact)).size).toBe(told.length);
    const [first] = told;
    if (!first) throw new Error("nobody was told");
    expect(renderNotice(await factsOf(first, new Date())).text).toContain("Barbados");
    expect(await wasOvertaken(first, await subjectOf(first), new Date())).toBe(false);
    done(await acceptances.recordAcceptance({ call, seat: "caribbean", accepted: true, by }));
    expect(await wasOvertaken(first, await subjectOf(first), new Date())).toBe(true);
  });

  test("the decision date moves with a reason, which the selection keeps and the ledger does not; the parties are told where that is wished", async () => {
    const { version, closes } = await callNow();
    const dates = { closes, decisionBefore: "2025-02-07" };
    const moving = { call, dates, version, by };
    expect(reasonOf(await previewDates({ call, dates, reason: " " }))).toBe("reason-missing");
    expect(reasonOf(await moveDates(moving))).toBe("reason-missing");
    done(await previewDates({ call, dates, reason: "Consultations go on." }));
    done(await moveDates({ ...moving, reason: " Consultations go on. ", tellDecision: true }));
    const { entries } = await listEntries({ call });
    expect(entries.map(({ act }) => act)).toContain("call.dates-moved");
    expect(JSON.stringify(entries)).not.toContain("Consultations");
    const [kept, ...others] = (await current()).dateReasons;
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ from: "2025-01-31", to: "2025-02-07", words: "Consultations go on.", by });
    const told = await notices("amendment");
    expect(partiesOf(told)).toHaveLength(33);
    const [one] = told.filter(({ language }) => language === "en");
    if (!one) throw new Error("nobody was told in English");
    const mail = renderNotice(await factsOf(one, new Date())).text;
    expect(mail).toContain("7 February 2025");
    expect(mail).toContain("31 January 2025");
    const same = { ...moving, dates: { closes, decisionBefore: "2025-02-07" }, version: version + 1 };
    expect(reasonOf(await moveDates(same))).toBe("done");
    expect((await current()).dateReasons).toEqual([kept]);
    done(await deleteDateReason({ call, at: kept?.at ?? "", by }));
    expect((await current()).dateReasons).toEqual([]);
    expect(reasonOf(await deleteDateReason({ call, at: kept?.at ?? "", by }))).toBe("stale");
  });

  test("another formula is seen first, then renames the seats, asks again and tells the parties", async () => {
    done(await agree({ call, seat: "caribbean", party: "BB", version: (await current()).version, by }));
    done(await acceptances.recordAcceptance({ call, seat: "caribbean", accepted: true, by }));
    const wanted = { formula: "chair-with-vice-chairs", leads: "caribbean" };
    const { renamed, mails } = done(await previewFormula({ call, ...wanted }));
    expect(renamed.map(({ seat, asksAgain }) => [seat, asksAgain])).toEqual([
      ["central-america", false],
      ["caribbean", true],
      ["south-america", false],
    ]);
    expect(mails).toBeGreaterThan(30);
    const { version } = await current();
    done(await setFormula({ call, ...wanted, version, tell: true, by }));
    expect((await callNow()).seats.map(({ names }) => names.en)).toEqual([
      "Vice-Chair (Mexico and Central America)",
      "Chair (The Caribbean)",
      "Vice-Chair (South America)",
    ]);
    expect(seatState(await current(), "caribbean")).toMatchObject({ party: "BB", acceptance: "not-asked" });
    expect(await notices("amendment")).toHaveLength(mails);
    expect(reasonOf(await setFormula({ call, ...wanted, version, by }))).toBe("stale");
  });
});
