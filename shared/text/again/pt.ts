/** Once an answer was sent, in Portuguese: how it is corrected without losing the rest; and how a page is sent. */
import type { again as spanish } from "./es.ts";

export const again: typeof spanish = {
  sendLink: "Ir ao botão de envio",
  replaces: "Vale a versão mais recente: o que enviar depois a substitui por inteiro.",
  resume: "Completar ou corrigir o que foi enviado",
  resumed: "Aqui está o que já enviou, para completar ou corrigir. Nada muda até que volte a enviar.",
  instead: "Enviar outra resposta em seu lugar",
  press: "Escolha o arquivo e pressione “Anexar”.",
  holding: "A resposta será enviada assim que o arquivo chegar.",
  lost: "Um arquivo não chegou, e a resposta não foi enviada. Anexe-o novamente ou pressione outra vez para enviar sem ele.",
};
