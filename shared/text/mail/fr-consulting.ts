/** The mails in French that a consultation and its dates cause: silence procedures, changes, and what the secretariat must not forget. */
import { type NoticeFacts, need, remaining, type Words } from "../../mail/facts.ts";
import { callName, greets, moment, theCall } from "./fr-phrases.ts";

export function silence(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  const { enquiries } = facts;
  return {
    subject: `Procédure d’approbation tacite\u00a0: ${seat}`,
    opening: [
      `${greets(facts)} et, se référant à ${theCall(facts)}, a l’honneur de soumettre à son attention, selon une procédure d’approbation tacite, le texte ci-après.`,
      ...need(facts.said, "said").split(/\n{2,}/),
    ],
    rows: [
      ["Fonction", seat],
      ...(facts.deadline ? [["Terme de la procédure", moment(facts.deadline)] as const] : []),
    ],
    body: [
      "En l’absence d’objection à ce terme, la proposition sera considérée comme acceptée.",
      `Une objection peut être communiquée sur la page ci-après${enquiries ? `, ou à ${enquiries.name} (${enquiries.email})` : ""}. Son origine demeurera confidentielle.`,
      "La présente communication est à tenir confidentielle.",
    ],
    action: { label: "Ouvrir la page de l’appel", to: "link" },
  };
}

const endings = {
  agreed: "s’est achevée sans objection. La proposition est acceptée.",
  objected:
    "s’est achevée avec une objection\u00a0; la proposition n’est donc pas acceptée. Les consultations se poursuivent.",
  stopped: "s’est achevée sans effet. Les consultations se poursuivent.",
};

export function silenceClosed(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Terme de la procédure d’approbation tacite\u00a0: ${seat}`,
    opening: [
      `${greets(facts)} et, se référant à ${theCall(facts)}, a l’honneur de faire savoir que la procédure d’approbation tacite relative à la fonction ci-après ${endings[need(facts.ended, "ended")]}`,
    ],
    rows: [["Fonction", seat]],
    body: ["La présente communication est à tenir confidentielle jusqu’à la publication de la décision."],
    action: { label: "Ouvrir la page de l’appel", to: "link" },
  };
}

export function amendment(facts: NoticeFacts): Words {
  const ofDate = facts.amended === "decision";
  const change = ofDate
    ? `la date avant laquelle la décision concernant ${theCall(facts)} sera prise a été modifiée`
    : `la répartition des fonctions concernant ${theCall(facts)} a été modifiée`;
  return {
    subject: `Modification de l’appel\u00a0: ${callName(facts)}`,
    opening: [`${greets(facts)} et a l’honneur de faire savoir que ${change}.`],
    rows: ofDate
      ? [
          ...(facts.deadline ? [["Décision avant le", facts.deadline.date] as const] : []),
          ...(facts.previous ? [["Date précédente", facts.previous.date] as const] : []),
        ]
      : [],
    ...(ofDate ? {} : { list: { title: "Fonctions", items: facts.items ?? [] } }),
    body: ["Les communications déjà reçues conservent leur pleine validité."],
    action: { label: "Ouvrir la page de l’appel", to: "link" },
  };
}

const lacks = {
  state: "à convenir",
  silence: "procédure d’approbation tacite en cours",
  unasked: "convenu, acceptation non encore demandée",
  unanswered: "acceptation attendue",
  unproposed: "la proposition reste à soumettre à approbation",
  approvals: "des approbations de la proposition sont attendues",
};

const missing = (facts: NoticeFacts) => ({
  title: "En suspens",
  items: (facts.missing ?? []).map(({ what, seat }) =>
    seat ? `${seat}\u00a0: ${lacks[what]}` : lacks[what],
  ),
});

/** The nearer the date, the plainer: it comes near; settle what is open; these are the last days. */
export function warning(facts: NoticeFacts): Words {
  const deadline = need(facts.deadline, "deadline");
  const left = facts.days ?? 10;
  const says = `La décision concernant ${theCall(facts)} doit être arrêtée avant le ${deadline.date}.${remaining(facts, (days) => ` Il reste ${days} ${days === 1 ? "jour" : "jours"}.`)}`;
  const subject = `décision avant le ${deadline.date}\u00a0: ${callName(facts)}`;
  const common = {
    list: missing(facts),
    action: { label: "Ouvrir la page de sélection", to: "link" as const },
  };
  if (left > 5) return { subject: `Échéance proche, ${subject}`, opening: [says], ...common };
  if (left > 2) {
    return {
      subject: `À régler, ${subject}`,
      opening: [says, "Il convient de régler ces jours-ci ce qui reste en suspens."],
      ...common,
    };
  }
  return {
    subject: `Derniers jours, ${subject}`,
    opening: [
      `${says} Ce sont les derniers jours.`,
      "Voici ce qui manque encore pour que la décision soit arrêtée.",
    ],
    body: ["La date ne peut être déplacée qu’avec un motif, qui reste avec la sélection."],
    ...common,
  };
}

export function waiting(facts: NoticeFacts): Words {
  const { awaited } = facts;
  const action = { label: "Ouvrir la page de sélection", to: "link" as const };
  if (awaited?.what === "acceptance") {
    return {
      subject: `Acceptation sans réponse\u00a0: ${callName(facts)}`,
      opening: [
        `L’acceptation ci-après, concernant ${theCall(facts)}, a été demandée il y a cinq jours, et aucune réponse n’est enregistrée.`,
      ],
      rows: [
        ["Fonction", awaited.seat],
        ["Partie", awaited.party],
      ],
      body: ["Il peut être utile d’appeler la mission, ou de redemander depuis la page de sélection."],
      action,
    };
  }
  if (awaited?.what === "silence") {
    return {
      subject: `Procédure d’approbation tacite sans effet\u00a0: ${awaited.seat}`,
      opening: [
        `La procédure d’approbation tacite sur la fonction ci-après, concernant ${theCall(facts)}, s’est achevée sans effet\u00a0: son texte n’est pas parvenu à tous les États du groupe.`,
      ],
      rows: [["Fonction", awaited.seat]],
      list: { title: "Sans le texte", items: awaited.names },
      body: [
        "Une autre peut être ouverte depuis la page de la fonction, dès que le texte pourra parvenir à tous.",
      ],
      action,
    };
  }
  if (awaited?.what === "approvals") {
    return {
      subject: `Approbations attendues\u00a0: ${callName(facts)}`,
      opening: [
        `La proposition relative à ${theCall(facts)} a été soumise à approbation il y a trois jours ouvrables, et n’est pas encore approuvée.`,
      ],
      list: { title: "Sans réponse", items: awaited.names },
      action,
    };
  }
  const deadline = need(facts.deadline, "deadline");
  return {
    subject: `Décision en suspens depuis le ${deadline.date}\u00a0: ${callName(facts)}`,
    opening: [
      `La décision concernant ${theCall(facts)} devait être arrêtée avant le ${deadline.date}, et ne l’est pas. La sélection reste ouverte.`,
    ],
    list: missing(facts),
    body: ["La date peut être déplacée avec un motif, qui reste avec la sélection."],
    action,
  };
}
