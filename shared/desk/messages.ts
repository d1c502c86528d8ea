/** Messages as people find them: those that wait, all of them, and one party's. */

import { listCalls } from "../store/calls.ts";
import { getMessage as messageById, messagesByEnd, type StoredMessage } from "../store/messages.ts";
import { recentMessages as newestMessages } from "../store/recent.ts";
import { versionsOf } from "../store/submissions.ts";

/** A message with what people did with it. */
export type SortedMessage = StoredMessage;

export { assign, makeOfficial } from "./assigning.ts";
export { receiveDropped } from "./dropped.ts";
export { haveTelephoned, openSealed, setAside } from "./sorting.ts";
export { reopen, undo } from "./undoing.ts";

/** Everything that a person must sort, oldest first. */
export async function listTriage(): Promise<StoredMessage[]> {
  const messages: StoredMessage[] = [];
  let after: string | undefined;
  do {
    const page = await messagesByEnd("triage", after);
    messages.push(...page.items);
    after = page.cursor ?? undefined;
  } while (after);
  return messages;
}

/** What group coordinators conveyed about the seats of a call and nobody has sorted yet. */
export const conveyedOn = async ({ call }: { call: string }): Promise<StoredMessage[]> =>
  (await listTriage()).filter(
    ({ end }) => end.kind === "triage" && end.reason === "conveyed" && end.call === call,
  );

/** Messages of any end, newest first. */
export async function recentMessages({
  cursor,
}: {
  cursor?: string;
}): Promise<{ messages: StoredMessage[]; next?: string }> {
  const { items, next } = await newestMessages(["submission", "triage", "set-aside"], cursor);
  return { messages: items, ...(next ? { next } : {}) };
}

/** A mail that came in, by its id; null if there is none. */
export const getMessage = ({ message }: { message: string }): Promise<StoredMessage | null> =>
  messageById(message);

/** The mails of a party: those that became its answers, and those in triage that may be its own. */
export async function messagesOfParty({ party }: { party: string }): Promise<StoredMessage[]> {
  const versions = await Promise.all((await listCalls()).map(({ id }) => versionsOf(id, party)));
  const ids = new Set(
    versions.flat().flatMap(({ message, state }) => (message && state !== "taken-back" ? message : [])),
  );
  const [answers, triage] = await Promise.all([Promise.all([...ids].map(messageById)), listTriage()]);
  const near = triage.filter(({ end }) => end.kind === "triage" && end.party === party);
  return [...answers.filter((one) => one !== null), ...near].sort((a, b) => (a.id < b.id ? 1 : -1));
}
