/** The note verbale in French. */
import type { NoteTexts } from "../../domain/note.ts";
import { moment } from "../mail/fr-phrases.ts";

export const note: NoteTexts = {
  title: "NOTE VERBALE",
  number: (number) => `N°\u00a0${number}`,
  opening: ({ voice, addressee, call, meeting, diplomatic }) =>
    `${voice.name} présente ses compliments ${addressee.to} et a ${diplomatic ? "l’honneur" : "le plaisir"} de transmettre l’invitation à prendre part à l’appel «\u00a0${call.name}\u00a0», en vue de la réunion qui se tiendra à ${meeting.place}, ${meeting.when}.`,
  list: ({ call }) =>
    call.kind === "interest"
      ? "L’appel porte sur les fonctions suivantes\u00a0:"
      : "Les questions d’orientation sont les suivantes\u00a0:",
  deadline: ({ call }, deadline) =>
    `Les ${call.kind === "interest" ? "manifestations d’intérêt" : "contributions"} seront reçues jusqu’au ${moment(deadline)}.`,
  answer: ({ voice, number, address, diplomatic }) =>
    `${voice.short} saurait gré de bien vouloir adresser la réponse ${diplomatic ? "par note verbale ou " : ""}par courrier électronique à ${address}, en rappelant la référence ${number}.`,
  pageTitle: "Page réservée",
  pageText:
    "Il est également possible de répondre, sans créer de compte, sur une page réservée, à laquelle donnent accès le code ou l’adresse ci-après. Il est demandé de bien vouloir ne pas les diffuser.",
  qr: "Code QR de la page réservée",
  closing: ({ voice, addressee }) =>
    `${voice.short} saisit cette occasion pour renouveler ${addressee.to} les assurances de sa très haute considération.`,
  salutation: "Madame, Monsieur,",
  farewell: "Veuillez agréer l’expression de nos salutations distinguées.",
  seal: "(Sceau et paraphe)",
};
