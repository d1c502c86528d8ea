/** Synthesizes the CDK app for the local cloud and the tests; does nothing when no source has changed since. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { settingsFile } from "../infra/settings.ts";
import { hashOf, root } from "../infra/sources.ts";

/** The folder of assemblies, one for each state of the sources, so that one in use is never written over. */
const assemblies = join(root, "cdk.out", "local");
const kept = 4;

/** The local cloud reads the assembly and is no part of it. */
function sources(): string[] {
  const infra = readdirSync(join(root, "infra")).filter((name) => name !== "local");
  return ["functions", "shared", "package-lock.json", ...infra.map((name) => `infra/${name}`)];
}

function run(outdir: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, "infra", "app.ts")], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: outdir },
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

/** Old ones go; the last few stay, for whoever is still running on them. */
function forgetOld(): void {
  const byAge = readdirSync(assemblies)
    .map((name) => join(assemblies, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of byAge.slice(kept)) rmSync(path, { recursive: true, force: true });
}

/** The folder of the assembly that belongs to the sources as they are now. */
export async function synthesize(): Promise<string> {
  const settings = readFileSync(settingsFile(), "utf8");
  const folder = join(assemblies, hashOf(sources(), settings, process.env.PARTIAL_BUILD ?? ""));
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  const unfinished = `${folder}.${process.pid}`;
  await run(unfinished);
  if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, folder);
  forgetOld();
  return folder;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const begun = performance.now();
  const folder = await synthesize();
  process.stderr.write(`${folder} (${((performance.now() - begun) / 1000).toFixed(2)} s)\n`);
}
