/** What the people of a rehearsal have: a clock on the wall, their mailboxes, an SMTP server, a browser. Nothing of ours. */
import type { Language } from "../../shared/domain/language.ts";
import type { Draw } from "./draw.ts";
import type { Visitor } from "./visitor.ts";

/** A mail as it lies in a mailbox. */
export interface Received {
  id: string;
  at: Date;
  mailbox: string;
  subject: string;
  text: string;
  replyTo: string | undefined;
  messageId: string | undefined;
  language: Language;
}

export interface World {
  now: () => Date;
  draw: Draw;
  browser: () => Visitor;
  /** Sends by SMTP from the mail server of the sender's domain; resolves once it was accepted. */
  send: (mail: { key: string; from: string; to: string; raw: Buffer; byPerson: boolean }) => Promise<void>;
  /** Lets the review do what it has to do: waits until nothing is under way. */
  settled: () => Promise<void>;
  wordFile: (language: Language) => Promise<Uint8Array>;
}

/** Something that somebody will do; its key names it for ever, so that it is done once. */
export interface Deed {
  key: string;
  at: Date;
  who: string;
  does: () => Promise<string>; // and says in a few words what was done
}

const hour = 3_600_000;

export const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * hour);

/** Addresses of pages in a mail. */
export function linksIn(mail: Pick<Received, "text">): string[] {
  return mail.text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
}
