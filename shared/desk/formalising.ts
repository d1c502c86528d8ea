/** What something that comes in is to the answers that a party gave before: a correction, a withdrawal, the formal word. */
import { type Outcome, refused } from "../domain/outcome.ts";
import type { AssignedAs } from "../domain/sorting.ts";
import type { Submission } from "../domain/submission.ts";
import type { StoredStanding } from "../store/calls.ts";
import { getSubmission, saveSubmission } from "../store/submissions.ts";
import type { Change } from "../store/table.ts";

type More = { more: Partial<Submission>; changes: Change[] };

/** What the next version says of those before it, and the changes to them. */
export async function aboutOf(
  as: AssignedAs,
  standing: StoredStanding,
  by: string,
  now: Date,
): Promise<Outcome<More>> {
  const { call, party, effective, informal, versions } = standing;
  if (as === "answer") return { ok: true, more: {}, changes: [] };
  if (as === "correction") {
    return effective === undefined
      ? refused("nothing-to-correct")
      : { ok: true, more: { corrects: effective }, changes: [] };
  }
  if (as === "withdrawal") {
    return effective === undefined || standing.withdrawn
      ? refused("nothing-to-withdraw")
      : { ok: true, more: { state: "withdrawn", confirmedBy: by }, changes: [] };
  }
  const entry = informal === undefined ? null : await getSubmission(call, party, informal);
  if (!entry) return refused("nothing-to-formalise");
  const formalised = { ...entry, formalisedBy: { version: versions + 1, by, at: now.toISOString() } };
  return {
    ok: true,
    more: { formalises: entry.version, ...(entry.interest && { interest: entry.interest }) },
    changes: [saveSubmission(entry, formalised)],
  };
}
