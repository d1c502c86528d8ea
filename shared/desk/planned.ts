/** Mails that calls will send by themselves: computed from dates and standings, until a person touches one. */
import { rulesOf } from "../domain/calendar.ts";
import type { Call, PartyStanding } from "../domain/call.ts";
import { type PlannedMail, plannedLetters, plannedMails } from "../domain/dates.ts";
import { isSilent } from "../domain/due.ts";
import { callFor, isExtended } from "../domain/extension.ts";
import { type Notice, prepareNotice } from "../domain/notice.ts";
import type { Contact, Party } from "../domain/party.ts";
import type { Person } from "../domain/review.ts";
import type { Selection } from "../domain/selection.ts";
import { listCalls, standingsOf } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { listContacts, listParties, listPersons } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";
import { holdersAmong, noticesTo } from "./prepare.ts";

interface Receivers {
  parties: readonly Party[];
  contacts: ReadonlyMap<string, Contact[]>; // by party
  coordinators: readonly Person[];
}

async function receivers(): Promise<Receivers> {
  const [parties, contacts, persons] = await Promise.all([listParties(), listContacts(), listPersons()]);
  return {
    parties,
    contacts: Map.groupBy(contacts, ({ party }) => party),
    coordinators: persons.filter(({ roles }) => roles.includes("coordinator")),
  };
}

/**
 * The planned notices of one call, or of all, soonest first; each in the state "scheduled" with its hour. Letters that
 * await a decision have none yet: they come first, to be read before it.
 */
export async function plannedNotices(only?: string): Promise<Notice[]> {
  const now = new Date();
  const [calls, definition, all] = await Promise.all([listCalls(), readDefinition(), receivers()]);
  const rules = rulesOf(definition);
  const some = calls.filter(({ id, phase }) => (only === undefined || id === only) && phase !== "draft");
  const planned = await Promise.all(
    some.map(async (call) => {
      const selection = await readSelection(call);
      const letters = lettersOf(call, selection, all, now);
      const mails = plannedMails(call, selection, now, rules);
      const standings = new Map((await standingsOf(call.id)).map((one) => [one.party, one]));
      const silent = silentParties(call, all, standings);
      const byOwnDate = silent.filter(({ id }) => isExtended(call, standings.get(id)));
      const byCall = silent.filter((party) => !byOwnDate.includes(party));
      return [
        ...letters,
        ...mails.flatMap((mail) => noticesOf(call, mail, all, byCall)),
        ...byOwnDate.flatMap((party) =>
          plannedMails(callFor(call, standings.get(party.id)), null, now, rules)
            .filter(({ kind }) => kind === "reminder")
            .flatMap((mail) => noticesOf(call, mail, all, [party])),
        ),
      ];
    }),
  );
  return planned.flat().sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

/** Where a planned notice stands in the outbox: by its hour, before all others if it has none. */
export const placeOf = ({ dueAt = "0", id }: Notice): string => `${dueAt}_${id}`;

function silentParties(
  call: Call,
  { parties }: Receivers,
  standings: ReadonlyMap<string, PartyStanding>,
): Party[] {
  return parties.filter(({ id, kind, paused }) => {
    return call.parties.includes(kind) && !paused && isSilent(standings.get(id));
  });
}

function noticesOf(call: Call, mail: PlannedMail, all: Receivers, silent: readonly Party[]): Notice[] {
  const { kind, occasion, at } = mail;
  if (kind === "warning") {
    return all.coordinators.map((contact) =>
      scheduled(
        prepareNotice({ review: env("REVIEW_ID"), call: call.id, kind, occasion, contact, now: at }),
        at,
      ),
    );
  }
  const parties =
    kind === "reminder" ? silent : all.parties.filter((party) => call.parties.includes(party.kind));
  return parties
    .flatMap(({ id }) => noticesTo(call, kind, occasion, all.contacts.get(id) ?? [], at))
    .map((notice) => scheduled(notice, at));
}

/** The letters of a proposed slate, as its step will prepare them once the decision stands. */
function lettersOf(call: Call, selection: Selection | null, all: Receivers, now: Date): Notice[] {
  const occasion = plannedLetters(call, selection);
  if (occasion === null) return [];
  return holdersAmong(all.parties, call, selection)
    .flatMap(({ id }) => noticesTo(call, "letter", occasion, all.contacts.get(id) ?? [], now))
    .map((notice) => scheduled(notice));
}

function scheduled(notice: Notice, at?: Date): Notice {
  const { preparedAt: _preparedAt, ...rest } = notice;
  return { ...rest, state: "scheduled", ...(at && { dueAt: at.toISOString() }) };
}
