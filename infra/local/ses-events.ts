/** What SES reports of each mail: asynchronously, in an order and with duplicates drawn by the seed, as it does. */
import * as z from "zod";
import type { Context } from "./context.ts";
import { domainOf } from "./mail-settings.ts";
import type { SentMail } from "./outgoing.ts";
import { mailOf } from "./received-event.ts";

const Destination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z
      .union([z.boolean(), z.string()])
      .transform((v) => String(v) === "true")
      .default(false),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
  }),
});

/** Simulated mailboxes that do not simply take a mail: told by their domain, all reserved. */
const fates: Record<string, "bounce" | "complaint" | "delay"> = {
  "bounce.example": "bounce",
  "complaint.example": "complaint",
  "slow.example": "delay",
};

type EventType = "Send" | "Delivery" | "Bounce" | "Complaint" | "DeliveryDelay" | "Reject";
const detailTypes: Record<EventType, string> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
  DeliveryDelay: "Email Delivery Delayed",
  Reject: "Email Rejected",
};

export interface Report {
  type: EventType;
  after: number; // seconds after the mail was taken
  recipients: string[];
}

/** Which of our sets' events the template wants told; names in any case and with or without underscores. */
export function wantedEvents(
  context: Pick<Context, "assembly">,
): (set: string | undefined, type: EventType) => boolean {
  const destinations = context.assembly
    .ofType("AWS::SES::ConfigurationSetEventDestination")
    .map((r) => Destination.parse(r.properties))
    .filter((d) => d.EventDestination.Enabled && d.EventDestination.EventBridgeDestination);
  const plain = (name: string) => name.toLowerCase().replaceAll("_", "");
  return (set, type) =>
    destinations.some(
      (d) =>
        d.ConfigurationSetName === set &&
        d.EventDestination.MatchingEventTypes.some((wanted) => plain(wanted) === plain(type)),
    );
}

/**
 * Everything that will be reported of a mail. Send comes within a second, the rest within half a minute; one report in
 * twelve comes twice; one Send in ten comes after what follows it.
 */
export function reportsOf(mail: SentMail, random: () => number): Report[] {
  const isSendLate = random() < 0.1;
  const reports: Report[] = [{ type: "Send", after: isSendLate ? 40 : 0, recipients: mail.to }];
  const takers: string[] = [];
  for (const to of mail.to) {
    const fate = fates[domainOf(to)];
    const after = 1 + Math.floor(random() * 20);
    if (fate === "bounce") reports.push({ type: "Bounce", after, recipients: [to] });
    else {
      if (fate === "delay") reports.push({ type: "DeliveryDelay", after: 15, recipients: [to] });
      takers.push(to);
      if (fate === "complaint") reports.push({ type: "Complaint", after: 600, recipients: [to] });
    }
  }
  const isSlow = mail.to.some((to) => fates[domainOf(to)] === "delay");
  if (takers.length > 0)
    reports.push({
      type: "Delivery",
      after: isSlow ? 3600 : 1 + Math.floor(random() * 20),
      recipients: takers,
    });
  const twice = reports.filter(() => random() < 1 / 12).map((r) => ({ ...r, after: r.after + 5 }));
  return [...reports, ...twice];
}

/** Whether a mailbox took the mail: a bounced one never shows it. */
export function isDelivered(address: string): boolean {
  return fates[domainOf(address)] !== "bounce";
}

function partOf(report: Report, id: string, at: string): Record<string, unknown> {
  const { recipients } = report;
  switch (report.type) {
    case "Send":
      return { send: {} };
    case "Reject":
      return { reject: { reason: "Bad content" } };
    case "Delivery":
      return {
        delivery: {
          timestamp: at,
          processingTimeMillis: report.after * 1000,
          recipients,
          smtpResponse: "250 2.0.0 OK",
          reportingMTA: "a8-1.smtp-out.amazonses.com",
        },
      };
    case "DeliveryDelay":
      return {
        deliveryDelay: {
          timestamp: at,
          delayType: "TransientCommunicationFailure",
          delayedRecipients: recipients.map((emailAddress) => ({
            emailAddress,
            status: "4.4.7",
            diagnosticCode: "smtp; 421 4.4.7 Message delayed",
          })),
        },
      };
    case "Complaint":
      return {
        complaint: {
          timestamp: at,
          feedbackId: `complaint-${id}`,
          complaintSubType: null,
          complaintFeedbackType: "abuse",
          complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
        },
      };
    case "Bounce":
      return {
        bounce: {
          timestamp: at,
          feedbackId: `bounce-${id}`,
          bounceType: "Permanent",
          bounceSubType: "General",
          reportingMTA: "dsn; a8-1.smtp-out.amazonses.com",
          bouncedRecipients: recipients.map((emailAddress) => ({
            emailAddress,
            action: "failed",
            status: "5.1.1",
            diagnosticCode: "smtp; 550 5.1.1 user unknown",
          })),
        },
      };
  }
}

/** The event as it stands on the default bus. */
export function busEvent(context: Context, mail: SentMail, raw: Buffer, report: Report) {
  const { region, account } = context.assembly;
  const fromDomain = domainOf(mail.from);
  const tags = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  const setArn = `arn:aws:ses:${region}:${account}:configuration-set/${mail.configurationSet ?? ""}`;
  return {
    source: "aws.ses",
    detailType: detailTypes[report.type],
    resources: [setArn],
    detail: {
      eventType: report.type,
      mail: {
        timestamp: mail.at,
        source: mail.from,
        sourceArn: `arn:aws:ses:${region}:${account}:identity/${fromDomain}`,
        sendingAccountId: account,
        messageId: mail.id,
        destination: mail.to,
        ...mailOf(raw, mail.from),
        tags: {
          "ses:source-ip": ["127.0.0.1"],
          "ses:from-domain": [fromDomain],
          "ses:caller-identity": [mail.caller],
          ...(mail.configurationSet ? { "ses:configuration-set": [mail.configurationSet] } : {}),
          ...Object.fromEntries(tags),
        },
      },
      ...partOf(report, mail.id, context.clock.iso()),
    },
  };
}
