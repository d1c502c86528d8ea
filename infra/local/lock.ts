/** Keeps two local clouds from working in one folder; a lock whose process is gone is taken over. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function holdFolder(dir: string): () => void {
  const file = join(dir, "lock");
  const holder = readHolder(file);
  if (holder !== undefined && holder !== process.pid && isAlive(holder)) {
    throw new Error(`Another local cloud (process ${holder}) works in ${dir}`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function readHolder(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined; // nobody holds it
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
