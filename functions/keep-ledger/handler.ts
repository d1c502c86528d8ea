/** Copies each entry of the ledger to the locked bucket and tells whoever integrates what is open; cries out when one is changed. */
import * as z from "zod";
import { isConfidentialEntry, LedgerEntry } from "../../shared/domain/ledger.ts";
import { publishEvent } from "../../shared/store/bus.ts";
import { keepLedgerEntry } from "../../shared/store/objects.ts";
import { logger, streamHandler } from "../wrap.ts";

const Entry = z.union([
  LedgerEntry.extend({ pk: z.string(), sk: z.string() }),
  z.object({}).transform(() => null),
]);

export const handler = streamHandler(Entry, async (entry, { change }) => {
  if (change !== "INSERT" || !entry) {
    logger.critical("LEDGER TAMPERED", { change, entry: entry?.id ?? "removed" });
    return;
  }
  const { pk, sk, ...told } = entry;
  await keepLedgerEntry(pk, sk, JSON.stringify(told));
  // Before the release nobody outside may learn who is asked about a seat, not even that somebody is.
  if (!isConfidentialEntry(told)) await publishEvent(told);
});
