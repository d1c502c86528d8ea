/** Calls as the secretariat runs them: launched, their dates moved, reminders kept back or let go. */
import { localMinuteOf, rulesOf } from "../domain/calendar.ts";
import type { Call, PartyStanding } from "../domain/call.ts";
import { type CallDates, type DateChange, dateChanges, datesProblem, withDates } from "../domain/dates.ts";
import { isSilent } from "../domain/due.ts";
import type { NoticeKind } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { addressees } from "../domain/party.ts";
import {
  listCalls as allCalls,
  getCall as callById,
  saveCall,
  saveStanding,
  standingOf,
  standingsOf,
} from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { addNotice, noticesOfOccasion } from "../store/notices.ts";
import {
  contactById,
  contactsBetween,
  listContacts,
  listParties,
  listPersons,
  partiesPage,
} from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";
import { decideAgain, transact } from "../store/table.ts";
import { noticesTo } from "./prepare.ts";
import { openValuesOf, readReview } from "./reviews.ts";

export type { CallDates, DateChange };

/** Every call of the review, launched or not. */
export const listCalls = (): Promise<Call[]> => allCalls();
/** A call by its id; null if there is none. */
export const getCall = ({ call }: { call: string }): Promise<Call | null> => callById(call);

/** How parties stand to a call; those of whom nothing is known have no standing. */
export const standingsOfCall = ({ call }: { call: string }): Promise<PartyStanding[]> => standingsOf(call);

/** How a party stands to each call of which something is known. */
export async function standingsOfParty({ party }: { party: string }): Promise<PartyStanding[]> {
  const standings = await Promise.all((await allCalls()).map((call) => standingOf(call.id, party)));
  return standings.filter(({ revision }) => revision > 0);
}

/** The kinds of mail that a launched call sends by itself: a coordinator has seen and enabled each. */
export function kindsOfLaunch(call: Call): NoticeKind[] {
  return [
    "invitation",
    "receipt",
    "confirm",
    ...(call.reminderDays.length > 0 ? (["reminder"] as const) : []),
  ];
}

/** Launches a call: from here on its execution announces, reminds and closes it. */
export function launch({ call: id, by }: { call: string; by: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const [call, { definition, state }] = await Promise.all([callById(id), readReview()]);
    if (!call) return refused("unknown-call");
    if (call.phase !== "draft") return refused("already-launched");
    if (openValuesOf(definition, id).some(({ path }) => !state.confirmed[path]))
      return refused("open-values");
    if (kindsOfLaunch(call).some((kind) => !state.enabled.includes(kind)))
      return refused("kinds-not-enabled");
    if (call.closes <= localMinuteOf(now, definition.review.zone)) return refused("closes-in-the-past");
    const entry = record({ actor: by, act: "call.launched", call: id }, now);
    await transact([saveCall(call, { ...call, phase: "launched" }), entry]);
    return { ok: true };
  });
}

/** What moving the dates would change, before anything is saved. */
export async function previewDates({
  call: id,
  dates,
}: {
  call: string;
  dates: CallDates;
}): Promise<Outcome<{ changes: DateChange[]; moved: number }>> {
  const now = new Date();
  const [call, definition] = await Promise.all([callById(id), readDefinition()]);
  if (!call) return refused("unknown-call");
  const rules = rulesOf(definition);
  const nowLocal = localMinuteOf(now, rules.zone);
  const problem = datesProblem(call, dates, nowLocal);
  if (problem) return refused(problem);
  const [selection, counts] = await Promise.all([readSelection(call), mailCounts(call)]);
  const after = withDates(call, dates, nowLocal);
  const changes = dateChanges({ before: call, after, selection, now, rules, mails: (kind) => counts[kind] });
  return { ok: true, changes, moved: changes.reduce((sum, { mails }) => sum + mails, 0) };
}

/** How many mails each planned step would send as things stand. */
async function mailCounts(call: Call): Promise<Record<"invitation" | "reminder" | "warning", number>> {
  const [parties, contacts, standings, persons] = await Promise.all([
    listParties(),
    listContacts(),
    standingsOf(call.id),
    listPersons(),
  ]);
  const invited = parties.filter(({ kind }) => call.parties.includes(kind));
  const silent = invited.filter(
    ({ id, paused }) => !paused && isSilent(standings.find(({ party }) => party === id)),
  );
  const mailsTo = (some: { id: string }[]) => {
    const ids = new Set(some.map(({ id }) => id));
    return addressees(contacts).filter(({ party }) => ids.has(party)).length;
  };
  return {
    invitation: mailsTo(invited),
    reminder: mailsTo(silent),
    warning: persons.filter(({ roles }) => roles.includes("coordinator")).length,
  };
}

