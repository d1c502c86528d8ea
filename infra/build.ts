/** Builds every function in one esbuild run; does nothing when no source has changed since. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { sheets } from "./sheets.ts";
import { hashOf, keep, root } from "./sources.ts";

export const functionNames = [
  "receive-mail",
  "receive-upload",
  "note-scan",
  "read-documents",
  "send-notices",
  "settle-notices",
  "sweep-notices",
  "probe-mailboxes",
  "reprocess-mail",
  "wake-calls",
  "keep-ledger",
  "tell-subscribers",
  "plan-call",
  "prepare-notices",
  "mark-call",
  "await-change",
  "plan-roadmap",
  "mark-activity",
  "load-review",
  "activate-rules",
  "write-notes",
  "site",
] as const;
export type FunctionName = (typeof functionNames)[number];

/** A function in the list has no code: the list or the folder is wrong. */
class MissingFunction extends Error {
  override name = "MissingFunction";
}

const sources = [
  "functions",
  "shared",
  "package.json",
  "package-lock.json",
  "infra/build.ts",
  "infra/sheets.ts",
];

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
  external: ["bowser"], // of the SDK in browsers: nothing here asks for it, and in parts it would lie there all the same
  plugins: [sheets],
  legalComments: "none",
  logLevel: "silent",
} satisfies BuildOptions;

/** In several files: what one page or mail in many needs is loaded for that one alone. The others are one file each. */
const inParts: readonly FunctionName[] = ["site", "receive-mail", "read-documents"];

/** The runs that bundle these functions: one for all of one file, and one for each in parts, whose folder is its own. */
export function runsOf(names: readonly FunctionName[], into: string): BuildOptions[] {
  const handler = (name: FunctionName) => `functions/${name}/handler.ts`;
  const whole = names.filter((name) => !inParts.includes(name));
  const parted = names.filter((name) => inParts.includes(name));
  const one = {
    ...bundling,
    outdir: into,
    entryPoints: whole.map((name) => ({ in: handler(name), out: `${name}/index` })),
  };
  const parts = parted.map((name) => ({
    ...bundling,
    outdir: join(into, name),
    entryPoints: [{ in: handler(name), out: "index" }],
    splitting: true,
    chunkNames: "parts/[name]-[hash]",
  }));
  return [...(whole.length ? [one] : []), ...parts];
}

async function bundle(names: readonly FunctionName[], into: string): Promise<void> {
  // esbuild starts once and takes all runs.
  const runs = runsOf(names, into).map((run) => build({ ...run, sourcemap: "external", write: false }));
  for (const file of (await Promise.all(runs)).flatMap(({ outputFiles }) => outputFiles)) {
    const path = file.path.endsWith(".map") ? mapOf(relative(into, file.path), into) : file.path;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.contents);
  }
}

/** Source maps lie beside the bundles, not in them: a function's by its name, a part's by the function's and its own. */
function mapOf(path: string, into: string): string {
  return join(into, "..", "maps", path.replace("/index.mjs.map", ".mjs.map"));
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
