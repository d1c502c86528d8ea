/** The co-chair consultation, rule by rule. */
import { describe, expect, test } from "vitest";
import { approve, standingApprovals, type Verdict } from "../../shared/domain/approval.ts";
import type { Call } from "../../shared/domain/call.ts";
import type { Scheme } from "../../shared/domain/definition.ts";
import type { Outcome } from "../../shared/domain/outcome.ts";
import type { Party } from "../../shared/domain/party.ts";
import type { Person } from "../../shared/domain/review.ts";
import { answer, ask, isOpenTo, moveRelease, place, propose, seatState } from "../../shared/domain/seats.ts";
import { type Approval, type SeatState, Selection } from "../../shared/domain/selection.ts";

const texts = (text: string) => ({ es: text, en: text, pt: text, fr: text });
const source = "secretariat";

const scheme: Scheme = {
  id: "eclac",
  names: texts("ECLAC"),
  source,
  subregions: [
    { id: "caribbean", names: texts("Caribbean"), parties: ["BB", "BZ"] },
    { id: "south", names: texts("South"), parties: ["CO", "CL"] },
  ],
};

const call: Call = {
  id: "co-chairs",
  code: "CC",
  kind: "interest",
  selection: "consultation",
  names: texts("Co-chairs"),
  summary: texts("Co-chairs"),
  parties: ["member-state"],
  seats: [
    { id: "caribbean", names: texts("Caribbean"), holder: "state", subregion: "caribbean" },
    { id: "south", names: texts("South"), holder: "state", subregion: "south" },
  ],
  questions: [],
  address: "co-chairs",
  opens: "2024-11-18T09:00",
  closes: "2025-01-10T23:59",
  reminderDays: [7],
  decisionBefore: "2025-01-31",
  warningDays: [10, 3],
  approvers: ["ana", "ben", "carla"],
  assessors: [],
  phase: "closed",
  reminded: [],
  warned: [],
  generation: 1,
  version: 1,
};

const now = new Date("2025-01-13T15:00:00Z");
const nowLocal = "2025-01-13T12:00";
const offices = ["IOM", "ECLAC"];

const party = (id: string, kind: Party["kind"] = "member-state"): Party => ({
  id,
  code: id,
  kind,
  names: {
    es: { name: id, of: `de ${id}` },
    en: { name: id, of: `of ${id}` },
    pt: { name: id, of: `de ${id}` },
    fr: { name: id, of: `de ${id}` },
  },
  language: "es",
  paused: false,
});

const person = (id: string, office: string): Person => ({
  id,
  name: id,
  email: `${id}@hoja.example`,
  office,
  roles: ["approver"],
  language: "es",
});

const open = (seat: string): SeatState => ({ seat, acceptance: "not-asked", asked: 0 });
const selection = (more: Partial<Selection> = {}): Selection =>
  Selection.parse({
    call: "co-chairs",
    seats: [open("caribbean"), open("south")],
    slate: 3,
    approvals: [],
    version: 1,
    ...more,
  });
const held = (seat: string, holder: string, acceptance: SeatState["acceptance"] = "accepted"): SeatState => ({
  seat,
  party: holder,
  acceptance,
  asked: 1,
});
const full = [held("caribbean", "BB"), held("south", "CO")];
const proposed = (more: Partial<Selection> = {}) =>
  selection({ seats: full, proposedAt: "2025-01-13T10:00:00Z", ...more });

const reasonOf = (outcome: Outcome) => ("refused" in outcome ? outcome.refused : "done");
function done<T>(outcome: Outcome<T>): T {
  if ("refused" in outcome) throw new Error(`refused: ${outcome.refused}`);
  return outcome;
}

