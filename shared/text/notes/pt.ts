/** The note verbale in Portuguese. */
import type { NoteTexts } from "../../domain/note.ts";
import { moment } from "../mail/pt-phrases.ts";

export const note: NoteTexts = {
  title: "NOTA VERBAL",
  number: (number) => `N.º ${number}`,
  opening: ({ voice, addressee, call, meeting, diplomatic }) =>
    `${voice.name} apresenta os seus cumprimentos ${addressee.to} e tem ${diplomatic ? "a honra" : "o prazer"} de transmitir o convite para participar da convocatória “${call.name}”, com vistas à reunião a realizar-se em ${meeting.place}, ${meeting.when}.`,
  list: ({ call }) =>
    call.kind === "interest"
      ? "A convocatória compreende as seguintes funções:"
      : "As perguntas orientadoras são as seguintes:",
  deadline: ({ call }, deadline) =>
    `As ${call.kind === "interest" ? "manifestações de interesse" : "contribuições"} serão recebidas até ${moment(deadline)}.`,
  answer: ({ voice, number, address, diplomatic }) =>
    `${voice.short} agradecerá o envio da resposta ${diplomatic ? "por nota verbal ou " : ""}por correio eletrônico para ${address}, com menção da referência ${number}.`,
  pageTitle: "Página reservada",
  pageText:
    "Também é possível responder, sem necessidade de criar uma conta, em uma página reservada, à qual se tem acesso pelo código ou pelo endereço a seguir. Pede-se a gentileza de não os divulgar.",
  qr: "Código QR da página reservada",
  closing: ({ voice, addressee }) =>
    `${voice.short} aproveita a oportunidade para renovar ${addressee.to} os protestos da sua mais alta consideração.`,
  salutation: "Prezadas Senhoras, prezados Senhores,",
  farewell: "Atenciosamente,",
  seal: "(Selo e rubrica)",
};
