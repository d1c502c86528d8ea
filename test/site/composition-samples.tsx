/** The board in some of its states, for the tests of pages: composed of the sample review's moderators. */
import { compositionPage } from "../../functions/site/pages/console-composition.tsx";
import { consoleVersionPage } from "../../functions/site/pages/console-version.tsx";
import { type Board, computedFrom } from "../../shared/desk/board.ts";
import type { Call } from "../../shared/domain/call.ts";
import { candidatesOf } from "../../shared/domain/candidates.ts";
import type { Scheme } from "../../shared/domain/definition.ts";
import { type EligibilityRule, flagsOf } from "../../shared/domain/eligibility.ts";
import type { Nominee } from "../../shared/domain/offer.ts";
import type { Party } from "../../shared/domain/party.ts";
import { nothingTried, placedIn, poolOf, settledIn, type WhatIf } from "../../shared/domain/pool.ts";
import type { Person } from "../../shared/domain/review.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { judge } from "../../shared/domain/slate-judge.ts";
import type { Slate } from "../../shared/domain/slates.ts";
import { Submission } from "../../shared/domain/submission.ts";
import type { Sample } from "./samples.tsx";

const rules: EligibilityRule[] = ["formal", "available", "complete"];

const person = (id: string, name: string, more: Partial<Nominee> = {}): Nominee => ({
  id,
  name,
  seats: [],
  ...more,
});

const offer = (party: string, nominees: Nominee[], more: Partial<Submission> = {}): Submission =>
  Submission.parse({
    call: "moderators",
    party,
    version: 1,
    reference: `LAC25-MO-${party}-1`,
    state: "recorded",
    channel: "note-verbale",
    formality: "formalised",
    receivedAt: "2025-01-15T12:00:00Z",
    recordedAt: "2025-01-15T12:00:00Z",
    late: false,
    text: "",
    interest: { seats: [], ...(nominees.length > 0 ? { nominees } : {}) },
    files: [],
    ...more,
  });

/** Offers of six States and of one outside the scheme, among them two of one State and one that names nobody. */
export const moderatorOffers: Submission[] = [
  offer("CO", [
    person("1", "Ana Paz", { gender: "f", title: "Embajadora", available: true, languages: "es, en" }),
    person("2", "Luis Mora", { gender: "m", seats: ["session-2"] }),
  ]),
  offer("JM", [person("1", "Grace Bell", { gender: "f", available: true })]),
  offer("MX", [person("1", "Rosa Lima", { biography: "Directora <b>plainly</b> de asuntos migratorios." })]),
  offer("CL", [person("1", "Pedro Soto", { gender: "m" })], { formality: "informal" }),
  offer("ES", [person("1", "Ana  Páz")]),
  offer("BB", [person("1", "Marlon Reid", { gender: "m" })], { state: "unconfirmed" }),
  offer("PE", []),
];

interface Given {
  call: Call;
  parties: readonly Party[];
  scheme: Scheme;
  selection?: Partial<Selection>;
  tried?: WhatIf;
  slate?: Slate;
}

function sampleBoard({ call, parties, scheme, selection: more, tried = nothingTried, slate }: Given): Board {
  const seats = call.seats.map(({ id }) => ({ seat: id }));
  const selection = Selection.parse({ call: call.id, seats, slate: 1, approvals: [], version: 2, ...more });
  const offers = candidatesOf(call, moderatorOffers, parties, scheme).map((candidate) => ({
    ...candidate,
    flags: flagsOf(candidate, { call, otherSelections: [], rules }),
  }));
  const subregions = scheme.subregions.map(({ id }) => id);
  const pool = poolOf(call, selection, offers, { subregions, otherSelections: [] }, tried);
  const shown = slate ?? placedIn(call, selection);
  return {
    call,
    selection,
    offers,
    parties,
    unread: moderatorOffers.filter(({ party }) => party === "PE"),
    settled: settledIn(call, selection),
    pool,
    computed: computedFrom(pool),
    placed: { slate: shown, ...judge(pool, shown) },
  };
}

/** Pages of the board, and of an answer that somebody reads. */
export function compositionSamples(given: {
  call: Call;
  parties: readonly Party[];
  scheme: Scheme;
  people: readonly Person[];
}): Sample[] {
  const fits = { "CO-1": 3, "JM-1": 2 };
  const tried: WhatIf = {
    fixed: [{ seat: "session-1", candidate: "CL-1" }],
    excluded: ["JM-1"],
    relaxed: ["gender"],
  };
  const settled: Partial<Selection> = {
    seats: [
      { seat: "session-1", party: "CO", person: person("1", "Ana Paz"), acceptance: "accepted", asked: 1 },
      { seat: "session-2", party: "JM", person: person("1", "Grace Bell"), acceptance: "asked", asked: 1 },
    ],
    fits,
    declined: [{ candidate: "MX-1", seat: "session-3", at: "2025-02-01T12:00:00Z" }],
    ineligible: [
      {
        candidate: "CL-1",
        rule: "available",
        words: "<b>plainly</b> not there",
        by: "x",
        at: "2025-02-01T12:00:00Z",
      },
    ],
  };
  const read = moderatorOffers[6];
  return [
    {
      name: "board",
      area: "console",
      make: (reader) =>
        compositionPage({ reader, board: sampleBoard(given), tried: nothingTried, looking: false }),
    },
    {
      name: "board, what if",
      area: "console",
      make: (reader) =>
        compositionPage({ reader, board: sampleBoard({ ...given, tried }), tried, looking: false }),
    },
    {
      name: "board, settled seats",
      area: "console",
      make: (reader) =>
        compositionPage({
          reader,
          board: sampleBoard({ ...given, selection: settled }),
          tried: nothingTried,
          looking: false,
        }),
    },
    {
      name: "board, too many seats that differ",
      area: "console",
      make: (reader) =>
        compositionPage({
          reader,
          board: { ...sampleBoard(given), computed: null },
          tried: nothingTried,
          looking: false,
        }),
    },
    {
      name: "board, a slate that breaks rules",
      area: "console",
      make: (reader) => {
        const slate = [
          { seat: "session-1", candidate: "CO-1" },
          { seat: "session-2", candidate: "CO-2" },
        ];
        return compositionPage({
          reader,
          board: sampleBoard({ ...given, slate }),
          tried: nothingTried,
          looking: true,
        });
      },
    },
    ...(read
      ? [
          {
            name: "an answer whose offer is read",
            area: "console" as const,
            make: (reader: Parameters<Sample["make"]>[0]) =>
              consoleVersionPage(reader, {
                call: given.call,
                submission: {
                  ...read,
                  read: {
                    interest: { seats: [] },
                    by: given.people[0]?.id ?? "",
                    at: "2025-01-16T12:00:00Z",
                  },
                },
                effective: 1,
                parties: given.parties,
                scanned: {},
                people: given.people,
                understood: [],
              }),
          },
        ]
      : []),
  ];
}