describe("the agreed State of a subregion", () => {
  const rows: [
    title: string,
    seat: string,
    party: Party,
    Selection,
    others: Selection[],
    expected: string,
  ][] = [
    ["a State of the subregion", "south", party("CO"), selection(), [], "done"],
    ["a State of another subregion", "south", party("BB"), selection(), [], "not-of-subregion"],
    [
      "a member State outside the region",
      "south",
      party("CO", "other-member"),
      selection(),
      [],
      "not-a-state",
    ],
    ["an associate member", "caribbean", party("BB", "associate-member"), selection(), [], "not-a-state"],
    ["an organisation", "south", party("oas", "organisation"), selection(), [], "not-a-state"],
    ["a seat that the call does not have", "north", party("CO"), selection(), [], "unknown-seat"],
    [
      "a State that holds a seat in another call",
      "south",
      party("CO"),
      selection(),
      [selection({ call: "moderators", seats: [held("session-1", "CO")] })],
      "holds-another-seat",
    ],
    [
      "a State that holds another seat of this call",
      "south",
      party("CO"),
      selection({ seats: [held("caribbean", "CO"), open("south")] }),
      [],
      "holds-another-seat",
    ],
    ["after the release", "south", party("CO"), selection({ releasedAt: now.toISOString() }), [], "released"],
  ];
  test.each(rows)("%s", (_title, seat, who, before, otherSelections, expected) => {
    const outcome = place({ seat, party: who }, { call, selection: before, scheme, otherSelections }, now);
    expect(reasonOf(outcome)).toBe(expected);
  });

  const at = (before: Selection) => ({ call, selection: before, scheme, otherSelections: [] });

  test("another State makes another slate: what was proposed is proposed no more, the other seats stay", () => {
    const before = proposed({ decidedAt: "2025-01-14T10:00:00Z", letters: "2025-01-14T11:00:00Z" });
    const { selection: after } = done(place({ seat: "south", party: party("CL") }, at(before), now));
    expect(after.slate).toBe(4);
    expect(after.proposedAt ?? after.decidedAt ?? after.letters).toBeUndefined();
    expect(seatState(after, "south")).toEqual({
      seat: "south",
      party: "CL",
      agreedAt: now.toISOString(),
      acceptance: "not-asked",
      asked: 1,
    });
    expect(seatState(after, "caribbean")).toEqual(held("caribbean", "BB"));
  });

  test("the same State again changes no slate, only who conveyed it", () => {
    const again = { seat: "south", party: party("CO"), conveyedBy: "the group's coordinator" };
    const { selection: after } = done(place(again, at(proposed()), now));
    expect(after).toEqual(
      proposed({
        seats: [
          full[0] ?? open("caribbean"),
          { ...held("south", "CO"), conveyedBy: "the group's coordinator" },
        ],
      }),
    );
  });

  test("a cleared seat keeps the ordinal of its mails, so that no mail's id comes twice", () => {
    const { selection: after } = done(place({ seat: "south", party: null }, at(proposed()), now));
    expect(seatState(after, "south")).toEqual({ seat: "south", acceptance: "not-asked", asked: 1 });
  });
});

