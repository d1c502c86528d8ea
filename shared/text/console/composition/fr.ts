/** What is said where a coordinator composes a slate, and on the internal record, in French. */
import type { CompositionText } from "./es.ts";

export const composition: CompositionText = {
  title: (call) => `Composition : ${call}`,
  text: "Tout ce qui figure sur cette page est interne. Elle montre toutes les propositions qui respectent les considérations publiées, dans leur ordre ; le choix vous appartient.",
  placed: "Personne proposée",
  open: "à pourvoir",
  seats: "La proposition",
  seatsText:
    "Choisissez une personne pour chaque fonction, ou faites-y glisser sa fiche. Rien n’est enregistré avant que vous ne le disiez.",
  nobody: "personne pour l’instant",
  look: "Voir l’équilibre",
  save: "Enregistrer cette proposition",
  settled: "Déjà consultée. Pour changer, notez d’abord sa réponse.",
  next: "Acceptations, approbations et publication",
  balance: "Équilibre",
  tried: "De ce qui est choisi ici, sans enregistrer",
  saved: "De ce qui est enregistré",
  strip: (groups) => `Fonctions par sous-région et par genre. ${groups}.`,
  stripGroup: (name, seats) => `${name} : ${seats}`,
  stripNone: "aucune",
  letters: { f: "F", m: "H", x: "A", none: "–" },
  words: { f: "femme", m: "homme", x: "autre genre", none: "genre non précisé", open: "à pourvoir" },
  outside: "Hors du schéma",
  openSeats: "À pourvoir",
  facts: {
    open: (n) =>
      n === 0
        ? "toutes les fonctions pourvues"
        : n === 1
          ? "1 fonction à pourvoir"
          : `${n} fonctions à pourvoir`,
    absent: (n) =>
      n === 0
        ? "toutes les sous-régions présentes"
        : n === 1
          ? "1 sous-région absente"
          : `${n} sous-régions absentes`,
    spread: (n) => `écart entre sous-régions : ${n}`,
    gender: (women, men, none) => `femmes : ${women}, hommes : ${men}, non précisé : ${none}`,
    fit: (n) => `somme de vos notes : ${n}`,
  },
  problems: {
    "unknown-seat": "Une fonction de la proposition n’existe plus.",
    "unknown-candidate": "Une personne de la proposition ne figure plus parmi celles offertes.",
    "seat-twice": "Une fonction a deux personnes.",
    "candidate-twice": "La même personne occupe deux fonctions.",
    "person-twice": "La même personne, offerte par deux États, occupe deux fonctions.",
    "state-twice": "Un même État présente deux personnes de la proposition.",
    "state-has-a-seat-elsewhere": "Un État de la proposition a une fonction dans un autre appel.",
    "not-of-subregion": "Une personne occupe une fonction d’une autre sous-région.",
    "not-offered-for-seat": "Une personne occupe une fonction pour laquelle elle n’a pas été offerte.",
    excluded: "Une personne de la proposition est mise de côté.",
    "not-as-fixed": "La proposition ne respecte pas ce qui est fixé.",
  },
  slates: "Propositions qui respectent les considérations",
  slatesText: (n) =>
    n === 1
      ? "Une seule les respecte toutes dans leur ordre."
      : `${n} sont égales pour toutes les considérations ; leur ordre dans la liste ne dit rien.`,
  slatesMore: (n) => `${n} sont affichées ; il y en a d’autres, égales pour toutes les considérations.`,
  slatesNone: "Avec ce qui est fixé et mis de côté, il n’en reste aucune.",
  tooMany:
    "Il y a trop de fonctions différentes pour calculer toutes les propositions. La proposition se compose à la main, et son équilibre s’affiche ici.",
  take: "Prendre cette proposition",
  slate: (n) => `Proposition ${n}`,
  balances: "Tous les équilibres possibles",
  balancesText: "Chaque ligne est une combinaison qui peut être composée, dans l’ordre des considérations.",
  whatIf: "Et si…",
  whatIfText:
    "Fixez, mettez de côté ou cessez de regarder quelque chose pour voir ce qui change. Rien de cela n’est enregistré.",
  fixed: (person, seat) => `Fixé : ${person}, ${seat}.`,
  setAside: (person) => `Mis de côté : ${person}.`,
  relaxedNow: (rule) => `Non regardé : ${rule}.`,
  undo: "Retirer",
  relax: (rule) => `Ne pas regarder : ${rule}`,
  considerations: {
    "one-per-state": "une fonction par État dans cet appel",
    "one-across-calls": "une fonction par État pour l’ensemble des appels",
    "subregions-absent": "le moins de sous-régions absentes",
    "subregion-spread": "le plus petit écart entre sous-régions",
    gender: "l’équilibre entre les sexes",
    fit: "vos propres notes",
  },
  conflicts: "Ce qui ne peut aller ensemble",
  conflict: {
    open: (has, could) => `Fonctions à pourvoir : ${has} ; ce pourrait être ${could}`,
    absent: (has, could) => `Sous-régions absentes : ${has} ; ce pourrait être ${could}`,
    spread: (has, could) => `Écart entre sous-régions : ${has} ; ce pourrait être ${could}`,
    genderGap: (has, could) => `Écart entre les sexes : ${has} ; ce pourrait être ${could}`,
  },
  lift: (what) => `en levant ${what}`,
  liftFixed: (person) => `ce qui est fixé pour ${person}`,
  liftExcluded: (person) => `ce qui met ${person} de côté`,
  liftRule: (rule) => `la considération « ${rule} »`,
  and: " et ",
  or: " ; ou ",
  noOffer: (seat) => `Personne parmi celles offertes ne peut occuper : ${seat}.`,
  candidates: "Personnes offertes",
  candidatesNone: "Personne n’a encore été offert.",
  order: (n, of) => `${n} sur ${of} dans l’ordre de l’État`,
  presentedBy: (party) => `Offre ${party}`,
  fit: "Vos notes (facultatif)",
  fitOf: (person) => `Votre note pour ${person}`,
  fitsSave: "Enregistrer les notes",
  fitsText: "Des nombres entiers, pour la seule coordination ; ils comptent en dernier lieu.",
  including: "Inclure cette personne",
  nothingChanges: "ne change rien",
  worse: {
    open: (n) =>
      n === 1 ? "laisse une fonction de plus à pourvoir" : `laisse ${n} fonctions de plus à pourvoir`,
    absent: (n) =>
      n === 1 ? "laisse de côté une sous-région de plus" : `laisse de côté ${n} sous-régions de plus`,
    spread: (n) => `augmente de ${n} l’écart entre sous-régions`,
    genderGap: (n) => `augmente de ${n} l’écart entre les sexes`,
    fit: (n) => `baisse de ${n} la somme de vos notes`,
  },
  impossible: {
    "person-has-a-seat": "n’est pas possible, la personne a déjà une fonction",
    "state-has-a-seat": "n’est pas possible, l’État a déjà une fonction",
    "state-has-a-seat-elsewhere": "n’est pas possible, l’État a une fonction dans un autre appel",
    "no-seat-left": "n’est pas possible, il ne reste aucune fonction",
    "not-of-subregion": "n’est pas possible, les fonctions restantes sont d’une autre sous-région",
    "not-offered-for-what-is-left":
      "n’est pas possible, elle n’a pas été offerte pour les fonctions restantes",
  },
  fix: (seat) => `Fixer : ${seat}`,
  out: "Mettre de côté",
  flags: {
    formal: "encore informelle",
    "of-subregion": "d’une autre sous-région",
    "one-seat": "l’État a une fonction dans un autre appel",
    available: "disponibilité tous les jours non indiquée",
    complete: "titre, langues ou biographie manquants",
  },
  declined: "n’a pas accepté auparavant",
  sameName: "même nom qu’une autre personne offerte",
  notConfirmed: "non confirmée par le contact officiel",
  ineligible: "ne répond pas à une règle",
  declare: "Constater qu’elle ne répond pas à une règle",
  declareText: "Seule une personne en décide. La règle reste au registre ; le motif, pour qui approuve.",
  rule: "Règle",
  otherRule: "autre",
  reason: "Motif",
  declareAct: "Constater",
  undeclare: "Retirer le constat",
  toRead: "Réponses qui ne nomment personne",
  toReadText: "Ouvrez-les et notez qui elles offrent, ou interrogez la mission.",
  readOffer: "Ce qu’elle offre",
  readOfferText: "Notez ce que disent le message ou son fichier. Les mots reçus ne changent pas.",
  readBy: (name) => `Noté par ${name}.`,
  saveOffer: "Noter",
  relaxHere: (rule) => `Composer sans respecter : ${rule}`,
  steps: { placed: "proposée", asked: "consultée", accepted: "acceptée", approved: "approuvée" },
  stepsLabel: (rows) => `Qui doit encore répondre. ${rows}.`,
  stepsRow: (seat, step) => `${seat} : ${step}`,
  daysLeft: (n, date) =>
    n < 0
      ? `La date de la décision, le ${date}, est passée`
      : n === 1
        ? `Il reste 1 jour jusqu’au ${date}`
        : `Il reste ${n} jours jusqu’au ${date}`,
  today: "aujourd’hui",
  method: "Comment on choisit",
  board: "Composer la proposition",
  record: "Dossier interne",
  recordText: "Pour qui approuve et vérifie : tout ce qu’il y a de cette sélection. C’est confidentiel.",
  recordFile: "Télécharger le dossier (JSON)",
  slateFile: "Télécharger la proposition pour la recalculer (JSON)",
  composedFrom: "Règles et empreinte de la proposition",
  history: "Ce qui a été fait",
  declinedList: "N’ont pas accepté",
  again: "S’identifier de nouveau pour approuver",
  againText: "Approuver demande de s’être identifié dans les quinze dernières minutes.",
};
