/** The library of submissions, in English: what it is searched by, and what was found. */
import type { LibraryText } from "./es.ts";

export const library: LibraryText = {
  more: "By State, subregion, call, question or language",
  title: "Search the submissions",
  party: "State or institution",
  subregion: "Subregion",
  kind: "Who answers",
  call: "Call",
  question: "Question answered",
  language: "Language of the text",
  any: "All",
  words: "Words",
  wordsHint:
    "In the answers, the published documents and the names. Accents and capitals make no difference.",
  search: "Search",
  clear: "Clear the filters",
  found: (count) => (count === 1 ? "1 submission" : `${count} submissions`),
  nothing: "No published submission matches this search.",
  partial:
    "The words were searched in the 200 latest documents. With a further filter the others are searched too.",
  page: (at, of) => `Page ${at} of ${of}`,
  pages: "Pages of submissions",
  before: "Previous",
  after: "Next",
  json: "These submissions as data (JSON)",
  csv: "As a spreadsheet (CSV)",
};
