/** The texts of a mail: what its parts say, as plain text and as HTML. */
import { charsetOfHtml, decodeText } from "./charsets.ts";
import { escapeHtml } from "./html.ts";
import { decodeBody, type Part } from "./parts.ts";
import { textOfHtml, unflow, withLineFeeds } from "./text.ts";

/** One text of the mail, as plain text, as HTML, or as both. */
export type Body = { plain?: string; html?: string; guessed: boolean };

export const isHtmlOnly = ({ plain, html }: Body) => html !== undefined && (plain ?? "").trim() === "";

function textOf(body: Body): string {
  return isHtmlOnly(body) ? textOfHtml(body.html ?? "") : (body.plain ?? "").trim();
}

export function textOfBodies(bodies: readonly Body[]): string {
  return bodies
    .map(textOf)
    .filter((one) => one !== "")
    .join("\n\n")
    .toWellFormed();
}

/** All texts as HTML, if any of them is. */
export function htmlOfBodies(bodies: readonly Body[]): string | undefined {
  if (bodies.every(({ html }) => html === undefined)) return undefined;
  return bodies
    .map((body) => body.html ?? `<p>${escapeHtml(body.plain ?? "").replaceAll("\n", "<br>")}</p>`)
    .join("\n");
}

export function readText(part: Part): { text: string; guessed: boolean } {
  const { value, parameters } = part.type;
  const { bytes } = decodeBody(part);
  const declared = parameters.get("charset") ?? "";
  const charset = declared === "" && value === "text/html" ? charsetOfHtml(bytes) : declared;
  const { text, guessed } = decodeText(bytes, charset);
  const lines = withLineFeeds(text).replaceAll("\0", "");
  const isFlowed = parameters.get("format")?.toLowerCase() === "flowed";
  return {
    text: isFlowed ? unflow(lines, parameters.get("delsp")?.toLowerCase() === "yes") : lines,
    guessed,
  };
}
