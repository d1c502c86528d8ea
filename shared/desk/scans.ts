/** Notes what the scan said of a file, and shows the secretariat what a person must see to. */
import { overrules, type ScanResult, verdictOf } from "../domain/scan.ts";
import { record } from "../store/ledger.ts";
import { readScan, type Scan, saveScan } from "../store/scans.ts";
import { decideAgain, transact } from "../store/table.ts";

interface Said {
  key: string;
  result: ScanResult;
  threats: string[];
}

/** Records one report of the scanner. The same again changes nothing; that a file is clean needs no ledger entry. */
export async function noteScan({ key, result, threats }: Said, now: Date): Promise<void> {
  const verdict = verdictOf(result);
  await decideAgain(async () => {
    const before = await readScan(key);
    if (!overrules(verdict, before?.verdict ?? "pending")) return;
    const scan: Scan = {
      key,
      verdict,
      result,
      threats,
      at: now.toISOString(),
      version: before?.version ?? 0,
    };
    const entry = record({ actor: "system", act: `file.${verdict}`, subject: key, detail: { result } }, now);
    await transact([saveScan(before, scan), ...(verdict === "clean" && !before ? [] : [entry])]);
  });
}
