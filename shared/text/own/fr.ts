/** A party's own page in French: typing together, whom it is written to, the view for paper. */
import type { own as spanish } from "./es.ts";

export const own: typeof spanish = {
  typing: {
    intro:
      "Ce que vous saisissez est enregistré au fur et à mesure, et vos collègues peuvent écrire en même temps. Rien n’est envoyé avant que vous n’appuyiez sur le bouton.",
    saving: "Enregistrement…",
    saved: "Enregistré à {time}. Pas encore envoyé.",
    waiting: "Pas de connexion. Votre texte reste ici et sera enregistré dès qu’elle sera rétablie.",
    gone: "Cette réponse a déjà été envoyée depuis une autre fenêtre. Copiez ce qui manque et rouvrez la page.",
    both: "Un ou une collègue écrivait ici en même temps. Les deux textes sont là : gardez ce qui convient.",
    colleague: "Un ou une collègue vient d’écrire ici.",
  },
  contacts: {
    title: "À qui nous écrivons",
    link: "Contacts et langue des courriels",
    intro: "Voici les adresses dont le secrétariat dispose pour vous.",
    post: "Poste",
    who: "Personne ou boîte",
    role: "Ce qu’elle reçoit",
    roles: {
      official: "la correspondance officielle",
      protocol: "la correspondance officielle",
      copied: "copie de la correspondance officielle",
      alternate: "les accusés de réception de ses envois",
      unverified: "rien pour l’instant : à vérifier",
    },
    name: "Indiquer un autre contact",
    nameText:
      "Le contact officiel reçoit un courriel pour le confirmer. Dès lors, nous écrivons aussi à la nouvelle adresse.",
    posts: {
      santiago: "Mission à Santiago",
      geneva: "Mission à Genève",
      "new-york": "Mission à New York",
      capital: "Capitale",
      other: "Autre",
    },
    email: "Adresse électronique",
    person: "Nom et prénom",
    personTitle: "Titre ou fonction",
    language: "Langue des courriels",
    send: "Demander la confirmation",
    sent: "Le contact officiel reçoit maintenant un courriel pour confirmer le nouveau contact.",
    waiting: (email, until) =>
      `${email} : en attente de la confirmation du contact officiel, jusqu’au ${until}.`,
    wrong: "Il manque quelque chose pour demander la confirmation",
    ownLanguage: "Langue de vos courriels",
    ownLanguageText: (email) => `La langue dans laquelle nous écrivons à ${email}.`,
    change: "Changer la langue",
    changed: "Langue modifiée. Les prochains courriels seront dans cette langue.",
    confirmTitle: "Confirmer le contact",
    confirmText: "Avec ce bouton, le secrétariat écrira aussi à cette adresse :",
    confirm: "Confirmer le contact",
    confirmed: "Contact confirmé. Nous lui écrivons désormais aussi.",
    over: "Cette demande n’est plus en attente.",
  },
  print: {
    link: "Version à imprimer",
    title: (call) => `À imprimer : ${call}`,
    notSent: "Brouillon du texte qui se trouve sur la page, non envoyé.",
    received: "Ce qui a été reçu",
    nothing: "Rien d’écrit pour l’instant.",
    back: "Retour à la page",
  },
};
