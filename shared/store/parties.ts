/** Parties, their contacts and the people of the secretariat, as stored. */
import * as z from "zod";
import { Contact, Party } from "../domain/party.ts";
import { Person } from "../domain/review.ts";
import { env } from "./environment.ts";
import { newId } from "./ids.ts";
import { indexKeys, keys, partitions, prefixes } from "./keys.ts";
import { type Change, demand, getItem, put, putNew, queryAll, queryPage, remove, replace } from "./table.ts";

const review = () => partitions.review(env("REVIEW_ID"));

export const getParty = (id: string) => getItem(keys.party(env("REVIEW_ID"), id), Party);
export const listParties = () => queryAll({ pk: review(), begins: prefixes.parties }, Party);
export const partiesPage = (limit: number, after?: string) =>
  queryPage({ pk: review(), begins: prefixes.parties, limit, after }, Party);

export const contactsOf = (party: string) =>
  queryAll({ pk: review(), begins: prefixes.contactsOf(party) }, Contact);
export const listContacts = () => queryAll({ pk: review(), begins: prefixes.contacts }, Contact);

/** Contacts of the parties from one id to another, both included. */
export function contactsBetween(first: string, last: string): Promise<Contact[]> {
  return queryAll(
    { pk: review(), from: prefixes.contactsOf(first), to: `${prefixes.contactsOf(last)}~` },
    Contact,
  );
}

/** A contact of a party. */
export const contactOf = (party: string, id: string) =>
  getItem(keys.contact(env("REVIEW_ID"), party, id), Contact);

/** A contact by its id, wherever its party; null when there is none. */
export async function contactById(id: string): Promise<Contact | null> {
  const pointer = await getItem(keys.contactPointer(id), ContactPointer);
  return pointer ? getItem(keys.contact(env("REVIEW_ID"), pointer.party, id), Contact) : null;
}

/** Every contact whose address is at this domain (lower case). */
export const contactsAtDomain = (domain: string) =>
  queryAll({ pk: indexKeys.domain(domain), index: true }, Contact);

/** Contacts with exactly this address (lower case), whatever their party. */
export const contactsWithAddress = (address: string) =>
  queryAll(
    {
      pk: indexKeys.domain(address.slice(address.lastIndexOf("@") + 1)),
      begins: indexKeys.address(address),
      index: true,
    },
    Contact,
  );

export const getPerson = (id: string) => getItem(keys.person(env("REVIEW_ID"), id), Person);
export const listPersons = () => queryAll({ pk: review(), begins: prefixes.persons }, Person);

/** The person of the secretariat or approver with this address; null when there is none. */
export async function personByEmail(email: string): Promise<Person | null> {
  const wanted = email.toLowerCase();
  return (await listPersons()).find((person) => person.email.toLowerCase() === wanted) ?? null;
}

const ContactPointer = Contact.pick({ party: true });

/**
 * The two items of a contact: the contact under its party, found by domain too, and a pointer from its id alone.
 */
function contactItems(given: Contact, stamp: string) {
  const contact = Contact.parse(given); // one that cannot be read again would stop every reading of its party
  const address = contact.email.toLowerCase();
  const key = keys.contact(env("REVIEW_ID"), contact.party, contact.id);
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return [
    {
      ...contact,
      stamp,
      entity: "contact",
      ...key,
      gpk: indexKeys.domain(domain),
      gsk: `${indexKeys.address(address)}${contact.id}`,
    },
    {
      party: contact.party,
      entity: "contact-pointer",
      ...keys.contactPointer(contact.id),
    },
  ] as const;
}

/** A contact with the mark of its last writing, which guards it against two writers. */
const StoredContact = Contact.extend({ stamp: z.string().optional() });
export type StoredContact = z.infer<typeof StoredContact>;

const newStamp = () => newId("stamp", new Date());

export const saveContact = (contact: Contact): Change[] => contactItems(contact, newStamp()).map(put);
export const addContact = (contact: Contact): Change[] => contactItems(contact, newStamp()).map(putNew);

/** A contact that a program is to change, wherever its party. */
export async function contactToChange(id: string): Promise<StoredContact | null> {
  const pointer = await getItem(keys.contactPointer(id), ContactPointer);
  return pointer ? getItem(keys.contact(env("REVIEW_ID"), pointer.party, id), StoredContact) : null;
}

/** A party's contacts with the marks of their last writing. */
export const contactsToChange = (party: string) =>
  queryAll({ pk: review(), begins: prefixes.contactsOf(party) }, StoredContact);
export const allContactsToChange = () => queryAll({ pk: review(), begins: prefixes.contacts }, StoredContact);

/** The change that puts a contact in its new form, if nobody wrote it since it was read. It is found by its new address. */
export function changeContact(
  { stamp, ...before }: StoredContact,
  change: { [F in keyof Contact]?: Contact[F] | undefined }, // undefined takes a value away
): Change {
  const [item] = contactItems(Contact.parse({ ...before, ...change }), newStamp());
  return replace(item, "stamp", stamp);
}

/** Takes a contact away, if nobody wrote it since it was read: whoever holds its links comes in no more. */
export const removeUnchanged = ({ stamp, ...contact }: StoredContact): Change[] => [
  stamp === undefined
    ? remove(keys.contact(env("REVIEW_ID"), contact.party, contact.id), "email", contact.email)
    : remove(keys.contact(env("REVIEW_ID"), contact.party, contact.id), "stamp", stamp),
  remove(keys.contactPointer(contact.id), "party", contact.party),
];

/** Takes a contact away that was made by mistake: whoever holds its links comes in no more. */
export const removeContact = (contact: Contact): Change[] => [
  remove(keys.contact(env("REVIEW_ID"), contact.party, contact.id), "email", contact.email),
  remove(keys.contactPointer(contact.id), "party", contact.party),
];

export const saveParty = (party: Party): Change =>
  put({ ...party, entity: "party", ...keys.party(env("REVIEW_ID"), party.id) });
export const addParty = (party: Party): Change =>
  putNew({ ...party, entity: "party", ...keys.party(env("REVIEW_ID"), party.id) });
/** A person with the mark of the last writing; one as the definition has it has none. */
const StoredPerson = Person.extend({ stamp: z.string().optional() });
export type StoredPerson = z.infer<typeof StoredPerson>;

export const listStoredPersons = () => queryAll({ pk: review(), begins: prefixes.persons }, StoredPerson);

const personItem = (person: Person) => ({
  ...Person.parse(person),
  entity: "person",
  ...keys.person(env("REVIEW_ID"), person.id),
});

export const addPerson = (person: Person): Change => putNew(personItem(person));

/** The change that puts a person in their new form, if nobody wrote it since it was read. */
export const changePerson = ({ stamp }: StoredPerson, after: Person): Change =>
  replace({ ...personItem(after), stamp: newStamp() }, "stamp", stamp);

/** Demands that a person is still as it was read. */
export const samePerson = ({ id, stamp }: StoredPerson): Change =>
  demand(keys.person(env("REVIEW_ID"), id), "stamp", stamp);
