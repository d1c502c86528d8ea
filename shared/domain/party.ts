/** Parties (who answers), their posts and contacts (where they are written to). */
import * as z from "zod";
import { Language } from "./language.ts";

export const PartyKind = z.enum([
  "member-state", // of the region; may hold a subregional seat
  "other-member", // member State of the commission outside the region
  "associate-member",
  "organisation",
  "un-entity",
  "stakeholder",
]);
export type PartyKind = z.infer<typeof PartyKind>;

/** A name as a page and a letter need it: alone, and after "of" ("de la Argentina", "du Guatemala"). */
export const PartyName = z.strictObject({ name: z.string().min(1), of: z.string().min(1) });
export type PartyName = z.infer<typeof PartyName>;

export const Party = z.object({
  id: z.string().regex(/^[A-Z]{2}$|^[a-z][a-z0-9-]{2,40}$/), // ISO 3166 alpha-2 for States and territories, else a slug
  code: z.string().regex(/^[A-Z0-9]{2,8}$/), // in references: alpha-3 for States
  kind: PartyKind,
  names: z.record(Language, PartyName),
  language: Language, // the language it is written in unless a contact says otherwise
  paused: z.boolean().default(false), // a person keeps reminders from this party
});
export type Party = z.infer<typeof Party>;

export const postKinds = ["santiago", "geneva", "new-york", "capital", "other"] as const;

/** official: speaks for the party. alternate: a colleague. unverified: never proven. protocol: mail waits for a person's release. */
export const Standing = z.enum(["official", "alternate", "unverified", "protocol"]);

/** Kinds of mail that go to every contact who speaks for a party, with copies. What answers somebody goes to whoever wrote. */
export const mailKinds = [
  "invitation",
  "reminder",
  "extension",
  "receipt",
  "acceptance",
  "silence",
  "silence-closed",
  "amendment",
  "letter",
  "announcement",
] as const;
export const MailKind = z.enum(mailKinds);
export type MailKind = z.infer<typeof MailKind>;

export const Contact = z.object({
  id: z.string().regex(/^[a-z0-9]{3,24}$/), // "co1": goes into links, reply addresses and notice ids
  party: z.string(),
  post: z.enum(postKinds),
  email: z.email(),
  name: z.string().optional(),
  title: z.string().optional(), // "Embajador", as the party writes it
  salutation: z.string().optional(), // overrides the one composed by language
  gender: z.enum(["f", "m"]).optional(), // for grammar only, never guessed
  language: Language,
  standing: Standing,
  copied: z.boolean().default(false), // receives official mail in CC instead of To, of every kind
  copiedOn: z.array(MailKind).optional(), // kinds received in CC, where it is not all of them
  sparedOf: z.array(MailKind).optional(), // kinds that do not go there
  phone: z.string().optional(),
  generation: z.number().int().min(1).default(1), // raising it revokes every link sent before
  unreachable: z.boolean().default(false), // a hard bounce
  bounced: z
    .object({ at: z.iso.datetime(), why: z.enum(["hard", "soft", "refused"]), status: z.string().optional() })
    .optional(), // the last one
  complained: z.iso.datetime().optional(), // marked a mail of ours as spam: what is optional no longer goes there
  absent: z
    .object({
      noticed: z.iso.datetime(),
      returns: z.iso.date().optional(), // the day that the absence note names
      instead: z.array(z.object({ email: z.string(), name: z.string().optional() })).default([]),
    })
    .optional(),
  conveysFor: z.string().optional(), // a subregion of the scheme: speaks for its group about the seats it fills
});
export type Contact = z.infer<typeof Contact>;

/** A contact's address and what is known of its mailbox, for whoever must reach the party another way. */
export function nextBest(contacts: readonly Contact[], lost: string): Contact | undefined {
  const order = ["official", "protocol", "alternate", "unverified"] as const;
  const from = contacts.find(({ id }) => id === lost);
  const others = contacts.filter(({ id, unreachable }) => id !== lost && !unreachable);
  const rank = (contact: Contact) =>
    order.indexOf(contact.standing) * 4 + (contact.copied ? 2 : 0) + (contact.post === from?.post ? 0 : 1);
  return others.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Whether an address is fit to be written to: what a stranger's header holds may be none. */
export const isMailable = (address: string): boolean => z.email().safeParse(address).success;

/** Whether a contact's word is the party's own. */
export const speaksForParty = ({ standing }: Pick<Contact, "standing">): boolean =>
  standing === "official" || standing === "protocol";

/** How mail of a kind reaches a contact; without a kind, mail in general. What it is spared goes before what is copied. */
export function wayTo(
  { copied, copiedOn = [], sparedOf = [] }: Pick<Contact, "copied" | "copiedOn" | "sparedOf">,
  kind?: string,
): "to" | "copy" | "none" {
  if (sparedOf.some((one) => one === kind)) return "none";
  return copied || copiedOn.some((one) => one === kind) ? "copy" : "to";
}

/** Contacts that receive a party's official mail in To: official and protocol, not copied, reachable. */
export function addressees(contacts: readonly Contact[], kind?: string): Contact[] {
  return contacts.filter(
    (contact) => speaksForParty(contact) && wayTo(contact, kind) === "to" && !contact.unreachable,
  );
}

/** Addresses that receive a copy of a party's mail of a kind. */
export const copiesOf = (contacts: readonly Contact[], kind: string): string[] =>
  contacts.flatMap((contact) =>
    wayTo(contact, kind) === "copy" && !contact.unreachable ? [contact.email] : [],
  );

/** Kinds of mail that no contact of a party would get in To: nobody of it would read them. */
export const unaddressed = (contacts: readonly Contact[]): MailKind[] =>
  mailKinds.filter((kind) => kind !== "receipt" && addressees(contacts, kind).length === 0);
