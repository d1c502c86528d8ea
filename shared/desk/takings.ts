/**
 * Everything of a review as files, on any day: parties, contacts, calls, standings, submissions, notices, ledger and
 * decisions. What is confidential of selections is not in it. The file lies in the bucket for some days: it may be
 * larger than an answer of the site can be.
 */

import { localDayOf } from "../domain/calendar.ts";
import type { Language } from "../domain/language.ts";
import { isConfidentialEntry, type LedgerEntry } from "../domain/ledger.ts";
import { confidentialKinds } from "../domain/notice.ts";
import { writeCsv } from "../letters/lists.ts";
import { listCalls, standingsOf } from "../store/calls.ts";
import { newId } from "../store/ids.ts";
import { objects } from "../store/keys.ts";
import { record } from "../store/ledger.ts";
import { noticesOfCall } from "../store/notices.ts";
import { writeFile } from "../store/objects.ts";
import { listContacts, listParties, listPersons } from "../store/parties.ts";
import { downloadAddress } from "../store/presign.ts";
import { readDefinition } from "../store/reviews.ts";
import { submissionsOfCall } from "../store/submissions.ts";
import { transact } from "../store/table.ts";
import { sayAct } from "../text/console/acts/say.ts";
import type { ConsoleText } from "../text/console/es.ts";
import type { PageText } from "../text/pages/es.ts";
import { releasedDecisions } from "./decisions.ts";
import { listEntries } from "./ledger.ts";
import { rosterTable } from "./roster.ts";

export const takingForms = ["xlsx", "csv", "json", "contacts-xlsx", "contacts-csv", "template"] as const;
export type TakingForm = (typeof takingForms)[number];

/** Words of the reader's language, of which the site has loaded one. */
interface Words {
  lang: Language;
  t: PageText;
  ct: ConsoleText;
}

/** The records as they are, without what is confidential and without what opens a party's page. */
async function everything() {
  const [calls, parties, contacts, people, decisions, ledger] = await Promise.all([
    listCalls(),
    listParties(),
    listContacts(),
    listPersons(),
    releasedDecisions(),
    wholeLedger(),
  ]);
  const of = async <T>(read: (call: string) => Promise<T[]>, ids = calls.map(({ id }) => id)) =>
    (await Promise.all(ids.map(read))).flat();
  const [standings, submissions, notices] = await Promise.all([
    of(standingsOf),
    of(submissionsOfCall),
    of(noticesOfCall, [...calls.map(({ id }) => id), "review"]),
  ]);
  return {
    parties,
    contacts: contacts.map(({ generation: _generation, ...contact }) => contact),
    calls,
    standings: standings.map(({ revision: _revision, ...standing }) => standing),
    submissions,
    notices: notices
      .filter(({ kind }) => !confidentialKinds.includes(kind))
      .map(({ revision: _revision, claim: _claim, ...notice }) => notice),
    decisions,
    ledger,
    people,
  };
}

type Everything = Awaited<ReturnType<typeof everything>>;

async function wholeLedger(): Promise<LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await listEntries({ openOnly: true, ...(cursor ? { cursor } : {}) });
    all.push(...page.entries);
    cursor = page.next;
  } while (cursor);
  return all.filter((entry) => !isConfidentialEntry(entry)).reverse();
}

interface Taking extends Words {
  form: TakingForm;
  by: string;
}

/** Writes a file and says where it lies; the ledger knows who took what out. */
export async function takeOut({ form, by, ...words }: Taking): Promise<Taken> {
  const now = new Date();
  const { review } = await readDefinition();
  const file = await fileOf(form, words);
  const name = `${review.code}-${file.stem}-${localDayOf(now, review.zone)}.${file.extension}`;
  const id = newId("tak", now);
  await writeFile(objects.taking(id, name), file.bytes, "application/octet-stream");
  const detail = { form, bytes: file.bytes.length };
  await transact([record({ actor: by, act: "review.exported", subject: id, detail }, now)]);
  return { id, name };
}

interface Taken {
  id: string;
  name: string;
}

/** Whether this can be a file that was taken out: what comes in an address is anybody's. */
export const isTaking = ({ id, name }: Taken): boolean =>
  /^tak_[a-z0-9]+$/.test(id) && /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/.test(name);

/** The address of a file that was taken out, for some minutes. */
export const takingLink = ({ id, name }: Taken): Promise<string> =>
  downloadAddress("FILES_BUCKET", objects.taking(id, name), name);

