/** Who is a candidate for the seats of a call, and which published rules an offer does not seem to meet. */
import { describe, expect, test } from "vitest";
import type { Call, Seat } from "../../shared/domain/call.ts";
import { type Candidate, candidatesOf, offersAmong, unreadAmong } from "../../shared/domain/candidates.ts";
import type { Scheme } from "../../shared/domain/definition.ts";
import { type EligibilityRule, eligibilityRules, flagsOf } from "../../shared/domain/eligibility.ts";
import { type Interest, Nominee } from "../../shared/domain/offer.ts";
import type { Party } from "../../shared/domain/party.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { Submission } from "../../shared/domain/submission.ts";

const texts = (text: string) => ({ es: text, en: text, pt: text, fr: text });
const partyOf = (id: string, kind: Party["kind"] = "member-state"): Party => ({
  id,
  code: "X",
  kind,
  names: {
    es: { name: id, of: `de ${id}` },
    en: { name: id, of: `of ${id}` },
    pt: { name: id, of: `de ${id}` },
    fr: { name: id, of: `de ${id}` },
  },
  language: "es",
  paused: false,
});
const parties = [
  ...["CO", "CL", "BB"].map((id) => partyOf(id)),
  partyOf("ES", "other-member"),
  partyOf("red-andares", "stakeholder"),
];

const scheme: Scheme = {
  id: "eclac",
  names: texts("ECLAC"),
  source: "secretariat",
  subregions: [
    { id: "caribbean", names: texts("Caribbean"), parties: ["BB"] },
    { id: "south", names: texts("South"), parties: ["CO", "CL"] },
  ],
};
/** Another scheme of the same States, as a definition may have several. */
const other: Scheme = {
  ...scheme,
  id: "other",
  subregions: [{ id: "andes", names: texts("Andes"), parties: ["CO"] }],
};

const seat = (id: string, holder: Seat["holder"], subregion?: string): Seat => ({
  id,
  names: texts(id),
  holder,
  ...(subregion ? { subregion } : {}),
});
const sessions = [seat("session-1", "person"), seat("session-2", "person")];
type Asked = Pick<Call, "seats" | "parties">;
const forPersons: Asked = { seats: sessions, parties: ["member-state", "other-member"] };
const forStates: Asked = {
  seats: [seat("caribbean", "state", "caribbean"), seat("south", "state", "south")],
  parties: ["member-state"],
};

const person = (id: string, name = `Person ${id}`, more: Partial<Nominee> = {}) =>
  Nominee.parse({ id, name, ...more });
const answer = (party: string, more: Partial<Submission> = {}): Submission =>
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
    files: [],
    ...more,
  });
const offer = (
  party: string,
  nominees: Nominee[],
  more: Partial<Submission> = {},
  rest: Partial<Interest> = {},
) => answer(party, { interest: { seats: [], nominees, ...rest }, ...more });

const idsOf = (candidates: readonly Candidate[]) => candidates.map(({ id }) => id);
const offered = (submissions: Submission[], call = forPersons, by: Scheme | undefined = scheme) =>
  candidatesOf(call, submissions, parties, by);
const only = (candidates: readonly Candidate[]): Candidate => {
  expect(candidates).toHaveLength(1);
  const [first] = candidates;
  if (!first) throw new Error("nobody is offered");
  return first;
};

