/** What is said about offers: representatives of States, and persons for seats, in Spanish. */
export const offers = {
  name: "Nombre y apellidos",
  title: "Título o tratamiento",
  level: "Cargo o nivel",
  salutation: "Cómo dirigirse a la persona",
  persons: "Personas propuestas",
  personsText: "En el orden que prefieran. Basta el nombre; lo demás puede completarse más tarde.",
  person: (n: number) => `Persona ${n}`,
  office: "Institución o cargo",
  languages: "Idiomas",
  biography: "Reseña breve",
  curriculum: "El currículum puede adjuntarse arriba como archivo.",
  isAvailable: "Disponible todos los días de la reunión",
  gender: "Género, si desea indicarlo",
  genders: { none: "Sin indicar", f: "Mujer", m: "Hombre", x: "Otro" },
  country: "País de la persona",
  role: "Para",
  anyRole: "cualquiera de los puestos marcados",
  another: "Añadir otra persona",
};

/** The keys and shapes that every language fills. */
export type OfferText = typeof offers;
