/** What a slate is composed from: who is in it, what is fixed or set aside, and that every one of them is a pool. */
import { describe, expect, test } from "vitest";
import type { Call, Seat } from "../../shared/domain/call.ts";
import type { Candidate } from "../../shared/domain/candidates.ts";
import { Nominee } from "../../shared/domain/offer.ts";
import {
  nothingTried,
  placedIn,
  poolOf,
  sameNames,
  settledIn,
  type WhatIf,
} from "../../shared/domain/pool.ts";
import { type SeatState, Selection } from "../../shared/domain/selection.ts";
import { judge } from "../../shared/domain/slate-judge.ts";
import { considerations, Pool, solve } from "../../shared/domain/slates.ts";

const texts = (text: string) => ({ es: text, en: text, pt: text, fr: text });
const seat = (id: string, subregion?: string): Seat => ({
  id,
  names: texts(id),
  holder: "person",
  ...(subregion ? { subregion } : {}),
});
type OfCall = Pick<Call, "id" | "seats">;
const call: OfCall = { id: "moderators", seats: [seat("s1"), seat("s2"), seat("s3")] };
const subregions = ["caribbean", "south"];
const subregionOf: Record<string, string> = { CO: "south", CL: "south", BB: "caribbean", JM: "caribbean" };

const one = (
  id: string,
  name: string,
  more: Partial<Candidate> & { said?: Partial<Nominee> } = {},
): Candidate => {
  const [party = "", number = "1"] = id.split("-");
  const { said, ...rest } = more;
  const subregion = subregionOf[party];
  return {
    id,
    parties: [party],
    person: Nominee.parse({ id: number, name, ...said }),
    seats: ["s1", "s2", "s3"],
    ...(subregion ? { subregion } : {}),
    place: Number(number),
    formal: true,
    confirmed: true,
    version: 1,
    ...rest,
  };
};
const ana = one("CO-1", "Ana Núñez", { said: { gender: "f" } });
const luis = one("CO-2", "Luis Mora", { said: { gender: "m" } });
const grace = one("JM-1", "Grace Bell", { said: { gender: "f" } });
const eva = one("ES-1", "Eva Cruz");
const all = [ana, luis, grace, eva];
const { person: _nobody, ...asState } = one("CL", "Chile");

const sits = (id: string, of: Candidate, acceptance: SeatState["acceptance"] = "not-asked"): SeatState => ({
  seat: id,
  party: of.parties[0],
  ...(of.person ? { person: of.person } : {}),
  acceptance,
  asked: 0,
});
const selection = (more: Partial<Selection> = {}) =>
  Selection.parse({ call: call.id, seats: [], slate: 1, approvals: [], version: 1, ...more });
const ineligible = (candidate: string) => ({
  candidate,
  rule: "formal",
  words: "x",
  by: "ines-rojas",
  at: "2025-02-01T12:00:00Z",
});
const declined = (candidate: string) => ({ candidate, seat: "s1", at: "2025-02-01T12:00:00Z" });

interface Given {
  state?: Partial<Selection>;
  candidates?: readonly Candidate[];
  tried?: Partial<WhatIf>;
  others?: Selection[];
  of?: OfCall;
}
/** Every pool that a test makes is looked at by the schema. */
const pool = ({ state = {}, candidates = all, tried, others = [], of = call }: Given = {}) =>
  Pool.parse(
    poolOf(
      of,
      selection(state),
      candidates,
      { subregions, otherSelections: others },
      { ...nothingTried, ...tried },
    ),
  );
const idsIn = (made: Pool) => made.candidates.map(({ id }) => id);
const inPool = (made: Pool, id: string) => made.candidates.find((candidate) => candidate.id === id);

