/** Notes what the scan said of a file, and shows the secretariat what a person must see to. */
import { type Outcome, refused } from "../domain/outcome.ts";
import { overrules, type ScanResult, type ScanState, settledState, verdictOf } from "../domain/scan.ts";
import type { Submission } from "../domain/submission.ts";
import { listCalls } from "../store/calls.ts";
import { deliveryOfFile } from "../store/keys.ts";
import { record } from "../store/ledger.ts";
import { messageDelivered } from "../store/messages.ts";
import { infectedScans, readScan, type Scan, saveScan, scansOf } from "../store/scans.ts";
import { submissionsOfCall } from "../store/submissions.ts";
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

/** How files that came at an instant stand, by their keys; of files in a draft, which have just come, no instant is known. */
export async function fileStates(
  files: readonly { key: string }[],
  since = new Date().toISOString(),
): Promise<Record<string, ScanState>> {
  const states = await scansOf(files.map(({ key }) => key));
  const now = new Date();
  return Object.fromEntries(
    Object.entries(states).map(([key, state]) => [key, settledState(state, since, now)]),
  );
}

/** An infected file, and the answer or the mail it came with where there is one. */
export interface InfectedFile {
  scan: Scan;
  name: string;
  submission?: Submission;
  message?: string;
}

/** Infected files that nobody has seen to. There are hardly ever any, so the answers are gone through only then. */
export async function infectedFiles(): Promise<InfectedFile[]> {
  const scans = await infectedScans();
  if (scans.length === 0) return [];
  const calls = await listCalls();
  const submissions = (await Promise.all(calls.map(({ id }) => submissionsOfCall(id)))).flat();
  return Promise.all(
    scans.map(async (scan) => {
      const submission = submissions.find(({ files }) => files.some(({ key }) => key === scan.key));
      const file = submission?.files.find(({ key }) => key === scan.key);
      const name = file?.name ?? scan.key.slice(scan.key.lastIndexOf("/") + 1);
      if (submission) return { scan, name, submission };
      const delivery = deliveryOfFile(scan.key);
      const message = delivery ? await messageDelivered(delivery) : null;
      return { scan, name, ...(message ? { message } : {}) };
    }),
  );
}

/** A person has seen to an infected file, and told whoever sent it. The file stays where it is and is never served. */
export function settleInfected({ key, by }: { key: string; by: string }): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const scan = await readScan(key);
    if (scan?.verdict !== "infected") return refused("unknown-file");
    if (scan.settled) return { ok: true };
    await transact([
      saveScan(scan, { ...scan, settled: now.toISOString(), settledBy: by }),
      record({ actor: by, act: "file.settled", subject: key }, now),
    ]);
    return { ok: true };
  });
}

/** How many infected files wait for a person. */
export const countInfected = async (): Promise<number> => (await infectedScans()).length;
