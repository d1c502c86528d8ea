/** The composition of a call for moderators: offers, slates, what is kept of them, and what changes them; against a real engine. */
import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as acceptances from "../../shared/desk/acceptances.ts";
import * as approvals from "../../shared/desk/approvals.ts";
import { boardOf } from "../../shared/desk/board.ts";
import { getCall } from "../../shared/desk/calls.ts";
import { compose, declareEligible, declareIneligible, markFits } from "../../shared/desk/composing.ts";
import { agree } from "../../shared/desk/consulting.ts";
import { partyDraft, saveDraft } from "../../shared/desk/drafts.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { noteOffer } from "../../shared/desk/offers.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import { markCall } from "../../shared/desk/steps.ts";
import * as submissions from "../../shared/desk/submissions.ts";
import type { Interest } from "../../shared/domain/offer.ts";
import { nothingTried, type WhatIf } from "../../shared/domain/pool.ts";
import { judge } from "../../shared/domain/slate-judge.ts";
import { canonicalPool, type Slate, slateRules, solve } from "../../shared/domain/slates.ts";
import { saveCall } from "../../shared/store/calls.ts";
import { readSlateRecord } from "../../shared/store/selection.ts";
import { versionsOf } from "../../shared/store/submissions.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const call = "moderators";
const by = "ines-rojas";
const hour = "2025-02-14T12:00";
const sessions = ["session-1", "session-2", "session-3", "session-4"] as const;

type Placed = Partial<Record<(typeof sessions)[number], string | null>>;
const seatsOf = (placed: Placed) =>
  sessions.flatMap((seat) => (placed[seat] === undefined ? [] : [{ seat, candidate: placed[seat] ?? null }]));

