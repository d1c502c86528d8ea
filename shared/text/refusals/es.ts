/** Why an act of a selection is refused, in words that say what to do, in Spanish. */
import { refusals as ofDesk } from "../desk-refusals/es.ts";

export const refusals = {
  ...ofDesk,
  "not-interest": "Esta convocatoria es de insumos, no de puestos.",
  "not-composed": "Los puestos de esta convocatoria no se componen: se acuerdan por consulta.",
  "not-offered": "Esa persona no fue ofrecida para ese puesto.",
  "no-person": "Este puesto es de una persona: indique quién.",
  "unknown-candidate": "Ese ofrecimiento ya no figura entre los recibidos.",
  ineligible: "Se hizo constar que ese ofrecimiento no cumple una regla. Retire antes la constancia.",
  "not-confirmed": "El contacto oficial aún no ha confirmado ese ofrecimiento.",
  "reason-missing": "Escriba el motivo: queda con la selección, para quien aprueba.",
  "quiet-day": "Ese día es inhábil o de pausa. Elija un día hábil.",
  "too-soon": "Es muy pronto: deje al menos dos días hábiles completos.",
  "silence-open": "Ya corre un procedimiento de silencio para este puesto.",
  "seat-taken": "Este puesto ya tiene un Estado acordado. Déjelo antes sin Estado.",
  "mail-sample": "El correo solo va al equipo: ningún Estado recibiría el texto.",
  "scan-used": "Ese documento firmado ya sirvió para otra aprobación. Adjunte el de esta.",
  "verdict-missing": "Elija si se aprueba o se devuelve.",
  "one-hand": "Ya aprobó usted, o registró la otra aprobación: esta debe registrarla otra persona.",
  "silence-over": "Ese procedimiento de silencio ya terminó.",
  "not-recipient": "Ese Estado no participa en este procedimiento.",
  "text-missing": "Escriba el texto en los cuatro idiomas.",
  "unknown-formula": "Elija una fórmula de la lista.",
  "same-formula": "Esa es la fórmula vigente.",
  "sign-in-again": "Para aprobar, vuelva a iniciar sesión: han pasado más de quince minutos.",
  "not-assessor": "No figura entre quienes evalúan esta convocatoria.",
  conflict: "Hay un conflicto de interés: otra persona evalúa a esta candidatura.",
  "mark-missing": "Dé una nota a cada criterio.",
  "too-few-assessments": "Faltan evaluaciones: se necesitan al menos dos, sin conflicto.",
  "marks-seen": "Ya pueden verse las notas de otra oficina: las suyas no se dan ni se cambian.",
  "already-proposed": "Ya se envió a quienes aprueban: mientras decidan no se cambia.",
  "below-threshold": "La mediana no alcanza el umbral publicado.",
};

/** The keys that every language fills. */
export type RefusalText = typeof refusals;
