/** The mails in Spanish: formal correspondence of an intergovernmental secretariat, in the third person. */
import { type MailTexts, type NoticeFacts, need, remaining, sizeIn, type Words } from "../../mail/facts.ts";
import { receiptWords } from "../../mail/receipt.ts";
import { receipt as receiptTexts } from "../receipts/es.ts";
import { salutation } from "../salutations.ts";
import { clarification } from "./clarification.ts";
import { amendment, silence, silenceClosed, waiting, warning } from "./es-consulting.ts";
import { news, subscription } from "./es-news.ts";
import { answer, callName, greets, isInterest, moment, ofParty, theCall } from "./es-phrases.ts";

const received = (facts: NoticeFacts) =>
  facts.received ? [["Recepción", moment(facts.received)] as const] : [];

const files = (facts: NoticeFacts) =>
  facts.files && facts.files.length > 0
    ? {
        list: { title: "Documentos recibidos", items: facts.files.map((f) => `${f.name} (${size(f.size)})`) },
      }
    : {};

const size = (bytes: number) => sizeIn(bytes, ["bytes", "KB", "MB"], ",");

const howToAnswer =
  "Para responder basta con contestar a este mensaje, con o sin documentos adjuntos. También es posible hacerlo en la página que se indica a continuación, sin crear una cuenta.";

function invitation(facts: NoticeFacts): Words {
  const interest = isInterest(facts);
  return {
    subject: `Convocatoria: ${callName(facts)}`,
    opening: [
      `${greets(facts)} y tiene el honor de extender una invitación a participar en ${theCall(facts)}.`,
      need(facts.call, "call").summary,
    ],
    list: { title: interest ? "Puestos" : "Preguntas orientadoras", items: facts.items ?? [] },
    body: [
      ...(interest ? [] : ["Las preguntas son orientativas y no constituyen un formulario."]),
      ...(facts.deadline
        ? [
            `Las ${interest ? "manifestaciones de interés" : "contribuciones"} se recibirán hasta el ${moment(facts.deadline)}.`,
          ]
        : []),
      howToAnswer,
    ],
    action: { label: "Abrir la página de la convocatoria", to: "link" },
  };
}

const receipt = (facts: NoticeFacts): Words => receiptWords(facts, receiptTexts);

function confirm(facts: NoticeFacts): Words {
  if (facts.proposed) return confirmContact(facts, facts.proposed);
  const reference = need(facts.reference, "reference");
  if (facts.withdrawal) return confirmWithdrawal(facts, reference);
  return {
    subject: `Solicitud de confirmación ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} y tiene el honor de informar de que se ha recibido, en nombre ${ofParty(facts)}, la ${answer(facts)} que se detalla a continuación, sobre ${theCall(facts)}.`,
    ],
    rows: [["Referencia", reference], ...received(facts), ["Remitente", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: [
      "Se agradecerá que se tenga a bien confirmarla en la página siguiente. Hasta entonces permanecerá registrada, sin surtir efecto y sin publicarse.",
    ],
    action: { label: `Confirmar la ${answer(facts)}`, to: "confirmLink" },
    ending: ["Si no correspondiera confirmarla, basta con responder a este mensaje."],
  };
}

const posts = {
  santiago: "Misión en Santiago",
  geneva: "Misión en Ginebra",
  "new-york": "Misión en Nueva York",
  capital: "Capital",
  other: "Otra",
};

function confirmContact(
  facts: NoticeFacts,
  { email, name, post }: NonNullable<NoticeFacts["proposed"]>,
): Words {
  return {
    subject: "Solicitud de confirmación: nuevo contacto",
    opening: [
      `${greets(facts)} y tiene el honor de informar de que, desde la página ${ofParty(facts)}, se ha indicado un nuevo contacto para la correspondencia oficial relativa a la Revisión Regional.`,
    ],
    rows: [...(name ? [["Persona", name] as const] : []), ["Dirección", email], ["Sede", posts[post]]],
    body: [
      `Se agradecerá que se tenga a bien confirmarlo en la página siguiente${facts.deadline ? `, hasta el ${moment(facts.deadline)}` : ""}. Hasta entonces no se le escribirá.`,
    ],
    action: { label: "Confirmar el contacto", to: "confirmLink" },
    ending: ["Si no correspondiera confirmarlo, no es necesario hacer nada."],
  };
}

function confirmWithdrawal(facts: NoticeFacts, reference: string): Words {
  return {
    subject: `Solicitud de confirmación ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} y tiene el honor de informar de que se ha recibido, en nombre ${ofParty(facts)}, una solicitud de retiro de la ${answer(facts)} que se indica a continuación, sobre ${theCall(facts)}.`,
    ],
    rows: [["Referencia", reference], ...received(facts)],
    body: [
      "Se agradecerá que se tenga a bien confirmar el retiro en la página siguiente. Hasta entonces la comunicación sigue surtiendo efecto.",
    ],
    action: { label: "Confirmar el retiro", to: "confirmLink" },
    ending: ["Si no correspondiera confirmarlo, no es necesario hacer nada."],
  };
}

function reminder(facts: NoticeFacts): Words {
  const { deadline } = facts;
  return {
    subject: `${callName(facts)}: convocatoria abierta${deadline ? ` hasta el ${deadline.date}` : ""}`,
    opening: [
      `${greets(facts)} y se permite recordar que ${theCall(facts)} permanece abierta${deadline ? ` hasta el ${moment(deadline)}` : ""}.`,
      "Si la respuesta ya ha sido enviada, se ruega no tener en cuenta este mensaje.",
    ],
    body: [howToAnswer],
    action: { label: "Abrir la página de la convocatoria", to: "link" },
    ending: ["En la misma página puede indicarse que no se desean más recordatorios."],
  };
}

