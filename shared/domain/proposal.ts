/** A contact that a party's page named: it takes effect when the official contact, or a person who knows, confirms it. */
import * as z from "zod";
import { Instant } from "./call.ts";
import { Contact } from "./party.ts";

export const Proposal = z.object({
  id: z.string(), // that of the contact it becomes
  ...Contact.pick({ party: true, post: true, email: true, name: true, title: true, language: true }).shape,
  by: z.string(), // contact from whose page it came
  at: Instant,
  until: Instant, // then it is no longer open; it can be named anew
  state: z.enum(["open", "confirmed", "declined"]),
});
export type Proposal = z.infer<typeof Proposal>;

/** Days in which a proposal can be confirmed. */
export const proposalDays = 30;

/** Open ones of a party; more are named by telephone. */
export const mostProposals = 5;

export const isOpenProposal = ({ state, until }: Pick<Proposal, "state" | "until">, now: Date): boolean =>
  state === "open" && new Date(until) > now;

/** Occasion of the mail that asks for its confirmation: once a day at most. */
export const proposalOccasion = ({ id, at }: Pick<Proposal, "id" | "at">): string =>
  `contact-${id}-${at.slice(0, 10).replaceAll("-", "")}`;
