/** Assessments, rule by rule: who has a conflict, whose marks count, what they come to, who sees them. */
import { describe, expect, test } from "vitest";
import {
  type Assessing,
  type Assessment,
  areComplete,
  type Conflict,
  detectedConflicts,
  marksOf,
  marksSeenBy,
  shortfallOf,
  summaryOf,
  whyNotAssess,
} from "../../shared/domain/assessment.ts";
import type { Candidate } from "../../shared/domain/candidates.ts";
import { Contact, Party } from "../../shared/domain/party.ts";
import type { Person } from "../../shared/domain/review.ts";

const texts = (text: string) => ({ es: text, en: text, pt: text, fr: text });
const call = "rapporteur";

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  email: `${id}@office.example`,
  office: `Office of ${id}`,
  roles: ["assessor"],
  language: "es",
  ...more,
});

const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  id: "andares-1",
  parties: ["andares"],
  person: { id: "1", name: "Ana Núñez", seats: [] },
  seats: ["rapporteur"],
  place: 1,
  formal: true,
  confirmed: true,
  version: 2,
  ...more,
});

const name = (text: string) => ({ name: text, of: `of ${text}` });
const party = Party.parse({
  id: "andares",
  code: "ANDARES",
  kind: "stakeholder",
  names: { es: name("Red Andares"), en: name("Andares Network"), pt: name("Rede"), fr: name("Réseau") },
  language: "es",
});
const contact = (email: string) =>
  Contact.parse({
    id: "andares1",
    party: "andares",
    post: "other",
    email,
    language: "es",
    standing: "official",
  });

describe("a conflict is detected", () => {
  const rows: [rule: string, who: Partial<Person>, contact: string, sign: string | undefined][] = [
    ["of nobody without a tie", {}, "secretaria@andares.example", undefined],
    ["at a contact's domain", { email: "eva@andares.example" }, "secretaria@andares.example", "address"],
    ["whatever the case", { email: "Eva@Andares.Example" }, "secretaria@andares.example", "address"],
    ["not at a mail provider's domain", { email: "eva@gmail.com" }, "andares@gmail.com", undefined],
    ["at the very mailbox, a provider's too", { email: "andares@gmail.com" }, "andares@gmail.com", "address"],
    ["of a namesake, accents aside", { name: "ana  nunez" }, "secretaria@andares.example", "name"],
    ["of the organization's own office", { office: "Andares network" }, "s@andares.example", "office"],
    ["of its office by code", { office: "Andares" }, "s@andares.example", "office"],
  ];
  test.each(rows)("%s", (_rule, who, email, sign) => {
    const found = detectedConflicts(call, [person("eva", who)], [candidate()], {
      parties: [party],
      contacts: [contact(email)],
    });
    expect(found.map(({ why }) => why)).toEqual(sign ? [sign] : []);
  });

  test("with whoever joins in presenting the person", () => {
    const joint = candidate({ id: "puente-1", parties: ["puente", "andares"] });
    const known = { parties: [party], contacts: [contact("s@andares.example")] };
    const eva = person("eva", { email: "eva@andares.example" });
    expect(detectedConflicts(call, [eva], [joint], known)).toMatchObject([{ candidate: "puente-1" }]);
  });
});

const criteria = ["experience", "drafting"].map((id) => ({
  id,
  names: texts(id),
  anchors: [1, 3, 5].map((mark) => ({ mark, names: texts(String(mark)) })),
}));

const given = (
  who: string,
  marks: readonly [number, number],
  more: Partial<Assessment> = {},
): Assessment => ({
  call,
  candidate: "andares-1",
  version: 2,
  person: who,
  office: `Office of ${who}`,
  marks: { experience: marks[0], drafting: marks[1] },
  at: "2024-11-01T12:00:00Z",
  revision: 1,
  ...more,
});

const people = [
  person("eva"),
  person("ivo"),
  person("uma"),
  person("coordinator", { roles: ["coordinator"] }),
];
const [eva, , uma, coordinator] = people as [Person, Person, Person, Person];

const at = (assessments: Assessment[], more: Partial<Assessing> = {}): Assessing => ({
  call: { id: call, assessors: ["eva", "ivo", "uma"], threshold: 3.5 },
  criteria,
  people,
  assessments,
  conflicts: [],
  ...more,
});
const declared = (who: string): Conflict => ({
  call,
  candidate: "andares-1",
  person: who,
  kind: "declared",
  at: "2024-11-01T12:00:00Z",
});

describe("who may mark", () => {
  test.each([
    ["an assigned assessor", eva, [], null],
    ["nobody with a conflict", eva, [declared("eva")], "conflict"],
    ["another's conflict is none of theirs", eva, [declared("ivo")], null],
    ["nobody without the role", coordinator, [], "not-assessor"],
    ["nobody who is not assigned", person("zoe"), [], "not-assessor"],
  ] as const)("%s", (_rule, who, conflicts, expected) => {
    expect(whyNotAssess(at([], { conflicts }), who, "andares-1")).toBe(expected);
  });
});

