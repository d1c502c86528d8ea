/** Slates, a row a rule; and on small drawn pools everything beside what trying every slate one by one gives. */
import { describe, expect, test } from "vitest";
import { type Balance, compareBy, levelsInForce } from "../../shared/domain/slate-balance.ts";
import { conflictsOf } from "../../shared/domain/slate-conflicts.ts";
import { judge } from "../../shared/domain/slate-judge.ts";
import { SlatesTooMany } from "../../shared/domain/slate-tables.ts";
import { whatIncluding } from "../../shared/domain/slate-what-if.ts";
import {
  bestBalance,
  type Candidate,
  canonicalPool,
  Pool,
  type Slate,
  solve,
} from "../../shared/domain/slates.ts";
import { drawPool, shuffledPool } from "../support/pools.ts";
import { balanceText, bruteForce, slateText, tupleOf } from "../support/slate-brute.ts";

/** "c1 BR north f": id, State, subregion and gender, "-" for what is not stated. */
function one(text: string, more: Partial<Candidate> = {}): Candidate {
  const [id = "", party = "", subregion = "-", gender = "-"] = text.split(" ");
  return {
    id,
    parties: party.split("+"),
    ...(subregion === "-" ? {} : { subregion }),
    ...(gender === "f" || gender === "m" ? { gender } : {}),
    seats: [],
    ...more,
  };
}

function pool(seats: number, candidates: Candidate[], more: Partial<Pool> = {}): Pool {
  return Pool.parse({
    seats: Array.from({ length: seats }, (_, at) => ({ id: `seat-${at + 1}` })),
    subregions: ["north", "south"],
    candidates,
    takenParties: [],
    fixed: [],
    excluded: [],
    relaxed: [],
    ...more,
  });
}

const people = (slates: Slate[]) => slates.map((slate) => slate.map(({ candidate }) => candidate).join(" "));

interface Row {
  rule: string;
  pool: Pool;
  slates: string[]; // the people of each, in the order of seats
  best?: Partial<Balance>;
}

