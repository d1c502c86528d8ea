/** Lists of contacts against those there are: a row a rule, with what it comes to. */
import { describe, expect, test } from "vitest";
import {
  contactChange,
  fieldChanges,
  readContactFields,
  typedOf,
} from "../../shared/domain/contact-fields.ts";
import { addressees, Contact, copiesOf, unaddressed, wayTo } from "../../shared/domain/party.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { columnsOf, planRoster, type RosterColumn, rowsUnder } from "../../shared/domain/roster.ts";
import { lac } from "../support/definitions.ts";

const { parties } = recordsOf(lac);
const contact = (id: string, party: string, email: string, more: Partial<Contact> = {}): Contact =>
  Contact.parse({ id, party, email, post: "santiago", language: "es", standing: "official", ...more });
const contacts = [
  contact("co1", "CO", "mision@co.example", { name: "Ana", phone: "+56 2" }),
  contact("co2", "CO", "copia@co.example", { copied: true }),
  contact("mx1", "MX", "mision@mx.example"),
];
const words = {
  standing: new Map([["oficial", "official"]]),
  copied: new Map([
    ["si", "yes"],
    ["no", "no"],
  ]),
  copiedOn: new Map([
    ["carta de decision", "letter"],
    ["recordatorio", "reminder"],
  ]),
  otherPerson: new Map([
    ["si", "yes"],
    ["no", "no"],
  ]),
  remove: new Map([
    ["si", "yes"],
    ["no", "no"],
  ]),
};
const known = { parties, contacts, subregions: ["caribbean"], words };

type Cells = Partial<Record<RosterColumn, string>>;
const planOf = (...rows: Cells[]) =>
  planRoster(
    rows.map((cells, at) => ({ row: at + 2, cells })),
    known,
  );

describe("a row", () => {
  const rows: [rule: string, cells: Cells, comes: string][] = [
    [
      "of a new address adds",
      { party: "COL", email: "new@co.example", standing: "Oficial" },
      "added new@co.example",
    ],
    [
      "finds its party by name, in any language",
      { party: "Jamaïque", email: "x@jm.example", standing: "oficial" },
      "added x@jm.example",
    ],
    [
      "that says what is there changes nothing",
      { party: "CO", email: "MISION@co.example", name: "Ana" },
      "changed email",
    ],
    [
      "in the same letters changes nothing",
      { party: "CO", email: "mision@co.example", name: "Ana" },
      "unchanged",
    ],
    [
      "changes what it says, and keeps what it does not",
      { party: "CO", email: "mision@co.example", name: "Eva" },
      "changed name",
    ],
    [
      "empties what may be empty",
      { party: "CO", email: "mision@co.example", name: "", standing: "" },
      "changed name",
    ],
    [
      "says kinds of mail in words",
      { party: "CO", email: "mision@co.example", copiedOn: "Carta de decisión; recordatorio" },
      "changed copiedOn",
    ],
    [
      "by its number may change the address, of the same person",
      { party: "CO", contact: "co1", email: "otra@co.example", otherPerson: "no" },
      "changed email",
    ],
    [
      "that changes the address says who is behind it",
      { party: "CO", contact: "co1", email: "otra@co.example" },
      "error otherPerson say-who",
    ],
    [
      "may say that another person came",
      { party: "CO", email: "mision@co.example", otherPerson: "sí" },
      "changed another",
    ],
    [
      "removes only where it says so",
      { party: "CO", email: "mision@co.example", remove: "sí" },
      "removed co1",
    ],
    [
      "cannot remove whom nobody knows",
      { party: "CO", email: "who@co.example", remove: "sí" },
      "error remove nothing-to-remove",
    ],
    ["needs a party", { email: "new@co.example" }, "error party missing"],
    ["needs one that there is", { party: "Atlantis", email: "new@co.example" }, "error party unknown-party"],
    [
      "knows the contact of another party for none",
      { party: "CO", contact: "mx1", email: "x@co.example" },
      "error contact unknown-contact",
    ],
    ["needs an address", { party: "CO", email: "nobody", standing: "oficial" }, "error email not-an-address"],
    ["says its standing when it is new", { party: "CO", email: "new@co.example" }, "error standing missing"],
    [
      "knows only the words there are",
      { party: "CO", email: "mision@co.example", copied: "quizás" },
      "error copied unknown-value",
    ],
    [
      "knows only the subregions there are",
      { party: "CO", email: "mision@co.example", conveysFor: "mars" },
      "error conveysFor unknown-value",
    ],
    [
      "is not read without end",
      { party: "CO", email: "mision@co.example", name: "x".repeat(201) },
      "error name too-long",
    ],
    [
      "takes no address of another party",
      { party: "CO", email: "mision@mx.example", standing: "oficial" },
      "error email of-another-party",
    ],
    [
      "takes no address of a colleague",
      { party: "CO", contact: "co1", email: "copia@co.example", otherPerson: "no" },
      "error email address-taken",
    ],
  ];
  test.each(rows)("%s", (_, cells, comes) => {
    const { added, changed, removed, unchanged, errors } = planOf(cells);
    const said = [
      ...added.map(({ fields }) => `added ${fields.email}`),
      ...changed.map(
        ({ changes, anotherPerson }) =>
          `changed ${anotherPerson ? "another" : changes.map(({ field }) => field)}`,
      ),
      ...removed.map(({ contact }) => `removed ${contact.id}`),
      ...(unchanged ? ["unchanged"] : []),
      ...errors.map(({ column, problem }) => `error ${column} ${problem}`),
    ];
    expect(said).toEqual([comes]);
  });
});

