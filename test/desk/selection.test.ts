/** The co-chair selection from the first sounding to the release, against a real engine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as acceptances from "../../shared/desk/acceptances.ts";
import * as approvals from "../../shared/desk/approvals.ts";
import { getCall } from "../../shared/desk/calls.ts";
import { compose } from "../../shared/desk/composing.ts";
import * as consulting from "../../shared/desk/consulting.ts";
import * as decisions from "../../shared/desk/decisions.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import * as soundings from "../../shared/desk/soundings.ts";
import { markCall } from "../../shared/desk/steps.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { scanDraft } from "../../shared/domain/approval.ts";
import { readDraft, saveDraft } from "../../shared/store/drafts.ts";
import { noticesOfCall, saveNotice } from "../../shared/store/notices.ts";
import { saveSelection } from "../../shared/store/selection.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const call = "co-chairs";
const by = "ines-rojas";
const hour = "2025-01-30T12:00";

async function current() {
  const found = await getSelection({ call });
  if (!found) throw new Error("no selection");
  return found;
}

const callVersion = async () => (await getCall({ call }))?.version ?? 0;

describe.skipIf(noEngine())("the co-chair selection", () => {
  let engine: RunningEngine;
  let seats: { caribbean: string; south: string; north: string };
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepare = async () => {
    const definition = await loadSampleReview();
    const scheme = definition.schemes.find(({ id }) => id === definition.scheme);
    const defined = definition.calls.find(({ id }) => id === call);
    const seatOf = (state: string) => {
      const subregion = scheme?.subregions.find(({ parties }) => parties.includes(state))?.id;
      return defined?.seats.find((seat) => seat.subregion === subregion)?.id ?? "";
    };
    seats = { caribbean: seatOf("BB"), south: seatOf("CO"), north: seatOf("MX") };
    await enable("acceptance", by);
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-01-13T15:00:00Z") });
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A State presents a person by note verbale. */
  const offerPerson = (of: string, party: string, name: string) =>
    recordByHand({
      call: of,
      party,
      channel: "note-verbale",
      receivedAt: "2025-01-10T12:00:00.000Z",
      text: "",
      interest: { seats: [], nominees: [{ id: "", name, seats: [] }] },
      by,
    });

  const agree = async (seat: string, party: string | null) =>
    consulting.agree({ call, seat, party, version: (await current()).version, by });

  async function accepted() {
    for (const [seat, party] of [
      [seats.caribbean, "BB"],
      [seats.south, "CO"],
      [seats.north, "MX"],
    ] as const) {
      done(await agree(seat, party));
      done(await acceptances.askAcceptance({ call, seat, by }));
      done(
        await acceptances.answerAcceptance({
          contact: `${party.toLowerCase()}1`,
          call,
          seat,
          asked: 1,
          accepted: true,
        }),
      );
    }
  }

  async function proposed() {
    await accepted();
    done(await approvals.propose({ call, releaseAt: hour, version: (await current()).version, by }));
  }

  const approving = async (person: string) => ({
    call,
    slate: (await current()).slate,
    person,
    verdict: "approved" as const,
    by: person,
  });

  test("one State of each subregion accepts, two offices approve, and the decision is public at its hour", async () => {
    await proposed();
    done(await approvals.approve(await approving("lucia-paredes")));
    expect((await current()).decidedAt).toBeUndefined();
    done(await approvals.approve(await approving("tomas-acuna")));
    expect((await current()).decidedAt).toBe("2025-01-13T15:00:00.000Z");
    expect(await decisions.releasedDecisions()).toEqual([]);
    const { slate } = await current();
    await markCall(call, 1, { kind: "released", occasion: String(slate) }, new Date());
    const [decision] = await decisions.releasedDecisions();
    const states = decision?.seats.flatMap(({ holder }) => ("state" in holder ? holder.state : []));
    expect(states?.sort()).toEqual(["BB", "CO", "MX"]);
    expect(reasonOf(await agree(seats.south, "CL"))).toBe("released");
  });

  test("every act raises the call's version, which wakes the execution that waits", async () => {
    const before = await callVersion();
    done(await agree(seats.south, "CO"));
    expect(await callVersion()).toBe(before + 1);
  });

  test("a State of another subregion is refused, and what was seen must still hold", async () => {
    expect(reasonOf(await agree(seats.south, "BB"))).toBe("not-of-subregion");
    done(await agree(seats.south, "CO"));
    const stale = { call, seat: seats.caribbean, party: "BB", version: 0, by };
    expect(reasonOf(await consulting.agree(stale))).toBe("stale");
  });

  test("a State holds one seat across all calls", async () => {
    const moderators = "moderators";
    const [seat] = (await getCall({ call: moderators }))?.seats ?? [];
    done(await offerPerson(moderators, "CO", "Ana Paz"));
    const placing = { seat: seat?.id ?? "", candidate: "CO-1" };
    done(await compose({ call: moderators, seats: [placing], version: 0, by }));
    expect(reasonOf(await agree(seats.south, "CO"))).toBe("holds-another-seat");
  });

  test("acceptance is asked once for each asking, of the State's official contacts", async () => {
    done(await agree(seats.south, "CO"));
    done(await acceptances.askAcceptance({ call, seat: seats.south, by }));
    done(await acceptances.askAcceptance({ call, seat: seats.south, by }));
    const asked = (await noticesOfCall(call, "acceptance")).map(({ occasion, party }) => [occasion, party]);
    expect(asked).toEqual([
      [`${seats.south}-1`, "CO"],
      [`${seats.south}-2`, "CO"],
    ]);
  });

  test("only an official contact of the asked State answers", async () => {
    done(await agree(seats.south, "CO"));
    const answer = { call, seat: seats.south, asked: 1, accepted: true };
    expect(reasonOf(await acceptances.answerAcceptance({ ...answer, contact: "co1" }))).toBe("not-asked");
    done(await acceptances.askAcceptance({ call, seat: seats.south, by }));
    expect(reasonOf(await acceptances.answerAcceptance({ ...answer, contact: "cl1" }))).toBe("not-asked");
    expect(reasonOf(await acceptances.answerAcceptance({ ...answer, contact: "co3" }))).toBe("not-official");
    done(await acceptances.answerAcceptance({ ...answer, contact: "co1" }));
    expect(await acceptances.ownSeats({ contact: { party: "CO", standing: "official" } })).toEqual([
      { call, seat: seats.south, acceptance: "accepted", asked: 1, released: false },
    ]);
  });

  test("a State that nobody has asked sees no seat on its page", async () => {
    done(await agree(seats.south, "CO"));
    expect(await acceptances.ownSeats({ contact: { party: "CO", standing: "official" } })).toEqual([]);
  });

  test("what nobody saw is neither asked nor answered", async () => {
    done(await agree(seats.south, "CO"));
    const { version } = await current();
    done(await acceptances.askAcceptance({ call, seat: seats.south, version, by }));
    expect(reasonOf(await acceptances.askAcceptance({ call, seat: seats.south, version, by }))).toBe("stale");
    const recorded = { call, seat: seats.south, accepted: false, version, by };
    expect(reasonOf(await acceptances.recordAcceptance(recorded))).toBe("stale");
    done(await acceptances.askAcceptance({ call, seat: seats.south, by }));
    const own = { contact: "co1", call, seat: seats.south, accepted: false };
    expect(reasonOf(await acceptances.answerAcceptance({ ...own, asked: 1 }))).toBe("stale");
    done(await acceptances.answerAcceptance({ ...own, asked: 2 }));
  });

  test("before the release a seat is shown to who speaks for the State, once the question has left", async () => {
    const shown = async () => {
      const standings = ["official", "protocol", "alternate", "unverified"] as const;
      const seen = await Promise.all(
        standings.map((standing) => acceptances.ownSeats({ contact: { party: "CO", standing } })),
      );
      return standings.filter((_standing, at) => seen[at]?.length === 1);
    };
    done(await agree(seats.south, "CO"));
    done(await acceptances.askAcceptance({ call, seat: seats.south, by }));
    const [notice] = await noticesOfCall(call, "acceptance");
    if (!notice) throw new Error("nobody was asked");
    await transact([saveNotice(notice, { ...notice, state: "held", hold: "protocol" })]);
    expect(await shown()).toEqual([]);
    await transact([saveNotice({ ...notice, revision: 1 }, { ...notice, state: "sent" })]);
    expect(await shown()).toEqual(["official", "protocol"]);
    done(await acceptances.recordAcceptance({ call, seat: seats.south, accepted: true, by }));
    expect(await shown()).toEqual(["official", "protocol"]);
    const before = await current();
    await transact([saveSelection(before, { ...before, releasedAt: new Date().toISOString() })]);
    expect(await shown()).toEqual(["official", "protocol", "alternate", "unverified"]);
  });

  test("a refusal opens the seat; the other States stay, the approvals are given anew", async () => {
    await proposed();
    done(await approvals.approve(await approving("lucia-paredes")));
    done(await acceptances.recordAcceptance({ call, seat: seats.south, accepted: false, by }));
    const after = await current();
    expect(
      after.seats
        .map(({ party }) => party)
        .filter(Boolean)
        .sort(),
    ).toEqual(["BB", "MX"]);
    expect(after.proposedAt).toBeUndefined();
    const again = { call, releaseAt: hour, version: after.version, by };
    expect(reasonOf(await approvals.propose(again))).toBe("seat-open");
  });

  test("each approver is asked once for each slate", async () => {
    await proposed();
    const { version } = await current();
    done(await approvals.propose({ call, releaseAt: "2025-01-30T13:00", version, by }));
    const asked = await noticesOfCall(call, "approval");
    expect(asked.map(({ contact }) => contact).sort()).toEqual(["lucia-paredes", "tomas-acuna"]);
  });

  test("an approval on behalf needs its scan", async () => {
    await proposed();
    const given = { ...(await approving("tomas-acuna")), by };
    expect(reasonOf(await approvals.approve(given))).toBe("not-approver");
    const onBehalf = { draft: `${scanDraft(call, given.slate)}.x1` };
    expect(reasonOf(await approvals.approve({ ...given, onBehalf }))).toBe("scan-missing");
    const draft = await readDraft(onBehalf.draft);
    const file = {
      key: "files/scan.pdf",
      name: "scan.pdf",
      type: "application/pdf",
      size: 9,
      sha256: "0",
      flags: [],
    };
    await transact([saveDraft(draft, { ...draft, files: [{ id: "file_1", file }] })]);
    done(await approvals.approve({ ...given, onBehalf }));
    expect((await current()).approvals[0]).toMatchObject({
      person: "tomas-acuna",
      onBehalf: { recordedBy: by, scan: "files/scan.pdf" },
    });
    expect(reasonOf(await approvals.approve({ ...given, onBehalf }))).toBe("already");
    const another = { ...given, person: "lucia-paredes", by: "somebody-else" };
    expect(reasonOf(await approvals.approve({ ...another, onBehalf }))).toBe("scan-used");
    for (const prefix of [scanDraft(call, given.slate - 1), scanDraft("moderators", given.slate)]) {
      const before = await readDraft(`${prefix}.x1`);
      const files = [{ id: "file_1", file: { ...file, key: `files/${prefix}.pdf` } }];
      await transact([saveDraft(before, { ...before, files })]);
      const elsewhere = { ...another, onBehalf: { draft: before.id } };
      expect(reasonOf(await approvals.approve(elsewhere))).toBe("scan-missing");
    }
  });

  test("an hour of release that is past or too late is refused", async () => {
    await accepted();
    const { version } = await current();
    const at = (releaseAt: string) => approvals.propose({ call, releaseAt, version, by });
    expect(reasonOf(await at("2025-01-13T11:00"))).toBe("in-the-past");
    expect(reasonOf(await at("2025-01-31T09:00"))).toBe("after-decision-date");
    expect(reasonOf(await at("soon"))).toBe("invalid-date");
    for (const hour of ["2025-01-32T10:00", "2025-02-30T10:00", "2025-01-29T24:30"]) {
      expect(reasonOf(await at(hour)), hour).toBe("invalid-date");
      const moving = { call, releaseAt: hour, version, by };
      expect(reasonOf(await approvals.setReleaseAt(moving)), hour).toBe("invalid-date");
    }
  });

  test("a sounding can be deleted, and the ledger never says with whom it was", async () => {
    const sounding = {
      call,
      seat: seats.south,
      party: "CO",
      channel: "phone",
      note: "Would consider it.",
      by,
    };
    const { sounding: id } = done(await soundings.logSounding(sounding));
    expect(await soundings.soundingsOf({ call })).toMatchObject([{ id, party: "CO" }]);
    done(await soundings.deleteSounding({ call, sounding: id, by }));
    expect(await soundings.soundingsOf({ call })).toEqual([]);
    const { entries } = await listEntries({ call });
    expect(entries.filter(({ act }) => act.startsWith("sounding")).every(({ party }) => !party)).toBe(true);
  });
});
