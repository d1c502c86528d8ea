/** Our own code made wrong on purpose, one patch at a time: the faults must find out. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../sources.ts";

export interface Mutant {
  name: string;
  file: string;
  matters: { scenario: string; functions: string[] }[]; // the faults to try, in this order
}

const folder = join(root, "test", "mutants");

/** The patches. Their first lines say what is wrong, and "Faults: <scenario> / <function>, …" where it shows. */
export function mutants(): Mutant[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".patch"))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const lines = readFileSync(file, "utf8").split("\n");
      const matters = lines.flatMap((line) => {
        const [, scenario, functions] = /^Faults: (.+) \/ (.+)$/.exec(line) ?? [];
        return scenario && functions ? [{ scenario, functions: functions.split(", ") }] : [];
      });
      if (matters.length === 0) throw new Error(`${name} does not say at which faults it must break`);
      return { name: basename(name, ".patch"), file, matters };
    });
}

const sources = [
  "functions",
  "shared",
  "infra",
  "commands",
  "events",
  "package.json",
  "package-lock.json",
  "cdk.json",
];

/** A copy of the sources with the patch applied. */
export async function mutated(mutant: Mutant): Promise<{ folder: string; remove: () => void }> {
  const copy = mkdtempSync(join(tmpdir(), "mutant-"));
  for (const name of sources) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  await run("git", ["apply", "--whitespace=nowarn", mutant.file], copy);
  return { folder: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

/** Synthesizes a copy as a deployment of this definition; tells the folder of its assembly. */
export async function synthesizeCopy(copy: string, definition: string): Promise<string> {
  const out = join(copy, "cdk.out");
  await run(process.execPath, [join(copy, "infra", "app.ts")], copy, {
    DEFINITION: definition,
    CDK_OUTDIR: out,
  });
  return out;
}

function run(
  command: string,
  args: string[],
  cwd: string,
  environment: Record<string, string> = {},
): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(" ")} failed:\n${Buffer.concat(said)}`)),
    );
  });
}
