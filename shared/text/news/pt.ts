/** Sign-up to the news and its end, in Portuguese. */
import type { NewsText } from "./es.ts";

export const news: NewsText = {
  title: "Notícias por e-mail",
  intro:
    "Uma mensagem quando se abre uma convocatória, quando muda a sua data e quando se publica uma decisão.",
  email: "Endereço de e-mail",
  emailHint: "É usado apenas para este envio e apagado quando a inscrição termina.",
  language: "Idioma das mensagens",
  topic: "O que deseja receber",
  topics: { all: "Todas as notícias", calls: "Apenas as convocatórias e suas datas" },
  ask: "Inscrever-se",
  asked:
    "Obrigado. Se o endereço estiver correto, chegará uma mensagem com um link para confirmar a inscrição. O link é válido por sete dias.",
  confirmTitle: "Confirmar a inscrição",
  confirmText: "Deseja receber as notícias desta revisão por e-mail?",
  confirm: "Confirmar",
  confirmed: "A inscrição está confirmada. Cada mensagem traz um link para encerrá-la.",
  expired: "Este link já não confirma nada",
  expiredText:
    "Já foi usado, tem mais de sete dias ou não foi copiado por inteiro. A inscrição pode ser pedida novamente.",
  again: "Pedir a inscrição",
  leaveTitle: "Encerrar a inscrição",
  leaveText: "Com este botão o seu endereço é apagado e nenhuma outra notícia lhe será enviada.",
  leave: "Encerrar a inscrição",
  left: "A inscrição foi encerrada e o endereço, apagado.",
  refused: {
    "not-an-address": "Escreva um endereço de e-mail completo, como nome@exemplo.org.",
    "too-many-sign-ups": "Hoje não é possível receber mais pedidos. Tente novamente amanhã.",
    "no-wish": "Escolha um idioma e o que deseja receber.",
  },
};