describe("acceptance", () => {
  const rows: [title: string, Selection, expected: string][] = [
    ["an open seat has nobody to ask", selection(), "no-party"],
    ["an agreed State is asked", selection({ seats: [held("south", "CO", "not-asked")] }), "done"],
    [
      "a State that was asked may be asked again",
      selection({ seats: [held("south", "CO", "asked")] }),
      "done",
    ],
    [
      "a State that accepted is not asked again",
      selection({ seats: [held("south", "CO")] }),
      "already-accepted",
    ],
    ["nobody is asked after the release", proposed({ releasedAt: now.toISOString() }), "released"],
  ];
  test.each(rows)("%s", (_title, before, expected) => {
    expect(reasonOf(ask(before, "south", now))).toBe(expected);
  });

  test("each asking has the next ordinal", () => {
    const before = selection({ seats: [held("south", "CO", "not-asked")] });
    const first = done(ask(before, "south", now));
    expect([first.ordinal, done(ask(first.selection, "south", now)).ordinal]).toEqual([2, 3]);
  });

  test("a refusal opens the seat, voids the proposal and leaves the other seats as they are", () => {
    const { selection: after } = done(answer(proposed(), { seat: "south", accepted: false }, now));
    expect(seatState(after, "south")).toEqual({ seat: "south", acceptance: "refused", asked: 1 });
    expect(seatState(after, "caribbean")).toEqual(held("caribbean", "BB"));
    expect([after.slate, after.proposedAt]).toEqual([4, undefined]);
  });

  test("naming a representative later is no new decision", () => {
    const before = proposed({ releasedAt: now.toISOString() });
    const named = { seat: "south", accepted: true, representative: { name: "The Minister" } };
    const { selection: after } = done(answer(before, named, now));
    expect(after.slate).toBe(3);
    expect(seatState(after, "south").representative?.name).toBe("The Minister");
  });

  test("after the release a refusal is for people to settle", () => {
    const before = proposed({ releasedAt: now.toISOString() });
    expect(reasonOf(answer(before, { seat: "south", accepted: false }, now))).toBe("released");
  });

  test("only an agreed State answers", () => {
    expect(reasonOf(answer(selection(), { seat: "south", accepted: true }, now))).toBe("no-party");
  });
});

describe("the proposal to the approvers", () => {
  const hour = "2025-01-30T12:00";
  const rows: [title: string, Selection, releaseAt: string, offices: string[], expected: string][] = [
    ["every seat accepted", selection({ seats: full }), hour, offices, "done"],
    [
      "a seat still open",
      selection({ seats: [full[0] ?? open("caribbean"), open("south")] }),
      hour,
      offices,
      "seat-open",
    ],
    [
      "a State still asked",
      selection({ seats: [held("caribbean", "BB"), held("south", "CO", "asked")] }),
      hour,
      offices,
      "not-accepted",
    ],
    ["approvers of one office alone", selection({ seats: full }), hour, ["IOM", "IOM"], "too-few-approvers"],
    ["an hour that has passed", selection({ seats: full }), "2025-01-13T11:59", offices, "in-the-past"],
    ["the last minute before the day", selection({ seats: full }), "2025-01-30T23:59", offices, "done"],
    [
      "the day by which the decision must stand",
      selection({ seats: full }),
      "2025-01-31T00:00",
      offices,
      "after-decision-date",
    ],
    [
      "a slate already decided",
      selection({ seats: full, decidedAt: now.toISOString() }),
      hour,
      offices,
      "already-decided",
    ],
    [
      "a decision already released",
      selection({ seats: full, releasedAt: now.toISOString() }),
      hour,
      offices,
      "released",
    ],
  ];
  test.each(rows)("%s", (_title, before, releaseAt, named, expected) => {
    expect(reasonOf(propose(before, call, { releaseAt, offices: named, now, nowLocal }))).toBe(expected);
  });

  test("the hour of release moves within the decision date, until it has come", () => {
    const moved = done(moveRelease(proposed(), call, { releaseAt: hour, nowLocal }));
    expect(moved.selection.releaseAt).toBe(hour);
    expect(reasonOf(moveRelease(proposed(), call, { releaseAt: "2025-02-01T10:00", nowLocal }))).toBe(
      "after-decision-date",
    );
    expect(
      reasonOf(moveRelease(proposed({ releasedAt: now.toISOString() }), call, { releaseAt: hour, nowLocal })),
    ).toBe("released");
  });
});

