/** Lists of contacts in and out: their columns and words in four languages, what a list would change, and changing it. */
import { createHash } from "node:crypto";
import { contactFields, type Typed, typedOf } from "../domain/contact-fields.ts";
import { plainName } from "../domain/find-party.ts";
import { type Language, languages } from "../domain/language.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Contact, Party } from "../domain/party.ts";
import {
  columnsOf,
  planRoster,
  type RosterColumn,
  type RosterPlan,
  type RosterRow,
  type RosterWords,
  rosterColumns,
  rowsUnder,
} from "../domain/roster.ts";
import { newId } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import { allContactsToChange, listParties, type StoredContact } from "../store/parties.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { transact } from "../store/table.ts";
import type { ConsoleText } from "../text/console/es.ts";
import { addContact, editContact, removeContact, waitingNotices } from "./contacts.ts";

type Words = Record<Language, ConsoleText>;

async function words(): Promise<Words> {
  const [es, en, pt, fr] = await Promise.all([
    import("../text/console/es.ts"),
    import("../text/console/en.ts"),
    import("../text/console/pt.ts"),
    import("../text/console/fr.ts"),
  ]);
  return { es: es.es, en: en.en, pt: pt.pt, fr: fr.fr };
}

/** What each value of a column is called in a language. */
function valuesIn(ct: ConsoleText, lang: Language): Partial<Record<RosterColumn, Record<string, string>>> {
  const { yes, no } = ct.desk.roster;
  const yesNo = { yes, no };
  const name = new Intl.DisplayNames(lang, { type: "language" });
  const languageNames = Object.fromEntries(languages.map((one) => [one, name.of(one) ?? one]));
  return {
    post: ct.parties.posts,
    standing: ct.parties.standings,
    language: languageNames,
    gender: ct.desk.contacts.genders,
    copied: yesNo,
    copiedOn: ct.kinds,
    sparedOf: ct.kinds,
    otherPerson: yesNo,
    remove: yesNo,
  };
}

const plainMap = <V extends string>(pairs: readonly (readonly [string, V])[]): Map<string, V> =>
  new Map(pairs.map(([text, value]) => [plainName(text), value]));

/** Headings of every language, and the columns' own names. */
function headingNames(all: Words): Map<string, RosterColumn> {
  const said = languages.flatMap((lang) =>
    rosterColumns.map((column) => [all[lang].desk.roster.columns[column], column] as const),
  );
  return plainMap([...rosterColumns.map((column) => [column, column] as const), ...said]);
}

async function rosterWords(all: Words): Promise<RosterWords> {
  const names = await subregionNames();
  const pairs = languages.flatMap((lang) =>
    Object.entries(valuesIn(all[lang], lang)).flatMap(([column, values]) =>
      Object.entries(values).flatMap(([value, text]) => [
        { column, text, value },
        { column, text: value, value },
      ]),
    ),
  );
  const subregions = names.flatMap(({ id, names }) =>
    [id, ...Object.values(names)].map((text) => ({ column: "conveysFor", text, value: id })),
  );
  const byColumn = Map.groupBy([...pairs, ...subregions], ({ column }) => column);
  return Object.fromEntries(
    [...byColumn].map(([column, some]) => [column, plainMap(some.map((one) => [one.text, one.value]))]),
  );
}

async function subregionNames() {
  const [definition, state] = await Promise.all([readDefinition(), readState()]);
  return definition.schemes.find(({ id }) => id === state.scheme)?.subregions ?? [];
}

/** Reads a file of contacts: a workbook's first sheet, or a list of text in whatever charset and separator. */
export async function readRoster(bytes: Uint8Array): Promise<Outcome<{ rows: RosterRow[] }>> {
  const [{ isZip }, { readWorkbook, sheetLimits }, { readCsv }, { Unreadable }] = await Promise.all([
    import("../documents/zip.ts"),
    import("../documents/sheet.ts"),
    import("../documents/csv.ts"),
    import("../documents/limits.ts"),
  ]);
  const isOldExcel = bytes[0] === 0xd0 && bytes[1] === 0xcf; // also a workbook under a password
  if (isOldExcel) return refused("list-old-format");
  let cells: string[][];
  try {
    cells = isZip(bytes) ? readWorkbook(bytes) : readCsv(bytes);
  } catch (error) {
    if (error instanceof Unreadable) return refused("list-unreadable");
    throw error;
  }
  const [head = [], ...rows] = cells;
  if (rows.length > sheetLimits.rows - 1) return refused("list-too-long");
  const columns = columnsOf(head, headingNames(await words()));
  if (!columns.includes("party") || !(columns.includes("email") || columns.includes("contact"))) {
    return refused("list-without-columns");
  }
  const doubled = columns.filter((column, place) => column && columns.indexOf(column) !== place);
  if (doubled.length > 0) return refused("list-column-twice");
  const read = rowsUnder(columns, rows);
  return read.length > 0 ? { ok: true, rows: read } : refused("list-empty");
}

