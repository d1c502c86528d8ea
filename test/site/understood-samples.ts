/** Files as read, for the pages: one with answers of every certainty, one locked, one not read yet. */
import type { Understood } from "../../shared/desk/understood.ts";
import type { Call } from "../../shared/domain/call.ts";

const file = (name: string) => ({
  key: `files/sample/${name}`,
  name,
  type: "application/pdf",
  size: 1000,
  sha256: "",
  flags: [],
});

export function understoodSamples({ questions }: Pick<Call, "questions">): Understood[] {
  const [first, second] = questions;
  const at = "2024-11-06T12:00:00.000Z";
  const done = { state: "done", attempts: 2, at, language: null, words: 0 } as const;
  return [
    {
      file: file("respuestas.pdf"),
      reading: {
        ...done,
        key: "files/sample/respuestas.pdf",
        type: "pdf",
        status: "read",
        language: "es",
        words: 812,
        flags: ["pdf-javascript", "comments"],
      },
      split: {
        answers: [
          {
            question: first?.id ?? "",
            text: "Faltan fondos <y> datos.",
            from: 3,
            to: 5,
            page: 1,
            sure: "sure",
            why: "question-repeated",
          },
          {
            question: second?.id ?? "",
            text: "El sur.",
            from: 7,
            to: 7,
            table: 1,
            sure: "unsure",
            why: "number-against-words",
          },
        ],
        rest: [{ text: "La Misión saluda.", from: 1, to: 2, page: 1 }],
      },
    },
    {
      file: file("anexo.docx"),
      reading: {
        ...done,
        key: "files/sample/anexo.docx",
        type: "encrypted-office",
        status: "refused",
        flags: ["encrypted"],
      },
      split: null,
    },
    { file: file("nuevo.odt"), reading: null, split: null },
  ];
}
