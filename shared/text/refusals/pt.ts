/** Why an act of a selection is refused, in words that say what to do, in Portuguese. */
import type { RefusalText } from "./es.ts";

export const refusals: RefusalText = {
  "not-interest": "Esta convocatória é de contribuições, não de funções.",
  "no-person": "Esta função é de uma pessoa: indique quem.",
  "unknown-candidate": "Esse oferecimento já não consta entre os recebidos.",
  ineligible: "Foi declarado que esse oferecimento não cumpre uma regra. Retire antes a declaração.",
  "not-confirmed": "O contato oficial ainda não confirmou esse oferecimento.",
  "reason-missing": "Escreva o motivo: ele fica no registro.",
  "quiet-day": "Esse dia é de pausa ou não útil. Escolha um dia útil.",
  "too-soon": "É muito cedo: deixe ao menos dois dias úteis completos.",
  "silence-open": "Já corre um procedimento de silêncio para esta função.",
  "seat-taken": "Esta função já tem um Estado acordado. Deixe-a antes sem Estado.",
  "silence-over": "Esse procedimento de silêncio já terminou.",
  "not-recipient": "Esse Estado não participa deste procedimento.",
  "text-missing": "Escreva o texto nos quatro idiomas.",
  "unknown-formula": "Escolha uma fórmula da lista.",
  "same-formula": "Essa é a fórmula vigente.",
  "sign-in-again": "Para aprovar, inicie a sessão novamente: passaram-se mais de quinze minutos.",
  "not-assessor": "Não consta entre os avaliadores desta convocatória.",
  conflict: "Há um conflito de interesse: outra pessoa avalia esta candidatura.",
  "mark-missing": "Dê uma nota a cada critério.",
  "too-few-assessments": "Faltam avaliações: são necessárias ao menos duas, sem conflito.",
  "already-proposed": "Já foi enviada a quem aprova: enquanto decidem, nada muda.",
  "below-threshold": "A mediana não alcança o limiar publicado.",
};
