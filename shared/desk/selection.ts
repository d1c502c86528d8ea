/** The selection as its secretariat runs it: soundings, agreed States, acceptances, approvals, the hour of release. */
import { approve as approval } from "../domain/approval.ts";
import { localMinuteOf } from "../domain/calendar.ts";
import { type Call, LocalMinute } from "../domain/call.ts";
import * as rules from "../domain/consultation.ts";
import type { LedgerEntry } from "../domain/ledger.ts";
import { type Notice, prepareNotice } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { SeatState, Selection, Sounding } from "../domain/selection.ts";
import { getCall, listCalls, saveCall } from "../store/calls.ts";
import { readDraft } from "../store/drafts.ts";
import { env } from "../store/environment.ts";
import { newId } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import { addNotice, noticesOfOccasion } from "../store/notices.ts";
import { contactById, contactsOf, getParty, getPerson, listPersons } from "../store/parties.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import {
  addSounding,
  readSelection,
  readSelections,
  removeSounding,
  saveSelection,
  soundingsOf as storedSoundings,
} from "../store/selection.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { noticesTo } from "./prepare.ts";

/** How the selection of a call stands; null if there is no such call. */
export async function getSelection({ call: id }: { call: string }): Promise<Selection | null> {
  const call = await getCall(id);
  return call && readSelection(call);
}

/** The confidential log of consultations of a call. */
export const soundingsOf = ({ call }: { call: string }): Promise<Sounding[]> => storedSoundings(call);

/** Logs a consultation. The ledger knows that there was one, never with whom: it is kept for ever, this is deletable. */
export async function logSounding({
  by,
  ...sounding
}: Omit<Sounding, "id" | "at">): Promise<Outcome<{ sounding: string }>> {
  const now = new Date();
  const call = await getCall(sounding.call);
  if (!call) return refused("unknown-call");
  if (!call.seats.some(({ id }) => id === sounding.seat)) return refused("unknown-seat");
  if (!(await getParty(sounding.party))) return refused("unknown-party");
  const id = newId("snd", now);
  await transact([
    addSounding({ ...sounding, id, by, at: now.toISOString() }),
    record({ actor: by, act: "sounding.logged", call: call.id, subject: id }, now),
  ]);
  return { ok: true, sounding: id };
}

/** Deletes a note of the confidential log; the ledger keeps that there was one. */
export async function deleteSounding({
  call,
  sounding: id,
  by,
}: {
  call: string;
  sounding: string;
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  const sounding = (await storedSoundings(call)).find((one) => one.id === id);
  if (!sounding) return { ok: true };
  const entry = record({ actor: by, act: "sounding.deleted", call, subject: id }, now);
  await transact([removeSounding(sounding), entry]);
  return { ok: true };
}

interface Act {
  call: string;
  actor: string;
  act: string;
  version?: number; // of the selection that the person saw
  party?: string;
  detail?: LedgerEntry["detail"];
}

interface Decision {
  selection: Selection;
  changes?: Change[]; // besides selection, call and ledger
}

/**
 * Reads the selection, decides and writes it with its ledger entry. The call is saved too: only its version wakes the
 * execution that waits on the selection.
 */
function change(
  { call: id, actor, act, version, party, detail }: Act,
  decide: (call: Call, selection: Selection, now: Date) => Promise<Outcome<Decision>>,
): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const call = await getCall(id);
    const before = call && (await readSelection(call));
    if (!call || !before) return refused("unknown-call");
    if (version !== undefined && before.version !== version) return refused("stale");
    const outcome = await decide(call, before, now);
    if ("refused" in outcome) return outcome;
    const entry = record(
      { actor, act, call: id, ...(party ? { party } : {}), ...(detail ? { detail } : {}) },
      now,
    );
    await transact([
      saveSelection(before, outcome.selection),
      saveCall(call, call),
      ...(outcome.changes ?? []),
      entry,
    ]);
    return { ok: true };
  });
}

async function localNow(now: Date): Promise<string> {
  return localMinuteOf(now, (await readDefinition()).review.zone);
}

/** Notes the agreed State of a seat, or clears it. */
export function agree({
  call,
  seat,
  party,
  conveyedBy,
  version,
  by,
}: {
  call: string;
  seat: string;
  party: string | null;
  conveyedBy?: string;
  version: number;
  by: string;
}): Promise<Outcome> {
  const act = party ? "selection.agreed" : "selection.cleared";
  return change({ call, actor: by, act, version, detail: { seat } }, async (at, selection, now) => {
    const [holder, definition, state] = await Promise.all([
      party ? getParty(party) : null,
      readDefinition(),
      readState(),
    ]);
    if (party && !holder) return refused("unknown-party");
    const scheme = definition.schemes.find(({ id }) => id === state.scheme);
    if (!scheme) throw new Error(`The definition has no scheme ${state.scheme}`);
    const otherSelections = await selectionsBeside(call);
    return rules.agree(
      { seat, party: holder, conveyedBy },
      { call: at, selection, scheme, otherSelections },
      now,
    );
  });
}

async function selectionsBeside(call: string): Promise<Selection[]> {
  const others = (await listCalls()).filter(({ id }) => id !== call);
  return (await readSelections(others)).map(({ selection }) => selection);
}

