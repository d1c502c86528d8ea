/** Ports of the local cloud: asked for, else those of the last run if they are free, else any. */
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import * as z from "zod";

const names = ["web", "aws", "smtp", "inbox", "signIn"] as const;
type PortName = (typeof names)[number];
export type Ports = Record<PortName, number>;

const Kept = z.partialRecord(z.enum(names), z.number().int());

/** Links in mails name the port, so a restart keeps it where it can. */
export async function choosePorts(dir: string, asked: Partial<Ports> = {}): Promise<Ports> {
  const file = join(dir, "ports.json");
  const kept = readKept(file);
  const chosen: Ports = { web: 0, aws: 0, smtp: 0, inbox: 0, signIn: 0 };
  for (const name of names) {
    const wanted = asked[name] ?? 0;
    chosen[name] = wanted > 0 ? wanted : await freePort(kept[name]);
  }
  writeFileSync(file, JSON.stringify(chosen));
  return chosen;
}

function readKept(file: string): z.infer<typeof Kept> {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {}; // the first run
  }
}

/**
 * Below the ports that systems lend to outgoing connections: one of those may be lent between our look and our use. Drawn, so
 * that two clouds that begin at once do not find the same one.
 */
const drawn = () => 20_000 + Math.floor(Math.random() * 12_000);
const mostTries = 50;

/** A port that nobody listens on just now; the wished one if it is free. */
export async function freePort(wished = 0): Promise<number> {
  for (let tries = 0; tries < mostTries; tries++) {
    const port = tries === 0 && wished > 0 ? wished : drawn();
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free");
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
