/** A decision as open data: the agreed keys, four languages, and nothing of who presented or else was offered. */
import { expect, test } from "vitest";
import { decisionData } from "../../functions/site/decision-data.ts";
import type { ReleasedDecision } from "../../shared/desk/decisions.ts";
import type { Call } from "../../shared/domain/call.ts";
import { languages } from "../../shared/domain/language.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const { calls, parties } = recordsOf(sampleDefinition());
function callOf(id: string): Call {
  const found = calls.find((one) => one.id === id);
  if (!found) throw new Error(`no call ${id}`);
  return { ...found, phase: "over" };
}
const decision = (id: string, seats: ReleasedDecision["seats"]): ReleasedDecision => ({
  call: callOf(id),
  decidedAt: "2025-01-29T10:00:00.000Z",
  releasedAt: "2025-01-30T15:00:00.000Z",
  seats,
});
const dataOf = (one: ReleasedDecision) => JSON.parse(JSON.stringify(decisionData(one, parties)));

const ofPersons = decision("moderators", [
  { seat: "session-1", holder: { person: "Embajadora Ana Paz" } },
  { seat: "session-2", holder: { person: "Grace Bell" } },
]);
const ofStates = decision("co-chairs", [{ seat: "caribbean", holder: { state: "BB" } }]);

test("has exactly the agreed keys", () => {
  for (const one of [ofPersons, ofStates]) {
    const data = dataOf(one);
    expect(Object.keys(data)).toEqual(["call", "names", "rules", "decidedAt", "releasedAt", "seats"]);
    expect(Object.keys(data.rules)).toEqual(["selection", "call", "method"]);
  }
  for (const seat of dataOf(ofPersons).seats) expect(Object.keys(seat)).toEqual(["seat", "names", "person"]);
  for (const seat of dataOf(ofStates).seats)
    expect(Object.keys(seat)).toEqual(["seat", "names", "state", "stateNames"]);
});

test("says every name, and where the rules are, in four languages", () => {
  const data = dataOf(ofStates);
  const inEach = [
    data.names,
    data.rules.call,
    data.rules.method,
    ...data.seats.flatMap((seat: { names: object; stateNames: object }) => [seat.names, seat.stateNames]),
  ];
  expect(inEach).toHaveLength(5);
  for (const texts of inEach) {
    expect(Object.keys(texts).sort()).toEqual([...languages].sort());
    for (const text of Object.values(texts)) expect(text).toMatch(/\S/);
  }
  for (const lang of languages) {
    expect(data.rules.call[lang]).toBe(`/${lang}/calls/co-chairs`);
    expect(data.rules.method[lang]).toBe(`/${lang}/method`);
  }
  expect(data.seats[0].stateNames).toMatchObject({ es: "Barbados", fr: "Barbade" });
  expect(data.rules.selection).toBe("consultation");
});

test("says who holds a seat, when it was decided and when it was released", () => {
  expect(dataOf(ofPersons)).toMatchObject({
    call: "moderators",
    decidedAt: "2025-01-29T10:00:00.000Z",
    releasedAt: "2025-01-30T15:00:00.000Z",
    seats: [
      { seat: "session-1", person: "Embajadora Ana Paz" },
      { seat: "session-2", person: "Grace Bell" },
    ],
  });
});

test("of a person's seat no State is named, of the call nothing of how it was run", () => {
  const text = JSON.stringify(dataOf(ofPersons));
  for (const { id, names } of parties.filter(({ kind }) => kind === "member-state")) {
    expect(text).not.toContain(`"${id}"`);
    for (const lang of languages) expect(text).not.toContain(`"${names[lang].name}"`);
  }
  for (const inner of ["approvers", "lucia-paredes", "parties", "version", "mailbox", "threshold", "state"])
    expect(text).not.toContain(inner);
});

test("a State that is no longer known is still said by its id", () => {
  const data = dataOf(decision("co-chairs", [{ seat: "caribbean", holder: { state: "XX" } }]));
  expect(data.seats[0].state).toBe("XX");
  expect(data.seats[0]).not.toHaveProperty("stateNames");
});
