/** What is said about offers: representatives of States, and persons for seats, in French. */
import type { OfferText } from "./es.ts";

export const offers: OfferText = {
  name: "Nom et prénom",
  title: "Titre ou qualité",
  level: "Fonction ou rang",
  salutation: "Formule pour s’adresser à la personne",
  persons: "Personnes proposées",
  personsText: "Dans l’ordre de votre choix. Le nom suffit ; le reste peut être complété plus tard.",
  person: (n) => `Personne ${n}`,
  office: "Institution ou fonction",
  languages: "Langues parlées",
  biography: "Courte biographie",
  curriculum: "Le curriculum vitæ peut être joint ci-dessus comme fichier.",
  isAvailable: "Disponible tous les jours de la réunion",
  gender: "Genre, si vous souhaitez l’indiquer",
  genders: { none: "Non précisé", f: "Femme", m: "Homme", x: "Autre" },
  country: "Pays de la personne",
  role: "Pour",
  anyRole: "l’une quelconque des fonctions cochées",
  another: "Ajouter une personne",
};
