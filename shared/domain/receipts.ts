/** Who is written to when a submission was recorded: nobody is left in silence, and nobody hears what is not theirs. */
import type { Call } from "./call.ts";
import { type Notice, prepareNotice } from "./notice.ts";
import { addressees, type Contact, copiesOf } from "./party.ts";
import type { Submission } from "./submission.ts";

interface Recorded {
  review: string;
  call: Call;
  submission: Submission;
  contacts: readonly Contact[]; // of the party
  sender?: Contact | undefined; // who lodged it, if a contact of the party
  answerTo?: string | undefined; // Message-ID of the mail it came with
  now: Date;
}

/** The contact that speaks for the party first: official before protocol, reachable, in the order of the list. */
export function firstOfficial(contacts: readonly Contact[]): Contact | undefined {
  const speaking = addressees(contacts);
  return speaking.find(({ standing }) => standing === "official") ?? speaking[0];
}

/**
 * The notices that a recorded submission calls for.
 * - What counts: a receipt to whoever lodged it; to the official contact when it was taken by hand.
 * - From a colleague: besides, the official contact is told.
 * - Unconfirmed: acknowledged to the official contact alone, who is asked to confirm.
 */
export function noticesOf({ review, call, submission, contacts, sender, answerTo, now }: Recorded): Notice[] {
  const official = firstOfficial(contacts);
  const base = {
    review,
    call: call.id,
    occasion: String(submission.version),
    params: { reference: submission.reference, version: String(submission.version) },
    now,
  };
  if (submission.state === "unconfirmed") {
    return official ? [prepareNotice({ ...base, kind: "confirm", contact: official })] : [];
  }
  const lodger = sender ?? official;
  if (!lodger) return [];
  const copied = copiesOf(
    contacts.filter(({ id }) => id !== lodger.id),
    "receipt",
  );
  const receipt = prepareNotice({
    ...base,
    kind: "receipt",
    contact: lodger,
    cc: lodger.id === official?.id ? copied : [],
    inReplyTo: answerTo,
  });
  const isColleague = sender !== undefined && official !== undefined && sender.id !== official.id;
  return isColleague && sender.standing !== "official"
    ? [receipt, prepareNotice({ ...base, kind: "alternate", contact: official })]
    : [receipt];
}
