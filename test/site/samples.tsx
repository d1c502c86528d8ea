/** Every page with sample records, for tests that walk them all in every language. */

import { callPage } from "../../functions/site/pages/call.tsx";
import { approvalsPage } from "../../functions/site/pages/console-approvals.tsx";
import { consoleCallPage, datesPreviewPage } from "../../functions/site/pages/console-call.tsx";
import { consultationPage } from "../../functions/site/pages/console-consultation.tsx";
import { consultingSeatPage } from "../../functions/site/pages/console-consulting-seat.tsx";
import { dropPage } from "../../functions/site/pages/console-drop.tsx";
import { infectedPage } from "../../functions/site/pages/console-files.tsx";
import { formulaPage, formulaPreviewPage } from "../../functions/site/pages/console-formula.tsx";
import { launchPage } from "../../functions/site/pages/console-launch.tsx";
import { ledgerPage } from "../../functions/site/pages/console-ledger.tsx";
import { mailKindPage, mailKindsPage } from "../../functions/site/pages/console-mail.tsx";
import { makingPage, notesPage } from "../../functions/site/pages/console-notes.tsx";
import { noticePage, outboxPage } from "../../functions/site/pages/console-outbox.tsx";
import { consolePartyPage, foundAmong, partiesPage } from "../../functions/site/pages/console-parties.tsx";
import { recordPage } from "../../functions/site/pages/console-record.tsx";
import { selectionPage } from "../../functions/site/pages/console-selection.tsx";
import { todayPage } from "../../functions/site/pages/console-today.tsx";
import { informalPage, unreachablePage } from "../../functions/site/pages/console-todo.tsx";
import { consoleVersionPage } from "../../functions/site/pages/console-version.tsx";
import { decisionsPage } from "../../functions/site/pages/decisions.tsx";
import { handOver } from "../../functions/site/pages/file-held.tsx";
import { frontPage } from "../../functions/site/pages/front.tsx";
import { libraryPage } from "../../functions/site/pages/library.tsx";
import { methodPage } from "../../functions/site/pages/method.tsx";
import { partyCallPage } from "../../functions/site/pages/party-call.tsx";
import { confirmContactPage, partyContactsPage } from "../../functions/site/pages/party-contacts.tsx";
import { partyHomePage } from "../../functions/site/pages/party-home.tsx";
import { partyPrintPage } from "../../functions/site/pages/party-print.tsx";
import { objectPage } from "../../functions/site/pages/party-silence.tsx";
import { confirmPage, partyVersionPage } from "../../functions/site/pages/party-version.tsx";
import { roadmapPage } from "../../functions/site/pages/roadmap.tsx";
import { submissionPage } from "../../functions/site/pages/submissions.tsx";
import { consoleTextOf, type Page, type Reader, textOf } from "../../functions/site/reader.ts";
import type { Call } from "../../shared/domain/call.ts";
import { type Language, languages } from "../../shared/domain/language.ts";
import type { NoteMaking } from "../../shared/domain/note.ts";
import { type Notice, noticeKinds } from "../../shared/domain/notice.ts";
import type { Proposal } from "../../shared/domain/proposal.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import type { Person } from "../../shared/domain/review.ts";
import { Selection, type Silence } from "../../shared/domain/selection.ts";
import { Submission } from "../../shared/domain/submission.ts";
import { sampleDefinition } from "../support/sample-review.ts";
import { assessmentSamples } from "./assessment-samples.tsx";
import { compositionSamples, moderatorOffers } from "./composition-samples.tsx";
import { deskSamples } from "./desk-samples.tsx";
import { publicSamples } from "./public-samples.tsx";
import { messages, sortingSamples } from "./sorting-samples.tsx";
import { understoodSamples } from "./understood-samples.ts";

