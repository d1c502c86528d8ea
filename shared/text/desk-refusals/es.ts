/** Why an act on contacts, people, longer times or lists is refused, in Spanish. */
export const refusals = {
  "not-later": "El plazo de una parte tiene que ser posterior al cierre de la convocatoria.",
  "contact-exists": "La parte ya tiene un contacto con esa dirección.",
  "unknown-person": "Esa persona no figura en la lista.",
  "person-exists": "Ya hay una persona con esa dirección. Cambie sus funciones en la lista.",
  "own-roles": "Sus propias funciones y oficina las cambia otra persona de la coordinación.",
  "last-coordinator": "Es la última persona que coordina. Dé antes esa función a otra.",
  "still-approver": "Todavía aprueba una convocatoria abierta. Nombre antes a otra persona.",
  "still-assessor": "Todavía evalúa una convocatoria abierta. Retírela antes de ella.",
  "one-office": "Quienes aprueban una convocatoria quedarían en una sola oficina.",
  "approval-given":
    "Una persona ya aprobó esta propuesta: quiénes aprueban no cambia hasta que se decida o se devuelva.",
  "unknown-approver": "Elija solo personas que tengan la función de aprobar.",
  "list-old-format":
    "Es un libro antiguo (.xls) o con contraseña. Guárdelo como .xlsx sin contraseña, o como CSV.",
  "list-unreadable": "No se puede abrir el archivo sin riesgo. Guárdelo de nuevo como .xlsx o CSV.",
  "list-too-long": "La lista tiene más de 5.000 filas. Divídala.",
  "list-without-columns":
    "La primera fila tiene que llevar los títulos, entre ellos «Parte» y «Correo electrónico». Use la plantilla.",
  "list-column-twice": "Un título aparece dos veces en la primera fila. Deje uno solo.",
  "list-empty": "El archivo no tiene filas debajo de los títulos.",
  "list-changed-meanwhile": "Algún contacto cambió entretanto. Abajo está lo que la lista cambiaría ahora.",
  "list-too-large": "El archivo supera los 900 kB. Divídalo.",
};

/** The keys that every language fills. */
export type DeskRefusalText = typeof refusals;
