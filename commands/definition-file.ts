/** The definition that a command is told to run, or the first review; one that does not hold ends the command. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "../infra/sources.ts";
import type { Definition } from "../shared/domain/definition.ts";
import { checkDefinition } from "../shared/reviews/read.ts";

/** Says why on standard error and ends with status 2. */
export function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

/** Reads and checks the file; every error is said, with its line and remedy. */
export function definitionFrom(given: string | undefined): { file: string; definition: Definition } {
  const file = resolve(given ?? join(root, "shared", "reviews", "lac-2025.yaml"));
  if (!existsSync(file)) refuse(`There is no file ${file}`);
  const checked = checkDefinition(readFileSync(file, "utf8"));
  if ("definition" in checked) return { file, definition: checked.definition };
  const lines = checked.errors.map(
    (error) => `  line ${error.line}, ${error.field}: ${error.message}. ${error.remedy}`,
  );
  return refuse(`${file} does not hold:\n${lines.join("\n")}`);
}
