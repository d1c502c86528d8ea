/** What people do with a message: set it aside, bring it back, break its seal, have the mission telephoned. */

import type { PartyStanding } from "../domain/call.ts";
import type { MessageEnd } from "../domain/message.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { isSealed, MessageAct } from "../domain/sorting.ts";
import { saveStanding, standingOf } from "../store/calls.ts";
import { newId } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import { getMessage, type StoredMessage, saveMessage } from "../store/messages.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";

/** Whose act on which message. `revision` is what the person's page showed: who comes second is told so. */
export interface Given {
  message: string;
  revision?: number | undefined;
  by: string;
}

type Note = Omit<MessageAct, "id" | "at" | "by" | "before" | "after" | "cancelled" | "out"> &
  Partial<Pick<MessageAct, "cancelled" | "out">>;

/** What a person's act comes to. */
export interface Decided<T> {
  act: Note;
  end: MessageEnd;
  changes: Change[];
  about?: { call: string; party: string };
  result: T;
}

/** Carries out one act on a message, with its place in the message's own history and its ledger entry. */
export function actOn<T extends object>(
  { message: id, revision, by }: Given,
  decide: (message: StoredMessage, now: Date) => Promise<Decided<T> | { refused: string }>,
): Promise<Outcome<T>> {
  const now = new Date();
  return decideAgain(async () => {
    const message = await getMessage(id);
    if (!message) return refused("unknown-message");
    if (revision !== undefined && revision !== message.revision) return refused("stale");
    const decided = await decide(message, now);
    if ("refused" in decided) return decided;
    const { act: note, end, changes, about = {}, result } = decided;
    const given = { id: newId("act", now), at: now.toISOString(), by, before: message.end, after: end };
    const act = MessageAct.parse({ ...note, ...given });
    const detail = { ...(note.as && { as: note.as }), ...(note.why && { why: note.why }) };
    await transact([
      ...changes,
      saveMessage(message, end, act),
      record({ actor: by, act: `message.${act.act}`, ...about, subject: id, detail }, now),
    ]);
    return { ok: true, ...result };
  });
}

export interface StandingEdit {
  call: string;
  party: string;
  edit: (standing: PartyStanding) => PartyStanding;
}

/** The changes to how parties stand, each standing read and written once. */
export async function editStandings(edits: readonly StandingEdit[]): Promise<Change[]> {
  const groups = Map.groupBy(edits, ({ call, party }) => `${call} ${party}`);
  const changes = [...groups.values()].map(async (some) => {
    const [first] = some;
    if (!first) return [];
    const before = await standingOf(first.call, first.party);
    const after = some.reduce<PartyStanding>((standing, { edit }) => edit(standing), before);
    return [saveStanding(before, after)];
  });
  return (await Promise.all(changes)).flat();
}

/** A message in triage holds the reminders of the party whose answer it may be. */
export function holding({ id }: { id: string }, end: MessageEnd): StandingEdit[] {
  if (end.kind !== "triage" || !end.call || !end.party) return [];
  const { call, party } = end;
  return [
    {
      call,
      party,
      edit: (standing) => ({ ...standing, heldBy: [...standing.heldBy.filter((held) => held !== id), id] }),
    },
  ];
}

/** The reminders that a message in triage held go their way again. */
export function releasing({ id }: { id: string }, end: MessageEnd): StandingEdit[] {
  if (end.kind !== "triage" || !end.call || !end.party) return [];
  const { call, party } = end;
  const edit = (standing: PartyStanding) => ({
    ...standing,
    heldBy: standing.heldBy.filter((held) => held !== id),
  });
  return [{ call, party, edit }];
}

/** The changes by which a message in triage holds nobody's reminders any more. */
export const released = (message: { id: string; end: MessageEnd }): Promise<Change[]> =>
  editStandings(releasing(message, message.end));

/** Sets a message aside: it is kept and shown, and asks nobody for anything. */
export function setAside({
  why = "other",
  note,
  ...given
}: Given & { why?: NonNullable<MessageAct["why"]>; note?: string | undefined }): Promise<Outcome> {
  return actOn(given, async (message) => {
    if (message.end.kind === "submission") return refused("already");
    if (message.end.kind === "set-aside" && message.end.reason === "by-hand") return refused("already");
    return {
      act: { act: "set-aside", why, ...(note ? { note: note.slice(0, 300) } : {}) },
      end: { kind: "set-aside", reason: "by-hand", why },
      changes: await released(message),
      result: {},
    };
  });
}

const broughtBack = { kind: "triage", reason: "by-hand", telephone: false } as const;

/** Breaks the seal of a mail that was taken for spam. One with a virus stays sealed. */
export function openSealed(given: Given): Promise<Outcome> {
  return actOn(given, async (message) => {
    if (!isSealed(message)) return refused("already");
    if (message.verdicts.virus === "FAIL") return refused("sealed");
    const { end } = message;
    const opened = end.kind === "triage" ? { ...end, reason: "by-hand" as const } : broughtBack;
    return { act: { act: "opened" }, end: opened, changes: [], result: {} };
  });
}

/** Puts a message among those whose mission is to be telephoned. */
export function haveTelephoned(given: Given): Promise<Outcome> {
  return actOn(given, async (message) => {
    const { end } = message;
    if (end.kind !== "triage" || end.telephone) return refused("already");
    return { act: { act: "telephone" }, end: { ...end, telephone: true }, changes: [], result: {} };
  });
}
