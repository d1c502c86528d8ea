/** Assigns a message to a party's call by the word of a person who read it, and what its sender is to the party. */
import { type Outcome, refused } from "../domain/outcome.ts";
import { type Contact, isMailable, type Party } from "../domain/party.ts";
import { type AssignedAs, isSealed, isUnanswerable } from "../domain/sorting.ts";
import type { Submission } from "../domain/submission.ts";
import type { MailAddress } from "../mail/headers.ts";
import { parseMail } from "../mail/parse.ts";
import { getCall, standingOf } from "../store/calls.ts";
import { knowContent, knowing, type StoredMessage } from "../store/messages.ts";
import { readRawMail } from "../store/objects.ts";
import {
  addContact,
  changeContact,
  contactsOf,
  contactsWithAddress,
  contactToChange,
  getParty,
} from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { aboutOf } from "./formalising.ts";
import { newContact } from "./parties.ts";
import { recordMail } from "./recording.ts";
import { actOn, editStandings, type Given, releasing } from "./sorting.ts";

interface Assignment extends Given {
  call: string;
  party: string;
  as?: AssignedAs;
  keep?: boolean; // the sender as another contact of the party
}

/** Records a message as a party's answer to a call, by the word of a person who read it. */
export function assign({
  call: callId,
  party: partyId,
  as = "answer",
  keep = false,
  ...given
}: Assignment): Promise<Outcome<{ submission: Submission }>> {
  return actOn(given, async (message, now) => {
    const [call, party] = await Promise.all([getCall(callId), getParty(partyId)]);
    if (isSealed(message)) return refused("sealed");
    if (message.end.kind === "submission") return refused("already");
    if (!call || !party || !call.parties.includes(party.kind)) return refused("not-invited");
    const known = (await knowing(message.fingerprint)).filter((one) => one.call === call.id);
    if (known.some((one) => one.message !== message.id)) return refused("already");
    const [{ bytes }, { review }, contacts, standing] = await Promise.all([
      readRawMail(message.sesId),
      readDefinition(),
      contactsOf(party.id),
      standingOf(call.id, party.id),
    ]);
    const about = await aboutOf(as, standing, given.by, now);
    if ("refused" in about) return about;
    const writer = senderOf(message, contacts, party, keep);
    const { submission, changes } = await recordMail({
      delivery: deliveryOf(message, given.by),
      mail: await parseMail(bytes),
      review,
      call,
      party,
      sender: writer.sender,
      writer: passedOn(message),
      state: "recorded",
      actor: given.by,
      settles: [message.id],
      message: message.id,
      more: about.more,
      now,
    });
    const version = { call: call.id, party: party.id, version: submission.version };
    const { end } = message;
    const isElsewhere = end.kind === "triage" && !(end.call === call.id && end.party === party.id);
    return {
      act: {
        act: "assigned",
        as,
        version,
        ...(writer.added && { contact: { id: writer.added.id } }),
      },
      end: { kind: "submission", ...version },
      changes: [
        ...changes,
        ...about.changes,
        ...(known.length > 0 ? [] : [knowContent(message, call.id)]),
        ...(isElsewhere ? await editStandings(releasing(message, end)) : []),
        ...(writer.added ? addContact(writer.added) : []),
      ],
      about: { call: call.id, party: party.id },
      result: { submission },
    };
  });
}

/** Whom the receipt answers. An address that failed its checks is not answered, though a contact has it. */
function senderOf(message: StoredMessage, contacts: readonly Contact[], party: Party, keep: boolean) {
  const known = contacts.find(({ email }) => email.toLowerCase() === message.from);
  if (isUnanswerable(message)) return { sender: undefined, added: undefined };
  if (known || !keep || !message.from || !isMailable(message.from))
    return { sender: known, added: undefined };
  const added = newContact({ party, email: message.from, name: message.fromName, standing: "alternate" });
  return { sender: added, added };
}

/** Of a mail that one of the secretariat passed on, whose words it carries. */
function passedOn({ because, forwarded }: StoredMessage): MailAddress | undefined {
  const isForward = because === "forward-unknown" || because === "claims-our-staff";
  return isForward && forwarded?.how !== "resent" ? forwarded?.from : undefined;
}

const deliveryOf = (message: StoredMessage, by: string) => ({
  sesId: message.sesId,
  at: new Date(message.receivedAt),
  envelopeSender: undefined,
  recipients: message.recipients,
  verdicts: message.verdicts,
  vouchedBy: by,
});

/** Makes the sender of a message an official contact of the party: from now on what comes from there counts. */
export function makeOfficial({ party: id, ...given }: Given & { party: string }): Promise<Outcome> {
  return actOn(given, async (message) => {
    const party = await getParty(id);
    if (!party) return refused("unknown-party");
    if (!message.from || !isMailable(message.from) || isUnanswerable(message)) return refused("not-proven");
    const contacts = await contactsWithAddress(message.from);
    if (contacts.some((contact) => contact.party !== id)) return refused("of-another-party");
    const [found] = contacts;
    const known = found && (await contactToChange(found.id));
    if (known?.standing === "official") return refused("already");
    const contact =
      known ?? newContact({ party, email: message.from, name: message.fromName, standing: "official" });
    return {
      act: { act: "made-official", contact: { id: contact.id, ...(known && { standing: known.standing }) } },
      end: message.end,
      changes: known ? [changeContact(known, { standing: "official" })] : addContact(contact),
      result: {},
    };
  });
}
