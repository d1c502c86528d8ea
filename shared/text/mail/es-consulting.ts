/** The mails in Spanish that a consultation and its dates cause: silence procedures, changes, and what the secretariat must not forget. */
import { type NoticeFacts, need, remaining, type Words } from "../../mail/facts.ts";
import { callName, greets, moment, theCall } from "./es-phrases.ts";

export function silence(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  const { enquiries } = facts;
  return {
    subject: `Procedimiento de silencio: ${seat}`,
    opening: [
      `${greets(facts)} y, en relación con ${theCall(facts)}, tiene el honor de someter a su consideración, por procedimiento de silencio, el texto siguiente.`,
      ...need(facts.said, "said").split(/\n{2,}/),
    ],
    rows: [
      ["Función", seat],
      ...(facts.deadline ? [["Término del procedimiento", moment(facts.deadline)] as const] : []),
    ],
    body: [
      "De no recibirse objeciones hasta ese momento, la propuesta se considerará aceptada.",
      `Una objeción puede comunicarse en la página que se indica a continuación${enquiries ? `, o a ${enquiries.name} (${enquiries.email})` : ""}. Su origen se tratará con carácter confidencial.`,
      "Se ruega mantener la confidencialidad de esta comunicación.",
    ],
    action: { label: "Abrir la página de la convocatoria", to: "link" },
  };
}

const endings = {
  agreed: "concluyó sin objeciones. La propuesta queda aceptada.",
  objected: "concluyó con objeción, por lo que la propuesta no queda aceptada. Las consultas continúan.",
  stopped: "concluyó sin efecto. Las consultas continúan.",
};

export function silenceClosed(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Conclusión del procedimiento de silencio: ${seat}`,
    opening: [
      `${greets(facts)} y, en relación con ${theCall(facts)}, tiene el honor de informar de que el procedimiento de silencio relativo a la función que se indica ${endings[need(facts.ended, "ended")]}`,
    ],
    rows: [["Función", seat]],
    body: ["Se ruega mantener la confidencialidad de esta comunicación hasta que se publique la decisión."],
    action: { label: "Abrir la página de la convocatoria", to: "link" },
  };
}

export function amendment(facts: NoticeFacts): Words {
  const ofDate = facts.amended === "decision";
  const change = ofDate
    ? `la fecha antes de la cual se adoptará la decisión relativa a ${theCall(facts)}`
    : `la distribución de las funciones de ${theCall(facts)}`;
  return {
    subject: `Modificación de la convocatoria: ${callName(facts)}`,
    opening: [`${greets(facts)} y tiene el honor de informar de que se ha modificado ${change}.`],
    rows: ofDate
      ? [
          ...(facts.deadline ? [["Decisión antes del", facts.deadline.date] as const] : []),
          ...(facts.previous ? [["Fecha anterior", facts.previous.date] as const] : []),
        ]
      : [],
    ...(ofDate ? {} : { list: { title: "Funciones", items: facts.items ?? [] } }),
    body: ["Las comunicaciones ya recibidas conservan plena validez."],
    action: { label: "Abrir la página de la convocatoria", to: "link" },
  };
}

const lacks = {
  state: "por acordar",
  silence: "en procedimiento de silencio",
  unasked: "acordado, sin consultar la aceptación",
  unanswered: "a la espera de la aceptación",
  unproposed: "la propuesta está por enviarse a aprobación",
  approvals: "faltan aprobaciones de la propuesta",
};

const missing = (facts: NoticeFacts) => ({
  title: "Pendiente",
  items: (facts.missing ?? []).map(({ what, seat }) => (seat ? `${seat}: ${lacks[what]}` : lacks[what])),
});

/** The nearer the date, the plainer: it comes near; settle what is open; these are the last days. */
export function warning(facts: NoticeFacts): Words {
  const deadline = need(facts.deadline, "deadline");
  const left = facts.days ?? 10;
  const says = `La decisión sobre ${theCall(facts)} debe constar antes del ${deadline.date}.${remaining(facts, (days) => ` ${days === 1 ? "Falta 1 día" : `Faltan ${days} días`}.`)}`;
  const subject = `decisión antes del ${deadline.date}: ${callName(facts)}`;
  const common = {
    list: missing(facts),
    action: { label: "Abrir la página de selección", to: "link" as const },
  };
  if (left > 5) return { subject: `Se acerca la ${subject}`, opening: [says], ...common };
  if (left > 2) {
    return {
      subject: `Por resolver, ${subject}`,
      opening: [says, "Se ruega resolver en estos días lo que sigue pendiente."],
      ...common,
    };
  }
  return {
    subject: `Últimos días, ${subject}`,
    opening: [`${says} Son los últimos días.`, "Esto es lo que todavía falta para que la decisión conste."],
    body: ["La fecha solo puede moverse con un motivo, que queda con la selección."],
    ...common,
  };
}

export function waiting(facts: NoticeFacts): Words {
  const { awaited } = facts;
  const action = { label: "Abrir la página de selección", to: "link" as const };
  if (awaited?.what === "acceptance") {
    return {
      subject: `Aceptación sin respuesta: ${callName(facts)}`,
      opening: [
        `Hace cinco días se consultó la aceptación que se indica, sobre ${theCall(facts)}, y no consta respuesta.`,
      ],
      rows: [
        ["Puesto", awaited.seat],
        ["Parte", awaited.party],
      ],
      body: ["Conviene comunicarse con la misión, o consultar de nuevo desde la página de selección."],
      action,
    };
  }
  if (awaited?.what === "silence") {
    return {
      subject: `Procedimiento de silencio sin efecto: ${awaited.seat}`,
      opening: [
        `El procedimiento de silencio sobre el puesto que se indica, en ${theCall(facts)}, concluyó sin efecto: su texto no llegó a todos los Estados del grupo.`,
      ],
      rows: [["Puesto", awaited.seat]],
      list: { title: "Sin el texto", items: awaited.names },
      body: ["Puede abrirse otro desde la página del puesto, una vez que el texto pueda llegar a todos."],
      action,
    };
  }
  if (awaited?.what === "approvals") {
    return {
      subject: `Aprobaciones pendientes: ${callName(facts)}`,
      opening: [
        `Hace tres días hábiles se envió a aprobación la propuesta relativa a ${theCall(facts)}, y todavía no está aprobada.`,
      ],
      list: { title: "Sin respuesta", items: awaited.names },
      action,
    };
  }
  const deadline = need(facts.deadline, "deadline");
  return {
    subject: `Decisión pendiente desde el ${deadline.date}: ${callName(facts)}`,
    opening: [
      `La decisión sobre ${theCall(facts)} debía constar antes del ${deadline.date}, y no consta. La selección sigue abierta.`,
    ],
    list: missing(facts),
    body: ["La fecha puede moverse con un motivo, que queda con la selección."],
    action,
  };
}