describe("the version of an answer that speaks", () => {
  const version = (number: number, state: Submission["state"]) =>
    answer("CO", { version: number, state, reference: `LAC25-MO-COL-${number}` });
  const rows: [title: string, states: Submission["state"][], speaks: number | null, state?: string][] = [
    ["the last that was recorded", ["recorded", "recorded"], 2],
    ["a withdrawal leaves none", ["recorded", "withdrawn"], null],
    ["an offer after a withdrawal speaks again", ["recorded", "withdrawn", "recorded"], 3],
    ["what was taken back is as if it had never come", ["recorded", "taken-back"], 1],
    ["a withdrawal that was taken back withdraws nothing", ["recorded", "taken-back", "taken-back"], 1],
    ["only what was taken back is no answer", ["taken-back"], null],
    ["what is unconfirmed supersedes nothing that was recorded", ["recorded", "unconfirmed"], 1],
    ["nor do two of them", ["recorded", "unconfirmed", "unconfirmed"], 1],
    ["what is unconfirmed speaks where nothing was recorded", ["unconfirmed"], 1, "unconfirmed"],
    ["the later of two unconfirmed ones", ["unconfirmed", "unconfirmed"], 2, "unconfirmed"],
    ["what is recorded supersedes what is unconfirmed", ["unconfirmed", "recorded"], 2],
    [
      "after a withdrawal the unconfirmed one speaks",
      ["recorded", "withdrawn", "unconfirmed"],
      3,
      "unconfirmed",
    ],
    ["withdrawn for good, though an unconfirmed one came before", ["unconfirmed", "withdrawn"], null],
  ];
  test.each(rows)("%s", (_title, states, speaks, state = "recorded") => {
    const [last] = offersAmong(states.map((one, at) => version(at + 1, one)));
    expect(last?.version ?? null).toBe(speaks);
    if (last) expect(last.state).toBe(state);
  });

  test("each party has its own", () => {
    const words = offersAmong([version(1, "recorded"), answer("CL", { state: "withdrawn" }), answer("BB")]);
    expect(words.map(({ party }) => party)).toEqual(["CO", "BB"]);
  });
});

describe("who is a candidate", () => {
  const rows: [title: string, Submission[], Asked, expected: string[]][] = [
    [
      "each person whom a State names",
      [offer("CO", [person("1"), person("2")])],
      forPersons,
      ["CO-1", "CO-2"],
    ],
    ["nobody of a State that names nobody", [offer("CO", [])], forPersons, []],
    ["nobody of a withdrawn offer", [offer("CO", [person("1")], { state: "withdrawn" })], forPersons, []],
    ["nobody of what was taken back", [offer("CO", [person("1")], { state: "taken-back" })], forPersons, []],
    [
      "nobody whom an unconfirmed version adds to a recorded one",
      [
        offer("CO", [person("1")]),
        offer("CO", [person("1"), person("2")], { version: 2, state: "unconfirmed" }),
      ],
      forPersons,
      ["CO-1"],
    ],
    [
      "nobody whom the last version no longer names",
      [offer("CO", [person("1"), person("2")]), offer("CO", [person("2")], { version: 2 })],
      forPersons,
      ["CO-2"],
    ],
    [
      "nobody of a kind that is not invited",
      [offer("red-andares", [person("1")]), offer("ES", [person("1")])],
      forPersons,
      ["ES-1"],
    ],
    ["nobody of a party that is not known", [offer("XX", [person("1")])], forPersons, []],
    [
      "a State for seats of States, though it names a person",
      [offer("CO", [person("1")])],
      forStates,
      ["CO", "CO-1"],
    ],
    ["a State that says nothing of seats", [answer("CL")], forStates, ["CL"]],
    ["no State for seats of persons", [answer("CL")], forPersons, []],
  ];
  test.each(rows)("%s", (_title, submissions, call, expected) => {
    expect(idsOf(offered(submissions, call))).toEqual(expected);
  });

  test("they stand by party id, and then in the party's own order, whenever the offers came", () => {
    const submissions = [
      offer("ES", [person("1")]),
      offer("CO", [person("3"), person("1")]),
      offer("BB", [person("2")]),
    ];
    const candidates = offered(submissions);
    expect(idsOf(candidates)).toEqual(["BB-2", "CO-3", "CO-1", "ES-1"]);
    expect(candidates.map(({ place }) => place)).toEqual([1, 1, 2, 1]);
    expect(idsOf(offered(submissions.toReversed()))).toEqual(idsOf(candidates));
  });

  test("their ids hold no name", () => {
    expect(JSON.stringify(idsOf(offered([offer("CO", [person("1", "Ana Núñez")])])))).not.toMatch(
      /ana|n.ñez/i,
    );
  });
});

