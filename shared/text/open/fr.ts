/** Documents, calendar, feed and the reader's own zone, in French. */
import type { OpenText } from "./es.ts";

export const open: OpenText = {
  documents: {
    title: "Documents",
    intro: "Les documents de l’examen, les résultats que l’on en attend et la logistique.",
    list: "Documentation",
    nothing: "Il n’y a pas encore de documents.",
    tentative: "à confirmer",
    follows: "Le lien sera publié ici.",
    outcomes: "Résultats attendus",
    logistics: "Logistique",
    source: "Voir le document",
  },
  calendar: {
    title: "Dans votre propre agenda",
    text: "Avec le lien d’abonnement, votre agenda suit la feuille de route et reprend chaque changement de date. Si le lien ne s’ouvre pas, copiez son adresse dans l’option «\u00a0s’abonner par URL\u00a0» de votre logiciel. Le fichier contient les dates d’aujourd’hui et n’est pas mis à jour.",
    subscribe: "S’abonner à l’agenda",
    download: "Télécharger le fichier (.ics)",
    opens: (call) => `Ouverture\u00a0: ${call}`,
    closes: (call) => `Clôture\u00a0: ${call}`,
    monthOnly: "Le jour exact de ce mois reste à confirmer.",
  },
  feed: {
    name: (review) => `Actualités\u00a0: ${review}`,
    link: "Actualités par flux Atom",
    opened: (call) => `Appel ouvert\u00a0: ${call}`,
    openedText: (until) => `Les réponses sont reçues jusqu’au ${until}.`,
    moved: (call) => `Nouvelle date\u00a0: ${call}`,
    movedText: (until, before) =>
      `Les réponses sont reçues jusqu’au ${until}. La date précédente était le ${before}.`,
    published: (party, call) => `Contribution publiée\u00a0: ${party} (${call})`,
    publishedText: (reference) => `Référence\u00a0: ${reference}.`,
    released: (call) => `Décision publiée\u00a0: ${call}`,
    releasedText: "La décision peut être lue sur la page des décisions.",
  },
  follow: {
    title: "Suivre l’examen",
    news: "Recevoir les actualités par courriel",
    documents: "Documents de l’examen",
  },
  seats: "Qui intervient",
  ownZone: (zone, when) => `Dans votre fuseau horaire (${zone})\u00a0: ${when}`,
  answer: {
    subject: "Objet",
    interest:
      "Indiquez au nom de quel État ou de quelle institution vous écrivez et la fonction qui vous intéresse. S’il y a des conditions, il suffit de les mentionner. Rien d’autre n’est nécessaire.",
    inputs:
      "Indiquez au nom de quel État ou de quelle institution vous écrivez. Le texte peut figurer dans le message ou dans un document joint (Word ou PDF). Rien d’autre n’est nécessaire.",
    note: "Veuillez mentionner le nom de l’appel dans la note. Elle peut aussi être envoyée numérisée à la même adresse.",
  },
};
