/** What a mail may be at most, so that a hostile one costs neither time nor memory. */
import { headerLimit, splitAtBody } from "./headers.ts";

/** Why a mail was not read; its bytes are kept and a person looks. */
const unreadableReasons = [
  "empty",
  "too-large",
  "headers-too-large",
  "too-many-parts",
  "too-deep",
  "damaged", // an Outlook message that cannot be opened
  "parser-failed",
] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

export const mailLimits = {
  bytes: 40 * 1024 * 1024, // what SES accepts
  headers: headerLimit, // of the mail itself
  parts: 1_000,
  depth: 20,
  unpacked: 200, // files found within files
  unpackedDepth: 5,
} as const;

/** The limit that a mail breaks before anything is read of its body, or null. */
export function limitBroken(raw: Uint8Array): UnreadableReason | null {
  if (raw.length === 0) return "empty";
  if (raw.length > mailLimits.bytes) return "too-large";
  return splitAtBody(raw).headerEnd > mailLimits.headers ? "headers-too-large" : null;
}

/** A limit broken while reading the body; never leaves parseMail. */
export class LimitBroken extends Error {
  override readonly name = "LimitBroken";
  readonly reason: UnreadableReason;
  constructor(reason: UnreadableReason) {
    super(reason);
    this.reason = reason;
  }
}
