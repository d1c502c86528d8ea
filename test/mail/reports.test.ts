/** Reports of programs are read: what was not delivered, to whom and why; who is away, until when, and who answers instead. */
import { describe, expect, test } from "vitest";
import { bounceOf, sesBounce } from "../../shared/domain/bounce.ts";
import { looksLikeAbsence, readAbsence } from "../../shared/mail/absence.ts";
import { namedIn, readReport } from "../../shared/mail/reports.ts";
import { mailOf, parsed, sample } from "./samples.ts";

const written = (text: string, ...headers: string[]) =>
  parsed(
    mailOf(
      "From: Mail Delivery System <MAILER-DAEMON@mx.cancilleria-co.example>",
      "To: r.gq.co1.abcdefghijklm@in.hoja.example",
      "Subject: Mail delivery failed",
      ...headers,
      "Content-Type: text/plain; charset=utf-8",
      "",
      text.replaceAll("\n", "\r\n"),
    ),
  );

/** A multipart/report of these parts. */
const report = (kind: string, parts: readonly (readonly [string, string])[]) =>
  parsed(
    mailOf(
      "From: postmaster@cancilleria-co.example",
      "To: r.gq.co1.abcdefghijklm@in.hoja.example",
      "Subject: Undeliverable",
      "MIME-Version: 1.0",
      `Content-Type: multipart/report; report-type=${kind}; boundary="b"`,
      "",
      ...parts.flatMap(([type, text]) => ["--b", `Content-Type: ${type}`, "", ...text.split("\n")]),
      "--b--",
      "",
    ),
  );

const sesId = "0100018f3c2a7d1e-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-000000";
const returned = `From: Red <secretariat@in.hoja.example>
Reply-To: r.gq.co1.abcdefghijklm@in.hoja.example
Message-ID: <${sesId}@email.amazonses.com>
Subject: Convocatoria`;

describe("a delivery report by RFC 3464", () => {
  test("of the samples", async () => {
    expect(readReport(await parsed(sample("delivery-report")), true)).toEqual({
      kind: "delivery",
      recipients: [{ address: "mission.santiago@foreign-gd.example", action: "failed", status: "5.1.1" }],
    });
  });

  test("with two recipients, one forwarded, and what it returns", async () => {
    const mail = await report("delivery-status", [
      ["text/plain", "Se ha producido un error."],
      [
        "message/delivery-status",
        `Reporting-MTA: dns; mx.example

Original-Recipient: rfc822;mision@cancilleria-co.example
Final-Recipient: RFC822; <ana@otra.example>
Action: failed
Status: 5.2.2 (mailbox full)
Diagnostic-Code: smtp; 552 5.2.2 Over
 quota

Final-Recipient: rfc822;copia@cancilleria-co.example
Action: delayed
Status: 4.4.1`,
      ],
      ["text/rfc822-headers", returned],
    ]);
    expect(readReport(mail, true)?.recipients).toEqual([
      {
        address: "ana@otra.example",
        original: "mision@cancilleria-co.example",
        action: "failed",
        status: "5.2.2",
        diagnostic: "552 5.2.2 Over quota",
      },
      { address: "copia@cancilleria-co.example", action: "delayed", status: "4.4.1" },
    ]);
    expect(namedIn(mail)).toEqual({
      sesIds: [sesId],
      replyAddresses: ["r.gq.co1.abcdefghijklm@in.hoja.example"],
    });
  });

  test("of a read mail, and of a complaint", async () => {
    const read = await report("disposition-notification", [
      ["text/plain", "Your message was read."],
      [
        "message/disposition-notification",
        `Final-Recipient: rfc822;mision@cancilleria-co.example
Original-Message-ID: <${sesId}@email.amazonses.com>
Disposition: automatic-action/MDN-sent-automatically; displayed`,
      ],
    ]);
    expect(readReport(read, true)).toEqual({
      kind: "read",
      recipients: [{ address: "mision@cancilleria-co.example", action: "delivered" }],
    });
    expect(namedIn(read).sesIds).toEqual([sesId]);
    const complaint = await report("feedback-report", [
      ["text/plain", "This is an abuse report."],
      ["message/feedback-report", "Feedback-Type: abuse\nOriginal-Rcpt-To: <mision@cancilleria-co.example>"],
      ["message/rfc822", `${returned}\n\nBody`],
    ]);
    expect(readReport(complaint, true)).toMatchObject({
      kind: "complaint",
      recipients: [{ address: "mision@cancilleria-co.example" }],
    });
  });
});

