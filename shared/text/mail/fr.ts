/** The mails in French: formal correspondence of an intergovernmental secretariat, in the third person. */
import { type MailTexts, type NoticeFacts, need, remaining, sizeIn, type Words } from "../../mail/facts.ts";
import { receiptWords } from "../../mail/receipt.ts";
import { receipt as receiptTexts } from "../receipts/fr.ts";
import { salutation } from "../salutations.ts";
import { clarification } from "./clarification.ts";
import { amendment, silence, silenceClosed, waiting, warning } from "./fr-consulting.ts";
import { news, subscription } from "./fr-news.ts";
import { answer, callName, greets, isInterest, moment, ofParty, theCall } from "./fr-phrases.ts";

const received = (facts: NoticeFacts) =>
  facts.received ? [["Réception", moment(facts.received)] as const] : [];

const files = (facts: NoticeFacts) =>
  facts.files && facts.files.length > 0
    ? { list: { title: "Documents reçus", items: facts.files.map((f) => `${f.name} (${size(f.size)})`) } }
    : {};

const size = (bytes: number) => sizeIn(bytes, ["octets", "ko", "Mo"], ",");

const howToAnswer =
  "Il suffit, pour répondre, d’écrire en retour au présent message, avec ou sans pièces jointes. Il est également possible de le faire sur la page ci-après, sans créer de compte.";

function invitation(facts: NoticeFacts): Words {
  const interest = isInterest(facts);
  return {
    subject: `Appel\u00a0: ${callName(facts)}`,
    opening: [
      `${greets(facts)} et a l’honneur d’adresser une invitation à prendre part à ${theCall(facts)}.`,
      need(facts.call, "call").summary,
    ],
    list: { title: interest ? "Fonctions" : "Questions d’orientation", items: facts.items ?? [] },
    body: [
      ...(interest
        ? []
        : ["Les questions sont données à titre d’orientation et ne constituent pas un formulaire."]),
      ...(facts.deadline
        ? [
            `Les ${interest ? "manifestations d’intérêt" : "contributions"} seront reçues jusqu’au ${moment(facts.deadline)}.`,
          ]
        : []),
      howToAnswer,
    ],
    action: { label: "Ouvrir la page de l’appel", to: "link" },
  };
}

const receipt = (facts: NoticeFacts): Words => receiptWords(facts, receiptTexts);

