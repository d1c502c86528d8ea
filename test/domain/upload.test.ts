/** Uploads in parts: where parts lie, which are missing, and by what a file is known again. */
import { expect, test } from "vitest";
import { isSameFile, missingParts, partSize, plainName } from "../../shared/domain/upload.ts";

const twelve = 2 * partSize + 2_000_000;

test.each([
  ["nothing arrived", [], [1, 2, 3]],
  ["the middle is missing", [part(1, partSize), part(3, 2_000_000)], [2]],
  ["a part was cut short", [part(1, partSize), part(2, 10), part(3, 2_000_000)], [2]],
  ["all is there", [part(1, partSize), part(2, partSize), part(3, 2_000_000)], []],
  ["a part too many", [part(1, partSize), part(2, partSize), part(3, 2_000_000), part(4, 1)], []],
])("%s", (_what, arrived, missing) => {
  expect(missingParts(twelve, arrived).map(({ number }) => number)).toEqual(missing);
});

function part(number: number, size: number) {
  return { number, size };
}

test.each([
  [0, [[0, 0]]],
  [1, [[0, 1]]],
  [partSize, [[0, partSize]]],
  [
    partSize + 1,
    [
      [0, partSize],
      [partSize, partSize + 1],
    ],
  ],
])("%i bytes lie without gap in their parts", (size, places) => {
  expect(missingParts(size, []).map(({ from, to }) => [from, to])).toEqual(places);
});

test.each([
  ["Nota verbal n.º 12.pdf", "Nota verbal n.º 12.pdf"],
  ["C:\\Users\\Misión\\nota.pdf", "nota.pdf"],
  ["../../files/nota.pdf", "nota.pdf"],
  ["nota\u0000\u001f.pdf", "nota.pdf"],
  ["", "file"],
  [" / ", "file"],
  [`${"a".repeat(300)}.pdf`, `${"a".repeat(196)}.pdf`],
])("%j is kept as %j", (name, kept) => {
  expect(plainName(name)).toBe(kept);
});

test("a file is known again by name, size and the moment it was changed", () => {
  const file = { name: "nota.pdf", size: 1, modified: 1 };
  expect(isSameFile(file, { ...file })).toBe(true);
  for (const other of [{ name: "Nota.pdf" }, { size: 2 }, { modified: 2 }])
    expect(isSameFile(file, { ...file, ...other })).toBe(false);
});