const definition = sampleDefinition();
const records = recordsOf(definition);
const { parties, contacts, persons, activities } = records;

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The sample review has no ${name}`);
  return value;
}

const launched = (id: string): Call => ({
  ...found(
    records.calls.find((call) => call.id === id),
    id,
  ),
  phase: "launched",
  announced: "2024-11-01T12:00:00Z",
});
const seatsCall = launched("co-chairs");
const inputsCall = launched("guiding-questions");
const personsCall = launched("moderators");
const calls = [seatsCall, personsCall, inputsCall];
const party = found(
  parties.find(({ id }) => id === "CO"),
  "Colombia",
);

const version = (more: Partial<Submission>): Submission =>
  Submission.parse({
    call: inputsCall.id,
    party: party.id,
    version: 1,
    reference: "LAC25-GQ-COL-1",
    state: "recorded",
    channel: "upload",
    formality: "formalised",
    receivedAt: "2024-12-02T14:00:00Z",
    recordedAt: "2024-12-02T14:00:01Z",
    late: false,
    text: "",
    answers: { [inputsCall.questions[0]?.id ?? ""]: "We answer <b>plainly</b>." },
    files: [
      { key: "files/1/a.pdf", name: "nota «final».pdf", type: "application/pdf", size: 120_000, sha256: "0" },
    ],
    ...more,
  });
const answer = version({});
const libraryItem = {
  submission: answer,
  call: inputsCall,
  party,
  subregion: "south-america",
  languages: ["es" as const],
};
const interest = version({
  call: seatsCall.id,
  reference: "LAC25-CC-COL-2",
  version: 2,
  state: "unconfirmed",
  late: true,
  answers: {},
  text: "Con gusto.",
  interest: {
    seats: [seatsCall.seats[0]?.id ?? ""],
    conditions: "Solo con el Ecuador",
    jointWith: ["EC"],
    representative: { name: "A. Pérez", title: "Embajadora" },
  },
});
const byPhone = version({
  version: 2,
  reference: "LAC25-GQ-COL-2",
  channel: "phone",
  formality: "informal",
  takenBy: persons[0]?.id,
  noteNumber: "N-12",
  documentDate: "2024-12-01",
  text: "Telephoned.",
  answers: {},
});

const notice: Notice = {
  id: "co-chairs_reminder_7_co1",
  review: "lac-2025",
  call: seatsCall.id,
  kind: "reminder",
  occasion: "7",
  party: "CO",
  contact: "co1",
  to: "mision@co.example",
  cc: [],
  language: "es",
  params: {},
  state: "held",
  hold: "protocol",
  dueAt: "2025-01-03T12:00:00Z",
  attempts: 0,
  repeated: false,
  revision: 1,
};
const lost = found(
  contacts.find((contact) => contact.party === "CO"),
  "a contact of Colombia",
);
const unreachable = [
  {
    party,
    contact: { ...lost, unreachable: true, phone: "+56 2 2222 2222" },
    next: contacts.find(({ id }) => id === "co2"),
  },
  { party, contact: { ...lost, id: "co9", unreachable: true }, next: undefined },
];

const mail = {
  from: "Secretaría <secretariat@in.hoja.example>",
  to: notice.to,
  cc: ["copia@co.example"],
  subject: "Recordatorio",
  text: "Estimada Misión:\n\n[…]",
};

const upload = {
  url: "https://files.s3.us-east-1.amazonaws.com/",
  fields: { key: "quarantine/x", policy: "p" },
};
const scanned = { [found(answer.files[0], "file").key]: "clean" as const };
const notAccepted = { [found(answer.files[0], "file").key]: "infected" as const };
const scan = {
  key: "files/x/Respuesta.docx",
  verdict: "infected" as const,
  result: "THREATS_FOUND",
  threats: ["EICAR-Test-File (not a virus)"],
  at: "2024-12-03T10:00:00Z",
  version: 1,
};
const page = (end: Page | { go: string }): Page => {
  if ("go" in end) throw new Error("The file was handed over");
  return end;
};
const draft = {
  id: "guiding-questions.CO.2",
  call: inputsCall.id,
  party: "CO",
  answers: {},
  text: "",
  files: [
    { id: "f1", file: found(answer.files[0], "file") },
    {
      id: "f2",
      file: { ...found(answer.files[0], "file"), name: "virus.exe" },
      refused: "executable" as const,
    },
  ],
  uploads: [
    {
      file: "file_1",
      key: "quarantine/guiding-questions.CO.2/file_1/Anexo grande.pdf",
      uploadId: "u1",
      name: "Anexo grande.pdf",
      size: 12_000_000,
      modified: 1,
      begun: "2024-12-03T10:00:00.000Z",
    },
  ],
  fields: {},
  version: 3,
};

const [first, second] = seatsCall.seats;
const selection = Selection.parse({
  call: seatsCall.id,
  seats: seatsCall.seats.map((seat) => ({ seat: seat.id, acceptance: "not-asked", asked: 0 })),
  slate: 2,
  approvals: [
    {
      person: persons[0]?.id ?? "",
      office: "ECLAC",
      verdict: "returned",
      comment: "Una letra",
      at: "2025-01-10T10:00:00Z",
      slate: 1,
    },
    {
      person: persons[1]?.id ?? "",
      office: "IOM",
      verdict: "approved",
      at: "2025-01-11T10:00:00Z",
      slate: 2,
      onBehalf: { recordedBy: persons[0]?.id ?? "", scan: "files/s" },
    },
  ],
  proposedAt: "2025-01-10T12:00:00Z",
  releaseAt: "2025-01-29T12:00",
  dateReasons: [
    {
      from: "2025-01-31",
      to: "2025-02-07",
      words: "XX <xx> xx.",
      by: persons[0]?.id ?? "",
      at: "2025-01-09T10:00:00Z",
    },
  ],
  version: 4,
});
if (selection.seats[0]) {
  Object.assign(selection.seats[0], {
    party: "CO",
    acceptance: "accepted",
    conveyedBy: "GRULAC",
    representative: { name: "A. Pérez" },
  });
}
if (selection.seats[1]) Object.assign(selection.seats[1], { party: "JM", acceptance: "asked", asked: 1 });

const coordinator: Person = { ...found(persons[0], "person"), roles: ["coordinator", "approver"] };

const words = new Map(
  await Promise.all(
    languages.map(async (lang) => [lang, { t: await textOf(lang), ct: await consoleTextOf(lang) }] as const),
  ),
);

/** The words of the pages and of the console in a language. */
export const wordsIn = (lang: Language) => found(words.get(lang), lang);

export function readerIn(lang: Language, area: Reader["area"]): Reader {
  return {
    lang,
    ...wordsIn(lang),
    origin: "https://hoja.example",
    path: "/somewhere",
    definition,
    state: { ...records.review, enabled: ["invitation"] },
    now: new Date("2025-01-24T12:00:00Z"),
    area,
    formToken: area === "public" ? "" : "the-token",
    ...(area === "party" ? { link: "co1.abc", partyName: party.names[lang].name } : {}),
    ...(area === "console" ? { person: coordinator } : {}),
  };
}

export type Sample = { name: string; area: Reader["area"]; make: (reader: Reader) => Page };

const notes: NoteMaking = {
  id: "not_1",
  call: seatsCall.id,
  group: "all",
  post: "own",
  form: "one-each",
  by: "ines-rojas",
  askedAt: "2024-11-04T15:00:00Z",
  written: {
    at: "2024-11-04T15:00:02Z",
    key: "k",
    name: "LAC25-NV-CC-2024-11-04.zip",
    notes: 33,
    size: 190_000,
  },
  expires: 1_731_337_200,
  revision: 1,
};

const standing = {
  call: inputsCall.id,
  party: "CO",
  versions: 2,
  effective: 2,
  heldBy: [],
  draft: draft.id,
};
const own = { call: inputsCall, standing, submissions: [answer, byPhone] };
const ownSeats = [
  { call: seatsCall.id, seat: first?.id ?? "", acceptance: "accepted" as const, asked: 1, released: true },
  { call: seatsCall.id, seat: second?.id ?? "", acceptance: "asked" as const, asked: 1, released: false },
];
const scans = {
  draft: { ...draft, id: "desk.entry.x1" },
  upload,
  scanned: notAccepted,
  arriving: true,
  here: "/es/console/record?draft=1",
};
const defined = (id: string) => definition.calls.find((call) => call.id === id);

const silence: Silence = {
  id: "x-1",
  seat: first?.id ?? "",
  party: "CO",
  text: { es: "Se propone.", en: "Proposed.", pt: "Propõe-se.", fr: "Proposé." },
  recipients: ["CO", "MX", "CR"],
  conveyed: [{ party: "CR", by: "x", at: "2025-01-20T16:00:00Z" }],
  openedAt: "2025-01-20T15:00:00Z",
  openedBy: persons[0]?.id ?? "",
  until: "2025-01-28T18:00",
  objections: [{ party: "MX", at: "2025-01-21T15:00:00Z", by: "mx1" }],
};
const ownSilence = {
  call: seatsCall.id,
  silence: silence.id,
  seat: silence.seat,
  until: silence.until,
  objected: false,
};
const consulted = {
  call: seatsCall,
  selection,
  submissions: [interest],
  soundings: [
    {
      id: "snd_1",
      call: seatsCall.id,
      seat: first?.id ?? "",
      party: "CO",
      at: "2025-01-08T15:00:00Z",
      by: persons[0]?.id ?? "",
      channel: "phone",
      note: "Dispuesta.",
    },
  ],
  parties,
  offers: [
    {
      id: "CO",
      parties: ["CO", "EC"],
      seats: [first?.id ?? ""],
      place: 1,
      conditions: "Solo con el Ecuador",
      formal: true,
      confirmed: false,
      version: 2,
      flags: ["formal" as const, "one-seat" as const],
    },
  ],
  ways: {
    extend: { closes: "2025-01-27T23:59", decisionBefore: "2025-01-31" },
    sound: ["CR", "MX"],
    formulas: ["chair-with-vice-chairs"],
  },
  keptUntil: "2026-03-20",
  recipients: silence.recipients,
  lacking: ["CO"],
  unreached: ["CR"],
};

const proposal: Proposal = {
  id: "cox1",
  party: "CO",
  post: "capital",
  email: "nueva@cancilleria-co.example",
  name: "Nueva <b>plainly</b>",
  title: "Consejera",
  language: "es",
  by: "co1",
  at: "2025-01-20T10:00:00Z",
  until: "2025-02-19T10:00:00Z",
  state: "open",
};
const ownContacts = {
  contact: lost,
  contacts: contacts.filter((contact) => contact.party === "CO"),
  proposals: [proposal],
};

export const samples: Sample[] = [
  { name: "party, contacts", area: "party", make: (r) => partyContactsPage(r, ownContacts) },
  {
    name: "party, a contact that cannot be named",
    area: "party",
    make: (r) =>
      partyContactsPage(r, {
        ...ownContacts,
        named: {
          typed: { email: "nueva", name: "Nueva" },
          errors: [{ id: "email", text: r.t.refused["not-email"] }],
        },
      }),
  },
  { name: "party, confirm a contact", area: "party", make: (r) => confirmContactPage(r, proposal) },
  { name: "party, no contact to confirm", area: "party", make: (r) => confirmContactPage(r, null) },
  {
    name: "party, for paper",
    area: "party",
    make: (r) =>
      partyPrintPage(r, { call: inputsCall, draft: { ...draft, text: "Begun" }, submission: answer }),
  },
  { name: "front", area: "public", make: (r) => frontPage(r, { calls, activities, decided: [seatsCall] }) },
  {
    name: "front, bare",
    area: "public",
    make: (r) => frontPage(r, { calls: [], activities: [], decided: [] }),
  },
  {
    name: "roadmap",
    area: "public",
    make: (r) => roadmapPage(r, { activities, calls, origin: "https://hoja.example" }),
  },
  ...records.calls.map((call) => ({
    name: `call ${call.id}`,
    area: "public" as const,
    make: (r: Reader) => callPage(r, { call, defined: defined(call.id), domain: "in.hoja.example" }),
  })),
  ...publicSamples({ parties, moderators: personsCall, coChairs: seatsCall }),
  {
    name: "decisions",
    area: "public",
    make: (r) =>
      decisionsPage(r, {
        parties,
        decisions: [
          {
            call: personsCall,
            releasedAt: "2025-02-20T15:00:00Z",
            seats: [{ seat: "session-1", holder: { person: "Embajadora Ana Paz" } }],
          },
          {
            call: seatsCall,
            releasedAt: "2025-01-29T15:00:00Z",
            seats: [{ seat: first?.id ?? "", holder: { state: "CO" } }],
          },
        ],
      }),
  },
  { name: "method", area: "public", make: (r) => methodPage(r, { calls }) },
  { name: "decisions, none", area: "public", make: (r) => decisionsPage(r, { parties, decisions: [] }) },
  {
    name: "submissions",
    area: "public",
    make: (r) =>
      libraryPage(r, {
        all: [libraryItem],
        found: [libraryItem],
        wanted: { words: "<b>plainly", party: "CO" },
        page: 1,
        partial: true,
      }),
  },
  {
    name: "submissions, page 2",
    area: "public",
    make: (r) =>
      libraryPage(r, {
        all: [libraryItem],
        found: Array.from({ length: 101 }, () => libraryItem),
        wanted: {},
        page: 2,
        partial: false,
      }),
  },
  {
    name: "submissions, none found",
    area: "public",
    make: (r) =>
      libraryPage(r, { all: [libraryItem], found: [], wanted: { words: "x" }, page: 1, partial: false }),
  },
  {
    name: "submissions, none yet",
    area: "public",
    make: (r) => libraryPage(r, { all: [], found: [], wanted: {}, page: 1, partial: false }),
  },
  {
    name: "submission",
    area: "public",
    make: (r) => submissionPage(r, { submission: answer, call: inputsCall, party }, scanned),
  },
  {
    name: "party",
    area: "party",
    make: (r) =>
      partyHomePage(r, {
        calls: [own, { call: seatsCall, standing: undefined, submissions: [] }],
        seats: ownSeats,
      }),
  },
  {
    name: "party, inputs",
    area: "party",
    make: (r) =>
      partyCallPage(r, {
        ...own,
        draft,
        upload,
        scanned,
        arriving: true,
        seats: [],
        states: [],
        countries: [],
      }),
  },
  {
    name: "party, two at once",
    area: "party",
    make: (r) =>
      partyCallPage(r, {
        ...own,
        draft: { ...draft, text: "Saved by a colleague." },
        upload,
        scanned,
        arriving: false,
        seats: [],
        states: [],
        countries: [],
        mine: { answers: {}, text: "Typed by me." },
      }),
  },
  {
    name: "party, interest",
    area: "party",
    make: (r) =>
      partyCallPage(r, {
        call: seatsCall,
        standing: { ...standing, call: seatsCall.id, noReminders: "2024-12-01T00:00:00Z" },
        submissions: [interest],
        draft: { ...draft, interest: interest.interest },
        upload,
        scanned,
        arriving: false,
        seats: ownSeats,
        states: parties.filter(({ kind, id }) => kind === "member-state" && id !== "CO"),
        countries: [],
      }),
  },
  {
    name: "party, version",
    area: "party",
    make: (r) =>
      partyVersionPage(r, {
        call: inputsCall,
        submission: answer,
        effective: 1,
        parties,
        scanned: notAccepted,
      }),
  },
  {
    name: "party, confirm",
    area: "party",
    make: (r) =>
      confirmPage(r, {
        call: seatsCall,
        submission: interest,
        effective: undefined,
        parties,
        party,
        scanned,
        withdrawal: false,
      }),
  },
  {
    name: "party, confirm withdrawal",
    area: "party",
    make: (r) =>
      confirmPage(r, {
        call: seatsCall,
        submission: interest,
        effective: 2,
        parties,
        party,
        scanned,
        withdrawal: true,
      }),
  },
  {
    name: "today",
    area: "console",
    make: (r) =>
      todayPage(r, {
        person: found(r.person, "person"),
        triage: messages.slice(0, 1),
        care: [notice],
        silent: [{ mailbox: "unnm@iom.int", sentAt: "2024-11-20T06:00:00.000Z", told: true, revision: 1 }],
        releases: { waiting: 3, overdue: 2 },
        kindsOff: [{ kind: "reminder", day: "2025-01-27" }],
        infected: 2,
        calls: [
          { call: seatsCall, selection, received: 3, informal: 1 },
          { call: { ...inputsCall, phase: "draft" }, selection: null, received: 0, informal: 0 },
        ],
        unreachable,
        activities,
      }),
  },
  {
    name: "launch",
    area: "console",
    make: (r) =>
      launchPage(r, {
        call: { ...inputsCall, phase: "draft" },
        kinds: ["invitation", "receipt"],
        people: persons,
        values: [
          {
            id: "scheme",
            names: inputsCall.names,
            kind: "scheme",
            value: definition.scheme,
            source: "secretariat",
          },
          {
            id: "calls.guiding-questions.closes",
            names: inputsCall.names,
            kind: "closes",
            value: "2024-12-31T23:59",
            source: "secretariat",
            confirmed: { by: persons[0]?.id ?? "", at: "2024-10-01T00:00:00Z" },
          },
        ],
      }),
  },
  {
    name: "call page",
    area: "console",
    make: (r) =>
      consoleCallPage(r, {
        call: seatsCall,
        domain: "in.hoja.example",
        standings: [{ ...standing, call: seatsCall.id, noReminders: "2024-12-01T00:00:00Z" }],
        submissions: [interest],
        parties: parties.filter(({ kind }) => seatsCall.parties.includes(kind)),
      }),
  },
  {
    name: "notes verbales",
    area: "console",
    make: (r) =>
      notesPage(r, {
        call: seatsCall,
        makings: [
          { making: notes, state: "ready" },
          { making: { ...notes, id: "not_2", group: "without-mail" }, state: "given-up" },
        ],
        people: persons,
      }),
  },
  {
    name: "notes verbales, ready",
    area: "console",
    make: (r) => makingPage(r, { call: seatsCall, making: notes, state: "ready" }),
  },
  {
    name: "notes verbales, being prepared",
    area: "console",
    make: (r) => {
      const { written: _written, ...asked } = notes;
      return makingPage(r, { call: seatsCall, making: asked, state: "preparing" });
    },
  },
  {
    name: "dates preview",
    area: "console",
    make: (r) =>
      datesPreviewPage(r, {
        call: seatsCall,
        version: 3,
        dates: { closes: "2025-01-25T23:59" },
        changes: [
          { kind: "close", occasion: "", before: seatsCall.closes, after: "2025-01-25T23:59", mails: 0 },
          { kind: "reminder", occasion: "7", before: "2025-01-03T09:00", mails: 12 },
        ],
      }),
  },
  {
    name: "parties",
    area: "console",
    make: (r) => partiesPage(r, { found: foundAmong(r, parties, "mexico"), search: "mexico" }),
  },
  { name: "parties, none", area: "console", make: (r) => partiesPage(r, { found: [], search: "zzz" }) },
  {
    name: "one party",
    area: "console",
    make: (r) =>
      consolePartyPage(r, {
        party: { ...party, paused: true },
        proposals: [proposal],
        contacts: contacts
          .filter((contact) => contact.party === "CO")
          .map((contact) => ({
            ...contact,
            complained: "2024-12-20T15:00:00Z",
            conveysFor: "south-america",
            absent: {
              noticed: "2024-12-20T15:00:00Z",
              returns: "2099-01-07",
              instead: [{ email: "ana.paz@state.example", name: "Ana Paz" }],
            },
          })),
        calls,
        standings: [standing],
        submissions: [answer, byPhone, interest],
        messages,
        notices: [notice],
        people: persons,
        planned: [{ ...notice, id: "co-chairs_reminder_3_co1", occasion: "3", state: "scheduled" }],
        selections: [{ call: seatsCall, selection }],
      }),
  },
  {
    name: "one version",
    area: "console",
    make: (r) =>
      consoleVersionPage(r, {
        call: inputsCall,
        submission: byPhone,
        effective: 2,
        parties,
        scanned,
        people: persons,
        understood: [],
      }),
  },
  {
    name: "one version with what was understood of its files",
    area: "console",
    make: (r) =>
      consoleVersionPage(r, {
        call: inputsCall,
        submission: answer,
        effective: 2,
        parties,
        scanned,
        people: persons,
        understood: understoodSamples(inputsCall),
      }),
  },
  ...sortingSamples({ ...records, calls }),
  ...deskSamples({ ...records, calls: [seatsCall, inputsCall], selection, answer }),
  ...assessmentSamples(records, defined("rapporteur")?.criteria ?? []),
  {
    name: "outbox",
    area: "console",
    make: (r) =>
      outboxPage(r, {
        box: "future",
        calls,
        next: "c",
        entries: [
          { notice, planned: false },
          { notice: { ...notice, state: "scheduled", hold: undefined }, planned: true },
        ],
      }),
  },
  {
    name: "notice",
    area: "console",
    make: (r) =>
      noticePage(r, {
        entry: { notice, planned: false },
        mail,
        words: { subject: "s", text: "{link}" },
        party,
      }),
  },
  { name: "kinds of mail", area: "console", make: (r) => mailKindsPage(r) },
  ...noticeKinds.map((kind) => ({
    name: `kind ${kind}`,
    area: "console" as const,
    make: (r: Reader) => mailKindPage(r, { kind, mails: [{ language: "es" as const, mail }] }),
  })),
  {
    name: "record",
    area: "console",
    make: (r) =>
      recordPage(r, {
        calls,
        parties,
        people: persons,
        choice: { typed: "" },
        values: { receivedAt: "2025-01-24T09:00" },
        seats: [],
      }),
  },
  {
    name: "record, several parties meant",
    area: "console",
    make: (r) =>
      recordPage(r, {
        calls,
        parties,
        people: persons,
        choice: { typed: "dom", matches: parties.filter(({ id }) => id === "DM" || id === "DO") },
        values: { receivedAt: "2025-01-24T09:00", text: "Kept." },
        seats: [],
      }),
  },
  {
    name: "record with a scan",
    area: "console",
    make: (r) =>
      recordPage(r, {
        calls,
        parties,
        people: persons,
        choice: { typed: "CO" },
        informal: "LAC25-CC-COL-1",
        values: {
          party: "CO",
          call: seatsCall.id,
          conditions: "x",
          formalises: "yes",
          channel: "note-verbale",
        },
        seats: [],
        scans,
      }),
  },
  { name: "unreachable", area: "console", make: (r) => unreachablePage(r, unreachable) },
  {
    name: "to be formalised",
    area: "console",
    make: (r) => informalPage(r, { entries: [byPhone], calls, parties, people: persons }),
  },
  { name: "drop", area: "console", make: (r) => dropPage(r, { scans, became: [], messages: [] }) },
  {
    name: "dropped",
    area: "console",
    make: (r) =>
      dropPage(r, {
        messages,
        became: [
          { name: "carta.eml", message: "msg_1" },
          { name: "nota.pdf", entry: "desk.entry.x0" },
          { name: "virus.exe", refused: "executable" },
        ],
      }),
  },
  {
    name: "selection",
    area: "console",
    make: (r) =>
      selectionPage(r, {
        call: seatsCall,
        selection,
        submissions: [interest],
        soundings: [
          {
            id: "snd_1",
            call: seatsCall.id,
            seat: first?.id ?? "",
            party: "CO",
            at: "2025-01-08T15:00:00Z",
            by: persons[0]?.id ?? "",
            channel: "phone",
            note: "Dispuesta.",
          },
        ],
        conveyed: messages.slice(0, 1),
        parties,
      }),
  },
  {
    name: "consultation",
    area: "console",
    make: (r) => consultationPage(r, { ...consulted, conveyed: messages.slice(0, 1) }),
  },
  {
    name: "consultation, one seat with plan B and the words of a silence procedure",
    area: "console",
    make: (r) =>
      consultingSeatPage(r, {
        ...consulted,
        selection: { ...selection, seats: [] },
        seat: found(first, "seat"),
        drafted: { party, until: "2025-01-29T18:00" },
        sound: "CO",
      }),
  },
  {
    name: "consultation, a silence procedure runs",
    area: "console",
    make: (r) =>
      consultingSeatPage(r, {
        ...consulted,
        selection: {
          ...selection,
          seats: [],
          silences: [
            silence,
            { ...silence, id: "x-0", closedAt: silence.openedAt, outcome: "stopped", unreached: ["MX"] },
          ],
          ineligible: [
            { candidate: "CO", rule: "one-seat", words: "Ya preside.", by: "x", at: silence.openedAt },
          ],
        },
        ways: null,
        seat: found(first, "seat"),
      }),
  },
  {
    name: "consultation, an agreed State",
    area: "console",
    make: (r) => consultingSeatPage(r, { ...consulted, ways: null, offers: [], seat: found(first, "seat") }),
  },
  {
    name: "formula",
    area: "console",
    make: (r) =>
      formulaPage(r, { call: seatsCall, version: 1, wanted: { formula: "chair-with-vice-chairs" } }),
  },
  {
    name: "formula, preview",
    area: "console",
    make: (r) =>
      formulaPreviewPage(r, {
        call: seatsCall,
        version: 1,
        wanted: { formula: "chair-with-vice-chairs", leads: first?.id },
        mails: 40,
        renamed: seatsCall.seats.map(({ id, names }) => ({
          seat: id,
          before: names,
          after: names,
          asksAgain: id === first?.id,
        })),
      }),
  },
  {
    name: "decision date preview",
    area: "console",
    make: (r) =>
      datesPreviewPage(r, {
        call: seatsCall,
        version: 3,
        reason: "Siguen las consultas.",
        dates: { closes: seatsCall.closes, decisionBefore: "2025-02-07" },
        changes: [{ kind: "decision", occasion: "", before: "2025-01-31", after: "2025-02-07", mails: 0 }],
      }),
  },
  {
    name: "party, a silence procedure",
    area: "party",
    make: (r) =>
      partyHomePage(r, {
        calls: [{ call: seatsCall, standing: undefined, submissions: [] }],
        seats: [],
        silences: [ownSilence, { ...ownSilence, silence: "x-2", objected: true }],
      }),
  },
  {
    name: "party, objecting",
    area: "party",
    make: (r) => objectPage(r, { call: seatsCall, own: ownSilence }),
  },
  {
    name: "party, objected",
    area: "party",
    make: (r) => objectPage(r, { call: seatsCall, own: { ...ownSilence, objected: true } }),
  },
  ...compositionSamples({
    call: personsCall,
    parties,
    scheme: found(
      definition.schemes.find(({ id }) => id === definition.scheme),
      "scheme",
    ),
    people: persons,
  }),
  {
    name: "party, persons offered",
    area: "party",
    make: (r) =>
      partyCallPage(r, {
        call: personsCall,
        standing: undefined,
        submissions: [],
        draft: { ...draft, interest: moderatorOffers[0]?.interest },
        upload,
        scanned,
        arriving: false,
        seats: [],
        states: [],
        countries: [{ value: "CO", text: "Colombia" }],
      }),
  },
  {
    name: "approvals",
    area: "console",
    make: (r) =>
      approvalsPage(r, {
        fresh: true,
        call: { ...seatsCall, approvers: persons.map(({ id }) => id) },
        selection,
        parties,
        people: persons,
        draft: "desk.approval.x1",
      }),
  },
  {
    name: "approval on behalf",
    area: "console",
    make: (r) =>
      approvalsPage(r, {
        fresh: true,
        call: { ...seatsCall, approvers: persons.map(({ id }) => id) },
        selection,
        parties,
        people: persons,
        draft: "desk.approval.x1",
        scans,
      }),
  },
  {
    name: "files not accepted",
    area: "console",
    make: (r) =>
      infectedPage(r, [
        { scan, name: "Respuesta.docx", submission: answer },
        { scan: { ...scan, key: "files/x/nota.txt" }, name: "nota.txt" },
      ]),
  },
  {
    name: "a file that could not be scanned",
    area: "console",
    make: (r) => page(handOver(r, { name: "anexos.zip" }, { held: "unscanned" })),
  },
  {
    name: "party, a file being scanned",
    area: "party",
    make: (r) => page(handOver(r, { name: "nota.pdf" }, { held: "pending" })),
  },
  {
    name: "ledger",
    area: "console",
    make: (r) =>
      ledgerPage(r, {
        parties,
        calls,
        query: {},
        people: persons,
        next: "2024-12",
        entries: [
          {
            id: "led_1",
            review: "lac-2025",
            at: "2025-01-10T10:00:00Z",
            actor: "system",
            act: "submission.recorded",
            call: inputsCall.id,
            party: "CO",
            subject: "LAC25-GQ-COL-1",
            detail: { channel: "mail" },
          },
        ],
      }),
  },
];
