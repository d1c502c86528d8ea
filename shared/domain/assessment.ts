/**
 * The assessment of persons: marks by published criteria, conflicts of interest, and what the marks of several come to.
 * Nobody is ranked: a median reaches the published threshold, or it does not.
 */
import * as z from "zod";
import { type Call, Instant } from "./call.ts";
import type { Candidate } from "./candidates.ts";
import type { Criterion } from "./definition.ts";
import { isSameName } from "./offer.ts";
import type { Contact, Party } from "./party.ts";
import type { Person } from "./review.ts";
import { domainOf, isProviderDomain } from "./sender.ts";

/** The marks that one person gave an application. Confidential: kept outside the ledger. */
export const Assessment = z.object({
  call: z.string(),
  candidate: z.string(),
  version: z.number().int(), // of the application that was read: its marks say nothing of a later one
  person: z.string(),
  office: z.string(),
  marks: z.record(z.string(), z.number().int()), // by criterion
  note: z.string().optional(),
  at: Instant,
  revision: z.number().int(),
});
export type Assessment = z.infer<typeof Assessment>;

/** What an assessor says of themselves. Confidential. */
export const DeclaredConflict = z.object({
  call: z.string(),
  candidate: z.string(),
  person: z.string(),
  kind: z.literal("declared"),
  why: z.string().optional(),
  at: Instant,
});
export type DeclaredConflict = z.infer<typeof DeclaredConflict>;

/** By what a conflict shows without anybody's word; computed whenever it is asked for, and never stored. */
type ConflictSign = "address" | "name" | "office";
export interface DetectedConflict {
  call: string;
  candidate: string;
  person: string;
  kind: "detected";
  why: ConflictSign;
}
export type Conflict = DeclaredConflict | DetectedConflict;

interface Known {
  parties: readonly Party[];
  contacts: readonly Contact[];
}

/** The conflicts that show between these people and these candidates. */
export function detectedConflicts(
  call: string,
  people: readonly Person[],
  candidates: readonly Candidate[],
  known: Known,
): DetectedConflict[] {
  return people.flatMap((person) =>
    candidates.flatMap((candidate): DetectedConflict[] => {
      const why = signOf(person, candidate, known);
      return why ? [{ call, candidate: candidate.id, person: person.id, kind: "detected", why }] : [];
    }),
  );
}

function signOf(person: Person, candidate: Candidate, { parties, contacts }: Known): ConflictSign | null {
  const isTheirs = (party: string) => candidate.parties.includes(party);
  const address = person.email.toLowerCase();
  const domain = domainOf(address);
  const isNear = (other: string) =>
    other === address || (domainOf(other) === domain && !isProviderDomain(domain));
  if (contacts.some(({ party, email }) => isTheirs(party) && isNear(email.toLowerCase()))) return "address";
  if (candidate.person && isSameName(candidate.person.name, person.name)) return "name";
  const names = parties
    .filter(({ id }) => isTheirs(id))
    .flatMap((party) => [party.code, ...Object.values(party.names).map(({ name }) => name)]);
  return names.some((name) => isSameName(name, person.office)) ? "office" : null;
}

/** Everything that decides who assesses whom, and what comes of it. */
export interface Assessing {
  call: Pick<Call, "id" | "assessors" | "threshold">;
  criteria: readonly Criterion[];
  people: readonly Person[]; // of the secretariat
  assessments: readonly Assessment[];
  conflicts: readonly Conflict[];
}

/** Whether a call is assessed by this person. */
export const isAssessorOf = ({ assessors }: Pick<Call, "assessors">, { id, roles }: Person): boolean =>
  roles.includes("assessor") && assessors.includes(id);

export const conflictOf = (
  conflicts: readonly Conflict[],
  person: string,
  candidate: string,
): Conflict | undefined => conflicts.find((one) => one.person === person && one.candidate === candidate);

/** Why a person must not mark a candidate; null when they may. */
export function whyNotAssess(
  { call, conflicts }: Pick<Assessing, "call" | "conflicts">,
  person: Person,
  candidate: string,
): "not-assessor" | "conflict" | null {
  if (!isAssessorOf(call, person)) return "not-assessor";
  return conflictOf(conflicts, person.id, candidate) ? "conflict" : null;
}

