/** Phrases that the mails in Portuguese have in common. */
import { type NoticeFacts, need, type When } from "../../mail/facts.ts";

export const isInterest = (facts: NoticeFacts) => need(facts.call, "call").kind === "interest";
export const answer = (facts: NoticeFacts) =>
  isInterest(facts) ? "manifestação de interesse" : "contribuição";
export const callName = (facts: NoticeFacts) => need(facts.call, "call").name;
export const theCall = (facts: NoticeFacts) => `a convocatória “${callName(facts)}” (${facts.review})`;
export const toTheCall = (facts: NoticeFacts) => `à convocatória “${callName(facts)}” (${facts.review})`;
export const moment = ({ date, hour, zone }: When) =>
  `${date}, ${/^0?1h/.test(hour) ? "à" : "às"} ${hour} (${zone})`;
/** "da Argentina" */
export const ofParty = (facts: NoticeFacts) => need(facts.party, "party").of;

export const greets = (facts: NoticeFacts): string =>
  `${facts.voice.name} apresenta os seus cumprimentos ${need(facts.party, "party").to}`;
