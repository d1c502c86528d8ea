/** What is offered for the seats of a call, as one list: States for their seats, persons for theirs. */
import type { Call } from "./call.ts";
import type { Scheme } from "./definition.ts";
import { candidateId, type Nominee } from "./offer.ts";
import type { Party } from "./party.ts";
import { isOpenTo, subregionOf } from "./seats.ts";
import type { Submission } from "./submission.ts";

export interface Candidate {
  id: string; // holds no name
  parties: string[]; // who offers, first who lodged it
  person?: Nominee;
  seats: string[]; // that it can hold, of those it is offered for
  subregion?: string; // of the confirmed scheme; absent: counts in none
  place: number; // in the party's own order, from 1
  conditions?: string;
  formal: boolean;
  confirmed: boolean; // false: waits for the official contact, and cannot be placed
  version: number; // of the submission that says so
}

/** The version of each party's answer that speaks now: the last that was not withdrawn; a withdrawal leaves none. */
export function lastWords(submissions: readonly Submission[]): Submission[] {
  const last = new Map<string, Submission>();
  for (const one of submissions) {
    if (one.state === "taken-back") continue;
    const before = last.get(one.party);
    // What is unconfirmed supersedes nothing that counts.
    if (one.state === "unconfirmed" && before?.state === "recorded") continue;
    last.set(one.party, one);
  }
  return [...last.values()].filter(({ state }) => state !== "withdrawn");
}

/** Everything offered for the seats of a call, by party id and then in the party's own order. */
export function candidatesOf(
  call: Pick<Call, "seats" | "parties">,
  submissions: readonly Submission[],
  parties: readonly Party[],
  scheme: Scheme | undefined,
): Candidate[] {
  const byId = new Map(parties.map((party) => [party.id, party]));
  return lastWords(submissions)
    .filter(({ party }) => call.parties.some((kind) => kind === byId.get(party)?.kind))
    .flatMap((submission) => offered(submission, call, scheme))
    .sort((a, b) => (a.parties[0] ?? "").localeCompare(b.parties[0] ?? "") || a.place - b.place);
}

function offered(submission: Submission, call: Pick<Call, "seats">, scheme: Scheme | undefined): Candidate[] {
  const { party, interest, version, state, formality } = submission;
  const common = {
    parties: [party, ...(interest?.jointWith ?? [])],
    ...(interest?.conditions ? { conditions: interest.conditions } : {}),
    formal: formality === "formalised",
    confirmed: state === "recorded",
    version,
  };
  const wanted = interest?.seats ?? [];
  const open = (holder: "state" | "person", country: string, named: readonly string[]) =>
    call.seats
      .filter((seat) => seat.holder === holder && (named.length === 0 || named.includes(seat.id)))
      .filter((seat) => isOpenTo(seat, country, scheme))
      .map(({ id }) => id);
  const subregion = (country: string) => {
    const found = subregionOf(country, scheme);
    return found === undefined ? {} : { subregion: found };
  };
  const asState = call.seats.some(({ holder }) => holder === "state")
    ? [
        {
          ...common,
          id: candidateId(party),
          seats: open("state", party, wanted),
          place: 1,
          ...subregion(party),
        },
      ]
    : [];
  const persons = (interest?.nominees ?? []).map((person, at) => {
    const country = person.country ?? party;
    return {
      ...common,
      id: candidateId(party, person.id),
      person,
      seats: open("person", country, person.seats.length > 0 ? person.seats : wanted),
      place: at + 1,
      ...subregion(country),
    };
  });
  return [...asState, ...persons];
}

/** Offers that came without the name of anybody, though the seats are for persons: someone must read or ask. */
export const namesNobody = ({ interest }: Submission): boolean => (interest?.nominees ?? []).length === 0;
