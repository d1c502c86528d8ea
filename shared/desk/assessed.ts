/** What the assessments of a call come to, for whoever marks, places or proposes. */
import {
  type Assessing,
  detectedConflicts,
  isAssessorOf,
  shortfallOf,
  summaryOf,
} from "../domain/assessment.ts";
import type { Call } from "../domain/call.ts";
import { type Candidate, candidatesOf } from "../domain/candidates.ts";
import type { Party } from "../domain/party.ts";
import type { Submission } from "../domain/submission.ts";
import { assessmentsOf, conflictsOf } from "../store/assessments.ts";
import { listContacts, listParties, listPersons } from "../store/parties.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { submissionsOfCall } from "../store/submissions.ts";

/** Who is assessed by whom, with the applications that the marks are about. */
export interface AssessingFacts extends Assessing {
  candidates: Candidate[]; // persons
  submissions: Submission[]; // of the call, every version
  parties: Party[];
}

/** Everything that decides who assesses whom on a call, and what comes of it. */
export async function assessingOf(call: Call): Promise<AssessingFacts> {
  const [definition, state, submissions, parties, people, contacts, assessments, declared] =
    await Promise.all([
      readDefinition(),
      readState(),
      submissionsOfCall(call.id),
      listParties(),
      listPersons(),
      listContacts(),
      assessmentsOf(call.id),
      conflictsOf(call.id),
    ]);
  const scheme = definition.schemes.find(({ id }) => id === state.scheme);
  const candidates = candidatesOf(call, submissions, parties, scheme).filter(({ person }) => person);
  // Whoever was removed after giving marks must not have had a conflict either.
  const judges = people.filter(
    (person) => isAssessorOf(call, person) || assessments.some((one) => one.person === person.id),
  );
  const detected = detectedConflicts(call.id, judges, candidates, { parties, contacts });
  const criteria = definition.calls.find(({ id }) => id === call.id)?.criteria ?? [];
  const conflicts = [...declared, ...detected];
  return { call, criteria, people, assessments, conflicts, candidates, submissions, parties };
}

/** Why these candidates may not stand in the seats of a call yet; null when they may, or where nobody is assessed. */
export async function whyNotAssessed(
  call: Call,
  candidates: readonly (string | undefined)[],
): Promise<string | null> {
  if (call.selection !== "assessment" || candidates.length === 0) return null;
  const facts = await assessingOf(call);
  for (const id of candidates) {
    const candidate = facts.candidates.find((one) => one.id === id);
    if (!candidate) return "unknown-candidate";
    const shortfall = shortfallOf(summaryOf(candidate, facts));
    if (shortfall) return shortfall;
  }
  return null;
}
