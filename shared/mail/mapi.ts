/** The properties in which Outlook keeps a message, whether in a .msg or in a winmail.dat (MS-OXPROPS). */
import { decodeText } from "./charsets.ts";

export type Property = { type: number; value: Buffer };
export type Properties = Map<number, Property>;

/** A message as Outlook has it: its properties, its files, and messages among those. */
export type OutlookItem = {
  properties: Properties;
  recipients: Properties[];
  files: { properties: Properties; item?: OutlookItem }[];
};

export const tags = {
  subject: 0x0037,
  submitted: 0x0039,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  onBehalfSmtp: 0x5d02,
  onBehalfName: 0x0042,
  onBehalfAddress: 0x0065,
  transportHeaders: 0x007d,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  messageId: 0x1035,
  inReplyTo: 0x1042,
  delivered: 0x0e06,
  recipientType: 0x0c15,
  displayName: 0x3001,
  address: 0x3003,
  smtp: 0x39fe,
  messageClass: 0x001a,
  fileData: 0x3701,
  fileShortName: 0x3704,
  fileMethod: 0x3705,
  fileLongName: 0x3707,
  fileType: 0x370e,
  fileContentId: 0x3712,
  fileHidden: 0x7ffe,
  internetCodepage: 0x3fde,
  codepage: 0x3ffd,
} as const;

const string8 = 0x1e;
const unicode = 0x1f;

/** Windows' numbers of charsets. */
export function charsetOfCodepage(page: number): string {
  const named: Record<number, string> = {
    932: "shift_jis",
    936: "gbk",
    949: "euc-kr",
    950: "big5",
    10000: "macintosh",
    20127: "",
    20866: "koi8-r",
    21866: "koi8-u",
    50220: "iso-2022-jp",
    51932: "euc-jp",
    54936: "gb18030",
    65000: "utf-7",
    65001: "utf-8",
  };
  if (page in named) return named[page] ?? "";
  if (page >= 1250 && page <= 1258) return `windows-${page}`;
  if (page === 874) return "windows-874";
  return page > 28590 && page <= 28606 ? `iso-8859-${page - 28590}` : "";
}

export function charsetOf(properties: Properties): string {
  const page = numberOf(properties, tags.codepage) ?? numberOf(properties, tags.internetCodepage) ?? 0;
  return charsetOfCodepage(page);
}

export function numberOf(properties: Properties, tag: number): number | undefined {
  const value = properties.get(tag)?.value;
  return value && value.length >= 4 ? value.readInt32LE(0) : undefined;
}

/** A text without the zero that ends it; "" when there is none. */
export function textOf(properties: Properties, tag: number, charset = charsetOf(properties)): string {
  const property = properties.get(tag);
  if (!property) return "";
  const { type, value } = property;
  const even = value.subarray(0, value.length - (value.length % 2));
  const text =
    type === unicode
      ? new TextDecoder("utf-16le").decode(even)
      : decodeText(value, type === string8 ? charset : "").text;
  return text.replace(/\0.*$/s, "");
}

/** A moment of Windows: tenths of microseconds since 1601. */
export function momentOf(properties: Properties, tag: number): string | undefined {
  const value = properties.get(tag)?.value;
  if (!value || value.length < 8) return undefined;
  const milliseconds = Number(value.readBigUInt64LE(0) / 10_000n) - 11_644_473_600_000;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1970 ? undefined : date.toISOString();
}
