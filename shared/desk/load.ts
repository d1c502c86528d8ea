/** Brings a definition into the tables. Records that exist stay as people have set them; a draft call follows the file. */
import { createHash } from "node:crypto";
import type { Definition } from "../domain/definition.ts";
import { recordsOf } from "../domain/records.ts";
import { MailMode } from "../domain/review.ts";
import { addCall, listCalls, saveCall } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { record } from "../store/ledger.ts";
import { addContact, addParty, addPerson, listContacts, listParties, listPersons } from "../store/parties.ts";
import {
  addActivity,
  addState,
  findState,
  listActivities,
  loadedDefinition,
  saveDefinition,
} from "../store/reviews.ts";
import { type Change, transact } from "../store/table.ts";

/**
 * Loads a definition; the same one again changes nothing. The definition itself is written last, so that a loading
 * that broke off is taken up again. Records are added in transactions of ninety.
 */
export async function loadDefinition(definition: Definition, now: Date): Promise<void> {
  const hash = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
  if ((await loadedDefinition()) === hash) return;
  const records = recordsOf(definition);
  const [calls, parties, contacts, activities, persons] = await Promise.all([
    listCalls(),
    listParties(),
    listContacts(),
    listActivities(),
    listPersons(),
  ]);
  const absent = <T extends { id: string }>(wanted: T[], present: { id: string }[]) => {
    const known = new Set(present.map(({ id }) => id));
    return wanted.filter(({ id }) => !known.has(id));
  };
  const isFresh = (await findState()) === null;
  const drafts = calls.filter(({ phase }) => phase === "draft");
  const followed = drafts.flatMap((before) => {
    const after = records.calls.find(({ id }) => id === before.id);
    return after ? [saveCall(before, { ...after, generation: before.generation })] : [];
  });
  const changes: Change[] = [
    ...absent(records.persons, persons).map(addPerson),
    ...absent(records.parties, parties).map(addParty),
    ...absent(records.contacts, contacts).flatMap(addContact),
    ...absent(records.activities, activities).map(addActivity),
    ...absent(records.calls, calls).map(addCall),
    ...followed,
  ];
  for (let from = 0; from < changes.length; from += 90) await transact(changes.slice(from, from + 90));
  await transact([
    ...saveDefinition(hash, definition),
    ...(isFresh ? [addState({ ...records.review, mail: MailMode.parse(env("MAIL_MODE")) })] : []),
    record({ actor: "system", act: "review.definition-loaded", detail: { hash: hash.slice(0, 12) } }, now),
  ]);
}
