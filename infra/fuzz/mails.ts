/** The mail half of the fuzzing: what mutations start from, the words they throw in, and what must hold of every mail. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAutomatic } from "../../shared/mail/automatic.ts";
import { excerptOf } from "../../shared/mail/excerpt.ts";
import { fingerprintOf } from "../../shared/mail/fingerprint.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import { mailFlags, type ParsedMail, type UnreadableMail } from "../../shared/mail/parsed.ts";
import { safeHtml } from "../../shared/mail/safe-html.ts";
import { root } from "../sources.ts";

/** Every sample mail of a size at which thousands can be tried. */
export function mailSeeds(): Buffer[] {
  const folder = join(root, "events", "mails");
  return readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".yaml"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => readFileSync(path))
    .filter(({ length }) => length > 0 && length < 64 * 1024);
}

/** What readers of mail stumble over. */
export const mailWords: readonly string[] = [
  "Content-Type: multipart/mixed; boundary=b",
  'Content-Type: multipart/mixed; boundary=""',
  "Content-Type: message/rfc822",
  "Content-Type: text/html; charset=x-unknown",
  "Content-Type: text/plain; charset=utf-7; format=flowed; delsp=yes",
  "Content-Type: application/ms-tnef; name=winmail.dat",
  "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
  "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
  "Content-Transfer-Encoding: base64",
  "Content-Transfer-Encoding: quoted-printable",
  "Content-Disposition: attachment; filename*0*=utf-8''%E2%80; filename*1=%AE; filename=\"..\\\\..\\\\a\"",
  "Subject: =?utf-8?Q?=C3?= =?utf-8?Q?=B3?= =?utf-8?B?////?=",
  'From: "a" <a@b>, (c) <d@e>; <<f@g>>',
  "From: undisclosed:;",
  "Date: Mon, 99 Foo 99999 99:99:99 +9999",
  "--b",
  "--b--",
  "--",
  "begin 644 nota.pdf",
  "`\r\nend",
  "\r\n\r\n",
  "\n\n",
  "\r",
  "\0",
  "=",
  "=\r\n",
  "> ",
  '<a href="',
  "<!--",
  "<style>",
  "<![CDATA[",
  "&#x110000;",
  "-----Mensaje original-----",
  "De: a\r\nEnviado: b\r\nPara: c\r\nAsunto: d",
  "\x78\x9f\x3e\x22",
  "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  "\xff\xfe",
  "\xed\xa0\x80",
];

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Null when a mail was read as every mail must be, whatever its bytes; else what was wrong. */
export async function checkMail(bytes: Uint8Array): Promise<string | null> {
  const before = sha256(bytes);
  const mail = await parseMail(bytes);
  const again = await parseMail(bytes);
  if (sha256(bytes) !== before) return "reading changed the bytes";
  const fingerprint = fingerprintOf(bytes, mail);
  if (fingerprint !== fingerprintOf(bytes, again)) return "two readings have two fingerprints";
  if (JSON.stringify(briefly(mail)) !== JSON.stringify(briefly(again))) return "two readings differ";
  isAutomatic(mail.headers, mail.subject, undefined); // must not throw
  if ("unreadable" in mail && mail.unreadable === "parser-failed") return "the reader stumbled";
  return brokenAddress(mail) ?? brokenText(mail) ?? ("unreadable" in mail ? null : brokenContent(mail));
}

const briefly = (mail: ParsedMail | UnreadableMail) =>
  "unreadable" in mail
    ? mail
    : { ...mail, attachments: mail.attachments.map(named), unpacked: mail.unpacked.map(named) };
const named = ({ name, type, sha256: hash }: ParsedMail["attachments"][number]) => [name, type, hash];

function brokenAddress({ from, to, cc }: ParsedMail | UnreadableMail): string | null {
  const all = [...(from ? [from] : []), ...to, ...cc];
  const wrong = all.find(({ address }) => !/^[^\s@<>]+@[^\s@<>]+$/.test(address));
  return wrong ? `no address: ${JSON.stringify(wrong.address)}` : null;
}

/** Text is stored and shown: a half of a surrogate pair would be refused by either. */
function brokenText(mail: ParsedMail | UnreadableMail): string | null {
  const words = [mail.subject, mail.from?.name ?? "", "text" in mail ? mail.text : ""];
  const broken = words.find((text) => !text.isWellFormed());
  return broken === undefined ? null : `text that is not well formed: ${JSON.stringify(broken.slice(0, 80))}`;
}

function brokenContent(mail: ParsedMail): string | null {
  for (const { name, size, sha256: hash, content } of [...mail.attachments, ...mail.unpacked]) {
    if (size !== content.length || hash !== sha256(content)) return `${name}: size or hash is another's`;
    if (!name.isWellFormed() || /[\\/\p{Cc}]/u.test(name) || name === "")
      return `no name: ${JSON.stringify(name)}`;
  }
  const unknown = mail.flags.find((flag) => !mailFlags.includes(flag));
  if (unknown) return `no flag: ${unknown}`;
  if (excerptOf(mail.text, mail.subject).length > 8_000) return "an excerpt that is none";
  if (mail.html !== undefined) {
    const { html } = safeHtml(mail.html, { pictures: new Map(), lang: "es" });
    if (/<script|javascript:|\son\w+\s*=/i.test(html.replace(/>[^<]*/g, ">"))) return "HTML that could act";
  }
  return null;
}