describe("what is fixed", () => {
  const rows: [title: string, Partial<Selection>, expected: string[]][] = [
    ["nothing, of an empty slate", {}, []],
    ["not who is placed and was not asked", { seats: [sits("s1", ana)] }, []],
    ["who was asked", { seats: [sits("s1", ana, "asked")] }, ["s1 CO-1"]],
    ["who has accepted", { seats: [sits("s1", ana, "accepted")] }, ["s1 CO-1"]],
    [
      "not a seat that a refusal has opened",
      { seats: [{ seat: "s1", acceptance: "refused", asked: 1 }] },
      [],
    ],
    [
      "the rest, when one of them has declined",
      {
        seats: [
          sits("s1", ana, "accepted"),
          { seat: "s2", acceptance: "refused", asked: 1 },
          sits("s3", eva, "asked"),
        ],
        declined: [declined("JM-1")],
      },
      ["s1 CO-1", "s3 ES-1"],
    ],
  ];
  test.each(rows)("%s", (_title, state, expected) => {
    expect(pool({ state }).fixed.map(({ seat: id, candidate }) => `${id} ${candidate}`)).toEqual(expected);
  });

  test("who is settled stays fixed, though the offer can no longer hold a seat or waits for confirmation", () => {
    const state = { seats: [sits("s1", ana, "accepted"), sits("s2", grace, "asked")] };
    const candidates = [{ ...ana, seats: [] }, { ...grace, confirmed: false }, eva];
    expect(pool({ state, candidates }).fixed).toEqual([
      { seat: "s1", candidate: "CO-1" },
      { seat: "s2", candidate: "JM-1" },
    ]);
  });

  test("who is settled stays fixed, though somebody declared the offer ineligible", () => {
    const state = { seats: [sits("s1", ana, "accepted")], ineligible: [ineligible("CO-1")] };
    const made = pool({ state });
    expect(made.fixed).toEqual([{ seat: "s1", candidate: "CO-1" }]);
    expect(made.excluded).toEqual([]);
  });

  const tries: [title: string, Partial<WhatIf>, Partial<Selection>, expected: string[]][] = [
    ["who is tried in a seat", { fixed: [{ seat: "s2", candidate: "JM-1" }] }, {}, ["s2 JM-1"]],
    [
      "not who is tried in a settled seat",
      { fixed: [{ seat: "s1", candidate: "JM-1" }] },
      { seats: [sits("s1", ana, "asked")] },
      ["s1 CO-1"],
    ],
    [
      "not who is tried in a second seat while settled in another",
      { fixed: [{ seat: "s2", candidate: "CO-1" }] },
      { seats: [sits("s1", ana, "asked")] },
      ["s1 CO-1"],
    ],
    ["nobody who is not offered", { fixed: [{ seat: "s2", candidate: "XX-9" }] }, {}, []],
    ["nobody in a seat that the call does not have", { fixed: [{ seat: "s9", candidate: "JM-1" }] }, {}, []],
    [
      "the first of two who are tried in one seat",
      {
        fixed: [
          { seat: "s2", candidate: "JM-1" },
          { seat: "s2", candidate: "ES-1" },
        ],
      },
      {},
      ["s2 JM-1"],
    ],
    [
      "one seat of two in which somebody is tried",
      {
        fixed: [
          { seat: "s2", candidate: "JM-1" },
          { seat: "s3", candidate: "JM-1" },
        ],
      },
      {},
      ["s2 JM-1"],
    ],
  ];
  test.each(tries)("in a what-if: %s", (_title, tried, state, expected) => {
    expect(pool({ tried, state }).fixed.map(({ seat: id, candidate }) => `${id} ${candidate}`)).toEqual(
      expected,
    );
  });
});

