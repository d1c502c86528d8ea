/** The note verbale in English. */
import type { NoteTexts } from "../../domain/note.ts";
import { moment } from "../mail/en-phrases.ts";

export const note: NoteTexts = {
  title: "NOTE VERBALE",
  number: (number) => `No. ${number}`,
  opening: ({ voice, addressee, call, meeting, diplomatic }) =>
    `${voice.name} presents its compliments ${addressee.to} and has the ${diplomatic ? "honour" : "pleasure"} to convey the invitation to take part in the call “${call.name}”, in preparation for the meeting to be held in ${meeting.place}, ${meeting.when}.`,
  list: ({ call }) =>
    call.kind === "interest"
      ? "The call comprises the following roles:"
      : "The guiding questions are the following:",
  deadline: ({ call }, deadline) =>
    `${call.kind === "interest" ? "Expressions of interest" : "Submissions"} will be received until ${moment(deadline)}.`,
  answer: ({ voice, number, address, diplomatic }) =>
    `${voice.short} would be grateful to receive the response ${diplomatic ? "by note verbale or " : ""}by e-mail to ${address}, quoting the reference ${number}.`,
  pageTitle: "Reserved page",
  pageText:
    "It is also possible to respond, without creating an account, on a reserved page, which opens with the code or the address below. It is kindly requested that these not be circulated.",
  qr: "QR code of the reserved page",
  closing: ({ voice, addressee }) =>
    `${voice.short} avails itself of this opportunity to renew ${addressee.to} the assurances of its highest consideration.`,
  salutation: "Dear Sir or Madam,",
  farewell: "Yours faithfully,",
  seal: "(Seal and initials)",
};
