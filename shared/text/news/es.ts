/** Sign-up to the news and its end, in Spanish. */
export const news = {
  title: "Novedades por correo",
  intro:
    "Un mensaje cuando se abre una convocatoria, cuando cambia su fecha y cuando se publica una decisión.",
  email: "Correo electrónico",
  emailHint: "Se usa solo para este envío y se borra al terminar la suscripción.",
  language: "Idioma de los mensajes",
  topic: "Qué desea recibir",
  topics: { all: "Todas las novedades", calls: "Solo las convocatorias y sus fechas" },
  ask: "Suscribirse",
  asked:
    "Gracias. Si la dirección es correcta, llegará un mensaje con un enlace para confirmar la suscripción. El enlace es válido durante siete días.",
  confirmTitle: "Confirmar la suscripción",
  confirmText: "¿Desea recibir las novedades de esta revisión por correo?",
  confirm: "Confirmar",
  confirmed: "La suscripción queda confirmada. Cada mensaje lleva un enlace para terminarla.",
  expired: "Este enlace ya no confirma nada",
  expiredText:
    "Ya se usó, pasaron más de siete días o no se copió completo. Puede solicitar la suscripción de nuevo.",
  again: "Solicitar la suscripción",
  leaveTitle: "Terminar la suscripción",
  leaveText: "Con este botón se borra su dirección y no se le envía ninguna otra novedad.",
  leave: "Terminar la suscripción",
  left: "La suscripción ha terminado y la dirección se ha borrado.",
  refused: {
    "not-an-address": "Escriba una dirección de correo completa, como nombre@ejemplo.org.",
    "too-many-sign-ups": "Hoy no se pueden recibir más solicitudes. Vuelva a intentarlo mañana.",
    "no-wish": "Elija un idioma y qué desea recibir.",
  },
};

/** The keys and shapes that every language fills. */
export type NewsText = typeof news;
