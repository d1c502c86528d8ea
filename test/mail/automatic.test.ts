/** Automatic mail is recognised, and a person's is not. */
import { describe, expect, test } from "vitest";
import { isAutomatic, isRewritten } from "../../shared/mail/automatic.ts";
import { readEnvelope } from "../../shared/mail/envelope.ts";
import { sample } from "./samples.ts";

const ofSample = (name: string, sender = "someone@ministry.example") => {
  const { headers, subject } = readEnvelope(sample(name));
  return isAutomatic(headers, subject, sender)?.reason ?? null;
};

test.each([
  ["out-of-office-es", "automatic"],
  ["out-of-office-en", "automatic"],
  ["out-of-office-pt", "automatic"],
  ["out-of-office-fr", "automatic"],
  ["out-of-office-header", "automatic"],
  ["delivery-report", "delivery-report"],
  ["word-attachment", null],
  ["reply-with-history", null],
  ["no-from", null],
  ["no-subject-no-body", null],
])("the sample %s is %s", (name, reason) => {
  expect(ofSample(name)).toBe(reason);
});

describe("by header", () => {
  test.each<[string, string, boolean]>([
    ["auto-submitted", "auto-replied", true],
    ["auto-submitted", "auto-generated; owner-email=x", true],
    ["auto-submitted", "no", false],
    ["auto-submitted", "No (a person)", false],
    ["precedence", "bulk", true],
    ["precedence", "list", true],
    ["precedence", "junk", true],
    ["precedence", "auto_reply", true],
    ["precedence", "first-class", false],
    ["list-id", "<news.example>", true],
    ["list-unsubscribe", "<mailto:x@y.example>", true],
    ["feedback-id", "1:2:3", true],
    ["x-autoreply", "yes", true],
    ["x-autorespond", "yes", true],
    ["return-path", "<>", true],
    ["return-path", "<a@b.example>", false],
    ["from", "Mail Delivery Subsystem <MAILER-DAEMON@x.example>", true],
    ["from", '"mailer-daemon" <ana@x.example>', false],
    ["content-type", "multipart/report; report-type=disposition-notification; boundary=b", true],
    ["x-auto-response-suppress", "All", false],
  ])("%s: %s", (name, value, automatic) => {
    expect(isAutomatic([[name, value]], "Aportes", "a@b.example") !== null).toBe(automatic);
  });
});

describe("by the sender of the envelope", () => {
  test.each<[string | undefined, boolean]>([
    ["", true],
    ["<>", true],
    ["mailer-daemon@x.example", true],
    ["a@b.example", false],
    [undefined, false],
  ])("%j", (sender, automatic) => {
    expect(isAutomatic([], "Aportes", sender) !== null).toBe(automatic);
  });
});

describe("by subject", () => {
  test.each([
    ["Respuesta automática: Convocatoria", true],
    ["Fuera de la oficina: Convocatoria", true],
    ["Automatic reply: Call", true],
    ["Out of Office: Call", true],
    ["Out of the office until Monday", true],
    ["Resposta automática: Convocatória", true],
    ["Fora do escritório Re: Convocatória", true],
    ["Réponse automatique : Appel", true],
    ["Absent du bureau : Appel", true],
    ["Message d’absence", true],
    ["Re: Respuesta automática: Convocatoria", false],
    ["La respuesta de Colombia", false],
    ["Automatic data exchange: contribution", false],
    ["Absence of regular pathways", false],
    ["Ausencia de vías regulares: aportes", false],
    ["", false],
  ])("%s", (subject, automatic) => {
    expect(isAutomatic([], subject, "a@b.example") !== null).toBe(automatic);
  });
});

describe("what kind of program wrote it, and by what that shows", () => {
  test.each<[string, string, string, string, string]>([
    ["auto-submitted", "auto-replied", "Respuesta automática: Convocatoria", "absence", "absence"],
    ["auto-submitted", "auto-generated", "Ticket 12", "other", "says-automatic"],
    ["list-id", "<news.example>", "News", "list", "mailing-list"],
    [
      "content-type",
      "multipart/report; report-type=disposition-notification",
      "Read: x",
      "read-receipt",
      "read-receipt",
    ],
    ["content-type", "multipart/report; report-type=feedback-report", "Complaint", "complaint", "complaint"],
    ["content-type", "multipart/report; report-type=delivery-status", "x", "delivery-report", "mail-daemon"],
    ["from", "postmaster@mx.example", "No se pudo entregar: Convocatoria", "delivery-report", "mail-daemon"],
    ["from", "postmaster@mx.example", "Falha na entrega", "delivery-report", "mail-daemon"],
    ["from", "postmaster@mx.example", "Échec de la remise : Appel", "delivery-report", "mail-daemon"],
    ["return-path", "<>", "Hola", "other", "no-return-address"],
  ])("%s: %s, %s", (name, value, subject, kind, because) => {
    expect(isAutomatic([[name, value]], subject, "a@b.example")).toMatchObject({ kind, because });
  });
  test("a postmaster who writes like a person is one", () => {
    expect(isAutomatic([["from", "postmaster@mx.example"]], "Aportes", "a@b.example")).toBeNull();
  });
});

describe("an address that a forwarder wrote anew", () => {
  test.each([
    ["SRS0=ab12=XX=ministry.example=ana@relay.example", true],
    ["srs1+ab12=relay.example==XX=ministry.example=ana@other.example", true],
    ["ana+SRS=ab12=XX=ministry.example=ana@tenant.example", true],
    ["ana+caf_=r.gq.co1=in.hoja.example@gmail.example", true],
    ["ana.perez+note@ministry.example", false],
    ["prvs=12ab=ana@ministry.example", false], // its own server's mark against false bounces
    [undefined, false],
  ])("%s: %s", (address, rewritten) => expect(isRewritten(address)).toBe(rewritten));
});
