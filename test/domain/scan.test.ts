/** Who is handed a file: a row for each state and each who may ask. */
import { expect, test } from "vitest";
import { mayServe, overrules, settledState, verdictOf } from "../../shared/domain/scan.ts";

const now = new Date("2024-12-03T12:00:00Z");

test.each([
  ["clean", "public", false, true],
  ["clean", "party", false, true],
  ["clean", "secretariat", false, true],
  ["pending", "public", true, false],
  ["pending", "party", true, false],
  ["pending", "secretariat", true, false],
  ["unscanned", "public", true, false],
  ["unscanned", "party", true, false],
  ["unscanned", "secretariat", false, false],
  ["unscanned", "secretariat", true, true],
  ["infected", "public", true, false],
  ["infected", "party", true, false],
  ["infected", "secretariat", true, false],
] as const)("%s, to the %s, warned %s: %s", (state, to, warned, served) => {
  expect(mayServe(state, to, warned)).toBe(served);
});

test.each([
  ["pending", "2024-12-02T12:00:00Z", "pending"],
  ["pending", "2024-12-02T11:59:59Z", "unscanned"],
  ["infected", "2024-11-02T11:59:59Z", "infected"],
] as const)("%s since %s counts as %s", (state, since, settled) => {
  expect(settledState(state, since, now)).toBe(settled);
});

test.each([
  ["NO_THREATS_FOUND", "clean"],
  ["THREATS_FOUND", "infected"],
  ["UNSUPPORTED", "unscanned"],
  ["ACCESS_DENIED", "unscanned"],
  ["FAILED", "unscanned"],
] as const)("%s is %s", (result, verdict) => {
  expect(verdictOf(result)).toBe(verdict);
});

test.each([
  ["clean", "pending", true],
  ["clean", "unscanned", true],
  ["clean", "clean", false],
  ["clean", "infected", false],
  ["unscanned", "clean", false],
  ["infected", "clean", true],
  ["infected", "infected", false],
] as const)("%s said of a file known as %s: changes it %s", (said, known, changes) => {
  expect(overrules(said, known)).toBe(changes);
});
