/** Every hour: looks after notices that nobody else will, and says which mails wait too long for a person's release. */
import * as z from "zod";
import { waitingReleases } from "../../shared/desk/releases.ts";
import { sweepNotices } from "../../shared/desk/settle.ts";
import { logger, taskHandler } from "../wrap.ts";

export const handler = taskHandler(z.unknown(), async (_event, { now }) => {
  await sweepNotices(now);
  for (const { notice, overdue } of await waitingReleases(now)) {
    if (overdue) logger.error("RELEASE OVERDUE", { notice: notice.id }); // infra/alarms.ts counts these words
  }
});
