/** The mails to subscribers in Spanish. */
import { type NoticeFacts, need, type Words } from "../../mail/facts.ts";
import { callName, moment, theCall } from "./es-phrases.ts";

export function subscription(facts: NoticeFacts): Words {
  return {
    subject: `Confirme su suscripción: ${facts.review}`,
    opening: [
      `Se recibió una solicitud para enviar a esta dirección las novedades${facts.wish === "calls" ? " sobre las convocatorias" : ""} (${facts.review}).`,
      "Si desea recibirlas, confírmelo en la página siguiente. El enlace es válido durante siete días.",
    ],
    action: { label: "Confirmar la suscripción", to: "confirmLink" },
    ending: [
      "Si no hizo esta solicitud, no necesita hacer nada: sin confirmación no se enviará ningún otro mensaje y la dirección se borrará.",
    ],
  };
}

export function news(facts: NoticeFacts): Words {
  const { deadline, previous } = facts;
  const leaving = { label: "Para dejar de recibir estas novedades", to: "confirmLink" } as const;
  switch (need(facts.news, "news")) {
    case "opened":
      return {
        subject: `Convocatoria abierta: ${callName(facts)}`,
        opening: [`Se ha abierto ${theCall(facts)}.`, need(facts.call, "call").summary],
        rows: deadline ? [["Recibe respuestas hasta", moment(deadline)]] : [],
        action: { label: "Ver la convocatoria", to: "link" },
        leaving,
      };
    case "moved":
      return {
        subject: `Nueva fecha: ${callName(facts)}`,
        opening: [`Se ha modificado la fecha hasta la cual recibe respuestas ${theCall(facts)}.`],
        rows: [
          ...(deadline ? [["Nueva fecha", moment(deadline)] as const] : []),
          ...(previous ? [["Fecha anterior", moment(previous)] as const] : []),
        ],
        action: { label: "Ver la convocatoria", to: "link" },
        leaving,
      };
    case "released":
      return {
        subject: `Decisión publicada: ${callName(facts)}`,
        opening: [`Se ha publicado la decisión relativa a ${theCall(facts)}.`],
        action: { label: "Leer la decisión", to: "link" },
        leaving,
      };
  }
}