function extension(facts: NoticeFacts): Words {
  return {
    subject: `Nueva fecha: ${callName(facts)}`,
    opening: [
      facts.alone
        ? `${greets(facts)} y tiene el honor de informar de que la respuesta sobre ${theCall(facts)} puede presentarse o completarse hasta la fecha que se indica a continuación.`
        : `${greets(facts)} y tiene el honor de informar de que se ha modificado la fecha hasta la cual permanece abierta ${theCall(facts)}.`,
    ],
    rows: [
      ...(facts.deadline ? [["Nueva fecha", moment(facts.deadline)] as const] : []),
      ...(facts.previous ? [["Fecha anterior", moment(facts.previous)] as const] : []),
    ],
    body: ["Las comunicaciones ya recibidas conservan plena validez."],
    action: { label: "Abrir la página de la convocatoria", to: "link" },
  };
}

function alternate(facts: NoticeFacts): Words {
  const reference = need(facts.reference, "reference");
  return {
    subject: `${isInterest(facts) ? "Manifestación de interés recibida" : "Contribución recibida"} ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} y tiene el honor de informar de que se ha recibido y registrado la ${answer(facts)} que se detalla a continuación, sobre ${theCall(facts)}.`,
    ],
    rows: [["Referencia", reference], ...received(facts), ["Remitente", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: ["Si fuera necesario rectificarla o completarla, basta con responder a este mensaje."],
    action: { label: `Ver la ${answer(facts)}`, to: "link" },
  };
}

function holding(facts: NoticeFacts): Words {
  return {
    subject: `Mensaje recibido: ${facts.review}`,
    opening: [
      `${facts.voice.name} agradece su mensaje, que se ha recibido y ha sido transmitido a la secretaría para su atención.`,
    ],
    rows: facts.topic ? [["Asunto", facts.topic]] : [],
  };
}

/** Who holds which role: the party, and the person whom it presents; a letter tells of all. */
const holder = (facts: NoticeFacts) => {
  const { name, plain } = need(facts.party, "party");
  const held = facts.held ?? [{ seat: need(facts.seat, "seat"), person: facts.person }];
  return [
    [plain ? "Organización" : "Estado", name] as const,
    ...held.flatMap(({ seat, person }) => [
      ...(person ? [["Persona", person] as const] : []),
      ["Función", seat] as const,
    ]),
  ];
};

function acceptance(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Invitación: ${seat}`,
    opening: [
      `${greets(facts)} y, en relación con ${theCall(facts)}, tiene el honor de extender una invitación a asumir la función siguiente.`,
    ],
    rows: holder(facts),
    body: [
      `Se agradecerá que se tenga a bien comunicar su aceptación${facts.deadline ? `, de ser posible hasta el ${moment(facts.deadline)}` : ""}.${facts.person ? "" : " La persona que ejerza la función podrá designarse más adelante."}`,
      "Se ruega mantener la confidencialidad de esta comunicación hasta que se publique la decisión.",
    ],
    action: { label: "Responder a la invitación", to: "link" },
  };
}

function letter(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Decisión: ${seat}`,
    opening: [
      `${greets(facts)} y tiene el honor de comunicar la decisión adoptada en relación con ${theCall(facts)}.`,
    ],
    rows: holder(facts),
    body: [
      `${facts.voice.short} expresa su sincero agradecimiento por su disposición y por el apoyo brindado a la Revisión Regional.`,
      ...(facts.release
        ? [
            `La decisión se publicará el ${moment(facts.release)}. Hasta entonces se ruega mantener su confidencialidad.`,
          ]
        : []),
    ],
    action: { label: "Ver la página de la convocatoria", to: "link" },
  };
}

function announcement(facts: NoticeFacts): Words {
  return {
    subject: `Decisión publicada: ${callName(facts)}`,
    opening: [
      `${greets(facts)} y tiene el honor de informar de la decisión adoptada en relación con ${theCall(facts)}.`,
    ],
    list: { title: "Decisión", items: facts.items ?? [] },
    body: [`${facts.voice.short} agradece a todas las partes su participación.`],
    action: { label: "Ver la decisión", to: "link" },
  };
}

function approval(facts: NoticeFacts): Words {
  return {
    subject: `Para su aprobación: ${callName(facts)}`,
    opening: [`Se somete a su aprobación la propuesta relativa a ${theCall(facts)}.`],
    list: { title: "Propuesta", items: facts.items ?? [] },
    body: facts.deadline ? [`La decisión debe constar antes del ${facts.deadline.date}.`] : [],
    action: { label: "Examinar la propuesta", to: "link" },
  };
}

function activity(facts: NoticeFacts): Words {
  const { name, when, place } = need(facts.activity, "activity");
  return {
    subject: `Hoja de ruta: ${name}`,
    opening: [
      `Se acerca una actividad de la hoja de ruta (${facts.review})${remaining(facts, (left) => `: ${left === 1 ? "falta 1 día" : `faltan ${left} días`}`)}.`,
    ],
    rows: [
      ["Actividad", name],
      ["Fecha", when],
      ["Lugar", place],
    ],
    action: { label: "Ver la hoja de ruta", to: "link" },
  };
}

export const es: MailTexts = {
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
      ? `${facts.voice.short} aprovecha la oportunidad para reiterar las seguridades de su más alta consideración.`
      : "Atentamente,",
  size,
};
