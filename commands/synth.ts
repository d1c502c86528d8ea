/** Synthesizes the CDK app for the local cloud and the tests; does nothing when no source has changed since. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { settingsFile } from "../infra/settings.ts";
import { hashOf, keep, root } from "../infra/sources.ts";

/** The folder of assemblies, one for each state of the sources, so that one in use is never written over. */
const assemblies = join(root, "cdk.out", "local");

/** What the stack is made of. The local cloud and the doctor read it and are no part of it. */
function sources(): string[] {
  const infra = readdirSync(join(root, "infra")).filter(
    (name) => name.endsWith(".ts") || name === "workflows",
  );
  return ["functions", "shared", "package-lock.json", ...infra.map((name) => `infra/${name}`)];
}

function run(environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [join(root, "infra", "app.ts")], {
    cwd: root,
    // The check against CloudFormation's rules takes four seconds; `npx cdk synth` and `deploy` do it.
    env: { ...process.env, CDK_VALIDATION: "false", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve();
      reject(new Error(`The infrastructure could not be synthesized:\n${Buffer.concat(said)}`));
    });
  });
}

/**
 * The folder of the assembly that belongs to the sources as they are now, and to a definition of its own if one is
 * to be tried out.
 */
export async function synthesize({ definition }: { definition?: string } = {}): Promise<string> {
  const settings = readFileSync(settingsFile(), "utf8");
  const tried = definition ? readFileSync(definition, "utf8") : "";
  const folder = join(assemblies, hashOf(sources(), settings, tried));
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  const unfinished = `${folder}.${process.pid}`;
  try {
    await run({ CDK_OUTDIR: unfinished, ...(definition ? { DEFINITION: resolve(definition) } : {}) });
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  keep(unfinished, folder);
  return folder;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const begun = performance.now();
  const folder = await synthesize();
  process.stderr.write(`${folder} (${((performance.now() - begun) / 1000).toFixed(2)} s)\n`);
}
