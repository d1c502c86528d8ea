/** Measures the CPU that a fresh process uses until the first AWS reply. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const Report = z.union([z.object({ cpu: z.number() }), z.object({ error: z.string() })]);
const runner = fileURLToPath(new URL("run-once.mjs", import.meta.url));

/** Microseconds of CPU, user and system, from the start of the process. */
export function cpuOf(
  bundle: string,
  event: unknown,
  env: Record<string, string>,
  isEmpty = false,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const argv = [bundle, JSON.stringify(event), isEmpty ? "empty" : ""];
    const child = fork(runner, argv, { env, execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.on("error", reject);
    child.on("message", (message) => {
      const report = Report.parse(message);
      if ("cpu" in report) resolve(report.cpu);
      else reject(new Error(`${bundle}: ${report.error}`));
    });
    child.on("exit", (code) => reject(new Error(`${bundle} ended with ${code} before any AWS reply`)));
  });
}

export function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}
