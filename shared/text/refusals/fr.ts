/** Why an act of a selection is refused, in words that say what to do, in French. */
import { refusals as ofDesk } from "../desk-refusals/fr.ts";
import type { RefusalText } from "./es.ts";

export const refusals: RefusalText = {
  ...ofDesk,
  "not-interest": "Cet appel porte sur des contributions, non sur des fonctions.",
  "not-composed": "Les fonctions de cet appel ne sont pas composées : elles se conviennent par consultation.",
  "not-offered": "Cette personne n’a pas été offerte pour cette fonction.",
  "no-person": "Cette fonction revient à une personne : indiquez laquelle.",
  "unknown-candidate": "Cette offre ne figure plus parmi celles reçues.",
  ineligible: "Il a été constaté que cette offre ne répond pas à une règle. Retirez d’abord ce constat.",
  "not-confirmed": "Le contact officiel n’a pas encore confirmé cette offre.",
  "reason-missing": "Indiquez le motif : il reste avec la sélection, pour qui approuve.",
  "quiet-day": "Ce jour est chômé ou de pause. Choisissez un jour ouvrable.",
  "too-soon": "C’est trop tôt : laissez au moins deux jours ouvrables entiers.",
  "silence-open": "Une procédure d’approbation tacite est déjà en cours pour cette fonction.",
  "seat-taken": "Cette fonction a déjà un État convenu. Laissez-la d’abord sans État.",
  "mail-sample": "Le courrier ne va qu’à l’équipe\u00a0: aucun État ne recevrait le texte.",
  "scan-used": "Ce document signé a déjà servi à une autre approbation. Joignez celui de cette approbation.",
  "verdict-missing": "Indiquez si la proposition est approuvée ou renvoyée.",
  "one-hand":
    "Vous avez approuvé, ou enregistré l’autre approbation\u00a0: celle-ci doit être enregistrée par quelqu’un d’autre.",
  "silence-over": "Cette procédure d’approbation tacite est terminée.",
  "not-recipient": "Cet État ne participe pas à cette procédure.",
  "text-missing": "Rédigez le texte dans les quatre langues.",
  "unknown-formula": "Choisissez une formule dans la liste.",
  "same-formula": "C’est la formule en vigueur.",
  "sign-in-again": "Pour approuver, identifiez-vous de nouveau : plus de quinze minutes se sont écoulées.",
  "not-assessor": "Vous ne figurez pas parmi les évaluateurs de cet appel.",
  conflict: "Il y a conflit d’intérêts : une autre personne évalue cette candidature.",
  "mark-missing": "Attribuez une note à chaque critère.",
  "too-few-assessments": "Il manque des évaluations : il en faut au moins deux, sans conflit.",
  "marks-seen":
    "Les notes d’un autre bureau sont désormais visibles : les vôtres ne se donnent ni ne se modifient plus.",
  "already-proposed":
    "Elle est entre les mains des approbateurs : rien ne change tant qu’ils n’ont pas décidé.",
  "below-threshold": "La médiane n’atteint pas le seuil publié.",
};
