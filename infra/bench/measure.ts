/** Measures the CPU that a fresh process uses until the first AWS reply. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const Cold = z.object({ cpu: z.number(), service: z.string() });
const Report = z.union([Cold, z.object({ error: z.string() })]);
const runner = fileURLToPath(new URL("run-once.mjs", import.meta.url));

/** CPU from the start of the process, user and system, in microseconds; and the service whose reply came first. */
export type Cold = z.infer<typeof Cold>;

export function startCold(
  bundle: string,
  event: unknown,
  env: Record<string, string>,
  isEmpty = false,
): Promise<Cold> {
  return new Promise((resolve, reject) => {
    const argv = [bundle, JSON.stringify(event), isEmpty ? "empty" : ""];
    const child = fork(runner, argv, { env, execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.on("error", reject);
    child.on("message", (message) => {
      const report = Report.parse(message);
      if ("cpu" in report) resolve(report);
      else reject(new Error(`${bundle}: ${report.error}`));
    });
    child.on("exit", (code) => reject(new Error(`${bundle} ended with ${code} before any AWS reply`)));
  });
}

/**
 * The mean of the lower half. Whatever else a machine does only ever adds CPU (caches, switches, its clock), so the
 * upper half tells more of the machine than of the function.
 */
export function calmMean(values: number[]): number {
  const calm = values.toSorted((left, right) => left - right).slice(0, Math.ceil(values.length / 2));
  return calm.reduce((sum, value) => sum + value, 0) / calm.length;
}
