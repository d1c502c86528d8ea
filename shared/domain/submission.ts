/** Submissions: a party's answer to a call, whatever the channel; versions, the last effective one counts. */
import * as z from "zod";
import { Instant, LocalDay } from "./call.ts";
import { Interest } from "./offer.ts";

export const channels = [
  "mail",
  "upload",
  "phone",
  "note-verbale",
  "paper",
  "corridor",
  "other-mailbox",
] as const;
export const Channel = z.enum(channels);

/** Flags are for the desk, never for the sender: "too-large", "encrypted", "executable", "damaged", "wrong-type". */
export const FileRecord = z.object({
  key: z.string(), // in the files bucket
  name: z.string(),
  type: z.string(), // by content where it can be told, else as declared
  size: z.number().int(),
  sha256: z.string(),
  flags: z.array(z.string()).default([]),
});
export type FileRecord = z.infer<typeof FileRecord>;

/**
 * recorded: counts. unconfirmed: holds the party's reminders, supersedes nothing until the official contact
 * or a person confirms it. withdrawn: an act of the party. taken-back: a person had recorded it wrongly; it counts for
 * nothing and the party never sees it, since it may be another's.
 */
export const Submission = z.object({
  call: z.string(),
  party: z.string(),
  version: z.number().int().min(1),
  reference: z.string(), // LAC25-GQ-COL-2
  state: z.enum(["recorded", "unconfirmed", "withdrawn", "taken-back"]),
  was: z.enum(["recorded", "unconfirmed", "withdrawn"]).optional(), // before it was taken back
  channel: Channel,
  formality: z.enum(["informal", "formalised"]),
  receivedAt: Instant,
  recordedAt: Instant,
  late: z.boolean(),
  message: z.string().optional(), // the mail it came with
  contact: z.string().optional(), // who lodged it
  senderName: z.string().optional(),
  senderAddress: z.string().optional(),
  takenBy: z.string().optional(), // the member of the secretariat who recorded it
  noteNumber: z.string().optional(),
  documentDate: LocalDay.optional(),
  text: z.string(), // the answer as text: mail body or typed answers
  answers: z.record(z.string(), z.string()).default({}), // by question id, typed on the page
  interest: Interest.optional(),
  read: z.object({ interest: Interest, by: z.string(), at: Instant }).optional(), // what a coordinator read out of the mail or its files
  files: z.array(FileRecord),
  confirmedBy: z.string().optional(),
  corrects: z.number().int().optional(), // the version that it puts right, in the words of whoever read it
  formalises: z.number().int().optional(), // the informal entry that it makes formal
  formalisedBy: z.object({ version: z.number().int(), by: z.string(), at: Instant }).optional(), // of an informal entry
  published: Instant.optional(), // singly, by a coordinator
});
export type Submission = z.infer<typeof Submission>;

/** What was written besides the answers by question; empty where the text is only those answers put together. */
export function otherText({ text, answers }: Pick<Submission, "text" | "answers">): string {
  return text === Object.values(answers).join("\n\n") ? "" : text;
}

/**
 * The version with which a correction begins: the newest, where the party sent it in its own words. The secretariat's
 * note of a call on the telephone is not that, nor is a withdrawal.
 */
export function lastOwn(versions: readonly Submission[]): Submission | undefined {
  const last = versions.filter(({ state }) => state !== "taken-back").at(-1);
  const isOwn = last && last.state !== "withdrawn" && (last.channel === "upload" || last.channel === "mail");
  return isOwn ? last : undefined;
}

/** Whether a file may be published: one that was flagged (locked, damaged, with a program in it) stays inside. */
export const isPublishable = ({ flags }: Pick<FileRecord, "flags">): boolean => flags.length === 0;

/** Reference of a version: review code, call code, party code, version. */
export function referenceOf(review: string, call: string, party: string, version: number): string {
  return `${review}-${call}-${party}-${version}`;
}

/** Reads a reference out of a text such as a subject; null when there is none. Case and spaces do not matter. */
export function findReference(
  text: string,
): { review: string; call: string; party: string; version: number } | null {
  const found = /\b([A-Z]{2,8}\d{2})-([A-Z]{2,4})-([A-Z0-9]{2,8})-(\d{1,4})\b/i.exec(text);
  if (!found) return null;
  const [, review = "", call = "", party = "", version = ""] = found;
  return {
    review: review.toUpperCase(),
    call: call.toUpperCase(),
    party: party.toUpperCase(),
    version: Number(version),
  };
}
