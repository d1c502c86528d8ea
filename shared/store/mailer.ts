/** The one door by which mail leaves. */
import { SESClient, SESServiceException, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { env } from "./environment.ts";

/** One attempt only: after a lost reply nobody knows whether the mail left, and a second attempt would be a second mail. */
const client = new SESClient({ maxAttempts: 1 });

export interface Outgoing {
  raw: Uint8Array;
  to: string[]; // every recipient, copies included
  tag: { name: "notice" | "probe"; value: string }; // a notice's id: SES's events tell it back
}

/** sent: SES has it. refused: SES said no, it certainly did not leave. unknown: no answer, or one that proves nothing. */
export type Sending =
  | { kind: "sent"; sesId: string }
  | { kind: "refused"; later: boolean; why: string }
  | { kind: "unknown" };

/** Hands a mail to SES and says what is known of it; throws nothing. */
export async function sendRaw({ raw, to, tag }: Outgoing): Promise<Sending> {
  try {
    const { MessageId } = await client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: raw },
        Destinations: to,
        Source: env("FROM_ADDRESS"),
        ConfigurationSetName: env("CONFIGURATION_SET"),
        Tags: [{ Name: tag.name, Value: tag.value }],
      }),
    );
    return MessageId ? { kind: "sent", sesId: MessageId } : { kind: "unknown" };
  } catch (error) {
    if (!(error instanceof SESServiceException)) return { kind: "unknown" };
    const status = error.$metadata.httpStatusCode ?? 500;
    if (status >= 500) return { kind: "unknown" };
    const later = error.name === "Throttling" || error.name === "ThrottlingException" || status === 429;
    return { kind: "refused", later, why: error.name };
  }
}
