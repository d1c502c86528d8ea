/** Prepares a call's notices to its parties, fifty parties at a time, each notice once for ever. */
import type { Call } from "../domain/call.ts";
import { isSilent } from "../domain/due.ts";
import { isExtended, readReminder } from "../domain/extension.ts";
import { type Notice, type NoticeKind, optionalKinds, prepareNotice } from "../domain/notice.ts";
import { addressees, type Contact, copiesOf, type Party } from "../domain/party.ts";
import type { Selection } from "../domain/selection.ts";
import { getCall, standingOf, standingsOf } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { record } from "../store/ledger.ts";
import { addNotice, noticesOfOccasion, saveNotice } from "../store/notices.ts";
import { contactsBetween, contactsOf, getParty, partiesPage } from "../store/parties.ts";
import { readSelection } from "../store/selection.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";

/** Parties looked at in one step; their notices are written in transactions of at most 99 changes and one entry. */
const batch = 50;
const changesAtOnce = 99;

interface Preparing {
  call: string;
  kind: NoticeKind;
  occasion: string;
  cursor?: string | undefined;
  now: Date;
}

/** Prepares one batch; `cursor` is where the next begins, null when this was the last. Safe to run again. */
export async function prepareBatch({ call: id, kind, occasion, cursor, now }: Preparing) {
  const call = await getCall(id);
  if (!call) throw new Error(`There is no call ${id}`);
  const alone = kind === "reminder" ? readReminder(occasion) : null;
  if (alone?.party) return remindAlone(call, alone.party, alone.days, now);
  const page = await partiesPage(batch, cursor);
  const parties = await recipients(call, { kind, occasion }, page.items);
  const [first, last] = [parties.at(0), parties.at(-1)];
  const contacts = first && last ? await contactsBetween(first.id, last.id) : [];
  const wanted = parties.flatMap((party) =>
    noticesTo(
      call,
      kind,
      occasion,
      contacts.filter((c) => c.party === party.id),
      now,
    ),
  );
  const prepared = await writeAll(wanted, { call: id, kind, occasion }, now);
  return { cursor: page.cursor, prepared };
}

/** Of these parties, those whom this kind of notice concerns. */
async function recipients(
  call: Call,
  { kind, occasion }: Pick<Notice, "kind" | "occasion">,
  parties: Party[],
): Promise<Party[]> {
  const invited = parties.filter((party) => call.parties.includes(party.kind));
  const [first, last] = [invited.at(0), invited.at(-1)];
  if (!first || !last) return [];
  if (kind === "letter") {
    return holdersAmong(parties, call, await readSelection(call));
  }
  if (kind === "silence" || kind === "silence-closed") {
    const silence = (await readSelection(call))?.silences.find(({ id }) => id === occasion);
    if (kind === "silence" && silence?.closedAt) return [];
    return invited.filter(({ id }) => silence?.recipients.includes(id));
  }
  if (kind !== "reminder") return invited;
  const standings = await standingsOf(call.id, { from: first.id, to: last.id });
  return invited.filter((party) => {
    const standing = standings.find((one) => one.party === party.id);
    return !party.paused && isSilent(standing) && !isExtended(call, standing);
  });
}

/** Reminds one party by its own date; the notice is the same as any of that many days before a close. */
async function remindAlone(call: Call, id: string, days: number, now: Date) {
  const [party, standing] = await Promise.all([getParty(id), standingOf(call.id, id)]);
  const isDue = party && !party.paused && isSilent(standing) && isExtended(call, standing);
  const occasion = String(days);
  const notices = isDue ? noticesTo(call, "reminder", occasion, await contactsOf(id), now) : [];
  return {
    cursor: null,
    prepared: await writeAll(notices, { call: call.id, kind: "reminder", occasion }, now),
  };
}

/** Of these parties, those that a letter of decision goes to. */
export function holdersAmong(
  parties: readonly Party[],
  call: Call,
  selection: Pick<Selection, "seats"> | null,
): Party[] {
  const holders = selection?.seats.map(({ party }) => party) ?? [];
  return parties.filter(({ id, kind }) => call.parties.includes(kind) && holders.includes(id));
}

/** One notice to each contact that speaks for the party; those who receive copies are copied on the first. */
export function noticesTo(
  call: Call,
  kind: NoticeKind,
  occasion: string,
  contacts: Contact[],
  now: Date,
): Notice[] {
  const copied = copiesOf(contacts, kind);
  const isSpared = ({ complained }: Contact) => complained !== undefined && optionalKinds.includes(kind);
  const spoken = addressees(contacts, kind).filter((contact) => !isSpared(contact));
  return spoken.map((contact, ordinal) =>
    prepareNotice({
      review: env("REVIEW_ID"),
      call: call.id,
      kind,
      occasion,
      contact,
      cc: ordinal === 0 ? copied : [],
      now,
    }),
  );
}

interface Occasion {
  call: string;
  kind: NoticeKind;
  occasion: string;
}

async function writeAll(notices: Notice[], { call, kind, occasion }: Occasion, now: Date): Promise<number> {
  let prepared = 0;
  for (let from = 0; from < notices.length; from += changesAtOnce) {
    const some = notices.slice(from, from + changesAtOnce);
    prepared += await decideAgain(async () => {
      const written = new Map(
        (await noticesOfOccasion(call, kind, occasion)).map((notice) => [notice.id, notice]),
      );
      const changes = some.flatMap((notice) => preparing(notice, written.get(notice.id), now));
      if (changes.length === 0) return 0;
      const entry = record(
        { actor: "system", act: "notices.prepared", call, detail: { kind, occasion, count: changes.length } },
        now,
      );
      await transact([...changes, entry]);
      return changes.length;
    });
  }
  return prepared;
}

/**
 * A new notice is written; one a person edited ahead of its time goes now; one they held is from now on among those
 * that wait for a release; any other state stays as it is.
 */
function preparing(notice: Notice, written: Notice | undefined, now: Date): Change[] {
  if (!written) return [addNotice(notice)];
  if (written.state !== "scheduled") return [];
  if (written.hold === "by-hand") return [saveNotice(written, { ...written, state: "held" })];
  return [saveNotice(written, { ...written, state: "prepared", preparedAt: now.toISOString() })];
}

/** Notices to the secretariat about a call or an activity: one to each coordinator. */
export async function tellPersons(
  about: Occasion & {
    params?: Record<string, string>;
    persons: { id: string; email: string; language: Notice["language"] }[];
  },
  now: Date,
): Promise<number> {
  const { call, kind, occasion, params = {}, persons } = about;
  const notices = persons.map((contact) =>
    prepareNotice({ review: env("REVIEW_ID"), call, kind, occasion, contact, params, now }),
  );
  return writeAll(notices, about, now);
}
