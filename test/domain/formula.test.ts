/** Another formula in mid-call, rule by rule. */
import { describe, expect, test } from "vitest";
import { changeFormula, type Wanted } from "../../shared/domain/formula.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { lac } from "../support/definitions.ts";

const [defined] = lac.calls.filter(({ id }) => id === "co-chairs");
const [call] = recordsOf(lac).calls.filter(({ id }) => id === "co-chairs");
const scheme = lac.schemes.find(({ id }) => id === lac.scheme);
if (!defined || !call) throw new Error("The sample review has no call for co-chairs");

const selection = Selection.parse({
  call: call.id,
  seats: [
    {
      seat: "central-america",
      party: "MX",
      acceptance: "accepted",
      asked: 2,
      acceptedAt: "2025-01-14T10:00:00Z",
    },
    { seat: "caribbean", party: "BB", acceptance: "asked", asked: 1, askedAt: "2025-01-14T10:00:00Z" },
    { seat: "south-america" },
  ],
  slate: 3,
  approvals: [],
  proposedAt: "2025-01-15T10:00:00Z",
  version: 5,
});
const chaired: Wanted = { formula: "chair-with-vice-chairs", leads: "caribbean" };
const change = (wanted: Wanted, more: { call?: typeof call; selection?: Selection } = {}) =>
  changeFormula(wanted, { call, defined, selection, scheme, ...more });

function done(outcome: ReturnType<typeof change>) {
  if ("refused" in outcome) throw new Error(outcome.refused);
  return outcome;
}
const reason = (outcome: ReturnType<typeof change>) => ("refused" in outcome ? outcome.refused : "done");
const silence = {
  id: "caribbean-1",
  seat: "caribbean",
  party: "BB",
  text: { es: "", en: "", pt: "", fr: "" },
  recipients: [],
  conveyed: [],
  openedAt: "2025-01-14T10:00:00Z",
  openedBy: "x",
  until: "2025-01-17T18:00",
  objections: [],
};

test.each<[rule: string, wanted: Wanted, more: Parameters<typeof change>[1], expected: string]>([
  ["one of the definition", chaired, {}, "done"],
  ["one that is none", { formula: "troika", leads: "caribbean" }, {}, "unknown-formula"],
  ["led by no seat", { formula: "chair-with-vice-chairs" }, {}, "unknown-seat"],
  ["the first one, which is in force", { formula: null }, {}, "same-formula"],
  ["once released", chaired, { selection: { ...selection, releasedAt: "2025-01-20T10:00:00Z" } }, "released"],
  [
    "once decided",
    chaired,
    { selection: { ...selection, decidedAt: "2025-01-20T10:00:00Z" } },
    "already-decided",
  ],
  [
    "while a silence procedure speaks of the seat",
    chaired,
    { selection: { ...selection, silences: [silence] } },
    "silence-open",
  ],
  [
    "of a call that is not consulted on",
    chaired,
    { call: { ...call, selection: "composition" } },
    "unknown-formula",
  ],
])("%s", (_rule, wanted, more, expected) => {
  expect(reason(change(wanted, more))).toBe(expected);
});

describe("a chair with vice-chairs", () => {
  const changed = done(change(chaired));
  const names = (language: "es" | "en" | "pt" | "fr") =>
    changed.call.seats.map((seat) => seat.names[language]);

  test("names the seats by their groups, in every language, and keeps their ids", () => {
    expect(names("es")).toEqual([
      "Vicepresidencia (México y Centroamérica)",
      "Presidencia (El Caribe)",
      "Vicepresidencia (América del Sur)",
    ]);
    expect(names("fr")[1]).toBe("Présidence (Caraïbes)");
    expect(changed.call.seats.map(({ id }) => id)).toEqual(call.seats.map(({ id }) => id));
    expect(changed.call.formula).toEqual({ id: "chair-with-vice-chairs", leads: "caribbean" });
  });

  test("keeps the agreed States and asks them again, under another slate", () => {
    const [first, second, third] = changed.selection.seats;
    expect(first).toEqual({ seat: "central-america", party: "MX", acceptance: "not-asked", asked: 2 });
    expect(second).toMatchObject({ party: "BB", acceptance: "not-asked", asked: 1 });
    expect(third).toMatchObject({ seat: "south-america", acceptance: "not-asked" });
    expect(changed.selection.slate).toBe(4);
    expect(changed.selection.proposedAt).toBeUndefined();
    expect(changed.renamed.map(({ asksAgain }) => asksAgain)).toEqual([true, true, false]);
  });

  test("led by another seat, only the two whose role changes are asked again", () => {
    const accepted = {
      ...changed.selection,
      seats: changed.selection.seats.map((state) => ({
        ...state,
        party: "XX",
        acceptance: "accepted" as const,
      })),
    };
    const next = done(
      change(
        { formula: "chair-with-vice-chairs", leads: "south-america" },
        { call: changed.call, selection: accepted },
      ),
    );
    expect(next.renamed.map(({ seat }) => seat)).toEqual(["caribbean", "south-america"]);
    expect(next.selection.seats.map(({ acceptance }) => acceptance)).toEqual([
      "accepted",
      "not-asked",
      "not-asked",
    ]);
  });

  test("the same with the same lead is the one in force", () => {
    expect(reason(change(chaired, { call: changed.call }))).toBe("same-formula");
  });

  test("back to the first, the names of the definition come back", () => {
    const back = done(change({ formula: null }, { call: changed.call, selection: changed.selection }));
    expect(back.call.seats).toEqual(call.seats);
    expect(back.call.formula).toBeUndefined();
  });
});
