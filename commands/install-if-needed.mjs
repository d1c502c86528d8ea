/** Installs the locked packages when node_modules does not match the lock file; does nothing when it does. Runs on any Node from 18 on. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const stamp = "node_modules/.installed";
const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
if (installed !== lock || !existsSync("node_modules/node/bin/node")) {
  process.stderr.write("Installing the packages of the lock file (about a minute) …\n");
  const npm = spawnSync("npm", ["ci", "--loglevel=error"], { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (npm.status !== 0) {
    process.stderr.write("The packages could not be installed: run `npm ci` to see why.\n");
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}