describe("who is set aside", () => {
  const rows: [title: string, Given, expected: string[]][] = [
    ["nobody at first", {}, []],
    ["who was declared ineligible", { state: { ineligible: [ineligible("CO-1")] } }, ["CO-1"]],
    ["who has declined", { state: { declined: [declined("JM-1")] } }, ["JM-1"]],
    ["who is tried without", { tried: { excluded: ["ES-1"] } }, ["ES-1"]],
    [
      "each once, whatever the reasons",
      {
        state: { ineligible: [ineligible("CO-1")], declined: [declined("CO-1"), declined("CO-1")] },
        tried: { excluded: ["CO-1", "CO-1"] },
      },
      ["CO-1"],
    ],
    ["nobody who is no longer offered", { state: { declined: [declined("XX-9")] } }, []],
    [
      "not who is tried without and settled",
      { state: { seats: [sits("s1", ana, "accepted")] }, tried: { excluded: ["CO-1"] } },
      [],
    ],
  ];
  test.each(rows)("%s", (_title, given, expected) => {
    expect(pool(given).excluded).toEqual(expected);
  });

  test.each([
    ["ineligible", { ineligible: [ineligible("JM-1")] }],
    ["declined", { declined: [declined("JM-1")] }],
  ] as [string, Partial<Selection>][])(
    "no slate has who is %s, though the Caribbean is then absent",
    (_title, state) => {
      const { slates, best } = solve(pool({ state }));
      expect(best.counts.caribbean).toBe(0);
      expect(slates.flat().map(({ candidate }) => candidate)).not.toContain("JM-1");
      expect(solve(pool()).best.counts.caribbean).toBe(1);
    },
  );
});

describe("who is in it", () => {
  const rows: [title: string, Candidate[], expected: string[]][] = [
    ["every person who can hold a seat", all, ["CO-1", "CO-2", "JM-1", "ES-1"]],
    ["nobody who waits for the official contact", [ana, { ...grace, confirmed: false }], ["CO-1"]],
    [
      "nobody who can hold no seat of the call: an empty list would mean any",
      [ana, { ...grace, seats: [] }],
      ["CO-1"],
    ],
    ["no State that offers itself", [ana, asState], ["CO-1"]],
    ["nobody, of no offers", [], []],
  ];
  test.each(rows)("%s", (_title, candidates, expected) => {
    expect(idsIn(pool({ candidates }))).toEqual(expected);
  });

  test("somebody of every seat is written as of any, of some as of those", () => {
    const made = pool({ candidates: [ana, { ...grace, seats: ["s2"] }] });
    expect(inPool(made, "CO-1")?.seats).toEqual([]);
    expect(inPool(made, "JM-1")?.seats).toEqual(["s2"]);
  });

  test.each([
    ["f", "f"],
    ["m", "m"],
    ["x", undefined],
    [undefined, undefined],
  ] as const)("gender %s counts as %s", (gender, expected) => {
    const made = pool({ candidates: [one("CO-1", "Ana", { said: gender ? { gender } : {} })] });
    expect(inPool(made, "CO-1")?.gender).toBe(expected);
  });

  test("who is of no subregion of the scheme counts in none", () => {
    expect(inPool(pool(), "ES-1")).not.toHaveProperty("subregion");
    expect(inPool(pool(), "JM-1")?.subregion).toBe("caribbean");
  });

  test("a joint offer uses the seat of each State, each named once", () => {
    const made = pool({ candidates: [{ ...ana, parties: ["CO", "CL", "CO"] }] });
    expect(inPool(made, "CO-1")?.parties).toEqual(["CO", "CL"]);
  });

  test("the coordinator's marks are taken over, and no mark is none", () => {
    const made = pool({ state: { fits: { "CO-1": 3, "JM-1": 0, "XX-9": 5 } } });
    expect(made.candidates.map(({ fit }) => fit)).toEqual([3, undefined, 0, undefined]);
  });

  test("a mark beyond what a slate can count is taken to the last that it can", () => {
    const made = pool({ state: { fits: { "CO-1": 5_000_000, "JM-1": -5_000_000 } } });
    expect(inPool(made, "CO-1")?.fit).toBe(1_000_000);
    expect(inPool(made, "JM-1")?.fit).toBe(-1_000_000);
  });
});

