/** Asks back about a message: to whoever wrote it, where that address may be written to, else to the official contact. */
import type { Language } from "../domain/language.ts";
import { type Notice, type NoticeText, prepareNotice } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { type Contact, isMailable } from "../domain/party.ts";
import { firstOfficial } from "../domain/receipts.ts";
import { isSealed, isUnanswerable } from "../domain/sorting.ts";
import { getCall, listCalls } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { shortHash } from "../store/ids.ts";
import type { StoredMessage } from "../store/messages.ts";
import { addNotice } from "../store/notices.ts";
import { contactsOf, contactsWithAddress } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { actOn, type Given } from "./sorting.ts";
import { type RenderedMail, textOf, writeMail } from "./written.ts";

export const clarifications = ["party", "call", "file"] as const;
type Clarification = (typeof clarifications)[number];

type Receiver = { id: string; party?: string; email: string; language: Language };

/** To whom a question about a message may go. */
export interface Addressees {
  sender?: Receiver;
  official?: Receiver;
}

const receiverOf = ({ id, party, email, language }: Contact): Receiver => ({ id, party, email, language });

/** The sender, unless its address failed its checks or a machine answers there; and the party's official contact. */
export async function addresseesOf(message: StoredMessage): Promise<Addressees> {
  const { end, from } = message;
  const party = end.kind === "set-aside" ? undefined : end.party;
  const [{ review }, own, known] = await Promise.all([
    readDefinition(),
    party ? contactsOf(party) : [],
    from ? contactsWithAddress(from) : [],
  ]);
  const official = firstOfficial(own);
  const [contact] = known;
  const language = contact?.language ?? official?.language ?? review.languages[0] ?? "es";
  const stranger = from && isMailable(from) ? { id: shortHash(from), email: from, language } : undefined;
  const isRobots = end.kind === "triage" && end.reason === "looks-automatic"; // it would answer, and be answered
  const sender = isUnanswerable(message) || isRobots ? undefined : contact ? receiverOf(contact) : stranger;
  return {
    ...(sender && { sender }),
    ...(official && official.id !== sender?.id && { official: receiverOf(official) }),
  };
}

export interface Asking {
  to: keyof Addressees;
  ask: Clarification;
  language?: Language | undefined; // else the receiver's own
}

/** The question as it would go out; null when nobody may be asked in this way. */
async function noticeOf(
  message: StoredMessage,
  { to, ask, language }: Asking,
  now: Date,
): Promise<Notice | null> {
  const receiver = (await addresseesOf(message))[to];
  if (!receiver) return null;
  const said = language ?? receiver.language;
  const { end, fromName, from = "" } = message;
  const suggested = end.kind === "set-aside" || !end.call ? null : await getCall(end.call);
  const asked = message.acts.filter(({ act }) => act === "asked").length;
  const items =
    ask === "call" ? await callsIn(said) : ask === "file" ? message.attachments.map(({ name }) => name) : [];
  return prepareNotice({
    review: env("REVIEW_ID"),
    call: suggested?.id ?? "review",
    kind: "clarification",
    occasion: `${message.id.replace(/^msg_/, "")}-${asked + 1}`,
    contact: { ...receiver, language: said },
    params: {
      ask,
      topic: message.subject.slice(0, 200),
      at: message.receivedAt,
      ...(to === "official" && { lodgedBy: fromName ? `${fromName} (${from})` : from }),
      ...(items.length > 0 && { items: items.slice(0, 20).join("\n") }),
    },
    inReplyTo: to === "sender" ? message.messageId : undefined,
    now,
  });
}

async function callsIn(language: Language): Promise<string[]> {
  const open = (await listCalls()).filter(({ phase }) => phase === "launched");
  return open.map(({ names }) => names[language]);
}

/** The words that are proposed, or those that somebody has made of them, as the receiver would read them. */
export async function previewClarification(
  message: StoredMessage,
  asking: Asking,
  text?: NoticeText,
): Promise<{ words: NoticeText; mail: RenderedMail; language: Language } | null> {
  const notice = await noticeOf(message, asking, new Date());
  if (!notice) return null;
  const written = text ? { ...notice, edited: text } : notice;
  return { words: await textOf(written), mail: await writeMail(written), language: notice.language };
}

/** Prepares the question. It waits in the outbox like every mail, and leaves only if its kind is enabled. */
export function askBack({
  text,
  asking,
  ...given
}: Given & { asking: Asking; text: NoticeText }): Promise<Outcome<{ notice: string }>> {
  return actOn(given, async (message, now) => {
    if (isSealed(message)) return refused("sealed");
    if (text.subject.trim() === "" || text.text.trim() === "") return refused("empty");
    const proposed = await noticeOf(message, asking, now);
    if (!proposed) return refused("no-address");
    const words = await textOf(proposed);
    const isOurs = words.subject === text.subject && words.text === text.text.trim();
    const notice = isOurs
      ? proposed
      : { ...proposed, edited: { subject: text.subject.trim(), text: text.text.trim() } };
    return {
      act: { act: "asked", notice: notice.id },
      end: message.end,
      changes: [addNotice(notice)],
      ...(notice.party && notice.call !== "review" && { about: { call: notice.call, party: notice.party } }),
      result: { notice: notice.id },
    };
  });
}
