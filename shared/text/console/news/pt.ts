/** The kinds of mail to subscribers, as the desk names them, in Portuguese. */
import type { NewsKinds } from "./es.ts";

export const newsKinds: NewsKinds = {
  subscription: "Confirmação de inscrição",
  news: "Notícias aos inscritos",
};
export const newsKindTexts: NewsKinds = {
  subscription: "A quem pediu as notícias, para confirmá-lo. O endereço não consta do aviso.",
  news: "A quem se inscreveu: convocatória aberta, data alterada, decisão publicada. O endereço não consta do aviso.",
};
