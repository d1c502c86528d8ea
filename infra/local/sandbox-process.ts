/** A process that looks to the sandbox like one of its worker threads. */
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

interface Given {
  workerData: Record<string, unknown>;
  env: Record<string, string>;
  memory: number;
}

const program = fileURLToPath(new URL("./worker.ts", import.meta.url));

class Process extends EventEmitter {
  readonly stdout: Readable;
  readonly stderr: Readable;
  private readonly child: ChildProcess;
  private readonly cells: BigInt64Array;

  constructor({ workerData, env, memory }: Given, clock: SharedArrayBuffer) {
    super();
    this.cells = new BigInt64Array(clock);
    const { clock: _shared, ...told } = workerData;
    this.child = fork(program, [JSON.stringify(told)], {
      env,
      silent: true,
      execArgv: [
        `--max-old-space-size=${Math.round(memory * 0.75)}`,
        "--disable-warning=ExperimentalWarning",
      ],
    });
    if (!this.child.stdout || !this.child.stderr) throw new Error("A process without output");
    this.stdout = this.child.stdout;
    this.stderr = this.child.stderr;
    for (const event of ["message", "error", "exit"])
      this.child.on(event, (...details: unknown[]) => this.emit(event, ...details));
  }

  /** With the hour that it is. */
  postMessage(job: Record<string, unknown>): void {
    const clock = [0, 1].map((at) => Number(Atomics.load(this.cells, at)));
    this.child.send({ ...job, clock });
  }

  unref(): void {
    this.child.unref();
    this.child.channel?.unref();
  }

  async terminate(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
  }
}

export const startProcess = (given: Given, clock: SharedArrayBuffer) => new Process(given, clock);