/** Asks the agreed State by mail whether it accepts. */
export function askAcceptance({
  call,
  seat,
  by,
}: {
  call: string;
  seat: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.acceptance-asked", detail: { seat } };
  return change(act, async (at, before, now) => {
    if (!(await readState()).enabled.includes("acceptance")) return refused("kind-not-enabled");
    const asked = rules.ask(before, seat);
    if ("refused" in asked) return asked;
    const { selection, ordinal } = asked;
    const party = rules.seatState(selection, seat).party ?? "";
    const notices = noticesTo(at, "acceptance", `${seat}-${ordinal}`, await contactsOf(party), now);
    if (notices.length === 0) return refused("no-contact");
    const changes = notices.map((notice) => addNotice({ ...notice, params: { seat } }));
    return { ok: true, selection, changes };
  });
}

/** Records an answer that came by telephone, note or mail; and who will represent the State, whenever it is named. */
export function recordAcceptance({
  call,
  seat,
  by,
  ...given
}: {
  call: string;
  seat: string;
  accepted: boolean;
  representative?: string;
  by: string;
}): Promise<Outcome> {
  const act = given.accepted ? "selection.accepted" : "selection.declined";
  return change({ call, actor: by, act, detail: { seat } }, async (_call, selection, now) =>
    rules.answer(selection, { seat, ...given }, now),
  );
}

/** The answer of the asked State itself, by the button on its page. */
export async function answerAcceptance({
  contact: id,
  call,
  seat,
  accepted,
}: {
  contact: string;
  call: string;
  seat: string;
  accepted: boolean;
}): Promise<Outcome> {
  const contact = await contactById(id);
  if (contact?.standing !== "official" && contact?.standing !== "protocol") return refused("not-official");
  const act = accepted ? "selection.accepted" : "selection.declined";
  return change({ call, actor: `contact:${id}`, act, detail: { seat } }, async (_call, selection, now) => {
    const state = rules.seatState(selection, seat);
    if (state.party !== contact.party || state.acceptance !== "asked") return refused("not-asked");
    return rules.answer(selection, { seat, accepted }, now);
  });
}

/** Sends the slate to its approvers. */
export function propose({
  call,
  releaseAt,
  version,
  by,
}: {
  call: string;
  releaseAt: string;
  version: number;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.proposed", version, detail: { releaseAt } };
  return change(act, async (at, before, now) => {
    if (!LocalMinute.safeParse(releaseAt).success) return refused("invalid-date");
    const approvers = (await listPersons()).filter(({ id }) => at.approvers.includes(id));
    const proposed = rules.propose(before, at, {
      releaseAt,
      offices: approvers.map(({ office }) => office),
      now,
      nowLocal: await localNow(now),
    });
    if ("refused" in proposed) return proposed;
    const occasion = String(proposed.selection.slate);
    const told = await noticesOfOccasion(call, "approval", occasion);
    const notices: Notice[] = approvers
      .filter(({ id }) => !told.some((notice) => notice.contact === id))
      .map((contact) =>
        prepareNotice({ review: env("REVIEW_ID"), call, kind: "approval", occasion, contact, now }),
      );
    return { ...proposed, changes: notices.map(addNotice) };
  });
}

/** Moves the hour at which the decision becomes public. */
export function setReleaseAt({
  call,
  releaseAt,
  version,
  by,
}: {
  call: string;
  releaseAt: string;
  version: number;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.release-moved", version, detail: { releaseAt } };
  return change(act, async (at, selection, now) =>
    LocalMinute.safeParse(releaseAt).success
      ? rules.moveRelease(selection, at, { releaseAt, nowLocal: await localNow(now) })
      : refused("invalid-date"),
  );
}

interface Approving {
  call: string;
  slate: number; // the one that the person saw
  person: string;
  verdict: "approved" | "returned";
  comment?: string;
  by: string;
  onBehalf?: { draft: string };
}

/** Records an approver's verdict: their own act, or recorded for them with the signed scan. */
export function approve({ call, person, by, onBehalf, ...given }: Approving): Promise<Outcome> {
  const act = { call, actor: by, act: `selection.${given.verdict}`, detail: { person, slate: given.slate } };
  return change(act, async (at, selection, now) => {
    const approver = await getPerson(person);
    if (!approver || (!onBehalf && by !== person)) return refused("not-approver");
    const scan = onBehalf && (await scanOf(onBehalf.draft));
    if (onBehalf && !scan) return refused("scan-missing");
    const evidence = scan ? { onBehalf: { recordedBy: by, scan } } : {};
    return approval(selection, at, { ...given, person: approver, ...evidence }, now);
  });
}

async function scanOf(draft: string): Promise<string | undefined> {
  return (await readDraft(draft)).files.find(({ refused }) => !refused)?.file.key;
}

export interface ReleasedDecision {
  call: Call;
  decidedAt: string;
  releasedAt: string;
  seats: { seat: string; party: string }[];
}

/** What is public: released decisions, and of these only who holds which seat. */
export async function releasedDecisions(): Promise<ReleasedDecision[]> {
  return (await readSelections(await listCalls())).flatMap(({ call, selection }) => {
    if (!selection.releasedAt) return [];
    const seats = selection.seats.flatMap(({ seat, party }) => (party ? [{ seat, party }] : []));
    const { releasedAt, decidedAt = releasedAt } = selection;
    return [{ call, decidedAt, releasedAt, seats }];
  });
}

export interface OwnSeat {
  call: string;
  seat: string;
  acceptance: SeatState["acceptance"];
  released: boolean;
}

/** The seats for which this party was asked, and nothing of anybody else's. */
export async function ownSeats({ party }: { party: string }): Promise<OwnSeat[]> {
  return (await readSelections(await listCalls())).flatMap(({ call, selection }) => {
    const released = selection.releasedAt !== undefined;
    return selection.seats
      .filter((state) => state.party === party && (released || state.acceptance !== "not-asked"))
      .map(({ seat, acceptance }) => ({ call: call.id, seat, acceptance, released }));
  });
}
