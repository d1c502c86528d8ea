/** How a selection works, for the public, in Portuguese. */
import type { MethodText } from "./es.ts";

export const method: MethodText = {
  title: "Como se escolhe",
  rulesOfCall: "Regras da convocatória",
  lead: "Cada função é preenchida de uma destas maneiras. Ninguém é classificado, nada é sorteado e nenhum Estado aparece como não escolhido.",
  consultation: {
    title: "Consulta",
    rules: [
      "Os Estados manifestam seu interesse; cada sub-região conversa e acorda um Estado.",
      "Quando ajuda, um texto circula em um procedimento de silêncio com dia e hora de término.",
      "Verifica-se uma só coisa: um Estado de cada sub-região.",
    ],
  },
  composition: {
    title: "Composição",
    rules: [
      "Uma só função por pessoa e por Estado, entre todas as convocatórias.",
      "O menor número possível de sub-regiões ausentes; depois, a menor diferença entre elas.",
      "Depois, o equilíbrio entre mulheres e homens. Não indicar o gênero é normal e não conta contra ninguém.",
      "Entre propostas iguais escolhe a coordenação. Tudo pode ser recalculado.",
    ],
  },
  assessment: {
    title: "Avaliação",
    rules: [
      "Os critérios e o que significa cada nota são publicados com a convocatória.",
      "Avaliam ao menos duas pessoas sem conflito de interesse, sem ver antes as notas das demais.",
      "Conta a mediana, a partir de um limiar publicado.",
    ],
  },
  always: {
    title: "Sempre",
    rules: [
      "Primeiro se consulta quem é proposto, que aceita ou não com liberdade.",
      "Aprovam duas pessoas de instituições diferentes.",
      "A decisão é publicada em uma hora fixada: função, Estado ou pessoa, e data. Nada mais.",
    ],
  },
};
