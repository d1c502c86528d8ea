/** The published rules of a call that a machine can look at. It flags with the reason; only a person declares ineligible. */
import type { Call } from "./call.ts";
import type { Candidate } from "./candidates.ts";
import { holdersOf } from "./seats.ts";
import type { Selection } from "./selection.ts";

export const eligibilityRules = [
  "formal", // by the official contact, a mail or a note verbale
  "of-subregion", // of the seat's subregion in the confirmed scheme
  "one-seat", // the State holds no other seat
  "available", // the person is available on all days of the meeting
  "complete", // name, title, languages and a short biography
] as const;
export type EligibilityRule = (typeof eligibilityRules)[number];

interface Surroundings {
  call: Pick<Call, "id" | "seats">;
  otherSelections: readonly Selection[];
  rules: readonly EligibilityRule[]; // those that the call publishes
}

/** The rules that an offer does not seem to meet, in the order of the call; for a person to look at. */
export function flagsOf(
  candidate: Candidate,
  { call, otherSelections, rules }: Surroundings,
): EligibilityRule[] {
  const { person } = candidate;
  const meets: Record<EligibilityRule, boolean> = {
    formal: candidate.formal,
    "of-subregion": candidate.seats.length > 0,
    "one-seat": !otherSelections
      .filter((other) => other.call !== call.id)
      .some(({ seats }) => seats.flatMap(holdersOf).some((party) => candidate.parties.includes(party))),
    available: !person || person.available === true,
    complete: !person || [person.title, person.languages, person.biography].every(Boolean),
  };
  return rules.filter((rule) => !meets[rule]);
}
