/** Pourquoi un message a fini là où il est, en français. */
import type { BecauseText } from "./es.ts";

export const fr: BecauseText = {
  because: {
    "official-proven": "Le contact officiel l’a écrit, et c’est prouvé.",
    "alternate-proven": "Un contact suppléant l’a écrit, et c’est prouvé. Le contact officiel a été informé.",
    "colleague-proven":
      "Une personne non répertoriée l’a écrit depuis le domaine de la partie, et c’est prouvé. Elle est retenue comme suppléante et le contact officiel a été informé.",
    "not-proven":
      "L’adresse est connue, mais rien ne prouve que le message en provienne. Une confirmation a été demandée au contact officiel.",
    redirected:
      "Il est arrivé par la redirection d’une boîte publique, qui défait toute preuve d’origine. Une confirmation a été demandée au contact officiel.",
    "unverified-contact":
      "L’adresse figure sur la liste, mais n’a jamais été prouvée. Une confirmation a été demandée au contact officiel.",
    "handed-in": "Un membre du secrétariat l’a déposé sur la page et en répond.",
    "forwarded-by-us":
      "Un membre du secrétariat l’a transféré ; il compte comme écrit par l’expéditeur qui figure à l’intérieur. Une confirmation a été demandée au contact officiel.",
    "proven-copy": "Il est arrivé d’abord sans preuve puis, par une autre voie, avec.",
    virus: "Il contient un virus.",
    spam: "Le service de messagerie le tient pour indésirable.",
    "failed-authentication":
      "Il dit venir d’un domaine qui demande de refuser ce qui ne porte pas sa preuve, et il ne la porte pas.",
    unreadable: "Il n’a pas pu être lu. L’original est conservé.",
    "not-recordable":
      "Il a été lu, mais quelque chose ne peut pas en être enregistré. L’original est conservé.",
    "unknown-address": "L’adresse n’est celle de personne de connu.",
    "claims-our-address": "Il dit venir de notre propre adresse, sans preuve.",
    "claims-our-staff": "Il dit venir d’un membre du secrétariat, sans preuve.",
    "our-staff": "Un membre du secrétariat l’a écrit, et il ne transfère rien.",
    "forward-unknown": "Un membre du secrétariat l’a transféré ; l’expéditeur à l’intérieur n’est pas connu.",
    "foreign-token": "Il est arrivé à l’adresse de réponse donnée à une autre partie.",
    "foreign-reference": "Son objet porte la référence d’une autre partie.",
    "foreign-thread": "Il répond à un message que nous avons adressé à une autre partie.",
    "near-token": "L’adresse de réponse comporte un caractère ou deux de travers.",
    "near-address": "L’adresse est presque celle d’un appel, mais pas tout à fait.",
    "several-calls-open": "Plusieurs appels sont ouverts et rien ne dit auquel il répond.",
    "no-call-open": "Aucun appel n’est ouvert auquel il pourrait répondre.",
    "call-not-out": "L’appel n’a pas encore été envoyé.",
    "not-invited": "La partie n’est pas invitée à cet appel.",
    conveyed:
      "La coordination d’un groupe l’a écrit au sujet des fonctions de sa sous-région. Ce n’est pas la réponse de cet État.",
    "answers-selection":
      "Il répond à un message sur une fonction, ou est arrivé pendant une procédure d’approbation tacite à laquelle cet État participe. Il n’a pas été enregistré comme réponse à l’appel.",
    "mailing-list-redirected":
      "Il porte les marques d’une liste, que la boîte publique a pu ajouter ; l’expéditeur est connu. Il est resté sans réponse.",
    "looks-automatic": "Il ressemble à un avis d’absence, sans le dire. Il est resté sans réponse.",
    "says-automatic": "Un programme l’a envoyé : son en-tête le dit.",
    "mailing-list": "C’est un message de liste de diffusion.",
    "no-return-address": "Il a été envoyé sans adresse de retour, comme le font les programmes.",
    "mail-daemon": "Un serveur de messagerie l’a écrit.",
    absence: "C’est un avis d’absence.",
    "read-receipt": "C’est un accusé de lecture d’un message de notre part.",
    "bounce-hard": "Il signale qu’une boîte n’existe pas. Le contact est marqué comme injoignable.",
    "bounce-soft":
      "Il signale qu’une boîte ne peut rien recevoir pour l’instant. L’envoi sera refait plus tard.",
    "bounce-refused": "Il signale qu’un serveur n’a pas accepté le message. La boîte existe.",
    "delivery-delayed": "Il signale qu’une remise est retardée. L’autre serveur continue d’essayer.",
    "delivery-confirmed": "Il signale qu’un message de notre part a été remis.",
    complaint: "Il signale que quelqu’un a classé un message de notre part comme indésirable.",
    "report-unmatched": "Il signale une remise, mais ne nomme aucun de nos messages : rien n’a été modifié.",
    duplicate: "Le même message était arrivé par une autre voie.",
    probe: "C’est notre essai quotidien d’une boîte publique, revenu par sa redirection.",
    "own-mail": "C’est un message de notre part qui est revenu.",
    "by-hand": "Une personne en a décidé.",
  },
  guesses: {
    address: "d’après l’adresse de l’expéditeur",
    domain: "d’après le domaine de l’expéditeur",
    token: "d’après l’adresse de réponse à laquelle il est arrivé",
    "near-token": "d’après une adresse de réponse presque identique",
    "near-address": "d’après une adresse d’appel presque identique",
    reference: "d’après la référence de l’objet",
    thread: "d’après notre message auquel il répond",
    forward: "d’après le message qu’il contient",
  },
  unanswered: {
    "over-cap": "Il est resté sans réponse : cette adresse en a reçu assez.",
    "rewritten-envelope": "Il est resté sans réponse : un transfert automatique s’interpose.",
    "no-official":
      "Il est resté sans réponse : la partie n’a aucun contact officiel que le courrier atteigne.",
  },
  answered: {
    text: "Il parle d’une sélection\u00a0: seule la coordination le voit. Enregistrez une objection ou une acceptation à la main sur la page de la fonction\u00a0; s’il répond à l’appel, attribuez-le.",
    link: "Ouvrir la page de la fonction",
  },
  conveyed: {
    title: "Ce que les coordinations de groupe transmettent",
    text: "Un message de la coordination d’un groupe n’est pas la manifestation d’intérêt de cet État. S’il transmet un nom convenu, on le note ci-dessous, avec la personne qui l’a transmis.",
  },
  mailbox: {
    absent: (day) => `en absence ; indique le ${day}`,
    away: "en absence",
    instead: (people) => `écrire à ${people}`,
    complained: "a classé un message de notre part comme indésirable : ne reçoit que les notes officielles",
    conveysFor: "parle pour son groupe au sujet des fonctions de sa sous-région",
  },
};