describe("approval", () => {
  const ana = person("ana", "IOM");
  const ben = person("ben", "ECLAC");
  const carla = person("carla", "IOM");
  const given = (who: Person, slate = 3) => ({ person: who, slate, verdict: "approved" as const });
  const byAna = {
    person: "ana",
    office: "IOM",
    verdict: "approved" as const,
    at: now.toISOString(),
    slate: 3,
  };

  const rows: [title: string, Selection, Person, slate: number, expected: string][] = [
    ["a named approver", proposed(), ana, 3, "done"],
    ["someone else", proposed(), person("dora", "ECLAC"), 3, "not-approver"],
    ["the same person twice", proposed({ approvals: [byAna] }), ana, 3, "already"],
    ["a second person of the same office", proposed({ approvals: [byAna] }), carla, 3, "same-office"],
    ["a person of another office", proposed({ approvals: [byAna] }), ben, 3, "done"],
    ["a slate that changed meanwhile", proposed(), ana, 2, "other-slate"],
    ["a slate that was never proposed", selection({ seats: full }), ana, 3, "not-proposed"],
    [
      "an approval of an older slate does not bar",
      proposed({ approvals: [{ ...byAna, slate: 2 }] }),
      ana,
      3,
      "done",
    ],
    ["a slate decided already", proposed({ decidedAt: now.toISOString() }), carla, 3, "already"],
  ];
  test.each(rows)("%s", (_title, before, who, slate, expected) => {
    expect(reasonOf(approve(before, call, given(who, slate), now))).toBe(expected);
  });

  const scan = (key: string, recordedBy = "ines") => ({ onBehalf: { recordedBy, scan: key } });
  const byHand: [title: string, before: Approval, own: Partial<Verdict>, expected: string][] = [
    ["one recorded beside another's own", byAna, scan("a"), "done"],
    ["both recorded by one coordinator", { ...byAna, ...scan("a") }, scan("b"), "one-hand"],
    ["one recorded by who approved", byAna, scan("a", "ana"), "one-hand"],
    ["the own one of who recorded the other", { ...byAna, ...scan("a", "ben") }, {}, "one-hand"],
    ["each recorded by another coordinator", { ...byAna, ...scan("a") }, scan("b", "joao"), "done"],
    ["a scan that served already", { ...byAna, ...scan("a") }, scan("a", "joao"), "scan-used"],
    ["one that served an older slate", { ...byAna, slate: 2, ...scan("a") }, scan("a"), "scan-used"],
  ];
  test.each(byHand)("%s", (_title, before, own, expected) => {
    const verdict = { ...given(ben), ...own };
    expect(reasonOf(approve(proposed({ approvals: [before] }), call, verdict, now))).toBe(expected);
  });

  test("two people of different offices decide", () => {
    const first = done(approve(proposed(), call, given(ana), now));
    expect([first.decided, first.selection.decidedAt]).toEqual([false, undefined]);
    const second = done(approve(first.selection, call, given(ben), now));
    expect([second.decided, second.selection.decidedAt]).toEqual([true, now.toISOString()]);
  });

  test("approvals of an older slate decide nothing", () => {
    const before = proposed({ approvals: [{ ...byAna, slate: 2 }] });
    expect(done(approve(before, call, given(ben), now)).decided).toBe(false);
  });

  test("a returned slate goes back: under a new number, everyone approves anew", () => {
    const first = done(approve(proposed(), call, given(ana), now)).selection;
    const back = done(approve(first, call, { ...given(ben), verdict: "returned", comment: "Balance?" }, now));
    expect([back.selection.slate, back.selection.proposedAt, back.decided]).toEqual([4, undefined, false]);
    expect(standingApprovals(back.selection)).toEqual([]);
    expect(back.selection.approvals.map(({ verdict }) => verdict)).toEqual(["approved", "returned"]);
  });
});

test.each([
  ["a seat of its own subregion", "caribbean", "BB", true],
  ["a seat of another subregion", "caribbean", "CO", false],
  ["a seat of no subregion", undefined, "BB", true],
  ["a seat of a subregion that the scheme does not know", "antarctica", "BB", false],
])("a party is offered %s: %#", (_, subregion, party, expected) => {
  expect(isOpenTo(subregion === undefined ? {} : { subregion }, party, scheme)).toBe(expected);
});
