/** The ledger's entries: one for every act, written in the transaction of the act itself. */
import { LedgerEntry } from "../domain/ledger.ts";
import { env } from "./environment.ts";
import { idsBetween, newId } from "./ids.ts";
import { keys, partitions } from "./keys.ts";
import { append, type Change, type Page, queryPage } from "./table.ts";

type Act = Omit<LedgerEntry, "id" | "review" | "at" | "detail"> & { detail?: LedgerEntry["detail"] };

/** The change that records an act. `actor` is "system", a person id, or "contact:<id>". */
export function record(act: Act, now: Date): Change {
  const review = env("REVIEW_ID");
  const entry = LedgerEntry.parse({ ...act, id: newId("led", now), review, at: now.toISOString() });
  return append({ ...entry, entity: "ledger", ...keys.ledger(review, entry.id, entry.at) });
}

/** One month of the ledger ("2024-11"), latest first, a page at a time; or what of it lies between two instants. */
export function ledgerPage(
  month: string,
  after?: string,
  between?: { from: Date; to: Date },
): Promise<Page<LedgerEntry>> {
  return queryPage(
    {
      pk: partitions.ledger(env("REVIEW_ID"), month),
      ...(between ? idsBetween("led", between.from, between.to) : {}),
      ledger: true,
      latestFirst: true,
      limit: 100,
      after,
    },
    LedgerEntry,
  );
}
