/** The definitions that tests read: the first review, and one as unlike it as can be. */
import { readFileSync } from "node:fs";
import type { Definition } from "../../shared/domain/definition.ts";
import { checkDefinition } from "../../shared/reviews/read.ts";

export const lacText = readFileSync(new URL("../../shared/reviews/lac-2025.yaml", import.meta.url), "utf8");
export const africaText = readFileSync(new URL("../reviews/africa-2027.yaml", import.meta.url), "utf8");

function definitionIn(text: string): Definition {
  const checked = checkDefinition(text);
  if ("errors" in checked) throw new Error(JSON.stringify(checked.errors, null, 2));
  return checked.definition;
}

export const lac = definitionIn(lacText);
export const africa = definitionIn(africaText);