const rows: Row[] = [
  {
    rule: "one seat per State",
    pool: pool(2, [one("a BR north f"), one("b BR south m"), one("c CL south f")]),
    slates: ["a c"],
    best: { open: 0 },
  },
  {
    rule: "one seat per State, unless relaxed",
    pool: pool(2, [one("a BR north f"), one("b BR south m"), one("c CL south f")], {
      relaxed: ["one-per-state"],
    }),
    slates: ["a b"],
    best: { genderGap: 0 },
  },
  {
    rule: "a joint offer uses the seat of every one of its States",
    pool: pool(2, [one("a BR+CL north f"), one("b CL south m"), one("c PE north m")]),
    slates: ["b c"],
    best: { open: 0, absent: 0, genderGap: 2 },
  },
  {
    rule: "one seat per person, whoever offers them",
    pool: pool(2, [
      one("a BR north f", { person: "ana" }),
      one("b CL south f", { person: "ana" }),
      one("c PE north m"),
    ]),
    slates: ["b c"],
    best: { absent: 0 },
  },
  {
    rule: "one seat per person, even where States may have several",
    pool: pool(2, [one("a BR north f", { person: "ana" }), one("b BR south f", { person: "ana" })], {
      relaxed: ["one-per-state"],
    }),
    slates: ["a", "b"],
    best: { open: 1 },
  },
  {
    rule: "no State that has a seat in another call",
    pool: pool(1, [one("a BR north f"), one("b CL south m")], { takenParties: ["BR"] }),
    slates: ["b"],
  },
  {
    rule: "no State that has a seat in another call, not as a partner either",
    pool: pool(1, [one("a CL+BR north f"), one("b PE south m")], { takenParties: ["BR"] }),
    slates: ["b"],
  },
  {
    rule: "a State that has a seat in another call, where that is relaxed",
    pool: pool(1, [one("a BR north f"), one("b CL south f")], {
      takenParties: ["BR"],
      relaxed: ["one-across-calls"],
    }),
    slates: ["a", "b"],
  },
  {
    rule: "a fixed candidate is allowed, and counts, even if their State has a seat in another call",
    pool: pool(2, [one("a BR north f"), one("b CL south m"), one("c PE north m")], {
      takenParties: ["BR"],
      fixed: [{ seat: "seat-2", candidate: "a" }],
    }),
    slates: ["b a"],
    best: { absent: 0, genderGap: 0 },
  },
  {
    rule: "the State of a fixed candidate has its seat",
    pool: pool(2, [one("a BR north f"), one("b BR south m"), one("c PE north m")], {
      fixed: [{ seat: "seat-1", candidate: "a" }],
    }),
    slates: ["a c"],
  },
  {
    rule: "who is set aside has no seat",
    pool: pool(1, [one("a BR north f"), one("b CL south m")], { excluded: ["a"] }),
    slates: ["b"],
  },
  {
    rule: "few open seats come before every balance",
    pool: pool(2, [one("a BR north f"), one("b CL north f")]),
    slates: ["a b"],
    best: { open: 0, spread: 2, genderGap: 2 },
  },
  {
    rule: "a seat with a subregion takes only candidates of it",
    pool: pool(1, [one("a BR north f", { fit: 9 }), one("b CL south m")], {
      seats: [{ id: "seat-1", subregion: "south" }],
    }),
    slates: ["b"],
  },
  {
    rule: "a seat takes only who was offered for it",
    pool: pool(2, [one("a BR north f", { seats: ["seat-2"] }), one("b CL south m", { seats: ["seat-2"] })]),
    slates: ["a", "b"],
    best: { open: 1 },
  },
  {
    rule: "absent subregions come before the spread",
    pool: pool(3, [one("a AA north -"), one("b BB south -"), one("c CC north -"), one("d DD - -")], {
      subregions: ["north", "south", "west"],
    }),
    slates: ["a b d", "b c d"],
    best: { absent: 1, spread: 1 },
  },
  {
    rule: "the spread comes before the genders",
    pool: pool(4, [
      one("a AA north f"),
      one("b BB south f"),
      one("c CC north f"),
      one("d DD south f"),
      one("e EE north m"),
    ]),
    slates: ["a b d e", "b c d e"],
    best: { spread: 0, genderGap: 2 },
  },
  {
    rule: "who is not stated may be either: the gap is what they cannot close",
    pool: pool(2, [one("a AA north f"), one("b BB south f"), one("c CC south -")]),
    slates: ["a c"],
    best: { genderGap: 0, women: 1, notStated: 1 },
  },
  {
    rule: "the genders come before the marks",
    pool: pool(2, [one("a AA north f"), one("b BB south f", { fit: 9 }), one("c CC south m")]),
    slates: ["a c"],
    best: { genderGap: 0, fit: 0 },
  },
  {
    rule: "the larger sum of marks, where all else is level",
    pool: pool(1, [one("a AA north f", { fit: 1 }), one("b BB north m", { fit: 2 }), one("c CC south f")]),
    slates: ["b"],
    best: { fit: 2 },
  },
  {
    rule: "marks that are relaxed decide nothing",
    pool: pool(1, [one("a AA north f", { fit: 1 }), one("b BB north m", { fit: 2 })], { relaxed: ["fit"] }),
    slates: ["a", "b"],
  },
  {
    rule: "genders that are relaxed decide nothing",
    pool: pool(2, [one("a AA north f"), one("b BB south f"), one("c CC south m")], { relaxed: ["gender"] }),
    slates: ["a b", "a c"],
  },
  {
    rule: "subregions that are relaxed decide nothing",
    pool: pool(2, [one("a AA north f"), one("b BB north m"), one("c CC south m")], {
      relaxed: ["subregions-absent", "subregion-spread"],
    }),
    slates: ["a b", "a c"],
  },
  {
    rule: "a party outside the scheme counts in no subregion",
    pool: pool(2, [one("a AA - f"), one("b BB north m")]),
    slates: ["a b"],
    best: { absent: 1, spread: 1, counts: { north: 1, south: 0 } },
  },
  {
    rule: "seats that the same candidates can hold make one slate, by id",
    pool: pool(2, [one("b BB north f"), one("a AA south m")]),
    slates: ["a b"],
  },
  {
    rule: "seats of different candidates make a slate for each way to sit",
    pool: pool(2, [one("b BB north f"), one("a AA south m"), one("c CC south m", { seats: ["seat-1"] })]),
    slates: ["a b", "b a", "c b"],
  },
  {
    rule: "nobody to seat is a slate too",
    pool: pool(2, [one("a AA north f")], { takenParties: ["AA"] }),
    slates: [""],
    best: { open: 2, absent: 2, spread: 0 },
  },
];

