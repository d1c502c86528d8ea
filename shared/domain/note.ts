/** Notes verbales of a call: their numbers, whom they go to, and what one says. */
import * as z from "zod";
import type { Addressee } from "./addressee.ts";
import type { PartyStanding } from "./call.ts";
import { Instant } from "./call.ts";
import { isSilent } from "./due.ts";
import type { Language } from "./language.ts";
import { addressees, type Contact, type Party, postKinds } from "./party.ts";
import { firstOfficial } from "./receipts.ts";

export const noteGroups = ["all", "without-mail", "unanswered"] as const;
export const noteForms = ["one-file", "one-each"] as const;

/** What a coordinator asks for; "own" is the post of each party that is written to by mail. */
export const NoteRequest = z.object({
  group: z.enum(noteGroups),
  post: z.enum(["own", ...postKinds]),
  form: z.enum(noteForms),
});
export type NoteRequest = z.infer<typeof NoteRequest>;

/** One making of a call's notes, from the request to the file. */
export const NoteMaking = NoteRequest.extend({
  id: z.string().regex(/^not_[A-Za-z0-9_-]{1,60}$/),
  call: z.string(),
  by: z.string(), // the person who asked
  askedAt: Instant,
  written: z
    .object({
      at: Instant,
      key: z.string(),
      name: z.string(),
      notes: z.number().int(),
      size: z.number().int(),
    })
    .optional(),
  expires: z.number().int(), // seconds: it goes when its file goes
  revision: z.number().int().default(0),
});
export type NoteMaking = z.infer<typeof NoteMaking>;

/** Days that the files are kept: they hold every party's secret link. */
export const noteDays = 7;
/** Minutes after which a making without a file is given up on. */
const patience = 15;

export function makingState(making: NoteMaking, now: Date): "preparing" | "ready" | "given-up" | "gone" {
  if (making.expires * 1000 <= now.getTime()) return "gone";
  if (making.written) return "ready";
  return now.getTime() - Date.parse(making.askedAt) > patience * 60_000 ? "given-up" : "preparing";
}

/** The number of a party's note about a call: the same whenever and wherever it is written. */
export const noteNumber = (review: string, call: string, party: string): string =>
  `${review}-NV-${call}-${party}`;

/** Finds the number of a note of ours in a text such as a form's field; null when there is none. */
export function findNoteNumber(text: string): { review: string; call: string; party: string } | null {
  const found = /\b([A-Z]{2,8}\d{2})-NV-([A-Z]{2,4})-([A-Z0-9]{2,8})\b/i.exec(text);
  if (!found) return null;
  const [, review = "", call = "", party = ""] = found;
  return { review: review.toUpperCase(), call: call.toUpperCase(), party: party.toUpperCase() };
}

interface Standing {
  contacts: readonly Contact[];
  standing: PartyStanding | undefined;
}

/** Whether a party is among those a making is for. Nobody is reminded who has answered, or wishes for silence. */
export function isInGroup(
  group: NoteRequest["group"],
  party: Pick<Party, "paused">,
  { contacts, standing }: Standing,
): boolean {
  if (group === "all") return true;
  if (group === "without-mail") return addressees(contacts).length === 0;
  return !party.paused && isSilent(standing);
}

/** The post that a party's note goes to, and the contact whose link and language it carries. */
export function noteContact(
  party: Pick<Party, "kind">,
  post: NoteRequest["post"],
  contacts: readonly Contact[],
): { post: Contact["post"]; contact: Contact | undefined } {
  const official = firstOfficial(contacts) ?? contacts.find(({ standing }) => standing !== "unverified");
  if (post === "own") return { post: official?.post ?? homeOf(party), contact: official };
  return { post, contact: firstOfficial(contacts.filter((one) => one.post === post)) ?? official };
}

/** A State without any contact is written to in its capital. */
const homeOf = ({ kind }: Pick<Party, "kind">): Contact["post"] =>
  kind === "member-state" || kind === "other-member" ? "capital" : "other";

/** As whenOf of shared/domain/calendar.ts says it. */
type Moment = { date: string; hour: string; zone: string };

/** What one note says, every string in its language. */
export interface NoteFacts {
  language: Language;
  number: string;
  letterhead: readonly string[];
  voice: { name: string; short: string };
  addressee: Addressee;
  city?: string; // of the post, under the addressee
  diplomatic: boolean; // a note verbale; else a plain letter
  call: { name: string; kind: "interest" | "inputs"; summary: string };
  meeting: { place: string; when: string };
  blocks: readonly { title?: string; items: readonly string[] }[]; // questions by block, or roles
  deadline?: Moment; // left out once it is over
  address: string; // mailbox to answer to
  link?: string; // the party's own page
  date: string; // place and day
}

/** One language's words of a note. */
export interface NoteTexts {
  title: string;
  number: (number: string) => string;
  opening: (facts: NoteFacts) => string;
  list: (facts: NoteFacts) => string;
  deadline: (facts: NoteFacts, deadline: Moment) => string;
  answer: (facts: NoteFacts) => string;
  pageTitle: string;
  pageText: string;
  qr: string; // alternative text of the picture
  closing: (facts: NoteFacts) => string;
  salutation: string; // of a plain letter
  farewell: string; // of a plain letter
  seal: string;
}
