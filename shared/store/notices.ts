/** Notices as stored: one item each for ever, found by call, by state, and by id alone. */
import * as z from "zod";
import { Notice, type NoticeKind } from "../domain/notice.ts";
import { env } from "./environment.ts";
import { indexKeys, keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, type Page, put, putNew, queryAll, queryPage, replace } from "./table.ts";

const item = (notice: Notice) => ({
  ...notice,
  entity: "notice",
  ...keys.notice(notice.review, notice.call, notice.id),
  gpk: indexKeys.notices(notice.review, notice.state),
  gsk: indexKeys.at(notice.settledAt ?? notice.preparedAt ?? notice.dueAt ?? "", notice.id),
});

/** A notice by its id, which begins with its call; null when there is none. */
export function getNotice(id: string): Promise<Notice | null> {
  const call = id.slice(0, id.indexOf("_"));
  return getItem(keys.notice(env("REVIEW_ID"), call, id), Notice);
}

/** The change that writes a notice which must not exist yet. */
export const addNotice = (notice: Notice): Change => putNew(item(notice));

/** The change that puts a notice in its new form, if nobody else changed it since it was read. */
export const saveNotice = (before: Notice, after: Notice): Change =>
  replace(item({ ...after, revision: before.revision + 1 }), "revision", before.revision);

const Sent = z.object({ notice: z.string() });

/** The change by which a notice is found by the id under which SES sent it: what answers it names that id alone. */
export const sentAs = (sesId: string, notice: Notice): Change =>
  put({ notice: notice.id, entity: "sent", ...keys.sent(sesId.toLowerCase()) });

/** The notice that SES sent under one of these ids; null when none is ours. */
export async function noticeSentAs(sesIds: readonly string[]): Promise<Notice | null> {
  for (const sesId of sesIds) {
    const sent = await getItem(keys.sent(sesId.toLowerCase()), Sent);
    const notice = sent && (await getNotice(sent.notice));
    if (notice) return notice;
  }
  return null;
}

/** Notices in one state, oldest first. */
export function noticesInState(
  state: Notice["state"],
  options: { after?: string; limit?: number; latestFirst?: boolean } = {},
): Promise<Page<Notice>> {
  const pk = indexKeys.notices(env("REVIEW_ID"), state);
  return queryPage(
    {
      pk,
      index: true,
      limit: options.limit ?? 50,
      after: options.after,
      latestFirst: options.latestFirst ?? false,
    },
    Notice,
  );
}

/** All notices of a call, or those of one kind. */
export function noticesOfCall(call: string, kind?: NoticeKind): Promise<Notice[]> {
  const pk = partitions.call(env("REVIEW_ID"), call);
  return queryAll({ pk, begins: kind ? prefixes.noticesOfKind(call, kind) : prefixes.notices }, Notice);
}

/** The notices of one occasion of a call: one reminder, one invitation, to whomever. */
export function noticesOfOccasion(call: string, kind: NoticeKind, occasion: string): Promise<Notice[]> {
  const pk = partitions.call(env("REVIEW_ID"), call);
  return queryAll({ pk, begins: `${prefixes.noticesOfKind(call, kind)}${occasion}_` }, Notice);
}
