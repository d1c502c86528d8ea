/** What an Outlook message says and holds, whichever packing it came in; loaded only when one comes. */
import type { Body } from "./bodies.ts";
import { decodeText } from "./charsets.ts";
import type { Header } from "./headers.ts";
import {
  charsetOf,
  charsetOfCodepage,
  momentOf,
  numberOf,
  type OutlookItem,
  type Properties,
  tags,
  textOf,
} from "./mapi.ts";
import { readOutlookFile } from "./outlook-file.ts";
import { readRtf, unpackRtf } from "./rtf.ts";
import { withLineFeeds } from "./text.ts";
import { readWinmail } from "./winmail.ts";

export type OutlookFile = {
  name: string;
  type: string;
  content: Buffer;
  contentId: string | undefined;
  item?: OutlookItem; // it is a message itself, and its content only that message's text
};

/** The message in a winmail.dat or a .msg; null when it is neither. Throws when it is damaged. */
export function openOutlook(content: Buffer): OutlookItem | null {
  return readWinmail(content) ?? readOutlookFile(content);
}

export function bodyOf({ properties }: OutlookItem): Body {
  const plain = withLineFeeds(textOf(properties, tags.body));
  const html = htmlOf(properties);
  if (html !== "") return { ...(plain && { plain }), html, guessed: false };
  if (plain !== "") return { plain, guessed: false };
  const packed = properties.get(tags.rtf)?.value;
  if (!packed) return { guessed: false };
  const rtf = readRtf(unpackRtf(packed));
  return rtf.isHtml ? { html: rtf.text, guessed: false } : { plain: withLineFeeds(rtf.text), guessed: false };
}

function htmlOf(properties: Properties): string {
  const property = properties.get(tags.html);
  if (!property) return "";
  if (property.type !== 0x102) return textOf(properties, tags.html);
  const page = numberOf(properties, tags.internetCodepage);
  const charset = page === undefined ? charsetOf(properties) : charsetOfCodepage(page);
  return decodeText(property.value, charset).text.replaceAll("\0", "");
}

/** Its files; a message among them is there as its text, since Outlook keeps no bytes of it as a mail. */
export function filesOf(item: OutlookItem): OutlookFile[] {
  const charset = charsetOf(item.properties);
  return item.files.flatMap(({ properties, item: inner }) => {
    const say = (tag: number) => textOf(properties, tag, charsetOf(properties) || charset);
    const name = say(tags.fileLongName) || say(tags.fileShortName) || say(tags.displayName);
    if (inner) {
      const content = Buffer.from(transcriptOf(inner));
      return [
        {
          name: `${name || subjectOf(inner) || "1"}.txt`,
          type: "text/plain",
          content,
          contentId: undefined,
          item: inner,
        },
      ];
    }
    const content = properties.get(tags.fileData)?.value;
    if (!content) return []; // a link to a file, or an object of a program
    const type = say(tags.fileType).toLowerCase() || "application/octet-stream";
    return [{ name, type, content, contentId: say(tags.fileContentId) || undefined }];
  });
}

const subjectOf = ({ properties }: OutlookItem) => textOf(properties, tags.subject);

function transcriptOf(item: OutlookItem): string {
  const body = bodyOf(item);
  const head = headersOfItem(item)
    .filter(([name]) => ["from", "to", "date", "subject"].includes(name))
    .map(([name, value]) => `${name[0]?.toUpperCase()}${name.slice(1)}: ${value}`);
  return `${head.join("\n")}\n\n${body.plain ?? body.html ?? ""}`.toWellFormed();
}

/** The headers as they came by the net, if Outlook kept them. */
export function transportHeadersOf({ properties }: OutlookItem): Buffer {
  return Buffer.from(textOf(properties, tags.transportHeaders));
}

/** Headers made of what Outlook knows, for a message that never went by the net. */
export function headersOfItem({ properties, recipients }: OutlookItem): Header[] {
  const say = (tag: number) =>
    textOf(properties, tag)
      .replace(/[\r\n]+/g, " ")
      .trim();
  const sender = [tags.senderSmtp, tags.onBehalfSmtp, tags.senderAddress, tags.onBehalfAddress]
    .map(say)
    .find((address) => /^[^\s@<>]+@[^\s@<>]+$/.test(address));
  const name = say(tags.senderName) || say(tags.onBehalfName);
  const date = momentOf(properties, tags.submitted) ?? momentOf(properties, tags.delivered);
  const rows: [string, string][] = [
    ["from", sender ? mailbox(name, sender) : ""],
    ["to", addresses(recipients, 1)],
    ["cc", addresses(recipients, 2)],
    ["subject", say(tags.subject)],
    ["date", date ?? ""],
    ["message-id", say(tags.messageId)],
    ["in-reply-to", say(tags.inReplyTo)],
  ];
  return rows.filter(([, value]) => value !== "");
}

const mailbox = (name: string, address: string) => `"${name.replace(/["\\]/g, "")}" <${address}>`;

function addresses(recipients: readonly Properties[], kind: number): string {
  return recipients
    .filter((one) => ((numberOf(one, tags.recipientType) ?? 1) & 0xf) === kind)
    .map((one) => ({
      name: textOf(one, tags.displayName),
      address: textOf(one, tags.smtp) || textOf(one, tags.address),
    }))
    .filter(({ address }) => /^[^\s@<>]+@[^\s@<>]+$/.test(address))
    .map(({ name, address }) => mailbox(name, address))
    .join(", ");
}
