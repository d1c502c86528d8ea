/** What a function must know to receive a mail: our own address, and the secret one that each public mailbox redirects to. */
import type { Use } from "./function.ts";
import { type Settings, senderOf } from "./settings.ts";

export function receivesAt(settings: Settings): Use {
  const redirects = settings.publicMailboxes.map(({ mailbox, redirectsTo }) => [mailbox, redirectsTo]);
  const REDIRECTS = JSON.stringify(Object.fromEntries(redirects));
  return { environment: { FROM_ADDRESS: senderOf(settings), REDIRECTS } };
}
