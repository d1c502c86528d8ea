/** Outgoing mails: what was put in comes out, and no value starts a header of its own. */
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { composeMail, type OutgoingMail } from "../../shared/mail/compose.ts";
import { AddressRefused } from "../../shared/mail/encode.ts";
import { headersOf, readHeaders } from "../../shared/mail/headers.ts";

const base: OutgoingMail = {
  from: { address: "secretariat@in.hoja.example", name: "Secretaría de la Red" },
  to: { address: "mision.santiago@cancilleria-co.example", name: "Misión de Colombia" },
  subject: "Acuse de recibo LAC25-GQ-COL-1",
  text: "Señor Embajador:\n\nLa Red acusa recibo.",
  html: "<p>La Red acusa recibo.</p>",
  language: "es",
  date: new Date("2024-12-17T13:15:00Z"),
  automatic: "auto-replied",
  noticeId: "guiding-questions_receipt_1_co1",
  domain: "in.hoja.example",
};
const compose = (change: Partial<OutgoingMail> = {}) => composeMail({ ...base, ...change });
const read = (change: Partial<OutgoingMail> = {}) => PostalMime.parse(compose(change));

test("addresses, names, subject and both texts arrive as written", async () => {
  const mail = await read({
    cc: [{ address: "a@b.example" }, { address: "c@d.example", name: 'O"Brien, \\ Ltd.' }],
    replyTo: { address: "r.gq.co1.abcdefghijklm@in.hoja.example" },
  });
  expect(mail.from).toEqual(base.from);
  expect(mail.to).toEqual([base.to]);
  expect(mail.cc).toEqual([
    { address: "a@b.example", name: "" },
    { address: "c@d.example", name: 'O"Brien, \\ Ltd.' },
  ]);
  expect(mail.replyTo).toEqual([{ address: "r.gq.co1.abcdefghijklm@in.hoja.example", name: "" }]);
  expect(mail.subject).toBe(base.subject);
  expect(mail.date).toBe("2024-12-17T13:15:00.000Z");
  expect(mail.text?.trimEnd()).toBe(base.text);
  expect(mail.html?.trim()).toBe(base.html);
});

test("RFC 3834: what answers says auto-replied, the rest auto-generated; threads by the mail it answers", async () => {
  const headers = readHeaders(compose({ inReplyTo: "<word-1@cancilleria-co.example>" }));
  expect(headersOf(headers, "auto-submitted")).toEqual(["auto-replied"]);
  expect(headersOf(headers, "in-reply-to")).toEqual(["<word-1@cancilleria-co.example>"]);
  expect(headersOf(headers, "references")).toEqual(["<word-1@cancilleria-co.example>"]);
  expect(headersOf(headers, "message-id")).toEqual(["<guiding-questions_receipt_1_co1@in.hoja.example>"]);
  expect(headersOf(readHeaders(compose({ automatic: "auto-generated" })), "auto-submitted")).toEqual([
    "auto-generated",
  ]);
});

describe("no value starts a header", () => {
  const attacks = [
    "x\r\nBcc: thief@evil.example",
    "x\nBcc: thief@evil.example",
    "x\rBcc: thief@evil.example",
  ];
  const places: [string, (value: string) => Partial<OutgoingMail>][] = [
    ["subject", (subject) => ({ subject })],
    ["name of the sender", (name) => ({ from: { ...base.from, name } })],
    ["name of the recipient", (name) => ({ to: { ...base.to, name } })],
    ["name in copy", (name) => ({ cc: [{ ...base.to, name }] })],
    ["mail answered", (inReplyTo) => ({ inReplyTo })],
    ["references", (reference) => ({ references: [reference] })],
    ["notice id", (noticeId) => ({ noticeId })],
    ["language", (language) => ({ language })],
    ["domain", (domain) => ({ domain })],
  ];
  test.each(places.flatMap(([place, change]) => attacks.map((attack) => [place, attack, change] as const)))(
    "%s: %j",
    (_, attack, change) => {
      const raw = compose(change(attack));
      expect(headersOf(readHeaders(raw), "bcc")).toEqual([]);
      expect(Buffer.from(raw).toString()).not.toMatch(/[\r\n]Bcc:/);
    },
  );

  test.each(["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a b@c.example", "a", ""])(
    "the address %j is refused",
    (address) => {
      expect(() => compose({ to: { address } })).toThrow(AddressRefused);
    },
  );
});

describe("the bytes keep to the standards", () => {
  const long = `${"Migración ".repeat(60)}\n\n${"https://hoja.example/es/p/".padEnd(180, "a")}\n.\nFrom here\n> quoted\n  indented`;
  const source = Buffer.from(compose({ text: long, subject: "Ñ ".repeat(80) })).toString("latin1");
  test("lines of 78 at most, CRLF only, ASCII only", () => {
    const lines = source.split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(source.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(source).toMatch(/^[\t\r\n\x20-\x7e]*$/);
  });
  test("a dot alone on a line is encoded", () => expect(source).not.toMatch(/\r\n\.\r\n/));
  test("long paragraphs, links and odd lines come back as they were", async () => {
    const mail = await read({ text: long, subject: `${"Ñ ".repeat(80)}fin` });
    expect(mail.text?.trimEnd()).toBe(long.replaceAll(" \n", "\n").trimEnd());
    expect(mail.subject).toBe(`${"Ñ ".repeat(80)}fin`);
  });
  test("a long subject in ASCII is folded and read back", async () => {
    const subject = "A call for contributions ".repeat(10).trim();
    expect((await read({ subject })).subject).toBe(subject);
  });
  test("the same notice gives the same bytes", () => {
    expect(Buffer.from(compose()).equals(Buffer.from(compose()))).toBe(true);
  });
});
