/** What is offered, rule by rule: each person keeps a number, and an id of what is offered holds no name. */
import { describe, expect, test } from "vitest";
import {
  candidateId,
  type Interest,
  isSameName,
  Nominee,
  numbered,
  numberedInterest,
  titled,
} from "../../shared/domain/offer.ts";

const person = (id: string, name: string, more: Partial<Nominee> = {}): Nominee =>
  Nominee.parse({ id, name, ...more });
const given = (name: string, id?: string) => ({ name, seats: [], ...(id === undefined ? {} : { id }) });
type Given = ReturnType<typeof given>;

const ana = person("1", "Ana Núñez");
const luis = person("2", "Luis Mora");

describe("the number of a person within a party and a call", () => {
  const rows: [title: string, given: Given[], earlier: Nominee[], expected: [id: string, name: string][]][] =
    [
      [
        "the first persons are numbered in the party's order",
        [given("Luis Mora"), given("Ana Núñez")],
        [],
        [
          ["1", "Luis Mora"],
          ["2", "Ana Núñez"],
        ],
      ],
      [
        "the same name without accents, in capitals and with wide spaces keeps its number",
        [given("  ana   NUNEZ ")],
        [luis, ana],
        [["1", "  ana   NUNEZ "]],
      ],
      [
        "a person keeps the number when the order changes",
        [given("Luis Mora"), given("Ana Núñez")],
        [ana, luis],
        [
          ["2", "Luis Mora"],
          ["1", "Ana Núñez"],
        ],
      ],
      ["a new person takes the next number", [given("Rosa Lima")], [ana], [["2", "Rosa Lima"]]],
      [
        "a new person never takes a number between, though nobody of it is named any more",
        [given("Rosa Lima")],
        [person("4", "Pedro Soto"), ana],
        [["5", "Rosa Lima"]],
      ],
      [
        "numbers are counted as numbers, not as letters",
        [given("Rosa Lima")],
        [person("9", "Pedro Soto"), person("10", "Eva Cruz")],
        [["11", "Rosa Lima"]],
      ],
      [
        "the number that the form brought wins over a changed name",
        [given("Ana Núñez de Paz", "1")],
        [ana, luis],
        [["1", "Ana Núñez de Paz"]],
      ],
      [
        "somebody else written over a name is somebody else, whatever number the form brought",
        [given("Rosa Lima", "1")],
        [ana, luis],
        [["3", "Rosa Lima"]],
      ],
      [
        "and has the number of that name, where it has one",
        [given("Luis Mora", "1")],
        [ana, luis],
        [["2", "Luis Mora"]],
      ],
      [
        "a row that brought a number keeps it, though a row before has the name that it had",
        [given("Ana Núñez"), given("Ana María Núñez", "1")],
        [ana],
        [
          ["2", "Ana Núñez"],
          ["1", "Ana María Núñez"],
        ],
      ],
      ["an empty number is none", [given("Ana Núñez", "")], [ana], [["1", "Ana Núñez"]]],
      [
        "a number that nobody has is none of the form's to give",
        [given("Eva Cruz", "7")],
        [ana],
        [["2", "Eva Cruz"]],
      ],
      [
        "two rows with one name are two persons: the first is who was known",
        [given("Ana Núñez"), given("Ana Nunez")],
        [ana],
        [
          ["1", "Ana Núñez"],
          ["2", "Ana Nunez"],
        ],
      ],
      [
        "two rows that bring the same number are two persons",
        [given("Ana Núñez", "1"), given("Eva Cruz", "1")],
        [ana],
        [
          ["1", "Ana Núñez"],
          ["2", "Eva Cruz"],
        ],
      ],
      [
        "two of one name who both were known keep their numbers",
        [given("Ana Nunez"), given("Ana Núñez")],
        [ana, person("2", "Ana Nunez")],
        [
          ["1", "Ana Nunez"],
          ["2", "Ana Núñez"],
        ],
      ],
    ];
  test.each(rows)("%s", (_title, now, earlier, expected) => {
    expect(numbered(now, earlier).map(({ id, name }) => [id, name])).toEqual(expected);
  });

  test("what else is said of a person is what the new version says", () => {
    const before = [person("1", "Ana Núñez", { gender: "f", office: "Cancillería" })];
    expect(numbered([{ name: "Ana Núñez", title: "Embajadora", seats: ["s1"] }], before)).toEqual([
      { id: "1", name: "Ana Núñez", title: "Embajadora", seats: ["s1"] },
    ]);
  });
});