describe("what a candidate can hold", () => {
  const held = (nominee: Nominee, wanted: string[], call = forPersons) =>
    only(offered([offer("CO", [nominee], {}, { seats: wanted })], call)).seats;
  const rows: [title: string, own: string[], wanted: string[], expected: string[]][] = [
    ["any seat, where nothing is said", [], [], ["session-1", "session-2"]],
    ["those of the offer", [], ["session-2"], ["session-2"]],
    ["the person's own over those of the offer", ["session-1"], ["session-2"], ["session-1"]],
    ["no seat that the call does not have", [], ["session-9"], []],
    ["in the order of the call", ["session-2", "session-1"], [], ["session-1", "session-2"]],
  ];
  test.each(rows)("%s", (_title, own, wanted, expected) => {
    expect(held(person("1", "Ana", { seats: own }), wanted)).toEqual(expected);
  });

  test("a State holds seats of States, its persons seats of persons", () => {
    const mixed: Asked = { ...forPersons, seats: [seat("chair", "state"), ...sessions] };
    const candidates = offered([offer("CO", [person("1")])], mixed);
    expect(candidates.map(({ id, seats }) => [id, seats])).toEqual([
      ["CO", ["chair"]],
      ["CO-1", ["session-1", "session-2"]],
    ]);
  });

  test.each([
    ["a State of it", "BB", scheme, ["caribbean"]],
    ["no State of another", "CO", scheme, ["south"]],
    ["no State that the confirmed scheme does not have", "CO", other, []],
  ] as const)("the seat of a subregion takes %s", (_title, party, by, expected) => {
    expect(only(offered([answer(party)], forStates, by)).seats).toEqual(expected);
  });

  test("a person of a stakeholder counts by the country that the offer states", () => {
    const call: Asked = { seats: [seat("rapporteur", "person", "caribbean")], parties: ["stakeholder"] };
    const there = offered([offer("red-andares", [person("1", "Ana", { country: "BB" })])], call);
    expect(only(there)).toMatchObject({ seats: ["rapporteur"], subregion: "caribbean" });
    const nowhere = only(offered([offer("red-andares", [person("1")])], call));
    expect(nowhere.seats).toEqual([]);
    expect(nowhere).not.toHaveProperty("subregion");
  });
});

describe("what is known of a candidate", () => {
  const rows: [title: string, Submission, Partial<Candidate>][] = [
    ["the subregion in the confirmed scheme", offer("CO", [person("1")]), { subregion: "south" }],
    ["a note verbale is formal", offer("CO", [person("1")]), { formal: true }],
    [
      "what was said by telephone is not",
      offer("CO", [person("1")], { formality: "informal", channel: "phone" }),
      { formal: false },
    ],
    ["recorded is confirmed", offer("CO", [person("1")]), { confirmed: true }],
    [
      "what waits for the official contact is not",
      offer("CO", [person("1")], { state: "unconfirmed" }),
      { confirmed: false },
    ],
    [
      "a joint offer has every State, first who lodged it",
      offer("CO", [person("1")], {}, { jointWith: ["CL", "BB"] }),
      { parties: ["CO", "CL", "BB"] },
    ],
    [
      "its conditions",
      offer("CO", [person("1")], {}, { conditions: "In English" }),
      { conditions: "In English" },
    ],
    ["the version that says so", offer("CO", [person("1")], { version: 4 }), { version: 4 }],
  ];
  test.each(rows)("%s", (_title, submission, expected) => {
    expect(only(offered([submission]))).toMatchObject(expected);
  });

  test.each([
    ["a State outside the scheme", "ES", scheme],
    ["a State that another scheme leaves out", "CL", other],
    ["anybody, without a scheme", "CO", undefined],
  ] as const)("%s counts in no subregion", (_title, party, by) => {
    const candidates = candidatesOf(forPersons, [offer(party, [person("1")])], parties, by);
    expect(only(candidates)).not.toHaveProperty("subregion");
  });
});

describe("answers that somebody must read", () => {
  const bare = (state: Submission["state"] = "recorded") => ({ ...offer("CO", []), version: 2, state });
  test.each([
    ["an offer of no person", [offer("CO", [])], [1]],
    ["none where a person is named", [offer("CO", [person("1")])], []],
    ["a bare reply after an offer", [offer("CO", [person("1")]), bare()], [2]],
    ["an unconfirmed one after an offer", [offer("CO", [person("1")]), bare("unconfirmed")], [2]],
    ["none after a withdrawal", [offer("CO", [person("1")]), bare("withdrawn")], []],
    [
      "none that was read",
      [
        offer("CO", [person("1")]),
        { ...bare(), read: { interest: { seats: [] }, by: "ines", at: "2025-01-20T12:00:00Z" } },
      ],
      [],
    ],
  ])("%s", (_title, submissions, expected) => {
    expect(unreadAmong(submissions).map((one) => one.version)).toEqual(expected);
  });
});

