/** The executions on disk: what was started with which input, and how it ended. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const Execution = z.object({
  machine: z.string(), // logical id
  name: z.string(),
  input: z.json(),
  startedAt: z.number(), // virtual ms
  status: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]),
  stoppedAt: z.number().optional(),
  output: z.json().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
export type Execution = z.infer<typeof Execution>;

/** AWS keeps a closed execution, and so its name, for 90 days. */
const KEPT_MS = 90 * 24 * 3_600_000;

export type Executions = {
  find: (machine: string, name: string, now: number) => Execution | undefined;
  save: (execution: Execution) => void;
  running: () => Execution[];
};

function readAll(dir: string): Execution[] {
  if (!existsSync(dir)) return [];
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".json"),
  );
  return files.map((file) => Execution.parse(JSON.parse(readFileSync(join(dir, file), "utf8"))));
}

/** Files are written beside and moved into place, so that a killed process leaves no half of one. */
export function openExecutions(dir: string): Executions {
  const keyOf = (machine: string, name: string) => `${machine}/${encodeURIComponent(name)}`;
  const known = new Map(
    readAll(dir).map((execution) => [keyOf(execution.machine, execution.name), execution]),
  );
  return {
    find: (machine, name, now) => {
      const execution = known.get(keyOf(machine, name));
      const isForgotten = execution?.stoppedAt !== undefined && execution.stoppedAt + KEPT_MS <= now;
      return isForgotten ? undefined : execution;
    },
    save: (execution) => {
      const key = keyOf(execution.machine, execution.name);
      known.set(key, execution);
      mkdirSync(join(dir, execution.machine), { recursive: true });
      const path = join(dir, `${key}.json`);
      writeFileSync(`${path}.part`, JSON.stringify(execution));
      renameSync(`${path}.part`, path);
    },
    running: () =>
      [...known.values()]
        .filter(({ status }) => status === "RUNNING")
        .sort((left, right) => left.startedAt - right.startedAt || left.name.localeCompare(right.name)),
  };
}
