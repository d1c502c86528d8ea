/** What was built from which sources: one hash, so that nothing is built twice. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** A file itself, or the files below a folder, in an order that does not depend on the disk. */
function filesAt(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Puts a finished folder in its place, unless somebody else was faster; and forgets old ones beside it. */
export function keep(unfinished: string, folder: string): void {
  if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, folder);
  forgetOld(dirname(folder));
}

/** Removes what nobody asked for within the hour, all but a few: sources come back, and others may still be running. */
function forgetOld(folder: string, kept = 4): void {
  const hourAgo = Date.now() - 3_600_000;
  const byAge = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, at: statSync(path).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path, at } of byAge.slice(kept))
    if (at < hourAgo) rmSync(path, { recursive: true, force: true });
}

/** One hash of the names and contents of files and of all files below folders, and of more words. */
export function hashOf(paths: string[], ...words: string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesAt(join(root, path)))) {
    hash
      .update(`${relative(root, file)}\n`)
      .update(readFileSync(file))
      .update("\n");
  }
  for (const word of words) hash.update(`${word}\n`);
  return hash.digest("hex").slice(0, 16);
}
