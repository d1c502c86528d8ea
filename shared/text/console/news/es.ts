/** The kinds of mail to subscribers, as the desk names them, in Spanish. */
export const newsKinds = {
  subscription: "Confirmación de suscripción",
  news: "Novedades a suscriptores",
};
export const newsKindTexts = {
  subscription: "A quien pidió las novedades, para confirmarlo. Su dirección no figura en el aviso.",
  news: "A quien se suscribió: convocatoria abierta, fecha cambiada, decisión publicada. Su dirección no figura en el aviso.",
};

/** The keys and shapes that every language fills. */
export type NewsKinds = typeof newsKinds;
