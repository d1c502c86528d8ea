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

/** Whether an answer says what is offered. A reply such as "with thanks" says nothing, and takes nothing back. */
function isSaying({ interest, read }: Submission): boolean {
  const said = read?.interest ?? interest;
  if (!said) return false;
  return (
    said.seats.length > 0 || [said.conditions, said.jointWith?.length, said.nominees?.length].some(Boolean)
  );
}

/** What each party has said of a call that still stands, the last word last; a withdrawal takes back all before it. */
function wordsOf(submissions: readonly Submission[]): Submission[][] {
  const words = new Map<string, Submission[]>();
  for (const one of submissions) {
    if (one.state === "taken-back") continue;
    words.set(one.party, one.state === "withdrawn" ? [] : [...(words.get(one.party) ?? []), one]);
  }
  return [...words.values()];
}

/**
 * The version of each party's answer that says what it offers: the last that says anything, or the last where none does.
 * What is unconfirmed supersedes nothing that counts.
 */
export function offersAmong(submissions: readonly Submission[]): Submission[] {
  return wordsOf(submissions).flatMap((words) => {
    const counting = words.filter(({ state }) => state === "recorded");
    const heard = counting.length > 0 ? counting : words;
    return heard.findLast(isSaying) ?? heard.at(-1) ?? [];
  });
}

/** Answers that somebody must read: those that name nobody though seats are for persons, and bare ones after an offer. */
export const unreadAmong = (submissions: readonly Submission[]): Submission[] =>
  wordsOf(submissions).flatMap((words) => {
    const last = words.at(-1);
    const offer = offersAmong(words)[0];
    const namesNobody = offer && (offer.read?.interest ?? offer.interest)?.nominees === undefined;
    return last && (namesNobody || (!isSaying(last) && !last.read)) ? last : [];
  });

/** Everything offered for the seats of a call, by party id and then in the party's own order. */
export function candidatesOf(
  call: Pick<Call, "seats" | "parties">,
  submissions: readonly Submission[],
  parties: readonly Party[],
  scheme: Scheme | undefined,
): Candidate[] {
  const byId = new Map(parties.map((party) => [party.id, party]));
  const states = new Set(parties.filter(({ kind }) => kind === "member-state").map(({ id }) => id));
  return offersAmong(submissions)
    .filter(({ party }) => call.parties.some((kind) => kind === byId.get(party)?.kind))
    .flatMap((submission) => offered(submission, call, scheme, states))
    .sort((a, b) => (a.parties[0] ?? "").localeCompare(b.parties[0] ?? "") || a.place - b.place);
}

function offered(
  submission: Submission,
  call: Pick<Call, "seats">,
  scheme: Scheme | undefined,
  states: ReadonlySet<string>,
): Candidate[] {
  const { party, version, state, formality } = submission;
  const interest = submission.read?.interest ?? submission.interest;
  // States offer jointly with States of the region alone; a form may say anything.
  const partners = states.has(party)
    ? (interest?.jointWith ?? []).filter((id) => id !== party && states.has(id))
    : [];
  const common = {
    parties: [party, ...partners],
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
    // A country counts only for whoever presents a person and is of none.
    const country = subregionOf(party, scheme) ? party : (person.country ?? party);
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
