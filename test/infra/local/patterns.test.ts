/** Event patterns, one row a rule. */
import { expect, test } from "vitest";
import { compilePattern } from "../../../infra/local/patterns.ts";

const notice = {
  eventName: "MODIFY",
  dynamodb: { NewImage: { entity: { S: "notice" }, state: { S: "prepared" }, size: 5 }, Keys: {} },
};

test.each([
  ["a value of the list", { eventName: ["INSERT", "MODIFY"] }, true],
  ["no value of the list", { eventName: ["REMOVE"] }, false],
  [
    "all levels must match",
    { dynamodb: { NewImage: { entity: { S: ["notice"] }, state: { S: ["sent"] } } } },
    false,
  ],
  [
    "all levels match",
    { dynamodb: { NewImage: { entity: { S: ["notice"] }, state: { S: ["prepared"] } } } },
    true,
  ],
  ["a missing level", { dynamodb: { OldImage: { entity: { S: ["notice"] } } } }, false],
  ["exists", { dynamodb: { NewImage: { hold: [{ exists: false }], size: [{ exists: true }] } } }, true],
  [
    "prefix and suffix",
    { eventName: [{ prefix: "MOD" }], dynamodb: { NewImage: { state: { S: [{ suffix: "red" }] } } } },
    true,
  ],
  ["anything but", { eventName: [{ "anything-but": ["REMOVE", "INSERT"] }] }, true],
  ["anything but a prefix", { eventName: [{ "anything-but": { prefix: "MOD" } }] }, false],
  ["numbers", { dynamodb: { NewImage: { size: [{ numeric: [">", 4, "<=", 5] }] } } }, true],
  ["either", { $or: [{ eventName: ["REMOVE"] }, { dynamodb: { NewImage: { size: [5] } } }] }, true],
])("%s", (_title, pattern, expected) => {
  expect(compilePattern(pattern, "Rule")(notice)).toBe(expected);
});

test("an operator that is not known is an error that names the rule", () => {
  expect(() => compilePattern({ eventName: [{ cidr: "10.0.0.0/8" }] }, "Rule")).toThrow(
    "Rule: the local cloud does not",
  );
});
