/** The co-chair consultation: interests, soundings, the agreed State of each subregion, acceptance, approvals, release. */
import * as z from "zod";
import { Instant, LocalMinute } from "./call.ts";

export const SeatState = z.object({
  seat: z.string(),
  party: z.string().optional(), // the agreed State
  conveyedBy: z.string().optional(), // who told us: a person, or a group coordinator
  agreedAt: Instant.optional(),
  acceptance: z.enum(["not-asked", "asked", "accepted", "refused"]).default("not-asked"),
  acceptedAt: Instant.optional(),
  asked: z.number().int().default(0), // how often acceptance was asked; ordinal of the notice's occasion
  representative: z.string().optional(), // named later, changed without a new decision
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

export const Selection = z.object({
  call: z.string(),
  seats: z.array(SeatState),
  slate: z.number().int(), // raised whenever an agreed State changes
  approvals: z.array(Approval),
  proposedAt: Instant.optional(), // sent to the approvers
  decidedAt: Instant.optional(),
  letters: Instant.optional(), // letters prepared
  releaseAt: LocalMinute.optional(), // the hour of publication
  releasedAt: Instant.optional(),
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
