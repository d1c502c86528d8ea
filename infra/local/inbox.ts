/**
 * The inbox page of a local cloud: every mail that left, as its reader's mail program would show it. Local only.
 *
 * Compose: `const inbox = createInbox(context, { outgoing: ses.outgoing })` and `await inbox.listen(port)`.
 * For tests and simulated missions: `GET /api/messages?to=…&after=…` (JSON, oldest first; `after` is a number that a
 * message before it carried), `GET /api/messages/<id>` and `GET /api/messages/<id>/raw`.
 */
import { createServer } from "node:http";
import PostalMime from "postal-mime";
import type { Context } from "./context.ts";
import { close, listen, portOf } from "./gateway.ts";
import { inboxPage, mailPage } from "./inbox-pages.ts";
import type { Outgoing, SentMail } from "./outgoing.ts";
import { isDelivered } from "./ses-events.ts";

export interface InboxMail {
  id: string;
  number: number;
  at: string;
  from: string;
  to: string[];
  cc: string[];
  replyTo: string | null;
  subject: string;
  text: string;
  html: string | null;
  headers: Record<string, string>;
  attachments: { name: string; type: string; size: number }[];
  tags: Record<string, string>;
}

interface InboxParts {
  outgoing: Outgoing;
}

export type Inbox = ReturnType<typeof createInbox>;

export function createInbox(context: Pick<Context, "log">, { outgoing }: InboxParts) {
  const read = new Map<string, InboxMail>();

  async function parse(mail: SentMail): Promise<InboxMail> {
    const known = read.get(mail.id);
    if (known) return known;
    const parsed = await PostalMime.parse(await outgoing.rawOf(mail));
    const address = (entry: { name: string; address?: string | undefined }) =>
      entry.name ? `${entry.name} <${entry.address ?? ""}>` : (entry.address ?? "");
    const shown: InboxMail = {
      id: mail.id,
      number: mail.number,
      at: mail.at,
      from: parsed.from ? address(parsed.from) : mail.from,
      to: mail.to,
      cc: (parsed.cc ?? []).map(address),
      replyTo: parsed.replyTo?.[0]?.address ?? null,
      subject: parsed.subject ?? "",
      text: parsed.text ?? "",
      html: parsed.html ?? null,
      headers: Object.fromEntries(parsed.headers.map((h) => [h.key, h.value])),
      attachments: parsed.attachments.map((a) => ({
        name: a.filename ?? "",
        type: a.mimeType,
        size: typeof a.content === "string" ? a.content.length : a.content.byteLength,
      })),
      tags: mail.tags,
    };
    read.set(mail.id, shown);
    return shown;
  }

  const listFor = (to: string | null, after: number): SentMail[] =>
    (to ? (isDelivered(to) ? outgoing.inbox(to) : []) : outgoing.all().filter((m) => m.to.some(isDelivered)))
      .filter((mail) => mail.number > after)
      .sort((a, b) => a.number - b.number);

  interface Answer {
    status: number;
    type: string;
    body: string | Buffer;
  }
  const json = (value: unknown, status = 200): Answer => ({
    status,
    type: "application/json; charset=utf-8",
    body: JSON.stringify(value),
  });
  const missing = json({ message: "There is no such mail" }, 404);

  async function answer(url: URL): Promise<Answer> {
    const to = url.searchParams.get("to");
    const after = Number(url.searchParams.get("after") ?? 0);
    if (url.pathname === "/api/messages") return json(await Promise.all(listFor(to, after).map(parse)));
    const html = (body: string): Answer => ({ status: 200, type: "text/html; charset=utf-8", body });
    if (url.pathname === "/") {
      const newest = listFor(to, 0).reverse().slice(0, 500);
      return html(inboxPage(await Promise.all(newest.map(parse)), to ?? ""));
    }
    const [, kind, id = "", part] =
      /^\/(api\/messages|mail)\/([^/]+)(?:\/(raw|html))?$/.exec(url.pathname) ?? [];
    const mail = outgoing.find(id);
    if (!mail) return missing;
    if (part === "raw")
      return { status: 200, type: "text/plain; charset=utf-8", body: await outgoing.rawOf(mail) };
    const parsed = await parse(mail);
    if (part === "html") return html(parsed.html ?? "");
    return kind === "mail" ? html(mailPage(parsed)) : json(parsed);
  }

  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? "/", "http://inbox"))
      .catch((error: unknown) => {
        context.log(`inbox ${request.url}: ${String(error)}`);
        return json({ message: "The mail cannot be shown" }, 500);
      })
      .then(({ status, type, body }) => {
        response.writeHead(status, {
          "content-type": type,
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
          // A mail is shown as a mail program does: its own styles and nothing from elsewhere.
          "content-security-policy":
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'",
        });
        response.end(body);
      });
  });

  return {
    /** Opens the port on 127.0.0.1 and answers which one it is. */
    listen: async (port = 0): Promise<number> => {
      await listen(server, port);
      return portOf(server);
    },
    stop: async (): Promise<void> => await close(server),
  };
}
