/** Who wrote a mail: an address looked up among contacts and the secretariat, and whose mail it may carry. */
import type { Contact, Party } from "../domain/party.ts";
import { domainOf, isProviderDomain, type Sender, senderOf } from "../domain/sender.ts";
import type { Authentication } from "../mail/authentication.ts";
import { addressesOf, type MailAddress } from "../mail/headers.ts";
import type { ParsedMail, UnreadableMail } from "../mail/parsed.ts";
import { env } from "../store/environment.ts";
import { contactsAtDomain, contactsWithAddress, getParty, personByEmail } from "../store/parties.ts";

interface FoundSender {
  sender: Sender;
  contact: Contact | null; // with exactly this address
  party: Party | null;
}

/** Finds the sender of a bare address. At a mail provider only the exact address counts. */
async function findSender(given: string | undefined): Promise<FoundSender> {
  const address = given?.toLowerCase();
  const near = address ? await contactsNear(address) : [];
  const contact = near.find(({ email }) => email.toLowerCase() === address) ?? null;
  const person = address && !contact ? await personByEmail(address) : null;
  const ids = [...new Set(near.map(({ party }) => party))];
  const parties = (await Promise.all(ids.slice(0, 2).map(getParty))).filter((party) => party !== null);
  const contactParty =
    contact && (parties.find(({ id }) => id === contact.party) ?? (await getParty(contact.party)));
  const sender = senderOf({
    address,
    own: [env("FROM_ADDRESS").toLowerCase()],
    contact: contact ?? undefined,
    contactParty: contactParty ?? undefined,
    ...(person && { person: person.id }),
    domainParties: parties,
  });
  const party = "party" in sender ? (parties.find(({ id }) => id === sender.party) ?? contactParty) : null;
  return { sender, contact, party };
}

function contactsNear(address: string): Promise<Contact[]> {
  const domain = domainOf(address);
  return isProviderDomain(domain) ? contactsWithAddress(address) : contactsAtDomain(domain);
}

/** Who a mail is from, in all that this can mean. */
export interface Writers {
  outer: FoundSender; // whom the checks speak of
  inner: FoundSender | null; // whose mail it carries
  writer: FoundSender; // whose answer it is
  address: MailAddress | undefined; // the writer's
  resent: boolean; // one of the secretariat, and proven to be, sent on the very mail
}

/**
 * Looks up everybody who stands behind a mail. What one of the secretariat forwards is their correspondent's; what one
 * resends (Outlook's "redirect") keeps its From and adds Resent-From, and its checks then speak of who resent it.
 */
export async function findWriters(
  mail: ParsedMail | UnreadableMail,
  authentication: Authentication | null,
): Promise<Writers> {
  const from = await findSender(mail.from?.address);
  const resender = from.sender.kind === "staff" ? null : await resentBy(mail, authentication);
  if (resender) return { outer: resender, inner: from, writer: from, address: mail.from, resent: true };
  const carried = "forwarded" in mail ? mail.forwarded?.from : undefined;
  const inner = carried ? await findSender(carried.address) : null;
  const isPassedOn = from.sender.kind === "staff" && inner !== null;
  return {
    outer: from,
    inner,
    writer: isPassedOn ? inner : from,
    address: isPassedOn ? carried : mail.from,
    resent: false,
  };
}

/** The member of the secretariat who resent a mail, if SPF or DKIM passed for their very domain. */
async function resentBy(
  { headers }: ParsedMail | UnreadableMail,
  authentication: Authentication | null,
): Promise<FoundSender | null> {
  const [resent] = addressesOf(headers, "resent-from");
  if (!resent || !authentication) return null;
  const domain = domainOf(resent.address);
  if (authentication.spf !== domain && !authentication.dkim.includes(domain)) return null;
  const found = await findSender(resent.address);
  return found.sender.kind === "staff" ? found : null;
}
