/** What two colleagues type into one answer is joined, and no line of either is lost. */
import { describe, expect, test } from "vitest";
import { joinTyped } from "../../shared/desk/merge.ts";

const cases: { name: string; base: string; mine: string; theirs: string; text: string; both?: boolean }[] = [
  { name: "only I wrote", base: "a", mine: "a\nb", theirs: "a", text: "a\nb" },
  { name: "only a colleague wrote", base: "a", mine: "a", theirs: "a\nc", text: "a\nc" },
  { name: "both wrote the same", base: "", mine: "same", theirs: "same", text: "same" },
  {
    name: "each changed another paragraph",
    base: "one\n\ntwo\n\nthree",
    mine: "one, mine\n\ntwo\n\nthree",
    theirs: "one\n\ntwo\n\nthree, theirs",
    text: "one, mine\n\ntwo\n\nthree, theirs",
  },
  {
    name: "both changed the same line: theirs, then mine",
    base: "one\ntwo\nthree",
    mine: "one\nmy two\nthree",
    theirs: "one\ntheir two\nthree",
    text: "one\ntheir two\nmy two\nthree",
    both: true,
  },
  {
    name: "both began an empty answer",
    base: "",
    mine: "mine",
    theirs: "theirs",
    text: "theirs\nmine",
    both: true,
  },
  {
    name: "I took a line away that a colleague changed: it stays",
    base: "one\ntwo",
    mine: "one",
    theirs: "one\ntwo, better",
    text: "one\ntwo, better",
  },
  {
    name: "a colleague emptied what I went on writing: mine stays",
    base: "one",
    mine: "one\ntwo",
    theirs: "",
    text: "one\ntwo",
  },
];

describe("what two type into one answer", () => {
  test.each(cases)("$name", ({ base, mine, theirs, text, both = false }) => {
    expect(joinTyped({ base, mine, theirs })).toEqual({ text, both });
  });

  test("no line that either added is ever lost", () => {
    let seed = 7;
    const draw = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 300; round++) {
      const base = Array.from({ length: draw(6) }, () => `line ${draw(3)}`);
      const added: string[] = [];
      const change = (who: string) => {
        const lines = [...base];
        for (let times = 0; times < 1 + draw(3); times++) {
          const line = `${who} ${round} ${times}`;
          added.push(line);
          lines.splice(draw(lines.length + 1), draw(2), line);
        }
        return lines.filter((line) => line !== undefined);
      };
      const [mine, theirs] = [change("mine"), change("theirs")];
      const kept = added.filter((line) => mine.includes(line) || theirs.includes(line));
      const { text } = joinTyped({
        base: base.join("\n"),
        mine: mine.join("\n"),
        theirs: theirs.join("\n"),
      });
      for (const line of kept) expect(text.split("\n")).toContain(line);
    }
  });

  test("texts too long to compare are put one after the other", () => {
    const base = Array.from({ length: 3000 }, () => "x").join("\n");
    const { text, both } = joinTyped({ base, mine: `${base}\nmine`, theirs: `theirs\n${base}` });
    expect(both).toBe(true);
    expect(text.startsWith("theirs\n") && text.endsWith("\nmine")).toBe(true);
  });
});
