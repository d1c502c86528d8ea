/** The two pages of the inbox: what has arrived, and one mail. */
import type { InboxMail } from "./inbox.ts";
import { escapeXml } from "./s3-xml.ts";

const style = `
body{margin:0 auto;max-width:70rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff}
a{color:#0f5a52}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f5f1;padding:1rem}
iframe{width:100%;height:42rem;border:1px solid #ccc;background:#fff}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
input{font:inherit;padding:.3rem .5rem;min-width:18rem}button{font:inherit;padding:.3rem .8rem}
`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}

const moment = (iso: string) => `${iso.slice(0, 16).replace("T", " ")} UTC`;

export function inboxPage(mails: readonly InboxMail[], to: string): string {
  const rows = mails
    .map(
      (mail) =>
        `<tr><td>${moment(mail.at)}</td><td>${mail.to.map((address) => `<a href="/?to=${encodeURIComponent(address)}">${escapeXml(address)}</a>`).join("<br>")}</td><td><a href="/mail/${mail.id}">${escapeXml(mail.subject || "(no subject)")}</a></td></tr>`,
    )
    .join("");
  const list = mails.length
    ? `<table><thead><tr><th>When</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows}</tbody></table>`
    : "<p>Nothing has arrived here.</p>";
  return page(
    "Inbox",
    `<h1>Inbox</h1><p>Every mail that left this local cloud, newest first. Nothing goes any further.</p><form><label>Mailbox <input name="to" type="search" value="${escapeXml(to)}" placeholder="all of them"></label> <button>Show</button></form>${list}`,
  );
}

export function mailPage(mail: InboxMail): string {
  const fields: [string, string][] = [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
    ["Cc", mail.cc.join(", ")],
    ["Reply-To", mail.replyTo ?? ""],
    ["When", moment(mail.at)],
    ["Files", mail.attachments.map((a) => `${a.name} (${a.type}, ${a.size} bytes)`).join(", ")],
    [
      "Tags",
      Object.entries(mail.tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(", "),
    ],
  ];
  const head = fields
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `<dt>${name}</dt><dd>${escapeXml(value)}</dd>`)
    .join("");
  const rich = mail.html
    ? `<h2>As a mail program shows it</h2><iframe src="/mail/${mail.id}/html" sandbox="allow-popups" title="The mail"></iframe>`
    : "";
  return page(
    mail.subject,
    `<p><a href="/">Inbox</a> · <a href="/api/messages/${mail.id}/raw">As it left, byte for byte</a></p><h1>${escapeXml(mail.subject || "(no subject)")}</h1><dl>${head}</dl>${rich}<h2>As text</h2><pre>${linked(mail.text)}</pre>`,
  );
}

/** Text with its links made to follow. */
function linked(text: string): string {
  return escapeXml(text).replace(
    /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g,
    (url) => `<a href="${url}">${url}</a>`,
  );
}
