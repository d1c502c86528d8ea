/** What an operator does with the records of a running review: launches its calls, reads what became of each mail. */
import { instantOf } from "../../shared/domain/calendar.ts";
import type { Call } from "../../shared/domain/call.ts";
import { type Notice, noticeKinds } from "../../shared/domain/notice.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import { listCalls, saveCall } from "../../shared/store/calls.ts";
import { idFrom } from "../../shared/store/ids.ts";
import { record } from "../../shared/store/ledger.ts";
import { getMessage, type StoredMessage } from "../../shared/store/messages.ts";
import { noticesOfCall } from "../../shared/store/notices.ts";
import { readRawMail } from "../../shared/store/objects.ts";
import { readDefinition, readState, saveState } from "../../shared/store/reviews.ts";
import { getSubmission } from "../../shared/store/submissions.ts";
import { transact } from "../../shared/store/table.ts";

/**
 * Enables every kind of mail and launches every call at its own hour, its invitations taken as sent: two hundred of
 * them would take longer than the mails that are to be tried.
 */
export async function launchAll(now: Date): Promise<void> {
  const [definition, state, calls] = await Promise.all([readDefinition(), readState(), listCalls()]);
  const { zone } = definition.review;
  const launched = (call: Call): Call => {
    const announced = instantOf(call.opens, zone).toISOString();
    const closes = instantOf(call.closes, zone);
    return closes > now
      ? { ...call, phase: "launched", announced }
      : { ...call, phase: "over", announced, closed: closes.toISOString() };
  };
  await transact([
    saveState(state, { ...state, mail: "live", enabled: [...noticeKinds] }),
    ...calls.map((call) => saveCall(call, launched(call))),
    record({ actor: "operator", act: "call.launched", detail: { calls: calls.length } }, now),
  ]);
}

/** The messages that one delivery became, the main one first: one, or one for each call that it answers. */
export async function messagesOf(sesId: string, at: Date): Promise<StoredMessage[]> {
  const id = idFrom("msg", at, sesId);
  const found: StoredMessage[] = [];
  for (let place = 1; ; place += 1) {
    const message = await getMessage(place === 1 ? id : `${id}-${place}`);
    if (!message) return found;
    found.push(message);
  }
}

/** The version of a party's answer that a message became; null where it became none. */
export async function submissionOf({ end }: StoredMessage): Promise<Submission | null> {
  return end.kind === "submission" ? await getSubmission(end.call, end.party, end.version) : null;
}

/** Every notice that was prepared at one of these instants, by instant. */
export async function noticesByInstant(instants: ReadonlySet<string>): Promise<Map<string, Notice[]>> {
  const calls = [...(await listCalls()).map(({ id }) => id), "review"];
  const notices = (await Promise.all(calls.map((call) => noticesOfCall(call)))).flat();
  const made = notices.filter(({ preparedAt }) => preparedAt !== undefined && instants.has(preparedAt));
  return Map.groupBy(made, ({ preparedAt = "" }) => preparedAt);
}

/** The stored bytes of a delivery. */
export async function storedBytes(sesId: string): Promise<Uint8Array> {
  return (await readRawMail(sesId)).bytes;
}
