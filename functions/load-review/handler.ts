/** On deployment: brings the definition file into the tables. What people have set since stays. */
import { readFileSync } from "node:fs";
import { loadDefinition } from "../../shared/desk/load.ts";
import { Definition } from "../../shared/domain/definition.ts";
import { resourceHandler } from "../wrap.ts";

export const handler = resourceHandler(async ({ now }) => {
  const text = readFileSync(new URL("review.json", import.meta.url), "utf8");
  await loadDefinition(Definition.parse(JSON.parse(text)), now);
});