describe("a delivery report in words", () => {
  const lost = "mision@cancilleria-co.example";
  test.each<[string, string, string, string[]]>([
    [
      "Exim",
      `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${lost}
    SMTP error from remote mail server after RCPT TO:<${lost}>:
    host mx.cancilleria-co.example [192.0.2.1]: 550 5.1.1 User unknown

------ This is a copy of the message, including all the headers. ------

From: secretariat@in.hoja.example
To: otro@cancilleria-ar.example`,
      "hard",
      [`X-Failed-Recipients: ${lost}`],
    ],
    [
      "Postfix",
      `I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<${lost}>: host mx.cancilleria-co.example[192.0.2.1] said: 452 4.2.2
    Mailbox full (in reply to RCPT TO command)`,
      "soft",
      [],
    ],
    [
      "qmail",
      `Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<${lost}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Reply-To: r.gq.co1.abcdefghijklm@in.hoja.example`,
      "hard",
      [],
    ],
    [
      "Gmail in Spanish",
      `No se ha encontrado la dirección

Tu mensaje no se ha entregado a ${lost} porque no se ha encontrado la dirección o esta no puede recibir correo.

La respuesta fue:
550 5.1.1 The email account that you tried to reach does not exist.`,
      "hard",
      [],
    ],
    [
      "Exchange in Spanish",
      `No se pudo entregar el mensaje a estos destinatarios o grupos:

Misión (${lost})
El buzón del destinatario está lleno y no puede aceptar mensajes.

Información de diagnóstico para administradores:
${lost}
Remote Server returned '552 5.2.2 Mailbox full'`,
      "soft",
      [],
    ],
    [
      "Exchange in Portuguese",
      `Falha na entrega a estes destinatários ou grupos:

${lost}
O endereço de email inserido não pôde ser encontrado. 550 5.1.10 RESOLVER.ADR.RecipientNotFound`,
      "hard",
      [],
    ],
    [
      "Exchange in French",
      `Échec de la remise à ces destinataires ou groupes :

${lost}
Votre message n'a pas été accepté : 550 5.7.1 Message rejected by policy`,
      "refused",
      [],
    ],
  ])("%s", async (_, text, bounce, headers) => {
    const [found, ...more] = readReport(await written(text, ...headers), true)?.recipients ?? [];
    expect(more).toEqual([]);
    expect(found).toMatchObject({ address: lost, action: "failed" });
    expect(bounceOf(found ?? {})).toBe(bounce);
  });

  test("one that goes on trying says so", async () => {
    const text = `Your message to <${lost}> has not yet been delivered. Delivery will be retried for 3 days.`;
    const mail = await written(text);
    expect(readReport(mail, true)?.recipients[0]).toMatchObject({ action: "delayed" });
  });

  test("words without an address say nothing", async () => {
    expect(readReport(await written("Something went wrong."), true)).toBeNull();
  });
});

describe("what a bounce means", () => {
  test.each<[string | undefined, string, string]>([
    ["5.1.1", "", "hard"],
    ["5.1.10", "", "hard"],
    ["5.2.1", "", "hard"],
    ["5.4.1", "Recipient address rejected: Access denied", "hard"],
    ["5.2.2", "", "soft"],
    ["4.2.2", "", "soft"],
    ["4.4.7", "", "soft"],
    ["5.4.7", "", "soft"],
    ["5.2.3", "", "refused"],
    ["5.3.4", "", "refused"],
    ["5.7.1", "", "refused"],
    ["5.0.0", "550 user unknown", "hard"],
    [undefined, "Unrouteable address", "hard"],
    ["5.0.0", "mailbox is full", "soft"],
    ["5.0.0", "message looks like spam", "refused"],
    ["5.0.0", "", "hard"],
    [undefined, "550 no", "hard"],
    [undefined, "451 later", "soft"],
    [undefined, "", "refused"],
  ])("%s %s is %s", (status, diagnostic, bounce) => {
    expect(bounceOf({ status, diagnostic })).toBe(bounce);
  });
  test.each([
    ["Permanent", "General", "hard"],
    ["Permanent", "OnAccountSuppressionList", "hard"],
    ["Transient", "MailboxFull", "soft"],
    ["Transient", "MessageTooLarge", "refused"],
    ["Transient", "ContentRejected", "refused"],
    ["Undetermined", "Undetermined", "soft"],
  ])("SES: %s %s is %s", (type, subtype, bounce) => expect(sesBounce(type, subtype)).toBe(bounce));
});

