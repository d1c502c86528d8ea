/** Reads what SES itself found about a sender; never what a sender wrote about himself. */
import type { Verdicts } from "../domain/message.ts";
import { domainOf } from "../domain/sender.ts";
import type { Header } from "./headers.ts";

/** The domains that the verdicts speak of, those that passed only. */
export type Authentication = { spf?: string; dkim: string[]; dmarc?: string };

export type Arc = { by: string; spf?: string; dkim?: string; dmarc?: string };

/**
 * The Authentication-Results that SES put on top: after its own Received line, which names this delivery, and before
 * any other hop's. A header of the same name further down is the sender's. Null when the top is not SES's.
 */
export function readAuthentication(headers: readonly Header[], sesId: string): Authentication | null {
  const received = headers.findIndex(([name]) => name === "received");
  if (received === -1 || !headers[received]?.[1].includes(sesId)) return null;
  const rest = headers.slice(received + 1);
  const end = rest.findIndex(([name]) => name === "received" || name === "x-ses-dkim-signature");
  const own = (end === -1 ? rest : rest.slice(0, end)).find(
    ([name, value]) => name === "authentication-results" && /^amazonses\.com\s*(?:;|$)/i.test(value),
  );
  return own ? readResults(own[1]) : null;
}

function readResults(value: string): Authentication {
  const found: Authentication = { dkim: [] };
  // A comment could hold anything the sender chose, such as the name of another domain.
  const clean = value.replace(/\([^()]*\)/g, " ");
  for (const part of clean.split(";").slice(1)) {
    const [, method, result] = /^\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)/i.exec(part) ?? [];
    if (result?.toLowerCase() !== "pass") continue;
    if (method?.toLowerCase() === "dkim") found.dkim.push(...property(part, /header\.[id]/));
    // The last one counts: what a sender could smuggle into an envelope or a greeting stands before it.
    if (method?.toLowerCase() === "dmarc") assign(found, "dmarc", property(part, /header\.from/));
  }
  // SES writes the envelope of SPF after a semicolon of its own.
  if (/;\s*spf\s*=\s*pass/i.test(clean)) {
    assign(found, "spf", property(clean, /smtp\.mailfrom|envelope-from/));
  }
  return found;
}

/** What the relay that sealed a mail last says that it found. Anybody can write it: a hint for a person, never a proof. */
export function readArc(headers: readonly Header[]): Arc | null {
  const newest = (name: string) =>
    headers
      .filter(([key]) => key === name)
      .map(([, value]) => ({ value, place: Number(/(?:^|;)\s*i\s*=\s*(\d{1,3})/i.exec(value)?.[1] ?? 0) }))
      .sort((a, b) => b.place - a.place)[0]?.value;
  const by = /(?:^|;)\s*d\s*=\s*([a-z0-9.-]{1,253})/i.exec(newest("arc-seal") ?? "")?.[1]?.toLowerCase();
  if (!by) return null;
  const results = (newest("arc-authentication-results") ?? "").replace(/\([^()]*\)/g, " ");
  const found = (method: string) =>
    new RegExp(`[;\\s]${method}\\s*=\\s*([a-z]{1,12})`, "i").exec(results)?.[1]?.toLowerCase();
  const [spf, dkim, dmarc] = ["spf", "dkim", "dmarc"].map(found);
  return { by, ...(spf && { spf }), ...(dkim && { dkim }), ...(dmarc && { dmarc }) };
}

function assign(found: Authentication, key: "spf" | "dmarc", [domain]: string[]): void {
  if (domain) found[key] = domain;
}

function property(part: string, name: RegExp): string[] {
  const found = new RegExp(`(?:^|\\s|;)(?:${name.source})\\s*=\\s*"?([^\\s;"]+)`, "i").exec(part);
  return found?.[1] ? [domainOf(found[1])] : [];
}

/**
 * Whether the domain of From stands for the mail: DMARC passed, and for that very domain. A domain without a policy
 * proves nothing, nor does a mail with two From lines, of which programs show either.
 */
export function isProven(given: {
  verdicts: Pick<Verdicts, "dmarc">;
  authentication: Authentication | null;
  from: string | undefined; // bare address
  fromLines: number;
}): boolean {
  const { verdicts, authentication, from, fromLines } = given;
  if (verdicts.dmarc !== "PASS" || !from || fromLines !== 1) return false;
  return authentication?.dmarc === undefined || authentication.dmarc === domainOf(from);
}
