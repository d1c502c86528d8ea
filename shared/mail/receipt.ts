/** The receipt: what a party has of us in writing about what it sent. One order in every language, each with its own words. */
import { type NoticeFacts, need, type Way, type When, type Words } from "./facts.ts";

type Sentence = (facts: NoticeFacts) => string;

/** One language's words of a receipt. */
export interface ReceiptTexts {
  subject: (reference: string, facts: NoticeFacts) => string;
  repeated: string; // it may have been sent before
  acknowledges: Sentence;
  withdrawn: Sentence; // instead, of what was taken back
  labels: {
    reference: string;
    received: string;
    way: string;
    seats: string;
    conditions: string;
    contents: string;
  };
  moment: (when: When) => string;
  way: (way: Way) => string;
  wordsOf: Record<NonNullable<NoticeFacts["text"]>, string>; // the mail's text, or the answers typed on the page
  file: (file: { name: string; size: number }) => string;
  unopened: (names: string) => string;
  change: (until: string | null, facts: NoticeFacts) => string; // how to complete, correct or replace it, and until when
  formalise: string;
  afterWithdrawal: string;
  enquiries: (to: NonNullable<NoticeFacts["enquiries"]>) => string;
  view: Sentence; // on the button
  open: string; // on the button, when nothing is left to be seen
}

/** A party's own conditions are repeated so that it can see what was understood, but not at any length. */
const longestConditions = 400;

export function receiptWords(facts: NoticeFacts, t: ReceiptTexts): Words {
  const reference = need(facts.reference, "reference");
  const { labels } = t;
  const said = facts.withdrawal ? t.withdrawn(facts) : t.acknowledges(facts);
  return {
    subject: t.subject(reference, facts),
    opening: [...(facts.repeated ? [t.repeated] : []), said],
    rows: [
      [labels.reference, reference],
      ...(facts.received ? [[labels.received, t.moment(facts.received)] as const] : []),
      ...(facts.way ? [[labels.way, t.way(facts.way)] as const] : []),
      ...(facts.withdrawal ? [] : interestRows(facts, t)),
    ],
    ...(facts.withdrawal ? {} : { list: { title: labels.contents, items: contents(facts, t) } }),
    body: facts.withdrawal ? [t.afterWithdrawal] : whatNext(facts, t),
    action: { label: facts.withdrawal ? t.open : t.view(facts), to: "link" },
    ...(facts.enquiries && { ending: [t.enquiries(facts.enquiries)] }),
  };
}

function interestRows({ seats, conditions }: NoticeFacts, { labels }: ReceiptTexts) {
  const cut =
    conditions && conditions.length > longestConditions
      ? `${conditions.slice(0, longestConditions)}…`
      : conditions;
  return [
    ...(seats && seats.length > 0 ? [[labels.seats, seats.join("; ")] as const] : []),
    ...(cut ? [[labels.conditions, cut] as const] : []),
  ];
}

const contents = ({ text, files = [] }: NoticeFacts, t: ReceiptTexts): string[] => [
  ...(text ? [t.wordsOf[text]] : []),
  ...files.map(t.file),
];

function whatNext(facts: NoticeFacts, t: ReceiptTexts): string[] {
  const { unopened = [], deadline, informal } = facts;
  return [
    ...(unopened.length > 0 ? [t.unopened(unopened.join(", "))] : []),
    t.change(deadline ? t.moment(deadline) : null, facts),
    ...(informal ? [t.formalise] : []),
  ];
}
