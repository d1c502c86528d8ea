/** A list of contacts against those there are: what it would add, change and take away, and what is wrong in it, row by row. */
import {
  type ContactField,
  type ContactFields,
  contactFields,
  type FieldChange,
  type FieldProblem,
  fieldChanges,
  isSameAddress,
  readContactFields,
  type Typed,
  typedOf,
} from "./contact-fields.ts";
import { plainName } from "./find-party.ts";
import type { Contact, Party } from "./party.ts";

/** Columns that a list may have, in any order. `partyName` is for the reader alone. */
export const rosterColumns = [
  "party",
  "partyName",
  "contact",
  ...contactFields,
  "otherPerson",
  "remove",
] as const;
export type RosterColumn = (typeof rosterColumns)[number];

/** A row with its number in the file. A column that the list does not have is absent; an empty cell is "". */
export interface RosterRow {
  row: number;
  cells: Readonly<Partial<Record<RosterColumn, string>>>;
}

/** What words of any language mean, by column: plain word to value. Cells that hold several are cut at commas. */
export type RosterWords = Readonly<Partial<Record<RosterColumn, ReadonlyMap<string, string>>>>;

export type RosterProblem =
  | FieldProblem
  | "unknown-party"
  | "unknown-contact"
  | "twice"
  | "address-taken"
  | "of-another-party"
  | "say-who"
  | "nothing-to-remove";

interface RosterError {
  row: number;
  column: RosterColumn;
  problem: RosterProblem;
  value: string;
}

export interface RosterPlan<C extends Contact = Contact> {
  added: { row: number; party: string; fields: ContactFields }[];
  changed: {
    row: number;
    contact: C;
    fields: ContactFields;
    changes: FieldChange[];
    anotherPerson: boolean;
  }[];
  removed: { row: number; contact: C }[];
  unchanged: number;
  errors: RosterError[];
}

interface Known<C extends Contact> {
  parties: readonly Party[];
  contacts: readonly C[];
  subregions: readonly string[];
  words: RosterWords;
}

/** The columns by the words of a list's first row, in any language; null where a heading says nothing. */
export function columnsOf(
  headings: readonly string[],
  names: ReadonlyMap<string, RosterColumn>,
): (RosterColumn | null)[] {
  return headings.map((heading) => names.get(plainName(heading)) ?? null);
}

