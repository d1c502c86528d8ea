/** Reads files in a process of its own, which is ended and replaced when a file takes too much of it. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { Reading, type ReadingFlag, withoutText } from "../../shared/domain/reading.ts";
import { heapMost, timeMost } from "./limits.ts";

export interface BoundedReader {
  read: (bytes: Uint8Array, name: string) => Promise<Reading>;
  stop: () => void;
}

const Message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), reading: Reading }),
]);
const child = fileURLToPath(new URL("./child.ts", import.meta.url));
/** Starting is no part of reading; a busy machine takes its time. */
const startMost = 30_000;

export function boundedReader(): BoundedReader {
  let current: ChildProcess | undefined;
  let ids = 0;
  const start = (): ChildProcess =>
    fork(child, [], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [`--max-old-space-size=${heapMost}`, "--disable-warning=ExperimentalWarning"],
    });
  return {
    read: (bytes, name) => {
      const reader = current ?? start();
      const isNew = reader !== current;
      current = reader;
      ids += 1;
      return settled(reader, { id: ids, bytes, name }, isNew).then((reading) => {
        if (!reader.connected || reader.exitCode !== null || reader.killed) current = undefined;
        return reading;
      });
    },
    stop: () => {
      current?.kill("SIGKILL");
      current = undefined;
    },
  };
}

/** What the process says of the file, or what its end says. */
function settled(
  reader: ChildProcess,
  job: { id: number; bytes: Uint8Array; name: string },
  isNew: boolean,
): Promise<Reading> {
  return new Promise((resolve) => {
    const finish = (reading: Reading) => {
      clearTimeout(alarm);
      reader.removeAllListeners();
      resolve(reading);
    };
    const give = (flag: ReadingFlag) => {
      reader.kill("SIGKILL");
      finish(withoutText("unknown", "failed", [flag]));
    };
    const hand = () => {
      clearTimeout(alarm);
      alarm = setTimeout(() => give("out-of-time"), timeMost);
      reader.send(job, (error) => {
        if (error) give("crashed");
      });
    };
    let alarm = setTimeout(() => give("crashed"), startMost);
    reader.on("message", (raw) => {
      const message = Message.safeParse(raw);
      if (!message.success) give("crashed");
      else if ("ready" in message.data) hand();
      else if (message.data.id === job.id) finish(message.data.reading);
    });
    reader.on("error", () => give("crashed"));
    // The watching thread ends it by a signal of its own, an exhausted heap by an abort.
    reader.on("exit", (_, signal) =>
      give(
        signal === "SIGUSR2" || signal === "SIGABRT" || signal === "SIGTRAP" ? "out-of-memory" : "crashed",
      ),
    );
    if (!isNew) hand();
  });
}
