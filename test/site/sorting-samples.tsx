/** Sample messages, and the pages on which people sort them. */

import { askPage } from "../../functions/site/pages/console-ask.tsx";
import { type MessageFacts, messagePage } from "../../functions/site/pages/console-message.tsx";
import { allMessagesPage, resultPage, triagePage } from "../../functions/site/pages/console-triage.tsx";
import type { Reader } from "../../functions/site/reader.ts";
import type { SortedMessage } from "../../shared/desk/messages.ts";
import type { MessageReading } from "../../shared/desk/reading.ts";
import type { Records } from "../../shared/domain/records.ts";
import { StoredMessage } from "../../shared/store/messages.ts";
import type { Sample } from "./samples.tsx";

const call = "guiding-questions";
const by = "ines-rojas";

const message: SortedMessage = StoredMessage.parse({
  id: "msg_1",
  sesId: "ses1",
  receivedAt: "2025-01-21T10:00:00Z",
  rawKey: "inbound/ses1",
  rawSize: 34_000,
  fingerprint: "f",
  from: "alguien@example.test",
  fromName: "Alguien",
  recipients: ["co-chairs@in.hoja.example"],
  subject: "",
  flags: ["encrypted", "forwarded", "winmail", "a-flag-of-tomorrow"],
  forwarded: { from: { address: "embajada@rree.example", name: "Embajada" }, how: "inline" },
  arc: { by: "outlook.com", dmarc: "pass" },
  because: "failed-authentication",
  verdicts: { spam: "PASS", virus: "PASS", spf: "GRAY", dkim: "PASS", dmarc: "FAIL" },
  excerpt: "Estimados:\n<script>alert(1)</script>",
  attachments: [{ name: "carta.docx", type: "application/msword", size: 20_000, sha256: "0" }],
  end: {
    kind: "triage",
    reason: "failed-authentication",
    party: "CO",
    call,
    guess: "address",
    telephone: true,
  },
});

const act = (more: object) => ({
  id: "act_1",
  at: "2025-01-22T10:00:00Z",
  by,
  act: "assigned",
  before: message.end,
  after: message.end,
  ...more,
});

export const messages: SortedMessage[] = [
  message,
  StoredMessage.parse({
    ...message,
    id: "msg_2",
    subject: "Respuesta",
    flags: [],
    because: "by-hand",
    acts: [act({ as: "correction", version: { call, party: "CO", version: 1 } })],
    end: { kind: "submission", call, party: "CO", version: 1 },
  }),
  StoredMessage.parse({
    ...message,
    id: "msg_3",
    acts: [
      act({}),
      act({
        id: "act_2",
        act: "undone",
        undoes: "act_1",
        cancelled: ["a"],
        out: ["co-chairs_receipt_1_co1"],
      }),
      act({ id: "act_3", act: "set-aside", why: "courtesy", note: "Saludo <b>plainly</b>" }),
      act({ id: "act_4", act: "asked", notice: "review_clarification_1_x" }),
    ],
    end: { kind: "set-aside", reason: "by-hand", why: "courtesy" },
  }),
];

const reading: MessageReading = {
  kind: "read",
  fresh: "Estimados:\n<script>alert(1)</script> <b>plainly</b>",
  quoted: "> Antes",
  shortened: true,
  hasHtml: true,
  files: [
    { key: "files/1/a.pdf", name: "carta.pdf", type: "application/pdf", size: 20_000, sha256: "0" },
    {
      key: "files/2/b.pdf",
      name: "b.pdf",
      type: "application/pdf",
      size: 900,
      sha256: "0",
      within: "winmail.dat",
    },
  ],
};

export function sortingSamples({ calls, parties, persons, contacts }: Records): Sample[] {
  const own = contacts.filter(({ party }) => party === "CO");
  const facts = (one: SortedMessage, more: Partial<MessageFacts> = {}): MessageFacts => ({
    message: one,
    calls,
    parties,
    people: persons,
    reading,
    contacts: own,
    scanned: { "files/1/a.pdf": "clean", "files/2/b.pdf": "infected" },
    ...more,
  });
  const verdicts = { ...message.verdicts, dmarc: "PASS" } as const;
  const proven = { ...message, subject: "Consulta", verdicts, flags: [] };
  const pages: [string, (r: Reader) => ReturnType<Sample["make"]>][] = [
    ["triage", (r) => triagePage(r, { messages: [proven, message], parties, calls })],
    [
      "triage, several parties meant",
      (r) =>
        triagePage(r, {
          messages,
          parties,
          calls,
          chosen: ["msg_1.0"],
          choice: { typed: "dom", matches: parties.filter(({ id }) => id === "DM" || id === "DO") },
        }),
    ],
    ["triage, none", (r) => triagePage(r, { messages: [], parties, calls })],
    ["all messages", (r) => allMessagesPage(r, { messages, next: "c" })],
    [
      "result",
      (r) =>
        resultPage(r, {
          undoable: true,
          became: messages.map((one, place) => ({ message: one, done: place > 0, text: "x", revision: 1 })),
        }),
    ],
    ...messages.map((one): [string, (r: Reader) => ReturnType<Sample["make"]>] => [
      `message ${one.id}`,
      (r) => messagePage(r, facts(one)),
    ]),
    [
      "message of somebody new",
      (r) => {
        const end = { kind: "triage", reason: "unknown-sender", party: "CO", telephone: false } as const;
        const choice = { typed: "zzz", matches: [] };
        return messagePage(r, facts({ ...proven, end }, { informal: true, choice }));
      },
    ],
    [
      "ask back",
      (r) =>
        askPage(r, {
          message: proven,
          addressees: {
            sender: { id: "x", email: "a@b.example", language: "es" },
            official: { id: "co1", party: "CO", email: "mision@co.example", language: "es" },
          },
          asking: { to: "sender", ask: "party" },
          shown: {
            words: { subject: "Sobre", text: "Estimada" },
            mail: { from: "S <s@in.example>", to: "a@b.example", cc: [], subject: "Sobre", text: "Estimada" },
            language: "es",
          },
        }),
    ],
    [
      "ask back, nobody",
      (r) => askPage(r, { message, addressees: {}, asking: { to: "sender", ask: "party" }, shown: null }),
    ],
    ["message too large", (r) => messagePage(r, facts(message, { reading: { kind: "too-large" } }))],
    [
      "sealed message",
      (r) => {
        const end = { kind: "triage", reason: "sealed", telephone: false } as const;
        const sealed = { ...message, verdicts: { ...verdicts, spam: "FAIL" as const }, end };
        return messagePage(r, facts(sealed, { reading: { kind: "sealed" } }));
      },
    ],
  ];
  return pages.map(([name, make]) => ({ name, area: "console", make }));
}
