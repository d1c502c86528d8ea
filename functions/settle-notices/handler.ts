/** Records what became of a mail, as SES reports it: sent, delivered, bounced, complained, rejected. */
import * as z from "zod";
import { settleNotice } from "../../shared/desk/settle.ts";
import { taskHandler } from "../wrap.ts";

const SesEvent = z.object({
  detail: z.object({
    eventType: z.enum([
      "Send",
      "Delivery",
      "DeliveryDelay",
      "Bounce",
      "Complaint",
      "Reject",
      "Rendering Failure",
    ]),
    mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())).default({}) }),
    bounce: z.object({ bounceType: z.enum(["Undetermined", "Permanent", "Transient"]) }).optional(),
  }),
});

export const handler = taskHandler(SesEvent, async ({ detail }, { now }) => {
  const notice = detail.mail.tags.notice?.[0];
  if (!notice) return; // not one of ours: another sender of this account
  await settleNotice({
    notice,
    event: detail.eventType,
    sesId: detail.mail.messageId,
    isPermanent: detail.bounce?.bounceType === "Permanent",
    now,
  });
});
