/** How a selection works, for the public, in Spanish. */
export const method = {
  title: "Cómo se elige",
  rulesOfCall: "Reglas de la convocatoria",
  lead: "Cada puesto se ocupa de una de estas maneras. Nadie se ordena por mérito, nadie se sortea y ningún Estado aparece como no elegido.",
  consultation: {
    title: "Consulta",
    rules: [
      "Los Estados expresan su interés; cada subregión conversa y acuerda un Estado.",
      "Si ayuda, un texto circula por un procedimiento de silencio con día y hora de término.",
      "Se comprueba una sola cosa: un Estado de cada subregión.",
    ],
  },
  composition: {
    title: "Composición",
    rules: [
      "Un solo puesto por persona y por Estado, entre todas las convocatorias.",
      "El menor número posible de subregiones ausentes; después, la menor diferencia entre ellas.",
      "Después, el equilibrio entre mujeres y hombres. No indicar el género es normal y no cuenta en contra.",
      "Entre propuestas iguales elige la coordinación. Todo puede volver a calcularse.",
    ],
  },
  assessment: {
    title: "Evaluación",
    rules: [
      "Los criterios y lo que significa cada nota se publican con la convocatoria.",
      "Evalúan al menos dos personas sin conflicto de interés, sin ver antes las notas de las demás.",
      "Cuenta la mediana, a partir de un umbral publicado.",
    ],
  },
  always: {
    title: "Siempre",
    rules: [
      "Primero se consulta a quien se propone, y acepta o no con libertad.",
      "Aprueban dos personas de instituciones distintas.",
      "La decisión se publica a una hora fijada: puesto, Estado o persona, y fecha. Nada más.",
    ],
  },
};

/** The keys and shapes that every language fills. */
export type MethodText = typeof method;
