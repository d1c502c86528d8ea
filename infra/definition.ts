/** The definition that a deployment is for: read, checked, and as the function that loads it carries it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Definition } from "../shared/domain/definition.ts";
import { checkDefinition } from "../shared/reviews/read.ts";
import type { Settings } from "./settings.ts";
import { root } from "./sources.ts";

/** Where the definition of a review lies, unless DEFINITION names another file to try out. */
export function definitionFile(settings: Settings): string {
  return process.env.DEFINITION
    ? resolve(process.env.DEFINITION)
    : join(root, "shared", "reviews", `${settings.review}.yaml`);
}

/** Reads a definition; one that does not hold is refused here, before anything is built, with every error. */
export function readDefinition(file: string): { definition: Definition; json: string } {
  const checked = checkDefinition(readFileSync(file, "utf8"));
  if ("definition" in checked) {
    return { definition: checked.definition, json: JSON.stringify(checked.definition) };
  }
  const lines = checked.errors.map(
    (error) => `  line ${error.line}, ${error.field}: ${error.message}. ${error.remedy}`,
  );
  throw new Error(`${file} does not hold:\n${lines.join("\n")}`);
}

/** The settings for a definition: its own id, and for a definition tried out a redirect from each mailbox it names. */
export function settingsFor(settings: Settings, definition: Definition): Settings {
  const { id } = definition.review;
  if (id === settings.review) return settings;
  const known = new Set(settings.publicMailboxes.map(({ mailbox }) => mailbox));
  const named = new Set(definition.calls.flatMap(({ mailbox }) => (mailbox ? [mailbox.toLowerCase()] : [])));
  const added = [...named]
    .filter((mailbox) => !known.has(mailbox))
    .map((mailbox) => ({
      mailbox,
      redirectsTo: `in-${createHash("sha256").update(`${id} ${mailbox}`).digest("hex").slice(0, 12)}`,
    }));
  return { ...settings, review: id, publicMailboxes: [...settings.publicMailboxes, ...added] };
}
