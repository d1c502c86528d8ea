/** A longer time for one party: what it would change, and giving it, with the notice to that party alone. */
import { instantOf, localMinuteOf, rulesOf } from "../domain/calendar.ts";
import type { Call } from "../domain/call.ts";
import type { DateChange } from "../domain/dates.ts";
import { callFor, closeFor, extended, goingOn } from "../domain/extension.ts";
import { extensionChanges, extensionProblem } from "../domain/extension-changes.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Contact, Party } from "../domain/party.ts";
import type { Submission } from "../domain/submission.ts";
import { getCall, type StoredStanding, saveCall, saveStanding, standingOf } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { addNotice } from "../store/notices.ts";
import { contactsOf, getParty } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";
import { saveSubmission, versionsOf } from "../store/submissions.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { noticesTo } from "./prepare.ts";

interface Wanted {
  call: string;
  party: string;
  closes: string; // a local minute
}

/** What giving a party this date would change. */
export interface ExtensionPreview {
  call: Call;
  party: Party;
  revision: number; // of the standing that was looked at
  changes: DateChange[];
  inTime: readonly Submission[]; // came after the call's close, and count as in time from then on
  receivers: readonly Contact[]; // of the notice
}

interface Looked extends ExtensionPreview {
  standing: StoredStanding;
}

async function look({ call: callId, party: partyId, closes }: Wanted, now: Date): Promise<Outcome<Looked>> {
  const [call, party, standing, contacts, definition] = await Promise.all([
    getCall(callId),
    getParty(partyId),
    standingOf(callId, partyId),
    contactsOf(partyId),
    readDefinition(),
  ]);
  if (!call) return refused("unknown-call");
  if (!party) return refused("unknown-party");
  if (!call.parties.includes(party.kind)) return refused("not-invited");
  const rules = rulesOf(definition);
  const { zone } = rules;
  const problem = extensionProblem(call, standing, closes, {
    selection: await readSelection(call),
    nowLocal: localMinuteOf(now, zone),
    zone,
  });
  if (problem) return refused(problem);
  const until = instantOf(closes, zone).getTime();
  const versions = await versionsOf(call.id, party.id);
  const receivers = noticesTo(call, "extension", "1", contacts, now);
  return {
    ok: true,
    call,
    party,
    standing,
    revision: standing.revision,
    changes: extensionChanges({ call, before: standing, closes, now, rules, mails: receivers.length }),
    inTime: versions.filter(({ late, receivedAt }) => late && Date.parse(receivedAt) <= until),
    receivers: contacts.filter(({ id }) => receivers.some(({ contact }) => contact === id)),
  };
}

/** What a date of its own would change for a party, before anything is saved. */
export const previewExtension = (wanted: Wanted): Promise<Outcome<ExtensionPreview>> =>
  look(wanted, new Date());

interface Extending extends Wanted {
  revision: number; // of the standing that the person saw
  tell: boolean; // whether the party is told
  by: string;
}

/** Gives one party a date of its own. The call's close stands for everybody else, and for its selection. */
export function extendFor({ revision, tell, by, ...wanted }: Extending): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const found = await look(wanted, now);
    if ("refused" in found) return found;
    const { call, party, standing, inTime } = found;
    if (standing.revision !== revision) return refused("stale");
    const after = extended(call, standing, wanted.closes);
    const notices = tell && call.announced ? await noticesOf(found, callFor(call, after), now) : [];
    const detail = { closes: wanted.closes, previous: closeFor(call, standing), told: notices.length > 0 };
    await transact([
      saveStanding(standing, after),
      saveCall(call, goingOn(call)), // its version wakes whoever waits for its dates
      ...inTime.map((version) => saveSubmission(version, { ...version, late: false })),
      ...notices,
      record({ actor: by, act: "party.extended", call: call.id, party: party.id, detail }, now),
    ]);
    return { ok: true };
  });
}

async function noticesOf({ call, party, standing }: Looked, own: Call, now: Date): Promise<Change[]> {
  const params = { previous: closeFor(call, standing), own: "yes" };
  const occasion = `own-${standing.revision + 1}`;
  return noticesTo(own, "extension", occasion, await contactsOf(party.id), now).map((notice) =>
    addNotice({ ...notice, params }),
  );
}
