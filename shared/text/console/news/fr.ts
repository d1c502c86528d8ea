/** The kinds of mail to subscribers, as the desk names them, in French. */
import type { NewsKinds } from "./es.ts";

export const newsKinds: NewsKinds = {
  subscription: "Confirmation d’un abonnement",
  news: "Actualités aux abonnés",
};
export const newsKindTexts: NewsKinds = {
  subscription: "À qui a demandé les actualités, pour le confirmer. L’adresse ne figure pas dans l’avis.",
  news: "Aux abonnés\u00a0: appel ouvert, date modifiée, décision publiée. L’adresse ne figure pas dans l’avis.",
};
