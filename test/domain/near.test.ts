/** Addresses copied by hand are understood with a letter or two wrong, and no further. */
import { describe, expect, test } from "vitest";
import { distance, isNear, nearest } from "../../shared/domain/near.ts";

test.each([
  ["co-chairs", "co-chairs", 0],
  ["co-chair", "co-chairs", 1],
  ["cochairs", "co-chairs", 1],
  ["co-chiars", "co-chairs", 1], // neighbours swapped
  ["co-chzirz", "co-chairs", 2],
  ["", "abc", 3],
])("%s and %s are %i apart", (a, b, apart) => expect(distance(a, b)).toBe(apart));

describe("near", () => {
  test.each([
    ["guiding-question", "guiding-questions", true],
    ["guiding_questions", "guiding-questions", true],
    ["guiding", "guiding-questions", false],
    ["chair", "chairs", false], // too short to tell
    ["a".repeat(70), "a".repeat(70), false],
  ])("%s, %s: %s", (a, b, near) => expect(isNear(a, b)).toBe(near));
  test("the only one, or none", () => {
    const all = ["speakers", "speakerz", "moderators"];
    expect(nearest("moderator", all, (one) => one)).toBe("moderators");
    expect(nearest("speaker", all, (one) => one)).toBeNull();
  });
});
