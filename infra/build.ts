/** Builds every function in one esbuild run; does nothing when no source has changed since. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { hashOf, keep, root } from "./sources.ts";

export const functionNames = [
  "receive-mail",
  "receive-upload",
  "send-notices",
  "settle-notices",
  "sweep-notices",
  "wake-calls",
  "keep-ledger",
  "plan-call",
  "prepare-notices",
  "mark-call",
  "await-change",
  "plan-roadmap",
  "mark-activity",
  "load-review",
  "activate-rules",
  "site",
] as const;
export type FunctionName = (typeof functionNames)[number];

/** A function in the list has no code: the list or the folder is wrong. */
class MissingFunction extends Error {
  override name = "MissingFunction";
}

const sources = ["functions", "shared", "package-lock.json", "infra/build.ts"];

/** Some of the dependencies are CommonJS and ask for Node's own modules by `require`. */
const banner =
  'import{createRequire as requireOfNode}from"node:module";const require=requireOfNode(import.meta.url);';

const credentials = fileURLToPath(new URL("../functions/credentials.ts", import.meta.url));

/** How every function is bundled; the bench bundles what it compares them with in the same way. */
export const bundling = {
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"], // the default would bundle the CommonJS twin of many packages
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  banner: { js: banner },
  alias: { "@aws-sdk/credential-provider-node": credentials },
  legalComments: "none",
  logLevel: "silent",
} satisfies BuildOptions;

async function bundle(names: readonly FunctionName[], into: string): Promise<void> {
  const result = await build({
    ...bundling,
    entryPoints: names.map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir: into,
    sourcemap: "external",
    write: false,
  });
  for (const file of result.outputFiles) {
    const name = basename(dirname(file.path));
    const path = file.path.endsWith(".map") ? join(into, "..", "maps", `${name}.mjs.map`) : file.path;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.contents);
  }
}

/** The functions of a list whose code is not there. */
export const missingOf = (names: readonly FunctionName[], folder: string): FunctionName[] =>
  names.filter((name) => !existsSync(join(folder, name, "handler.ts")));

/** Builds what has changed, the definition beside the function that loads it, and says where each function lies. */
export async function buildFunctions(definition: string): Promise<(name: FunctionName) => string> {
  const missing = missingOf(functionNames, join(root, "functions"));
  if (missing.length) {
    const files = missing.map((name) => `functions/${name}/handler.ts`);
    throw new MissingFunction(`infra/build.ts lists functions whose code is not there: ${files.join(", ")}`);
  }
  const folder = join(root, "dist", hashOf(sources, definition));
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    await bundle(functionNames, join(unfinished, "functions"));
    writeFileSync(join(unfinished, "functions", "load-review", "review.json"), definition);
    keep(unfinished, folder);
  }
  return (name) => join(folder, "functions", name);
}
