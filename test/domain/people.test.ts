/** Who may change what of people and approvers, a row a rule. */
import { describe, expect, test } from "vitest";
import { kindsDue } from "../../shared/domain/due-kinds.ts";
import {
  approversProblem,
  hasEnoughAssessors,
  keeperOf,
  personId,
  personProblem,
} from "../../shared/domain/people.ts";
import { mayOpen, type Person } from "../../shared/domain/review.ts";
import { Selection } from "../../shared/domain/selection.ts";

const person = (id: string, office: string, ...roles: Person["roles"]): Person => ({
  id,
  name: id,
  email: `${id}@hoja.example`,
  office,
  roles,
  language: "es",
});
const ines = person("ines", "OIM", "coordinator");
const tom = person("tom", "CEPAL", "approver");
const eva = person("eva", "OIM", "approver", "assessor");
const leo = person("leo", "ACNUR", "reader");
const people = [ines, tom, eva, leo];
const selection = (more: Partial<Selection> = {}): Selection =>
  Selection.parse({ call: "c", seats: [], slate: 2, approvals: [], version: 1, ...more });
const running = [
  { call: { id: "c", approvers: ["tom", "eva"], assessors: ["eva"] }, selection: selection() },
];
const decided = [{ ...running[0], selection: selection({ decidedAt: "2025-01-20T12:00:00Z" }) }].flatMap(
  (one) => (one.call ? [{ call: one.call, selection: one.selection }] : []),
);

describe("a person is changed", () => {
  type Row = [
    rule: string,
    by: string,
    before: Person,
    after: Partial<Person>,
    problem: string | null,
    at?: typeof running,
  ];
  const two = person("ana", "OIM", "coordinator");
  const rows: Row[] = [
    ["in name and language by anybody who coordinates", "ines", leo, { name: "Leo", language: "fr" }, null],
    ["in roles", "ines", leo, { roles: ["reader", "auditor"] }, null],
    ["not in one's own roles", "ines", ines, { roles: ["coordinator", "approver"] }, "own-roles"],
    [
      "not in one's own office, which decides whose approval counts",
      "ines",
      ines,
      { office: "CEPAL" },
      "own-roles",
    ],
    ["in one's own name", "ines", ines, { name: "Inés" }, null],
    ["not so that nobody coordinates", "ana", ines, { roles: ["reader"] }, "last-coordinator"],
    ["not while an open call has them approve", "ines", tom, { roles: [] }, "still-approver"],
    ["not while an open call has them assess", "ines", eva, { roles: ["approver"] }, "still-assessor"],
    ["once that call is decided", "ines", tom, { roles: [] }, null, decided],
    ["not so that a call's approvers are of one office", "ines", tom, { office: "OIM" }, "one-office"],
  ];
  test.each(rows)("%s", (_, by, before, after, problem, at = running) => {
    const changing = { by, before, after: { ...before, ...after }, people, running: at };
    expect(personProblem(changing)).toBe(problem);
  });

  test("one of two coordinators may go, as long as the other stays", () => {
    const all = [...people, two];
    const after = { ...two, roles: [] };
    expect(personProblem({ by: "ines", before: two, after, people: all, running })).toBeNull();
    expect(keeperOf(two, after, all)?.id).toBe("ines");
    expect(keeperOf(leo, { ...leo, roles: [] }, all)).toBeUndefined();
  });
});

describe("the approvers of a call", () => {
  const approval = (verdict: "approved" | "returned", slate: number) => ({
    person: "tom",
    office: "CEPAL",
    verdict,
    at: "2025-01-11T10:00:00Z",
    slate,
  });
  const rows: [rule: string, at: Selection | null, chosen: string[], problem: string | null][] = [
    ["are two of two offices", selection(), ["tom", "eva"], null],
    ["are not one", selection(), ["tom"], "too-few-approvers"],
    ["are not one named twice", selection(), ["tom", "tom"], "too-few-approvers"],
    ["have the role", selection(), ["tom", "leo"], "unknown-approver"],
    ["are known", selection(), ["tom", "nobody"], "unknown-approver"],
    [
      "stand once one approved",
      selection({ approvals: [approval("approved", 2)] }),
      ["tom", "eva"],
      "approval-given",
    ],
    [
      "do not stand for an approval of another slate",
      selection({ approvals: [approval("approved", 1)] }),
      ["tom", "eva"],
      null,
    ],
    ["do not stand for a return", selection({ approvals: [approval("returned", 2)] }), ["tom", "eva"], null],
    [
      "stand once it is decided",
      selection({ decidedAt: "2025-01-20T12:00:00Z" }),
      ["tom", "eva"],
      "already-decided",
    ],
    ["are nobody where there are no seats", null, ["tom", "eva"], "not-interest"],
  ];
  test.each(rows)("%s", (_, at, chosen, problem) => {
    expect(approversProblem({ selection: at }, chosen, people)).toBe(problem);
  });

  test("of one office are not enough", () => {
    const other = person("zoe", "OIM", "approver");
    expect(approversProblem({ selection: selection() }, ["eva", "zoe"], [...people, other])).toBe(
      "too-few-approvers",
    );
  });
});

test("a person's id comes from the name, and is nobody else's", () => {
  expect(personId("Élise de la Mör", [])).toBe("elise-de-la-mor");
  expect(personId("Ines", ["ines", "ines-2"])).toBe("ines-3");
  expect(personId("李", [])).toBe("person");
  expect(hasEnoughAssessors({ assessors: ["a"] })).toBe(false);
});

test("records are for coordinators and auditors; without a role nothing opens", () => {
  expect(mayOpen({ roles: ["auditor"] }, "records")).toBe(true);
  expect(mayOpen({ roles: ["approver", "reader"] }, "records")).toBe(false);
  for (const access of ["any", "colleague", "records", "coordinator"] as const) {
    expect(mayOpen({ roles: [] }, access)).toBe(false);
  }
});

test("kinds that are due and not enabled are told a week before, soonest first", () => {
  const now = new Date("2024-12-10T15:00:00Z");
  const planned = (kind: "reminder" | "warning" | "letter", dueAt?: string) => ({
    kind,
    state: "scheduled" as const,
    hold: undefined,
    preparedAt: undefined,
    dueAt,
  });
  const held = {
    kind: "receipt" as const,
    state: "held" as const,
    hold: "kind-not-enabled" as const,
    preparedAt: "2024-12-09T10:00:00Z",
    dueAt: undefined,
  };
  const notices = [
    planned("reminder", "2024-12-17T12:00:00Z"),
    planned("reminder", "2024-12-14T12:00:00Z"),
    planned("warning", "2024-12-20T12:00:00Z"),
    planned("letter"),
    held,
    { ...held, kind: "confirm" as const, hold: "protocol" as const },
  ];
  expect(kindsDue(notices, [], now, "America/Santiago")).toEqual([
    { kind: "receipt", day: "2024-12-09" },
    { kind: "reminder", day: "2024-12-14" },
  ]);
  expect(kindsDue(notices, ["reminder", "receipt"], now, "America/Santiago")).toEqual([]);
});
