/** Turns the bytes of a mail into what it says: sender, text, attachments; what cannot be read is said, never thrown. */
import { assemble } from "./assemble.ts";
import { budgetFor, readContents, readItemContents } from "./contents.ts";
import { envelopeOf, fromFirstHeader, readEnvelope } from "./envelope.ts";
import { readHeaders } from "./headers.ts";
import { LimitBroken, limitBroken, mailLimits } from "./limits.ts";
import { isCompound } from "./magic.ts";
import type { ParsedMail, UnreadableMail } from "./parsed.ts";

/** Reads a mail, or an Outlook message that someone dragged out of their mailbox. */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail | UnreadableMail> {
  if (isCompound(bytes)) return parseOutlookFile(bytes);
  const mail = fromFirstHeader(bytes);
  const envelope = readEnvelope(mail);
  const broken = limitBroken(mail);
  if (broken) return { ...envelope, unreadable: broken };
  try {
    return assemble(envelope, await readContents(mail, budgetFor(mail.length)));
  } catch (error) {
    // Whatever we stumble over, the mail is kept and a person looks.
    return { ...envelope, unreadable: error instanceof LimitBroken ? error.reason : "parser-failed" };
  }
}

async function parseOutlookFile(bytes: Uint8Array): Promise<ParsedMail | UnreadableMail> {
  const nothing = envelopeOf([]);
  if (bytes.length > mailLimits.bytes) return { ...nothing, unreadable: "too-large" };
  try {
    const outlook = await import("./outlook.ts");
    const item = outlook.openOutlook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (!item) return { ...nothing, unreadable: "damaged" };
    const transport = readHeaders(outlook.transportHeadersOf(item));
    const envelope = envelopeOf(transport.length > 0 ? transport : outlook.headersOfItem(item));
    const contents = await readItemContents(item, budgetFor(bytes.length));
    contents.flags.add("outlook-message");
    return assemble(envelope, contents);
  } catch {
    return { ...nothing, unreadable: "damaged" };
  }
}
