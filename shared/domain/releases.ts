/** Mails to protocol offices wait for a person's release; how long they may wait, on the review's calendar. */
import { addDays, instantOf, laterOffQuietDays, localMinuteOf, type Rules, startOfDay } from "./calendar.ts";
import type { Notice } from "./notice.ts";

type Calendar = Pick<Rules, "zone" | "quiet">;

/** Whether this mail waits for a person's release because its contact is a protocol office. */
export const awaitsRelease = ({ state, hold }: Pick<Notice, "state" | "hold">): boolean =>
  state === "held" && hold === "protocol";

/**
 * The instant by which a mail that waits since `from` should have been released: the same hour of the next working
 * day. What begins to wait on a quiet day begins when the next working day does.
 */
export function releaseDue(from: Date, { zone, quiet }: Calendar): Date {
  const minute = localMinuteOf(from, zone);
  const day = minute.slice(0, 10);
  const begins = laterOffQuietDays(day, quiet);
  const next = laterOffQuietDays(addDays(begins, 1), quiet);
  return begins === day ? instantOf(`${next}T${minute.slice(11)}`, zone) : startOfDay(next, zone);
}

export interface WaitingRelease {
  notice: Notice;
  since: Date;
  due: Date;
  overdue: boolean;
}

/** Every mail among these that waits for its release, the longest wait first. */
export function releasesAmong(notices: readonly Notice[], calendar: Calendar, now: Date): WaitingRelease[] {
  return notices
    .filter(awaitsRelease)
    .map((notice) => {
      const since = notice.preparedAt ? new Date(notice.preparedAt) : now;
      const due = releaseDue(since, calendar);
      return { notice, since, due, overdue: now >= due };
    })
    .sort((a, b) => a.since.getTime() - b.since.getTime() || (a.notice.id < b.notice.id ? -1 : 1));
}

/** Those that have waited for one working day and more. */
export const overdueReleases = (
  notices: readonly Notice[],
  calendar: Calendar,
  now: Date,
): WaitingRelease[] => releasesAmong(notices, calendar, now).filter(({ overdue }) => overdue);
