/** Contacts that parties named and nobody has confirmed yet, as stored. */
import * as z from "zod";
import { Proposal } from "../domain/proposal.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, putNew, queryAll, replace } from "./table.ts";

/** As stored: `revision` guards it against two writers. */
const StoredProposal = Proposal.extend({ revision: z.number().int() });
export type StoredProposal = z.infer<typeof StoredProposal>;

export const getProposal = (party: string, id: string) =>
  getItem(keys.proposal(env("REVIEW_ID"), party, id), StoredProposal);

export const proposalsOf = (party: string) =>
  queryAll({ pk: partitions.review(env("REVIEW_ID")), begins: prefixes.proposalsOf(party) }, StoredProposal);

/** The change that puts a proposal in its new form, or adds it. */
export function saveProposal(before: StoredProposal | null, after: Proposal): Change {
  const item = {
    ...after,
    revision: (before?.revision ?? 0) + 1,
    entity: "proposal",
    ...keys.proposal(env("REVIEW_ID"), after.party, after.id),
  };
  return before ? replace(item, "revision", before.revision) : putNew(item);
}
