/** Why an act on contacts, people, longer times or lists is refused, in French. */
import type { DeskRefusalText } from "./es.ts";

export const refusals: DeskRefusalText = {
  "not-later": "Le délai d’une partie doit être postérieur à la clôture de l’appel.",
  "contact-exists": "La partie a déjà un contact à cette adresse.",
  "unknown-person": "Cette personne ne figure pas dans la liste.",
  "person-exists": "Il y a déjà une personne à cette adresse. Modifiez ses rôles dans la liste.",
  "own-roles": "Vos propres rôles et votre bureau sont modifiés par une autre personne de la coordination.",
  "last-coordinator": "C’est la dernière personne qui coordonne. Donnez d’abord ce rôle à une autre.",
  "still-approver": "Elle approuve encore un appel ouvert. Nommez-y d’abord une autre personne.",
  "still-assessor": "Elle évalue encore un appel ouvert. Retirez-l’en d’abord.",
  "one-office": "Les personnes qui approuvent un appel seraient toutes d’un seul bureau.",
  "approval-given":
    "Une personne a déjà approuvé cette proposition\u00a0: qui l’approuve ne change plus avant la décision ou le renvoi.",
  "unknown-approver": "Ne choisissez que des personnes qui ont le rôle d’approuver.",
  "list-old-format":
    "C’est un ancien classeur (.xls) ou un classeur à mot de passe. Enregistrez-le en .xlsx sans mot de passe, ou en CSV.",
  "list-unreadable": "Le fichier ne peut être ouvert sans risque. Enregistrez-le de nouveau en .xlsx ou CSV.",
  "list-too-long": "La liste a plus de 5\u00a0000 lignes. Divisez-la.",
  "list-without-columns":
    "La première ligne doit porter les titres, dont «\u00a0Partie\u00a0» et «\u00a0Adresse électronique\u00a0». Utilisez le modèle.",
  "list-column-twice": "Un titre figure deux fois dans la première ligne. N’en laissez qu’un.",
  "list-empty": "Le fichier n’a pas de lignes sous ses titres.",
  "list-changed-meanwhile": "Un contact a changé entre-temps. Voici ce que la liste changerait maintenant.",
  "list-too-large": "Le fichier dépasse 900 ko. Divisez-le.",
};