describe("a bare reply after an offer", () => {
  const thanks = { ...offer("CO", []), version: 2 };
  test("takes nothing back: the persons stay, with the version that named them", () => {
    const candidates = offered([offer("CO", [person("1")]), thanks]);
    expect(candidates.map(({ id, version }) => [id, version])).toEqual([["CO-1", 1]]);
  });
  test("counts once somebody has read an offer out of it", () => {
    const interest = { seats: [], nominees: [person("2", "Luis")] };
    const read = { ...thanks, read: { interest, by: "ines", at: "2025-01-20T12:00:00Z" } };
    const candidates = offered([offer("CO", [person("1")]), read]);
    expect(candidates.map(({ id, version }) => [id, version])).toEqual([["CO-2", 2]]);
  });
});

describe("rules that an offer does not seem to meet", () => {
  const complete = { title: "Embajadora", languages: "es, en", biography: "Directora.", available: true };
  const full = only(offered([offer("CO", [person("1", "Ana", complete)])]));
  const elsewhere = (party: string, call = "key-speakers") => [
    Selection.parse({ call, seats: [{ seat: "speaker-1", party }], slate: 1, approvals: [], version: 1 }),
  ];
  const flags = (
    candidate: Candidate,
    rules: readonly EligibilityRule[] = eligibilityRules,
    otherSelections: Selection[] = [],
  ) => flagsOf(candidate, { call: { id: "moderators", seats: sessions }, rules, otherSelections });
  const saying = (more: Partial<Nominee>) => ({
    ...full,
    person: person("1", "Ana", { ...complete, ...more }),
  });

  const rows: [title: string, Candidate, Selection[], expected: EligibilityRule[]][] = [
    ["an offer that meets all", full, [], []],
    ["formal: it was only said", { ...full, formal: false }, [], ["formal"]],
    ["of the subregion: it can hold no seat", { ...full, seats: [] }, [], ["of-subregion"]],
    ["one seat: its State holds one of another call", full, elsewhere("CO"), ["one-seat"]],
    ["another State does", full, elsewhere("CL"), []],
    ["it is this call that it holds one of", full, elsewhere("CO", "moderators"), []],
    [
      "one seat: a State of the joint offer holds one",
      { ...full, parties: ["CO", "CL"] },
      elsewhere("CL"),
      ["one-seat"],
    ],
    [
      "available: nothing is said",
      { ...full, person: person("1", "Ana", { ...complete, available: undefined }) },
      [],
      ["available"],
    ],
    ["available: the offer says no", saying({ available: false }), [], ["available"]],
    ["complete: no title", saying({ title: undefined }), [], ["complete"]],
    ["complete: no languages", saying({ languages: undefined }), [], ["complete"]],
    ["complete: an empty biography", saying({ biography: "" }), [], ["complete"]],
    [
      "gender and office are nobody's duty to state",
      saying({ office: undefined, gender: undefined }),
      [],
      [],
    ],
  ];
  test.each(rows)("%s", (_title, candidate, others, expected) => {
    expect(flags(candidate, eligibilityRules, others)).toEqual(expected);
  });

  test("of a State nothing is asked that is asked of persons", () => {
    expect(flags(only(offered([answer("CO")], forStates)))).toEqual([]);
  });

  const bad = { ...full, formal: false, seats: [], person: person("1", "Ana") };
  test("only what the call publishes is looked at, in the order of the call", () => {
    expect(flags(bad, [], elsewhere("CO"))).toEqual([]);
    expect(flags(bad, ["complete", "formal"], elsewhere("CO"))).toEqual(["complete", "formal"]);
    expect(flags(bad, eligibilityRules, elsewhere("CO"))).toEqual([...eligibilityRules]);
    for (const rule of eligibilityRules) expect(flags(bad, [rule], elsewhere("CO"))).toEqual([rule]);
  });
});
