/** What is said where a consultation is run, in Spanish. */
export const consulting = {
  seats: "Puestos",
  open: (seat: string) => `Abrir: ${seat}`,
  back: "Volver a la selección",
  agreedBy: {
    noted: "anotado por la Secretaría",
    silence: "por procedimiento de silencio",
    conveyed: (by: string) => `comunicado por ${by}`,
  },
  missing: "Qué falta",
  nothing: "Nada.",
  lacks: {
    state: "acordar un Estado",
    silence: "que termine el procedimiento de silencio",
    unasked: "consultar la aceptación",
    unanswered: "la respuesta del Estado consultado",
    unproposed: "enviar la propuesta a aprobación",
    approvals: "las aprobaciones",
  },
  rule: (name: string) => `Regla: ${name}`,
  kept: (date: string) =>
    `Solo las ve la coordinación. Se conservan hasta el ${date} y pueden borrarse antes; la bitácora guarda únicamente que hubo una consulta.`,
  silence: {
    title: "Procedimiento de silencio",
    text: "Un texto va a los Estados del grupo y queda aceptado a su hora, salvo que alguno objete. Quién objetó queda entre ese Estado y la coordinación.",
    state: "Estado que se propone",
    prepare: "Preparar el texto",
    textIn: {
      es: "Texto en español",
      en: "Texto en inglés",
      pt: "Texto en portugués",
      fr: "Texto en francés",
    },
    until: "Termina",
    untilHint:
      "En un día hábil, con al menos dos días hábiles completos de por medio, y antes de la fecha de la decisión.",
    recipients: (n: number, names: string) => `Lo reciben ${n} Estados: ${names}.`,
    unreached: (names: string) =>
      `Sin contacto oficial al que escribir: ${names}. Hágales llegar el texto por nota verbal o por teléfono y regístrelo aquí una vez abierto.`,
    conveying: {
      missing: "Todavía sin el texto",
      text: "Si al terminar falta alguno, el procedimiento queda sin efecto.",
      to: "Estado que ya lo tiene",
      record: "Registrar que lo recibió por nota o por teléfono",
      done: "Por nota o por teléfono",
      at: "Sin el texto",
    },
    open: "Abrir el procedimiento",
    running: "En curso. Termina",
    proposed: "Estado propuesto",
    objections: "Objeciones",
    noObjections: "Ninguna hasta ahora.",
    record: "Registrar una objeción",
    objecting: "Estado que objeta",
    stop: "Detener el procedimiento",
    stopText:
      "Lo que no haya salido ya no sale; quienes recibieron el texto reciben aviso de que concluyó sin efecto.",
    past: "Procedimientos anteriores",
    outcomes: { agreed: "sin objeciones", objected: "con objeción", stopped: "sin efecto" },
  },
  planB: {
    title: "Plan B",
    text: "No hay ofrecimiento ni Estado acordado. Tres caminos preparados; ninguno se toma sin usted.",
    extend: (date: string) => `Prolongar la convocatoria hasta el ${date}, sin mover la fecha de la decisión`,
    sound: "Consultar a un Estado",
    soundText: "Cualquiera del grupo, por orden alfabético.",
    formula: (name: string) => `Otra fórmula: ${name}`,
  },
  formula: {
    title: (call: string) => `Fórmula: ${call}`,
    link: "Cambiar la fórmula",
    text: "Los puestos y los Estados acordados se conservan y cambian de nombre. El Estado cuya función cambia tiene que aceptar de nuevo.",
    formula: "Fórmula",
    first: "La de la convocatoria",
    now: "vigente",
    leads: "Quién preside",
    preview: "Ver qué cambiaría",
    previewTitle: "Qué cambia con otra fórmula",
    nothing: "Ningún puesto cambia de nombre.",
    again: "Aceptación",
    asksAgain: "se consulta de nuevo",
    same: "sin cambio",
    tell: (n: number) =>
      `Preparar un aviso a las partes invitadas (${n === 1 ? "1 correo" : `${n} correos`}).`,
    save: "Cambiar la fórmula",
  },
  reason: "Motivo del cambio de la fecha de la decisión",
  reasonHint: "Solo si cambia esa fecha. Queda con la selección; la bitácora guarda solo las fechas.",
  tellDecision: "Preparar un aviso de la nueva fecha de la decisión para las partes invitadas.",
};

/** The keys and shapes that every language fills. */
export type ConsultingText = typeof consulting;
