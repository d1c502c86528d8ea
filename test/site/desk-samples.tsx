/** Pages of contacts, people, longer times, lists and the ledger's search in some of their states, for the tests of pages. */
import { contactPage, removeContactPage } from "../../functions/site/pages/console-contacts.tsx";
import { exportPage } from "../../functions/site/pages/console-export.tsx";
import { extensionPage, extensionPreviewPage } from "../../functions/site/pages/console-extension.tsx";
import { ledgerPage } from "../../functions/site/pages/console-ledger.tsx";
import { peoplePage, personPage } from "../../functions/site/pages/console-people.tsx";
import { rosterPage, rosterPreviewPage } from "../../functions/site/pages/console-roster.tsx";
import { partyHomePage } from "../../functions/site/pages/party-home.tsx";
import type { Call } from "../../shared/domain/call.ts";
import { contactFields } from "../../shared/domain/contact-fields.ts";
import type { Notice } from "../../shared/domain/notice.ts";
import type { Contact, Party } from "../../shared/domain/party.ts";
import type { Person } from "../../shared/domain/review.ts";
import type { RosterProblem } from "../../shared/domain/roster.ts";
import type { Selection } from "../../shared/domain/selection.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import type { Sample } from "./samples.tsx";

interface Given {
  parties: readonly Party[];
  contacts: readonly Contact[];
  persons: readonly Person[];
  calls: readonly [seats: Call, inputs: Call];
  selection: Selection;
  answer: Submission;
}

const problems: RosterProblem[] = [
  "missing",
  "not-an-address",
  "unknown-value",
  "too-long",
  "unknown-party",
  "unknown-contact",
  "twice",
  "address-taken",
  "of-another-party",
  "say-who",
  "nothing-to-remove",
];