describe("the best slates keep, in this order", () => {
  test.each(rows)("$rule", ({ pool, slates, best }) => {
    const solution = solve(pool);
    expect(people(solution.slates)).toEqual(slates);
    expect(solution.more).toBe(false);
    expect(solution.best).toMatchObject(best ?? {});
    expect(solution.balances[0]).toEqual(solution.best);
    expect(bestBalance(pool)).toEqual(solution.best);
  });

  test("no more are shown than asked, and it is said that there are more", () => {
    const many = pool(
      1,
      Array.from({ length: 30 }, (_, at) => one(`c${at} S${at} north f`)),
    );
    expect(solve(many).slates).toHaveLength(20);
    expect(solve(many).more).toBe(true);
    expect(solve(many, { most: 30 })).toMatchObject({ more: false });
  });

  test("what cannot be answered in bounds is refused by name", () => {
    const wide = pool(
      20,
      Array.from({ length: 60 }, (_, at) =>
        one(`c${at} S${at} north f`, { seats: [`seat-${1 + (at % 20)}`] }),
      ),
    );
    expect(() => solve(wide)).toThrow(SlatesTooMany);
  });
});

/** Pools small enough to try every slate. */
const seeds = Array.from({ length: 150 }, (_, at) => at + 1);
const small = (seed: number) => drawPool(seed, { candidates: 3 + (seed % 8), seats: 1 + (seed % 4) });

const bySeat = (slates: Slate[]) =>
  slates.map((slate) => slate.toSorted((left, right) => (left.seat < right.seat ? -1 : 1)));

describe("on small pools", () => {
  test("the slates are the very ones that are level, and the balances all that can be had", () => {
    for (const seed of seeds) {
      const [brute, ours] = [bruteForce(small(seed)), solve(small(seed), { most: 100_000 })];
      const said = `pool ${seed}`;
      expect(tupleOf(small(seed), ours.best), said).toEqual(brute.tuple);
      expect(ours.slates.map((slate) => slateText(brute.kinds, slate)).sort(), said).toEqual(brute.slates);
      expect(ours.balances.map(balanceText).sort(), said).toEqual(brute.balances);
    }
  });

  test("balances come with the best first", () => {
    for (const seed of seeds) {
      const { balances } = solve(small(seed));
      const inForce = levelsInForce(small(seed));
      for (const [at, balance] of balances.slice(1).entries()) {
        const before = balances[at];
        if (before) expect(compareBy(inForce, before, balance), `pool ${seed}`).toBeLessThanOrEqual(0);
      }
    }
  });

  test("the order of a pool changes nothing, not even which of many slates are shown", () => {
    for (const seed of seeds) {
      const [ours, other] = [small(seed), shuffledPool(small(seed), seed)].map((one) =>
        solve(one, { most: 3 }),
      );
      expect(bySeat(other?.slates ?? []), `pool ${seed}`).toEqual(bySeat(ours?.slates ?? []));
      expect({ ...other, slates: [] }).toEqual({ ...ours, slates: [] });
      expect(canonicalPool(shuffledPool(small(seed), seed))).toBe(canonicalPool(small(seed)));
    }
  });

  test("each slate shown has the best balance, and keeps every rule that its fixed seats keep", () => {
    for (const seed of seeds) {
      const drawn = small(seed);
      const { slates, best } = solve(drawn);
      const fixed = judge(drawn, drawn.fixed).problems.length;
      for (const slate of slates) {
        const fixedFirst = [
          ...drawn.fixed,
          ...slate.filter(({ seat }) => !drawn.fixed.some((one) => one.seat === seat)),
        ];
        const { balance, problems } = judge(drawn, fixedFirst);
        expect(problems, `pool ${seed}`).toHaveLength(fixed);
        expect(compareBy(levelsInForce(drawn), balance, best), `pool ${seed}`).toBe(0);
      }
    }
  });

  test("including a candidate is as fixing them in each seat that they can hold", () => {
    for (const seed of seeds) {
      const drawn = small(seed);
      for (const including of whatIncluding(drawn)) {
        const fixed = fixedIn(drawn, including.candidate);
        if ("impossible" in including) continue;
        const bests = fixed
          .map(bestBalance)
          .sort((left, right) => compareBy(levelsInForce(drawn), left, right));
        expect(bests[0], `pool ${seed}`).toBeDefined();
        expect(tupleOf(drawn, including.best), `pool ${seed}, ${including.candidate}`).toEqual(
          bests[0] && tupleOf(drawn, bests[0]),
        );
      }
    }
  });
});

