/** The receipt in Spanish. */
import { sizeIn } from "../../mail/facts.ts";
import type { ReceiptTexts } from "../../mail/receipt.ts";
import { answer, callName, isInterest, moment, ofParty } from "../mail/es-phrases.ts";

const ways = {
  phone: "por teléfono",
  paper: "documento en papel",
  corridor: "de viva voz",
  "other-mailbox": "correo electrónico recibido en otra dirección",
};

export const receipt: ReceiptTexts = {
  subject: (reference, facts) => `Acuse de recibo ${reference}: ${callName(facts)}`,
  repeated:
    "Es posible que este acuse de recibo ya haya sido enviado. En tal caso, se ruega no tener en cuenta este segundo envío.",
  acknowledges: (facts) =>
    `${facts.voice.name} acusa recibo de la ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "relativa a" : "a"} la convocatoria «${callName(facts)}», por la que expresa su agradecimiento.`,
  withdrawn: (facts) =>
    `${facts.voice.name} toma nota del retiro de la ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "relativa a" : "a"} la convocatoria «${callName(facts)}».`,
  labels: {
    reference: "Referencia",
    received: "Recepción",
    way: "Forma de recepción",
    seats: "Función",
    conditions: "Condiciones",
    contents: "Contenido recibido",
  },
  moment,
  way: (way) => {
    if (way.kind !== "note-verbale") return ways[way.kind];
    return `nota verbal${way.number ? ` n.º ${way.number}` : ""}${way.date ? `, de fecha ${way.date}` : ""}`;
  },
  wordsOf: { mail: "Texto del mensaje", answers: "Respuestas escritas en la página" },
  file: ({ name, size }) => `${name} (${sizeIn(size, ["bytes", "KB", "MB"], ",")})`,
  unopened: (names) => `No fue posible abrir ${names}. Se agradecerá el envío de otra copia.`,
  change: (until, facts) => {
    const how =
      "basta con responder a este mensaje, con o sin documentos adjuntos, o abrir la página siguiente. Prevalecerá la versión más reciente.";
    return until
      ? `La ${answer(facts)} puede completarse, corregirse o sustituirse hasta el ${until}. Para ello, ${how}`
      : `Para completar, corregir o sustituir la ${answer(facts)}, ${how}`;
  },
  formalise:
    "Podrá formalizarse, cuando se estime oportuno, mediante una respuesta a este mensaje o una nota verbal.",
  afterWithdrawal:
    "Lo recibido con anterioridad permanece registrado, sin surtir efecto. En cualquier momento puede enviarse una nueva comunicación respondiendo a este mensaje o en la página siguiente.",
  enquiries: ({ name, email, phone }) =>
    `Para cualquier consulta, ${name} está a su disposición en ${email}${phone ? ` y en el teléfono ${phone}` : ""}.`,
  view: (facts) => `Ver la ${answer(facts)}`,
  open: "Abrir la página de la convocatoria",
};
