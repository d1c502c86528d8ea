/** The sample mails, as bytes. */
import { readFileSync } from "node:fs";
import { parseMail } from "../../shared/mail/parse.ts";
import type { ParsedMail } from "../../shared/mail/parsed.ts";

export function sample(name: string): Buffer {
  return readFileSync(new URL(`../../events/mails/${name}.eml`, import.meta.url));
}

export async function parsed(bytes: Uint8Array): Promise<ParsedMail> {
  const mail = await parseMail(bytes);
  if ("unreadable" in mail) throw new Error(`unreadable: ${mail.unreadable}`);
  return mail;
}

/** A mail of these lines, with the line ends of the wire. */
export function mailOf(...lines: string[]): Buffer {
  return Buffer.from(lines.join("\r\n"));
}
