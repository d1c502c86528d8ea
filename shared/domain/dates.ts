/** Moving the dates of a call: what may be moved, what the call is afterwards, and which mails move with it. */
import { instantOf, localMinuteOf, type Rules, startOfDay } from "./calendar.ts";
import { type Call, LocalDay, LocalMinute } from "./call.ts";
import { decisionLimit, remindersOf, warningsOf } from "./due.ts";
import type { NoticeKind } from "./notice.ts";
import type { Selection } from "./selection.ts";

export interface CallDates {
  closes: string; // a local minute
  decisionBefore?: string; // a local day; left out: as it is
  reminderDays?: number[]; // left out: as they are
}

/** The latest reminder a call may have: half a year before its close. */
const mostDays = 183;

/** Why these dates cannot be; null when they can. A date that is not moved may well be past. */
export function datesProblem(call: Call, dates: CallDates, nowLocal: string): string | null {
  const { closes, decisionBefore = call.decisionBefore, reminderDays = call.reminderDays } = dates;
  if (!isMinute(closes) || (decisionBefore !== undefined && !isDay(decisionBefore))) return "invalid-date";
  if (reminderDays.some((days) => !Number.isInteger(days) || days < 1 || days > mostDays)) {
    return "invalid-date";
  }
  const decisionBegins = decisionBefore && `${decisionBefore}T00:00`;
  if (closes !== call.closes && closes <= nowLocal) return "in-the-past";
  if (decisionBefore !== call.decisionBefore && decisionBegins && decisionBegins <= nowLocal) {
    return "in-the-past";
  }
  if (closes <= call.opens) return "not-after-opening";
  if (decisionBegins && decisionBegins <= closes) return "decision-before-close";
  return null;
}

function isMinute(text: string): boolean {
  return LocalMinute.safeParse(text).success && holds(() => instantOf(text, "UTC"));
}

function isDay(text: string): boolean {
  return LocalDay.safeParse(text).success && holds(() => startOfDay(text, "UTC"));
}

function holds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/**
 * The call with other dates. One that was closed or over is open again when it now closes in the future; over, its
 * execution has ended, and a new generation goes on. Reminders that went stay done: none is repeated.
 */
export function withDates(call: Call, dates: CallDates, nowLocal: string): Call {
  const { decisionBefore = call.decisionBefore, reminderDays = call.reminderDays } = dates;
  const moved: Call = {
    ...call,
    closes: dates.closes,
    ...(decisionBefore ? { decisionBefore } : {}),
    reminderDays: [...new Set(reminderDays)].sort((a, b) => b - a),
  };
  const isReopened = (call.phase === "closed" || call.phase === "over") && moved.closes > nowLocal;
  if (!isReopened) return moved;
  const { closed: _closed, ...open } = moved;
  const generation = call.phase === "over" ? call.generation + 1 : call.generation;
  return { ...open, phase: "launched", generation };
}

/** The call with a note of its new close, if those who were told of the old one are to know. */
export const closeNoted = (before: Call, after: Call, now: Date): Call =>
  before.announced && before.closes !== after.closes
    ? {
        ...after,
        moved: [...(before.moved ?? []), { at: now.toISOString(), from: before.closes, to: after.closes }],
      }
    : after;

export interface PlannedMail {
  kind: "invitation" | "reminder" | "warning";
  occasion: string;
  at: Date;
}

/** The mails that a call will cause by itself from now on, in order. A draft has none: nobody has launched it. */
export function plannedMails(
  call: Call,
  selection: Selection | null,
  now: Date,
  rules: Rules,
): PlannedMail[] {
  if (call.phase === "draft" || call.phase === "over") return [];
  const closes = instantOf(call.closes, rules.zone);
  const limit = decisionLimit(call, rules);
  const opens = instantOf(call.opens, rules.zone);
  const mails: PlannedMail[] = [
    ...(call.announced
      ? []
      : [{ kind: "invitation" as const, occasion: "1", at: opens > now ? opens : now }]),
    ...remindersOf(call, rules)
      .filter(({ at }) => at < closes)
      .map(({ days, at }) => ({ kind: "reminder" as const, occasion: String(days), at })),
    ...warningsOf(call, selection, rules)
      .filter(({ at }) => at < limit)
      .map(({ days, at }) => ({ kind: "warning" as const, occasion: String(days), at })),
  ];
  return mails.filter(({ at }) => at >= now).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * The occasion of the letters that a slate will cause once its decision stands; null before it is proposed, and once
 * they are prepared. Their hour is nobody's to say: it is that of the last approval.
 */
export function plannedLetters(call: Call, selection: Selection | null): string | null {
  if (!selection || call.phase === "draft" || call.phase === "over") return null;
  const { proposedAt, decidedAt, letters, releasedAt, slate } = selection;
  return (proposedAt || decidedAt) && !letters && !releasedAt ? String(slate) : null;
}

/** One thing that moves with the dates of a call; `before` or `after` is missing where it comes or goes. */
export interface DateChange {
  kind: NoticeKind | "close" | "decision";
  occasion: string;
  before?: string; // a local minute, or a local day for the decision
  after?: string;
  mails: number;
}

interface Moved {
  before: Call;
  after: Call;
  selection: Selection | null;
  now: Date;
  rules: Rules;
  mails: (kind: PlannedMail["kind"]) => number; // how many go out each time
}

/** Everything that moves, and how many mails with it. */
export function dateChanges({ before, after, selection, now, rules, mails }: Moved): DateChange[] {
  const changes = [
    change("close", "", before.closes, after.closes, 0),
    change("decision", "", before.decisionBefore, after.decisionBefore, 0),
  ];
  const [old, fresh] = [before, after].map((call) => plannedMails(call, selection, now, rules));
  const all = new Map(
    [...(old ?? []), ...(fresh ?? [])].map((mail) => [`${mail.kind} ${mail.occasion}`, mail]),
  );
  for (const { kind, occasion } of all.values()) {
    const at = (mails: PlannedMail[] | undefined) => {
      const found = mails?.find((mail) => mail.kind === kind && mail.occasion === occasion);
      return found && localMinuteOf(found.at, rules.zone);
    };
    changes.push(change(kind, occasion, at(old), at(fresh), mails(kind)));
  }
  return changes.filter((one) => one.before !== one.after);
}

function change(
  kind: DateChange["kind"],
  occasion: string,
  before: string | undefined,
  after: string | undefined,
  mails: number,
): DateChange {
  return { kind, occasion, ...(before ? { before } : {}), ...(after ? { after } : {}), mails };
}
