/** Twice a day: sends each public mailbox its probe, and says which of them did not come back through the redirect. */
import * as z from "zod";
import { noteLostProbes, probeMailboxes } from "../../shared/desk/probes.ts";
import { logger, taskHandler } from "../wrap.ts";

export const handler = taskHandler(z.unknown(), async (_event, { now }) => {
  await probeMailboxes(now);
  for (const { mailbox, sentAt } of await noteLostProbes(now)) {
    logger.error("REDIRECT SILENT", { mailbox, sentAt }); // infra/alarms.ts counts these words
  }
});
