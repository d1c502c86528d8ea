/** Calls as the secretariat runs them: launched, their dates moved, reminders kept back or let go. */
import { localMinuteOf, rulesOf } from "../domain/calendar.ts";
import type { Call, PartyStanding } from "../domain/call.ts";
import {
  type CallDates,
  closeNoted,
  type DateChange,
  dateChanges,
  datesProblem,
  withDates,
} from "../domain/dates.ts";
import { isSilent } from "../domain/due.ts";
import { isExtended } from "../domain/extension.ts";
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
import { contactById, listContacts, listParties, listPersons } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { readSelection, saveSelection } from "../store/selection.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { openValuesOf, readReview } from "./reviews.ts";
import { changeSelection } from "./selection.ts";
import { tellInvited } from "./telling.ts";

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
  reason,
}: {
  call: string;
  dates: CallDates;
  reason?: string;
}): Promise<Outcome<{ changes: DateChange[]; moved: number }>> {
  const now = new Date();
  const [call, definition] = await Promise.all([callById(id), readDefinition()]);
  if (!call) return refused("unknown-call");
  const rules = rulesOf(definition);
  const nowLocal = localMinuteOf(now, rules.zone);
  const problem = datesProblem(call, dates, nowLocal) ?? reasonProblem(call, dates, reason);
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
  const silent = invited.filter(({ id, paused }) => {
    const standing = standings.find(({ party }) => party === id);
    return !paused && isSilent(standing) && !isExtended(call, standing);
  });
  const mailsTo = (some: { id: string }[], kind: NoticeKind) => {
    const ids = new Set(some.map(({ id }) => id));
    return addressees(contacts, kind).filter(({ party }) => ids.has(party)).length;
  };
  return {
    invitation: mailsTo(invited, "invitation"),
    reminder: mailsTo(silent, "reminder"),
    warning: persons.filter(({ roles }) => roles.includes("coordinator")).length,
  };
}

/** Whether these dates move the day before which the decision must stand. */
const movesDecision = (call: Call, { decisionBefore }: CallDates): boolean =>
  decisionBefore !== undefined && decisionBefore !== call.decisionBefore;

/** The decision date is what everybody was told: it moves with a reason or not at all. */
const reasonProblem = (call: Call, dates: CallDates, reason = ""): string | null =>
  movesDecision(call, dates) && reason.trim() === "" ? "reason-missing" : null;

interface Move {
  call: string;
  dates: CallDates;
  reason?: string; // of another decision date; kept with the selection
  version: number; // of the call that the person saw
  tell?: boolean; // whether the invited parties are told of the new close
  tellDecision?: boolean; // and of the new decision date
  by: string;
}

/** Moves the dates of a call; the change of its version wakes whoever waits for them. */
export async function moveDates(move: Move): Promise<Outcome> {
  const now = new Date();
  const outcome = await decideAgain(() => saveDates(move, now));
  if ("refused" in outcome) return outcome;
  const { before: call } = outcome;
  const { dates, tell = false, tellDecision = false } = move;
  if (!call.announced) return { ok: true };
  const occasion = String(move.version + 1);
  if (tell && call.closes !== dates.closes) {
    await tellInvited({ call, kind: "extension", occasion, params: { previous: call.closes } }, now);
  }
  if (tellDecision && movesDecision(call, dates)) {
    const previous = call.decisionBefore ? { previous: `${call.decisionBefore}T00:00` } : {};
    await tellInvited({ call, kind: "amendment", occasion, params: { what: "decision", ...previous } }, now);
  }
  return { ok: true };
}

async function saveDates(
  { call: id, dates, version, by, reason = "" }: Move,
  now: Date,
): Promise<Outcome<{ before: Call }>> {
  const [call, definition] = await Promise.all([callById(id), readDefinition()]);
  if (!call) return refused("unknown-call");
  if (call.version !== version) return refused("stale");
  const nowLocal = localMinuteOf(now, definition.review.zone);
  const problem = datesProblem(call, dates, nowLocal) ?? reasonProblem(call, dates, reason);
  if (problem) return refused(problem);
  const after = closeNoted(call, withDates(call, dates, nowLocal), now);
  const detail = {
    closes: after.closes,
    ...(after.decisionBefore ? { decisionBefore: after.decisionBefore } : {}),
    reminderDays: after.reminderDays.join(","),
    reopened: after.phase !== call.phase,
  };
  await transact([
    saveCall(call, after),
    ...(await keepReason(call, after, { words: reason.trim().slice(0, longestReason), by, now })),
    record({ actor: by, act: "call.dates-moved", call: id, detail }, now),
  ]);
  return { ok: true, before: call };
}

/** A reason is a sentence. */
const longestReason = 500;

/** Its words may name who is sounded: they stand with the selection, where they can be deleted, and not in the ledger. */
async function keepReason(
  before: Call,
  after: Call,
  { words, by, now }: { words: string; by: string; now: Date },
): Promise<Change[]> {
  const [from, to] = [before.decisionBefore, after.decisionBefore];
  const selection = await readSelection(before);
  if (!selection || !to || from === to) return [];
  const reason = { ...(from ? { from } : {}), to, words, by, at: now.toISOString() };
  return [saveSelection(selection, { ...selection, dateReasons: [...selection.dateReasons, reason] })];
}

/** Deletes the words by which the decision date was moved; the ledger keeps that it moved, and that they went. */
export function deleteDateReason({
  call,
  at,
  by,
}: {
  call: string;
  at: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.date-reason-deleted" };
  return changeSelection(act, async (_at, selection) => {
    const dateReasons = selection.dateReasons.filter((one) => one.at !== at);
    if (dateReasons.length === selection.dateReasons.length) return refused("stale");
    return { ok: true, selection: { ...selection, dateReasons } };
  });
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