function confirm(facts: NoticeFacts): Words {
  if (facts.proposed) return confirmContact(facts, facts.proposed);
  const reference = need(facts.reference, "reference");
  if (facts.withdrawal) return confirmWithdrawal(facts, reference);
  return {
    subject: `Demande de confirmation ${reference}\u00a0: ${callName(facts)}`,
    opening: [
      `${greets(facts)} et a l’honneur de faire savoir que la ${answer(facts)} décrite ci-après, concernant ${theCall(facts)}, a été reçue au nom ${ofParty(facts)}.`,
    ],
    rows: [["Référence", reference], ...received(facts), ["Expéditeur", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: [
      `${facts.voice.short} saurait gré de bien vouloir la confirmer sur la page ci-après. Dans l’intervalle, elle demeure enregistrée, sans produire d’effet ni être publiée.`,
    ],
    action: { label: `Confirmer la ${answer(facts)}`, to: "confirmLink" },
    ending: ["S’il n’y a pas lieu de la confirmer, il suffit de répondre au présent message."],
  };
}

const posts = {
  santiago: "Mission à Santiago",
  geneva: "Mission à Genève",
  "new-york": "Mission à New York",
  capital: "Capitale",
  other: "Autre",
};

function confirmContact(
  facts: NoticeFacts,
  { email, name, post }: NonNullable<NoticeFacts["proposed"]>,
): Words {
  return {
    subject: "Demande de confirmation : nouveau contact",
    opening: [
      `${greets(facts)} et a l’honneur de faire savoir qu’un nouveau contact pour la correspondance officielle relative à l’examen régional a été indiqué sur la page ${ofParty(facts)}.`,
    ],
    rows: [...(name ? [["Personne", name] as const] : []), ["Adresse", email], ["Poste", posts[post]]],
    body: [
      `Prière de bien vouloir le confirmer sur la page ci-dessous${facts.deadline ? `, jusqu’au ${moment(facts.deadline)}` : ""}. Il ne lui sera pas écrit d’ici là.`,
    ],
    action: { label: "Confirmer le contact", to: "confirmLink" },
    ending: ["S’il n’y a pas lieu de le confirmer, aucune démarche n’est nécessaire."],
  };
}

function confirmWithdrawal(facts: NoticeFacts, reference: string): Words {
  return {
    subject: `Demande de confirmation ${reference}\u00a0: ${callName(facts)}`,
    opening: [
      `${greets(facts)} et a l’honneur de faire savoir qu’une demande de retrait de la ${answer(facts)} indiquée ci-après, concernant ${theCall(facts)}, a été reçue au nom ${ofParty(facts)}.`,
    ],
    rows: [["Référence", reference], ...received(facts)],
    body: [
      `${facts.voice.short} saurait gré de bien vouloir confirmer le retrait sur la page ci-après. Dans l’intervalle, la communication continue de produire effet.`,
    ],
    action: { label: "Confirmer le retrait", to: "confirmLink" },
    ending: ["S’il n’y a pas lieu de le confirmer, aucune démarche n’est nécessaire."],
  };
}

function reminder(facts: NoticeFacts): Words {
  const { deadline } = facts;
  return {
    subject: `${callName(facts)}\u00a0: appel ouvert${deadline ? ` jusqu’au ${deadline.date}` : ""}`,
    opening: [
      `${greets(facts)} et se permet de rappeler que ${theCall(facts)} demeure ouvert${deadline ? ` jusqu’au ${moment(deadline)}` : ""}.`,
      "Si une réponse a déjà été adressée, il y a lieu de ne pas tenir compte du présent message.",
    ],
    body: [howToAnswer],
    action: { label: "Ouvrir la page de l’appel", to: "link" },
    ending: ["La même page permet d’indiquer que d’autres rappels ne sont pas souhaités."],
  };
}

function extension(facts: NoticeFacts): Words {
  return {
    subject: `Nouvelle date\u00a0: ${callName(facts)}`,
    opening: [
      facts.alone
        ? `${greets(facts)} et a l’honneur de faire savoir que la réponse concernant ${theCall(facts)} peut être présentée ou complétée jusqu’à la date indiquée ci-après.`
        : `${greets(facts)} et a l’honneur de faire savoir que la date jusqu’à laquelle ${theCall(facts)} demeure ouvert a été modifiée.`,
    ],
    rows: [
      ...(facts.deadline ? [["Nouvelle date", moment(facts.deadline)] as const] : []),
      ...(facts.previous ? [["Date précédente", moment(facts.previous)] as const] : []),
    ],
    body: ["Les communications déjà reçues conservent leur pleine validité."],
    action: { label: "Ouvrir la page de l’appel", to: "link" },
  };
}

function alternate(facts: NoticeFacts): Words {
  const reference = need(facts.reference, "reference");
  return {
    subject: `${isInterest(facts) ? "Manifestation d’intérêt reçue" : "Contribution reçue"} ${reference}\u00a0: ${callName(facts)}`,
    opening: [
      `${greets(facts)} et a l’honneur de faire savoir que la ${answer(facts)} décrite ci-après, concernant ${theCall(facts)}, a été reçue et enregistrée.`,
    ],
    rows: [["Référence", reference], ...received(facts), ["Expéditeur", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: [
      "S’il est nécessaire de la rectifier ou de la compléter, il suffit de répondre au présent message.",
    ],
    action: { label: `Voir la ${answer(facts)}`, to: "link" },
  };
}

function holding(facts: NoticeFacts): Words {
  return {
    subject: `Message reçu\u00a0: ${facts.review}`,
    opening: [
      `${facts.voice.name} exprime ses remerciements pour le message, qui a été reçu et transmis au secrétariat, qui lui donnera la suite voulue.`,
    ],
    rows: facts.topic ? [["Objet", facts.topic]] : [],
  };
}

/** Who holds which role: the party, and the person whom it presents; a letter tells of all. */
const holder = (facts: NoticeFacts) => {
  const { name, plain } = need(facts.party, "party");
  const held = facts.held ?? [{ seat: need(facts.seat, "seat"), person: facts.person }];
  return [
    [plain ? "Organisation" : "État", name] as const,
    ...held.flatMap(({ seat, person }) => [
      ...(person ? [["Personne", person] as const] : []),
      ["Fonction", seat] as const,
    ]),
  ];
};

function acceptance(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Invitation\u00a0: ${seat}`,
    opening: [
      `${greets(facts)} et, se référant à ${theCall(facts)}, a l’honneur d’adresser une invitation à assumer la fonction ci-après.`,
    ],
    rows: holder(facts),
    body: [
      `${facts.voice.short} saurait gré de bien vouloir faire part de l’acceptation${facts.deadline ? `, si possible avant le ${moment(facts.deadline)}` : ""}.${facts.person ? "" : " La personne qui exercera la fonction pourra être désignée ultérieurement."}`,
      "La présente communication est à tenir confidentielle jusqu’à la publication de la décision.",
    ],
    action: { label: "Répondre à l’invitation", to: "link" },
  };
}

function letter(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Décision\u00a0: ${seat}`,
    opening: [
      `${greets(facts)} et a l’honneur de communiquer la décision prise au sujet de ${theCall(facts)}.`,
    ],
    rows: holder(facts),
    body: [
      `${facts.voice.short} exprime ses sincères remerciements pour la disponibilité manifestée et pour l’appui apporté à l’Examen régional.`,
      ...(facts.release
        ? [
            `La décision sera publiée le ${moment(facts.release)}. Il est demandé de bien vouloir en préserver la confidentialité jusqu’à cette date.`,
          ]
        : []),
    ],
    action: { label: "Voir la page de l’appel", to: "link" },
  };
}

function announcement(facts: NoticeFacts): Words {
  return {
    subject: `Décision publiée\u00a0: ${callName(facts)}`,
    opening: [
      `${greets(facts)} et a l’honneur de faire connaître la décision prise au sujet de ${theCall(facts)}.`,
    ],
    list: { title: "Décision", items: facts.items ?? [] },
    body: [`${facts.voice.short} remercie toutes les parties de leur participation.`],
    action: { label: "Voir la décision", to: "link" },
  };
}

function approval(facts: NoticeFacts): Words {
  return {
    subject: `Pour approbation\u00a0: ${callName(facts)}`,
    opening: [`La proposition relative à ${theCall(facts)} est soumise à votre approbation.`],
    list: { title: "Proposition", items: facts.items ?? [] },
    body: facts.deadline ? [`La décision doit être arrêtée avant le ${facts.deadline.date}.`] : [],
    action: { label: "Examiner la proposition", to: "link" },
  };
}

function activity(facts: NoticeFacts): Words {
  const { name, when, place } = need(facts.activity, "activity");
  return {
    subject: `Feuille de route\u00a0: ${name}`,
    opening: [
      `Une activité de la feuille de route approche (${facts.review})${remaining(facts, (left) => `\u00a0: il reste ${left} ${left === 1 ? "jour" : "jours"}`)}.`,
    ],
    rows: [
      ["Activité", name],
      ["Date", when],
      ["Lieu", place],
    ],
    action: { label: "Voir la feuille de route", to: "link" },
  };
}

export const fr: MailTexts = {
  salutation: (facts) => salutation(facts),
  words: {
    invitation,
    receipt,
    confirm,
    reminder,
    extension,
    alternate,
    holding,
    clarification,
    acceptance,
    silence,
    "silence-closed": silenceClosed,
    amendment,
    letter,
    announcement,
    approval,
    warning,
    waiting,
    activity,
    subscription,
    news,
  },
  closing: (facts) =>
    facts.party && !facts.party.plain
      ? `${facts.voice.short} saisit cette occasion pour renouveler les assurances de sa très haute considération.`
      : "Avec nos salutations distinguées,",
  size,
};
