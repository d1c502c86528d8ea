/** The mails in Portuguese that a consultation and its dates cause: silence procedures, changes, and what the secretariat must not forget. */
import { type NoticeFacts, need, remaining, type Words } from "../../mail/facts.ts";
import { callName, greets, moment, theCall, toTheCall } from "./pt-phrases.ts";

export function silence(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  const { enquiries } = facts;
  return {
    subject: `Procedimento de silêncio: ${seat}`,
    opening: [
      `${greets(facts)} e, com referência ${toTheCall(facts)}, tem a honra de submeter à sua consideração, por procedimento de silêncio, o texto a seguir.`,
      ...need(facts.said, "said").split(/\n{2,}/),
    ],
    rows: [
      ["Função", seat],
      ...(facts.deadline ? [["Término do procedimento", moment(facts.deadline)] as const] : []),
    ],
    body: [
      "Caso não se recebam objeções até esse momento, a proposta será considerada aceita.",
      `Uma objeção pode ser comunicada na página indicada a seguir${enquiries ? `, ou a ${enquiries.name} (${enquiries.email})` : ""}. A sua origem será tratada de forma confidencial.`,
      "Pede-se a gentileza de manter a confidencialidade desta comunicação.",
    ],
    action: { label: "Abrir a página da convocatória", to: "link" },
  };
}

const endings = {
  agreed: "foi concluído sem objeções. A proposta fica aceita.",
  objected: "foi concluído com objeção, razão pela qual a proposta não fica aceita. As consultas prosseguem.",
  stopped: "foi concluído sem efeito. As consultas prosseguem.",
};

export function silenceClosed(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Conclusão do procedimento de silêncio: ${seat}`,
    opening: [
      `${greets(facts)} e, com referência ${toTheCall(facts)}, tem a honra de informar que o procedimento de silêncio relativo à função indicada a seguir ${endings[need(facts.ended, "ended")]}`,
    ],
    rows: [["Função", seat]],
    body: [
      "Pede-se a gentileza de manter a confidencialidade desta comunicação até a publicação da decisão.",
    ],
    action: { label: "Abrir a página da convocatória", to: "link" },
  };
}

export function amendment(facts: NoticeFacts): Words {
  const ofDate = facts.amended === "decision";
  const change = ofDate
    ? `a data antes da qual será adotada a decisão relativa ${toTheCall(facts)}`
    : `a distribuição das funções d${theCall(facts)}`;
  return {
    subject: `Alteração da convocatória: ${callName(facts)}`,
    opening: [`${greets(facts)} e tem a honra de informar que foi alterada ${change}.`],
    rows: ofDate
      ? [
          ...(facts.deadline ? [["Decisão antes de", facts.deadline.date] as const] : []),
          ...(facts.previous ? [["Data anterior", facts.previous.date] as const] : []),
        ]
      : [],
    ...(ofDate ? {} : { list: { title: "Funções", items: facts.items ?? [] } }),
    body: ["As comunicações já recebidas conservam plena validade."],
    action: { label: "Abrir a página da convocatória", to: "link" },
  };
}

const lacks = {
  state: "por acordar",
  silence: "em procedimento de silêncio",
  unasked: "acordado, sem consulta sobre a aceitação",
  unanswered: "à espera da aceitação",
  unproposed: "a proposta ainda será enviada para aprovação",
  approvals: "faltam aprovações da proposta",
};

const missing = (facts: NoticeFacts) => ({
  title: "Pendente",
  items: (facts.missing ?? []).map(({ what, seat }) => (seat ? `${seat}: ${lacks[what]}` : lacks[what])),
});

/** The nearer the date, the plainer: it comes near; settle what is open; these are the last days. */
export function warning(facts: NoticeFacts): Words {
  const deadline = need(facts.deadline, "deadline");
  const left = facts.days ?? 10;
  const says = `A decisão sobre ${theCall(facts)} deve constar antes de ${deadline.date}.${remaining(facts, (days) => ` ${days === 1 ? "Falta 1 dia" : `Faltam ${days} dias`}.`)}`;
  const subject = `decisão antes de ${deadline.date}: ${callName(facts)}`;
  const common = {
    list: missing(facts),
    action: { label: "Abrir a página de seleção", to: "link" as const },
  };
  if (left > 5) return { subject: `Aproxima-se a ${subject}`, opening: [says], ...common };
  if (left > 2) {
    return {
      subject: `Por resolver, ${subject}`,
      opening: [says, "Pede-se resolver nestes dias o que continua pendente."],
      ...common,
    };
  }
  return {
    subject: `Últimos dias, ${subject}`,
    opening: [`${says} São os últimos dias.`, "Isto é o que ainda falta para que a decisão conste."],
    body: ["A data só pode ser alterada com um motivo, que fica com a seleção."],
    ...common,
  };
}

export function waiting(facts: NoticeFacts): Words {
  const { awaited } = facts;
  const action = { label: "Abrir a página de seleção", to: "link" as const };
  if (awaited?.what === "acceptance") {
    return {
      subject: `Aceitação sem resposta: ${callName(facts)}`,
      opening: [
        `Há cinco dias consultou-se a aceitação indicada a seguir, relativa ${toTheCall(facts)}, e não consta resposta.`,
      ],
      rows: [
        ["Função", awaited.seat],
        ["Parte", awaited.party],
      ],
      body: ["Convém entrar em contato com a missão, ou consultar novamente pela página de seleção."],
      action,
    };
  }
  if (awaited?.what === "silence") {
    return {
      subject: `Procedimento de silêncio sem efeito: ${awaited.seat}`,
      opening: [
        `O procedimento de silêncio sobre a função indicada a seguir, relativo ${toTheCall(facts)}, foi concluído sem efeito: o texto não chegou a todos os Estados do grupo.`,
      ],
      rows: [["Função", awaited.seat]],
      list: { title: "Sem o texto", items: awaited.names },
      body: ["Pode-se abrir outro na página da função, quando o texto puder chegar a todos."],
      action,
    };
  }
  if (awaited?.what === "approvals") {
    return {
      subject: `Aprovações pendentes: ${callName(facts)}`,
      opening: [
        `Há três dias úteis enviou-se para aprovação a proposta relativa ${toTheCall(facts)}, que ainda não está aprovada.`,
      ],
      list: { title: "Sem resposta", items: awaited.names },
      action,
    };
  }
  const deadline = need(facts.deadline, "deadline");
  return {
    subject: `Decisão pendente desde ${deadline.date}: ${callName(facts)}`,
    opening: [
      `A decisão sobre ${theCall(facts)} devia constar antes de ${deadline.date}, e não consta. A seleção continua aberta.`,
    ],
    list: missing(facts),
    body: ["A data pode ser alterada com um motivo, que fica com a seleção."],
    action,
  };
}
