/** What the doctor finds: one line each, and for what is missing the remedy. */

export interface Finding {
  check: string; // "receipt rule set", "redirect of unnm@iom.int"
  state: "well" | "attention" | "missing"; // attention: it works, but somebody should know
  says: string;
  remedy?: string;
}

export const well = (check: string, says: string): Finding => ({ check, state: "well", says });

export const attention = (check: string, says: string, remedy: string): Finding => ({
  check,
  state: "attention",
  says,
  remedy,
});

export const missing = (check: string, says: string, remedy: string): Finding => ({
  check,
  state: "missing",
  says,
  remedy,
});

/** A question that was not answered at all: no rights, no connection, no credentials. */
export function unanswered(check: string, error: unknown): Finding {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const isUnknown = /Credential|Token|UnrecognizedClient|SSO/.test(name);
  const remedy = isUnknown
    ? "Sign in to the account first, for instance with `aws sso login`."
    : "Ask with an identity that may read this, and with a connection to AWS.";
  return missing(check, `could not be asked: ${message || name}`, remedy);
}

const signs = { well: "✓", attention: "!", missing: "✗" };

/** The report as people read it. */
export function reportOf(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, state, says, remedy }) => [
    `${signs[state]} ${check}: ${says}`,
    ...(remedy ? [`    → ${remedy}`] : []),
  ]);
  const open = findings.filter(({ state }) => state === "missing").length;
  const verdict = open === 0 ? "Everything that is needed is there." : `${open} missing.`;
  return `${lines.join("\n")}\n\n${verdict}\n`;
}
