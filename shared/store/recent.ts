/** Records spread over several partitions of the index (messages by end, notices by state), newest first. */
import * as z from "zod";
import { Notice } from "../domain/notice.ts";
import { env } from "./environment.ts";
import { indexKeys } from "./keys.ts";
import { StoredMessage } from "./messages.ts";
import { queryPage } from "./table.ts";

/** A page; `next` goes on where it ends and is the sort key of its last record. */
export interface Recent<T> {
  items: T[];
  next?: string;
}

const size = 50;
const Key = z.object({ gsk: z.string() });

/** The newest of these partitions, taken together. Sort keys begin with an instant or a sortable id: all printable. */
async function newest<T>(pks: string[], schema: z.ZodType<T>, before?: string): Promise<Recent<T>> {
  const keyed = z.intersection(schema, Key);
  const range = { index: true, latestFirst: true, limit: size + 2, from: "!", to: before ?? "~" };
  const pages = await Promise.all(pks.map((pk) => queryPage({ pk, ...range }, keyed)));
  const found = pages
    .flatMap(({ items }) => items)
    .filter(({ gsk }) => gsk !== before)
    .sort((a, b) => (a.gsk < b.gsk ? 1 : -1));
  const shown = found.slice(0, size);
  const last = shown.at(-1);
  const items = shown.map((item) => schema.parse(item));
  return last && found.length > size ? { items, next: last.gsk } : { items };
}

/** Messages with these ends, newest first. */
export const recentMessages = (
  ends: readonly StoredMessage["end"]["kind"][],
  before?: string,
): Promise<Recent<StoredMessage>> =>
  newest(
    ends.map((end) => indexKeys.messages(env("REVIEW_ID"), end)),
    StoredMessage,
    before,
  );

/** Notices in these states, newest first by what last happened to them. */
export const recentNotices = (states: readonly Notice["state"][], before?: string): Promise<Recent<Notice>> =>
  newest(
    states.map((state) => indexKeys.notices(env("REVIEW_ID"), state)),
    Notice,
    before,
  );
