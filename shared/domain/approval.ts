/** Approvals: two different people of different offices, named for the call, on the slate as it stands. */
import type { Call } from "./call.ts";
import { type Outcome, refused } from "./outcome.ts";
import type { Person } from "./review.ts";
import { approvalsNeeded, newSlate } from "./seats.ts";
import type { Approval, Selection } from "./selection.ts";

/** Approvals that count: given to the slate as it stands. */
export const standingApprovals = (selection: Selection): Approval[] =>
  selection.approvals.filter((one) => one.slate === selection.slate && one.verdict === "approved");

/** Who may know everything of a selection: who runs it, who approves it, and auditors. */
export const maySeeAll = ({ roles, id }: Person, call: Pick<Call, "approvers">): boolean =>
  roles.includes("coordinator") || roles.includes("auditor") || call.approvers.includes(id);

/** Begin of the id of the draft in which the signed scan of an approval lies: it serves this slate of this call alone. */
export const scanDraft = (call: string, slate: number) => `desk.approval.${call}.${slate}`;

export interface Verdict {
  slate: number; // the one that the person saw
  person: Person;
  verdict: Approval["verdict"];
  comment?: string | undefined;
  onBehalf?: Approval["onBehalf"];
}

/**
 * Records one approver's verdict. The last approval needed decides; a return sends the slate back to the secretariat
 * under a new number, so that the next proposal is approved anew by everyone.
 */
export function approve(
  selection: Selection,
  call: Call,
  given: Verdict,
  now: Date,
): Outcome<{ selection: Selection; decided: boolean }> {
  const problem = whyNot(selection, call, given);
  if (problem) return refused(problem);
  const approval: Approval = {
    person: given.person.id,
    office: given.person.office,
    verdict: given.verdict,
    ...(given.comment ? { comment: given.comment } : {}),
    ...(given.onBehalf ? { onBehalf: given.onBehalf } : {}),
    at: now.toISOString(),
    slate: selection.slate,
  };
  const recorded = { ...selection, approvals: [...selection.approvals, approval] };
  if (given.verdict === "returned") return { ok: true, decided: false, selection: newSlate(recorded) };
  const decided = standingApprovals(recorded).length >= approvalsNeeded;
  return {
    ok: true,
    decided,
    selection: decided ? { ...recorded, decidedAt: now.toISOString() } : recorded,
  };
}

/** Who gave or recorded a verdict: two of one slate never come from one hand. */
const handOf = ({ person, onBehalf }: { person: string | Person; onBehalf?: Approval["onBehalf"] }): string =>
  onBehalf?.recordedBy ?? (typeof person === "string" ? person : person.id);

function whyNot(selection: Selection, call: Call, given: Verdict) {
  if (!call.approvers.includes(given.person.id)) return "not-approver";
  if (given.slate !== selection.slate) return "other-slate";
  if (!selection.proposedAt) return "not-proposed";
  if (selection.decidedAt) return "already";
  const current = selection.approvals.filter((one) => one.slate === selection.slate);
  if (current.some((one) => one.person === given.person.id)) return "already";
  if (current.some((one) => one.office === given.person.office)) return "same-office";
  const { onBehalf } = given;
  if (onBehalf && selection.approvals.some((one) => one.onBehalf?.scan === onBehalf.scan)) return "scan-used";
  return current.some((one) => handOf(one) === handOf(given)) ? "one-hand" : null;
}
