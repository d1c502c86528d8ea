/** What a definition must keep, and how each error is told: line, field and remedy, all at once. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { Call } from "../../shared/domain/call.ts";
import { Definition, valueAt } from "../../shared/domain/definition.ts";
import { addressees, Contact, Party } from "../../shared/domain/party.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { ReviewState } from "../../shared/domain/review.ts";
import { Activity } from "../../shared/domain/roadmap.ts";
import { checkDefinition } from "../../shared/reviews/read.ts";
import { africa, africaText, lac, lacText } from "../support/definitions.ts";

/** The text with one place changed; the place must be there. */
function changed(text: string, ...changes: (readonly [from: string | RegExp, to: string])[]): string {
  return changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`There is no ${from}`);
    return after;
  }, text);
}

function errorsIn(text: string) {
  const checked = checkDefinition(text);
  return "errors" in checked ? checked.errors : [];
}

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length;

const rows: [rule: string, from: string | RegExp, to: string, field: string, remedy: string][] = [
  ["a wrong country code", /(states:\s*\[\s*)AG/, "$1XX", "roll.region.states.0", "two letters of ISO 3166"],
  [
    "a code that is no code",
    /(states:\s*\[\s*)AG/,
    "$1Antigua",
    "roll.region.states.0",
    "two capital letters",
  ],
  [
    "a code that a State has",
    "code: ANDINA",
    "code: CAN",
    "roll.organisations.members.can.code",
    "Remove one of the two",
  ],
  [
    "a reminder after its deadline",
    "reminderDays: [14, 5]",
    "reminderDays: [14, -5]",
    "calls.guiding-questions.reminderDays.1",
    "days before the close",
  ],
  [
    "a reminder before the opening",
    "reminderDays: [14, 5]",
    "reminderDays: [90, 5]",
    "calls.guiding-questions.reminderDays.0",
    "fewer than 62 days",
  ],
  [
    "an objective in two sessions",
    "objectives: [2, 5, 6, 12, 18]",
    "objectives: [2, 5, 6, 12, 22]",
    "programme.session-2.objectives.4",
    "Leave it in session-1",
  ],
  [
    "an objective that is none",
    "objectives: [2, 5, 6, 12, 18]",
    "objectives: [2, 5, 6, 12, 24]",
    "programme.session-2.objectives.4",
    "from 1 to 23",
  ],
  [
    "an item of the programme with seats of a call that is none",
    "seats: [{ call: key-speakers }]",
    "seats: [{ call: speakers }]",
    "programme.panel.seats.0.call",
    "key-speakers",
  ],
  [
    "an item of the programme with a seat that its call has not",
    "seats: [{ call: moderators, seats: [session-1] }]",
    "seats: [{ call: moderators, seats: [session-9] }]",
    "programme.session-1.seats.0.seats.0",
    "session-1, session-2",
  ],
  [
    "a decision due before its call closes",
    "closes: 2025-01-10T23:59",
    "closes: 2025-01-31T23:59",
    "calls.co-chairs.decisionBefore",
    "later decision date",
  ],
  [
    "a seat whose subregion is not in the scheme",
    "subregion: caribbean",
    "subregion: antilles",
    "calls.co-chairs.seats.caribbean.subregion",
    "central-america, caribbean, south-america",
  ],
  [
    "a text that lacks a language",
    "      fr: Questions directrices\n",
    "",
    "calls.guiding-questions.names.fr",
    "Add fr",
  ],
  [
    "a field with a slip",
    "    mailbox: UNNMLAC@iom.int",
    "    mailbx: UNNMLAC@iom.int",
    "calls.guiding-questions.mailbx",
    "spelling",
  ],
  [
    "a date as people write it",
    "closes: 2025-01-10T23:59",
    "closes: 10 January 2025",
    "calls.co-chairs.closes",
    "2025-01-10T23:59",
  ],
  [
    "a minute that is none",
    "closes: 2025-01-10T23:59",
    "closes: 2025-01-10T25:59",
    "calls.co-chairs.closes",
    "2025-01-10T23:59",
  ],
  ["a day that is none", "day: 2024-11-13", "day: 2024-11-31", "roadmap.pre-consultation.day", "2025-01-31"],
  ["a zone that is none", "zone: America/Santiago", "zone: Santiago", "review.zone", "America/Santiago"],
  ["a scheme that is none", "scheme: eclac", "scheme: cepal", "scheme", "eclac, m49"],
  [
    "an approver who is nobody",
    "approvers: [lucia-paredes, tomas-acuna]",
    "approvers: [lucia-paredes, tomas]",
    "calls.rapporteur.approvers.1",
    "tomas-acuna",
  ],
  [
    "two approvers of one office",
    /office: CEPAL(\s+roles: \[approver\])/,
    "office: OIM$1",
    "calls.rapporteur.approvers",
    "two offices",
  ],
  [
    "an approver without the role",
    "approvers: [lucia-paredes, tomas-acuna]",
    "approvers: [lucia-paredes, marc-delorme]",
    "calls.rapporteur.approvers.1",
    "roles",
  ],
  [
    "a mailbox that is none",
    "mailbox: UNNMLAC@iom.int",
    "mailbox: UNNMLAC",
    "calls.guiding-questions.mailbox",
    "name@office.example",
  ],
  ["two calls of one code", "code: CC", "code: GQ", "calls.co-chairs.code", "another value"],
  [
    "an open value that leads nowhere",
    "path: calls.co-chairs.closes",
    "path: calls.co-chairs.close",
    "openValues.2.path",
    "calls.co-chairs.closes",
  ],
  [
    "a source of a field that is not there",
    "      seats: secretariat\n",
    "      seat: secretariat\n",
    "calls.key-speakers.sources.seat",
    "name of the field",
  ],
  [
    "a source that is no section",
    "source: concept-note Annex 1",
    "source: annex",
    "calls.guiding-questions.source",
    "concept-note III",
  ],
  [
    "an activity with two dates",
    "    day: 2024-10-29\n",
    "    day: 2024-10-29\n    month: 2024-10\n",
    "roadmap.briefing-1",
    "day alone, month alone",
  ],
  [
    "an assessor who is nobody",
    "assessors: [paula-serrano,",
    "assessors: [paula,",
    "calls.rapporteur.assessors.0",
    "paula-serrano",
  ],
  [
    "an assessor without the role",
    "assessors: [paula-serrano,",
    "assessors: [joana-lima,",
    "calls.rapporteur.assessors.0",
    "Add assessor",
  ],
  [
    "a single assessor",
    "assessors: [paula-serrano, caetano-brandao, elise-moreau, devon-baptiste]",
    "assessors: [paula-serrano, paula-serrano]",
    "calls.rapporteur.assessors",
    "at least two people",
  ],
  [
    "an assessment by no criteria",
    / {4}criteria:\n(?: {6}.*\n)+/,
    "",
    "calls.rapporteur.criteria",
    "Add criteria",
  ],
  [
    "a criterion whose marks are not told",
    / {8}anchors:\n(?: {10}.*\n)+/,
    "",
    "calls.rapporteur.criteria.experience.anchors",
    "lowest and its highest",
  ],
  [
    "marks that do not ascend",
    "          - mark: 3",
    "          - mark: 1",
    "calls.rapporteur.criteria.experience.anchors.1.mark",
    "lowest mark first",
  ],
  [
    "a threshold above every mark",
    "threshold: 3.5",
    "threshold: 5.5",
    "calls.rapporteur.threshold",
    "from 1 to 5",
  ],
  [
    "an assessment without a threshold",
    "    threshold: 3.5\n    address",
    "    address",
    "calls.rapporteur.threshold",
    "from 1 to 5",
  ],
  [
    "an assessment for a State's seat",
    "        holder: person",
    "        holder: state",
    "calls.rapporteur.seats.rapporteur.holder",
    "holder: person",
  ],
  [
    "a rule that no machine knows",
    "rules: [formal, available, complete]",
    "rules: [formal, tall]",
    "calls.rapporteur.rules.1",
    "available",
  ],
  [
    "a formula whose words do not say whose group the seat is for",
    "en: Vice-Chair ({seat})",
    "en: Vice-Chair",
    "calls.co-chairs.formulas.chair-with-vice-chairs.others.en",
    "{seat}",
  ],
  [
    "a formula for seats that are composed",
    "    selection: consultation",
    "    selection: composition",
    "calls.co-chairs.formulas.chair-with-vice-chairs",
    "select by consultation",
  ],
  ["invented contacts in a live review", "mail: held", "mail: live", "sampleContacts", "under contacts"],
  [
    "a programme day outside the review",
    "day: 2025-03-20",
    "day: 2025-03-21",
    "programme.session-3.day",
    "a day of the review",
  ],
];

describe("errors", () => {
  test.each(rows)("%s", (_rule, from, to, field, remedy) => {
    const text = changed(lacText, [from, to]);
    const errors = errorsIn(text);
    expect(errors.map((error) => error.field)).toContain(field);
    const error = errors.find((one) => one.field === field);
    expect(error?.remedy).toContain(remedy);
    expect(error?.message.length).toBeGreaterThan(5);
    expect(error?.line).toBeGreaterThan(1);
  });

  test("the line is that of the field", () => {
    const text = changed(lacText, ["objectives: [2, 5, 6, 12, 18]", "objectives: [2, 5, 6, 12, 18, 14]"]);
    expect(errorsIn(text)[0]?.line).toBe(lineOf(text, "objectives: [2, 5, 6, 12, 18, 14]"));
  });

  test("all errors come at once, in the order of the file, each in its own place although others are unreadable", () => {
    const text = changed(
      lacText,
      ["zone: America/Santiago", "zone: Santiago"],
      [/(states:\s*\[\s*)AG/, "$1XX"],
      ["      pt: Perguntas orientadoras\n", ""],
      ["reminderDays: [14, 5]", "reminderDays: [-14, 5]"],
      ["closes: 2025-01-10T23:59", "closes: 2025-02-10T23:59"],
      ["subregion: caribbean", "subregion: antilles"],
      ["closes: 2025-01-24T23:59", "closes: 24 January"],
      ["objectives: [2, 5, 6, 12, 18]", "objectives: [2, 5, 6, 12, 18, 14]"],
    );
    const errors = errorsIn(text);
    expect(errors.map(({ field }) => field)).toEqual([
      "review.zone",
      "schemes.eclac.subregions.caribbean.parties.0",
      "schemes.m49.subregions.caribbean.parties.0",
      "roll.region.exceptions.en.0",
      "roll.region.states.0",
      "calls.guiding-questions.names.pt",
      "calls.guiding-questions.reminderDays.0",
      "calls.co-chairs.seats.caribbean.subregion",
      "calls.co-chairs.decisionBefore",
      "calls.key-speakers.closes",
      "programme.session-2.objectives.5",
    ]);
    expect(errors.find(({ field }) => field.startsWith("calls.key"))?.line).toBe(
      lineOf(text, "closes: 24 January"),
    );
  });

  test("a file that is no YAML is told with its line", () => {
    const errors = errorsIn("review:\n  id: [lac\n");
    expect(errors[0]?.message).toContain("YAML");
    expect(errors[0]?.line).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ["nothing", ""],
    ["a text", "review"],
    ["a list", "- 1"],
    ["null", "null"],
  ])("%s is refused", (_name, text) => {
    expect(errorsIn(text).length).toBeGreaterThan(0);
  });

  test("a part that is a number is told, and nothing throws", () => {
    for (const key of Object.keys(lac).filter((one) => one !== "contacts")) {
      expect(() =>
        checkDefinition(changed(lacText, [new RegExp(`^${key}:`, "m"), `${key}: 7\nold-${key}:`])),
      ).not.toThrow();
    }
  });
});

describe.each([
  ["lac-2025", lac, lacText],
  ["africa-2027", africa, africaText],
])("%s", (_name, definition, text) => {
  const records = recordsOf(definition);

  test("holds, and is the same once stored and read", () => {
    expect(errorsIn(text)).toEqual([]);
    expect(Definition.parse(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
  });

  test("becomes records that are what their schemas say", () => {
    expect(ReviewState.parse(records.review)).toEqual(records.review);
    for (const call of records.calls) expect(Call.parse(call)).toEqual(call);
    for (const party of records.parties) expect(Party.parse(party)).toEqual(party);
    for (const contact of records.contacts) expect(Contact.parse(contact)).toEqual(contact);
    for (const activity of records.activities) expect(Activity.parse(activity)).toEqual(activity);
  });

  test("every party has one to three contacts, and somebody to write to", () => {
    for (const { id } of records.parties) {
      const own = records.contacts.filter(({ party }) => party === id);
      expect(own.length, id).toBeGreaterThan(0);
      expect(own.length, id).toBeLessThanOrEqual(3);
      expect(addressees(own).length, id).toBeGreaterThan(0);
    }
  });

  test("contacts are on reserved domains, none twice, no domain of two parties", () => {
    const emails = records.contacts.map(({ email }) => email);
    expect(emails.filter((email) => !/\.(example|test)$/.test(email))).toEqual([]);
    expect(new Set(emails).size).toBe(emails.length);
    expect(new Set(records.contacts.map(({ id }) => id)).size).toBe(emails.length);
    const owners = new Map<string, Set<string>>();
    for (const { email, party } of records.contacts) {
      const domain = email.split("@")[1] ?? "";
      owners.set(domain, (owners.get(domain) ?? new Set()).add(party));
    }
    expect([...owners].filter(([, parties]) => parties.size > 1)).toEqual([]);
  });

  test("its sessions part the 23 objectives", () => {
    const all = definition.programme.flatMap(({ objectives }) => objectives).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 23 }, (_, at) => at + 1));
  });

  test("its open values are confirmed, so that it runs", () => {
    const paths = definition.openValues.map(({ path }) => path);
    expect(Object.keys(records.review.confirmed)).toEqual(paths);
  });
});

describe("the first review", () => {
  const records = recordsOf(lac);

  test("its sessions have 6, 5, 7 and 5 objectives", () => {
    const sizes = lac.programme
      .filter(({ kind }) => kind === "session")
      .map(({ objectives }) => objectives.length);
    expect(sizes).toEqual([6, 5, 7, 5]);
  });

  test("Annex 1 has six questions in three blocks, and two optional ones", () => {
    const questions = records.calls.find(({ id }) => id === "guiding-questions")?.questions ?? [];
    const core = questions.filter(({ optional }) => !optional);
    expect([core.length, new Set(core.map(({ block }) => block.es)).size, questions.length]).toEqual([
      6, 3, 8,
    ]);
  });

  test("a month on the roadmap stays a month", () => {
    const consultation = records.activities.find(({ id }) => id === "consultation");
    expect(consultation).toMatchObject({ precision: "month", from: "2025-01-01", to: "2025-01-31" });
    expect(records.activities.find(({ id }) => id === "briefing-2")?.to).toBe("2025-02-28");
  });

  test("parties are written to in their language", () => {
    const languages = Object.fromEntries(records.parties.map(({ id, language }) => [id, language]));
    expect([languages.BR, languages.HT, languages.BZ, languages.CO, languages.MQ]).toEqual([
      "pt",
      "fr",
      "en",
      "es",
      "fr",
    ]);
  });

  test("a value is found by the ids on its way", () => {
    expect(valueAt(lac, "calls.co-chairs.closes")).toBe("2025-01-10T23:59");
    expect(valueAt(lac, "calls.nothing.closes")).toBeUndefined();
    expect(valueAt(lac, "review.code")).toBe("LAC25");
  });
});

test("the schema for editors is that of the code", () => {
  const file = readFileSync(new URL("../../shared/reviews/review.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(file)).toMatchObject(
    JSON.parse(JSON.stringify(z.toJSONSchema(Definition, { io: "input" }))),
  );
});
