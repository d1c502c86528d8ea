/** The words of the daily probe, for whoever keeps the mailbox it goes through. */
import type { Language } from "../../domain/language.ts";

type ProbeText = (facts: { mailbox: string; word: string }) => { subject: string; text: string };

export const probeText: Record<Language, ProbeText> = {
  es: ({ mailbox, word }) => ({
    subject: `Comprobación diaria del buzón: ${word}`,
    text: `Este mensaje comprueba que lo que se escribe a ${mailbox} llega también a la secretaría de la revisión. Debe volver por el reenvío del buzón; no hace falta responderlo ni conservarlo.`,
  }),
  en: ({ mailbox, word }) => ({
    subject: `Daily check of the mailbox: ${word}`,
    text: `This message checks that what is written to ${mailbox} also reaches the secretariat of the review. It should come back through the mailbox’s redirect; it need not be answered or kept.`,
  }),
  pt: ({ mailbox, word }) => ({
    subject: `Verificação diária da caixa de correio: ${word}`,
    text: `Esta mensagem verifica que o que se escreve a ${mailbox} chega também à secretaria da revisão. Deve voltar pelo redirecionamento da caixa; não é preciso respondê-la nem guardá-la.`,
  }),
  fr: ({ mailbox, word }) => ({
    subject: `Vérification quotidienne de la boîte : ${word}`,
    text: `Ce message vérifie que ce qui est écrit à ${mailbox} parvient aussi au secrétariat de l’examen. Il doit revenir par la redirection de la boîte ; il n’y a lieu ni d’y répondre ni de le conserver.`,
  }),
};
