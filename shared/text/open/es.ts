/** Documents, calendar, feed and the reader's own zone, in Spanish. */
export const open = {
  documents: {
    title: "Documentos",
    intro: "La documentación de la revisión, los resultados que se esperan de ella y la logística.",
    list: "Documentación",
    nothing: "Todavía no hay documentos.",
    tentative: "por confirmar",
    follows: "El enlace se publicará aquí.",
    outcomes: "Resultados esperados",
    logistics: "Logística",
    source: "Ver el documento",
  },
  calendar: {
    title: "En su propio calendario",
    text: "Con el enlace de suscripción su calendario sigue la hoja de ruta y recoge los cambios de fecha. Si el enlace no se abre, copie la dirección en la opción «suscribirse por URL» de su programa. El archivo contiene las fechas de hoy y no se actualiza.",
    subscribe: "Suscribirse al calendario",
    download: "Descargar el archivo (.ics)",
    opens: (call: string) => `Se abre: ${call}`,
    closes: (call: string) => `Fecha de cierre: ${call}`,
    monthOnly: "Día por confirmar dentro de este mes.",
  },
  feed: {
    name: (review: string) => `Novedades: ${review}`,
    link: "Novedades por Atom",
    opened: (call: string) => `Convocatoria abierta: ${call}`,
    openedText: (until: string) => `Recibe respuestas hasta el ${until}.`,
    moved: (call: string) => `Nueva fecha: ${call}`,
    movedText: (until: string, before: string) =>
      `Recibe respuestas hasta el ${until}. La fecha anterior era el ${before}.`,
    published: (party: string, call: string) => `Contribución publicada: ${party} (${call})`,
    publishedText: (reference: string) => `Referencia ${reference}.`,
    released: (call: string) => `Decisión publicada: ${call}`,
    releasedText: "La decisión puede leerse en la página de decisiones.",
  },
  follow: {
    title: "Seguir la revisión",
    news: "Recibir las novedades por correo",
    documents: "Documentos de la revisión",
  },
  seats: "Quiénes intervienen",
  ownZone: (zone: string, when: string) => `En su zona horaria (${zone}): ${when}`,
  answer: {
    subject: "Asunto",
    interest:
      "Indique en nombre de qué Estado o institución escribe y qué puesto le interesa. Si hay condiciones, basta con decirlas. No se necesita nada más.",
    inputs:
      "Indique en nombre de qué Estado o institución escribe. El texto puede ir en el propio mensaje o en un documento adjunto (Word o PDF). No se necesita nada más.",
    note: "Mencione en la nota el nombre de la convocatoria. Puede enviarse también escaneada a la misma dirección.",
  },
};

/** The keys and shapes that every language fills. */
export type OpenText = typeof open;
