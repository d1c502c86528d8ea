/** How the tests run: everything on this machine, in two processes, with one closing line that counts. */
import { dirname, join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { sheetOf } from "./infra/sheets.ts";

/** What the test processes and their children compile is kept: they load the same packages again and again. */
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "node_modules", ".cache", "compiled");

/** A stylesheet is its text, as in the bundles; Vite's own handling, which goes by the ending, is kept away from it. */
const sheets: Plugin = {
  name: "sheets",
  enforce: "pre",
  resolveId: (source, importer) =>
    source.endsWith(".css") && importer ? `\0sheet:${join(dirname(importer), source)}.js` : null,
  load: async (id) =>
    id.startsWith("\0sheet:") ? `export default ${JSON.stringify(await sheetOf(id.slice(7, -3)))};` : null,
};

export default defineConfig({
  plugins: [sheets],
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 180_000, // only for what never ends: a busy machine is no fault
    hookTimeout: 240_000,
    reporters: ["default", "./test/support/count-reporter.ts"],
    allowOnly: false,
  },
});
