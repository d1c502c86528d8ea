/** How the tests run: everything on this machine, in two processes, with one closing line that counts. */
import { defineConfig } from "vitest/config";

export default defineConfig({
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
