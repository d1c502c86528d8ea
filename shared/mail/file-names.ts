/** The name of a file as a mail gives it, made safe to show and to store. */
import type { Part } from "./parts.ts";

const lengthAtMost = 200;

/** Of a part that says no name: a number, and what its type is written as. */
const extensions: Record<string, string> = {
  "message/rfc822": ".eml",
  "text/calendar": ".ics",
  "application/pkcs7-mime": ".p7m",
  "application/x-pkcs7-mime": ".p7m",
};

export function fileName({ disposition, type }: Part): string {
  return safeName(disposition.parameters.get("filename") ?? type.parameters.get("name") ?? "");
}

/** The last segment of the declared name, without control characters and marks that turn the reading direction. */
export function safeName(declared: string): string {
  const last = declared.split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "").trim();
  return clean === "." || clean === ".." ? "" : clean.slice(0, lengthAtMost).toWellFormed();
}

export function nameOr(name: string, type: string, index: number): string {
  return safeName(name) || `${index + 1}${extensions[type] ?? ""}`;
}