/** The pool with a candidate fixed in each open seat that takes them. */
function fixedIn(drawn: Pool, id: string): Pool[] {
  const candidate = drawn.candidates.find((one) => one.id === id);
  return drawn.seats
    .filter((seat) => !drawn.fixed.some((one) => one.seat === seat.id))
    .filter((seat) => candidate?.seats.length === 0 || candidate?.seats.includes(seat.id))
    .filter((seat) => seat.subregion === undefined || seat.subregion === candidate?.subregion)
    .map((seat) => ({ ...drawn, fixed: [...drawn.fixed, { seat: seat.id, candidate: id }] }));
}

describe("including a candidate", () => {
  const three = [one("a AA north f", { fit: 2 }), one("b BB south f"), one("c CC south m", { fit: 1 })];

  test("says what gets worse, and by how much", () => {
    const including = whatIncluding(pool(2, three));
    expect(including.map((one) => ("worse" in one ? one.worse : one))).toEqual([
      [],
      [
        { level: "genderGap", by: 2 },
        { level: "fit", by: 1 },
      ],
      [],
    ]);
  });

  const impossible: [why: string, pool: Pool, candidate: string][] = [
    [
      "state-has-a-seat",
      pool(2, [one("a AA north f"), one("b AA south m")], { fixed: [{ seat: "seat-1", candidate: "a" }] }),
      "b",
    ],
    ["state-has-a-seat-elsewhere", pool(1, three, { takenParties: ["CC"] }), "c"],
    [
      "person-has-a-seat",
      pool(2, [one("a AA north f", { person: "p" }), one("b BB south f", { person: "p" })], {
        fixed: [{ seat: "seat-1", candidate: "a" }],
      }),
      "b",
    ],
    ["no-seat-left", pool(1, three, { fixed: [{ seat: "seat-1", candidate: "a" }] }), "b"],
    ["not-of-subregion", pool(1, three, { seats: [{ id: "seat-1", subregion: "south" }] }), "a"],
    [
      "not-offered-for-what-is-left",
      pool(2, [one("a AA north f"), one("b BB south f", { seats: ["seat-1"] })], {
        fixed: [{ seat: "seat-1", candidate: "a" }],
      }),
      "b",
    ],
  ];
  test.each(impossible)("is impossible where: %s", (why, given, candidate) => {
    expect(whatIncluding(given)).toContainEqual({ candidate, impossible: why });
  });

  test("leaves out who is fixed or set aside", () => {
    const given = pool(2, three, { fixed: [{ seat: "seat-1", candidate: "a" }], excluded: ["b"] });
    expect(whatIncluding(given).map(({ candidate }) => candidate)).toEqual(["c"]);
  });
});

