/** Who a mail's address is to us: a contact of a party, a colleague by domain, ourselves, or nobody we know. */
import type { Contact, Party } from "./party.ts";

/** One who writes for a party. `party` is its id, `code` what references call it. */
export type KnownSender =
  | {
      kind: "official" | "alternate" | "unverified";
      party: string;
      code: string;
      contact: string;
      conveysFor?: string; // the subregion for whose group this contact speaks
    }
  | { kind: "same-domain"; party: string; code: string };

export type Sender =
  | KnownSender
  | { kind: "own" } // our own sending address
  | { kind: "staff"; person: string } // one of the secretariat
  | { kind: "unknown" };

/** Mail providers: two people with such addresses have nothing to do with each other. */
const providers = new Set([
  "aol.com",
  "bol.com.br",
  "cantv.net",
  "free.fr",
  "gmail.com",
  "gmx.com",
  "googlemail.com",
  "hotmail.com",
  "hotmail.es",
  "hotmail.fr",
  "icloud.com",
  "laposte.net",
  "live.com",
  "mail.com",
  "me.com",
  "msn.com",
  "orange.fr",
  "outlook.com",
  "outlook.es",
  "outlook.fr",
  "proton.me",
  "protonmail.com",
  "terra.com.br",
  "uol.com.br",
  "wanadoo.fr",
  "yahoo.com",
  "yahoo.com.ar",
  "yahoo.com.br",
  "yahoo.com.mx",
  "yahoo.es",
  "yahoo.fr",
  "yandex.com",
]);

/** What stands after an address's @, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** Whether mailboxes at this domain belong to anybody. */
export function isProviderDomain(domain: string): boolean {
  return providers.has(domain.toLowerCase());
}

/**
 * The sender of an address, from what a look-up found: the contact with exactly this address, and the parties that
 * have a contact at its domain. A domain of a mail provider, or of two parties, says nothing.
 */
export function senderOf(found: {
  address: string | undefined; // bare, lower case
  own: readonly string[]; // our sending addresses
  contact: Pick<Contact, "id" | "standing" | "conveysFor"> | undefined;
  contactParty: Pick<Party, "id" | "code"> | undefined;
  person?: string | undefined; // of the secretariat, with exactly this address
  domainParties: readonly Pick<Party, "id" | "code">[];
}): Sender {
  const { address, contact, contactParty } = found;
  if (!address) return { kind: "unknown" };
  if (found.own.includes(address)) return { kind: "own" };
  if (contact && contactParty) {
    const kind = contact.standing === "protocol" ? "official" : contact.standing;
    const { conveysFor } = contact;
    const { id: party, code } = contactParty;
    return { kind, party, code, contact: contact.id, ...(conveysFor && { conveysFor }) };
  }
  // The offices of the secretariat are parties themselves: a listed contact first, a colleague by domain last.
  if (found.person) return { kind: "staff", person: found.person };
  const parties = [...new Map(found.domainParties.map((party) => [party.id, party])).values()];
  const [only, ...more] = parties;
  if (!only || more.length > 0 || isProviderDomain(domainOf(address))) return { kind: "unknown" };
  return { kind: "same-domain", party: only.id, code: only.code };
}
