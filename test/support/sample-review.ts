/** The first review, loaded into a test's engine as a deployment would. */
import { readFileSync } from "node:fs";
import { loadDefinition } from "../../shared/desk/load.ts";
import { enableKind, markSeen } from "../../shared/desk/reviews.ts";
import type { Definition } from "../../shared/domain/definition.ts";
import { languages } from "../../shared/domain/language.ts";
import type { NoticeKind } from "../../shared/domain/notice.ts";
import type { Outcome } from "../../shared/domain/outcome.ts";
import { checkDefinition } from "../../shared/reviews/read.ts";

let read: Definition | undefined;

/** shared/reviews/lac-2025.yaml, which holds. */
export function sampleDefinition(): Definition {
  if (read) return read;
  const file = new URL("../../shared/reviews/lac-2025.yaml", import.meta.url);
  const checked = checkDefinition(readFileSync(file, "utf8"));
  if ("errors" in checked) throw new Error(JSON.stringify(checked.errors));
  read = checked.definition;
  return read;
}

/** Loads the first review and gives its definition back. */
export async function loadSampleReview(): Promise<Definition> {
  const definition = sampleDefinition();
  await loadDefinition(definition, new Date());
  return definition;
}

/** Looks at a kind of mail in every language and enables it. */
export async function enable(kind: NoticeKind, by: string): Promise<void> {
  for (const language of languages) await markSeen({ kind, language, by });
  done(await enableKind({ kind, by }));
}

/** What came of an act that must not be refused. */
export function done<T>(outcome: Outcome<T>): { ok: true } & T {
  if ("refused" in outcome) throw new Error(`Refused: ${outcome.refused}`);
  return outcome;
}

/** Why an act was refused; "done" when it was not. */
export const reasonOf = (outcome: Outcome): string => ("refused" in outcome ? outcome.refused : "done");
