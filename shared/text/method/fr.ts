/** How a selection works, for the public, in French. */
import type { MethodText } from "./es.ts";

export const method: MethodText = {
  title: "Comment on choisit",
  rulesOfCall: "Règles de l’appel",
  lead: "Chaque fonction est pourvue de l’une de ces manières. Personne n’est classé, rien n’est tiré au sort et aucun État n’apparaît comme non retenu.",
  consultation: {
    title: "Consultation",
    rules: [
      "Les États font part de leur intérêt ; chaque sous-région se concerte et convient d’un État.",
      "Si cela aide, un texte est distribué selon une procédure d’approbation tacite, avec le jour et l’heure de son terme.",
      "Une seule chose est vérifiée : un État par sous-région.",
    ],
  },
  composition: {
    title: "Composition",
    rules: [
      "Une seule fonction par personne et par État, pour l’ensemble des appels.",
      "Le moins de sous-régions absentes possible ; puis le plus petit écart entre elles.",
      "Puis l’équilibre entre femmes et hommes. Ne pas préciser le genre est normal et ne joue contre personne.",
      "Entre propositions égales, la coordination choisit. Tout peut être recalculé.",
    ],
  },
  assessment: {
    title: "Évaluation",
    rules: [
      "Les critères, et ce que signifie chaque note, sont publiés avec l’appel.",
      "Au moins deux personnes sans conflit d’intérêts évaluent, avant de voir les notes des autres.",
      "La médiane compte, à partir d’un seuil publié.",
    ],
  },
  always: {
    title: "Toujours",
    rules: [
      "Qui est proposé est d’abord consulté, et libre d’accepter ou non.",
      "Deux personnes d’institutions différentes approuvent.",
      "La décision est publiée à une heure fixée : fonction, État ou personne, et date. Rien d’autre.",
    ],
  },
};
