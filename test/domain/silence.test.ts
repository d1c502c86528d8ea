/** Silence procedures, rule by rule. */
import { describe, expect, test } from "vitest";
import { instantOf, rulesOf } from "../../shared/domain/calendar.ts";
import type { Call } from "../../shared/domain/call.ts";
import type { Outcome } from "../../shared/domain/outcome.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { place, type Surroundings, seatState } from "../../shared/domain/seats.ts";
import { Selection } from "../../shared/domain/selection.ts";
import * as silence from "../../shared/domain/silence.ts";
import { lac } from "../support/definitions.ts";

const rules = rulesOf(lac);
const { zone } = rules;
const { calls, parties } = recordsOf(lac);
const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("The sample review lacks it");
  return value;
};
const scheme = found(lac.schemes.find(({ id }) => id === lac.scheme));
const call: Call = { ...found(calls.find(({ id }) => id === "co-chairs")), phase: "closed" };
const state = (id: string) => found(parties.find((party) => party.id === id));
const text = { es: "texto", en: "text", pt: "texto", fr: "texte" };

// A Monday; that week has no holiday.
const monday = instantOf("2025-01-13T11:00", zone);
const thursday = "2025-01-16T18:00";

const empty = Selection.parse({ call: call.id, seats: [], slate: 1, approvals: [], version: 1 });
const around = (selection: Selection, more: Partial<Surroundings & { call: Call }> = {}) => ({
  call,
  selection,
  scheme,
  otherSelections: [],
  parties,
  rules,
  zone,
  ...more,
});
const opening = (more: Partial<silence.Opening> = {}): silence.Opening => ({
  seat: "caribbean",
  party: state("BB"),
  text,
  until: thursday,
  by: "ines-rojas",
  ...more,
});
function done<T>(outcome: Outcome<T>): T {
  if ("refused" in outcome) throw new Error(outcome.refused);
  return outcome;
}
const reason = (outcome: Outcome) => ("refused" in outcome ? outcome.refused : "done");
const opened = () => done(silence.open(opening(), around(empty), monday)).selection;
const later = instantOf(thursday, zone);

describe("opening", () => {
  const taken = () => done(place({ seat: "caribbean", party: state("JM") }, around(empty), monday)).selection;
  const rows: [
    rule: string,
    selection: () => Selection,
    given: Partial<silence.Opening>,
    expected: string,
  ][] = [
    ["a State of the group, three days ahead", () => empty, {}, "done"],
    ["a State of another group", () => empty, { party: state("CO") }, "not-of-subregion"],
    ["a seat that is none", () => empty, { seat: "moon" }, "unknown-seat"],
    ["a seat that a State holds", taken, {}, "seat-taken"],
    ["a second one on the same seat", opened, {}, "silence-open"],
    ["a language left out", () => empty, { text: { ...text, pt: " " } }, "text-missing"],
    ["no date", () => empty, { until: "soon" }, "invalid-date"],
    ["a day that is none", () => empty, { until: "2025-02-30T10:00" }, "invalid-date"],
    ["an hour that is past", () => empty, { until: "2025-01-13T10:00" }, "in-the-past"],
    ["a Saturday", () => empty, { until: "2025-01-18T12:00" }, "quiet-day"],
    ["one full working day in between", () => empty, { until: "2025-01-15T23:59" }, "too-soon"],
    ["from a Friday over the weekend it is Wednesday", () => empty, { until: "2025-01-20T12:00" }, "done"],
    ["on the decision date", () => empty, { until: "2025-01-31T10:00" }, "after-decision-date"],
    ["once decided", () => ({ ...empty, decidedAt: "2025-01-12T00:00:00Z" }), {}, "already-decided"],
    ["once released", () => ({ ...empty, releasedAt: "2025-01-12T00:00:00Z" }), {}, "released"],
    [
      "a State that was declared ineligible",
      () => ({
        ...empty,
        ineligible: [{ candidate: "BB", rule: "other", words: "w", by: "x", at: "2025-01-12T00:00:00Z" }],
      }),
      {},
      "ineligible",
    ],
  ];
  test.each(rows)("%s", (_rule, selection, given, expected) => {
    expect(reason(silence.open(opening(given), around(selection()), monday))).toBe(expected);
  });

  test("two full working days are counted from the day after, off the weekend", () => {
    const friday = instantOf("2025-01-17T17:00", zone);
    const ends = (until: string) => silence.endProblem(until, call, rules, friday);
    expect(ends("2025-01-21T18:00")).toBe("too-soon");
    expect(ends("2025-01-22T09:00")).toBe(null);
    expect(silence.proposedEnd(rules, friday)).toBe("2025-01-22T18:00");
  });

  test("a draft call opens none", () => {
    const draft = around(empty, { call: { ...call, phase: "draft" } });
    expect(reason(silence.open(opening(), draft, monday))).toBe("not-open");
  });

  test("it goes to the States of the group, the proposed one among them", () => {
    const [first] = opened().silences;
    expect(first).toMatchObject({ id: "caribbean-1", party: "BB", until: thursday });
    expect(first?.recipients).toContain("BB");
    expect(first?.recipients).toHaveLength(16);
    expect(first?.recipients).not.toContain("CO");
  });

  test("of a seat of no subregion, to all States of the call", () => {
    expect(silence.recipientsOf(call, {}, parties, scheme)).toHaveLength(33);
  });

  test("the next one on the seat has the next ordinal", () => {
    const stopped = done(silence.stop(opened(), "caribbean-1", monday)).selection;
    const again = done(silence.open(opening(), around(stopped), monday)).silence;
    expect(again.id).toBe("caribbean-2");
  });
});

