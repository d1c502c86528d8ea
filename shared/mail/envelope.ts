/** What the header block alone tells of a mail; there even for one that cannot be parsed. */
import { addressesOf, type Header, headerOf, readHeaders, wordsOf } from "./headers.ts";
import { isCompound } from "./magic.ts";
import type { Envelope } from "./parsed.ts";

export function readEnvelope(bytes: Uint8Array): Envelope {
  return envelopeOf(isCompound(bytes) ? [] : readHeaders(fromFirstHeader(bytes)));
}

export function envelopeOf(headers: Header[]): Envelope {
  const from = addressesOf(headers, "from")[0];
  const messageId = identifierOf(headers, "message-id");
  const inReplyTo = identifierOf(headers, "in-reply-to");
  const date = dateOf(headerOf(headers, "date"));
  return {
    ...(from && { from }),
    to: addressesOf(headers, "to"),
    cc: addressesOf(headers, "cc"),
    subject: wordsOf(headers, "subject") ?? "",
    ...(messageId && { messageId }),
    ...(inReplyTo && { inReplyTo }),
    ...(date && { date }),
    headers,
  };
}

function identifierOf(headers: readonly Header[], name: string): string | undefined {
  const value = headerOf(headers, name);
  return value === undefined ? undefined : (/<[^<>\s]+>/.exec(value)?.[0] ?? undefined);
}

function dateOf(value: string | undefined): string | undefined {
  const time = Date.parse((value ?? "").slice(0, 100));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const firstHeader =
  /^\s{1,60}(?=(?:from|to|date|subject|received|return-path|delivered-to|message-id|mime-version|content-type|x-[\w-]+):)/i;

/** A mail saved to a file may have gained a byte order mark or empty lines above its headers. */
export function fromFirstHeader(bytes: Uint8Array): Uint8Array {
  const first = bytes[0];
  if (first === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return fromFirstHeader(bytes.subarray(3));
  if (first !== 10 && first !== 13) return bytes;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString("latin1");
  return bytes.subarray(firstHeader.exec(head)?.[0].length ?? 0);
}
