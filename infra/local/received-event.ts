/** The event that SES hands to a function for a mail it has received. */
import { type Header, readHeaders, splitAtBody } from "../../shared/mail/headers.ts";
import type { Envelope, Verdicts } from "./mail-verdicts.ts";

/** SES cuts the headers of an event here and says so. */
const headersLimit = 10 * 1024;

interface Received {
  id: string;
  at: string;
  envelope: Envelope;
  verdicts: Verdicts;
  recipients: string[]; // those the rule took
  functionArn: string;
}

/** The names of headers as the mail writes them; the parsed ones are in lower case. */
function namesAsWritten(raw: Buffer): Map<string, string> {
  const block = raw.subarray(0, splitAtBody(raw).headerEnd).toString("latin1");
  const names = block.match(/^[!-9;-~]+(?=:)/gm) ?? [];
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

/** The headers as SES lists them in an event, and those it singles out. */
export function mailOf(raw: Buffer, sender: string) {
  const parsed = readHeaders(raw);
  const written = namesAsWritten(raw);
  const headers: { name: string; value: string }[] = [];
  let size = 0;
  for (const [name, value] of parsed) {
    size += name.length + value.length + 4;
    if (size > headersLimit) break;
    headers.push({ name: written.get(name) ?? name, value });
  }
  return {
    headersTruncated: headers.length < parsed.length,
    headers,
    commonHeaders: { returnPath: sender, ...commonHeaders(parsed) },
  };
}

function commonHeaders(headers: readonly Header[]) {
  const first = (name: string) => headers.find(([key]) => key === name)?.[1];
  const list = (name: string) => {
    const value = first(name);
    return value === undefined
      ? undefined
      : value.split(/,(?![^<]*>)(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((v) => v.trim());
  };
  const found = {
    from: list("from"),
    date: first("date"),
    to: list("to"),
    cc: list("cc"),
    messageId: first("message-id"),
    subject: first("subject"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

export function receivedEvent(received: Received, raw: Buffer): unknown {
  const { id, at, envelope, verdicts, recipients, functionArn } = received;
  return {
    Records: [
      {
        eventSource: "aws:ses",
        eventVersion: "1.0",
        ses: {
          mail: {
            timestamp: at,
            source: envelope.from,
            messageId: id,
            destination: envelope.recipients,
            ...mailOf(raw, envelope.from),
          },
          receipt: {
            timestamp: at,
            processingTimeMillis: 250,
            recipients,
            spamVerdict: { status: verdicts.spam },
            virusVerdict: { status: verdicts.virus },
            spfVerdict: { status: verdicts.spf },
            dkimVerdict: { status: verdicts.dkim },
            dmarcVerdict: { status: verdicts.dmarc },
            ...(verdicts.dmarcPolicy ? { dmarcPolicy: verdicts.dmarcPolicy } : {}),
            action: { type: "Lambda", functionArn, invocationType: "Event" },
          },
        },
      },
    ],
  };
}
