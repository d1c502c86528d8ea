/** Receives each mail that SES has laid into the bucket, and gives it its end. */
import * as z from "zod";
import { receiveMail } from "../../shared/desk/receive.ts";
import { Verdict } from "../../shared/domain/message.ts";
import { taskHandler } from "../wrap.ts";

/** A verdict that SES invents tomorrow proves nothing, and loses no mail. */
const Judged = z.object({ status: Verdict.catch("PROCESSING_FAILED") });
const SesEvent = z.object({
  Records: z.array(
    z.object({
      ses: z.object({
        mail: z.object({ messageId: z.string(), timestamp: z.iso.datetime(), source: z.string() }),
        receipt: z.object({
          recipients: z.array(z.string()),
          spamVerdict: Judged,
          virusVerdict: Judged,
          spfVerdict: Judged,
          dkimVerdict: Judged,
          dmarcVerdict: Judged,
        }),
      }),
    }),
  ),
});

export const handler = taskHandler(SesEvent, async ({ Records }, { now }) => {
  for (const { mail, receipt } of Records.map(({ ses }) => ses)) {
    const verdicts = {
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
      spf: receipt.spfVerdict.status,
      dkim: receipt.dkimVerdict.status,
      dmarc: receipt.dmarcVerdict.status,
    };
    const { messageId: sesId, source: envelopeSender } = mail;
    await receiveMail(
      { sesId, at: new Date(mail.timestamp), envelopeSender, recipients: receipt.recipients, verdicts },
      now,
    );
  }
});
