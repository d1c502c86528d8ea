/** A party names another contact from its page; the official contact, or a person of the secretariat, confirms it. */
import type { Language } from "../domain/language.ts";
import { type Notice, prepareNotice } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { type Contact, isMailable, type Party, speaksForParty } from "../domain/party.ts";
import {
  isOpenProposal,
  mostProposals,
  type Proposal,
  proposalDays,
  proposalOccasion,
} from "../domain/proposal.ts";
import { firstOfficial } from "../domain/receipts.ts";
import { listCalls } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { record } from "../store/ledger.ts";
import { addNotice, getNotice } from "../store/notices.ts";
import {
  addContact,
  changeContact,
  contactById,
  contactsOf,
  contactsWithAddress,
  contactToChange,
  getParty,
} from "../store/parties.ts";
import { getProposal, proposalsOf, saveProposal } from "../store/proposals.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { contactIdOf, newContact } from "./parties.ts";

export type { Proposal };

const dayMs = 86_400_000;

/** What is open of a party, oldest first. */
export async function openProposals({ party, now }: { party: string; now: Date }): Promise<Proposal[]> {
  const all = await proposalsOf(party);
  return all.filter((one) => isOpenProposal(one, now)).sort((a, b) => a.at.localeCompare(b.at));
}

interface Named {
  contact: string; // from whose page
  post: Contact["post"];
  email: string;
  name?: string | undefined;
  title?: string | undefined;
  language: Language;
}

/**
 * Keeps the contact that was named and asks the official one to confirm it.
 * Refused: not-email, known-contact, no-official, too-many-proposals.
 */
export function proposeContact({ contact: id, ...named }: Named): Promise<Outcome> {
  const now = new Date();
  const email = named.email.trim().toLowerCase();
  return decideAgain(async () => {
    const contact = await contactById(id);
    const party = contact && (await getParty(contact.party));
    if (!contact || !party) return refused("unknown-contact");
    if (!isMailable(email)) return refused("not-email");
    const [contacts, all] = await Promise.all([contactsOf(party.id), proposalsOf(party.id)]);
    const official = firstOfficial(contacts);
    if (contacts.some((one) => speaksForParty(one) && one.email.toLowerCase() === email)) {
      return refused("known-contact");
    }
    if (!official) return refused("no-official");
    if ((await contactsWithAddress(email)).some((one) => one.party !== party.id)) {
      return refused("of-another-party"); // a mailbox speaks for one party
    }
    const before = all.find((one) => one.email === email && one.state === "open") ?? null;
    const open = all.filter((one) => isOpenProposal(one, now) && one !== before);
    if (open.length >= mostProposals) return refused("too-many-proposals");
    const proposal: Proposal = {
      ...named,
      email,
      // An id of its own: links of a contact that was taken away stay shut.
      id: before?.id ?? contactIdOf(party, `${email} ${now.toISOString()}`),
      party: party.id,
      by: id,
      at: now.toISOString(),
      until: new Date(now.getTime() + proposalDays * dayMs).toISOString(),
      state: "open",
    };
    const notice = askingNotice(proposal, official, now);
    const entry = record(
      { actor: `contact:${id}`, act: "contact.proposed", party: party.id, subject: proposal.id },
      now,
    );
    const isAsked = (await getNotice(notice.id)) !== null;
    await transact([saveProposal(before, proposal), ...(isAsked ? [] : [addNotice(notice)]), entry]);
    return { ok: true };
  });
}

const askingNotice = (proposal: Proposal, official: Contact, now: Date): Notice =>
  prepareNotice({
    review: env("REVIEW_ID"),
    call: "review",
    kind: "confirm",
    occasion: proposalOccasion(proposal),
    contact: official,
    params: { proposal: proposal.id },
    now,
  });

/** A proposal of the contact's own party, while it is open. */
export async function proposalFor({
  contact: id,
  proposal,
  now,
}: {
  contact: string;
  proposal: string;
  now: Date;
}): Promise<Proposal | null> {
  const contact = await contactById(id);
  if (!contact || !speaksForParty(contact)) return null;
  const found = await getProposal(contact.party, proposal);
  return found && isOpenProposal(found, now) ? found : null;
}

/** The official contact confirms by the button behind the mail. */
export async function confirmProposal({
  contact: id,
  proposal,
}: {
  contact: string;
  proposal: string;
}): Promise<Outcome> {
  const contact = await contactById(id);
  if (!contact || !speaksForParty(contact)) return refused("not-official");
  return settleProposal({ party: contact.party, proposal, confirmed: true, by: `contact:${id}` });
}

/** Takes a proposal up or lets it go. Who is taken up gets the calls that are open, with their own link. */
export function settleProposal({
  party: id,
  proposal: named,
  confirmed,
  by,
}: {
  party: string;
  proposal: string;
  confirmed: boolean;
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const [party, proposal] = await Promise.all([getParty(id), getProposal(id, named)]);
    if (!party || !proposal) return refused("not-found");
    if (!isOpenProposal(proposal, now)) return refused("already-confirmed");
    const { revision: _, ...open } = proposal;
    const after: Proposal = { ...open, state: confirmed ? "confirmed" : "declined" };
    const act = confirmed ? "contact.confirmed" : "contact.declined";
    const entry = record({ actor: by, act, party: id, subject: proposal.id }, now);
    const taken = confirmed ? await takingUp(party, proposal, now) : [];
    await transact([saveProposal(proposal, after), ...taken, entry]);
    return { ok: true };
  });
}

/** The contact itself, new or known till now as a colleague, and its invitations. */
async function takingUp(party: Party, proposal: Proposal, now: Date): Promise<Change[]> {
  const { id, post, email, name, title, language } = proposal;
  const contact: Contact = {
    ...newContact({ party, email, name, standing: "official" }),
    id,
    post,
    language,
    ...(title ? { title } : {}),
  };
  const own = (await contactsOf(party.id)).find((one) => one.email.toLowerCase() === email);
  const known = own && (await contactToChange(own.id));
  const changes = known
    ? [
        changeContact(known, {
          post,
          language,
          standing: "official",
          ...(name && { name }),
          ...(title && { title }),
        }),
      ]
    : addContact(contact);
  const written = known ? { ...known, language, standing: "official" as const } : contact;
  return [...changes, ...(await invitationsTo(party, written, now)).map(addNotice)];
}

async function invitationsTo(party: Party, contact: Contact, now: Date): Promise<Notice[]> {
  const calls = (await listCalls()).filter(
    ({ phase, announced, parties }) => phase === "launched" && announced && parties.includes(party.kind),
  );
  const notices = calls.map((call) =>
    prepareNotice({
      review: env("REVIEW_ID"),
      call: call.id,
      kind: "invitation",
      occasion: "1",
      contact,
      now,
    }),
  );
  const known = await Promise.all(notices.map(({ id }) => getNotice(id)));
  return notices.filter((_, index) => known[index] === null);
}

/** The language in which a contact is written to, as it chose on its page. */
export function chooseLanguage({
  contact: id,
  language,
}: {
  contact: string;
  language: Language;
}): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const contact = await contactToChange(id);
    if (!contact) return refused("unknown-contact");
    if (contact.language === language) return { ok: true };
    const entry = record(
      {
        actor: `contact:${id}`,
        act: "contact.language-chosen",
        party: contact.party,
        subject: id,
        detail: { language },
      },
      now,
    );
    await transact([changeContact(contact, { language }), entry]);
    return { ok: true };
  });
}
