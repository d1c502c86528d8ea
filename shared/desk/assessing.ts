/** The assessment of a call: marks, conflicts of interest, who assesses, and who is placed by what the marks come to. */
import { maySeeAll } from "../domain/approval.ts";
import {
  type Assessing,
  type Assessment,
  areComplete,
  areFixed,
  type Conflict,
  conflictOf,
  countingOf,
  isAssessorOf,
  isStillTo,
  marksSeenBy,
  type Summary,
  summaryOf,
  whyNotAssess,
} from "../domain/assessment.ts";
import type { Call } from "../domain/call.ts";
import type { Candidate } from "../domain/candidates.ts";
import type { EligibilityRule } from "../domain/eligibility.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Party } from "../domain/party.ts";
import type { Person } from "../domain/review.ts";
import { candidateIn, isIneligible, newSlate } from "../domain/seats.ts";
import type { Selection } from "../domain/selection.ts";
import type { Submission } from "../domain/submission.ts";
import { addConflict, removeConflict, saveAssessment } from "../store/assessments.ts";
import { getCall } from "../store/calls.ts";
import { getPerson } from "../store/parties.ts";
import { readSelection } from "../store/selection.ts";
import { assessingOf } from "./assessed.ts";
import { compose, type Offer, offersOn, type Placing } from "./composing.ts";
import { changeSelection, surroundingsOf } from "./selection.ts";

interface Marks {
  call: string;
  candidate: string;
  version: number; // of the application that was read
  marks: Assessment["marks"];
  note?: string;
  revision: number; // of the marks that the person saw; 0 for the first ones
  by: string;
}

/** Gives the marks of one assessor to one application, or changes them until the marks of others can be seen. */
export function giveMarks({ call, by, candidate: id, ...given }: Marks): Promise<Outcome> {
  const act = { call, actor: by, act: "assessment.given", subject: id };
  return changeSelection(act, async (at, selection, now) => {
    const [person, facts] = await Promise.all([getPerson(by), assessingOf(at)]);
    const candidate = facts.candidates.find((one) => one.id === id);
    if (!person) return refused("not-assessor");
    if (!candidate) return refused("unknown-candidate");
    const before = facts.assessments.find((one) => one.candidate === id && one.person === by);
    const problem = whyNotMark(person, candidate, facts, selection);
    if (problem) return refused(problem);
    if (areFixed(person, candidate, facts)) return refused("marks-seen");
    if (given.version !== candidate.version || given.revision !== (before?.revision ?? 0))
      return refused("stale");
    if (!areComplete(given.marks, facts.criteria)) return refused("mark-missing");
    const marks = Object.fromEntries(facts.criteria.map((one) => [one.id, given.marks[one.id] ?? 0]));
    const after = {
      call,
      candidate: id,
      version: candidate.version,
      person: by,
      office: person.office,
      marks,
      ...(given.note ? { note: given.note } : {}),
      at: now.toISOString(),
    };
    return { ok: true, selection, changes: [saveAssessment(before, after)] };
  });
}

/** Why this person may not mark this application now; null when they may. */
function whyNotMark(person: Person, candidate: Candidate, at: Assessing, selection: Selection) {
  const problem = whyNotAssess(at, person, candidate.id);
  if (problem) return problem;
  if (selection.proposedAt) return "already-proposed";
  if (!candidate.confirmed) return "not-confirmed";
  return isIneligible(selection, candidate.id) ? "ineligible" : null;
}

/**
 * An assessor's word that they have a conflict with a candidate. Marks given before are kept and stop counting; where
 * the candidate is proposed, the approvals are given anew, since they were given on other facts.
 */
export function declareConflict({
  call,
  candidate,
  why,
  by,
}: {
  call: string;
  candidate: string;
  why?: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "assessment.conflict-declared", subject: candidate };
  return changeSelection(act, async (at, selection, now) => {
    const [person, facts] = await Promise.all([getPerson(by), assessingOf(at)]);
    if (!person || !isAssessorOf(at, person)) return refused("not-assessor");
    if (!facts.candidates.some(({ id }) => id === candidate)) return refused("unknown-candidate");
    if (conflictOf(facts.conflicts, by, candidate)) return refused("already");
    if (selection.decidedAt) return refused("already-decided");
    const isProposed =
      selection.proposedAt && selection.seats.some((seat) => candidateIn(seat) === candidate);
    const conflict = { call, candidate, person: by, kind: "declared" as const, at: now.toISOString() };
    return {
      ok: true,
      selection: isProposed ? newSlate(selection) : selection,
      changes: [addConflict({ ...conflict, ...(why ? { why } : {}) })],
    };
  });
}

/** Takes such a word back, while nobody has proposed; marks given before count again. */
export function takeBackConflict({
  call,
  candidate,
  by,
}: {
  call: string;
  candidate: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "assessment.conflict-taken-back", subject: candidate };
  return changeSelection(act, async (at, selection) => {
    const [person, facts] = await Promise.all([getPerson(by), assessingOf(at)]);
    const conflict = conflictOf(facts.conflicts, by, candidate);
    if (conflict?.kind !== "declared") return refused("conflict");
    if (selection.proposedAt) return refused("already-proposed");
    // Who oversees the selection sees all marks while they do not assess: whoever gave none before gives none now.
    const given = facts.assessments.filter((one) => one.candidate === candidate);
    const sawOthers = person !== null && maySeeAll(person, at) && given.length > 0;
    if (sawOthers && !given.some((one) => one.person === by)) return refused("marks-seen");
    return { ok: true, selection, changes: [removeConflict(conflict)] };
  });
}

interface Assignment {
  call: string;
  person: string;
  by: string;
}

