/** The outbox: every future and past mail as it will arrive or arrived; held, edited, cancelled or sent by a person. */
import { cancelled, type Notice, type NoticeText, subscriberKinds, unsentStates } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { holdOf } from "../domain/review.ts";
import type { Attachment } from "../mail/compose.ts";
import { getCall, listCalls } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import {
  addNotice,
  noticesInState,
  noticesOfCall,
  saveNotice,
  getNotice as storedNotice,
} from "../store/notices.ts";
import { recentNotices } from "../store/recent.ts";
import { readState } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";
import { decideAgain, transact } from "../store/table.ts";
import { factsFrom, subjectOf } from "./facts.ts";
import { dayOfLetter, letterFile } from "./letters.ts";
import { placeOf, plannedNotices } from "./planned.ts";
import { type RenderedMail, textOf, writeMail } from "./written.ts";

export { sampleLetter, sampleMail } from "./samples.ts";
export type { RenderedMail };

export interface OutboxEntry {
  notice: Notice;
  planned: boolean; // computed from the dates; nobody has touched it yet
}

type Box = "future" | "held" | "sent";
interface Wanted {
  box: Box;
  cursor?: string;
  call?: string;
}

const pageSize = 50;
const statesOf: Record<Exclude<Box, "future">, Notice["state"][]> = {
  held: ["held"],
  sent: ["prepared", "claimed", "sent", "delivered", "bounced", "complained", "unknown", "cancelled"],
};

/** One page of the outbox. Future mails come soonest first, all others newest first. */
export async function outbox({
  box,
  cursor,
  call,
}: Wanted): Promise<{ entries: OutboxEntry[]; next?: string }> {
  if (box === "future") return pageOf(await futureEntries(call), (one) => placeOf(one.notice), cursor);
  if (call) {
    const all = (await noticesOfCall(call)).filter(({ state }) => statesOf[box].includes(state));
    return pageOf(all.map(written).sort(newestFirst), ({ notice }) => notice.id, cursor);
  }
  const { items, next } = await recentNotices(statesOf[box], cursor);
  const entries = items.map(written);
  return next ? { entries, next } : { entries };
}

const written = (notice: Notice): OutboxEntry => ({ notice, planned: false });

const lastMoved = ({ notice }: OutboxEntry) => notice.settledAt ?? notice.preparedAt ?? notice.dueAt ?? "";
const newestFirst = (a: OutboxEntry, b: OutboxEntry) => (lastMoved(a) < lastMoved(b) ? 1 : -1);

function pageOf(all: OutboxEntry[], place: (entry: OutboxEntry) => string, cursor: string | undefined) {
  const from = cursor === undefined ? 0 : all.findIndex((entry) => place(entry) === cursor) + 1;
  const entries = all.slice(from, from + pageSize);
  const last = entries.at(-1);
  return last && all.length > from + pageSize ? { entries, next: place(last) } : { entries };
}

/** Planned mails, with those that a person has touched in their place. */
async function futureEntries(call: string | undefined): Promise<OutboxEntry[]> {
  const [planned, touched] = await Promise.all([plannedNotices(call), touchedNotices(call)]);
  return planned.flatMap((notice) => {
    const stored = touched.get(notice.id);
    if (!stored) return [{ notice, planned: true }];
    return stored.state === "scheduled" ? [written(atItsHour(stored, notice))] : [];
  });
}

/** A touched notice keeps its words; its hour follows the dates. */
const atItsHour = (stored: Notice, planned: Notice): Notice => ({
  ...stored,
  ...(planned.dueAt ? { dueAt: planned.dueAt } : {}),
});

async function touchedNotices(only: string | undefined): Promise<Map<string, Notice>> {
  const calls = only ? [only] : (await listCalls()).map(({ id }) => id);
  const stored = (await Promise.all(calls.map((id) => noticesOfCall(id)))).flat();
  return new Map(stored.map((notice) => [notice.id, notice]));
}

/** One mail of the outbox: as it is stored, or as it is planned. */
export async function getNotice({ notice: id }: { notice: string }): Promise<OutboxEntry | null> {
  const stored = await storedNotice(id);
  const call = id.slice(0, id.indexOf("_"));
  if (stored && stored.state !== "scheduled") return written(stored);
  const planned = (await plannedNotices(call)).find((one) => one.id === id);
  if (stored) return written(planned ? atItsHour(stored, planned) : stored);
  return planned ? { notice: planned, planned: true } : null;
}

/** The mail as it will arrive, or as it went. Links are secret: "[…]" stands in their place. */
export async function renderNotice({ notice: id }: { notice: string }): Promise<RenderedMail> {
  const entry = await getNotice({ notice: id });
  if (!entry) throw new Error(`There is no notice ${id}`);
  return writeMail(entry.notice);
}

/** The file that goes with a letter of decision, as it would be today or as it was dated; null for other notices. */
export async function letterOf({ notice: id }: { notice: string }): Promise<Attachment | null> {
  const notice = (await getNotice({ notice: id }))?.notice;
  if (notice?.kind !== "letter") return null;
  const now = new Date();
  const [content, subject] = await Promise.all([textOf(notice), subjectOf(notice)]);
  const dated = notice.dated ?? dayOfLetter(subject, now);
  return letterFile({ facts: factsFrom(notice, subject, now), content, subject, dated });
}