describe("marks", () => {
  test("go from the lowest anchor to the highest, those between too", () => {
    expect(marksOf(criteria[0] ?? { anchors: [] })).toEqual([1, 2, 3, 4, 5]);
    expect(marksOf({ anchors: [] })).toEqual([]);
  });
  test.each([
    ["every criterion has one", { experience: 1, drafting: 4 }, true],
    ["one is missing", { experience: 1 }, false],
    ["one is above the highest", { experience: 1, drafting: 6 }, false],
    ["one is below the lowest", { experience: 0, drafting: 5 }, false],
    ["one is none of the marks", { experience: 1.5, drafting: 5 }, false],
  ])("%s", (_rule, marks, expected) => {
    expect(areComplete(marks, criteria)).toBe(expected);
  });
});

describe("what the marks come to", () => {
  const rows: [
    rule: string,
    assessments: Assessment[],
    conflicts: Conflict[],
    expected: { count: number; median?: number; spread?: number; shortfall: string | null },
  ][] = [
    ["nothing without marks", [], [], { count: 0, shortfall: "too-few-assessments" }],
    [
      "one assessment is too few, however high",
      [given("eva", [5, 5])],
      [],
      { count: 1, median: 5, spread: 0, shortfall: "too-few-assessments" },
    ],
    [
      "the median of two is between them",
      [given("eva", [3, 3]), given("ivo", [4, 5])],
      [],
      { count: 2, median: 3.75, spread: 1.5, shortfall: null },
    ],
    [
      "the median of three is the middle one",
      [given("eva", [1, 1]), given("ivo", [5, 5]), given("uma", [3, 4])],
      [],
      { count: 3, median: 3.5, spread: 4, shortfall: null },
    ],
    [
      "below the threshold",
      [given("eva", [3, 3]), given("ivo", [4, 3])],
      [],
      { count: 2, median: 3.25, spread: 0.5, shortfall: "below-threshold" },
    ],
    [
      "a conflict takes its marks out",
      [given("eva", [5, 5]), given("ivo", [5, 5]), given("uma", [1, 1])],
      [declared("eva")],
      { count: 2, median: 3, spread: 4, shortfall: "below-threshold" },
    ],
    [
      "marks of an earlier application do not count",
      [given("eva", [5, 5], { version: 1 }), given("ivo", [5, 5])],
      [],
      { count: 1, median: 5, spread: 0, shortfall: "too-few-assessments" },
    ],
    [
      "marks that leave a criterion out do not count",
      [given("eva", [5, 5], { marks: { experience: 5 } }), given("ivo", [5, 5])],
      [],
      { count: 1, median: 5, spread: 0, shortfall: "too-few-assessments" },
    ],
    [
      "marks of whoever is no longer assigned go on counting",
      [given("zoe", [1, 1]), given("eva", [5, 5])],
      [],
      { count: 2, median: 3, spread: 4, shortfall: "below-threshold" },
    ],
  ];
  test.each(rows)("%s", (_rule, assessments, conflicts, { shortfall, ...expected }) => {
    const summary = summaryOf(candidate(), at(assessments, { conflicts }));
    expect(summary).toMatchObject(expected);
    expect(shortfallOf(summary)).toBe(shortfall);
  });

  test("a median that only arithmetic keeps from the threshold reaches it", () => {
    const three = ["a", "b", "c"].map((id) => ({
      ...criteria[0],
      id,
      names: texts(id),
      anchors: criteria[0]?.anchors ?? [],
    }));
    const marks = (a: number, b: number, c: number) => ({ marks: { a, b, c } });
    const assessments = [given("eva", [0, 0], marks(3, 3, 4)), given("ivo", [0, 0], marks(3, 4, 4))];
    const threshold = 10 / 6 + 11 / 6;
    const about = at(assessments, {
      criteria: three,
      call: { id: call, assessors: ["eva", "ivo"], threshold },
    });
    expect(summaryOf(candidate(), about).reaches).toBe(true);
  });

  test("it is complete when everybody without a conflict has given marks", () => {
    const two = [given("eva", [4, 4]), given("ivo", [4, 4])];
    const some = summaryOf(candidate(), at(two));
    expect([some.isComplete, some.waiting.map(({ id }) => id)]).toEqual([false, ["uma"]]);
    const all = summaryOf(candidate(), at(two, { conflicts: [declared("uma")] }));
    expect([all.isComplete, all.waiting]).toEqual([true, []]);
  });
});

describe("a person sees", () => {
  const both = [given("eva", [4, 4]), given("ivo", [2, 2])];
  const seenBy = (who: Person, oversees: boolean, about: Assessing) =>
    marksSeenBy(who, candidate(), about, oversees).map((one) => one.person);

  test.each([
    ["nothing while their own marks are to come", uma, false, at(both), []],
    ["all once their own are given", eva, false, at(both), ["eva", "ivo"]],
    ["all, who oversees", coordinator, true, at(both), ["eva", "ivo"]],
    ["nothing before their own, who oversees and assesses", uma, true, at(both), []],
    ["nothing of an application with a conflict", uma, false, at(both, { conflicts: [declared("uma")] }), []],
    [
      "only their own, given before a conflict",
      eva,
      false,
      at(both, { conflicts: [declared("eva")] }),
      ["eva"],
    ],
    [
      "only their own while the application is another",
      eva,
      false,
      at([given("eva", [4, 4], { version: 1 }), given("ivo", [2, 2])]),
      ["eva"],
    ],
  ] as const)("%s", (_rule, who, oversees, about, expected) => {
    expect(seenBy(who, oversees, about)).toEqual(expected);
  });
});
