/** Installs the locked packages when what is installed is not what the lock file asks for. Runs on any Node from 18 on. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** npm's own list of what it has installed has the form of the lock file. */
const installedList = "node_modules/.package-lock.json";

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

const installed = packagesOf(installedList);
const missing = Object.entries(packagesOf("package-lock.json")).filter(
  ([path, { version, optional }]) => path !== "" && !optional && installed[path]?.version !== version,
);
const hasNode = ["node", "node.exe"].some((name) => existsSync(`node_modules/node/bin/${name}`));
if (missing.length > 0 || !hasNode) {
  process.stderr.write("Installing the packages of the lock file (about a minute) …\n");
  const npm = spawnSync("npm", ["ci", "--loglevel=error"], {
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) {
    process.stderr.write("The packages could not be installed: run `npm ci` to see why.\n");
    process.exit(1);
  }
}
