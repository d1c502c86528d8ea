/** The HTML half of a mail: tables and inline styles that Outlook's narrow pane shows as meant, and nothing remote. */
import type { Language } from "../domain/language.ts";
import type { NoticeText } from "../domain/notice.ts";
import type { Action, Words } from "./facts.ts";

export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const font =
  "font-family:'Segoe UI',Arial,Helvetica,sans-serif;font-size:16px;line-height:24px;color:#1b1f24;";
const paragraphs = "margin:0 0 16px 0;";

/** A fixed layout keeps long file names and links from widening the page; Word's engine honours it too. */
const fixed = "table-layout:fixed;width:100%;";
const breaking = "word-break:break-word;overflow-wrap:anywhere;";

const paragraph = (text: string) =>
  `<p style="${paragraphs}${font}">${escapeHtml(text).replace(/\n/g, "<br>")}</p>`;

export function htmlOfWords(
  words: Words,
  frame: { head: string; salutation: string; closing: string; sender: string },
  language: Language,
): string {
  const parts = [
    heading(frame.head),
    paragraph(frame.salutation),
    ...words.opening.map(paragraph),
    rows(words.rows ?? []),
    list(words.list),
    ...(words.body ?? []).map(paragraph),
    words.action ? button(words.action) : "",
    ...(words.ending ?? []).map(paragraph),
    paragraph(frame.closing),
    paragraph(frame.sender),
    words.leaving ? small(words.leaving) : "",
  ];
  return page(words.subject, parts.filter((part) => part !== "").join("\n"), language);
}

/** Of an edited text: its paragraphs, and a link wherever a link's place stands. */
export function htmlOfText({ subject, text }: NoticeText, language: Language): string {
  const body = text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map(paragraph)
    .join("\n")
    .replace(/\{(link|confirmLink)\}/g, (place) => anchor(place));
  return page(subject, body, language);
}

function anchor(place: string): string {
  return `<a href="${place}" style="color:#0d564d;word-break:break-all;">${place}</a>`;
}

function heading(text: string): string {
  return `<p style="${paragraphs}${font}font-weight:bold;color:#0d564d;">${escapeHtml(text)}</p>`;
}

/** Each label above its value: side by side they would not fit into a narrow pane. */
function rows(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return "";
  const cells = entries.map(
    ([label, value], place) =>
      `<p style="margin:0 0 ${place === entries.length - 1 ? 0 : 8}px 0;${font}"><span style="font-size:13px;color:#4a5560;">${escapeHtml(label)}</span><br>${escapeHtml(value)}</p>`,
  );
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${fixed}margin:0 0 16px 0;"><tr><td style="border-left:3px solid #0d564d;padding:0 0 0 12px;${breaking}">\n${cells.join("\n")}\n</td></tr></table>`;
}

function list(given: Words["list"]): string {
  if (!given || given.items.length === 0) return "";
  const items = given.items
    .map((item) => `<li style="${font}margin:0 0 4px 0;word-break:break-word;">${escapeHtml(item)}</li>`)
    .join("\n");
  return `<p style="margin:0 0 4px 0;${font}font-size:13px;color:#4a5560;">${escapeHtml(given.title)}</p>\n<ul style="margin:0 0 16px 0;padding:0 0 0 20px;">\n${items}\n</ul>`;
}

/** A cell with a background is the one button that every Outlook draws; the address below it can be copied. */
function button({ label, to }: Action): string {
  const place = `{${to}}`;
  return [
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 8px 0;"><tr><td bgcolor="#0d564d" style="padding:12px 20px;"><a href="${place}" style="${font}color:#ffffff;text-decoration:none;font-weight:bold;">${escapeHtml(label)}</a></td></tr></table>`,
    `<p style="${paragraphs}${font}font-size:13px;line-height:18px;">${anchor(place)}</p>`,
  ].join("\n");
}

/** A link of the last line, for what nobody is asked to do. */
function small({ label, to }: Action): string {
  return `<p style="${paragraphs}${font}font-size:13px;line-height:18px;color:#4a5560;">${escapeHtml(label)}<br>${anchor(`{${to}}`)}</p>`;
}

function page(title: string, body: string, language: Language): string {
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body bgcolor="#ffffff" style="margin:0;padding:0;background:#ffffff;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="${fixed}"><tr><td align="left" style="padding:16px;${breaking}">
<div style="max-width:600px;">
${body}
</div>
</td></tr></table>
</body>
</html>
`;
}
