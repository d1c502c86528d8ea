/** The functions as they are built: all there, and each given what it asks for. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { synthesize } from "../../commands/synth.ts";
import { functionNames, missingOf } from "../../infra/build.ts";
import { hashOf } from "../../infra/sources.ts";

const folder = await synthesize();
const template = z
  .object({
    Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown().optional() })),
  })
  .parse(JSON.parse(readFileSync(join(folder, templateIn(folder)), "utf8")));
const LambdaFunction = z.object({
  Code: z.object({ S3Key: z.string().regex(/\.zip$/) }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

function templateIn(assembly: string): string {
  const found = readdirSync(assembly).find((name) => name.endsWith(".template.json"));
  if (!found) throw new Error(`${assembly} has no template`);
  return found;
}

const functions = Object.values(template.Resources)
  .filter(({ Type }) => Type === "AWS::Lambda::Function")
  .map(({ Properties }) => {
    const { Code, Environment } = LambdaFunction.parse(Properties);
    const code = join(folder, `asset.${Code.S3Key.replace(/\.zip$/, "")}`);
    return {
      name: String(Environment.Variables.POWERTOOLS_SERVICE_NAME),
      given: Environment.Variables,
      code,
    };
  });

test("every folder with a handler is in the list, and every function of the list has one", () => {
  const written = readdirSync("functions").filter((name) => existsSync(`functions/${name}/handler.ts`));
  expect(written.sort()).toEqual([...functionNames].sort());
});

test("a function without its code is named", () => {
  const empty = mkdtempSync(join(tmpdir(), "functions-"));
  mkdirSync(join(empty, "site"));
  writeFileSync(join(empty, "site", "handler.ts"), "");
  expect(missingOf(["site", "plan-call"], empty)).toEqual(["plan-call"]);
});

/** The files of a bundle's folder, by their path in it. */
const filesOf = (code: string) =>
  readdirSync(code, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(code, join(entry.parentPath, entry.name)))
    .sort();

/** A helper for both tables stays whole in the bundles of functions that read one of them. */
const named = "LEDGER_TABLE";
const variables = new Set(functions.flatMap(({ given }) => Object.keys(given)));

test.each(functions)("$name is given every variable it asks for", ({ code, given }) => {
  const text = filesOf(code)
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => readFileSync(join(code, file), "utf8"))
    .join("\n");
  const asked = [...text.matchAll(/"([A-Z]+(?:_[A-Z]+)+)"/g)].map(([, variable = ""]) => variable);
  const missing = asked.filter((one) => variables.has(one) && !(one in given) && one !== named);
  expect([...new Set(missing)]).toEqual([]);
});

test.each(functions)("$name carries its code, and no source map", ({ name, code }) => {
  const isInParts = ["site", "receive-mail", "read-documents"].includes(name);
  const files = filesOf(code).filter((file) => !isInParts || !/^parts\/[\w-]+\.mjs$/.test(file));
  expect(files).toEqual(name === "load-review" ? ["index.mjs", "review.json"] : ["index.mjs"]);
});

test.each(["site", "receive-mail"])("the folder of %s holds every part that it asks for", (name) => {
  const { code = "" } = functions.find((one) => one.name === name) ?? {};
  const asked = filesOf(code).flatMap((file) => {
    const text = readFileSync(join(code, file), "utf8");
    const paths = [...text.matchAll(/["'](\.\.?\/[\w./-]+\.mjs)["']/g)].map(([, path = ""]) => path);
    return paths.map((path) => join(dirname(file), path));
  });
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter((path) => !existsSync(join(code, path)))).toEqual([]);
});

test("what was built is known by its sources, and by nothing else", () => {
  expect(hashOf(["cdk.json"], "one")).toBe(hashOf(["cdk.json"], "one"));
  expect(hashOf(["cdk.json"], "one")).not.toBe(hashOf(["cdk.json"], "two"));
  expect(hashOf(["cdk.json"])).not.toBe(hashOf(["tsconfig.json"]));
});