describe("objecting", () => {
  const objecting = (selection: Selection, party: string, now = monday) =>
    silence.object(selection, { silence: "caribbean-1", party, by: "c" }, now, zone);

  test.each<[string, () => Selection, string, Date, string]>([
    ["a State of the group", opened, "JM", monday, "done"],
    ["the proposed State", opened, "BB", monday, "done"],
    ["a State of another group", opened, "CO", monday, "not-recipient"],
    ["at its hour", opened, "JM", later, "silence-over"],
    [
      "to one that was stopped",
      () => done(silence.stop(opened(), "caribbean-1", monday)).selection,
      "JM",
      monday,
      "silence-over",
    ],
    ["to none", () => empty, "JM", monday, "unknown-silence"],
    ["twice", () => done(objecting(opened(), "JM")).selection, "JM", monday, "already"],
  ])("%s", (_rule, selection, party, now, expected) => {
    expect(reason(objecting(selection(), party, now))).toBe(expected);
  });
});

describe("conveying by note or telephone", () => {
  const conveying = (selection: Selection, party: string, now = monday) =>
    silence.convey(selection, { silence: "caribbean-1", party, by: "x" }, now, zone);

  test.each<[string, () => Selection, string, Date, string]>([
    ["to a State of the group", opened, "JM", monday, "done"],
    ["to a State of another group", opened, "CO", monday, "not-recipient"],
    ["at its hour", opened, "JM", later, "silence-over"],
    ["of none", () => empty, "JM", monday, "unknown-silence"],
    ["twice", () => done(conveying(opened(), "JM")).selection, "JM", monday, "already"],
  ])("%s", (_rule, selection, party, now, expected) => {
    expect(reason(conveying(selection(), party, now))).toBe(expected);
  });
});

describe("closing", () => {
  const group = opened().silences[0]?.recipients ?? [];
  const close = (selection: Selection, now = later, more = {}) =>
    silence.close("caribbean-1", state("BB"), { byMail: group, ...around(selection, more), ...more }, now);

  test("not before its hour", () => {
    const selection = opened();
    expect(close(selection, new Date(later.getTime() - 60_000))).toBe(selection);
  });

  test("without objection its State holds the seat, by the procedure's id", () => {
    const after = close(opened());
    expect(after.silences[0]).toMatchObject({ outcome: "agreed", closedAt: later.toISOString() });
    expect(seatState(after, "caribbean")).toMatchObject({
      party: "BB",
      silence: "caribbean-1",
      acceptance: "not-asked",
    });
    expect(after.slate).toBe(empty.slate + 1);
  });

  test("with an objection the seat stays open", () => {
    const objected = done(
      silence.object(opened(), { silence: "caribbean-1", party: "JM", by: "jm1" }, monday, zone),
    ).selection;
    const after = close(objected);
    expect(after.silences[0]?.outcome).toBe("objected");
    expect(seatState(after, "caribbean").party).toBeUndefined();
    expect(after.slate).toBe(empty.slate);
  });

  test("where its State may not hold the seat any more, it ends without effect", () => {
    const other = { ...empty, call: "moderators", seats: [{ ...seatState(empty, "m"), party: "BB" }] };
    const after = close(opened(), later, { otherSelections: [other] });
    expect(after.silences[0]?.outcome).toBe("stopped");
    expect(seatState(after, "caribbean").party).toBeUndefined();
  });

  const holding = (seat: string, party: string) => (selection: Selection) => ({
    ...selection,
    seats: [{ ...seatState(empty, seat), party }],
  });
  test.each<[string, (selection: Selection) => Selection, string | undefined]>([
    ["another State holds the seat meanwhile", holding("caribbean", "JM"), "JM"],
    ["its State holds another seat", holding("south-america", "BB"), undefined],
    ["the slate is decided", (selection) => ({ ...selection, decidedAt: "2025-01-15T10:00:00Z" }), undefined],
  ])("where %s it ends without effect, and moves nobody", (_case, change, party) => {
    const before = change(opened());
    const after = close(before);
    expect(after.silences[0]?.outcome).toBe("stopped");
    expect(seatState(after, "caribbean").party).toBe(party);
    expect(after.seats).toEqual(before.seats);
    expect(after.slate).toBe(before.slate);
  });

  test("a State without the text is no State that keeps silent", () => {
    const byMail = group.filter((id) => id !== "JM");
    const after = close(opened(), later, { byMail });
    expect(after.silences[0]).toMatchObject({ outcome: "stopped", unreached: ["JM"] });
    expect(seatState(after, "caribbean").party).toBeUndefined();
    const told = done(
      silence.convey(opened(), { silence: "caribbean-1", party: "JM", by: "x" }, monday, zone),
    ).selection;
    expect(close(told, later, { byMail }).silences[0]?.outcome).toBe("agreed");
  });

  test("an objection stands, whomever the text did not reach", () => {
    const objected = done(
      silence.object(opened(), { silence: "caribbean-1", party: "JM", by: "jm1" }, monday, zone),
    ).selection;
    expect(close(objected, later, { byMail: [] }).silences[0]?.outcome).toBe("objected");
  });

  test("once: neither again, nor after it was stopped", () => {
    const after = close(opened());
    expect(close(after)).toBe(after);
    const stopped = done(silence.stop(opened(), "caribbean-1", monday)).selection;
    expect(close(stopped)).toBe(stopped);
    expect(reason(silence.stop(stopped, "caribbean-1", monday))).toBe("silence-over");
  });

  test("it is noted once, and only when closed", () => {
    const running = opened();
    expect(silence.noted(running, "caribbean-1", later)).toBe(running);
    const noted = silence.noted(close(running), "caribbean-1", later);
    expect(noted.silences[0]?.noted).toBe(later.toISOString());
    expect(silence.noted(noted, "caribbean-1", later)).toBe(noted);
  });
});
