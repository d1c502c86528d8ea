/** What is new in a mail comes first; history is folded, forwards are kept. */
import { describe, expect, test } from "vitest";
import { excerptOf, foldQuotes } from "../../shared/mail/excerpt.ts";
import { parsed, sample } from "./samples.ts";

describe("history below an answer is folded", () => {
  test.each([
    ["Spanish Outlook", "De: Red <a@b.example>\nEnviado el: lunes\nPara: Misión\nAsunto: Convocatoria"],
    ["English Outlook", "From: Network <a@b.example>\nSent: Monday\nTo: Mission\nSubject: Call"],
    [
      "Portuguese Outlook",
      "De: Rede <a@b.example>\nEnviado em: segunda\nPara: Missão\nAssunto: Convocatória",
    ],
    ["French Outlook", "De : Réseau <a@b.example>\nEnvoyé : lundi\nÀ : Mission\nObjet : Appel"],
    ["Spanish Gmail", "El lun, 16 dic 2024 a las 18:40, Red (<a@b.example>) escribió:\n> Texto"],
    ["English Gmail", "On Mon, 16 Dec 2024 at 18:40, Network <a@b.example> wrote:\n> Text"],
    ["Portuguese Gmail", "Em seg., 16 de dez. de 2024 às 18:40, Rede <a@b.example> escreveu:\n> Texto"],
    ["French Gmail", "Le lun. 16 déc. 2024 à 18:40, Réseau <a@b.example> a écrit :\n> Texte"],
    ["a line broken in two", "El lunes, 16 de diciembre de 2024, Red\n<a@b.example> escribió:\n> Texto"],
    ["a dashed line", "-----Mensaje original-----\nTexto"],
    ["quoted lines alone", "> Texto\n> Texto"],
  ])("%s", (_, history) => {
    expect(foldQuotes(`Nuestra respuesta.\n\n${history}`, "Re: Convocatoria")).toEqual({
      fresh: "Nuestra respuesta.",
      quoted: history,
    });
  });
});

describe("nothing is folded", () => {
  test.each([
    ["in a forward", "Nota.\n\nDe: a@b.example\nEnviado el: lunes\nPara: c\nAsunto: x", "RV: Aportes"],
    [
      "in a forward without a prefix",
      "---------- Forwarded message ---------\nFrom: a@b.example\nx",
      "Aportes",
    ],
    ["when there is nothing but a quotation", "> Texto", "Re: Aportes"],
    ["when answers stand between quoted lines", "> Pregunta\nRespuesta", "Re: Aportes"],
    ["when a line begins like a header", "De: un país a otro\nhay diferencias.", "Aportes"],
  ])("%s", (_, text, subject) => {
    expect(foldQuotes(text, subject)).toEqual({ fresh: text, quoted: "" });
  });
});

test("the samples", async () => {
  const reply = await parsed(sample("reply-with-history"));
  expect(excerptOf(reply.text, reply.subject)).toBe(
    "Se añade una precisión a la respuesta sobre el objetivo 23.",
  );
  const forward = await parsed(sample("forward"));
  expect(excerptOf(forward.text, forward.subject)).toContain("principal avance");
});

test("an excerpt has 2,000 characters at most, and cuts none in two", () => {
  expect([...excerptOf("🌎".repeat(3000), "")]).toHaveLength(2000);
});
