/** The mails to subscribers in French. */
import { type NoticeFacts, need, type Words } from "../../mail/facts.ts";
import { callName, moment, theCall } from "./fr-phrases.ts";

export function subscription(facts: NoticeFacts): Words {
  return {
    subject: `Veuillez confirmer votre abonnement\u00a0: ${facts.review}`,
    opening: [
      `Une demande a été reçue pour l’envoi à cette adresse des actualités${facts.wish === "calls" ? " relatives aux appels" : ""} (${facts.review}).`,
      "Si vous souhaitez les recevoir, veuillez le confirmer sur la page ci-dessous. Le lien est valable sept jours.",
    ],
    action: { label: "Confirmer l’abonnement", to: "confirmLink" },
    ending: [
      "Si vous n’êtes pas à l’origine de cette demande, vous n’avez rien à faire\u00a0: sans confirmation, aucun autre message ne sera envoyé et l’adresse sera effacée.",
    ],
  };
}

export function news(facts: NoticeFacts): Words {
  const { deadline, previous } = facts;
  const leaving = { label: "Pour ne plus recevoir ces actualités", to: "confirmLink" } as const;
  switch (need(facts.news, "news")) {
    case "opened":
      return {
        subject: `Appel ouvert\u00a0: ${callName(facts)}`,
        opening: [`${capital(theCall(facts))} est ouvert.`, need(facts.call, "call").summary],
        rows: deadline ? [["Reçoit les réponses jusqu’au", moment(deadline)]] : [],
        action: { label: "Voir l’appel", to: "link" },
        leaving,
      };
    case "moved":
      return {
        subject: `Nouvelle date\u00a0: ${callName(facts)}`,
        opening: [`La date jusqu’à laquelle ${theCall(facts)} reçoit les réponses a été modifiée.`],
        rows: [
          ...(deadline ? [["Nouvelle date", moment(deadline)] as const] : []),
          ...(previous ? [["Date précédente", moment(previous)] as const] : []),
        ],
        action: { label: "Voir l’appel", to: "link" },
        leaving,
      };
    case "released":
      return {
        subject: `Décision publiée\u00a0: ${callName(facts)}`,
        opening: [`La décision relative à ${theCall(facts)} a été publiée.`],
        action: { label: "Lire la décision", to: "link" },
        leaving,
      };
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