/** Assigns a person with the role to a call. */
export function assignAssessor({ call, person: id, by }: Assignment): Promise<Outcome> {
  const act = { call, actor: by, act: "assessment.assessor-assigned", subject: id };
  return changeSelection(act, async (at, selection) => {
    const person = await getPerson(id);
    if (at.selection !== "assessment" || !person?.roles.includes("assessor"))
      return refused("unknown-assessor");
    if (selection.proposedAt) return refused("already-proposed");
    if (at.assessors.includes(id)) return refused("already");
    return { ok: true, selection, call: { ...at, assessors: [...at.assessors, id] } };
  });
}

/** Marks are no longer awaited of this person; those given go on counting. */
export function removeAssessor({ call, person, by }: Assignment): Promise<Outcome> {
  const act = { call, actor: by, act: "assessment.assessor-removed", subject: person };
  return changeSelection(act, async (at, selection) => {
    if (!at.assessors.includes(person)) return refused("unknown-assessor");
    if (selection.proposedAt) return refused("already-proposed");
    return { ok: true, selection, call: { ...at, assessors: at.assessors.filter((id) => id !== person) } };
  });
}

/** Places a person by what their marks came to, or leaves the seat open. */
export function placeAssessed({
  call,
  version,
  by,
  ...placing
}: Placing & { call: string; version: number; by: string }): Promise<Outcome> {
  return compose({ call, seats: [placing], version, by });
}

/** One application as a person may see it. */
export interface Application {
  candidate: Candidate;
  submission: Submission | undefined; // the version that is assessed
  isEligible: boolean;
  mayMark: boolean;
  isFixed: boolean; // their own marks no longer change
  own?: Assessment;
  conflict?: Conflict; // of this person
  seen: (Assessment & { counts: boolean })[]; // their own marks, and those of others that they may see
  summary?: Summary; // for who oversees the selection
  conflicts: Conflict[]; // the same
  flags: EligibilityRule[]; // for who coordinates
}

/** The assessment of a call as one person may see it. */
export interface AssessmentView {
  call: Call;
  selection: Selection;
  criteria: Assessing["criteria"];
  people: Person[];
  parties: Party[];
  assesses: boolean;
  oversees: boolean;
  coordinates: boolean;
  applications: Application[];
}

/** What a person sees of the assessment of a call; null when it is none of theirs. */
export async function assessmentsFor({
  call: id,
  person,
}: {
  call: string;
  person: Person;
}): Promise<AssessmentView | null> {
  const call = await getCall(id);
  const selection = call && (await readSelection(call));
  if (call?.selection !== "assessment" || !selection) return null;
  const coordinates = person.roles.includes("coordinator");
  const oversees = maySeeAll(person, call);
  const assesses = isAssessorOf(call, person);
  if (!assesses && !oversees) return null;
  const [facts, { offers }] = await Promise.all([
    assessingOf(call),
    coordinates ? offersOn(call, await surroundingsOf(call, selection)) : { offers: [] },
  ]);
  const applications = facts.candidates.map((candidate) =>
    applicationFor(person, candidate, { ...facts, selection, oversees, offers }),
  );
  const { criteria, people, parties } = facts;
  return {
    call,
    selection,
    criteria,
    people: [...people],
    parties,
    assesses,
    oversees,
    coordinates,
    applications,
  };
}

function applicationFor(
  person: Person,
  candidate: Candidate,
  facts: Assessing & {
    submissions: readonly Submission[];
    selection: Selection;
    oversees: boolean;
    offers: readonly Offer[];
  },
): Application {
  const { selection, oversees, conflicts, submissions, assessments, offers } = facts;
  const own = assessments.find((one) => one.candidate === candidate.id && one.person === person.id);
  const conflict = conflictOf(conflicts, person.id, candidate.id);
  // What the marks come to would tell those of the others.
  const seesAll = oversees && !isStillTo(person, candidate, facts);
  const counting = countingOf(candidate, facts);
  return {
    candidate,
    submission: submissions.find(
      ({ party, version }) => party === candidate.parties[0] && version === candidate.version,
    ),
    isEligible: !isIneligible(selection, candidate.id),
    mayMark: whyNotMark(person, candidate, facts, selection) === null,
    isFixed: areFixed(person, candidate, facts),
    ...(own ? { own } : {}),
    ...(conflict ? { conflict } : {}),
    seen: marksSeenBy(person, candidate, facts, oversees).map((one) => ({
      ...one,
      counts: counting.includes(one),
    })),
    ...(seesAll ? { summary: summaryOf(candidate, facts) } : {}),
    conflicts: oversees ? conflicts.filter((one) => one.candidate === candidate.id) : [],
    flags: offers.find(({ id }) => id === candidate.id)?.flags ?? [],
  };
}

/** Whether a person assesses the application that came with this version, and has no conflict with it. */
export async function assessesVersion({
  call,
  party,
  version,
  person,
}: {
  call: string;
  party: string;
  version: number;
  person: Person;
}): Promise<boolean> {
  const view = await assessmentsFor({ call, person });
  return (
    view?.assesses === true &&
    view.applications.some(
      ({ submission, conflict }) =>
        !conflict && submission?.party === party && submission.version === version,
    )
  );
}

/** How many applications still wait for this person's marks. */
export async function countToAssess({ call, person }: { call: Call; person: Person }): Promise<number> {
  if (call.selection !== "assessment" || !isAssessorOf(call, person)) return 0;
  const selection = await readSelection(call);
  if (!selection) return 0;
  const facts = await assessingOf(call);
  return facts.candidates.filter(
    (candidate) =>
      whyNotMark(person, candidate, facts, selection) === null && isStillTo(person, candidate, facts),
  ).length;
}
