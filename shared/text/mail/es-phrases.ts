/** Phrases that the mails in Spanish have in common. */
import { type NoticeFacts, need, type When } from "../../mail/facts.ts";

export const isInterest = (facts: NoticeFacts) => need(facts.call, "call").kind === "interest";
export const answer = (facts: NoticeFacts) =>
  isInterest(facts) ? "manifestación de interés" : "contribución";
export const callName = (facts: NoticeFacts) => need(facts.call, "call").name;
export const theCall = (facts: NoticeFacts) => `la convocatoria «${callName(facts)}» (${facts.review})`;
export const moment = ({ date, hour, zone }: When) =>
  `${date} a ${/^0?1:/.test(hour) ? "la" : "las"} ${hour} (${zone})`;
/** "de la Argentina" */
export const ofParty = (facts: NoticeFacts) => need(facts.party, "party").of;

export const greets = (facts: NoticeFacts): string =>
  `${facts.voice.name} saluda atentamente ${need(facts.party, "party").to}`;