/** Rows of a list below its headings. Whatever made a cell safe against formulas is taken off again. */
export function rowsUnder(columns: readonly (RosterColumn | null)[], rows: readonly string[][]): RosterRow[] {
  return rows.flatMap((row, index) => {
    if (row.every((cell) => cell.trim() === "")) return [];
    const cells = columns.flatMap((column, place) =>
      column ? [[column, (row[place] ?? "").trim().replace(/^'(?=[=+\-@])/, "")]] : [],
    );
    return [{ row: index + 2, cells: Object.fromEntries(cells) }];
  });
}

/** Compares a list with the contacts there are. Nobody is taken away unless a row says so. */
export function planRoster<C extends Contact>(rows: readonly RosterRow[], known: Known<C>): RosterPlan<C> {
  const plan: RosterPlan<C> = { added: [], changed: [], removed: [], unchanged: 0, errors: [] };
  const seen = new Set<string>();
  for (const row of rows) planRow(row, known, plan, seen);
  return withoutClashes(plan, known.contacts);
}

function planRow<C extends Contact>(row: RosterRow, known: Known<C>, plan: RosterPlan<C>, seen: Set<string>) {
  const fail = (column: RosterColumn, problem: RosterProblem) => {
    plan.errors.push({ row: row.row, column, problem, value: row.cells[column] ?? "" });
  };
  const party = partyOf(row.cells.party ?? "", known.parties);
  if (!party) return fail("party", row.cells.party ? "unknown-party" : "missing");
  const found = contactOf(row, party, known.contacts);
  if (found === "unknown") return fail("contact", "unknown-contact");
  const key = found?.id ?? `${party.id} ${(row.cells.email ?? "").toLowerCase()}`;
  if (seen.has(key)) return fail("email", "twice");
  seen.add(key);
  const [removes, other] = [yesOrNo(row, "remove", known), yesOrNo(row, "otherPerson", known)];
  if (removes === null) return fail("remove", "unknown-value");
  if (other === null) return fail("otherPerson", "unknown-value");
  if (removes === "yes") {
    return found
      ? void plan.removed.push({ row: row.row, contact: found })
      : fail("remove", "nothing-to-remove");
  }
  const read = readContactFields(typedIn(row, found, party, known), known.subregions);
  if ("wrong" in read) {
    for (const { field, problem } of read.wrong) fail(field, problem);
    return;
  }
  if (!found) return void plan.added.push({ row: row.row, party: party.id, fields: read.fields });
  const changes = fieldChanges(found, read.fields);
  if (changes.length === 0 && other !== "yes") {
    plan.unchanged += 1;
    return;
  }
  const moved = !isSameAddress(found.email, read.fields.email);
  if (moved && other === "") return fail("otherPerson", "say-who");
  plan.changed.push({
    row: row.row,
    contact: found,
    fields: read.fields,
    changes,
    anotherPerson: other === "yes",
  });
}

/** A party by its id, its code, or its whole name in any language. */
function partyOf(text: string, parties: readonly Party[]): Party | undefined {
  const wanted = plainName(text);
  if (wanted === "") return undefined;
  const byCode = parties.find(({ id, code }) => [id, code].some((one) => plainName(one) === wanted));
  return (
    byCode ?? parties.find(({ names }) => Object.values(names).some(({ name }) => plainName(name) === wanted))
  );
}

/** The contact that a row is about: by its own number, else by its address. */
function contactOf<C extends Contact>(
  { cells }: RosterRow,
  party: Party,
  contacts: readonly C[],
): C | undefined | "unknown" {
  const own = contacts.filter((contact) => contact.party === party.id);
  if (cells.contact) return own.find(({ id }) => id === cells.contact?.toLowerCase()) ?? "unknown";
  return own.find(({ email }) => isSameAddress(email, cells.email ?? ""));
}

/** A yes or no; "" where nothing is said, null where it cannot be understood. */
function yesOrNo(row: RosterRow, column: "remove" | "otherPerson", { words }: Pick<Known<Contact>, "words">) {
  const text = plainName(row.cells[column] ?? "");
  if (text === "") return "";
  return words[column]?.get(text) ?? null;
}

const listed: readonly string[] = ["copiedOn", "sparedOf"];
const kept: readonly ContactField[] = ["email", "post", "language", "standing", "copied"]; // an empty cell changes nothing

/** What a row comes to for a contact: what it does not say stays as it is. */
function typedIn(
  row: RosterRow,
  found: Contact | undefined,
  party: Party,
  { words }: Pick<Known<Contact>, "words">,
): Typed {
  const before: Typed = found ? typedOf(found) : { post: "other", language: party.language, copied: "no" };
  const said = contactFields.flatMap((field) => {
    const cell = row.cells[field];
    if (cell === undefined || (cell === "" && kept.includes(field))) return [];
    return [[field, meant(field, cell, words[field])] as const];
  });
  return { ...before, ...Object.fromEntries(said) };
}

function meant(field: ContactField, cell: string, words: ReadonlyMap<string, string> | undefined): string {
  if (!words) return cell;
  const one = (text: string) => words.get(plainName(text)) ?? text.trim();
  return listed.includes(field)
    ? cell
        .split(/[,;]/)
        .filter((text) => text.trim())
        .map(one)
        .join(",")
    : one(cell);
}

/** An address belongs to one contact of one party: rows that would give it to a second are left out with their reason. */
function withoutClashes<C extends Contact>(plan: RosterPlan<C>, contacts: readonly C[]): RosterPlan<C> {
  const touched = new Set([...plan.changed, ...plan.removed].map(({ contact }) => contact.id));
  const taken = new Map(
    contacts.filter(({ id }) => !touched.has(id)).map(({ email, party }) => [email.toLowerCase(), party]),
  );
  const errors = [...plan.errors];
  const isFree = (row: number, party: string, email: string): boolean => {
    const owner = taken.get(email.toLowerCase());
    if (owner === undefined) {
      taken.set(email.toLowerCase(), party);
      return true;
    }
    const problem = owner === party ? ("address-taken" as const) : ("of-another-party" as const);
    errors.push({ row, column: "email", problem, value: email });
    return false;
  };
  const changed = plan.changed.filter(({ row, contact, fields }) => isFree(row, contact.party, fields.email));
  const added = plan.added.filter(({ row, party, fields }) => isFree(row, party, fields.email));
  return { ...plan, changed, added, errors: errors.sort((a, b) => a.row - b.row) };
}
