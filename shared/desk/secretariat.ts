/** Notices to the secretariat itself: that a decision date or an activity comes near, that an approval is asked. */
import type { NoticeKind } from "../domain/notice.ts";
import { getCall } from "../store/calls.ts";
import { listPersons } from "../store/parties.ts";
import { tellPersons } from "./prepare.ts";

/**
 * Prepares the notice for every coordinator; an approval goes to the approvers that the call names. The occasion of
 * an activity's notice is `<activity>-<days>`, so that its facts can be found again.
 */
export async function tellSecretariat(
  { call: id, kind, occasion }: { call: string; kind: NoticeKind; occasion: string },
  now: Date,
): Promise<number> {
  const persons = await listPersons();
  const call = id === "review" ? null : await getCall(id);
  const told =
    kind === "approval"
      ? persons.filter((person) => call?.approvers.includes(person.id))
      : persons.filter((person) => person.roles.includes("coordinator"));
  return tellPersons({ call: id, kind, occasion, persons: told }, now);
}
