/** Nightly, and whenever an operator asks: gives mails without an end their end, or reads mails again with today's code. */
import * as z from "zod";
import { matchRawMail } from "../../shared/desk/match.ts";
import { reprocess } from "../../shared/desk/reprocess.ts";
import { LocalDay } from "../../shared/domain/call.ts";
import { logger, taskHandler } from "../wrap.ts";

const Wanted = z.discriminatedUnion("what", [
  z.object({ what: z.literal("unmatched") }),
  z.object({ what: z.literal("message"), message: z.string() }),
  z.object({ what: z.literal("day"), day: LocalDay }), // of UTC
  z.object({ what: z.literal("all"), after: z.string().optional() }), // where an earlier run ended
]);

export const handler = taskHandler(Wanted, async (wanted, { now }) => {
  if (wanted.what !== "unmatched") return reprocess(wanted, now);
  const matched = await matchRawMail(now);
  for (const sesId of [...matched.received, ...matched.failed]) {
    logger.error("MAIL WITHOUT END", { sesId }); // infra/alarms.ts counts these words
  }
  return matched;
});