describe("the same person, offered by several States", () => {
  const twin = one("ES-1", "ANA NUNEZ");
  const third = one("BB-1", "Ana  Núñez");

  test("is one person, whichever of the names is written how", () => {
    const made = pool({ candidates: [ana, twin, third, luis] });
    const persons = made.candidates.map(({ person }) => person);
    expect(new Set(persons.slice(0, 3)).size).toBe(1);
    expect(persons[0]).toBeDefined();
    expect(persons[3]).toBeUndefined();
  });

  test("sits in one seat of every slate", () => {
    const made = pool({ candidates: [ana, twin] });
    for (const slate of solve(made).slates) expect(slate).toHaveLength(1);
    const both = [
      { seat: "s1", candidate: "CO-1" },
      { seat: "s2", candidate: "ES-1" },
    ];
    expect(judge(made, both).problems.map(({ problem }) => problem)).toEqual(["person-twice"]);
  });

  test("the offers of one name are found for whoever looks at one of them", () => {
    expect(sameNames("CO-1", [ana, twin, third, luis])).toEqual(["BB-1", "ES-1"]);
    expect(sameNames("CO-2", [ana, twin, third, luis])).toEqual([]);
    expect(sameNames("XX-9", [ana])).toEqual([]);
  });
});

describe("parties that are taken", () => {
  const elsewhere = (of: string, ...parties: string[]) =>
    Selection.parse({
      call: of,
      seats: [...parties.map((party, at) => ({ seat: `x${at}`, party })), { seat: "open" }],
      slate: 1,
      approvals: [],
      version: 1,
    });

  test("are those with a seat of another call, each once and sorted", () => {
    const others = [elsewhere("key-speakers", "JM", "CO"), elsewhere("co-chairs", "CO")];
    expect(pool({ others }).takenParties).toEqual(["CO", "JM"]);
  });

  test("are not those of the call's own", () => {
    expect(pool({ others: [elsewhere(call.id, "CO")] }).takenParties).toEqual([]);
  });

  test("stand in no slate, unless that is set aside", () => {
    const others = [elsewhere("key-speakers", "JM")];
    const sitting = (made: Pool) =>
      solve(made)
        .slates.flat()
        .map(({ candidate }) => candidate);
    expect(sitting(pool({ others }))).not.toContain("JM-1");
    expect(sitting(pool({ others, state: { relaxed: ["one-across-calls"] } }))).toContain("JM-1");
    expect(sitting(pool({ others, tried: { relaxed: ["one-across-calls"] } }))).toContain("JM-1");
  });
});

test("considerations are set aside by what is saved and by what is tried, each once", () => {
  const made = pool({
    state: { relaxed: ["one-per-state"] },
    tried: { relaxed: ["gender", "one-per-state"] },
  });
  expect(made.relaxed).toEqual(["one-per-state", "gender"]);
});

test("seats are those of the call, with their subregions", () => {
  const of = { id: "moderators", seats: [seat("s1", "south"), seat("s2")] };
  const made = pool({ of, candidates: [{ ...ana, seats: ["s1", "s2"] }] });
  expect(made.seats).toEqual([{ id: "s1", subregion: "south" }, { id: "s2" }]);
  expect(made.subregions).toEqual(subregions);
});

describe("the slate as it is placed", () => {
  const state = selection({ seats: [sits("s2", grace, "asked"), sits("s1", ana), sits("gone", eva)] });
  test("stands in the order of the call, whoever of it was asked, and only in its seats", () => {
    expect(placedIn(call, state)).toEqual([
      { seat: "s1", candidate: "CO-1" },
      { seat: "s2", candidate: "JM-1" },
    ]);
  });
  test("of it, settled is who was asked or has accepted", () => {
    expect(settledIn(call, state)).toEqual([{ seat: "s2", candidate: "JM-1" }]);
  });
});

