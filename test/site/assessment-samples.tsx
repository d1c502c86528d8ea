/** Sample applications for rapporteur, and the assessment as an assessor, a coordinator and an auditor see it. */
import { assessmentPage } from "../../functions/site/pages/console-assessment.tsx";
import { selectionPage } from "../../functions/site/pages/console-selection.tsx";
import { todayPage } from "../../functions/site/pages/console-today.tsx";
import type { Reader } from "../../functions/site/reader.ts";
import type { Application, AssessmentView } from "../../shared/desk/assessing.ts";
import type { Criterion } from "../../shared/domain/definition.ts";
import type { Nominee } from "../../shared/domain/offer.ts";
import type { Records } from "../../shared/domain/records.ts";
import type { Person } from "../../shared/domain/review.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { Submission } from "../../shared/domain/submission.ts";
import type { Sample } from "./samples.tsx";

const call = "rapporteur";

const ana: Nominee = {
  id: "1",
  name: "Ana Núñez",
  title: "Dra.",
  office: "Red Andares",
  languages: "español, français",
  biography: "Quince años <b>plainly</b> con personas migrantes.",
  available: true,
  seats: [],
};

const names: Record<string, string> = {
  "red-andares-2": "Zoé Charles",
  "red-andares-3": "Bruno Paz",
  "red-andares-4": "Édith Roy",
  "red-andares-5": "Caio Reis",
};

/** Pages of the assessment, and those of other areas where it shows. */
export function assessmentSamples(
  { calls, persons, parties, activities }: Records,
  criteria: readonly Criterion[],
): Sample[] {
  const rapporteur = calls.find(({ id }) => id === call);
  const [first, second, third] = persons.filter(({ roles }) => roles.includes("assessor"));
  if (!rapporteur || !first || !second || !third) throw new Error("The sample review is not assessed");

  const marks = (mark: number) => Object.fromEntries(criteria.map(({ id }) => [id, mark]));
  const given = (person: Person, mark: number, counts = true) => ({
    call,
    candidate: "red-andares-1",
    version: 1,
    person: person.id,
    office: person.office,
    marks: marks(mark),
    note: "Escribe con claridad.",
    at: "2024-11-02T12:00:00Z",
    revision: 1,
    counts,
  });
  const submission = Submission.parse({
    call,
    party: "red-andares",
    version: 1,
    reference: "LAC25-RP-ANDARES-1",
    state: "recorded",
    channel: "mail",
    formality: "formalised",
    receivedAt: "2024-10-20T14:00:00Z",
    recordedAt: "2024-10-20T14:00:01Z",
    late: true,
    text: "Con gusto <b>plainly</b>.",
    files: [{ key: "files/r/cv.pdf", name: "cv.pdf", type: "application/pdf", size: 90_000, sha256: "0" }],
  });
  const application = (id: string, more: Partial<Application> = {}): Application => ({
    candidate: {
      id,
      parties: ["red-andares"],
      person: { ...ana, name: names[id] ?? ana.name },
      seats: [call],
      place: 1,
      formal: true,
      confirmed: true,
      version: 1,
    },
    submission,
    isEligible: true,
    mayMark: false,
    isFixed: false,
    seen: [],
    conflicts: [],
    flags: [],
    ...more,
  });
  const declared = {
    call,
    candidate: "x",
    person: third.id,
    kind: "declared" as const,
    at: "2024-11-02T12:00:00Z",
  };
  const detected = { call, candidate: "x", person: second.id, kind: "detected" as const };
  const selection = Selection.parse({
    call,
    seats: [{ seat: call, party: "red-andares", person: ana, acceptance: "asked", asked: 1 }],
    slate: 1,
    approvals: [],
    ineligible: [
      {
        candidate: "red-andares-4",
        rule: "available",
        words: "No estará.",
        by: persons[0]?.id ?? "",
        at: "2024-11-02T12:00:00Z",
      },
    ],
    version: 3,
  });
  const view: AssessmentView = {
    call: { ...rapporteur, phase: "closed", assessors: [first.id, second.id] },
    selection,
    criteria,
    people: persons,
    parties,
    assesses: true,
    oversees: false,
    coordinates: false,
    applications: [],
  };
  const own = given(first, 4);
  const assessed: AssessmentView = {
    ...view,
    applications: [
      application("red-andares-1", {
        mayMark: true,
        isFixed: true,
        own,
        seen: [own, given(second, 3), given(third, 1, false)],
      }),
      application("red-andares-2", {
        mayMark: true,
        own: { ...own, version: 0 },
        seen: [{ ...own, counts: false }],
      }),
      application("red-andares-3", { conflict: { ...detected, why: "address" } }),
      application("red-andares-4", {
        conflict: { ...declared, why: "Trabajamos juntos." },
        isEligible: false,
      }),
      application("red-andares-5", { submission: undefined }),
    ],
  };
  const summary = { count: 2, median: 3.75, spread: 0.5, waiting: [third], isComplete: false, reaches: true };
  const run: AssessmentView = {
    ...view,
    assesses: false,
    oversees: true,
    coordinates: true,
    applications: [
      application("red-andares-1", { summary, seen: [own, given(second, 3)], conflicts: [declared] }),
      application("red-andares-2", {
        summary: { ...summary, reaches: false, median: 2 },
        flags: ["complete"],
      }),
      application("red-andares-5", { summary }),
      application("red-andares-3", {
        summary: { count: 0, waiting: [], isComplete: false, reaches: false },
        conflicts: [
          { ...detected, why: "name" },
          { ...detected, why: "office" },
        ],
      }),
      application("red-andares-4", { isEligible: false }),
    ],
  };
  const as = (r: Reader, person: Person): Reader => ({ ...r, person });
  const scanned = {};
  const pages: [name: string, make: Sample["make"]][] = [
    ["assessment, by an assessor", (r) => assessmentPage(as(r, first), { ...assessed, scanned })],
    [
      "assessment, proposed",
      (r) =>
        assessmentPage(as(r, first), {
          ...view,
          selection: { ...selection, proposedAt: "2024-11-05T12:00:00Z" },
          applications: [application("red-andares-1", { own, seen: [own] })],
          scanned,
        }),
    ],
    ["assessment, by a coordinator", (r) => assessmentPage(r, { ...run, scanned })],
    ["assessment, read only", (r) => assessmentPage(r, { ...run, coordinates: false, scanned })],
    ["assessment, no applications", (r) => assessmentPage(r, { ...run, applications: [], scanned })],
    [
      "selection of a person",
      (r) =>
        selectionPage(r, { call: view.call, selection, submissions: [submission], soundings: [], parties }),
    ],
    [
      "today, with applications to assess",
      (r) =>
        todayPage(r, {
          person: first,
          triage: [],
          care: [],
          silent: [],
          releases: { waiting: 0, overdue: 0 },
          kindsOff: [],
          infected: 0,
          unreachable: [],
          calls: [{ call: view.call, selection, received: 3, informal: 0, toAssess: 2 }],
          activities,
        }),
    ],
  ];
  return pages.map(([name, make]) => ({ name, area: "console", make }));
}
