/** Silence procedures of a call: opened by a coordinator, objected to in confidence, and what a party sees of them. */
import { rulesOf } from "../domain/calendar.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { addressees, speaksForParty } from "../domain/party.ts";
import { holdOf } from "../domain/review.ts";
import type { Silence } from "../domain/selection.ts";
import * as rules from "../domain/silence.ts";
import { listCalls } from "../store/calls.ts";
import { contactById, listContacts, listParties } from "../store/parties.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { readSelections } from "../store/selection.ts";
import { reachedByMail } from "./closing.ts";
import { changeSelection, localNow, surroundingsOf } from "./selection.ts";

interface Opening {
  call: string;
  seat: string;
  party: string; // the State proposed
  text: Silence["text"];
  until: string; // wall-clock minute
  version: number; // of the selection that the person saw
  by: string;
}

/**
 * Opens a procedure; its execution prepares the text to the official contacts of every State of the group. Silence counts
 * only where the text arrives, so that none opens while mail waits or goes to the team alone.
 */
export async function openSilence({ call, seat, party, version, by, ...opening }: Opening): Promise<Outcome> {
  const act = { call, actor: by, act: "silence.opened", version, detail: { seat, until: opening.until } };
  return changeSelection(act, async (at, selection, now) => {
    const state = await readState();
    const hold = state.mail === "sample" ? "mail-sample" : holdOf(state, "silence");
    if (hold) return refused(hold);
    const [surroundings, parties, contacts, definition] = await Promise.all([
      surroundingsOf(at, selection),
      listParties(),
      listContacts(),
      readDefinition(),
    ]);
    const proposed = parties.find(({ id }) => id === party);
    if (!proposed) return refused("unknown-party");
    const opened = rules.open(
      { ...opening, seat, party: proposed, by },
      { ...surroundings, parties, rules: rulesOf(definition) },
      now,
    );
    if ("refused" in opened) return opened;
    const { recipients } = opened.silence;
    const isReachable = addressees(contacts, "silence").some(({ party: of }) => recipients.includes(of));
    return isReachable ? { ok: true, selection: opened.selection } : refused("no-contact");
  });
}

/** Records that a State has the text by note verbale or telephone. */
export function recordConveyed({
  call,
  by,
  ...given
}: rules.Conveyance & { call: string }): Promise<Outcome> {
  const { silence, party } = given;
  const act = { call, actor: by, act: "silence.conveyed", party, detail: { silence } };
  return changeSelection(act, async (_call, selection, now) =>
    rules.convey(selection, { ...given, by }, now, (await readDefinition()).review.zone),
  );
}

/** The States of a procedure that do not have its text as things stand. */
export const notReached = async (call: string, silence: Silence): Promise<string[]> =>
  rules.unreachedOf(silence, await reachedByMail(call, silence.id));

/** An objection of a State itself, by the button on its page. The ledger keeps that there was one, never whose. */
export async function object({
  contact: id,
  call,
  silence,
}: {
  contact: string;
  call: string;
  silence: string;
}): Promise<Outcome> {
  const contact = await contactById(id);
  if (!contact || !speaksForParty(contact)) return refused("not-official");
  const outcome = await objectFor({ call, silence, party: contact.party, by: id, actor: "system" });
  // A State of another group is not told that there is such a procedure.
  return "refused" in outcome && outcome.refused === "not-recipient" ? refused("unknown-silence") : outcome;
}

/** Records an objection that came by telephone, note or mail. */
export function recordObjection({
  by,
  ...given
}: {
  call: string;
  silence: string;
  party: string;
  by: string;
}): Promise<Outcome> {
  return objectFor({ ...given, by, actor: by });
}

function objectFor({ call, actor, ...given }: rules.Objection & { call: string; actor: string }) {
  const act = { call, actor, act: "silence.objected", detail: { silence: given.silence } };
  return changeSelection(act, async (_call, selection, now) =>
    rules.object(selection, given, now, (await readDefinition()).review.zone),
  );
}

/** Ends a procedure before its hour; what of it has not left does not leave any more. */
export function stopSilence({
  call,
  silence,
  by,
}: {
  call: string;
  silence: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "silence.stopped", detail: { silence } };
  return changeSelection(act, async (_call, selection, now) => rules.stop(selection, silence, now));
}

/** What a party sees of a procedure: the seat, the hour, and its own word. */
export interface OwnSilence {
  call: string;
  silence: string;
  seat: string;
  until: string;
  objected: boolean;
}

/** The procedures that run and that this party takes part in; never the State proposed, never who objected. */
export async function silencesFor({ party }: { party: string }): Promise<OwnSilence[]> {
  const [calls, nowLocal] = await Promise.all([listCalls(), localNow(new Date())]);
  return (await readSelections(calls)).flatMap(({ call, selection }) =>
    selection.silences
      .filter(
        ({ closedAt, until, recipients }) => !closedAt && nowLocal < until && recipients.includes(party),
      )
      .map(({ id, seat, until, objections }) => ({
        call: call.id,
        silence: id,
        seat,
        until,
        objected: objections.some((one) => one.party === party),
      })),
  );
}
