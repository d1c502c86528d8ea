/** Executions: started by name, woken by token. A token or name that is spent is as good as done. */
import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";

const client = new SFNClient({});

/** Starts an execution unless one of this name was ever started: its name says which generation it is. */
export async function startExecution(machineArn: string, name: string, input: unknown): Promise<void> {
  try {
    await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** Wakes a wait. A stale token counts as woken: its execution went on or was started anew. */
export async function wake(taskToken: string): Promise<void> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }));
  } catch (error) {
    const stale =
      error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
    if (!stale) throw error;
  }
}