/** A small generator (mulberry32), so that what was drawn can be drawn again. */
function dice(seed: number) {
  let state = seed >>> 0;
  const roll = (bound: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
  const some = <T>(things: readonly T[], of = 3) => things.filter(() => roll(of) === 0);
  const pick = <T>(things: readonly T[]) => things.slice(roll(things.length))[0] as T;
  return { roll, some, pick };
}

/** Offers, a selection and tries with no eye to any rule: what a board may be asked. */
function drawn(seed: number): Given {
  const { roll, some, pick } = dice(seed);
  const seats = ["s1", "s2", "s3"];
  const states = ["CO", "CL", "BB", "JM", "ES"];
  const names = ["Ana Núñez", "ANA NUNEZ", "Luis Mora", "Grace Bell"];
  const candidates = states.flatMap((party) =>
    ["1", "2"].slice(roll(3)).map((number) =>
      one(`${party}-${number}`, pick(names), {
        parties: [party, ...some(states)],
        seats: roll(2) === 0 ? seats : some(seats),
        confirmed: roll(4) > 0,
        said: roll(2) === 0 ? { gender: pick(["f", "m", "x"] as const) } : {},
      }),
    ),
  );
  const ids = [...candidates.map(({ id }) => id), "XX-9"];
  const free = [...candidates];
  const state: Partial<Selection> = {
    seats: some(seats, 2).flatMap((id) => {
      const [who] = free.splice(roll(Math.max(1, free.length)), 1);
      return who ? [sits(id, who, pick(["not-asked", "asked", "accepted"] as const))] : [];
    }),
    ineligible: some(ids, 6).map(ineligible),
    declined: [...some(ids, 6), ...some(ids, 9)].map(declined),
    fits: Object.fromEntries(some(ids).map((id) => [id, (roll(7) - 3) * (roll(9) === 0 ? 900_000 : 1)])),
    relaxed: some(["one-per-state", "one-across-calls"] as const),
  };
  const offeredStill = candidates.filter(() => roll(8) > 0); // some were withdrawn since they were placed
  const tried: WhatIf = {
    fixed: [...some([...seats, "s9"], 2), ...some(seats, 4)].map((id) => ({
      seat: id,
      candidate: pick(ids),
    })),
    excluded: [...some(ids, 5), ...some(ids, 8)],
    relaxed: some(considerations, 4),
  };
  const others = some(states, 6).map((party) =>
    Selection.parse({
      call: "key-speakers",
      seats: [{ seat: "x", party }],
      slate: 1,
      approvals: [],
      version: 1,
    }),
  );
  return { state, candidates: offeredStill, tried, others };
}

test("whatever stands in the records and whatever is tried, it is a pool, and its slates keep what binds", () => {
  const seen = { fixed: 0, excluded: 0, taken: 0, persons: 0, slates: 0 };
  for (let seed = 1; seed <= 600; seed++) {
    const given = drawn(seed);
    const { state = {}, candidates = [], tried, others = [] } = given;
    const raw = poolOf(
      call,
      selection(state),
      candidates,
      { subregions, otherSelections: others },
      {
        ...nothingTried,
        ...tried,
      },
    );
    const parsed = Pool.safeParse(raw);
    expect(parsed.error?.issues ?? [], `seed ${seed}`).toEqual([]);
    const { slates } = solve(raw, { most: 3 });
    for (const slate of slates) {
      for (const fixed of raw.fixed) expect(slate, `seed ${seed}`).toContainEqual(fixed);
      const sitting = slate.map(({ candidate }) => candidate);
      for (const id of raw.excluded) expect(sitting, `seed ${seed}`).not.toContain(id);
    }
    seen.fixed += raw.fixed.length;
    seen.excluded += raw.excluded.length;
    seen.taken += raw.takenParties.length;
    seen.persons += raw.candidates.filter(({ person }) => person).length;
    seen.slates += slates.length;
  }
  // All that can go wrong was drawn.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});
