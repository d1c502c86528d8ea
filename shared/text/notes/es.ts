/** The note verbale in Spanish. */
import type { NoteTexts } from "../../domain/note.ts";
import { moment } from "../mail/es-phrases.ts";

export const note: NoteTexts = {
  title: "NOTA VERBAL",
  number: (number) => `N.º ${number}`,
  opening: ({ voice, addressee, call, meeting, diplomatic }) =>
    `${voice.name} saluda atentamente ${addressee.to} y tiene ${diplomatic ? "el honor" : "el agrado"} de hacer llegar la invitación a participar en la convocatoria «${call.name}», con miras a la reunión que se celebrará en ${meeting.place}, ${meeting.when}.`,
  list: ({ call }) =>
    call.kind === "interest"
      ? "La convocatoria comprende las funciones siguientes:"
      : "Las preguntas orientadoras son las siguientes:",
  deadline: ({ call }, deadline) =>
    `Las ${call.kind === "interest" ? "manifestaciones de interés" : "contribuciones"} se recibirán hasta el ${moment(deadline)}.`,
  answer: ({ voice, number, address, diplomatic }) =>
    `${voice.short} agradecerá que la respuesta se remita ${diplomatic ? "por nota verbal o " : ""}por correo electrónico a ${address}, con mención de la referencia ${number}.`,
  pageTitle: "Página reservada",
  pageText:
    "También es posible responder, sin crear una cuenta, en una página reservada, a la que se accede con el código o la dirección siguientes. Se ruega no difundirlos.",
  qr: "Código QR de la página reservada",
  closing: ({ voice, addressee }) =>
    `${voice.short} aprovecha la oportunidad para reiterar ${addressee.to} las seguridades de su más alta y distinguida consideración.`,
  salutation: "De nuestra consideración:",
  farewell: "Atentamente,",
  seal: "(Sello y rúbrica)",
};