interface Move {
  call: string;
  dates: CallDates;
  version: number; // of the call that the person saw
  tell?: boolean; // whether the invited parties are told of the new close
  by: string;
}

/** Moves the dates of a call; the change of its version wakes whoever waits for them. */
export async function moveDates({ call: id, dates, version, tell = false, by }: Move): Promise<Outcome> {
  const now = new Date();
  const outcome = await decideAgain(() => saveDates({ id, dates, version, by, now }));
  if ("refused" in outcome) return outcome;
  const { before } = outcome;
  if (tell && before.announced && before.closes !== dates.closes) {
    await tellOfExtension(before, String(version + 1), now);
  }
  return { ok: true };
}

async function saveDates(move: {
  id: string;
  dates: CallDates;
  version: number;
  by: string;
  now: Date;
}): Promise<Outcome<{ before: Call }>> {
  const { id, dates, version, by, now } = move;
  const [call, definition] = await Promise.all([callById(id), readDefinition()]);
  if (!call) return refused("unknown-call");
  if (call.version !== version) return refused("stale");
  const nowLocal = localMinuteOf(now, definition.review.zone);
  const problem = datesProblem(call, dates, nowLocal);
  if (problem) return refused(problem);
  const after = withDates(call, dates, nowLocal);
  const detail = {
    closes: after.closes,
    ...(after.decisionBefore ? { decisionBefore: after.decisionBefore } : {}),
    reminderDays: after.reminderDays.join(","),
    reopened: after.phase !== call.phase,
  };
  await transact([
    saveCall(call, after),
    record({ actor: by, act: "call.dates-moved", call: id, detail }, now),
  ]);
  return { ok: true, before: call };
}

/** Prepares the notice of another close to every invited party, fifty parties at a time. */
async function tellOfExtension(before: Call, occasion: string, now: Date): Promise<void> {
  let after: string | undefined;
  do {
    const page = await partiesPage(50, after);
    const [first, last] = [page.items.at(0), page.items.at(-1)];
    if (!first || !last) return;
    const contacts = await contactsBetween(first.id, last.id);
    const notices = page.items
      .filter(({ kind }) => before.parties.includes(kind))
      .flatMap(({ id }) =>
        noticesTo(
          before,
          "extension",
          occasion,
          contacts.filter((c) => c.party === id),
          now,
        ),
      )
      .map((notice) => ({ ...notice, params: { previous: before.closes } }));
    await writeNew(before.id, occasion, notices, now);
    after = page.cursor ?? undefined;
  } while (after);
}

async function writeNew(call: string, occasion: string, notices: ReturnType<typeof noticesTo>, now: Date) {
  for (let from = 0; from < notices.length; from += 90) {
    await decideAgain(async () => {
      const written = new Set((await noticesOfOccasion(call, "extension", occasion)).map(({ id }) => id));
      const fresh = notices.slice(from, from + 90).filter(({ id }) => !written.has(id));
      if (fresh.length === 0) return;
      const detail = { kind: "extension", occasion, count: fresh.length };
      const entry = record({ actor: "system", act: "notices.prepared", call, detail }, now);
      await transact([...fresh.map(addNotice), entry]);
    });
  }
}

/** "No further reminders", by a click on the party's page. */
export async function refuseReminders({
  call,
  party,
  contact: id,
}: {
  call: string;
  party: string;
  contact: string;
}): Promise<Outcome> {
  const now = new Date();
  const contact = await contactById(id);
  if (contact?.party !== party) return refused("unknown-contact");
  return decideAgain(async () => {
    const standing = await standingOf(call, party);
    if (standing.noReminders) return { ok: true };
    const entry = record({ actor: `contact:${id}`, act: "party.reminders-refused", call, party }, now);
    await transact([saveStanding(standing, { ...standing, noReminders: now.toISOString() }), entry]);
    return { ok: true };
  });
}

/** Undoes "no further reminders", at the party's word. */
export function allowReminders({
  call,
  party,
  by,
}: {
  call: string;
  party: string;
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const standing = await standingOf(call, party);
    if (!standing.noReminders) return { ok: true };
    const { noReminders: _none, ...rest } = standing;
    await transact([
      saveStanding(standing, rest),
      record({ actor: by, act: "party.reminders-allowed", call, party }, now),
    ]);
    return { ok: true };
  });
}
