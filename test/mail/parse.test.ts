/** Reading mails: what they say, and what is said of those that cannot be read. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readEnvelope } from "../../shared/mail/envelope.ts";
import { mailLimits } from "../../shared/mail/limits.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import { mailOf, parsed, sample } from "./samples.ts";

describe("what a mail says", () => {
  test("a Word attachment keeps its name, its type and its bytes", async () => {
    const mail = await parsed(sample("word-attachment"));
    expect(mail.from).toEqual({
      address: "mision.santiago@cancilleria-co.example",
      name: "Misión de Colombia",
    });
    expect(mail.subject).toBe("Preguntas orientadoras: respuestas de Colombia");
    expect(mail.messageId).toBe("<word-1@cancilleria-co.example>");
    expect(mail.date).toBe("2024-12-17T13:15:00.000Z");
    expect(mail.text).toContain("Misión de Colombia");
    const [file] = mail.attachments;
    expect(file?.name).toBe("Contribución de Colombia.docx");
    expect(file?.type).toBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    expect(
      Buffer.from(file?.content ?? [])
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
    expect(file?.sha256).toBe(
      createHash("sha256")
        .update(file?.content ?? "")
        .digest("hex"),
    );
    expect(file?.size).toBe(file?.content.length);
    expect(mail.flags).toEqual([]);
  });

  test("a PDF attachment", async () => {
    const mail = await parsed(sample("pdf-attachment"));
    expect(mail.attachments.map(({ name, type, inline }) => ({ name, type, inline }))).toEqual([
      { name: "Note verbale 112-2024.pdf", type: "application/pdf", inline: false },
    ]);
    expect(Buffer.from(mail.attachments[0]?.content ?? []).toString("latin1")).toMatch(/^%PDF.*%%EOF\n$/s);
  });

  test("several addresses are all read, in lower case", async () => {
    const { to } = await parsed(sample("several-calls"));
    expect(to.map(({ address }) => address)).toEqual([
      "co-chairs@in.hoja.example",
      "key-speakers@in.hoja.example",
    ]);
  });

  test("format=flowed joins its lines", async () => {
    const { text } = await parsed(sample("reply-with-history"));
    expect(text).toContain("sobre el objetivo 23.");
  });

  test("a forwarded mail stays whole, as an attachment", async () => {
    const mail = await parsed(sample("nested-forward"));
    expect(mail.text).toBe("Segue a mensagem original.");
    expect(mail.subject).toBe("Enc: contribuição do Brasil");
    const [inner] = mail.attachments;
    expect(inner).toMatchObject({ name: "1.eml", type: "message/rfc822" });
    expect(readEnvelope(inner?.content ?? new Uint8Array()).from?.address).toBe(
      "gabinete@exteriores-br.example",
    );
  });

  test("a logo is inline", async () => {
    const { attachments } = await parsed(sample("logo-inline"));
    expect(attachments).toMatchObject([{ name: "logo.png", inline: true }]);
  });

  test("the text of an HTML mail, its entities read and its styles left out", async () => {
    const mail = await parsed(sample("html-only"));
    expect(mail.text).toContain("El Perú manifiesta su interés.");
    expect(mail.text).toMatch(/Atentamente,\nMisión del Perú/);
    expect(mail.text).not.toContain("color");
    expect(mail.flags).toEqual(["text-from-html"]);
  });

  test("pieces of HTML between files are one text, told once", async () => {
    const mail = await parsed(
      mailOf(
        "Content-Type: multipart/alternative; boundary=a",
        "",
        "--a",
        "",
        "Uno. Dos.",
        "--a",
        "Content-Type: multipart/mixed; boundary=m",
        "",
        ...["<p>Uno.</p>", "<p>Dos.</p>"].flatMap((html) => ["--m", "Content-Type: text/html", "", html]),
        "--m--",
        "--a--",
      ),
    );
    expect(mail.text).toBe("Uno. Dos.");
    expect(mail.html).toBe("<p>Uno.</p>\n<p>Dos.</p>");
    expect(mail.flags).not.toContain("text-from-html");
  });

  test("bare line feeds end lines too", async () => {
    const mail = await parsed(sample("bare-lf"));
    expect(mail.text).toBe("Ligne une\nLigne deux");
    expect(mail.messageId).toBe("<lf-1@diplomatie-ht.example>");
  });
});

describe("the bytes of attachments are exactly those sent", () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
  const quoted = [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`);
  test.each([
    ["base64", bytes.toString("base64").replace(/.{76}/g, "$&\r\n")],
    ["quoted-printable", quoted.join("").replace(/.{72}/g, "$&=\r\n")],
    ["binary", bytes.toString("latin1")],
  ])("%s", async (encoding, body) => {
    const head = `Content-Disposition: attachment; filename=a.bin\r\nContent-Transfer-Encoding: ${encoding}`;
    const inner = `--b\r\nContent-Type: application/octet-stream\r\n${head}\r\n\r\n${body}\r\n--b--\r\n`;
    const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${inner}`, "latin1");
    const { attachments } = await parsed(raw);
    expect(Buffer.from(attachments[0]?.content ?? []).equals(bytes)).toBe(true);
  });

  test.each([
    ["RFC 2231 in parts", "filename*0*=UTF-8''Contribuci%C3%B3n;\r\n filename*1=\" de Colombia.docx\""],
    ["RFC 2231 in Latin-1", "filename*=iso-8859-1'es'Contribuci%F3n%20de%20Colombia.docx"],
    ["RFC 2047", 'filename="=?UTF-8?Q?Contribuci=C3=B3n_de_Colombia.docx?="'],
  ])("names by %s", async (_, name) => {
    const mail = await parsed(
      mailOf("Content-Type: application/pdf", `Content-Disposition: attachment; ${name}`, "", "x"),
    );
    expect(mail.attachments[0]?.name).toBe("Contribución de Colombia.docx");
  });

  test("a missing last delimiter loses nothing", async () => {
    const mail = await parsed(
      mailOf(
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "",
        "uno",
        "--b",
        "Content-Type: application/pdf",
        "",
        "%PDF",
      ),
    );
    expect(mail.text).toBe("uno");
    expect(Buffer.from(mail.attachments[0]?.content ?? []).toString()).toBe("%PDF");
  });

  test("a multipart without any delimiter is a text", async () => {
    expect((await parsed(mailOf("Content-Type: multipart/mixed; boundary=b", "", "uno"))).text).toBe("uno");
  });

  test("a text with a name is a file", async () => {
    const mail = await parsed(mailOf("Content-Type: text/plain; name=notas.txt", "", "uno"));
    expect(mail.attachments[0]?.name).toBe("notas.txt");
    expect(mail.text).toBe("");
  });
});

describe("charsets: declared, else UTF-8, else windows-1252", () => {
  test.each([
    ["undeclared-latin1", "El Ecuador manifiesta su interés en la copresidencia – región andina."],
    ["wrongly-declared", "Migración segura, ordenada y regular."],
  ])("%s", async (name, text) => {
    const mail = await parsed(sample(name));
    expect(mail.text).toBe(text);
    expect(mail.flags).toContain("charset-guessed");
  });

  test("headers without a charset", async () => {
    const mail = await parsed(sample("undeclared-latin1"));
    expect(mail.subject).toBe("Interés del Ecuador");
    expect(mail.from?.name).toBe("Misión");
  });

  test("guessing leaves attachments as they are", async () => {
    const inner = "Content-Type: text/plain; charset=utf-8\r\n\r\nx";
    const mail = await parsed(
      Buffer.from(
        [
          'Content-Type: multipart/mixed; boundary="b"',
          "",
          "--b",
          "Content-Type: text/plain",
          "",
          "regi\u00f3n",
          "--b",
          "Content-Type: message/rfc822",
          "",
          inner,
          "--b--",
          "",
        ].join("\r\n"),
        "latin1",
      ),
    );
    expect(mail.text).toBe("región");
    expect(
      Buffer.from(mail.attachments[0]?.content ?? [])
        .toString()
        .trim(),
    ).toBe(inner);
  });
});

describe("what is missing is flagged and nothing is thrown", () => {
  test.each([
    ["no-from", ["no-from", "no-message-id"]],
    ["no-message-id", ["no-message-id"]],
    ["no-subject-no-body", ["no-subject", "no-text"]],
  ])("%s", async (name, flags) => {
    expect((await parsed(sample(name))).flags).toEqual(flags);
  });

  test("two From lines", async () => {
    const mail = await parsed(mailOf("From: a@one.example", "From: b@two.example", "", "x"));
    expect(mail.from?.address).toBe("a@one.example");
    expect(mail.flags).toContain("several-from");
  });

  test("a From that is no address", async () => {
    expect((await parsed(mailOf("From: undisclosed", "", "x"))).from).toBeUndefined();
  });

  test("names of attachments lose folders and control characters", async () => {
    const mail = await parsed(
      mailOf(
        'Content-Type: application/pdf; name="..\\..\\etc/a\u0007b.pdf"',
        "Content-Disposition: attachment",
        "",
        "x",
      ),
    );
    expect(mail.attachments.map(({ name }) => name)).toEqual(["ab.pdf"]);
  });
});

describe("what breaks a limit is unreadable, with its headers told", () => {
  const head = ["From: a@one.example", "Subject: Aportes"];
  const nested = (depth: number) =>
    Array.from(
      { length: depth },
      (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}`,
    );
  const rows: [string, Uint8Array, string][] = [
    ["nothing at all", new Uint8Array(), "empty"],
    ["more than SES takes", new Uint8Array(mailLimits.bytes + 1).fill(65), "too-large"],
    ["a header without end", mailOf(...head, `X: ${"a".repeat(300_000)}`, "", "x"), "headers-too-large"],
    [
      "a thousand parts",
      mailOf(
        ...head,
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        ...Array<string>(1_001).fill("--b\r\n\r\nx"),
      ),
      "too-many-parts",
    ],
    ["parts in parts in parts", mailOf(...head, ...nested(100), "x"), "too-deep"],
    ["a little too deep", mailOf(...head, ...nested(22), "x"), "too-deep"],
  ];
  test.each(rows)("%s", async (_, bytes, unreadable) => {
    expect(await parseMail(bytes)).toMatchObject({ unreadable });
  });

  test("sender and subject are told all the same", async () => {
    expect(await parseMail(mailOf(...head, ...nested(100), "x"))).toMatchObject({
      from: { address: "a@one.example" },
      subject: "Aportes",
    });
  });

  test("forwards nested in forwards to two megabytes cost little memory and are one attachment", async () => {
    const level = "Content-Type: message/rfc822\r\n\r\n";
    const mail = await parsed(mailOf(...head, level.repeat(60_000)));
    expect(mail.attachments).toHaveLength(1);
  });

  test("a text full of dashes is no multipart", async () => {
    const mail = await parsed(mailOf(...head, "", ...Array<string>(5_000).fill("--------")));
    expect(mail.text).toContain("--------");
  });
});
