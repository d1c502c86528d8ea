/** The library of submissions, in Portuguese: what it is searched by, and what was found. */
import type { LibraryText } from "./es.ts";

export const library: LibraryText = {
  more: "Por Estado, sub-região, convocatória, pergunta ou idioma",
  title: "Pesquisar nas contribuições",
  party: "Estado ou instituição",
  subregion: "Sub-região",
  kind: "Quem responde",
  call: "Convocatória",
  question: "Pergunta respondida",
  language: "Idioma do texto",
  any: "Tudo",
  words: "Palavras",
  wordsHint:
    "Nas respostas, nos documentos publicados e nos nomes. Acentos e maiúsculas não fazem diferença.",
  search: "Pesquisar",
  clear: "Retirar os filtros",
  found: (count) => (count === 1 ? "1 contribuição" : `${count} contribuições`),
  nothing: "Nenhuma contribuição publicada corresponde a esta pesquisa.",
  partial:
    "As palavras foram pesquisadas nos 200 documentos mais recentes. Com outro filtro, pesquisa-se também nos demais.",
  page: (at, of) => `Página ${at} de ${of}`,
  pages: "Páginas de contribuições",
  before: "Anteriores",
  after: "Seguintes",
  json: "Estas contribuições como dados (JSON)",
  csv: "Como planilha (CSV)",
};
