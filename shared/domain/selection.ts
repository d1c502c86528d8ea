/** A selection as it stands: who holds which seat, who has accepted and approved, what runs besides, and its release. */
import * as z from "zod";
import { Instant, LocalDay, LocalMinute } from "./call.ts";
import { Language } from "./language.ts";
import { Nominee, Representative } from "./offer.ts";

export const SeatState = z.object({
  seat: z.string(),
  party: z.string().optional(), // the agreed State, or the party that presents the person
  partners: z.array(z.string()).optional(), // the other States of a joint offer: it is the seat of each
  person: Nominee.optional(), // of a person's seat, as the offer named them when they were placed
  conveyedBy: z.string().optional(), // who told us: a person, or a group coordinator
  silence: z.string().optional(), // id of the silence procedure by which it was agreed
  agreedAt: Instant.optional(),
  acceptance: z.enum(["not-asked", "asked", "accepted", "refused"]).default("not-asked"),
  askedAt: Instant.optional(), // last asking
  acceptedAt: Instant.optional(),
  asked: z.number().int().default(0), // how often acceptance was asked; ordinal of the notice's occasion
  representative: Representative.optional(), // named later, changed without a new decision
});
export type SeatState = z.infer<typeof SeatState>;

export const Approval = z.object({
  person: z.string(),
  office: z.string(),
  verdict: z.enum(["approved", "returned"]),
  comment: z.string().optional(),
  at: Instant,
  onBehalf: z.object({ recordedBy: z.string(), scan: z.string() }).optional(), // file key of the signed scan
  slate: z.number().int(), // the slate's number; approvals of an older slate do not count
});
export type Approval = z.infer<typeof Approval>;

/**
 * A silence procedure: a text goes to the States of a group, and stands as agreed at its hour unless one of them
 * objects. Who objected is nobody's business but the secretariat's.
 */
export const Silence = z.object({
  id: z.string(), // "caribbean-1": the seat and an ordinal
  seat: z.string(),
  party: z.string(), // the State proposed
  text: z.record(Language, z.string()), // a coordinator's words, in each language
  recipients: z.array(z.string()), // party ids
  prepared: Instant.optional(), // the text is prepared for every recipient
  openedAt: Instant,
  openedBy: z.string(),
  until: LocalMinute,
  objections: z.array(z.object({ party: z.string(), at: Instant, by: z.string() })).default([]),
  conveyed: z.array(z.object({ party: z.string(), by: z.string(), at: Instant })).default([]), // the text, by note or telephone
  closedAt: Instant.optional(),
  outcome: z.enum(["agreed", "objected", "stopped"]).optional(),
  unreached: z.array(z.string()).optional(), // at the hour: neither a mail nor a person had brought them the text
  noted: Instant.optional(), // the closing note is prepared
});
export type Silence = z.infer<typeof Silence>;

/** A person's word that an offer does not meet a published rule; the machine only flags. */
const Ineligible = z.object({
  candidate: z.string(),
  rule: z.string(), // id of the rule, or "other"
  words: z.string(), // the reason, for who approves and audits
  by: z.string(),
  at: Instant,
});

/** Why the decision date moved. Confidential, and deletable: the ledger, which is neither, has the dates alone. */
const DateReason = z.object({
  from: LocalDay.optional(),
  to: LocalDay,
  words: z.string(),
  by: z.string(),
  at: Instant,
});

export const Selection = z.object({
  call: z.string(),
  seats: z.array(SeatState),
  slate: z.number().int(), // raised whenever an agreed State or a placed person changes
  approvals: z.array(Approval),
  proposedAt: Instant.optional(), // sent to the approvers
  decidedAt: Instant.optional(),
  letters: Instant.optional(), // letters prepared
  releaseAt: LocalMinute.optional(), // the hour of publication
  releasedAt: Instant.optional(),
  silences: z.array(Silence).default([]),
  ineligible: z.array(Ineligible).default([]),
  declined: z.array(z.object({ candidate: z.string(), seat: z.string(), at: Instant })).default([]), // after a sounding
  fits: z.record(z.string(), z.number().int()).default({}), // the coordinator's own marks, by candidate; optional
  composed: z
    .object({ rules: z.string(), hash: z.string(), slate: z.number().int(), by: z.string(), at: Instant })
    .optional(), // what the last composition was computed from
  relaxed: z.array(z.enum(["one-per-state", "one-across-calls"])).default([]), // considerations set aside, by a person's act
  dateReasons: z.array(DateReason).default([]), // oldest first
  told: z.array(z.string()).default([]), // waits of which the secretariat was told that they last: occasions
  version: z.number().int(),
});
export type Selection = z.infer<typeof Selection>;

/** A consultation with a State about a seat: confidential, outside the ledger, deletable. */
export const Sounding = z.object({
  id: z.string(),
  call: z.string(),
  seat: z.string(),
  party: z.string(),
  at: Instant,
  by: z.string(), // person
  channel: z.string(),
  note: z.string(),
});
export type Sounding = z.infer<typeof Sounding>;
