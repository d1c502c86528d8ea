/** The receipt in French. */
import { sizeIn } from "../../mail/facts.ts";
import type { ReceiptTexts } from "../../mail/receipt.ts";
import { answer, callName, isInterest, moment, ofParty } from "../mail/fr-phrases.ts";

const ways = {
  phone: "par téléphone",
  paper: "document sur papier",
  corridor: "de vive voix",
  "other-mailbox": "courriel reçu à une autre adresse",
};

export const receipt: ReceiptTexts = {
  subject: (reference, facts) => `Accusé de réception ${reference}\u00a0: ${callName(facts)}`,
  repeated:
    "Il se peut que le présent accusé de réception ait déjà été envoyé. Dans ce cas, il y a lieu de ne pas tenir compte de ce second envoi.",
  acknowledges: (facts) =>
    `${facts.voice.name} accuse réception de la ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "concernant" : "à"} l’appel «\u00a0${callName(facts)}\u00a0» et exprime ses vifs remerciements.`,
  withdrawn: (facts) =>
    `${facts.voice.name} prend note du retrait de la ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "concernant" : "à"} l’appel «\u00a0${callName(facts)}\u00a0».`,
  labels: {
    reference: "Référence",
    received: "Réception",
    way: "Mode de transmission",
    seats: "Fonction",
    conditions: "Conditions",
    contents: "Contenu reçu",
  },
  moment,
  way: (way) => {
    if (way.kind !== "note-verbale") return ways[way.kind];
    return `note verbale${way.number ? ` n°\u00a0${way.number}` : ""}${way.date ? ` du ${way.date}` : ""}`;
  },
  wordsOf: { mail: "Texte du message", answers: "Réponses saisies sur la page" },
  file: ({ name, size }) => `${name} (${sizeIn(size, ["octets", "ko", "Mo"], ",")})`,
  unopened: (names) =>
    `Il n’a pas été possible d’ouvrir ${names}. L’envoi d’une autre copie serait apprécié.`,
  change: (until, facts) => {
    const how =
      "il suffit de répondre au présent message, avec ou sans pièces jointes, ou d’ouvrir la page ci-après. La version la plus récente prévaudra.";
    return until
      ? `La ${answer(facts)} peut être complétée, corrigée ou remplacée jusqu’au ${until}. À cet effet, ${how}`
      : `Pour compléter, corriger ou remplacer la ${answer(facts)}, ${how}`;
  },
  formalise:
    "Elle pourra être formalisée, au moment jugé opportun, par une réponse au présent message ou par une note verbale.",
  afterWithdrawal:
    "Ce qui a été reçu auparavant demeure enregistré, sans produire d’effet. Une nouvelle communication peut être adressée à tout moment, en réponse au présent message ou sur la page ci-après.",
  enquiries: ({ name, email, phone }) =>
    `Pour toute question, ${name} se tient à disposition à l’adresse ${email}${phone ? ` et au ${phone}` : ""}.`,
  view: (facts) => `Voir la ${answer(facts)}`,
  open: "Ouvrir la page de l’appel",
};
