/** The assessment of the rapporteur from the first mark to the proposal, against a real engine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as acceptances from "../../shared/desk/acceptances.ts";
import * as approvals from "../../shared/desk/approvals.ts";
import * as assessing from "../../shared/desk/assessing.ts";
import { getCall } from "../../shared/desk/calls.ts";
import { compose, declareIneligible } from "../../shared/desk/composing.ts";
import { dossierOf, exportDossier } from "../../shared/desk/dossier.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { saveCall } from "../../shared/store/calls.ts";
import { getPerson } from "../../shared/store/parties.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const call = "rapporteur";
const by = "ines-rojas";
const ana = "red-andares-1";
const devon = "devon-baptiste"; // of a faculty that presents somebody
const hour = "2024-11-12T12:00";

describe.skipIf(noEngine())("the assessment of the rapporteur", () => {
  let engine: RunningEngine;
  let criteria: string[];
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const apply = (party: string, name: string) =>
    recordByHand({
      call,
      party,
      channel: "note-verbale",
      receivedAt: "2024-10-20T12:00:00.000Z",
      text: "",
      interest: { seats: [], nominees: [{ id: "", name, seats: [] }] },
      by,
    });

  const prepare = async () => {
    const definition = await loadSampleReview();
    criteria = definition.calls.find(({ id }) => id === call)?.criteria.map(({ id }) => id) ?? [];
    done(await apply("red-andares", "Ana Núñez"));
    done(await apply("islands-law-faculty", "Zoe Charles"));
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-11-04T15:00:00Z") });
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const every = (mark: number) => Object.fromEntries(criteria.map((id) => [id, mark]));
  const mark = (
    person: string,
    value: number,
    more: Partial<Parameters<typeof assessing.giveMarks>[0]> = {},
  ) =>
    assessing.giveMarks({
      call,
      candidate: ana,
      version: 1,
      revision: 0,
      marks: every(value),
      by: person,
      ...more,
    });

  async function current() {
    const found = await getSelection({ call });
    if (!found) throw new Error("no selection");
    return found;
  }
  async function seenBy(id: string, candidate = ana) {
    const person = await getPerson(id);
    const view = person && (await assessing.assessmentsFor({ call, person }));
    return view?.applications.find((one) => one.candidate.id === candidate);
  }
  const place = async (candidate: string | null) =>
    assessing.placeAssessed({ call, seat: "rapporteur", candidate, version: (await current()).version, by });

  async function proposed() {
    done(await mark("paula-serrano", 4));
    done(await mark("elise-moreau", 5));
    done(await place(ana));
    done(await acceptances.recordAcceptance({ call, seat: "rapporteur", accepted: true, by }));
    done(await approvals.propose({ call, releaseAt: hour, version: (await current()).version, by }));
  }

  test("each judges alone, and sees the others once their own marks are given", async () => {
    done(await mark("paula-serrano", 4, { note: "Clear." }));
    expect((await seenBy("elise-moreau"))?.seen).toEqual([]);
    done(await mark("elise-moreau", 3));
    expect((await seenBy("elise-moreau"))?.seen.map(({ office }) => office).sort()).toEqual([
      "OIT",
      "ONUSIDA",
    ]);
    expect((await seenBy("caetano-brandao"))?.seen).toEqual([]);
    expect((await seenBy("elise-moreau"))?.summary).toBeUndefined();
    expect((await seenBy(by))?.summary).toMatchObject({
      count: 2,
      median: 3.5,
      spread: 1,
      isComplete: false,
    });
    expect((await seenBy("rosa-ibanez"))?.seen).toHaveLength(2);
    expect(await seenBy("joana-lima")).toBeUndefined();
  });

  test("the record shows whoever assesses besides the marks of others only once their own are given", async () => {
    done(await mark("paula-serrano", 4));
    done(await mark("elise-moreau", 3));
    const paula = await getPerson("paula-serrano");
    const caetano = await getPerson("caetano-brandao");
    const rosa = await getPerson("rosa-ibanez");
    if (!paula || !caetano || !rosa) throw new Error("not in the sample review");
    const roles = (person: typeof paula, ...more: typeof paula.roles) => ({
      ...person,
      roles: [...person.roles, ...more],
    });
    const rows: [title: string, person: typeof paula, seen: string[]][] = [
      ["an auditor", rosa, ["elise-moreau", "paula-serrano"]],
      ["who has assessed and coordinates", roles(paula, "coordinator"), ["elise-moreau", "paula-serrano"]],
      ["who still assesses and coordinates", roles(caetano, "coordinator"), []],
      ["who still assesses and approves", roles(caetano, "approver"), []],
    ];
    for (const [title, person, seen] of rows) {
      const record = await dossierOf({ call, person });
      expect(record?.assessments.map((one) => one.person).sort(), title).toEqual(seen);
      expect(record?.withheld, title).toBe(2 - seen.length);
      const out = done(await exportDossier({ call, person })).dossier;
      expect(out.assessments, title).toEqual(record?.assessments);
    }
  });

  test("whoever has a conflict by address cannot mark, and sees nothing", async () => {
    const zoe = "islands-law-faculty-1";
    expect(reasonOf(await mark(devon, 5, { candidate: zoe }))).toBe("conflict");
    expect(await seenBy(devon, zoe)).toMatchObject({
      mayMark: false,
      conflict: { why: "address" },
      seen: [],
    });
    done(await mark("paula-serrano", 4, { candidate: zoe }));
    done(await mark("elise-moreau", 4, { candidate: zoe }));
    expect((await seenBy(by, zoe))?.summary?.waiting.map(({ id }) => id)).toEqual(["caetano-brandao"]);
    expect(reasonOf(await assessing.declareConflict({ call, candidate: zoe, by: devon }))).toBe("already");
    expect(reasonOf(await assessing.takeBackConflict({ call, candidate: zoe, by: devon }))).toBe("conflict");
    const rosa = await getPerson("rosa-ibanez");
    if (!rosa) throw new Error("the sample has her");
    const record = await dossierOf({ call, person: rosa });
    expect(record?.conflicts).toContainEqual({
      call,
      candidate: zoe,
      person: devon,
      kind: "detected",
      why: "address",
    });
  });

  test("a conflict declared after marks keeps them uncounted, and taken back they count again", async () => {
    done(await mark("paula-serrano", 5));
    done(await mark("elise-moreau", 3));
    const conflict = { call, candidate: ana, by: "paula-serrano" };
    done(await assessing.declareConflict({ ...conflict, why: "A former colleague." }));
    expect(await seenBy(by)).toMatchObject({
      summary: { count: 1, median: 3 },
      conflicts: [{ kind: "declared", why: "A former colleague." }],
    });
    expect(reasonOf(await mark("paula-serrano", 5, { revision: 1 }))).toBe("conflict");
    expect(reasonOf(await place(ana))).toBe("too-few-assessments");
    done(await assessing.takeBackConflict(conflict));
    expect((await seenBy(by))?.summary).toMatchObject({ count: 2, median: 4 });
  });

  test("marks are whole, of an assessor, of the application as it stands, and of one writer", async () => {
    const [first = ""] = criteria;
    expect(reasonOf(await mark("paula-serrano", 4, { marks: { [first]: 4 } }))).toBe("mark-missing");
    expect(reasonOf(await mark("paula-serrano", 6))).toBe("mark-missing");
    expect(reasonOf(await mark(by, 4))).toBe("not-assessor");
    expect(reasonOf(await mark("paula-serrano", 4, { candidate: "red-andares-9" }))).toBe(
      "unknown-candidate",
    );
    done(await mark("paula-serrano", 4));
    expect(reasonOf(await mark("paula-serrano", 2))).toBe("stale");
    done(await mark("paula-serrano", 2, { revision: 1 }));
    expect((await seenBy("paula-serrano"))?.own).toMatchObject({
      marks: every(2),
      revision: 2,
      office: "OIT",
    });
  });

  test("a later application is read again: marks of the earlier one stop counting", async () => {
    done(await mark("paula-serrano", 4));
    done(await apply("red-andares", "Ana Núñez"));
    expect((await seenBy(by))?.summary?.count).toBe(0);
    expect(reasonOf(await mark("paula-serrano", 4, { revision: 1 }))).toBe("stale");
    done(await mark("paula-serrano", 4, { revision: 1, version: 2 }));
    expect((await seenBy(by))?.summary?.count).toBe(1);
  });

  test("marks change while they stand alone, and no more once those of another can be seen", async () => {
    done(await mark("paula-serrano", 4));
    expect((await seenBy("paula-serrano"))?.isFixed).toBe(false);
    done(await mark("paula-serrano", 5, { revision: 1 }));
    done(await mark("elise-moreau", 3));
    expect(reasonOf(await mark("elise-moreau", 5, { revision: 1 }))).toBe("marks-seen");
    expect(reasonOf(await mark("paula-serrano", 3, { revision: 2 }))).toBe("marks-seen");
    expect((await seenBy("paula-serrano"))?.isFixed).toBe(true);
    expect((await seenBy("caetano-brandao"))?.isFixed).toBe(false);
    expect((await seenBy("rosa-ibanez"))?.seen.map(({ marks }) => marks)).toEqual(
      expect.arrayContaining([every(5), every(3)]),
    );
    done(await apply("red-andares", "Ana Núñez"));
    done(await mark("elise-moreau", 4, { revision: 1, version: 2 }));
  });

  test("whoever coordinates and has a conflict sees all marks, and gives none of their own afterwards", async () => {
    const caetano = await getPerson("caetano-brandao");
    const at = await getCall({ call });
    if (!caetano || !at) throw new Error("not in the sample review");
    await transact([saveCall(at, { ...at, approvers: [...at.approvers, caetano.id] })]);
    const conflict = { call, candidate: ana, by: caetano.id };
    done(await assessing.declareConflict(conflict));
    done(await assessing.takeBackConflict(conflict));
    done(await assessing.declareConflict(conflict));
    done(await mark("paula-serrano", 4));
    expect(reasonOf(await assessing.takeBackConflict(conflict))).toBe("marks-seen");
    expect(reasonOf(await mark(caetano.id, 4))).toBe("conflict");
  });

  test("an application that does not meet a rule is not marked", async () => {
    done(await declareIneligible({ call, candidate: ana, rule: "available", words: "Not in Santiago.", by }));
    expect(reasonOf(await mark("paula-serrano", 4))).toBe("ineligible");
  });

  test("a person is placed only with two assessments at the threshold, whichever way", async () => {
    expect(reasonOf(await place(ana))).toBe("too-few-assessments");
    done(await mark("paula-serrano", 3));
    expect(reasonOf(await place(ana))).toBe("too-few-assessments");
    done(await mark("elise-moreau", 3));
    expect(reasonOf(await place(ana))).toBe("below-threshold");
    const seats = [{ seat: "rapporteur", candidate: ana }];
    const { version } = await current();
    expect(reasonOf(await compose({ call, seats, version, by }))).toBe("below-threshold");
    done(await mark("caetano-brandao", 5));
    done(await mark(devon, 5));
    done(await place(ana));
    expect((await current()).seats[0]).toMatchObject({ party: "red-andares", person: { name: "Ana Núñez" } });
    done(await place(null));
    expect((await current()).seats[0]?.party).toBeUndefined();
  });

  test("marks that fall after the placing stop the proposal", async () => {
    done(await mark("paula-serrano", 4));
    done(await mark("elise-moreau", 4));
    done(await place(ana));
    done(await acceptances.recordAcceptance({ call, seat: "rapporteur", accepted: true, by }));
    done(await mark("caetano-brandao", 1));
    done(await mark(devon, 1));
    const { version } = await current();
    expect(reasonOf(await approvals.propose({ call, releaseAt: hour, version, by }))).toBe("below-threshold");
  });

  test("nothing changes while the proposal is with the approvers, but a conflict that shows late", async () => {
    done(await assessing.declareConflict({ call, candidate: ana, by: "caetano-brandao" }));
    await proposed();
    const proposal = "already-proposed";
    expect(reasonOf(await mark("paula-serrano", 5, { revision: 1 }))).toBe(proposal);
    expect(reasonOf(await assessing.takeBackConflict({ call, candidate: ana, by: "caetano-brandao" }))).toBe(
      proposal,
    );
    expect(reasonOf(await assessing.removeAssessor({ call, person: devon, by }))).toBe(proposal);
    const { slate } = await current();
    done(await assessing.declareConflict({ call, candidate: ana, by: "elise-moreau" }));
    expect(await current()).toMatchObject({ slate: slate + 1 });
    expect((await current()).proposedAt).toBeUndefined();
  });

  test("a coordinator assigns and removes assessors; marks given go on counting", async () => {
    done(await mark("paula-serrano", 4));
    done(await assessing.removeAssessor({ call, person: "paula-serrano", by }));
    expect((await getCall({ call }))?.assessors).not.toContain("paula-serrano");
    expect((await seenBy(by))?.summary?.count).toBe(1);
    expect(reasonOf(await mark("paula-serrano", 5, { revision: 1 }))).toBe("not-assessor");
    done(await assessing.assignAssessor({ call, person: "paula-serrano", by }));
    expect(reasonOf(await assessing.assignAssessor({ call, person: by, by }))).toBe("unknown-assessor");
    expect(reasonOf(await assessing.assignAssessor({ call: "co-chairs", person: devon, by }))).toBe(
      "unknown-assessor",
    );
  });

  test("an assessor is told how many applications wait", async () => {
    const toDo = async (id: string) => {
      const [person, at] = await Promise.all([getPerson(id), getCall({ call })]);
      return person && at ? assessing.countToAssess({ call: at, person }) : undefined;
    };
    expect([await toDo("paula-serrano"), await toDo(devon), await toDo(by)]).toEqual([2, 1, 0]);
    done(await mark("paula-serrano", 4));
    expect(await toDo("paula-serrano")).toBe(1);
  });

  test("the ledger says who assessed which application, and never a mark or a reason", async () => {
    done(await mark("paula-serrano", 4, { note: "Clear." }));
    done(await assessing.declareConflict({ call, candidate: ana, why: "My cousin.", by: "elise-moreau" }));
    const entries = (await listEntries({ call })).entries.filter(({ act }) => act.startsWith("assessment."));
    expect(entries.map(({ act, actor, subject, detail }) => [act, actor, subject, detail]).sort()).toEqual([
      ["assessment.conflict-declared", "elise-moreau", ana, {}],
      ["assessment.given", "paula-serrano", ana, {}],
    ]);
  });
});
