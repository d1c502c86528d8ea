/** Whoever asked for the news, as stored. No index leads to an address: who has it finds the record by the id made of it. */
import { givenUpAt, SignUps, Subscriber } from "../domain/subscriber.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, type Page, putNew, queryPage, remove, replace } from "./table.ts";

const keyOf = (id: string) => keys.subscriber(env("REVIEW_ID"), id);

export const getSubscriber = (id: string): Promise<Subscriber | null> => getItem(keyOf(id), Subscriber);

/** The change that puts a subscriber in a new form; what nobody confirmed goes by itself. */
export function saveSubscriber(before: Subscriber | null, after: Subscriber): Change {
  const { asked, wish } = after;
  const item = {
    ...after,
    revision: (before?.revision ?? 0) + 1,
    entity: "subscriber",
    ...keyOf(after.id),
    ...(asked && !wish ? { expires: Math.floor(givenUpAt(asked.at).getTime() / 1000) } : {}),
  };
  return before ? replace(item, "revision", before.revision) : putNew(item);
}

/** The change that forgets a subscriber, address and all. */
export const removeSubscriber = ({ id, revision }: Subscriber): Change =>
  remove(keyOf(id), "revision", revision);

/** Fifty at a time. */
export const subscribersPage = (after?: string): Promise<Page<Subscriber>> =>
  queryPage(
    { pk: partitions.news(env("REVIEW_ID")), begins: prefixes.subscribers, limit: 50, after },
    Subscriber,
  );

export const readSignUps = (): Promise<SignUps | null> => getItem(keys.signUps(env("REVIEW_ID")), SignUps);

export function saveSignUps(before: SignUps | null, after: SignUps): Change {
  const item = {
    ...after,
    revision: (before?.revision ?? 0) + 1,
    entity: "sign-ups",
    ...keys.signUps(env("REVIEW_ID")),
  };
  return before ? replace(item, "revision", before.revision) : putNew(item);
}
