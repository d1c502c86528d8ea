/** The library of submissions, in French: what it is searched by, and what was found. */
import type { LibraryText } from "./es.ts";

export const library: LibraryText = {
  more: "Par État, sous-région, appel, question ou langue",
  title: "Rechercher dans les contributions",
  party: "État ou institution",
  subregion: "Sous-région",
  kind: "Qui répond",
  call: "Appel",
  question: "Question traitée",
  language: "Langue du texte",
  any: "Tout",
  words: "Mots",
  wordsHint:
    "Dans les réponses, les documents publiés et les noms. Les accents et les majuscules ne comptent pas.",
  search: "Rechercher",
  clear: "Effacer les filtres",
  found: (count) => (count === 1 ? "1 contribution" : `${count} contributions`),
  nothing: "Aucune contribution publiée ne correspond à cette recherche.",
  partial:
    "Les mots ont été recherchés dans les 200 documents les plus récents. Avec un autre filtre, la recherche porte aussi sur les autres.",
  page: (at, of) => `Page ${at} sur ${of}`,
  pages: "Pages de contributions",
  before: "Précédentes",
  after: "Suivantes",
  json: "Ces contributions sous forme de données (JSON)",
  csv: "Sous forme de tableur (CSV)",
};