describe("what cannot be had together", () => {
  test("is nothing where nothing is fixed or set aside and every seat is held", () => {
    expect(conflictsOf(pool(1, [one("a AA north f")]))).toEqual({
      conflicts: [],
      nobodyFor: [],
      problems: [],
      isCut: false,
    });
  });

  test("is named by level, with the one thing that would have to be lifted", () => {
    const given = pool(2, [one("a AA north f"), one("b BB north m"), one("c CC south m")], {
      excluded: ["c"],
    });
    expect(conflictsOf(given).conflicts).toEqual([
      { level: "absent", value: 1, attainable: 0, lifts: [[{ lift: "excluded", candidate: "c" }]] },
      { level: "spread", value: 2, attainable: 0, lifts: [[{ lift: "excluded", candidate: "c" }]] },
    ]);
  });

  test("is named with two things where one is not enough", () => {
    const given = pool(
      2,
      [one("a AA north f"), one("b BB north m"), one("c CC south m"), one("d DD south f")],
      {
        fixed: [
          { seat: "seat-1", candidate: "a" },
          { seat: "seat-2", candidate: "b" },
        ],
        excluded: ["c", "d"],
      },
    );
    const [absent] = conflictsOf(given).conflicts;
    expect(absent).toMatchObject({ level: "absent", value: 1, attainable: 0 });
    expect(absent?.lifts).toHaveLength(4); // one of two fixed, one of two set aside
    expect(absent?.lifts).toContainEqual([
      { lift: "fixed", seat: "seat-1", candidate: "a" },
      { lift: "excluded", candidate: "c" },
    ]);
  });

  test("may be a consideration that binds", () => {
    const given = pool(2, [one("a AA north f"), one("b AA south m")]);
    expect(conflictsOf(given).conflicts).toEqual([
      {
        level: "open",
        value: 1,
        attainable: 0,
        lifts: [[{ lift: "relax", consideration: "one-per-state" }]],
      },
    ]);
  });

  test("is a fact without remedy where nobody was offered for a seat", () => {
    const given = pool(2, [one("a AA north f", { seats: ["seat-1"] })]);
    expect(conflictsOf(given)).toMatchObject({
      conflicts: [{ level: "open", value: 1, attainable: 1, lifts: [] }],
      nobodyFor: ["seat-2"],
    });
  });

  test("names the rules that fixed seats do not keep", () => {
    const given = pool(2, [one("a AA north f"), one("b AA south m")], {
      fixed: [
        { seat: "seat-1", candidate: "a" },
        { seat: "seat-2", candidate: "b" },
      ],
    });
    expect(conflictsOf(given).problems).toEqual([
      { problem: "state-twice", seat: "seat-2", candidate: "b", party: "AA", with: "seat-1" },
    ]);
  });

  test("lifts attain what they are said to, on drawn pools", () => {
    for (const seed of seeds.slice(0, 60)) {
      const drawn = small(seed);
      for (const { level, value, attainable, lifts } of conflictsOf(drawn).conflicts) {
        expect(bestBalance(drawn)[level], `pool ${seed}`).toBe(value);
        for (const set of lifts) {
          const relaxed = set.flatMap((one) => (one.lift === "relax" ? [one.consideration] : []));
          const gone = set.flatMap((one) => (one.lift === "relax" ? [] : [one.candidate]));
          const best = bestBalance({
            ...drawn,
            fixed: drawn.fixed.filter(({ candidate }) => !gone.includes(candidate)),
            excluded: drawn.excluded.filter((id) => !gone.includes(id)),
            relaxed: [...drawn.relaxed, ...relaxed],
          });
          expect(best[level], `pool ${seed}`).toBeLessThanOrEqual(attainable);
        }
      }
    }
  });
});