test("two rows about one contact, and two new ones of one address, are told with their numbers", () => {
  const one = { party: "CO", email: "mision@co.example", name: "Eva" };
  expect(planOf(one, one).errors).toMatchObject([{ row: 3, column: "email", problem: "twice" }]);
  const fresh = { party: "CO", email: "new@co.example", standing: "oficial" };
  expect(planOf(fresh, { ...fresh, party: "MX" }).errors).toMatchObject([
    { row: 3, problem: "of-another-party" },
  ]);
});

test("an address that one row frees may be given to another", () => {
  const plan = planOf(
    { party: "CO", email: "copia@co.example", remove: "sí" },
    { party: "CO", contact: "co1", email: "copia@co.example", otherPerson: "no" },
  );
  expect(plan.errors).toEqual([]);
  expect(plan.changed).toHaveLength(1);
});

test("nobody who is not in the list is touched", () => {
  expect(planOf({ party: "CO", email: "mision@co.example", name: "Eva" }).removed).toEqual([]);
});

test("rows keep their numbers, empty ones are passed over, and a quote before a formula is taken off", () => {
  const names = new Map<string, RosterColumn>([
    ["parte", "party"],
    ["telefono", "phone"],
  ]);
  const columns = columnsOf(["Teléfono", "?", "PARTE "], names);
  expect(columns).toEqual(["phone", null, "party"]);
  const rows = rowsUnder(columns, [
    ["'+56 2", "x", "CO"],
    ["", "", " "],
    ["1", "", "MX"],
  ]);
  expect(rows).toEqual([
    { row: 2, cells: { phone: "+56 2", party: "CO" } },
    { row: 4, cells: { phone: "1", party: "MX" } },
  ]);
});

describe("a contact that changes", () => {
  const before = contact("co1", "CO", "mision@co.example", {
    unreachable: true,
    bounced: { at: "2024-12-01T00:00:00Z", why: "hard" },
    absent: { noticed: "2024-12-01T00:00:00Z", instead: [] },
    generation: 3,
  });
  const rows: [rule: string, email: string, anotherPerson: boolean, after: object][] = [
    [
      "keeps its links and what is known of its mailbox",
      "mision@co.example",
      false,
      { generation: undefined, unreachable: undefined },
    ],
    [
      "with a new address begins with a clean mailbox, and its links go on",
      "otra@co.example",
      false,
      { unreachable: false, bounced: undefined, generation: undefined },
    ],
    ["to another person ends the links of the one before", "mision@co.example", true, { generation: 4 }],
  ];
  test.each(rows)("%s", (_, email, anotherPerson, after) => {
    const change = contactChange(before, { ...before, email }, { anotherPerson });
    for (const [field, value] of Object.entries(after)) expect(Reflect.get(change, field)).toEqual(value);
  });

  test("is read back as it was typed", () => {
    const full = contact("co9", "CO", "x@co.example", {
      gender: "f",
      copiedOn: ["letter"],
      sparedOf: ["reminder"],
      conveysFor: "caribbean",
    });
    const read = readContactFields(typedOf(full), ["caribbean"]);
    expect("fields" in read && fieldChanges(full, read.fields)).toEqual([]);
  });

  test("tells everything that is wrong at once", () => {
    const read = readContactFields({ email: "x", post: "moon" }, []);
    expect("wrong" in read && read.wrong.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      "post unknown-value",
      "email not-an-address",
      "language missing",
      "standing missing",
    ]);
  });
});

describe("how mail of a kind reaches a contact", () => {
  const rows: [rule: string, rules: Partial<Contact>, kind: string, way: string][] = [
    ["in To", {}, "invitation", "to"],
    ["in copy, of every kind", { copied: true }, "invitation", "copy"],
    ["in copy, of some kinds", { copiedOn: ["letter"] }, "letter", "copy"],
    ["and of the others in To", { copiedOn: ["letter"] }, "invitation", "to"],
    ["not at all, of some kinds", { sparedOf: ["reminder"] }, "reminder", "none"],
    ["not even in copy", { copied: true, sparedOf: ["reminder"] }, "reminder", "none"],
  ];
  test.each(rows)("%s", (_, rules, kind, way) => {
    const one = contact("co1", "CO", "mision@co.example", rules);
    expect(wayTo(one, kind)).toBe(way);
    expect(addressees([one], kind)).toHaveLength(way === "to" ? 1 : 0);
    expect(copiesOf([one], kind)).toHaveLength(way === "copy" ? 1 : 0);
  });

  test("kinds that nobody of a party would read are told", () => {
    const spared = contact("co1", "CO", "mision@co.example", { sparedOf: ["letter"] });
    expect(unaddressed([spared])).toEqual(["letter"]);
    expect(unaddressed([spared, contact("co3", "CO", "b@co.example")])).toEqual([]);
    expect(unaddressed([]).length).toBeGreaterThan(5);
  });
});
