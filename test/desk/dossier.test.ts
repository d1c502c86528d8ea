/** The internal record of a selection: all that led to a decision in one piece, and who took it out; against a real engine. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as acceptances from "../../shared/desk/acceptances.ts";
import * as approvals from "../../shared/desk/approvals.ts";
import { getCall } from "../../shared/desk/calls.ts";
import { compose, declareIneligible, markFits } from "../../shared/desk/composing.ts";
import { agree } from "../../shared/desk/consulting.ts";
import { type Dossier, dossierOf, exportDossier } from "../../shared/desk/dossier.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { noteOffer } from "../../shared/desk/offers.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import { deleteSounding, logSounding } from "../../shared/desk/soundings.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { SlateRecord } from "../../shared/domain/slate-record.ts";
import { slateRules } from "../../shared/domain/slates.ts";
import { getPerson } from "../../shared/store/parties.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const call = "moderators";
const by = "ines-rojas";
const persons = [
  ["CO", "Ana Quijano"],
  ["JM", "Winston Gayle"],
  ["MX", "Itzel Corona"],
  ["ES", "Berta Aranda"],
  ["CL", "Pedro Zañartu"],
] as const;
const seats = [
  ["session-1", "CO-1"],
  ["session-2", "JM-1"],
  ["session-3", "MX-1"],
  ["session-4", "ES-1"],
] as const;

async function personOf(id: string) {
  const person = await getPerson(id);
  if (!person) throw new Error(`There is no ${id}`);
  return person;
}

describe.skipIf(noEngine())("the internal record", () => {
  let engine: RunningEngine;
  const versionOf = async (of: string) => (await getSelection({ call: of }))?.version ?? -1;
  const dossier = async (of = call): Promise<Dossier> => {
    const found = await dossierOf({ call: of, person: await personOf("rosa-ibanez") });
    if (!found) throw new Error("no record");
    return found;
  };

  /** A whole selection up to one approval, with somebody who declines and somebody who is declared ineligible. */
  async function selecting() {
    const note = { call, channel: "note-verbale" as const, receivedAt: "2025-01-20T12:00:00.000Z", by };
    for (const [party, name] of persons) {
      const interest = { seats: [], nominees: [{ id: "", name, seats: [] }] };
      done(await recordByHand({ ...note, party, text: `Presenta a ${name}.`, interest }));
    }
    done(await recordByHand({ ...note, channel: "mail", party: "PE", text: "Propone a Zoila Vizcarra." }));
    const read = { seats: [], nominees: [{ id: "", name: "Zoila Vizcarra", seats: [] }] };
    done(await noteOffer({ call, party: "PE", version: 1, interest: read, by }));
    const words = "Zoila Vizcarra viaja.";
    done(await declareIneligible({ call, candidate: "PE-1", rule: "available", words, by }));
    done(await markFits({ call, fits: { "CO-1": 3 }, version: await versionOf(call), by }));
    const first = [{ seat: "session-1", candidate: "CL-1" }];
    done(await compose({ call, seats: first, version: await versionOf(call), by }));
    done(await acceptances.askAcceptance({ call, seat: "session-1", by }));
    done(await acceptances.recordAcceptance({ call, seat: "session-1", accepted: false, by }));
    const placing = seats.map(([seat, candidate]) => ({ seat, candidate }));
    done(await compose({ call, seats: placing, version: await versionOf(call), by }));
    const sounding = {
      call,
      seat: "session-1",
      party: "CO",
      channel: "phone",
      note: "Ana Quijano would.",
      by,
    };
    done(await logSounding(sounding));
    const { sounding: gone } = done(await logSounding({ ...sounding, note: "To be deleted." }));
    done(await deleteSounding({ call, sounding: gone, by }));
    for (const [seat] of seats) {
      done(await acceptances.askAcceptance({ call, seat, by }));
      done(await acceptances.recordAcceptance({ call, seat, accepted: true, by }));
    }
    const releaseAt = "2025-02-14T12:00";
    done(await approvals.propose({ call, releaseAt, version: await versionOf(call), by }));
    const slate = (await getSelection({ call }))?.slate ?? -1;
    const person = "lucia-paredes";
    done(await approvals.approve({ call, slate, person, verdict: "approved", comment: "Good.", by: person }));
  }

  beforeAll(async () => {
    engine = await startEngine();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-02-01T15:00:00Z") });
    await loadSampleReview();
    await enable("acceptance", by);
    await selecting();
  }, 60_000);
  afterAll(async () => {
    vi.useRealTimers();
    await engine?.stop();
  });

  describe("has everything that led to the decision", () => {
    const rows: [title: string, pick: (all: Dossier) => unknown, expected: unknown][] = [
      ["the scheme that is confirmed", ({ scheme }) => scheme, "eclac"],
      ["the rules as published", ({ rules }) => rules, ["formal", "available", "complete"]],
      [
        "who sits where and has accepted",
        ({ selection }) => selection.seats.map(({ seat, party, acceptance }) => [seat, party, acceptance]),
        seats.map(([seat, candidate]) => [seat, candidate.slice(0, 2), "accepted"]),
      ],
      [
        "every offer, also of who was not chosen",
        ({ offers }) => offers.map(({ id }) => id),
        ["CL-1", "CO-1", "ES-1", "JM-1", "MX-1", "PE-1"],
      ],
      ["every version of every answer", ({ submissions }) => submissions.length, 6],
      [
        "the soundings that are kept",
        ({ soundings }) => soundings.map(({ note }) => note),
        ["Ana Quijano would."],
      ],
      [
        "what was declared, in its words",
        ({ selection }) => selection.ineligible.map(({ candidate, words }) => [candidate, words]),
        [["PE-1", "Zoila Vizcarra viaja."]],
      ],
      ["who declined", ({ selection }) => selection.declined.map(({ candidate }) => candidate), ["CL-1"]],
      ["the marks of fit", ({ selection }) => selection.fits, { "CO-1": 3 }],
      [
        "the approvals, with what was said",
        ({ selection }) =>
          selection.approvals.map(({ person, verdict, comment }) => [person, verdict, comment]),
        [["lucia-paredes", "approved", "Good."]],
      ],
      [
        "what the slate was composed from",
        ({ slate }) => [slate?.rules, slate?.chosen.map(({ seat, candidate }) => [seat, candidate])],
        [slateRules, seats],
      ],
      [
        "who was written to about it",
        ({ notices }) => [...new Set(notices.map(({ kind }) => kind))].sort(),
        ["acceptance", "approval"],
      ],
    ];
    test.each(rows)("%s", async (_title, pick, expected) => {
      expect(pick(await dossier())).toEqual(expected);
    });

    test("of mails their fate, and none of their words", async () => {
      const { notices } = await dossier();
      for (const notice of notices)
        expect(Object.keys(notice).sort()).toEqual(["at", "id", "kind", "party", "state"]);
      const asked = notices.filter(({ kind }) => kind === "acceptance").map(({ party }) => party);
      expect([...new Set(asked)].sort()).toEqual(["CL", "CO", "ES", "JM", "MX"]);
    });

    test("a slate by which it can be computed again, and its hash stands in the selection", async () => {
      const { slate, selection } = await dossier();
      expect(SlateRecord.safeParse(slate).success).toBe(true);
      expect(slate?.hash).toBe(selection.composed?.hash);
    });
  });

  describe("its part of the ledger", () => {
    test("has every act of the selection, newest first, and none of another call", async () => {
      done(await agree({ call: "co-chairs", seat: "caribbean", party: "BB", version: 0, by }));
      const { ledger } = await dossier();
      expect(new Set(ledger.map((entry) => entry.call))).toEqual(new Set([call]));
      const acts = ledger.map(({ act }) => act);
      for (const act of [
        "submission.recorded",
        "submission.offer-read",
        "selection.declared-ineligible",
        "selection.fits-marked",
        "selection.composed",
        "selection.acceptance-asked",
        "selection.declined",
        "selection.accepted",
        "sounding.logged",
        "sounding.deleted",
        "selection.proposed",
        "selection.approved",
      ])
        expect(acts, act).toContain(act);
      const ids = ledger.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted().reverse());
      expect(acts.indexOf("selection.approved")).toBeLessThan(acts.indexOf("selection.composed"));
    });

    test("holds no person's name, no words that were said of one, and not with whom a sounding was", async () => {
      const text = JSON.stringify((await dossier()).ledger);
      for (const [, name] of [...persons, ["PE", "Zoila Vizcarra"] as const]) {
        for (const word of name.split(" ")) expect(text, word).not.toContain(word);
      }
      for (const words of ["viaja", "would", "Good.", "Presenta"]) expect(text).not.toContain(words);
      const { ledger } = await dossier();
      for (const entry of ledger.filter(({ act }) => act.startsWith("sounding."))) {
        expect(entry.party).toBeUndefined();
        expect(entry.detail).toEqual({});
      }
    });

    test("is the whole of it, though the ledger is read in pages of months", async () => {
      const before = (await dossier()).ledger.length;
      vi.setSystemTime(new Date("2025-03-03T12:00:00Z"));
      for (let at = 0; at < 60; at++) {
        done(
          await logSounding({
            call: "co-chairs",
            seat: "caribbean",
            party: "BB",
            channel: "phone",
            note: "-",
            by,
          }),
        );
      }
      expect((await dossier()).ledger).toHaveLength(before);
      vi.setSystemTime(new Date("2025-02-01T15:00:00Z"));
    });
  });

  describe("taken out", () => {
    test("leaves an entry of who did it; looking leaves none", async () => {
      const exports = async () =>
        (await listEntries({ call })).entries.filter(({ act }) => act === "selection.record-exported");
      await dossier();
      expect(await exports()).toEqual([]);
      const { dossier: taken } = done(await exportDossier({ call, person: await personOf("rosa-ibanez") }));
      expect(taken.soundings).toHaveLength(1);
      expect(await exports()).toMatchObject([{ actor: "rosa-ibanez", call }]);
      done(await exportDossier({ call, person: await personOf("lucia-paredes") }));
      expect((await exports()).map(({ actor }) => actor).sort()).toEqual(["lucia-paredes", "rosa-ibanez"]);
      expect((await dossier()).ledger.filter(({ act }) => act === "selection.record-exported")).toHaveLength(
        2,
      );
    });

    test("does not change the call, whose machine nothing wakes", async () => {
      const before = await getCall({ call });
      done(await exportDossier({ call, person: await personOf("rosa-ibanez") }));
      expect(await getCall({ call })).toEqual(before);
    });

    test("of a call without seats there is none, and no entry", async () => {
      const person = await personOf(by);
      expect(reasonOf(await exportDossier({ call: "guiding-questions", person }))).toBe("unknown-call");
      expect(reasonOf(await exportDossier({ call: "nowhere", person }))).toBe("unknown-call");
      const { entries } = await listEntries({ call: "guiding-questions" });
      expect(entries.filter(({ act }) => act === "selection.record-exported")).toEqual([]);
    });
  });

  test("a consultation has one too, without a composed slate", async () => {
    const of = await dossier("co-chairs");
    expect(of.slate).toBeNull();
    expect(of.soundings.length).toBeGreaterThan(0);
    expect(of.rules).toEqual(["formal", "of-subregion", "one-seat"]);
  });
});