describe("a slate composed by hand", () => {
  const given = pool(
    3,
    [
      one("a AA north f"),
      one("b AA+BB south m", { person: "p" }),
      one("c CC south m", { person: "p", seats: ["seat-1"] }),
      one("d DD north -"),
      one("e EE south f"),
    ],
    {
      seats: [{ id: "seat-1" }, { id: "seat-2" }, { id: "seat-3", subregion: "south" }],
      takenParties: ["DD"],
      excluded: ["e"],
    },
  );
  const at = (...pairs: [seat: string, candidate: string][]): Slate =>
    pairs.map(([seat, candidate]) => ({ seat, candidate }));

  test("may be partial, and counts as it is", () => {
    expect(judge(given, at(["seat-3", "b"]))).toEqual({
      problems: [],
      balance: {
        open: 2,
        absent: 1,
        spread: 1,
        genderGap: 1,
        fit: 0,
        counts: { north: 0, south: 1 },
        women: 0,
        men: 1,
        notStated: 0,
      },
    });
  });

  const wrong: [problem: string, slate: Slate][] = [
    ["unknown-seat", at(["seat-9", "a"])],
    ["unknown-candidate", at(["seat-1", "z"])],
    ["seat-twice", at(["seat-1", "a"], ["seat-1", "c"])],
    ["candidate-twice", at(["seat-1", "a"], ["seat-2", "a"])],
    ["person-twice", at(["seat-1", "c"], ["seat-2", "b"])],
    ["state-twice", at(["seat-1", "a"], ["seat-2", "b"])],
    ["state-has-a-seat-elsewhere", at(["seat-1", "d"])],
    ["not-of-subregion", at(["seat-3", "a"])],
    ["not-offered-for-seat", at(["seat-2", "c"])],
    ["excluded", at(["seat-1", "e"])],
  ];
  test.each(wrong)("is told: %s", (problem, slate) => {
    expect(judge(given, slate).problems.map((one) => one.problem)).toEqual([problem]);
  });

  test("is told where a seat is not as it is fixed", () => {
    const fixed: Pool = { ...given, fixed: at(["seat-1", "a"]) };
    expect(judge(fixed, at(["seat-1", "c"])).problems).toEqual([
      { problem: "not-as-fixed", seat: "seat-1", candidate: "c" },
    ]);
    expect(judge(fixed, []).problems).toEqual([{ problem: "not-as-fixed", seat: "seat-1" }]);
  });

  test("may seat a State that has a seat in another call only where it is fixed", () => {
    expect(judge({ ...given, fixed: at(["seat-1", "d"]) }, at(["seat-1", "d"])).problems).toEqual([]);
  });
});

describe("a pool is refused, with the field that is wrong", () => {
  const good = pool(1, [one("a AA north f")]);
  const wrongs: [field: string, pool: Pool][] = [
    ["seats.1.id", { ...good, seats: [{ id: "x" }, { id: "x" }] }],
    ["seats.0.subregion", { ...good, seats: [{ id: "x", subregion: "west" }] }],
    ["subregions.2", { ...good, subregions: ["north", "south", "north"] }],
    ["candidates.1.id", { ...good, candidates: [one("a AA north f"), one("a BB north f")] }],
    ["candidates.0.subregion", { ...good, candidates: [one("a AA west f")] }],
    ["candidates.0.parties.1", { ...good, candidates: [one("a AA+AA north f")] }],
    ["candidates.0.seats.0", { ...good, candidates: [one("a AA north f", { seats: ["y"] })] }],
    ["fixed.0.seat", { ...good, fixed: [{ seat: "y", candidate: "a" }] }],
    ["fixed.0.candidate", { ...good, fixed: [{ seat: "seat-1", candidate: "z" }] }],
    ["excluded.0", { ...good, excluded: ["z"] }],
    ["excluded.0", { ...good, excluded: ["a"], fixed: [{ seat: "seat-1", candidate: "a" }] }],
  ];
  test.each(wrongs)("%s", (field, wrong) => {
    const parsed = Pool.safeParse(wrong);
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});
