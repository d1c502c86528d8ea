/** Cuts the blocks of a document into what can be a question or a piece of an answer, in reading order. */
import type { Block } from "../domain/reading.ts";
import { type Marker, markerOf } from "./markers.ts";

export interface Unit {
  text: string;
  marker: Marker | null;
  paragraph: number; // of its block
  page?: number;
  isHeading: boolean;
  level: number; // of a heading; 0 for none
  isFirst: boolean; // of its block
  cell?: { table: number; row: number; cell: number };
  role?: "head" | "answer" | "loose"; // in a table of questions: the question, what is answered, a row of neither
}

/** Comments are nobody's answer. Lines that a writer broke within a paragraph are units of their own. */
export function unitsOf(blocks: readonly Block[]): Unit[] {
  return blocks
    .filter(({ place }) => place.part !== "comment")
    .flatMap((block) => {
      const { paragraph, page, table, row, cell } = block.place;
      const lines = block.text.split("\n").filter((line) => line.trim() !== "");
      return lines.map(
        (line, at): Unit => ({
          text: line.trim(),
          marker: markerOf(line.trim(), at === 0 ? block.label : undefined),
          paragraph,
          ...(page ? { page } : {}),
          isHeading: block.kind === "heading",
          level: block.kind === "heading" ? (block.level ?? 1) : 0,
          isFirst: at === 0,
          ...(table && row && cell ? { cell: { table, row, cell } } : {}),
        }),
      );
    });
}

/** The text behind a unit's marker. */
export const bodyOf = ({ marker, text }: Unit): string => (marker ? marker.rest : text);

/** Formulas with which a letter ends; what follows one in the last lines is no answer. */
const closing =
  /^(atentamente|cordialmente|saludos|sin otro particular|hago propicia|hace propicia|(la .{0,60})?(aprovecha|reitera|saluda)\b|agradece(mos)? (la|su|desde)|yours|sincerely|kind regards|best regards|(the .{0,80})?avails itself|please accept|atenciosamente|com os melhores|(a .{0,60})?(aproveita|reitera)\b|cordialement|veuillez agréer|je vous prie|nous vous prions|(la .{0,60})?saisit cette occasion|merci de votre)/i;

/** A place or an office and a date, as below a letter. */
const months =
  "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|january|february|march|april|may|june|july|august|september|october|november|december|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre";
const dated = new RegExp(`^[^.!?]{0,80}\\b(${months})\\b[^.!?]{0,12}\\b(19|20)\\d\\d\\W*$`, "i");
const isDated = (text: string) => text.split(/\s+/).length <= 12 && dated.test(text);

/** Index of the first unit of the closing formula; the number of units when there is none. */
export function closingOf(units: readonly Unit[]): number {
  const from = Math.max(0, units.length - 12);
  const found = units.findIndex(
    (unit, at) =>
      at >= from && !unit.cell && (closing.test(unit.text) || (at > units.length - 4 && isDated(unit.text))),
  );
  return found < 0 ? units.length : found;
}

/** "Respuesta:" before an answer is not part of it. */
export function withoutLead(text: string): string {
  return text.replace(/^\W{0,2}(respuesta|answer|réponse|reponse|resposta|r)\s*[:.)–—-]+\s*/i, "");
}

export const isOnlyLead = (text: string): boolean =>
  /^\W{0,2}(respuesta|answer|réponse|reponse|resposta)s?\s*[:.)–—-]*$/i.test(text.trim());
