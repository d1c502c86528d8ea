/** What SES makes of a mail before it leaves: its own Message-ID and Date, no Bcc, and its own traces. */
import { addressesOf, headerOf, readHeaders, splitAtBody } from "../../shared/mail/headers.ts";

/** Header lines that SES takes out or writes anew. */
const replaced = /^(message-id|date|bcc|return-path|x-ses-[a-z-]+):/i;

export function sentForm(
  raw: Buffer,
  made: { id: string; at: Date; region: string; mailFrom: string },
): Buffer {
  const { headerEnd } = splitAtBody(raw);
  const block = raw.subarray(0, headerEnd).toString("latin1");
  const fields = block.split(/\r?\n(?![ \t])/).filter((field) => field !== "" && !replaced.test(field));
  const host = made.region === "us-east-1" ? "email" : made.region;
  const own = [
    `Return-Path: <${made.id}@${made.mailFrom}>`,
    `Date: ${made.at.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${made.id}@${host}.amazonses.com>`,
    `Feedback-ID: ::1.${made.region}.local=:AmazonSES`,
    `X-SES-Outgoing: ${made.at.toISOString().slice(0, 10).replaceAll("-", ".")}-127.0.1.2`,
  ];
  return Buffer.concat([
    Buffer.from(`${[...own, ...fields.map((f) => f.replace(/\r?\n/g, "\r\n"))].join("\r\n")}\r\n`, "latin1"),
    raw.subarray(headerEnd),
  ]);
}

/** Addresses in To, Cc and Bcc: who receives a mail when the call names nobody. */
export function recipientsOf(raw: Buffer): string[] {
  const headers = readHeaders(raw);
  return ["to", "cc", "bcc"].flatMap((name) => addressesOf(headers, name).map(({ address }) => address));
}

export function fromOf(raw: Buffer): string | undefined {
  return addressesOf(readHeaders(raw), "from")[0]?.address;
}

/** Tags and configuration set may also stand in headers. */
export function settingsIn(raw: Buffer): { set: string | undefined; tags: Record<string, string> } {
  const headers = readHeaders(raw);
  const pairs = (headerOf(headers, "x-ses-message-tags") ?? "")
    .split(",")
    .map((pair) => pair.trim().split("="));
  return {
    set: headerOf(headers, "x-ses-configuration-set"),
    tags: Object.fromEntries(pairs.flatMap(([name, value]) => (name && value ? [[name, value]] : []))),
  };
}
