/** A mail that is our own probe of a public mailbox, back through its redirect. */
import type { Recipient } from "../domain/intake.ts";
import { bearsProbeWord } from "../mail/links.ts";
import { probeOf, saveProbe } from "../store/probes.ts";
import { linkSecret } from "../store/secrets.ts";
import type { Change } from "../store/table.ts";

interface Received {
  delivery: { at: Date };
  mail: { subject: string };
  recipients: readonly Recipient[];
}

/** The change by which the probe is back; null when the mail is none, or not the last one of that mailbox. */
export async function probeReturned({ delivery, mail, recipients }: Received): Promise<Change | null> {
  const redirect = recipients.find((recipient) => recipient.kind === "redirect");
  if (!redirect || !mail.subject.toLowerCase().includes("probe-")) return null;
  const last = await probeOf(redirect.mailbox);
  if (!last || last.returnedAt || !bearsProbeWord(await linkSecret(), mail.subject, last)) return null;
  return saveProbe(last, { ...last, returnedAt: delivery.at.toISOString() });
}