describe.skipIf(noEngine())("composing", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepare = async () => {
    await loadSampleReview();
    await enable("acceptance", by);
    done(await offer("CO", ["Ana Paz", "Luis Mora"]));
    done(await offer("JM", ["Grace Bell"]));
    done(await offer("MX", ["Rosa Lima"]));
    done(await offer("CL", ["Pedro Soto"]));
    done(await offer("ES", ["Eva Cruz"]));
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-02-01T15:00:00Z") });
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const note = { call, channel: "note-verbale" as const, receivedAt: "2025-01-20T12:00:00.000Z", by };
  const offer = (party: string, names: string[], more: Partial<Interest> = {}) =>
    submissions.recordByHand({
      ...note,
      party,
      text: "",
      interest: { seats: [], nominees: names.map((name) => ({ id: "", name, seats: [] })), ...more },
    });

  async function current() {
    const found = await getSelection({ call });
    if (!found) throw new Error("no selection");
    return found;
  }
  const placing = async (placed: Placed, more: Partial<Parameters<typeof compose>[0]> = {}) =>
    compose({ call, seats: seatsOf(placed), version: (await current()).version, by, ...more });
  async function sitting(): Promise<Record<string, string>> {
    const { seats } = await current();
    return Object.fromEntries(
      seats.flatMap(({ seat, party, person }) => (party ? [[seat, `${party} ${person?.name}`]] : [])),
    );
  }
  const full: Placed = { "session-1": "CO-1", "session-2": "JM-1", "session-3": "MX-1", "session-4": "ES-1" };
  async function board(tried: Partial<WhatIf> = {}, slate?: Slate) {
    const found = await boardOf({ call, tried: { ...nothingTried, ...tried }, ...(slate ? { slate } : {}) });
    if (!found?.computed) throw new Error("no board");
    return { ...found, ...found.computed };
  }
  async function proposed() {
    done(await placing(full));
    for (const seat of sessions) {
      done(await acceptances.askAcceptance({ call, seat, by }));
      done(await acceptances.recordAcceptance({ call, seat, accepted: true, by }));
    }
    done(await approvals.propose({ call, releaseAt: hour, version: (await current()).version, by }));
  }
  const approve = async (person: string) =>
    approvals.approve({ call, slate: (await current()).slate, person, verdict: "approved", by: person });

  describe("places", () => {
    test("everybody of a slate in one act, which the ledger holds once and without who", async () => {
      done(await placing(full));
      expect(await sitting()).toEqual({
        "session-1": "CO Ana Paz",
        "session-2": "JM Grace Bell",
        "session-3": "MX Rosa Lima",
        "session-4": "ES Eva Cruz",
      });
      const { entries } = await listEntries({ call });
      const composed = entries.filter(({ act }) => act === "selection.composed");
      expect(composed).toMatchObject([{ actor: by, detail: { seats: sessions.join(",") } }]);
      expect(JSON.stringify(composed)).not.toMatch(/CO|JM|Ana|Grace/);
    });

    const refusals: [title: string, Placed, reason: string][] = [
      ["a second person of a State", { "session-1": "CO-1", "session-2": "CO-2" }, "holds-another-seat"],
      ["one person in two seats", { "session-1": "JM-1", "session-2": "JM-1" }, "holds-another-seat"],
      ["somebody whom nobody offers", { "session-1": "JM-1", "session-2": "XX-9" }, "unknown-candidate"],
      ["a State itself", { "session-1": "JM-1", "session-2": "MX" }, "unknown-candidate"],
    ];
    test.each(refusals)("nobody, where one cannot stand: %s", async (_title, placed, reason) => {
      const before = await current();
      expect(reasonOf(await placing(placed))).toBe(reason);
      expect(await current()).toEqual(before);
      expect(await readSlateRecord(call, before.slate + 1)).toBeNull();
      const { entries } = await listEntries({ call });
      expect(entries.filter(({ act }) => act === "selection.composed")).toEqual([]);
    });

    test("nobody in a seat that the call does not have", async () => {
      const seats = [{ seat: "session-9", candidate: "JM-1" }];
      expect(reasonOf(await compose({ call, seats, version: 0, by }))).toBe("unknown-seat");
    });

    test("two who change places in one act", async () => {
      done(await placing(full));
      done(await placing({ "session-1": "JM-1", "session-2": "CO-1" }));
      expect(await sitting()).toEqual({
        "session-1": "JM Grace Bell",
        "session-2": "CO Ana Paz",
        "session-3": "MX Rosa Lima",
        "session-4": "ES Eva Cruz",
      });
    });

    test("one of a State for another of it, in one act", async () => {
      done(await placing(full));
      done(await placing({ "session-1": "CL-1", "session-2": "CO-2" }));
      expect(await sitting()).toMatchObject({ "session-1": "CL Pedro Soto", "session-2": "CO Luis Mora" });
    });

    test("and leaves seats open, those that are not named as they are", async () => {
      done(await placing(full));
      done(await placing({ "session-1": null }));
      expect(Object.keys(await sitting())).toEqual(["session-2", "session-3", "session-4"]);
    });

    test("nobody for who saw another state of it", async () => {
      done(await placing({ "session-1": "CO-1" }));
      expect(reasonOf(await placing({ "session-2": "JM-1" }, { version: 0 }))).toBe("stale");
      expect(reasonOf(await placing({ "session-2": "JM-1" }))).toBe("done");
    });

    test("one of two who place at once", async () => {
      const [left, right] = await Promise.all([
        placing({ "session-1": "CO-1" }, { version: 0 }),
        placing({ "session-1": "JM-1" }, { version: 0 }),
      ]);
      expect([reasonOf(left), reasonOf(right)].sort()).toEqual(["done", "stale"]);
    });
  });

  describe("what binds", () => {
    test("a second person of a State is placed once the consideration is set aside, by an act that says so", async () => {
      const two: Placed = { "session-1": "CO-1", "session-2": "CO-2" };
      expect(reasonOf(await placing(two))).toBe("holds-another-seat");
      done(await placing(two, { relaxed: ["one-per-state"] }));
      expect((await current()).relaxed).toEqual(["one-per-state"]);
      expect((await board()).placed.problems).toEqual([]);
    });

    test("the same person offered by two States sits once, whatever is set aside", async () => {
      done(await offer("BB", ["ANA  PAZ"]));
      const both: Placed = { "session-1": "CO-1", "session-2": "BB-1" };
      expect(reasonOf(await placing(both, { relaxed: ["one-per-state", "one-across-calls"] }))).toBe(
        "holds-another-seat",
      );
    });

    test("a State with a seat in another call has none here, unless that is set aside", async () => {
      const coChairs = await getCall({ call: "co-chairs" });
      const south = coChairs?.seats.find(({ subregion }) => subregion === "south-america")?.id ?? "";
      done(await agree({ call: "co-chairs", seat: south, party: "CO", version: 0, by }));
      expect(reasonOf(await placing({ "session-1": "CO-1" }))).toBe("holds-another-seat");
      expect((await board()).pool.takenParties).toEqual(["CO"]);
      done(await placing({ "session-1": "CO-1" }, { relaxed: ["one-across-calls"] }));
    });

    test("a joint offer uses the seat of each State that makes it", async () => {
      done(await offer("BB", ["Marlon Reid"], { jointWith: ["JM"] }));
      expect(reasonOf(await placing({ "session-1": "BB-1", "session-2": "JM-1" }))).toBe(
        "holds-another-seat",
      );
      expect(reasonOf(await placing({ "session-1": "JM-1", "session-2": "BB-1" }))).toBe(
        "holds-another-seat",
      );
      done(await placing({ "session-1": "BB-1", "session-2": "CO-1" }));
    });

    test("nobody is placed whose offer waits for the official contact", async () => {
      const found = await getCall({ call });
      if (found) await transact([saveCall(found, { ...found, phase: "launched" })]);
      const draft = (await partyDraft({ call, party: "PE" })).id;
      const interest = { seats: [], nominees: [{ id: "", name: "Zoila Vega", seats: [] }] };
      done(await submissions.lodge({ contact: "pe1", call, draft, answers: {}, text: "", interest }));
      expect(reasonOf(await placing({ "session-1": "PE-1" }))).toBe("not-confirmed");
      expect((await board()).pool.candidates.map(({ id }) => id)).not.toContain("PE-1");
      done(await submissions.confirmVersion({ contact: "pe1", call, version: 1 }));
      done(await placing({ "session-1": "PE-1" }));
    });
  });

  describe("what is kept of a slate", () => {
    test("can be computed again: pool, hash, rules and the chosen persons", async () => {
      done(await markFits({ call, fits: { "CO-1": 2 }, version: 0, by }));
      done(await placing(full));
      const { composed, slate } = await current();
      const record = await readSlateRecord(call, slate);
      if (!record) throw new Error("nothing was kept");
      expect(record.rules).toBe(slateRules);
      expect(record.hash).toBe(createHash("sha256").update(canonicalPool(record.pool)).digest("hex"));
      expect(composed).toEqual({
        rules: record.rules,
        hash: record.hash,
        slate,
        by,
        at: "2025-02-01T15:00:00.000Z",
      });
      expect(record.chosen).toEqual(Object.entries(full).map(([seat, candidate]) => ({ seat, candidate })));
      expect(record.pool.candidates.find(({ id }) => id === "CO-1")?.fit).toBe(2);
      expect(JSON.stringify(record)).not.toMatch(/Ana|Paz|Grace|Bell|Rosa|Eva/);
      const { placed, solution } = await board();
      expect(judge(record.pool, record.chosen)).toEqual({ balance: placed.balance, problems: [] });
      expect(solve(record.pool)).toEqual(solution);
    });

    test("each slate has its own, the former stays", async () => {
      done(await placing(full));
      const first = await current();
      done(await placing({ "session-4": "CL-1" }));
      const second = await current();
      expect(second.slate).toBeGreaterThan(first.slate);
      expect((await readSlateRecord(call, first.slate))?.chosen.at(-1)?.candidate).toBe("ES-1");
      expect((await readSlateRecord(call, second.slate))?.chosen.at(-1)?.candidate).toBe("CL-1");
      expect(second.composed?.slate).toBe(second.slate);
    });

    test("an offer that comes later changes nothing of it", async () => {
      done(await placing(full));
      const { slate, composed } = await current();
      done(await offer("BB", ["Marlon Reid"]));
      const record = await readSlateRecord(call, slate);
      expect(record?.hash).toBe(composed?.hash);
      expect(record?.pool.candidates.map(({ id }) => id)).not.toContain("BB-1");
      expect((await board()).pool.candidates.map(({ id }) => id)).toContain("BB-1");
    });

    test("a mark beyond what a slate can count leaves a record that can be read", async () => {
      done(await markFits({ call, fits: { "CO-1": 9_000_000 }, version: 0, by }));
      done(await placing(full));
      const { slate } = await current();
      expect((await readSlateRecord(call, slate))?.pool.candidates.find(({ id }) => id === "CO-1")?.fit).toBe(
        1_000_000,
      );
    });

    test("once it is released, nothing is composed any more, not even as it stands", async () => {
      await proposed();
      done(await approve("lucia-paredes"));
      done(await approve("tomas-acuna"));
      const { slate } = await current();
      await markCall(call, 1, { kind: "released", occasion: String(slate) }, new Date());
      const before = await current();
      expect(before.releasedAt).toBeDefined();
      const kept = await readSlateRecord(call, before.slate);
      done(await offer("BB", ["Marlon Reid"]));
      expect(reasonOf(await placing({ "session-4": "CL-1" }))).toBe("released");
      expect(reasonOf(await placing(full))).toBe("released");
      const version = before.version;
      expect(reasonOf(await markFits({ call, fits: { "CO-1": 9 }, version, by }))).toBe("released");
      expect(reasonOf(await declareEligible({ call, candidate: "CO-1", by }))).toBe("released");
      expect(await current()).toEqual(before);
      expect(await readSlateRecord(call, before.slate)).toEqual(kept);
    });
  });

  describe("a change after the proposal", () => {
    test("voids it and its approvals: the new slate is asked of everyone anew", async () => {
      await proposed();
      done(await approve("lucia-paredes"));
      done(await placing({ "session-4": "CL-1" }));
      const after = await current();
      expect(after.proposedAt).toBeUndefined();
      expect(after.approvals).toHaveLength(1);
      expect(after.approvals[0]?.slate).toBeLessThan(after.slate);
      expect(after.seats.map(({ acceptance }) => acceptance)).toEqual([
        "accepted",
        "accepted",
        "accepted",
        "not-asked",
      ]);
      expect(reasonOf(await approve("tomas-acuna"))).toBe("not-proposed");
    });

    test("that changes nobody voids nothing", async () => {
      await proposed();
      done(await approve("lucia-paredes"));
      const before = await current();
      done(await placing(full));
      const after = await current();
      expect(after).toMatchObject({
        slate: before.slate,
        proposedAt: before.proposedAt,
        seats: before.seats,
      });
    });
  });

  describe("what a person declares of an offer", () => {
    const declare = (candidate: string, words: string, rule = "available") =>
      declareIneligible({ call, candidate, rule, words, by });

    test.each(["", "   "])("needs words: “%s” are none", async (words) => {
      expect(reasonOf(await declare("CO-1", words))).toBe("reason-missing");
      expect((await current()).ineligible).toEqual([]);
    });

    test("concerns an offer that there is", async () => {
      expect(reasonOf(await declare("XX-9", "Not there."))).toBe("unknown-candidate");
    });

    test("keeps its words with the selection, and in the ledger only the rule", async () => {
      done(await declare("CO-1", "Travels on both days."));
      expect((await current()).ineligible).toEqual([
        {
          candidate: "CO-1",
          rule: "available",
          words: "Travels on both days.",
          by,
          at: "2025-02-01T15:00:00.000Z",
        },
      ]);
      const { entries } = await listEntries({ call });
      const entry = entries.find(({ act }) => act === "selection.declared-ineligible");
      expect(entry).toMatchObject({ actor: by, detail: { candidate: "CO-1", rule: "available" } });
      expect(JSON.stringify(entry)).not.toContain("Travels");
    });

    test("keeps somebody from a seat until it is taken back", async () => {
      done(await declare("CO-1", "Travels on both days."));
      expect(reasonOf(await placing({ "session-1": "CO-1" }))).toBe("ineligible");
      done(await placing({ "session-1": "CO-2" }));
      expect((await board()).pool.excluded).toEqual(["CO-1"]);
      done(await declareEligible({ call, candidate: "CO-1", by }));
      done(await placing({ "session-1": "CO-1" }));
    });

    test("said a second time replaces the first", async () => {
      done(await declare("CO-1", "Travels."));
      done(await declare("CO-1", "No biography.", "complete"));
      expect((await current()).ineligible).toMatchObject([{ candidate: "CO-1", rule: "complete" }]);
    });

    test("of who sits already opens that seat, voids the proposal, and leaves the rest", async () => {
      done(await placing(full));
      const { slate } = await current();
      done(await declare("CO-1", "Travels on both days."));
      expect((await current()).slate).toBe(slate + 1);
      expect((await board()).placed.problems).toEqual([]);
      expect(await sitting()).not.toHaveProperty("session-1");
      expect(await sitting()).toHaveProperty("session-2");
    });
  });

  describe("marks of fit", () => {
    test("are kept as they are given, replace the former, and decide last", async () => {
      done(await markFits({ call, fits: { "CO-1": 1, "CO-2": 5 }, version: 0, by }));
      expect((await current()).fits).toEqual({ "CO-1": 1, "CO-2": 5 });
      const { solution } = await board();
      const people = new Set(solution.slates.flat().map(({ candidate }) => candidate));
      expect(people.has("CO-2") && !people.has("CO-1")).toBe(true);
      done(await markFits({ call, fits: { "CO-1": 1 }, version: (await current()).version, by }));
      expect((await current()).fits).toEqual({ "CO-1": 1 });
      expect(reasonOf(await markFits({ call, fits: {}, version: 0, by }))).toBe("stale");
    });

    test("stay out of the ledger", async () => {
      done(await markFits({ call, fits: { "CO-1": 77 }, version: 0, by }));
      const { entries } = await listEntries({ call });
      const entry = entries.find(({ act }) => act === "selection.fits-marked");
      expect(entry?.detail).toEqual({});
    });
  });

  describe("who declines", () => {
    test("leaves the rest fixed, and no slate offers them again", async () => {
      done(await placing(full));
      for (const seat of ["session-1", "session-2", "session-3"])
        done(await acceptances.askAcceptance({ call, seat, by }));
      done(await acceptances.recordAcceptance({ call, seat: "session-1", accepted: true, by }));
      done(await acceptances.recordAcceptance({ call, seat: "session-2", accepted: false, by }));
      expect((await current()).declined).toMatchObject([{ candidate: "JM-1", seat: "session-2" }]);
      const { solution, settled, pool, including } = await board();
      const fixed = [
        { seat: "session-1", candidate: "CO-1" },
        { seat: "session-3", candidate: "MX-1" },
      ];
      expect(settled).toEqual(fixed);
      expect(pool.fixed).toEqual(fixed);
      expect(pool.excluded).toEqual(["JM-1"]);
      expect(including.map(({ candidate }) => candidate)).not.toContain("JM-1");
      expect(solution.slates.length).toBeGreaterThan(0);
      for (const slate of solution.slates) {
        expect(slate).toEqual(expect.arrayContaining(fixed));
        expect(slate.map(({ candidate }) => candidate)).not.toContain("JM-1");
      }
      // What was placed and not asked is free again; the whole of an offered slate can be taken.
      const taken = solution.slates[0] ?? [];
      const free = Object.fromEntries(taken.map(({ seat, candidate }) => [seat, candidate]));
      done(await placing(free));
      expect((await current()).seats.filter(({ acceptance }) => acceptance === "accepted")).toHaveLength(1);
    });
  });

  describe("an offer that a mail brought", () => {
    const words = "Excelencia: la Misión propone a la señora Zoila Vega.";
    const offering = (name: string, id = ""): Interest => ({
      seats: [],
      nominees: [{ id, name, seats: [] }],
    });
    const noted = async (version: number, interest: Interest, party = "PE") => {
      const seen = (await versionsOf(call, party)).find((one) => one.version === version)?.read?.at;
      return noteOffer({ call, party, version, interest, seen, by });
    };

    beforeEach(async () => {
      done(await submissions.recordByHand({ ...note, channel: "mail", party: "PE", text: words }));
    });

    test("names nobody until somebody reads it; then it does, and its words stay", async () => {
      const reads = (await board()).unread.map(({ party }) => party);
      expect(reads).toEqual(["PE"]);
      done(await noted(1, offering("Zoila Vega")));
      expect(await versionsOf(call, "PE")).toMatchObject([
        {
          version: 1,
          text: words,
          read: { by, interest: { nominees: [{ id: "1", name: "Zoila Vega" }] } },
        },
      ]);
      expect((await board()).unread).toEqual([]);
      done(await placing({ "session-1": "PE-1" }));
      const { entries } = await listEntries({ call });
      const entry = entries.find(({ act }) => act === "submission.offer-read");
      expect(entry).toMatchObject({ actor: by, party: "PE", subject: "LAC25-MO-PER-1", detail: {} });
    });

    test("read again gives the number of somebody who is named no more to nobody else", async () => {
      done(await noted(1, offering("Zoila Vega")));
      done(await noted(1, offering("Iván Ríos")));
      const [version] = await versionsOf(call, "PE");
      expect(version?.text).toBe(words);
      expect(reasonOf(await noteOffer({ call, party: "PE", version: 1, interest: offering("Z"), by }))).toBe(
        "stale",
      );
      expect(version?.read?.interest.nominees).toMatchObject([{ id: "2", name: "Iván Ríos" }]);
    });

    test("in a later version the same person keeps the number", async () => {
      done(await noted(1, offering("Zoila Vega")));
      done(await submissions.recordByHand({ ...note, channel: "mail", party: "PE", text: "Otra vez." }));
      done(
        await noted(2, {
          seats: [],
          nominees: [...(offering("Iván Ríos").nominees ?? []), ...(offering("ZOILA VEGA").nominees ?? [])],
        }),
      );
      const [, second] = await versionsOf(call, "PE");
      expect(second?.read?.interest.nominees?.map(({ id, name }) => [id, name])).toEqual([
        ["2", "Iván Ríos"],
        ["1", "ZOILA VEGA"],
      ]);
    });

    test("that was withdrawn, or is of no call for roles, is not read", async () => {
      expect(reasonOf(await noted(7, offering("Zoila Vega")))).toBe("not-effective");
      done(await submissions.recordByHand({ ...note, party: "PE", text: "", withdrawal: true }));
      expect(reasonOf(await noted(2, offering("Zoila Vega")))).toBe("not-effective");
      const other = { call: "guiding-questions", party: "PE", version: 1, interest: offering("Z"), by };
      expect(reasonOf(await noteOffer(other))).toBe("not-interest");
    });

    test("gives nobody the number of somebody in the party's open draft", async () => {
      const found = await getCall({ call });
      if (found) await transact([saveCall(found, { ...found, phase: "launched" })]);
      done(
        await saveDraft({
          contact: "pe1",
          call,
          answers: {},
          text: "",
          interest: offering("Iván Ríos"),
          version: 0,
        }),
      );
      done(await noted(1, offering("Zoila Vega")));
      const draft = await partyDraft({ call, party: "PE" });
      const typed = draft.interest ?? { seats: [] };
      const given = { contact: "pe1", call, draft: draft.id, answers: {}, text: "", interest: typed };
      const { submission } = done(await submissions.lodge(given));
      const [first] = await versionsOf(call, "PE");
      const numberOf = (interest: Interest | undefined) => interest?.nominees?.[0]?.id;
      expect(numberOf(first?.read?.interest)).toBeDefined();
      expect(numberOf(submission.interest)).not.toBe(numberOf(first?.read?.interest));
    });
  });

  describe("the board", () => {
    test("is there for calls that are composed, and for no other", async () => {
      expect(await boardOf({ call: "co-chairs", tried: nothingTried })).toBeNull();
      expect(await boardOf({ call: "guiding-questions", tried: nothingTried })).toBeNull();
      expect(await boardOf({ call: "nowhere", tried: nothingTried })).toBeNull();
    });

    test("a withdrawal opens the seat of whoever was placed, voids the proposal, and leaves the rest", async () => {
      done(await placing(full));
      const { slate } = await current();
      done(await submissions.recordByHand({ ...note, party: "JM", text: "", withdrawal: true }));
      const { placed, offers, selection } = await board();
      expect(selection.slate).toBe(slate + 1);
      expect(placed.problems).toEqual([]);
      expect(placed.slate.map(({ candidate }) => candidate)).not.toContain("JM-1");
      expect(placed.slate.map(({ candidate }) => candidate)).toContain("CO-1");
      expect(offers.map(({ id }) => id)).not.toContain("JM-1");
    });

    test("a reply after an offer takes nobody out of their seat", async () => {
      done(await placing(full));
      const before = await current();
      done(await submissions.recordByHand({ ...note, channel: "mail", party: "JM", text: "Con gusto." }));
      expect((await current()).slate).toBe(before.slate);
      const { offers, unread } = await board();
      expect(offers.map(({ id }) => id)).toContain("JM-1");
      expect(unread.map(({ party, version }) => [party, version])).toEqual([["JM", 2]]);
    });

    test("a joint offer is the seat of each of its States, in every call", async () => {
      const joint = { seats: [], jointWith: ["BR"], nominees: [{ id: "", name: "Eva Sol", seats: [] }] };
      done(await submissions.recordByHand({ ...note, party: "AR", text: "", interest: joint }));
      done(await placing({ "session-1": "AR-1" }));
      expect((await current()).seats.find(({ seat }) => seat === "session-1")?.partners).toEqual(["BR"]);
      const agreed = { call: "co-chairs", seat: "south-america", party: "BR", version: 0, by };
      expect(reasonOf(await agree(agreed))).toBe("holds-another-seat");
    });

    test("shows what is tried, and nothing of it is saved", async () => {
      done(await placing(full));
      const before = await current();
      const slate = [
        { seat: "session-1", candidate: "CO-1" },
        { seat: "session-2", candidate: "CO-2" },
      ];
      const fixed = [{ seat: "session-1", candidate: "CL-1" }];
      const tried = await board({ fixed, excluded: ["JM-1"], relaxed: ["gender"] }, slate);
      expect(tried.placed.slate).toEqual(slate);
      expect(tried.placed.problems.map(({ problem }) => problem)).toEqual(["state-twice", "not-as-fixed"]);
      expect(tried.pool).toMatchObject({ fixed, excluded: ["JM-1"], relaxed: ["gender"] });
      for (const each of tried.solution.slates) expect(each).toContainEqual(fixed[0]);
      expect(await current()).toEqual(before);
    });

    test("flags only what the call publishes", async () => {
      const flags = Object.fromEntries((await board()).offers.map(({ id, flags: seen }) => [id, seen]));
      expect(flags["CO-1"]).toEqual(["available", "complete"]);
      done(
        await submissions.recordByHand({
          ...note,
          channel: "phone",
          party: "BB",
          text: "Said so.",
          interest: { seats: [], nominees: [{ id: "", name: "Marlon Reid", available: true, seats: [] }] },
        }),
      );
      const said = (await board()).offers.find(({ id }) => id === "BB-1");
      expect(said?.flags).toEqual(["formal", "complete"]);
    });
  });
});
