/** Every act that is written into the ledger has its words, and its area a name, in each language. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languages } from "../../shared/domain/language.ts";
import { sayAct } from "../../shared/text/console/acts/say.ts";
import { wordsIn } from "./samples.tsx";

const root = new URL("../../", import.meta.url);

/** Acts written out in the sources: `act: "…"`, and those that an act is chosen from. */
const written = globSync("shared/{desk,store}/*.ts", { cwd: root.pathname }).flatMap((path) => {
  const text = readFileSync(new URL(path, root), "utf8");
  return [
    ...text.matchAll(/\bact(?::| =)[^;,\n]*?"([a-z]+\.[a-z-]+)"(?:[^;,\n]*?"([a-z]+\.[a-z-]+)")?/g),
  ].flatMap(([, ...acts]) => acts.filter((act) => act !== undefined));
});

test("the acts are found at all", () => {
  expect(new Set(written).size).toBeGreaterThan(60);
  expect(written).toEqual(expect.arrayContaining(["party.extended", "contact.changed", "selection.agreed"]));
});

test.each(languages)("in %s", (lang) => {
  const { acts } = wordsIn(lang).ct;
  const unsaid = written.filter((act) => sayAct(acts, act) === act);
  expect(unsaid).toEqual([]);
  const unnamed = written.filter((act) => !(act.slice(0, act.indexOf(".")) in acts.areas));
  expect(unnamed).toEqual([]);
});