export interface RosterPreview {
  plan: RosterPlan<StoredContact>;
  parties: readonly Party[];
  rows: RosterRow[]; // those that would change something, to be sent along with the second button
  seen: string; // stands for what the plan does to which writing of which contact
}

/** What a list would change as things stand. */
export async function previewRoster(rows: readonly RosterRow[]): Promise<RosterPreview> {
  const [parties, contacts, all, subregions] = await Promise.all([
    listParties(),
    allContactsToChange(),
    words(),
    subregionNames(),
  ]);
  const known = {
    parties,
    contacts,
    subregions: subregions.map(({ id }) => id),
    words: await rosterWords(all),
  };
  const plan = planRoster(rows, known);
  const doing = new Set([...plan.added, ...plan.changed, ...plan.removed].map(({ row }) => row));
  return { plan, parties, rows: rows.filter(({ row }) => doing.has(row)), seen: fingerprint(plan) };
}

/** Changes with everything that was shown of them: another writing of a contact is another plan. */
function fingerprint({ added, changed, removed }: RosterPlan<StoredContact>): string {
  const shown = {
    added: added.map(({ party, fields }) => [party, typedOf(fields)]),
    changed: changed.map(({ contact, changes, anotherPerson }) => [contact, changes, anotherPerson]),
    removed: removed.map(({ contact }) => contact),
  };
  return createHash("sha256").update(JSON.stringify(shown)).digest("hex");
}

export type Applied = { applied: number; left: RosterRow[] };

/**
 * Does what was previewed, and nothing else: where contacts changed meanwhile, the list is to be looked at anew. Each
 * contact is written for itself, so that whoever comes between stops that one alone; `left` are the rows not done.
 */
export async function applyRoster({
  rows,
  seen,
  by,
}: {
  rows: readonly RosterRow[];
  seen: string;
  by: string;
}): Promise<Outcome<Applied>> {
  const preview = await previewRoster(rows);
  if (preview.seen !== seen) return refused("list-changed-meanwhile");
  const { plan } = preview;
  let waiting = await waitingNotices();
  const form = newId("form", new Date());
  const edit = async ({ contact, fields, anotherPerson }: (typeof plan.changed)[number]) => {
    const edited = await editContact({ contact, fields, anotherPerson, by, waiting });
    const moves = contact.email !== fields.email || contact.language !== fields.language;
    if (moves) waiting = await waitingNotices(); // what waited was written anew
    return edited;
  };
  const acts: { row: number; act: () => Promise<Outcome> }[] = [
    ...plan.changed.map((one) => ({ row: one.row, act: () => edit(one) })),
    ...plan.removed.map(({ row, contact }) => ({ row, act: () => removeContact({ contact, by }) })),
    ...plan.added.map(({ row, party, fields }) => ({
      row,
      act: () => addContact({ party, fields, form: `${form} ${row}`, by }),
    })),
  ];
  const left = new Set<number>();
  for (const { row, act } of acts) if ("refused" in (await act())) left.add(row);
  const applied = acts.length - left.size;
  const { added, changed, removed } = plan;
  const detail = { added: added.length, changed: changed.length, removed: removed.length, left: left.size };
  await transact([record({ actor: by, act: "contacts.imported", detail }, new Date())]);
  return { ok: true, applied, left: rows.filter(({ row }) => left.has(row)) };
}

/** The contacts as a list that can be changed and brought in again; without contacts it is a template. */
export async function rosterTable(
  lang: Language,
  { parties, contacts }: { parties: readonly Party[]; contacts: readonly Contact[] },
) {
  const ct = (await words())[lang];
  const values = valuesIn(ct, lang);
  const subregions = await subregionNames();
  const said = (column: RosterColumn, typed: Typed): string => {
    const value = column in typed ? (typed[column as keyof Typed] ?? "") : "";
    if (column === "conveysFor") return subregions.find(({ id }) => id === value)?.names[lang] ?? value;
    const names = values[column];
    return names
      ? value
          .split(",")
          .map((one) => names[one] ?? one)
          .join(", ")
      : value;
  };
  const partyOf = new Map(parties.map((party) => [party.id, party]));
  const rows = contacts.map((contact) => {
    const party = partyOf.get(contact.party);
    const typed = typedOf(contact);
    return [
      party?.code ?? contact.party,
      party?.names[lang].name ?? "",
      contact.id,
      ...contactFields.map((field) => said(field, typed)),
      "",
      "",
    ];
  });
  return {
    name: ct.parties.contacts,
    head: rosterColumns.map((column) => ct.desk.roster.columns[column]),
    rows,
  };
}
