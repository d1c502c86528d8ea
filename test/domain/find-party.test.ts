/** A party is found by three letters, in any language. */
import { expect, test } from "vitest";
import { findParties } from "../../shared/domain/find-party.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { lac } from "../support/definitions.ts";

const { parties } = recordsOf(lac);

test.each([
  ["col", ["CO", "voix-des-migrants"]],
  ["colo", ["CO"]],
  ["COL", ["CO"]],
  ["CO", ["CO"]],
  ["méx", ["MX"]],
  ["MEX", ["MX"]],
  ["Brésil", ["BR"]],
  ["bra", ["BR"]],
  ["alem", ["DE"]],
  ["ger", ["DE"]],
  ["salvador", ["SV"]],
  ["  el  salv ", ["SV"]],
  ["dominica", ["DM"]], // a whole name goes before the beginning of another
  ["dom", ["DM", "DO"]],
  ["DOM", ["DO"]],
  ["dominicana", ["DO"]],
  ["xyz", []],
  ["", []],
  ["-", []],
])("%j finds %j", (typed, ids) => {
  expect(
    findParties(typed, parties, "es")
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids);
});
