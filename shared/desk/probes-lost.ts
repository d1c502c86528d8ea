/** Public mailboxes that have stopped redirecting to us; apart from the sending of probes, which pages have no use for. */
import { isProbeLost, type Probe } from "../domain/probe.ts";
import { listProbes } from "../store/probes.ts";

/** The mailboxes whose last probe did not come back in time: mail that people send there may not reach us. */
export async function silentMailboxes(now: Date): Promise<Probe[]> {
  return (await listProbes()).filter((last) => isProbeLost(last, now));
}