async function fileOf(form: TakingForm, words: Words) {
  const { writeWorkbook } = await import("../letters/workbook.ts"); // not before somebody takes something out
  const separator = words.lang === "en" ? "," : ";"; // as the Excel of that language reads them
  if (form === "template" || form === "contacts-xlsx" || form === "contacts-csv") {
    const roster = {
      parties: await listParties(),
      contacts: form === "template" ? [] : await listContacts(),
    };
    const table = await rosterTable(words.lang, roster);
    const stem = form === "template" ? "template" : "contacts";
    return form === "contacts-csv"
      ? { stem, extension: "csv", bytes: Buffer.from(writeCsv(table, separator)) }
      : { stem, extension: "xlsx", bytes: await writeWorkbook([table]) };
  }
  const all = await everything();
  if (form === "json") {
    return { stem: "records", extension: "json", bytes: Buffer.from(JSON.stringify(all, null, 1)) };
  }
  const tables = await tablesOf(all, words);
  if (form === "xlsx") return { stem: "records", extension: "xlsx", bytes: await writeWorkbook(tables) };
  const { archive } = await import("../letters/word.ts");
  const lists = tables.map((table) => [`${table.key}.csv`, Buffer.from(writeCsv(table, separator))] as const);
  return { stem: "records", extension: "zip", bytes: archive(Object.fromEntries(lists)) };
}

/** A table for each kind of record, in the reader's language. */
async function tablesOf(all: Everything, words: Words) {
  const { lang, t, ct } = words;
  const c = ct.desk.exports.columns;
  const parties = new Map(all.parties.map((party) => [party.id, party]));
  const calls = new Map(all.calls.map((call) => [call.id, call]));
  const people = new Map(all.people.map((person) => [person.id, person.name]));
  const partyName = (id = "") => parties.get(id)?.names[lang].name ?? id;
  const callName = (id: string) => calls.get(id)?.names[lang] ?? id;
  const { sheets } = ct.desk.exports;
  const { yes, no } = ct.desk.roster;
  return [
    {
      key: "parties",
      name: sheets.parties,
      head: [c.code, c.party, c.kind, c.language, c.paused],
      rows: all.parties.map((party) => [
        party.code,
        party.names[lang].name,
        ct.parties.kinds[party.kind],
        party.language,
        party.paused ? yes : no,
      ]),
    },
    {
      ...(await rosterTable(lang, { parties: all.parties, contacts: await listContacts() })),
      key: "contacts",
      name: sheets.contacts,
    },
    {
      key: "calls",
      name: sheets.calls,
      head: [c.code, c.call, c.state, c.opens, c.closes, c.decision],
      rows: all.calls.map((call) => [
        call.code,
        call.names[lang],
        ct.call.phases[call.phase],
        call.opens,
        call.closes,
        call.decisionBefore ?? "",
      ]),
    },
    {
      key: "standings",
      name: sheets.standings,
      head: [c.call, c.party, c.versions, c.counts, c.answered, c.noReminders, c.ownCloses, c.informal],
      rows: all.standings.map((one) => [
        callName(one.call),
        partyName(one.party),
        String(one.versions),
        one.effective === undefined ? "" : String(one.effective),
        one.answered ?? "",
        one.noReminders ?? "",
        one.closes ?? "",
        one.informal === undefined ? no : yes,
      ]),
    },
    {
      key: "submissions",
      name: sheets.submissions,
      head: [
        c.reference,
        c.call,
        c.party,
        c.state,
        c.channel,
        c.formality,
        c.received,
        c.late,
        c.sender,
        c.files,
        c.published,
        c.text,
      ],
      rows: all.submissions.map((one) => [
        one.reference,
        callName(one.call),
        partyName(one.party),
        one.state === "taken-back" ? ct.parties.takenBack : t.party[one.state],
        t.party.channels[one.channel],
        ct.parties.formalities[one.formality],
        one.receivedAt,
        one.late ? yes : no,
        [one.senderName, one.senderAddress].filter(Boolean).join(" "),
        one.files.map(({ name }) => name).join("; "),
        one.published ?? "",
        one.text,
      ]),
    },
    {
      key: "notices",
      name: sheets.notices,
      head: [c.notice, c.kind, c.call, c.party, c.address, c.state, c.prepared, c.settled],
      rows: all.notices.map((one) => [
        one.id,
        ct.kinds[one.kind],
        one.call === "review" ? ct.outbox.wholeReview : callName(one.call),
        one.party ? partyName(one.party) : "",
        one.to,
        ct.outbox.states[one.state],
        one.preparedAt ?? "",
        one.settledAt ?? "",
      ]),
    },
    {
      key: "decisions",
      name: sheets.decisions,
      head: [c.call, c.seat, c.holder, c.released],
      rows: all.decisions.flatMap(({ call, seats, releasedAt }) =>
        seats.map(({ seat, holder }) => [
          call.names[lang],
          call.seats.find(({ id }) => id === seat)?.names[lang] ?? seat,
          "person" in holder ? holder.person : partyName(holder.state),
          releasedAt,
        ]),
      ),
    },
    {
      key: "ledger",
      name: sheets.ledger,
      head: [c.at, c.who, c.act, c.call, c.party, c.about, c.detail],
      rows: all.ledger.map((one) => [
        one.at,
        one.actor === "system" ? ct.ledger.system : (people.get(one.actor) ?? one.actor),
        sayAct(ct.acts, one.act),
        one.call ? callName(one.call) : "",
        one.party ? partyName(one.party) : "",
        one.subject ?? "",
        Object.entries(one.detail)
          .map(([name, value]) => `${name}: ${value}`)
          .join("; "),
      ]),
    },
  ];
}
