/** The mails still to come: of a running call, with each contact and day, and of a whole definition, counted by day. */
import { addDays, beginOf, instantOf, localMinuteOf, type Rules, rulesOf } from "./calendar.ts";
import type { Call, PartyStanding } from "./call.ts";
import type { Definition } from "./definition.ts";
import { isSilent, type Moment, noticesOf, remindersOf, warningsOf } from "./due.ts";
import { callFor, isExtended } from "./extension.ts";
import type { Language } from "./language.ts";
import { type NoticeKind, noticeId } from "./notice.ts";
import { addressees, type Contact, type Party } from "./party.ts";
import { type Records, recordsOf } from "./records.ts";
import type { Activity } from "./roadmap.ts";
import type { Selection } from "./selection.ts";

/** A mail that the call will cause as its dates and answers stand now. */
export interface PlannedNotice {
  id: string;
  at: string; // instant
  call: string;
  kind: NoticeKind;
  occasion: string;
  party: string;
  contact: string;
  to: string;
  language: Language;
}

export interface Planning {
  call: Call;
  selection: Selection | null;
  parties: readonly Party[];
  contacts: readonly Contact[];
  standings: readonly PartyStanding[];
  now: Date;
  rules: Rules;
}

/** Every future mail of a call to its parties, in order of time: invitations, reminders, letters, announcements. */
export function plannedNotices(planning: Planning): PlannedNotice[] {
  const { call, selection, parties, standings, now, rules } = planning;
  if (call.phase === "over") return [];
  const invited = parties.filter(({ kind }) => call.parties.includes(kind));
  const standing = (party: string) => standings.find((one) => one.party === party);
  const silent = invited.filter((party) => !party.paused && isSilent(standing(party.id)));
  const release = selection?.releasedAt ? undefined : selection?.releaseAt;
  const holders = parties.filter(({ id }) => selection?.seats.some((seat) => seat.party === id));
  const mails = (kind: NoticeKind, occasion: string, at: Date, to: readonly Party[]) =>
    to.flatMap((party) => toContacts(planning, party, kind, occasion, at));
  return [
    ...(call.announced || instantOf(call.closes, rules.zone) <= now
      ? []
      : mails("invitation", "1", later(instantOf(call.opens, rules.zone), now), invited)),
    ...reminderDates(call, now, rules).flatMap(({ days, at }) =>
      mails(
        "reminder",
        String(days),
        at,
        silent.filter(({ id }) => !isExtended(call, standing(id))),
      ),
    ),
    ...silent
      .filter(({ id }) => isExtended(call, standing(id)))
      .flatMap((party) =>
        reminderDates(callFor(call, standing(party.id)), now, rules).flatMap(({ days, at }) =>
          mails("reminder", String(days), at, [party]),
        ),
      ),
    ...(release && !selection?.letters ? mails("letter", "1", now, selection?.decidedAt ? holders : []) : []),
    ...(release ? mails("announcement", "1", later(instantOf(release, rules.zone), now), invited) : []),
  ].sort((a, b) => a.at.localeCompare(b.at));
}

const later = (a: Date, b: Date) => (a > b ? a : b);

function toContacts(
  { call, contacts }: Planning,
  party: Party,
  kind: NoticeKind,
  occasion: string,
  at: Date,
): PlannedNotice[] {
  const own = contacts.filter((contact) => contact.party === party.id);
  return addressees(own, kind).map((contact) => ({
    id: noticeId(call.id, kind, occasion, contact.id),
    at: at.toISOString(),
    call: call.id,
    kind,
    occasion,
    party: party.id,
    contact: contact.id,
    to: contact.email,
    language: contact.language,
  }));
}

/** The reminders that will go: of those that quiet days move onto one day only the last, and none after the close. */
function reminderDates(call: Call, now: Date, rules: Rules): Moment[] {
  const closes = instantOf(call.closes, rules.zone);
  if (closes <= now) return [];
  const moments = remindersOf(call, rules)
    .map(({ days, at }) => ({ days, at: later(at, now) }))
    .filter(({ at }) => at < closes);
  return moments.filter(
    ({ days, at }) => !moments.some((other) => other.at.getTime() === at.getTime() && other.days < days),
  );
}

/** One thing that a definition causes on a day, and the mails that go with it at most. */
export interface PlanEntry {
  at: string; // wall-clock minute in the review's zone
  what: "opening" | "reminder" | "close" | "warning" | "decision" | "activity" | "notice";
  of: string; // call or activity
  days?: number; // before the date, for reminders, warnings and notices
  mails: number;
}

/** What a definition will do, minute by minute, if nobody answers and no date is moved. */
export function planOf(definition: Definition): PlanEntry[] {
  const records = recordsOf(definition);
  const rules = rulesOf(definition);
  const coordinators = records.persons.filter(({ roles }) => roles.includes("coordinator")).length;
  const entries = [
    ...records.calls.flatMap((call) => callEntries(call, records, rules, coordinators)),
    ...records.activities.flatMap((activity) => activityEntries(activity, rules, coordinators)),
  ];
  return entries.sort((a, b) => a.at.localeCompare(b.at));
}

function callEntries(call: Call, records: Records, rules: Rules, coordinators: number): PlanEntry[] {
  const before = new Date(0);
  const planned = plannedNotices({ call, selection: null, ...records, standings: [], now: before, rules });
  const count = (kind: NoticeKind, occasion = "1") =>
    planned.filter((notice) => notice.kind === kind && notice.occasion === occasion).length;
  const minute = (at: Date) => localMinuteOf(at, rules.zone);
  const invitations = count("invitation");
  const seats = call.seats.length;
  return [
    { at: call.opens, what: "opening", of: call.id, mails: invitations },
    ...reminderDates(call, before, rules).map(
      ({ days, at }): PlanEntry => ({
        at: minute(at),
        what: "reminder",
        of: call.id,
        days,
        mails: count("reminder", String(days)),
      }),
    ),
    { at: call.closes, what: "close", of: call.id, mails: 0 },
    ...warningsOf(call, null, rules).map(
      ({ days, at }): PlanEntry => ({
        at: minute(at),
        what: "warning",
        of: call.id,
        days,
        mails: coordinators,
      }),
    ),
    // At the latest: approvals asked, a letter for each seat, and the decision told to all who were invited.
    ...(call.decisionBefore
      ? [
          {
            at: `${addDays(call.decisionBefore, -1)}T23:59`,
            what: "decision" as const,
            of: call.id,
            mails: call.approvers.length + seats + invitations,
          },
        ]
      : []),
  ];
}

function activityEntries(activity: Activity, rules: Rules, coordinators: number): PlanEntry[] {
  const minute = (at: Date) => localMinuteOf(at, rules.zone);
  return [
    ...noticesOf(activity, rules).map(
      ({ days, at }): PlanEntry => ({
        at: minute(at),
        what: "notice",
        of: activity.id,
        days,
        mails: coordinators,
      }),
    ),
    { at: minute(beginOf(activity, rules.zone)), what: "activity", of: activity.id, mails: 0 },
  ];
}
