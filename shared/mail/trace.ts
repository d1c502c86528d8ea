/** What SES itself wrote on top of a mail when it received it: enough to receive the mail again when its event was lost. */
import type { Verdicts } from "../domain/message.ts";
import { type Header, headerOf } from "./headers.ts";

export interface Trace {
  envelopeSender: string; // "" for the null sender
  recipients: string[];
  verdicts: Verdicts;
}

/**
 * Reads the lines above the sender's own. SES ends them with its X-SES-DKIM-SIGNATURE, and its Received line names
 * this delivery; everything further down could be anybody's. Null when the top is not of SES, as in a mail that a
 * person dropped on a page.
 */
export function readTrace(headers: readonly Header[], sesId: string): Trace | null {
  const end = headers.findIndex(([name]) => name === "x-ses-dkim-signature");
  const own = headers.slice(0, end === -1 ? 0 : end);
  const received = headerOf(own, "received") ?? "";
  if (!received.includes(sesId)) return null;
  // Comments and quoted words may hold what the sender chose.
  const results = (headerOf(own, "authentication-results") ?? "")
    .replace(/"(?:[^"\\]|\\.)*"/g, " ")
    .replace(/\([^()]*\)/g, " ");
  return {
    envelopeSender: bare(headerOf(own, "return-path") ?? ""),
    recipients: [...received.matchAll(/\bfor <?([^\s<>;]+@[^\s<>;]+)>?/g)].map(([, address = ""]) =>
      address.toLowerCase(),
    ),
    verdicts: {
      spam: scanned(headerOf(own, "x-ses-spam-verdict")),
      virus: scanned(headerOf(own, "x-ses-virus-verdict")),
      spf: result(results, "spf"),
      dkim: result(results, "dkim"),
      dmarc: result(results, "dmarc"),
    },
  };
}

const bare = (address: string) => address.replace(/^<|>$/g, "").trim().toLowerCase();

function scanned(value: string | undefined): Verdicts["spam"] {
  const said = value?.trim().toUpperCase();
  return said === "PASS" || said === "FAIL" || said === "GRAY" ? said : "PROCESSING_FAILED";
}

/** One pass of several is a pass: a mail may bear many signatures. What is neither pass nor fail proves nothing. */
function result(results: string, method: "spf" | "dkim" | "dmarc"): Verdicts["spf"] {
  const found = [...results.matchAll(new RegExp(`(?:^|[;\\s])${method}=([a-z]+)`, "gi"))].map(
    ([, said = ""]) => said.toLowerCase(),
  );
  if (found.includes("pass")) return "PASS";
  return found.includes("fail") ? "FAIL" : "GRAY";
}
