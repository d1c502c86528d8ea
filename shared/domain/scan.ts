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

/** Who asks for a file. A party asks for its own. */
export type Audience = "public" | "party" | "secretariat";

/** A scan takes minutes. A file of which nothing was said for a day will never be scanned. */
const longestScan = 24 * 3_600_000;

/** How a file stands for whoever must decide about it: one that waited a day counts as unscanned. */
export const settledState = (state: ScanState, since: string, now: Date): ScanState =>
  state === "pending" && now.getTime() - Date.parse(since) > longestScan ? "unscanned" : state;

/** Whether a file is handed over: a clean one to all, an unscanned one to a member of the secretariat who was warned. */
export const mayServe = (state: ScanState, to: Audience, warned = false): boolean =>
  state === "clean" || (state === "unscanned" && to === "secretariat" && warned);
