/** The people of the secretariat and the approvers of a call, as coordinators change them. */
import type { Call } from "../domain/call.ts";
import { cancelled, prepareNotice, unsentStates } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { approversProblem, keeperOf, personId, personProblem, type Running } from "../domain/people.ts";
import { Person } from "../domain/review.ts";
import type { Selection } from "../domain/selection.ts";
import { getCall, listCalls, saveCall } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { record } from "../store/ledger.ts";
import { addNotice, noticesOfOccasion, saveNotice } from "../store/notices.ts";
import {
  addPerson as adding,
  changePerson as changing,
  listStoredPersons,
  type StoredPerson,
  samePerson,
} from "../store/parties.ts";
import { readSelection, readSelections, unchanged } from "../store/selection.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { writeSeen } from "./seen.ts";

export type SeenPerson = StoredPerson;

/** Everybody with the mark of their last writing, for forms. */
export const listPeopleToChange = (): Promise<SeenPerson[]> => listStoredPersons();

/** The calls that have approvers, with how their selections stand. */
export async function listRunning(): Promise<{ call: Call; selection: Selection }[]> {
  return readSelections(await listCalls());
}

interface Adding {
  person: Omit<Person, "id">;
  by: string;
}

/** Adds a person. They come in once they have an account to sign in with; that is made elsewhere. */
export function addPerson({ person, by }: Adding): Promise<Outcome<{ id: string }>> {
  const now = new Date();
  return decideAgain(async () => {
    const people = await listStoredPersons();
    const isKnown = people.some(({ email }) => email.toLowerCase() === person.email.toLowerCase());
    if (isKnown) return refused("person-exists");
    const id = personId(
      person.name,
      people.map((one) => one.id),
    );
    const detail = { roles: person.roles.join(",") };
    await transact([
      adding(Person.parse({ ...person, id })),
      record({ actor: by, act: "person.added", subject: id, detail }, now),
    ]);
    return { ok: true, id };
  });
}

interface Changing {
  id: string;
  stamp: string | undefined; // of the writing that was seen
  change: Pick<Person, "name" | "office" | "roles" | "language">;
  by: string;
}

/** Changes name, office, roles or language of a person; without a role they have no access any more. */
export async function changePerson({ id, stamp, change, by }: Changing): Promise<Outcome> {
  const [people, running] = await Promise.all([listStoredPersons(), listRunning()]);
  const before = people.find((one) => one.id === id);
  if (!before) return refused("unknown-person");
  if (before.stamp !== stamp) return refused("stale");
  const after = Person.parse({ ...before, ...change });
  const problem = personProblem({ by, before, after, people, running });
  if (problem) return refused(problem);
  const detail = { roles: after.roles.join(","), before: before.roles.join(",") };
  const ended = after.roles.length === 0 && before.roles.length > 0;
  const act = ended ? "person.access-ended" : "person.changed";
  const keeper = keeperOf(before, after, people);
  return writeSeen([
    changing(before, after),
    ...(keeper ? [samePerson(keeper)] : []),
    ...running.flatMap((one) => (isNamed(one, id) ? [saveCall(one.call, one.call)] : [])),
    record({ actor: by, act, subject: id, detail }, new Date()),
  ]);
}

/** A call that names the person must not come to name them otherwise meanwhile. */
const isNamed = ({ call, selection }: Running, id: string): boolean =>
  selection?.decidedAt === undefined && [...call.approvers, ...call.assessors].includes(id);

/** Names other approvers for a call. A slate that waits goes to those who were not asked yet. */
export async function changeApprovers({
  call: id,
  approvers,
  version,
  by,
}: {
  call: string;
  approvers: string[];
  version: number; // of the call that the person saw
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  const [call, people] = await Promise.all([getCall(id), listStoredPersons()]);
  if (!call) return refused("unknown-call");
  if (call.version !== version) return refused("stale");
  const selection = await readSelection(call);
  const chosen = [...new Set(approvers)];
  const problem = approversProblem({ selection }, chosen, people);
  if (problem || !selection) return refused(problem ?? "not-interest");
  const added = people.filter((one) => chosen.includes(one.id) && !call.approvers.includes(one.id));
  const detail = { before: call.approvers.join(","), after: chosen.join(",") };
  return writeSeen([
    saveCall(call, { ...call, approvers: chosen }),
    unchanged(selection),
    ...added.map(samePerson),
    ...(await asked(call, selection, chosen, added, now)),
    record({ actor: by, act: "call.approvers-changed", call: id, detail }, now),
  ]);
}

/** While a slate waits: a notice to each new approver, and none any more to whoever no longer is one. */
async function asked(
  { id: call }: Call,
  { proposedAt, slate }: Selection,
  chosen: readonly string[],
  added: readonly Person[],
  now: Date,
): Promise<Change[]> {
  if (!proposedAt) return [];
  const occasion = String(slate);
  const told = await noticesOfOccasion(call, "approval", occasion);
  const stopped = told.filter(
    ({ contact, state }) => !chosen.includes(contact) && unsentStates.includes(state),
  );
  return [
    ...added
      .filter(({ id }) => !told.some(({ contact }) => contact === id))
      .map((contact) =>
        addNotice(
          prepareNotice({ review: env("REVIEW_ID"), call, kind: "approval", occasion, contact, now }),
        ),
      ),
    ...stopped.map((notice) => saveNotice(notice, cancelled(notice))),
  ];
}
