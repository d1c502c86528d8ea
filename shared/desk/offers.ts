/** Offers: the persons of a party keep their numbers, and what a mail offers is noted by whoever reads it. */
import { type Interest, numberedInterest } from "../domain/offer.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { getCall } from "../store/calls.ts";
import { openDraftOf } from "../store/drafts.ts";
import { record } from "../store/ledger.ts";
import { getSubmission, saveSubmission, versionsOf } from "../store/submissions.ts";
import { decideAgain, transact } from "../store/table.ts";

/**
 * The offer with a number for each person, the same as in the party's earlier versions and in its open draft: whom a
 * person of the secretariat reads out of a mail must not get the number of somebody who stands in the draft.
 */
export async function withNumbers(
  { call, party }: { call: string; party: string },
  interest: Interest,
): Promise<Interest> {
  if (!interest.nominees) return interest;
  const [versions, draft] = await Promise.all([versionsOf(call, party), openDraftOf(call, party)]);
  return numberedInterest(
    interest,
    [...versions.flatMap(({ interest: own, read }) => [own, read?.interest]), draft.interest].flatMap(
      (one) => one ?? [],
    ),
  );
}

/** Notes what a mail or its files offer, as a person read them. The words of the party stay as they came. */
export function noteOffer({
  call: id,
  party,
  version,
  interest,
  seen,
  by,
}: {
  call: string;
  party: string;
  version: number;
  interest: Interest;
  seen?: string | undefined; // when what the person saw noted before was noted
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const [call, submission] = await Promise.all([getCall(id), getSubmission(id, party, version)]);
    if (call?.kind !== "interest") return refused("not-interest");
    if (!submission || submission.state === "taken-back" || submission.state === "withdrawn")
      return refused("not-effective");
    if (submission.read?.at !== seen) return refused("stale");
    // The form of the desk has no field for it.
    const jointWith = interest.jointWith ?? (submission.read?.interest ?? submission.interest)?.jointWith;
    const known = await withNumbers({ call: id, party }, { ...interest, ...(jointWith && { jointWith }) });
    await transact([
      saveSubmission(submission, { ...submission, read: { interest: known, by, at: now.toISOString() } }),
      record(
        { actor: by, act: "submission.offer-read", call: id, party, subject: submission.reference },
        now,
      ),
    ]);
    return { ok: true };
  });
}
