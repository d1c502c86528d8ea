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

/** A port that nobody listens on just now; the wished one if it is free. */
export async function freePort(wished = 0): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => (wished === 0 ? reject(error) : resolve(freePort())));
    probe.listen(wished, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port is free")),
      );
    });
  });
}
