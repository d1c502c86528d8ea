/** Phrases that the mails in French have in common. */
import { type NoticeFacts, need, type When } from "../../mail/facts.ts";

export const isInterest = (facts: NoticeFacts) => need(facts.call, "call").kind === "interest";
export const answer = (facts: NoticeFacts) =>
  isInterest(facts) ? "manifestation d’intérêt" : "contribution";
export const callName = (facts: NoticeFacts) => need(facts.call, "call").name;
export const theCall = (facts: NoticeFacts) => `l’appel «\u00a0${callName(facts)}\u00a0» (${facts.review})`;
export const moment = ({ date, hour, zone }: When) =>
  `${date} à ${hour.replace(/(\d) h (\d)/, "$1\u00a0h\u00a0$2")} (${zone})`;
/** "de l’Argentine" */
export const ofParty = (facts: NoticeFacts) => need(facts.party, "party").of;

export const greets = (facts: NoticeFacts): string =>
  `${facts.voice.name} présente ses compliments ${need(facts.party, "party").to}`;
