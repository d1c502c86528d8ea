/** Every reason for which an act may be refused is said in words. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { refusalText, textOf } from "../../functions/site/reader.ts";
import { languages } from "../../shared/domain/language.ts";

/** The reasons written out in a folder of sources. */
function reasonsIn(folder: string): string[] {
  const root = new URL(`../../${folder}/`, import.meta.url);
  return readdirSync(root)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(new URL(name, root), "utf8").matchAll(/refused\("([a-z-]+)"\)/g)])
    .map(([, reason = ""]) => reason);
}

test("every reason of refusal has its words in each language", async () => {
  const reasons = new Set(["shared/desk", "shared/domain"].flatMap(reasonsIn));
  expect(reasons.size).toBeGreaterThan(30);
  for (const lang of languages) {
    const t = await textOf(lang);
    const unsaid = [...reasons].filter((reason) => refusalText(t, reason) === t.refused.other);
    expect(unsaid, lang).toEqual([]);
  }
});
