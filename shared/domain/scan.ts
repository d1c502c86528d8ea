/** What the scan for malware said of a stored file, and what follows for whoever wants to fetch it. */
import * as z from "zod";

/** clean: served. infected: never served. unscanned: the scanner could not look inside, such as a locked archive. */
export const ScanVerdict = z.enum(["clean", "infected", "unscanned"]);
export type ScanVerdict = z.infer<typeof ScanVerdict>;
/** pending: nothing was said yet. */
export type ScanState = ScanVerdict | "pending";

/** The scanner's own words for its results. */
export const ScanResult = z.enum([
  "NO_THREATS_FOUND",
  "THREATS_FOUND",
  "UNSUPPORTED",
  "ACCESS_DENIED",
  "FAILED",
]);
export type ScanResult = z.infer<typeof ScanResult>;

export function verdictOf(result: ScanResult): ScanVerdict {
  if (result === "NO_THREATS_FOUND") return "clean";
  return result === "THREATS_FOUND" ? "infected" : "unscanned";
}

const weight: Record<ScanState, number> = { pending: 0, unscanned: 1, clean: 2, infected: 3 };

/**
 * Whether a later word on the same file changes what is known: reports come doubled and in any order. A threat once
 * found stays found; a scan that succeeds after one that failed counts.
 */
export const overrules = (said: ScanVerdict, known: ScanState): boolean => weight[said] > weight[known];
