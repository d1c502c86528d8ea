/** The inbox: what tests, simulated missions and newcomers see of the mail that left. */
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { createInbox, type Inbox } from "../../../infra/local/inbox.ts";
import { createOutgoing, type Outgoing } from "../../../infra/local/outgoing.ts";
import { edgeContext } from "./edge-context.ts";

let inbox: Inbox;
let outgoing: Outgoing;
let origin: string;

beforeEach(async () => {
  const { context } = edgeContext([]);
  outgoing = createOutgoing(context.dir);
  inbox = createInbox(context, { outgoing });
  origin = `http://127.0.0.1:${await inbox.listen()}`;
});
afterEach(() => inbox.stop());

function arrive(to: string, subject: string, body = "Hola <b>a todos</b> https://x.example/es/p/1 ."): void {
  const number = outgoing.nextNumber();
  const at = "2024-11-04T12:00:00.000Z";
  const mail = {
    id: `id-${number}`,
    number,
    at,
    from: "s@in.example",
    to: [to],
    tags: {},
    caller: "r",
    handled: true,
  };
  outgoing.keep(
    mail,
    Buffer.from(`From: S <s@in.example>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\n${body}\r\n`),
  );
}

const Mails = z.array(
  z.looseObject({ id: z.string(), number: z.number(), subject: z.string(), text: z.string() }),
);
const list = async (query: string) =>
  Mails.parse(await (await fetch(`${origin}/api/messages?${query}`)).json());

test("a mailbox lists its own mails, oldest first, and goes on after the last one seen", async () => {
  arrive("a@co.example", "Uno");
  arrive("b@pe.example", "Otro");
  arrive("A@co.example", "Dos");
  const mails = await list("to=a@co.example");
  expect(mails.map((mail) => mail.subject)).toEqual(["Uno", "Dos"]);
  expect(mails[0]?.text).toContain("Hola");
  expect((await list(`to=a@co.example&after=${mails[0]?.number}`)).map((mail) => mail.subject)).toEqual([
    "Dos",
  ]);
});

test("what bounced is in no mailbox", async () => {
  arrive("x@bounce.example", "Rebota");
  expect(await list("to=x@bounce.example")).toEqual([]);
  expect(await list("")).toEqual([]);
});

test("a mail is shown as text with its links, escaped, and raw as it left", async () => {
  arrive("a@co.example", "<script>alert(1)</script>");
  const page = await (await fetch(`${origin}/mail/id-1`)).text();
  expect(page).not.toContain("<script>");
  expect(page).toContain('<a href="https://x.example/es/p/1">');
  expect(await (await fetch(`${origin}/api/messages/id-1/raw`)).text()).toContain("Subject: <script>");
  expect(await (await fetch(`${origin}/`)).text()).toContain("&lt;script&gt;");
  expect((await fetch(`${origin}/mail/none`)).status).toBe(404);
});