/** The marks that a criterion knows, lowest first: from the lowest anchor to the highest, those between them too. */
export function marksOf({ anchors }: Pick<Criterion, "anchors">): number[] {
  const marks = anchors.map(({ mark }) => mark);
  if (marks.length === 0) return [];
  const lowest = Math.min(...marks);
  return Array.from({ length: Math.max(...marks) - lowest + 1 }, (_, at) => lowest + at);
}

/** Whether each criterion has one of its marks. */
export const areComplete = (marks: Assessment["marks"], criteria: readonly Criterion[]): boolean =>
  criteria.length > 0 &&
  criteria.every((criterion) => marksOf(criterion).some((mark) => mark === marks[criterion.id]));

/** What one person's marks come to: their mean. */
export const totalOf = ({ marks }: Pick<Assessment, "marks">, criteria: readonly Criterion[]): number =>
  criteria.reduce((sum, { id }) => sum + (marks[id] ?? 0), 0) / criteria.length;

type Application = Pick<Candidate, "id" | "version">;

/**
 * The assessments of a candidate that count: of the application as it stands, whole, and of nobody with a conflict.
 * Marks once given count although their author is no longer assigned: to remove somebody is no way to move a median.
 */
export function countingOf(
  candidate: Application,
  { assessments, conflicts, criteria }: Assessing,
): Assessment[] {
  return assessments
    .filter((one) => one.candidate === candidate.id && one.version === candidate.version)
    .filter(({ person }) => !conflictOf(conflicts, person, candidate.id))
    .filter(({ marks }) => areComplete(marks, criteria));
}

/** What the marks of a candidate come to, for who places and who approves. */
export interface Summary {
  count: number; // of assessments that count
  median?: number; // of the assessors' means
  spread?: number; // between the highest and the lowest
  waiting: Person[]; // assigned, without conflict, and still to assess
  isComplete: boolean;
  reaches: boolean; // enough of them, and the threshold
}

/** Two people judge better than one, and one alone has no median. */
export const assessmentsNeeded = 2;

/** Means of whole marks are rarely exact in binary: 3.3 must reach 3.3. */
const rounding = 1e-9;

export function summaryOf(candidate: Application, at: Assessing): Summary {
  const counting = countingOf(candidate, at);
  const totals = counting.map((one) => totalOf(one, at.criteria)).sort((a, b) => a - b);
  const waiting = at.people.filter(
    (person) =>
      whyNotAssess(at, person, candidate.id) === null && !counting.some((one) => one.person === person.id),
  );
  const common = {
    count: totals.length,
    waiting,
    isComplete: totals.length > 0 && waiting.length === 0,
  };
  const [first, last] = [totals[0], totals.at(-1)];
  if (first === undefined || last === undefined) return { ...common, reaches: false };
  const median = medianOf(totals);
  const threshold = at.call.threshold ?? Number.NEGATIVE_INFINITY;
  const reaches = totals.length >= assessmentsNeeded && median + rounding >= threshold;
  return { ...common, median, spread: last - first, reaches };
}

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const [below = 0, above = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

/** Why a person may not be placed, by what the marks come to; null when they may. */
export function shortfallOf({ count, reaches }: Summary): "too-few-assessments" | "below-threshold" | null {
  if (count < assessmentsNeeded) return "too-few-assessments";
  return reaches ? null : "below-threshold";
}

/** Whether this person's marks are still to come, for the application as it stands. */
export const isStillTo = (person: Person, candidate: Application, at: Assessing): boolean =>
  summaryOf(candidate, at).waiting.some(({ id }) => id === person.id);

/**
 * The marks of a candidate that a person may see: their own; those of others once theirs are given, so that each judges
 * alone. Who oversees the selection sees all, unless their own are still to come.
 */
export function marksSeenBy(
  person: Person,
  candidate: Application,
  at: Assessing,
  oversees: boolean,
): Assessment[] {
  const all = at.assessments.filter((one) => one.candidate === candidate.id);
  const hasGiven = countingOf(candidate, at).some((one) => one.person === person.id);
  const seesAll = hasGiven || (oversees && !isStillTo(person, candidate, at));
  return seesAll ? all : all.filter((one) => one.person === person.id);
}

/**
 * Whether a person's marks of a candidate no longer change: those of others can be seen by now, and whoever changes
 * theirs after that has not judged alone. A later version of the application is marked anew.
 */
export const areFixed = (person: Person, candidate: Application, at: Assessing): boolean =>
  marksSeenBy(person, candidate, at, false).some((one) => one.person !== person.id);