describe("an absence note", () => {
  const arrived = new Date("2024-12-17T13:00:00Z");
  const note = (text: string) =>
    parsed(
      mailOf(
        "From: Misión <mision@cancilleria-co.example>",
        "To: secretariat@in.hoja.example",
        "Subject: Re: Convocatoria",
        "Content-Type: text/plain; charset=utf-8",
        "",
        text,
      ),
    );
  test.each<[string, string | undefined, { email: string; name?: string }[]]>([
    ["Estoy fuera de la oficina hasta el 7 de enero.", "2025-01-07", []],
    ["Me encontraré ausente del 20 de diciembre al lunes 6 de enero de 2025.", "2025-01-06", []],
    [
      "Estoy de vacaciones; regreso el 8/1/2025. Para asuntos urgentes, escribir a Ana Pérez <ana.perez@cancilleria-co.example>.",
      "2025-01-08",
      [{ email: "ana.perez@cancilleria-co.example", name: "Ana Pérez" }],
    ],
    ["I am out of the office until January 7th.", "2025-01-07", []],
    [
      "I am away from 20 December 2024 and will be back on Monday, 13 January 2025. Please contact desk@mfa-jm.example.",
      "2025-01-13",
      [{ email: "desk@mfa-jm.example" }],
    ],
    ["I'm on leave till 2025-02-03.", "2025-02-03", []],
    ["Estou fora do escritório até 7 de janeiro.", "2025-01-07", []],
    ["Estarei de férias de 23/12/2024 a 05/01/2025.", "2025-01-05", []],
    ["Je suis absent du bureau jusqu’au 7 janvier.", "2025-01-07", []],
    [
      "Je suis en congé du 21 décembre au 1er janvier inclus. En cas d'urgence : Marie Dupont (marie.dupont@diplomatie-ht.example).",
      "2025-01-01",
      [{ email: "marie.dupont@diplomatie-ht.example", name: "Marie Dupont" }],
    ],
    ["Estoy ausente. Responderé a mi regreso.", undefined, []],
    ["Estoy fuera de la oficina hasta el 31 de febrero.", undefined, []],
  ])("%s", async (text, returns, instead) => {
    const mail = await note(text);
    expect(readAbsence(mail, arrived)).toEqual({ ...(returns && { returns }), instead });
    expect(looksLikeAbsence(mail)).toBe(true);
  });
  test.each([
    "Adjuntamos nuestra contribución. Estaré fuera de la oficina hasta el 7 de enero.",
    "Colombia presents its answers to the six questions.",
    "Gracias por la convocatoria.",
  ])("a person's words are not one: %s", async (text) => {
    expect(looksLikeAbsence(await note(text))).toBe(false);
  });
});

describe("plain words", () => {
  test("are read of a mail that says itself that it is a report, and of no other", async () => {
    const mail = await written(
      "No se pudo entregar: juan@min.example: 550 5.1.1 no existe",
      "Subject: Vacaciones",
    );
    expect(readReport(mail, true)?.recipients).toHaveLength(1);
    expect(readReport(mail, false)).toBeNull();
  });

  test.each([
    ["a line of dashes", "-".repeat(200_000)],
    ["empty lines after an address", `ana@x.example${"\n".repeat(150_000)}`],
    ["one word without an end", "x".repeat(200_000)],
  ])("%s are read at once", async (_case, text) => {
    expect(readReport(await written(text), true)?.kind ?? "none").toMatch(/^(?:none|delivery)$/);
  });
});
