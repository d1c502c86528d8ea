/** What is said about offers: representatives of States, and persons for seats, in Portuguese. */
import type { OfferText } from "./es.ts";

export const offers: OfferText = {
  name: "Nome completo",
  title: "Título ou tratamento",
  level: "Cargo ou nível",
  salutation: "Como se dirigir à pessoa",
  persons: "Pessoas propostas",
  personsText: "Na ordem que preferirem. Basta o nome; o restante pode ser completado mais tarde.",
  person: (n) => `Pessoa ${n}`,
  office: "Instituição ou cargo",
  languages: "Idiomas que fala",
  biography: "Breve biografia",
  curriculum: "O currículo pode ser anexado acima como arquivo.",
  isAvailable: "Disponível em todos os dias da reunião",
  gender: "Gênero, se desejar indicá-lo",
  genders: { none: "Não indicado", f: "Mulher", m: "Homem", x: "Outro" },
  country: "País da pessoa",
  role: "Para",
  anyRole: "qualquer das funções marcadas",
  another: "Acrescentar outra pessoa",
};
