/** The thread of the sign-in pages: first the virtual clock, then the provider. */
import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import { installClock } from "./virtual-date.ts";

const Given = z.object({
  clock: z.instanceof(SharedArrayBuffer),
  port: z.number().int(),
  issuer: z.string(),
  keysFile: z.string(),
  clients: z.array(
    z.object({
      id: z.string(),
      scopes: z.array(z.string()),
      callbacks: z.array(z.string()),
      logouts: z.array(z.string()),
    }),
  ),
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      office: z.string(),
      groups: z.array(z.string()),
    }),
  ),
});
export type SignInGiven = z.infer<typeof Given>;

const given = Given.parse(workerData);
installClock(given.clock);
// Loaded only now, so that nothing in it has seen the real Date.
const { serveSignIn } = await import("./sign-in-provider.ts");
await serveSignIn(given);
parentPort?.postMessage({ ready: true });
