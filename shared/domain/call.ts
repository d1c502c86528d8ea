/** Calls: invitations with a window, for expressions of interest (seats) or for inputs (questions). */
import * as z from "zod";
import { Texts } from "./language.ts";
import { PartyKind } from "./party.ts";

/** A wall-clock minute in the review's zone, "2025-01-10T23:59". */
export const LocalMinute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
/** A day in the review's zone, "2025-01-31". */
export const LocalDay = z.iso.date();
/** An instant in UTC. */
export const Instant = z.iso.datetime();

export const Seat = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  names: Texts,
  holder: z.enum(["state", "person"]),
  subregion: z.string().optional(), // of the confirmed scheme; a seat with one is held by a State of it
});
export type Seat = z.infer<typeof Seat>;

/** Seats of one name are one role: nobody is offered for the second of three. */
export function rolesOf<One extends Pick<Seat, "id" | "names">>(seats: readonly One[]): One[][] {
  return [...Map.groupBy(seats, ({ names }) => Object.values(names).join("\n")).values()];
}

const Question = z.strictObject({
  id: z.string(),
  block: Texts,
  text: Texts,
  optional: z.boolean(),
});

/** Where a call is in its life. "over" is final until a date is moved or an act reopens it. */
const callPhases = ["draft", "launched", "closed", "over"] as const;

export const Call = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/), // "co-chairs"
  code: z.string().regex(/^[A-Z]{2,4}$/), // "CC", in references
  kind: z.enum(["interest", "inputs"]),
  selection: z.enum(["consultation", "composition", "assessment", "none"]),
  names: Texts,
  summary: Texts,
  parties: z.array(PartyKind), // who is invited and may answer
  seats: z.array(Seat),
  questions: z.array(Question),
  address: z.string().regex(/^[a-z0-9-]+$/), // local part of the call's own inbound address
  mailbox: z.email().optional(), // the public mailbox of the note that redirects here
  opens: LocalMinute,
  closes: LocalMinute, // answers after it are registered and marked late, never refused
  reminderDays: z.array(z.number().int().positive()), // days before the close, one reminder each
  decisionBefore: LocalDay.optional(), // the decision must stand before this day begins
  warningDays: z.array(z.number().int().positive()), // days before decisionBefore, one warning to the secretariat each
  approvers: z.array(z.string()), // person ids; two different people of different offices
  assessors: z.array(z.string()).default([]), // person ids; by whom applications are assessed
  threshold: z.number().optional(), // the median from which an assessed person may be placed
  // state
  phase: z.enum(callPhases),
  announced: Instant.optional(),
  reminded: z.array(z.number().int()), // days-before ordinals already done or passed over
  warned: z.array(z.number().int()),
  closed: Instant.optional(),
  moved: z.array(z.object({ at: Instant, from: LocalMinute, to: LocalMinute })).optional(), // its close, since it was announced
  formula: z.object({ id: z.string(), leads: z.string().optional() }).optional(), // another than at first; the seat that leads
  generation: z.number().int(), // of the execution: `${call}-${generation}`
  version: z.number().int(), // raised by every change that can move what is due next
});
export type Call = z.infer<typeof Call>;

/** How one party stands to one call. Only what stops or holds reminders, and where its answer is. */
export const PartyStanding = z.object({
  call: z.string(),
  party: z.string(),
  versions: z.number().int().default(0), // submissions recorded so far
  effective: z.number().int().optional(), // the version that counts
  answered: Instant.optional(), // first answer of any contact: stops reminders for the party
  noReminders: Instant.optional(), // asked by the party
  heldBy: z.array(z.string()).default([]), // messages in triage that may be its answer: hold reminders
  draft: z.string().optional(), // id of an open upload draft; does not stop reminders
  withdrawn: Instant.optional(),
  informal: z.number().int().optional(), // the version that counts, while it still is to be formalised
  closes: LocalMinute.optional(), // its own close, later than the call's; see extension.ts
  reminded: z.array(z.number().int()).optional(), // with a close of its own: days-before ordinals done for it
});
export type PartyStanding = z.infer<typeof PartyStanding>;
