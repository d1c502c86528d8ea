/** What the scan for malware said of each stored file, under its object key. */
import * as z from "zod";
import { type ScanState, ScanVerdict } from "../domain/scan.ts";
import { env } from "./environment.ts";
import { indexKeys, keys } from "./keys.ts";
import { type Change, getItem, putNew, queryAll, replace } from "./table.ts";

export const Scan = z.object({
  key: z.string(), // of the object in the files bucket
  verdict: ScanVerdict,
  result: z.string(), // the scanner's own word
  threats: z.array(z.string()).default([]),
  at: z.iso.datetime(),
  settled: z.iso.datetime().optional(), // when a person had seen to it
  settledBy: z.string().optional(),
  version: z.number().int().default(0),
});
export type Scan = z.infer<typeof Scan>;

export const readScan = (key: string): Promise<Scan | null> => getItem(keys.scan(key), Scan);

/** How a stored file stands: pending until the scan has said something. */
export const scanOf = async (key: string): Promise<ScanState> => (await readScan(key))?.verdict ?? "pending";

/** How several stored files stand, by their keys. */
export async function scansOf(objects: readonly string[]): Promise<Record<string, ScanState>> {
  const known = await Promise.all(objects.map(async (key) => [key, await scanOf(key)] as const));
  return Object.fromEntries(known);
}

/** Infected files that nobody has seen to yet, oldest first. */
export const infectedScans = (): Promise<Scan[]> =>
  queryAll({ pk: indexKeys.scans(env("REVIEW_ID"), "infected"), index: true }, Scan);

/** Puts a scan in its new form, if nobody changed it since it was read; a threat stands in the index until it is settled. */
export function saveScan(before: Scan | null, after: Scan): Change {
  const open = after.verdict === "infected" && !after.settled;
  const item = {
    ...after,
    version: (before?.version ?? 0) + 1,
    entity: "scan",
    ...keys.scan(after.key),
    ...(open
      ? { gpk: indexKeys.scans(env("REVIEW_ID"), "infected"), gsk: indexKeys.at(after.at, after.key) }
      : {}),
  };
  return before ? replace(item, "version", before.version) : putNew(item);
}