export function deskSamples({ parties, contacts, persons, calls, selection, answer }: Given): Sample[] {
  const party = parties.find(({ id }) => id === "CO");
  const contact = contacts.find((one) => one.party === "CO");
  const [seats, inputs] = calls;
  const [person, other] = persons;
  if (!party || !contact || !person || !other) throw new Error("The sample review has no Colombia or nobody");
  const subregions = [{ id: "south", names: seats.names, parties: ["CO"] }];
  const full: Contact = {
    ...contact,
    name: "Ana <b>plainly</b>",
    gender: "f",
    copiedOn: ["letter", "announcement"],
    sparedOf: ["reminder"],
  };
  const notice: Notice = {
    id: "co-chairs_invitation_1_co1",
    review: "lac-2025",
    call: seats.id,
    kind: "invitation",
    occasion: "1",
    party: "CO",
    contact: contact.id,
    to: contact.email,
    cc: [],
    language: "es",
    params: {},
    state: "held",
    preparedAt: "2024-11-04T12:00:00Z",
    attempts: 0,
    repeated: false,
    revision: 0,
  };
  const extended = {
    call: inputs.id,
    party: "CO",
    versions: 0,
    heldBy: [],
    closes: "2025-01-31T18:00",
    reminded: [14],
  };
  const { party: _party, id: _id, generation: _generation, unreachable: _unreachable, ...fields } = full;
  const rows = [{ row: 2, cells: { party: "COL", email: "x@example.org", name: "<b>plainly</b>" } }];
  const plan = {
    added: [{ row: 2, party: "CO", fields }],
    changed: [
      {
        row: 3,
        contact,
        fields,
        anotherPerson: true,
        changes: contactFields.map((field) => ({
          field,
          before: "",
          after:
            { post: "capital", standing: "official", copiedOn: "letter,receipt" }[String(field)] ?? "yes",
        })),
      },
    ],
    removed: [{ row: 4, contact }],
    unchanged: 12,
    errors: problems.map((problem, at) => ({
      row: at + 5,
      column: "email" as const,
      problem,
      value: "<b>plainly",
    })),
  };
  const entry = {
    id: "led_1",
    review: "lac-2025",
    at: "2024-11-04T15:00:00Z",
    actor: person.id,
    act: "party.extended",
    call: inputs.id,
    party: "CO",
    subject: "LAC25-GQ-COL-1",
    detail: { closes: "2025-01-31T18:00" },
  };
  const search = { people: persons, parties, calls };
  return [
    { name: "new contact", area: "console", make: (r) => contactPage(r, { party, form: "f", subregions }) },
    { name: "contact", area: "console", make: (r) => contactPage(r, { party, contact: full, subregions }) },
    {
      name: "contact, wrong",
      area: "console",
      make: (r) =>
        contactPage(r, {
          party,
          contact: full,
          subregions,
          typed: { email: "<b>plainly" },
          another: "yes",
          wrong: [
            { field: "email", problem: "not-an-address" },
            { field: "post", problem: "unknown-value" },
            { field: "standing", problem: "missing" },
            { field: "name", problem: "too-long" },
          ],
        }),
    },
    {
      name: "contact to be removed",
      area: "console",
      make: (r) =>
        removeContactPage(r, {
          party,
          removal: {
            contact: full,
            cancelled: [notice],
            planned: [{ ...notice, kind: "reminder", dueAt: "2025-01-03T12:00:00Z" }],
            unaddressed: ["invitation", "letter"],
          },
        }),
    },
    {
      name: "contact to be removed, nothing waits",
      area: "console",
      make: (r) =>
        removeContactPage(r, {
          party,
          removal: { contact: full, cancelled: [], planned: [], unaddressed: [] },
        }),
    },
    {
      name: "extension",
      area: "console",
      make: (r) => extensionPage(r, { call: inputs, party, standing: extended }),
    },
    {
      name: "extension, preview",
      area: "console",
      make: (r) =>
        extensionPreviewPage(r, {
          call: inputs,
          party,
          revision: 2,
          closes: "2025-01-31T18:00",
          changes: [
            { kind: "close", occasion: "", before: "2024-12-31T23:59", after: "2025-01-31T18:00", mails: 0 },
            { kind: "reminder", occasion: "5", after: "2025-01-24T09:00", mails: 1 },
          ],
          inTime: [answer],
          receivers: [contact],
        }),
    },
    {
      name: "extension, nobody to tell",
      area: "console",
      make: (r) => {
        const { announced: _announced, ...call } = inputs;
        return extensionPreviewPage(r, {
          call,
          party,
          revision: 0,
          closes: "2025-01-31T18:00",
          changes: [],
          inTime: [],
          receivers: [],
        });
      },
    },
    {
      name: "party with a date of its own",
      area: "party",
      make: (r) =>
        partyHomePage(r, { calls: [{ call: inputs, standing: extended, submissions: [] }], seats: [] }),
    },
    {
      name: "people",
      area: "console",
      make: (r) =>
        peoplePage(r, {
          people: [...persons, { ...other, id: "gone", roles: [] }],
          running: [
            { call: seats, selection: { ...selection, approvals: [] } },
            { call: { ...seats, id: "b" }, selection },
            { call: { ...seats, id: "c" }, selection: { ...selection, decidedAt: "2025-01-20T12:00:00Z" } },
            { call: { ...seats, id: "d", selection: "assessment", assessors: [] }, selection },
          ],
        }),
    },
    { name: "new person", area: "console", make: (r) => personPage(r, {}) },
    { name: "person", area: "console", make: (r) => personPage(r, { person: other }) },
    { name: "oneself", area: "console", make: (r) => personPage(r, { person }) },
    {
      name: "person, wrong",
      area: "console",
      make: (r) =>
        personPage(r, {
          typed: { name: "", email: "<b>plainly", office: "", roles: [], language: "xx" },
          wrong: ["name", "email", "office", "roles", "language"],
        }),
    },
    { name: "import", area: "console", make: (r) => rosterPage(r) },
    {
      name: "import, preview",
      area: "console",
      make: (r) => rosterPreviewPage(r, { preview: { plan, parties, rows, seen: "0" } }),
    },
    {
      name: "import, nothing",
      area: "console",
      make: (r) =>
        rosterPreviewPage(r, {
          preview: {
            plan: { added: [], changed: [], removed: [], unchanged: 3, errors: [] },
            parties,
            rows: [],
            seen: "0",
          },
        }),
    },
    { name: "export", area: "console", make: (r) => exportPage(r) },
    {
      name: "export, ready",
      area: "console",
      make: (r) => exportPage(r, { made: { id: "tak_1", name: "LAC25-records-2024-11-04.xlsx" } }),
    },
    {
      name: "ledger, searched",
      area: "console",
      make: (r) =>
        ledgerPage(r, {
          ...search,
          entries: [entry, { ...entry, id: "led_2", actor: "contact:co1", act: "later.on" }],
          query: { party: "CO", from: "2024-11-01", text: "LAC25" },
          next: "2024-10",
        }),
    },
    {
      name: "ledger, nothing found",
      area: "console",
      make: (r) => ledgerPage(r, { ...search, entries: [], query: { actor: "system" } }),
    },
  ];
}
