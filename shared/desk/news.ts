/** Sign-up to the news and its end; and what happened, told to whoever asked for it. */
import type { LedgerEntry } from "../domain/ledger.ts";
import { type Notice, nowhere, prepareNotice } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { isMailable } from "../domain/party.ts";
import {
  asking,
  awaiting,
  confirming,
  counted,
  type News,
  newsOf,
  type Subscriber,
  type Wish,
  wants,
} from "../domain/subscriber.ts";
import { isConfirmTokenOf, isLeaveTokenOf, subscriberId, subscriberOfToken } from "../mail/links.ts";
import { getCall } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { record } from "../store/ledger.ts";
import { addNotice } from "../store/notices.ts";
import { linkSecret } from "../store/secrets.ts";
import { readSelection } from "../store/selection.ts";
import {
  getSubscriber,
  readSignUps,
  removeSubscriber,
  saveSignUps,
  saveSubscriber,
  subscribersPage,
} from "../store/subscribers.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { writeNotices } from "./telling.ts";

interface SignUp extends Wish {
  email: string;
}

/**
 * Takes a sign-up and asks its mailbox to confirm it. The answer says nothing of the address: it is the same for one that
 * is known, one that is not, and one that was asked often enough.
 */
export async function signUp({ email: typed, language, topic }: SignUp): Promise<Outcome> {
  const now = new Date();
  const email = typed.trim().toLowerCase();
  if (email.length > 254 || !isMailable(email)) return refused("not-an-address");
  const id = subscriberId(await linkSecret(), email);
  return decideAgain(async () => {
    const [before, signUps] = await Promise.all([getSubscriber(id), readSignUps()]);
    const tally = counted(signUps, now);
    if (!tally) return refused("too-many-sign-ups");
    const after = asking(before, { id, email, wish: { language, topic } }, now);
    const changes = after
      ? [
          saveSubscriber(before, after),
          addNotice(askingNotice(after, { language, topic }, now)),
          record({ actor: "public", act: "news.asked", subject: id }, now),
        ]
      : [];
    await transact([saveSignUps(signUps, tally), ...changes]);
    return { ok: true };
  });
}

/** Each asking is a notice of its own, by its instant. */
const askingNotice = ({ id }: Subscriber, { language, topic }: Wish, now: Date): Notice =>
  prepareNotice({
    review: env("REVIEW_ID"),
    call: "review",
    kind: "subscription",
    occasion: now.toISOString().replace(/[^0-9TZ]/g, ""),
    contact: { id, email: nowhere, language },
    params: { wish: topic, asked: now.toISOString() },
    now,
  });

/** Whose button a link of the confirming mail is; null when it is foreign, used or too old. */
export async function openConfirmation({ token }: { token: string }): Promise<Subscriber | null> {
  const id = subscriberOfToken(token);
  const subscriber = id && (await getSubscriber(id));
  const asked = subscriber && awaiting(subscriber, new Date());
  return asked && isConfirmTokenOf(await linkSecret(), token, subscriber.id, asked.at) ? subscriber : null;
}

/** The button of the confirming mail's page. */
export function confirmSignUp({ token }: { token: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const before = await openConfirmation({ token });
    const after = before && confirming(before, now);
    if (!after) return refused("not-found");
    const entry = record({ actor: "public", act: "news.confirmed", subject: after.id }, now);
    await transact([saveSubscriber(before, after), entry]);
    return { ok: true };
  });
}

/** Whether a link that ends a subscription is one of ours; not whether there still is one to end. */
export async function isLeaveLink({ token }: { token: string }): Promise<boolean> {
  const id = subscriberOfToken(token);
  return id !== null && isLeaveTokenOf(await linkSecret(), token, id);
}

/** Ends a subscription and forgets the address. Once more is the same. */
export async function leave({ token, by }: { token: string; by: "button" | "one-click" }): Promise<Outcome> {
  if (!(await isLeaveLink({ token }))) return refused("not-found");
  const now = new Date();
  await decideAgain(async () => {
    const changes = await subscriptionEnded(subscriberOfToken(token) ?? "", by, now);
    if (changes.length > 0) await transact(changes);
  });
  return { ok: true };
}

/** The changes that forget a subscriber; none when that was done before. */
export async function subscriptionEnded(
  id: string,
  why: "button" | "one-click" | "bounce" | "complaint",
  now: Date,
): Promise<Change[]> {
  const subscriber = await getSubscriber(id);
  if (!subscriber) return [];
  const actor = why === "button" || why === "one-click" ? "public" : "system";
  return [
    removeSubscriber(subscriber),
    record({ actor, act: "news.left", subject: id, detail: { why } }, now),
  ];
}

/** Prepares a notice for each subscriber who wants to know of an act, fifty at a time. Safe to run again. */
export async function tellSubscribers(entry: LedgerEntry, now: Date): Promise<void> {
  const call = entry.call ? await getCall(entry.call) : null;
  const news = call && newsOf(entry, call, await readSelection(call));
  if (!news) return;
  let after: string | undefined;
  do {
    const page = await subscribersPage(after);
    const notices = page.items
      .filter((subscriber) => wants(subscriber, news))
      .map((subscriber) => newsNotice(call.id, subscriber, news, now));
    await writeNotices(notices, now);
    after = page.cursor ?? undefined;
  } while (after);
}

const newsNotice = (call: string, { id, wish }: Subscriber, news: News, now: Date): Notice =>
  prepareNotice({
    review: env("REVIEW_ID"),
    call,
    kind: "news",
    occasion: news.occasion,
    contact: { id, email: nowhere, language: wish?.language ?? "es" },
    params: { what: news.what, ...news.params },
    now,
  });
