/** Parties and contacts, as pages show them and people change them. */

import { type Outcome, refused } from "../domain/outcome.ts";
import { Contact, nextBest, type Party } from "../domain/party.ts";
import { contactOfToken, isTokenOf } from "../mail/links.ts";
import { shortHash } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import {
  listParties as allParties,
  changeContact,
  contactById,
  contactsOf as contactsOfParty,
  contactToChange,
  listContacts as everyContact,
  getParty as partyById,
  saveParty,
} from "../store/parties.ts";
import { linkSecret } from "../store/secrets.ts";
import { decideAgain, transact } from "../store/table.ts";

/** Everyone who may be invited. */
export const listParties = (): Promise<Party[]> => allParties();
/** A party by its id; null if there is none. */
export const getParty = ({ party }: { party: string }): Promise<Party | null> => partyById(party);
/** The mailboxes and persons of a party, whatever their standing. */
export const contactsOf = ({ party }: { party: string }): Promise<Contact[]> => contactsOfParty(party);

/** An id that begins with its party's, for what is said of the contact: of an address alone, it is always the same. */
export function contactIdOf({ id }: Pick<Party, "id">, said: string): string {
  const prefix = id.toLowerCase().replace(/[^a-z0-9]/g, "");
  return `${prefix.slice(0, 12)}${shortHash(said)}`;
}

/** A contact that a mail made known; the same address of a party is the same contact. */
export function newContact({
  party,
  email,
  name,
  standing,
}: {
  party: Party;
  email: string;
  name?: string | undefined;
  standing: Contact["standing"];
}): Contact {
  const { language } = party;
  return Contact.parse({
    id: contactIdOf(party, email),
    party: party.id,
    post: "other",
    email,
    name: name || undefined,
    language,
    standing,
  });
}

/** Whose page a link opens; null when it is foreign or was revoked. */
export async function openLink({
  link,
}: {
  link: string;
}): Promise<{ contact: Contact; party: Party } | null> {
  const id = contactOfToken(link);
  const contact = id ? await contactById(id) : null;
  if (!contact || !isTokenOf(await linkSecret(), link, contact)) return null;
  const party = await partyById(contact.party);
  return party && { contact, party };
}

/** A contact whose mail comes back, and whom to turn to instead. */
export interface Unreachable {
  party: Party;
  contact: Contact;
  next: Contact | undefined;
}

/** Everyone whose mail comes back, by party; those who speak for it first. */
export async function unreachableContacts(): Promise<Unreachable[]> {
  const contacts = await everyContact();
  const lost = contacts.filter(({ unreachable }) => unreachable);
  if (lost.length === 0) return [];
  const parties = new Map((await allParties()).map((party) => [party.id, party]));
  return lost.flatMap((contact) => {
    const party = parties.get(contact.party);
    const own = contacts.filter((one) => one.party === contact.party);
    return party ? [{ party, contact, next: nextBest(own, contact.id) }] : [];
  });
}

/** A person knows that the address works, or works again: mail goes there as before. */
export function reachableAgain({ contact: id, by }: { contact: string; by: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const contact = await contactToChange(id);
    if (!contact) return refused("unknown-contact");
    if (!contact.unreachable) return { ok: true };
    const entry = record({ actor: by, act: "contact.reachable", party: contact.party, subject: id }, now);
    await transact([changeContact(contact, { unreachable: false, bounced: undefined }), entry]);
    return { ok: true };
  });
}

/** Keeps reminders from a party, or lets them go again. */
export async function pauseParty({
  party: id,
  paused,
  by,
}: {
  party: string;
  paused: boolean;
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  const party = await partyById(id);
  if (!party) return refused("unknown-party");
  if (party.paused === paused) return { ok: true };
  const act = paused ? "party.paused" : "party.resumed";
  await transact([saveParty({ ...party, paused }), record({ actor: by, act, party: id }, now)]);
  return { ok: true };
}

/** Revokes every link sent to a contact so far. */
export function raiseGeneration({ contact: id, by }: { contact: string; by: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const contact = await contactToChange(id);
    if (!contact) return refused("unknown-contact");
    const entry = record({ actor: by, act: "contact.links-revoked", party: contact.party, subject: id }, now);
    await transact([changeContact(contact, { generation: contact.generation + 1 }), entry]);
    return { ok: true };
  });
}
