/** Records what became of a mail, as SES reports it: sent, delivered, bounced, complained, rejected. */
import * as z from "zod";
import { settleNotice } from "../../shared/desk/settle.ts";
import { taskHandler } from "../wrap.ts";

const Mailbox = z.object({ emailAddress: z.string() });
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
    bounce: z
      .object({
        bounceType: z.enum(["Undetermined", "Permanent", "Transient"]),
        bounceSubType: z.string().optional(),
        bouncedRecipients: z.array(Mailbox.extend({ status: z.string().optional() })).default([]),
      })
      .optional(),
    complaint: z.object({ complainedRecipients: z.array(Mailbox).default([]) }).optional(),
    delivery: z.object({ recipients: z.array(z.string()).default([]) }).optional(),
  }),
});

type Detail = z.infer<typeof SesEvent>["detail"];

/** Whom the event is about; of a mail with copies it may be one alone. */
function recipientsOf({ bounce, complaint, delivery }: Detail): string[] {
  const told = [...(bounce?.bouncedRecipients ?? []), ...(complaint?.complainedRecipients ?? [])];
  return [...told.map(({ emailAddress }) => bare(emailAddress)), ...(delivery?.recipients ?? []).map(bare)];
}

/** SES may write a name before the address. */
const bare = (mailbox: string) => /<([^<>]+)>/.exec(mailbox)?.[1] ?? mailbox;

export const handler = taskHandler(SesEvent, async ({ detail }, { now }) => {
  const notice = detail.mail.tags.notice?.[0];
  if (!notice) return; // not one of ours: another sender of this account
  const { bounce } = detail;
  await settleNotice({
    notice,
    event: detail.eventType,
    sesId: detail.mail.messageId,
    ...(bounce && {
      bounce: {
        type: bounce.bounceType,
        subtype: bounce.bounceSubType,
        status: bounce.bouncedRecipients[0]?.status,
      },
    }),
    recipients: recipientsOf(detail),
    now,
  });
});
