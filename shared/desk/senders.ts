/** Who an address belongs to, looked up among the contacts. */
import type { Contact, Party } from "../domain/party.ts";
import { domainOf, isProviderDomain, type Sender, senderOf } from "../domain/sender.ts";
import { env } from "../store/environment.ts";
import { contactsAtDomain, contactsWithAddress, getParty } from "../store/parties.ts";

export interface FoundSender {
  sender: Sender;
  contact: Contact | null; // with exactly this address
  party: Party | null;
}

/** Finds the sender of a bare address. At a mail provider only the exact address counts. */
export async function findSender(given: string | undefined): Promise<FoundSender> {
  const address = given?.toLowerCase();
  const near = address ? await contactsNear(address) : [];
  const contact = near.find(({ email }) => email.toLowerCase() === address) ?? null;
  const ids = [...new Set(near.map(({ party }) => party))];
  const parties = (await Promise.all(ids.slice(0, 2).map(getParty))).filter((party) => party !== null);
  const contactParty =
    contact && (parties.find(({ id }) => id === contact.party) ?? (await getParty(contact.party)));
  const sender = senderOf({
    address,
    own: [env("FROM_ADDRESS").toLowerCase()],
    contact: contact ?? undefined,
    contactParty: contactParty ?? undefined,
    domainParties: parties,
  });
  const party = "party" in sender ? (parties.find(({ id }) => id === sender.party) ?? contactParty) : null;
  return { sender, contact, party };
}

function contactsNear(address: string): Promise<Contact[]> {
  const domain = domainOf(address);
  return isProviderDomain(domain) ? contactsWithAddress(address) : contactsAtDomain(domain);
}
