/** Who may change what of the secretariat's people, and whom a call may have as its approvers. */
import { assessmentsNeeded } from "./assessment.ts";
import type { Call } from "./call.ts";
import type { Person } from "./review.ts";
import { approvalsNeeded } from "./seats.ts";
import type { Selection } from "./selection.ts";

export interface Running {
  call: Pick<Call, "id" | "approvers" | "assessors">;
  selection: Pick<Selection, "decidedAt" | "slate" | "approvals"> | null;
}

interface Changing {
  by: string;
  before: Person;
  after: Person;
  people: readonly Person[];
  running: readonly Running[];
}

/** Whoever has no role has no access: the record stays, since entries of the ledger name it. */
export const hasEnded = ({ roles }: Pick<Person, "roles">): boolean => roles.length === 0;

/** Why a person may not be changed so; null when they may. */
export function personProblem({ by, before, after, people, running }: Changing): string | null {
  const lost = before.roles.filter((role) => !after.roles.includes(role));
  const isOther =
    lost.length > 0 || after.roles.length > before.roles.length || after.office !== before.office;
  if (before.id === by && isOther) return "own-roles";
  if (lost.includes("coordinator") && !others(people, before).some(isCoordinator)) return "last-coordinator";
  const open = running.filter(({ selection }) => selection && !selection.decidedAt);
  if (lost.includes("approver") && open.some(({ call }) => call.approvers.includes(before.id))) {
    return "still-approver";
  }
  if (lost.includes("assessor") && open.some(({ call }) => call.assessors.includes(before.id))) {
    return "still-assessor";
  }
  const changed = people.map((person) => (person.id === before.id ? after : person));
  const stand = open.filter(({ call }) => call.approvers.includes(before.id));
  return after.office !== before.office &&
    stand.some(({ call }) => officesOf(changed, call.approvers) < approvalsNeeded)
    ? "one-office"
    : null;
}

const isCoordinator = ({ roles }: Person) => roles.includes("coordinator");
const others = (people: readonly Person[], { id }: Person) => people.filter((one) => one.id !== id);

/** A coordinator who stays, on whose staying the change of another rests; undefined where no coordinator goes. */
export const keeperOf = <P extends Person>(
  before: Person,
  after: Person,
  people: readonly P[],
): P | undefined =>
  isCoordinator(before) && !isCoordinator(after)
    ? people.find((one) => one.id !== before.id && isCoordinator(one))
    : undefined;

const officesOf = (people: readonly Person[], ids: readonly string[]): number =>
  new Set(people.flatMap(({ id, office }) => (ids.includes(id) ? [office] : []))).size;

/**
 * Why these cannot be the approvers of a call; null when they can. They stand still once one of them has approved: a
 * slate is approved by those who were asked.
 */
export function approversProblem(
  { selection }: Pick<Running, "selection">,
  chosen: readonly string[],
  people: readonly Person[],
): string | null {
  if (!selection) return "not-interest";
  if (selection.decidedAt) return "already-decided";
  const given = selection.approvals.some(
    ({ slate, verdict }) => slate === selection.slate && verdict === "approved",
  );
  if (given) return "approval-given";
  const approvers = people.filter(({ id, roles }) => chosen.includes(id) && roles.includes("approver"));
  if (approvers.length < new Set(chosen).size) return "unknown-approver";
  const isEnough = approvers.length >= approvalsNeeded && officesOf(approvers, chosen) >= approvalsNeeded;
  return isEnough ? null : "too-few-approvers";
}

/** Whether those who assess a call are as many as its rule asks for. */
export const hasEnoughAssessors = ({ assessors }: Pick<Call, "assessors">): boolean =>
  assessors.length >= assessmentsNeeded;

/** An id of letters and dashes out of a name, which no other person has. */
export function personId(name: string, taken: readonly string[]): string {
  const plain =
    name
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 34) || "person";
  const base = plain.length < 2 ? `${plain}-x` : plain;
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number++) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`;
}
