/**
 * What a notice says, as the caller gives it: flat, and every string already in the notice's language.
 *
 * | kind | needs, besides review and sender |
 * |---|---|
 * | invitation | call, party, deadline, items (names of its seats, or texts of its questions) |
 * | receipt | call, party, reference, received, files; deadline unless it is over; `way` if a person took it; `repeated` if it may have gone before |
 * | confirm | call, party, reference, received, lodgedBy, files; or party, proposed, deadline; its action is {confirmLink} |
 * | reminder | call, party, deadline |
 * | extension | call, party, deadline (the new one), previous; alone if it is this party's own |
 * | alternate | call, party, reference, received, lodgedBy, files |
 * | holding | topic (subject of the mail answered); no party, no link |
 * | clarification | ask, topic, received; items for a call or a file; lodgedBy and party to the official contact; no link |
 * | acceptance | call, party, seat; person of a person’s seat; deadline if an answer is asked for by then |
 * | letter | call, party, seat (all by their names), held, release unless it is public already |
 * | announcement | call, party, items ("Co-chair for the Caribbean: Barbados"); {link} is the public page |
 * | approval | call, items (the slate), deadline; {link} is the console page |
 * | silence | call, party, seat, said (the text), deadline (its hour) |
 * | silence-closed | call, party, seat, ended |
 * | amendment | call, party, amended; deadline and previous of a decision date, items (the roles) of a formula |
 * | warning | call, deadline (begin of the day before which the decision must stand), days, missing |
 * | waiting | call, awaited; deadline and missing once the decision is overdue |
 * | activity | activity, days |
 * | subscription | wish; its action is {confirmLink} |
 * | news | call, news; deadline unless it is over, previous of a moved close; {link} is public, {confirmLink} ends it |
 *
 * `contact` is given for all but internal kinds, holding and a clarification to a stranger. What is left out is left unsaid; nothing is guessed. A
 * deadline that is over is left out: what comes later is received all the same.
 */
import type { Language } from "../domain/language.ts";
import type { NoticeKind } from "../domain/notice.ts";
import type { Contact } from "../domain/party.ts";
import type { Lack } from "../domain/watch.ts";

/** A moment as people of that language write it: "10 de enero de 2025", "23:59", "hora de Santiago". */
export type When = { date: string; hour: string; zone: string };

export type NoticeFacts = {
  kind: NoticeKind;
  language: Language;
  review: string; // its short name
  sender: string; // the name in the signature
  voice: { name: string; short: string }; // who speaks, as the subject of a sentence; then shorter
  enquiries?: { name: string; email: string; phone?: string }; // who answers questions
  call?: { name: string; kind: "interest" | "inputs"; summary: string };
  /** to: whom of it the mail addresses, "a la Embajada …"; plain: no party to diplomatic usage. */
  party?: { name: string; of: string; to: string; plain?: boolean };
  contact?: { name?: string; title?: string; gender?: "f" | "m"; salutation?: string };
  deadline?: When;
  previous?: When;
  alone?: boolean; // of an extension: for this party, not for everybody
  received?: When;
  release?: When;
  reference?: string;
  files?: readonly { name: string; size: number }[];
  text?: "mail" | "answers"; // words came too: those of the mail itself, or those typed on the page
  way?: Way; // how it came, if a person took it
  informal?: boolean; // recorded, and may be formalised
  seats?: readonly string[]; // of an expression of interest, by name
  conditions?: string;
  unopened?: readonly string[]; // files that need another copy; never told to a State
  proposed?: { email: string; name?: string; post: Contact["post"] }; // a contact that the party named
  lodgedBy?: string; // name and address of who sent it
  topic?: string;
  ask?: "party" | "call" | "file"; // what is asked about a message
  seat?: string;
  person?: string; // whom the party presents for it
  held?: readonly { seat: string; person?: string }[]; // of a letter: every seat of the party
  items?: readonly string[];
  said?: string; // a coordinator's words, in the mail's language
  ended?: "agreed" | "objected" | "stopped"; // how a silence procedure ended
  amended?: "decision" | "formula"; // what of a call was changed
  missing?: readonly { what: Lack; seat?: string }[]; // what a decision lacks
  awaited?: // what has been awaited for long
    | { what: "acceptance"; seat: string; party: string }
    | { what: "approvals"; names: readonly string[] } // of who has not answered
    | { what: "silence"; seat: string; names: readonly string[] } // of whom its text did not reach
    | { what: "overdue" };
  activity?: { name: string; when: string; place: string };
  days?: number;
  news?: "opened" | "moved" | "released"; // what subscribers are told of
  wish?: "all" | "calls"; // what a subscriber asked for
  repeated?: boolean;
  withdrawal?: boolean; // what is received or to be confirmed takes an answer back
};

/** How an answer came that a person recorded. The days are said in the mail's language. */
export type Way =
  | { kind: "note-verbale"; number?: string; date?: string }
  | { kind: "phone" | "paper" | "corridor" | "other-mailbox"; date?: string };

/** Where the one thing to do is done; both are filled in only while sending. */
export type Action = { label: string; to: "link" | "confirmLink" };

/** A notice's words in reading order, before they become text and HTML. */
export type Words = {
  subject: string;
  opening: string[]; // paragraphs
  rows?: readonly (readonly [label: string, value: string])[];
  list?: { title: string; items: readonly string[] };
  body?: string[];
  action?: Action;
  ending?: string[];
  leaving?: Action; // how to get no more of these; small, at the end
};

/** One language's mails. */
export type MailTexts = {
  salutation: (facts: NoticeFacts) => string;
  words: Record<NoticeKind, (facts: NoticeFacts) => Words>;
  closing: (facts: NoticeFacts) => string;
  size: (bytes: number) => string;
};

/** A fact that this kind of notice cannot do without. */
export function need<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new FactMissing(name);
  return value;
}

export class FactMissing extends Error {
  override readonly name = "FactMissing";
  constructor(fact: string) {
    super(`a notice cannot be written without its ${fact}`);
  }
}

/** What is said of the days that remain; nothing once the day has come. */
export function remaining({ days }: NoticeFacts, say: (days: number) => string): string {
  return days === undefined || days < 1 ? "" : say(days);
}

/** "24 KB", "1,2 MB": one decimal above a megabyte, in the units and the decimal sign of the language. */
export function sizeIn(bytes: number, units: readonly [string, string, string], decimal: "," | "."): string {
  if (bytes < 1000) return `${bytes} ${units[0]}`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} ${units[1]}`;
  return `${(bytes / 1_000_000).toFixed(1).replace(".", decimal)} ${units[2]}`;
}
