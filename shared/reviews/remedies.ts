/** What to do about a value of the wrong shape, by its field, in words for whoever writes the file. */
import type * as z from "zod";
import type { Path } from "../domain/definition-checks.ts";

const minute = "Write day and hour, such as 2025-01-10T23:59";
const day = "Write a day, such as 2025-01-31";
const slug = "Use lower-case letters, digits and hyphens, a letter first";

const byField: Readonly<Record<string, string>> = {
  opens: minute,
  closes: minute,
  at: 'Write an instant in UTC, in quotes: "2024-09-16T15:00:00Z"',
  month: "Write year and month, such as 2025-01",
  source: 'Write secretariat, or concept-note and its section, such as "concept-note III"',
  sources: 'Write secretariat, or concept-note and its section, such as "concept-note III"',
  states: "Use the two capital letters of ISO 3166, such as CO",
  parties: "Use the two capital letters of ISO 3166, such as CO",
  code: "Use capital letters, such as CC for a call and LAC25 for a review",
  address: slug,
  id: slug,
};

const byFormat: Readonly<Record<string, string>> = {
  date: day,
  datetime: byField.at ?? "",
  email: "Write an address, such as name@office.example",
  url: "Write a whole address, such as https://example.org/page",
};

/** Message and remedy of an issue; keys that are not known are told elsewhere. */
export function remedyFor(issue: z.core.$ZodIssue, path: Path): { message: string; remedy: string } {
  const field = String(path.findLast((step) => typeof step === "string") ?? "");
  const known = byField[field];
  switch (issue.code) {
    case "invalid_type":
      return typeRemedy(issue, String(path.at(-1)), known);
    case "invalid_value":
      return {
        message: `The value of ${field} is none that is known`,
        remedy: `Write one of: ${issue.values.join(", ")}`,
      };
    case "invalid_format":
      return {
        message: `The value of ${field} is not written as it must be`,
        remedy: byFormat[issue.format] ?? known ?? `It must match ${issue.pattern ?? issue.format}`,
      };
    case "too_small":
      return {
        message: `${field} is empty or too small`,
        remedy: "Fill it in, or remove what it belongs to",
      };
    default:
      return { message: issue.message, remedy: known ?? "Compare with shared/reviews/lac-2025.yaml" };
  }
}

const words: Readonly<Record<string, string>> = {
  array: "as a list, such as [14, 5]",
  object: "as a group of fields, one a line",
  string: "as a text, in quotes if it looks like a number",
  number: "as a number",
  int: "as a whole number",
  boolean: "as true or false",
};

function typeRemedy(issue: z.core.$ZodIssueInvalidType, name: string, known: string | undefined) {
  const wanted = words[issue.expected] ?? `as ${issue.expected}`;
  if (issue.message.endsWith("received undefined")) {
    return { message: `${name} is missing`, remedy: known ?? `Add ${name} ${wanted}` };
  }
  return { message: `${name} is of the wrong kind`, remedy: known ?? `Write it ${wanted}` };
}