describe("the persons of a new version of an offer", () => {
  const offer = (...nominees: Nominee[]): Interest => ({ seats: [], nominees });
  const numbers = (interest: Interest) => interest.nominees?.map(({ id, name }) => [id, name]);

  test("who was removed and is named again keeps the number", () => {
    const again = numberedInterest(offer(person("9", "Luis Mora")), [offer(ana, luis), offer(ana)]);
    // 9 was never given by us: the name decides
    expect(numbers(again)).toEqual([["2", "Luis Mora"]]);
    const byName = { seats: [], nominees: [{ ...luis, id: "" }] };
    expect(numbers(numberedInterest(byName, [offer(ana, luis), offer(ana)]))).toEqual([["2", "Luis Mora"]]);
  });

  test("the number of somebody who was removed goes to nobody else", () => {
    const next = { seats: [], nominees: [{ ...ana, id: "", name: "Rosa Lima" }] };
    expect(numbers(numberedInterest(next, [offer(ana, luis), offer(ana)]))).toEqual([["3", "Rosa Lima"]]);
  });

  test("somebody whose name was changed is known by the last one", () => {
    const later = [offer(ana), offer({ ...ana, name: "Ana de Paz" })];
    const next = { seats: [], nominees: [{ ...ana, id: "", name: "ana de paz" }] };
    expect(numbers(numberedInterest(next, later))).toEqual([["1", "ana de paz"]]);
  });

  test("an offer of nobody has no persons, not an empty list of them", () => {
    expect(numberedInterest({ seats: ["s1"], conditions: "Jointly" }, [])).toEqual({
      seats: ["s1"],
      conditions: "Jointly",
    });
    expect(numberedInterest({ seats: [], nominees: [] }, [offer(ana)])).toEqual({ seats: [] });
  });

  test("all but the persons stays as it was given", () => {
    const interest: Interest = { seats: ["s1"], conditions: "x", jointWith: ["CL"], nominees: [ana] };
    expect(numberedInterest(interest, [])).toMatchObject({
      seats: ["s1"],
      conditions: "x",
      jointWith: ["CL"],
    });
  });
});

describe("names", () => {
  const rows: [left: string, right: string, same: boolean][] = [
    ["Ana Núñez", "ANA NUNEZ", true],
    ["Ana\u00a0 Núñez", "Ana Núñez", true],
    ["Ana Nu\u0301n\u0303ez", "Ana Núñez", true],
    ["Ana Núñez", "Ana Núñez de Paz", false],
    ["Ana Núñez", "Núñez Ana", false],
    ["", "Ana", false],
  ];
  test.each(rows)(
    "“%s” and “%s” are written the same but for accents, case and spaces: %s",
    (left, right, same) => {
      expect(isSameName(left, right)).toBe(same);
    },
  );

  test("a person is written with the title that the offer gives, or without", () => {
    expect(titled({ title: "Embajadora", name: "Ana Núñez" })).toBe("Embajadora Ana Núñez");
    expect(titled({ name: "Ana Núñez" })).toBe("Ana Núñez");
    expect(titled({ title: "", name: "Ana Núñez" })).toBe("Ana Núñez");
  });

  test("the id of what is offered is made of the party and the number, and of no name", () => {
    const [only] = numbered([given("Ana Núñez")], []);
    expect(candidateId("CO")).toBe("CO");
    expect(candidateId("CO", only?.id)).toBe("CO-1");
    expect(candidateId("red-andares", "12")).toBe("red-andares-12");
  });
});

describe("a number", () => {
  test.each(["0", "01", "100", "-1", "x", "1a"])("%s is none", (id) => {
    expect(Nominee.safeParse({ id, name: "Ana" }).success).toBe(false);
  });
  test.each(["1", "9", "10", "99"])("%s is one", (id) => {
    expect(Nominee.safeParse({ id, name: "Ana" }).success).toBe(true);
  });
});
