/** The library of submissions, in Spanish: what it is searched by, and what was found. */
export const library = {
  more: "Por Estado, subregión, convocatoria, pregunta o idioma",
  title: "Buscar en las contribuciones",
  party: "Estado o institución",
  subregion: "Subregión",
  kind: "Quién responde",
  call: "Convocatoria",
  question: "Pregunta contestada",
  language: "Idioma del texto",
  any: "Todo",
  words: "Palabras",
  wordsHint:
    "En las respuestas, los documentos publicados y los nombres. No importan los acentos ni las mayúsculas.",
  search: "Buscar",
  clear: "Quitar los filtros",
  found: (count: number) => (count === 1 ? "1 contribución" : `${count} contribuciones`),
  nothing: "Ninguna contribución publicada corresponde a esta búsqueda.",
  partial:
    "La búsqueda de palabras abarcó los 200 documentos más recientes. Con otro filtro se buscará en los demás.",
  page: (at: number, of: number) => `Página ${at} de ${of}`,
  pages: "Páginas de contribuciones",
  before: "Anteriores",
  after: "Siguientes",
  json: "Estas contribuciones como datos (JSON)",
  csv: "Como hoja de cálculo (CSV)",
};

/** The keys and shapes that every language fills. */
export type LibraryText = typeof library;
