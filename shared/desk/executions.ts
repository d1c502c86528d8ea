/** Executions as cursors over the data: started by generation, woken by version. */
import { listCalls } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { startExecution, wake } from "../store/machines.ts";
import { readState } from "../store/reviews.ts";
import { forgetWait, registerWait, type Wait, waitOf } from "../store/waits.ts";

type Changed = { generation: number; version: number } & (
  | { entity: "call"; id: string; phase: string }
  | { entity: "review" }
);

/**
 * Starts the execution of the record's generation, if none was, and wakes the wait if the record has moved past the
 * version it waits on. Any number of calls, in any order, come to the same.
 */
export async function followChange(changed: Changed): Promise<void> {
  const { generation, version } = changed;
  if (changed.entity === "call") {
    if (changed.phase === "draft") return;
    const { id: call } = changed;
    if (changed.phase !== "over") {
      await startExecution(env("CALL_MACHINE_ARN"), `${call}-${generation}`, { call, generation });
    }
    return wakeIfPast(call, version);
  }
  await startExecution(env("ROADMAP_MACHINE_ARN"), `roadmap-${generation}`, { generation });
  return wakeIfPast("roadmap", version);
}

/** Follows every call and the roadmap as they are now: a change whose stream record was lost is seen within a day. */
export async function followEverything(): Promise<void> {
  for (const call of await listCalls()) await followChange({ entity: "call", ...call });
  await followChange({ entity: "review", ...(await readState()) });
}

async function wakeIfPast(subject: string, version: number): Promise<void> {
  const wait = await waitOf(subject);
  if (!wait || wait.version >= version) return;
  await wake(wait.token);
  await forgetWait(wait);
}

/** Registers a wait; when what it waits on has moved on already, the wait is over at once. */
export async function awaitChange(wait: Wait): Promise<void> {
  if (!(await registerWait(wait))) await wake(wait.token);
}
