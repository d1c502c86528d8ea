/** Phrases that the mails in English have in common. */
import { type NoticeFacts, need, type When } from "../../mail/facts.ts";

export const isInterest = (facts: NoticeFacts) => need(facts.call, "call").kind === "interest";
export const answer = (facts: NoticeFacts) => (isInterest(facts) ? "expression of interest" : "submission");
export const callName = (facts: NoticeFacts) => need(facts.call, "call").name;
export const theCall = (facts: NoticeFacts) => `the call “${callName(facts)}” (${facts.review})`;
export const moment = ({ date, hour, zone }: When) => `${date} at ${hour} (${zone})`;
/** "of the Bahamas" */
export const ofParty = (facts: NoticeFacts) => need(facts.party, "party").of;

export const greets = (facts: NoticeFacts): string =>
  `${facts.voice.name} presents its compliments ${need(facts.party, "party").to}`;
