/** The ledger as the secretariat reads it, newest first. */
import { isConfidentialEntry, type LedgerEntry } from "../domain/ledger.ts";
import { listCalls } from "../store/calls.ts";
import { ledgerPage } from "../store/ledger.ts";

/** Months without an entry are passed over; reading ends with the month before the first call opened. */
const enough = 50;

interface Wanted {
  cursor?: string;
  call?: string;
  party?: string;
  openOnly?: boolean; // leaves out what is confidential; pages are as long as ever
}

/** Entries, newest first; `next` goes on where these end. */
export async function listEntries({
  cursor,
  call,
  party,
  openOnly = false,
}: Wanted): Promise<{ entries: LedgerEntry[]; next?: string }> {
  const first = await firstMonth();
  const entries: LedgerEntry[] = [];
  let place: Place | null = cursor ? readCursor(cursor) : { month: new Date().toISOString().slice(0, 7) };
  while (place && place.month >= first && entries.length < enough) {
    const page = await ledgerPage(place.month, place.after);
    entries.push(
      ...page.items
        .filter((entry) => (!call || entry.call === call) && (!party || entry.party === party))
        .filter((entry) => !openOnly || !isConfidentialEntry(entry)),
    );
    place = page.cursor ? { month: place.month, after: page.cursor } : { month: monthBefore(place.month) };
  }
  return place && place.month >= first ? { entries, next: writeCursor(place) } : { entries };
}

interface Place {
  month: string;
  after?: string;
}

const writeCursor = ({ month, after }: Place) => (after ? `${month}.${after}` : month);

function readCursor(cursor: string): Place | null {
  const [, month, after] = /^(\d{4}-\d\d)(?:\.([A-Za-z0-9_-]+))?$/.exec(cursor) ?? [];
  if (!month) return null;
  return after ? { month, after } : { month };
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

/** Nothing is older than the preparation of the first call: half a year before it opens. */
async function firstMonth(): Promise<string> {
  const opens = (await listCalls()).map((call) => call.opens).sort()[0];
  const first = new Date(`${opens ?? new Date().toISOString().slice(0, 16)}Z`);
  first.setUTCMonth(first.getUTCMonth() - 6);
  return first.toISOString().slice(0, 7);
}
