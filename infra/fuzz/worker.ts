/** Inside a worker: one mutated mail after the other; the number of the one in hand is seen from outside. */
import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import { checkMail, mailSeeds, mailWords } from "./mails.ts";
import { mutated } from "./mutate.ts";

const { seed, from, to, inHand } = z
  .object({ seed: z.number(), from: z.number(), to: z.number(), inHand: z.instanceof(SharedArrayBuffer) })
  .parse(workerData);
const number = new Int32Array(inHand);
const seeds = mailSeeds();

for (let each = from; each < to; each += 1) {
  Atomics.store(number, 0, each);
  const { bytes } = mutated(seeds, mailWords, seed, each);
  const complaint = await checkMail(bytes).catch((error: unknown) => `it threw ${String(error)}`);
  if (complaint !== null) parentPort?.postMessage({ number: each, complaint });
}