/** The notices to a party, on whatever call, newest first. */
export async function noticesOfParty({ party }: { party: string }): Promise<Notice[]> {
  const calls = [...(await listCalls()).map(({ id }) => id), "review"];
  const all = (await Promise.all(calls.map((id) => noticesOfCall(id)))).flat().map(written);
  return all.sort(newestFirst).flatMap(({ notice }) => (notice.party === party ? [notice] : []));
}

/** What a person must look at: mails that did not arrive, and those that wait for a release. */
export async function noticesNeedingCare(): Promise<Notice[]> {
  const states = ["bounced", "complained", "unknown", "held"] as const;
  const all = (await Promise.all(states.map(everyInState))).flat();
  const holds: (Notice["hold"] | undefined)[] = ["protocol", "refused", "unreachable"];
  return all.filter(
    (notice) => (notice.state !== "held" || holds.includes(notice.hold)) && !isSeenTo(notice),
  );
}

/** A subscriber's lost mailbox ended the subscription: nobody has to do anything. */
const isSeenTo = ({ kind, state }: Notice) =>
  subscriberKinds.includes(kind) && (state === "bounced" || state === "complained");

async function everyInState(state: Notice["state"]): Promise<Notice[]> {
  const notices: Notice[] = [];
  let after: string | undefined;
  do {
    const page = await noticesInState(state, after ? { after } : {});
    notices.push(...page.items);
    after = page.cursor ?? undefined;
  } while (after);
  return notices;
}

/**
 * Changes one mail by a person's act, with its ledger entry. A planned one is written by that, in the state it is
 * left in; its id is the one that its day would give it, so that it still goes once.
 */
function change(
  id: string,
  { by, act, from = unsentStates }: { by: string; act: string; from?: readonly Notice["state"][] },
  decide: (notice: Notice, now: Date) => Promise<Notice | { refused: string }>,
): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const entry = await getNotice({ notice: id });
    if (!entry) return refused("unknown-notice");
    const { notice, planned } = entry;
    if (!from.includes(notice.state)) return refused("already-sent");
    const after = await decide(notice, now);
    if ("refused" in after) return after;
    const { call, party } = notice;
    const about = { actor: by, act, call, ...(party ? { party } : {}), subject: id };
    await transact([planned ? addNotice(after) : saveNotice(notice, after), record(about, now)]);
    return { ok: true };
  });
}

/** Keeps one mail back until a person releases it. */
export const holdNotice = ({ notice, by }: { notice: string; by: string }): Promise<Outcome> =>
  change(notice, { by, act: "notice.held" }, async (before) => ({
    ...before,
    state: before.state === "scheduled" ? "scheduled" : "held",
    hold: "by-hand",
  }));

/** Lets go what a person held, or what waits because its contact is a protocol office. */
export const releaseNotice = ({ notice, by }: { notice: string; by: string }): Promise<Outcome> =>
  change(notice, { by, act: "notice.released" }, async (before, now) => {
    const { hold: _hold, ...rest } = before;
    return (await isLater(before, now)) ? rest : goingNow({ ...rest, released: by }, now);
  });

/** Whether a mail's hour is still to come; a letter's is that of its decision. */
async function isLater(notice: Notice, now: Date): Promise<boolean> {
  if (notice.state !== "scheduled") return false;
  return notice.dueAt === undefined ? awaitsDecision(notice) : notice.dueAt > now.toISOString();
}

async function awaitsDecision({ kind, call: id }: Notice): Promise<boolean> {
  if (kind !== "letter") return false;
  const call = await getCall(id);
  return call !== null && (await readSelection(call))?.decidedAt === undefined;
}

const goingNow = (notice: Notice, now: Date): Notice => ({
  ...notice,
  state: "prepared",
  preparedAt: now.toISOString(),
});

/** Puts a coordinator's words in the place of ours. */
export const editNotice = ({
  notice,
  text,
  by,
}: {
  notice: string;
  text: NoticeText;
  by: string;
}): Promise<Outcome> =>
  change(notice, { by, act: "notice.edited" }, async (before) => {
    const places = linksIn((await textOf(before)).text);
    if (places.some((place) => !text.text.includes(place))) return refused("link-missing");
    return { ...before, edited: text };
  });

const linksIn = (text: string): string[] => text.match(/\{(?:link|confirmLink)\}/g) ?? [];

/** Cancels a mail that has not left. It stays in the outbox as cancelled, and is never prepared again. */
export const cancelNotice = ({ notice, by }: { notice: string; by: string }): Promise<Outcome> =>
  change(notice, { by, act: "notice.cancelled" }, async (before) => cancelled(before));

/** Sends one mail at once: a planned or held one, or one whose fate is unknown after a person looked. */
export const sendNow = ({ notice, by }: { notice: string; by: string }): Promise<Outcome> =>
  change(
    notice,
    { by, act: "notice.sent-by-hand", from: [...unsentStates, "unknown", "cancelled"] },
    async (before, now) => {
      const hold = holdOf(await readState(), before.kind);
      if (hold) return refused(hold);
      if (await awaitsDecision(before)) return refused("not-decided");
      const { hold: _hold, ...rest } = before;
      return goingNow(
        { ...rest, released: by, repeated: before.repeated || before.state === "unknown" },
        now,
      );
    },
  );
