/** What a definition becomes in the tables: the review's state, its calls, parties, contacts, persons and activities. */
import type { Call } from "./call.ts";
import type { DefinedActivity, DefinedCall, Definition, RollGroup } from "./definition.ts";
import type { Language } from "./language.ts";
import { countryOf } from "./names.ts";
import type { Contact, Party } from "./party.ts";
import type { Person, ReviewState } from "./review.ts";
import type { Activity } from "./roadmap.ts";
import { sampleContacts } from "./sample-contacts.ts";

export type Records = {
  review: ReviewState;
  calls: Call[];
  parties: Party[];
  contacts: Contact[];
  persons: Person[];
  activities: Activity[];
};

/** Everything that loading a definition writes. The same definition always gives the same records. */
export function recordsOf(definition: Definition): Records {
  const parties = definition.roll.flatMap(partiesOf);
  return {
    review: reviewOf(definition),
    calls: definition.calls.map(callOf),
    parties,
    contacts: contactsOf(definition, parties),
    persons: definition.secretariat,
    activities: definition.roadmap.map(activityOf),
  };
}

function reviewOf(definition: Definition): ReviewState {
  const confirmed: ReviewState["confirmed"] = {};
  for (const { path, confirmed: by } of definition.openValues) {
    if (by) confirmed[path] = { by: by.by, at: by.at };
  }
  return {
    id: definition.review.id,
    mail: definition.review.mail,
    paused: false,
    enabled: [],
    seen: {},
    scheme: definition.scheme,
    confirmed,
    generation: 1,
    version: 1,
  };
}

/** The call's record at its beginning: a draft that nobody has launched. */
export function callOf({ criteria, rules, formulas, source, sources, ...values }: DefinedCall): Call {
  return { ...values, phase: "draft", reminded: [], warned: [], generation: 1, version: 1 };
}

/** The parties of one group of the roll; codes that the book of names does not have are left to the checks. */
export function partiesOf(group: RollGroup): Party[] {
  const states = group.states.flatMap((code) => countryOf(code) ?? []);
  return [...states, ...group.members].map(({ id, code, names }) => ({
    id,
    code,
    kind: group.kind,
    names,
    language: languageIn(group, id),
    paused: false,
  }));
}

function languageIn(group: RollGroup, party: string): Language {
  const languages: Language[] = ["es", "en", "pt", "fr"];
  return languages.find((language) => group.exceptions[language]?.includes(party)) ?? group.language;
}

function contactsOf(definition: Definition, parties: readonly Party[]): Contact[] {
  const count = new Map<string, number>();
  const id = (party: string) => {
    const ordinal = (count.get(party) ?? 0) + 1;
    count.set(party, ordinal);
    return contactId(party, ordinal);
  };
  const listed = definition.contacts.map((contact) => ({
    ...contact,
    id: id(contact.party),
    generation: 1,
    unreachable: false,
  }));
  const rules = definition.sampleContacts;
  if (!rules) return listed;
  const made = parties.flatMap((party) => sampleContacts(rules, party));
  return [...listed, ...made.map((contact) => ({ ...contact, id: id(contact.party) }))];
}

/** Ids of contacts go into links and mailboxes: lower-case letters and digits alone. */
function contactId(party: string, ordinal: number): string {
  return `${party.toLowerCase().replaceAll("-", "").slice(0, 20)}${ordinal}`;
}

function activityOf(defined: DefinedActivity): Activity {
  const { id, kind, names, place, noticeDays } = defined;
  return { id, kind, names, place, noticeDays, told: [], ...daysOf(defined) };
}

/** First and last day of an activity, whatever its precision. */
function daysOf({ day, from, to, month }: DefinedActivity): Pick<Activity, "precision" | "from" | "to"> {
  if (month) {
    const [year = 0, number = 0] = month.split("-").map(Number);
    const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
    return { precision: "month", from: `${month}-01`, to: `${month}-${last}` };
  }
  if (day) return { precision: "day", from: day, to: day };
  return { precision: "range", from: from ?? to ?? "", to: to ?? from ?? "" };
}
