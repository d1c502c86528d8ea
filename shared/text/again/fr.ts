/** Once an answer was sent, in French: how it is corrected without losing the rest; and how a page is sent. */
import type { again as spanish } from "./es.ts";

export const again: typeof spanish = {
  sendLink: "Aller au bouton d’envoi",
  replaces: "La version la plus récente fait foi : ce que vous enverrez ensuite la remplace en entier.",
  resume: "Compléter ou corriger ce qui a été envoyé",
  resumed:
    "Voici ce que vous avez déjà envoyé, pour le compléter ou le corriger. Rien ne change avant un nouvel envoi.",
  instead: "Envoyer une autre réponse à la place",
  press: "Choisissez le fichier, puis « Joindre ».",
  holding: "La réponse partira dès que le fichier sera arrivé.",
  lost: "Un fichier n’est pas arrivé et la réponse n’a pas été envoyée. Joignez-le de nouveau, ou appuyez encore une fois pour l’envoyer sans lui.",
};
