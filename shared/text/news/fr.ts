/** Sign-up to the news and its end, in French. */
import type { NewsText } from "./es.ts";

export const news: NewsText = {
  title: "Actualités par courriel",
  intro: "Un message lorsqu’un appel s’ouvre, lorsque sa date change et lorsqu’une décision est publiée.",
  email: "Adresse électronique",
  emailHint: "Elle ne sert qu’à cet envoi et elle est effacée à la fin de l’abonnement.",
  language: "Langue des messages",
  topic: "Ce que vous souhaitez recevoir",
  topics: { all: "Toutes les actualités", calls: "Seulement les appels et leurs dates" },
  ask: "S’abonner",
  asked:
    "Merci. Si l’adresse est exacte, un message arrivera avec un lien pour confirmer l’abonnement. Le lien est valable sept jours.",
  confirmTitle: "Confirmer l’abonnement",
  confirmText: "Souhaitez-vous recevoir les actualités de cet examen par courriel\u00a0?",
  confirm: "Confirmer",
  confirmed: "L’abonnement est confirmé. Chaque message comporte un lien pour y mettre fin.",
  expired: "Ce lien ne confirme plus rien",
  expiredText:
    "Il a déjà servi, date de plus de sept jours ou n’a pas été copié en entier. Vous pouvez redemander l’abonnement.",
  again: "Demander l’abonnement",
  leaveTitle: "Mettre fin à l’abonnement",
  leaveText: "Ce bouton efface votre adresse\u00a0; aucune autre actualité ne vous sera envoyée.",
  leave: "Mettre fin à l’abonnement",
  left: "L’abonnement a pris fin et l’adresse est effacée.",
  refused: {
    "not-an-address": "Veuillez écrire une adresse électronique complète, comme nom@exemple.org.",
    "too-many-sign-ups": "Aucune autre demande ne peut être reçue aujourd’hui. Veuillez réessayer demain.",
    "no-wish": "Veuillez choisir une langue et ce que vous souhaitez recevoir.",
  },
};
