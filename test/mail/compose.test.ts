/** Outgoing mails: what was put in comes out, and no value starts a header of its own. */
import { createHash } from "node:crypto";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { composeMail, type OutgoingMail } from "../../shared/mail/compose.ts";
import { AddressRefused } from "../../shared/mail/encode.ts";
import { headersOf, readHeaders } from "../../shared/mail/headers.ts";
import { parseMail } from "../../shared/mail/parse.ts";

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

describe("files", () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => (at * 37) % 256);
  const file = { name: "Carta-copresidencia.pdf", type: "application/pdf", bytes };
  const names = [
    "Carta-copresidencia.pdf",
    "Lettre de décision – coprésidence.pdf",
    `${"A name in ASCII that is longer than one line may be ".repeat(3)}.pdf`,
    `${"Ñandú ".repeat(30)}.pdf`,
    "it's (a) *file*!.pdf",
    "100% €.pdf",
  ];

  test("a mail without any is as it always was", () => {
    expect(Buffer.from(compose({ attachments: [] })).equals(Buffer.from(compose()))).toBe(true);
    expect(createHash("sha256").update(compose()).digest("hex")).toBe(
      "80afac52a017bb9db7612fdddef49b1e473f3e25139cbdae87b1999758bc00f3",
    );
  });

  test.each(names)("%s and its bytes arrive in other people's programs and in ours", async (name) => {
    const raw = compose({ attachments: [{ ...file, name }] });
    const [postal, theirs, ours] = [
      await PostalMime.parse(raw),
      await simpleParser(Buffer.from(raw)),
      await parseMail(raw),
    ];
    if ("unreadable" in ours) throw new Error("ours does not read it");
    for (const mail of [postal, theirs]) {
      expect(mail.text?.trimEnd()).toBe(base.text);
      expect(mail.subject).toBe(base.subject);
    }
    expect(postal.attachments).toMatchObject([
      { filename: name, mimeType: "application/pdf", disposition: "attachment" },
    ]);
    expect(Buffer.from(theirs.attachments[0]?.content ?? "").equals(Buffer.from(bytes))).toBe(true);
    expect(theirs.attachments[0]?.filename).toBe(name);
    expect(ours.attachments).toMatchObject([{ name, type: "application/pdf", size: 1000, logo: false }]);
    expect(ours.text.trimEnd()).toBe(base.text);
  });

  test("keep to the standards: lines of 78 at most, CRLF only, ASCII only, base64 in lines of 76", () => {
    const source = Buffer.from(compose({ attachments: names.map((name) => ({ ...file, name })) })).toString(
      "latin1",
    );
    const lines = source.split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(source.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(source).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(
      lines.filter((line) => line.length === 76 && /^[A-Za-z0-9+/]+$/.test(line)).length,
    ).toBeGreaterThan(90);
  });

  test.each([
    ["x\r\nBcc: thief@evil.example", "application/pdf"],
    ['x"; filename="y.exe', "application/pdf"],
    ["../../etc/passwd\\x", "application/pdf"],
    ["x.pdf", "text/html\r\nBcc: thief@evil.example"],
    ["\ud800.pdf", "application/pdf"],
    ["", "application/pdf"],
  ])("the name %j of type %j begins no header and no path", async (name, type) => {
    const raw = compose({ attachments: [{ ...file, name, type }] });
    expect(Buffer.from(raw).toString()).not.toMatch(/[\r\n]Bcc:/);
    const [found] = (await PostalMime.parse(raw)).attachments;
    expect(found?.filename).not.toMatch(/[/\\\r\n]/);
    expect(found?.filename).not.toBe("y.exe");
    const content = found?.content;
    expect(content instanceof ArrayBuffer ? content.byteLength : content?.length).toBe(1000);
  });
});
