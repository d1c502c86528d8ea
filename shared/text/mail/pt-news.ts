/** The mails to subscribers in Portuguese. */
import { type NoticeFacts, need, type Words } from "../../mail/facts.ts";
import { callName, moment, theCall, toTheCall } from "./pt-phrases.ts";

export function subscription(facts: NoticeFacts): Words {
  return {
    subject: `Confirme a sua inscrição: ${facts.review}`,
    opening: [
      `Foi recebido um pedido para enviar a este endereço as notícias${facts.wish === "calls" ? " sobre as convocatórias" : ""} (${facts.review}).`,
      "Se deseja recebê-las, confirme na página abaixo. O link é válido por sete dias.",
    ],
    action: { label: "Confirmar a inscrição", to: "confirmLink" },
    ending: [
      "Se não fez este pedido, não precisa fazer nada: sem confirmação, nenhuma outra mensagem será enviada e o endereço será apagado.",
    ],
  };
}

export function news(facts: NoticeFacts): Words {
  const { deadline, previous } = facts;
  const leaving = { label: "Para deixar de receber estas notícias", to: "confirmLink" } as const;
  switch (need(facts.news, "news")) {
    case "opened":
      return {
        subject: `Convocatória aberta: ${callName(facts)}`,
        opening: [`Foi aberta ${theCall(facts)}.`, need(facts.call, "call").summary],
        rows: deadline ? [["Recebe respostas até", moment(deadline)]] : [],
        action: { label: "Ver a convocatória", to: "link" },
        leaving,
      };
    case "moved":
      return {
        subject: `Nova data: ${callName(facts)}`,
        opening: [`Foi alterada a data até a qual recebe respostas ${theCall(facts)}.`],
        rows: [
          ...(deadline ? [["Nova data", moment(deadline)] as const] : []),
          ...(previous ? [["Data anterior", moment(previous)] as const] : []),
        ],
        action: { label: "Ver a convocatória", to: "link" },
        leaving,
      };
    case "released":
      return {
        subject: `Decisão publicada: ${callName(facts)}`,
        opening: [`Foi publicada a decisão relativa ${toTheCall(facts)}.`],
        action: { label: "Ler a decisão", to: "link" },
        leaving,
      };
  }
}
