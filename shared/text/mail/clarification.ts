/** A short question about a message that somebody of the secretariat is sorting, in the four languages. */
import type { Language } from "../../domain/language.ts";
import { type NoticeFacts, need, type When, type Words } from "../../mail/facts.ts";

interface Texts {
  subject: (review: string) => string;
  thanks: (voice: string) => string;
  thanksOf: (voice: string) => string; // to the official contact, about a mail that came in its party's name
  labels: { topic: string; received: string; sender: string };
  moment: (when: When) => string;
  asks: Record<NonNullable<NoticeFacts["ask"]>, string>;
  lists: { call: string; file: string };
  reply: string;
}

const texts: Record<Language, Texts> = {
  es: {
    subject: (review) => `Sobre el mensaje recibido: ${review}`,
    thanks: (voice) => `${voice} agradece el mensaje que se indica a continuación, que ha quedado guardado.`,
    thanksOf: (voice) =>
      `${voice} tiene el honor de informar de que ha recibido el mensaje que se indica a continuación, que ha quedado guardado.`,
    labels: { topic: "Asunto", received: "Recibido", sender: "Remitente" },
    moment: ({ date, hour, zone }) => `${date}, ${hour} (${zone})`,
    asks: {
      party: "Para registrarlo como corresponde, se agradecería saber en nombre de quién se envía.",
      call: "Para registrarlo como corresponde, se agradecería saber a cuál de las convocatorias se refiere.",
      file: "Para leerlo tal como fue escrito, se agradecería recibir otra copia del documento, por ejemplo en PDF o Word sin contraseña.",
    },
    lists: { call: "Convocatorias", file: "Documentos" },
    reply: "Basta con responder a este mensaje.",
  },
  en: {
    subject: (review) => `Regarding the message received: ${review}`,
    thanks: (voice) => `${voice} is grateful for the message indicated below, which has been kept.`,
    thanksOf: (voice) =>
      `${voice} has the honour to inform that the message indicated below has been received and kept.`,
    labels: { topic: "Subject", received: "Received", sender: "Sender" },
    moment: ({ date, hour, zone }) => `${date} at ${hour} (${zone})`,
    asks: {
      party: "In order to record it properly, it would be appreciated to know on whose behalf it is sent.",
      call: "In order to record it properly, it would be appreciated to know which of the calls it refers to.",
      file: "In order to read it as it was written, another copy of the document would be appreciated, for instance as PDF or Word without a password.",
    },
    lists: { call: "Calls", file: "Documents" },
    reply: "A reply to this message is sufficient.",
  },
  pt: {
    subject: (review) => `Sobre a mensagem recebida: ${review}`,
    thanks: (voice) => `${voice} agradece a mensagem indicada a seguir, que ficou guardada.`,
    thanksOf: (voice) =>
      `${voice} tem a honra de informar que recebeu a mensagem indicada a seguir, que ficou guardada.`,
    labels: { topic: "Assunto", received: "Recebida", sender: "Remetente" },
    moment: ({ date, hour, zone }) => `${date}, ${hour} (${zone})`,
    asks: {
      party: "Para registrá-la devidamente, agradece-se a indicação de em nome de quem é enviada.",
      call: "Para registrá-la devidamente, agradece-se a indicação de a qual das convocatórias se refere.",
      file: "Para lê-la tal como foi escrita, agradece-se o envio de outra cópia do documento, por exemplo em PDF ou Word sem senha.",
    },
    lists: { call: "Convocatórias", file: "Documentos" },
    reply: "Basta responder a esta mensagem.",
  },
  fr: {
    subject: (review) => `Au sujet du message reçu\u00a0: ${review}`,
    thanks: (voice) => `${voice} remercie du message indiqué ci-après, qui a été conservé.`,
    thanksOf: (voice) =>
      `${voice} a l’honneur de faire savoir que le message indiqué ci-après a été reçu et conservé.`,
    labels: { topic: "Objet", received: "Reçu", sender: "Expéditeur" },
    moment: ({ date, hour, zone }) => `${date}, ${hour} (${zone})`,
    asks: {
      party:
        "Afin de l’enregistrer comme il convient, il serait apprécié de savoir au nom de qui il est envoyé.",
      call: "Afin de l’enregistrer comme il convient, il serait apprécié de savoir auquel des appels il se rapporte.",
      file: "Afin de le lire tel qu’il a été écrit, une autre copie du document serait appréciée, par exemple en PDF ou Word sans mot de passe.",
    },
    lists: { call: "Appels", file: "Documents" },
    reply: "Il suffit de répondre au présent message.",
  },
};

/** The question, to whoever wrote or to the official contact in whose party's name somebody did. */
export function clarification(facts: NoticeFacts): Words {
  const t = texts[facts.language];
  const ask = need(facts.ask, "ask");
  const { name } = facts.voice;
  const items = ask === "party" ? [] : (facts.items ?? []);
  return {
    subject: t.subject(facts.review),
    opening: [facts.lodgedBy === undefined ? t.thanks(name) : t.thanksOf(name)],
    rows: [
      ...(facts.topic ? [[t.labels.topic, facts.topic] as const] : []),
      ...(facts.received ? [[t.labels.received, t.moment(facts.received)] as const] : []),
      ...(facts.lodgedBy === undefined ? [] : [[t.labels.sender, facts.lodgedBy] as const]),
    ],
    body: [t.asks[ask]],
    ...(ask !== "party" && items.length > 0 ? { list: { title: t.lists[ask], items } } : {}),
    ending: [t.reply],
  };
}
