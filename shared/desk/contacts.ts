/** Contacts in the hands of the secretariat: added, changed, taken away, each with the mails that wait for them. */
import { type ContactFields, contactChange, fieldChanges, isSameAddress } from "../domain/contact-fields.ts";
import { cancelled, type Notice, unsentStates } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { Contact, type MailKind, unaddressed } from "../domain/party.ts";
import { record } from "../store/ledger.ts";
import { noticesInState, saveNotice } from "../store/notices.ts";
import {
  addContact as adding,
  changeContact,
  contactsToChange,
  contactsWithAddress,
  getParty,
  removeUnchanged,
  type StoredContact,
} from "../store/parties.ts";
import type { Change } from "../store/table.ts";
import { contactIdOf } from "./parties.ts";
import { plannedNotices } from "./planned.ts";
import { writeSeen } from "./seen.ts";

/** A contact as a form shows it; `stamp` says which writing of it that was. */
export type SeenContact = StoredContact;

/** One contact of a party; null if there is none. */
export async function contactToEdit({
  party,
  contact,
}: {
  party: string;
  contact: string;
}): Promise<SeenContact | null> {
  return (await contactsToChange(party)).find(({ id }) => id === contact) ?? null;
}

/** Every mail that has not left, of whichever call. */
export async function waitingNotices(): Promise<Notice[]> {
  const found: Notice[] = [];
  for (const state of unsentStates) {
    let after: string | undefined;
    do {
      const page = await noticesInState(state, { limit: 200, ...(after ? { after } : {}) });
      found.push(...page.items);
      after = page.cursor ?? undefined;
    } while (after);
  }
  return found;
}

/** Why nobody can be a contact with this address; null when they can. A mailbox speaks for one party. */
async function addressProblem(party: string, email: string, self?: string): Promise<string | null> {
  const others = (await contactsWithAddress(email.toLowerCase())).filter(({ id }) => id !== self);
  if (others.some((one) => one.party !== party)) return "of-another-party";
  return others.length > 0 ? "contact-exists" : null;
}

interface Adding {
  party: string;
  fields: ContactFields;
  form: string; // of the page that was filled in: sent twice, it adds once
  by: string;
}

/** Adds a contact to a party. */
export async function addContact({ party: id, fields, form, by }: Adding): Promise<Outcome<{ id: string }>> {
  const party = await getParty(id);
  if (!party) return refused("unknown-party");
  const contactId = contactIdOf(party, `${fields.email.toLowerCase()} ${form}`); // its own: old links open nothing
  const present = (await contactsToChange(id)).some((contact) => contact.id === contactId);
  if (present) return { ok: true, id: contactId };
  const problem = await addressProblem(id, fields.email);
  if (problem) return refused(problem);
  const contact = Contact.parse({ ...fields, id: contactId, party: id });
  const now = new Date();
  const detail = { post: contact.post, standing: contact.standing };
  const written = await writeSeen([
    ...adding(contact),
    record({ actor: by, act: "contact.added", party: id, subject: contactId, detail }, now),
  ]);
  return "refused" in written ? written : { ok: true, id: contactId };
}

interface Editing {
  contact: SeenContact;
  fields: ContactFields;
  anotherPerson: boolean;
  by: string;
  waiting?: readonly Notice[]; // where somebody has read them already
}

/** Changes a contact as it was seen. Mails that wait go to its new address, in its new language. */
export async function editContact({
  contact,
  fields,
  anotherPerson,
  by,
  waiting,
}: Editing): Promise<Outcome> {
  const changes = fieldChanges(contact, fields);
  if (changes.length === 0 && !anotherPerson) return { ok: true };
  const moved = !isSameAddress(contact.email, fields.email);
  const problem = moved ? await addressProblem(contact.party, fields.email, contact.id) : null;
  if (problem) return refused(problem);
  const detail = {
    fields: changes.map(({ field }) => field).join(","),
    person: anotherPerson ? "another" : "same",
  };
  const about = { party: contact.party, subject: contact.id, detail };
  return writeSeen([
    changeContact(contact, contactChange(contact, fields, { anotherPerson })),
    ...readdressed(waiting ?? (await waitingNotices()), contact, fields),
    record({ actor: by, act: "contact.changed", ...about }, new Date()),
  ]);
}

/** What waits for a contact, or goes to it in copy, under its new address. */
function readdressed(
  notices: readonly Notice[],
  before: Contact,
  { email, language }: Pick<Contact, "email" | "language">,
): Change[] {
  const isOld = (address: string) => isSameAddress(address, before.email);
  return notices
    .filter(({ party }) => party === before.party)
    .flatMap((notice) => {
      const isOwn = notice.contact === before.id;
      const to = isOwn ? email : notice.to;
      const spoken = isOwn && !notice.edited ? language : notice.language;
      const cc = notice.cc.map((address) => (isOld(address) ? email : address));
      const after = { ...notice, to, cc, language: spoken };
      return JSON.stringify(after) === JSON.stringify(notice) ? [] : [saveNotice(notice, after)];
    });
}

/** What taking a contact away would change. */
export interface Removal {
  contact: SeenContact;
  cancelled: readonly Notice[]; // mails that wait for it
  planned: readonly Notice[]; // mails that the dates would send it
  unaddressed: readonly MailKind[]; // kinds that nobody of the party would get any more, and somebody gets now
}

/** What taking a contact away would change, before it is done; null if there is none. */
export async function removalOf(of: { party: string; contact: string }): Promise<Removal | null> {
  const contacts = await contactsToChange(of.party);
  const contact = contacts.find(({ id }) => id === of.contact);
  if (!contact) return null;
  const [all, planned] = await Promise.all([waitingNotices(), plannedNotices()]);
  const before = unaddressed(contacts);
  const after = unaddressed(contacts.filter(({ id }) => id !== contact.id));
  return {
    contact,
    cancelled: all.filter((notice) => isTo(notice, contact)),
    planned: planned.filter((notice) => isTo(notice, contact)),
    unaddressed: after.filter((kind) => !before.includes(kind)),
  };
}

const isTo = (notice: Notice, { id, party }: Contact) => notice.party === party && notice.contact === id;

/** Takes a contact away as it was seen: its links end, and the mails that wait for it do not go. */
export async function removeContact({ contact, by }: { contact: SeenContact; by: string }): Promise<Outcome> {
  const all = (await waitingNotices()).filter(({ party }) => party === contact.party);
  const without = all.flatMap((notice) => {
    if (isTo(notice, contact)) {
      return [saveNotice(notice, cancelled(notice))];
    }
    const cc = notice.cc.filter((address) => !isSameAddress(address, contact.email));
    return cc.length < notice.cc.length ? [saveNotice(notice, { ...notice, cc })] : [];
  });
  return writeSeen([
    ...removeUnchanged(contact),
    ...without,
    record({ actor: by, act: "contact.removed", party: contact.party, subject: contact.id }, new Date()),
  ]);
}
