/** Letters of decision as files: the very words of a letter's mail on paper, to the post and in the language it goes to. */
import { addressOf } from "../domain/addressee.ts";
import { localDayOf, sayDayOfLetter } from "../domain/calendar.ts";
import type { NoticeText } from "../domain/notice.ts";
import type { Contact } from "../domain/party.ts";
import type { Attachment } from "../mail/compose.ts";
import type { NoticeFacts } from "../mail/facts.ts";
import { nameIn, salutation } from "../text/salutations.ts";
import type { Subject } from "./facts.ts";

interface Letter {
  facts: NoticeFacts;
  content: NoticeText;
  subject: Pick<Subject, "definition" | "party"> & {
    contact: Pick<Contact, "post" | "name" | "title"> | null;
  };
  dated: string; // a local day
}

/** The day that a letter bears: that of its sending, where the secretariat sits. */
export const dayOfLetter = ({ definition }: Pick<Subject, "definition">, at: Date): string =>
  localDayOf(at, definition.review.zone);

/** The letter as a file; the same words of the same day give the same one. */
export async function letterFile({ facts, content, subject, dated }: Letter): Promise<Attachment> {
  const { writeDecision } = await import("../letters/decision.ts"); // not before there is something to write
  const { language } = facts;
  const { letters, review } = subject.definition;
  return writeDecision({
    language,
    letterhead: letters.letterhead[language].split("\n"),
    date: `${letters.place[language]}, ${sayDayOfLetter(dated, language)}`,
    addressee: addresseeOf(facts, subject),
    subject: content.subject,
    text: content.text,
    review: review.short[language],
    sender: facts.sender,
    ...(facts.seat !== undefined && { seat: facts.seat }),
  });
}

/** A person stands above the post only where the salutation does not say for whose attention the letter is. */
function addresseeOf(facts: NoticeFacts, { party, contact }: Letter["subject"]): string[] {
  if (!party) return [];
  const says = salutation(facts).includes("\n");
  const known = (value: string | undefined) => (says ? "" : nameIn(value)) || undefined;
  const [name, title] = [known(contact?.name), known(contact?.title)];
  return addressOf(party, { post: contact?.post ?? "other", name, title }, facts.language);
}
