/** The ledger as the secretariat reads it, newest first: month by month, and only as far as was asked for. */
import { addDays, startOfDay } from "../domain/calendar.ts";
import { plainName } from "../domain/find-party.ts";
import { isConfidentialEntry, type LedgerEntry } from "../domain/ledger.ts";
import { listCalls } from "../store/calls.ts";
import { ledgerPage } from "../store/ledger.ts";
import { readDefinition } from "../store/reviews.ts";

/** Months without an entry are passed over; reading ends with the month before the first call opened. */
const enough = 50;
/** Pages of a hundred entries that one look reads at most: whoever seeks what is rare goes on from there. */
const mostPages = 40;

export interface LedgerQuery {
  call?: string;
  party?: string;
  actor?: string; // a person, "system", or "contact" for parties
  area?: string; // the first word of an act: "submission"
  from?: string; // local days, both included
  to?: string;
  text?: string; // in subject and detail
}

interface Wanted extends LedgerQuery {
  cursor?: string;
  openOnly?: boolean; // leaves out what is confidential; pages are as long as ever
}

/** Entries, newest first; `next` goes on where these end, though none was found yet. */
export async function listEntries({
  cursor,
  openOnly = false,
  ...query
}: Wanted): Promise<{ entries: LedgerEntry[]; next?: string }> {
  const { first, last, between } = await rangeOf(query);
  const entries: LedgerEntry[] = [];
  const isWanted = matching(query);
  let pages = 0;
  let place: Place | null = (cursor ? readCursor(cursor) : null) ?? { month: last };
  while (place && place.month >= first && entries.length < enough && pages < mostPages) {
    const page = await ledgerPage(place.month, place.after, between);
    pages += 1;
    entries.push(
      ...page.items.filter((entry) => isWanted(entry) && (!openOnly || !isConfidentialEntry(entry))),
    );
    place = page.cursor ? { month: place.month, after: page.cursor } : { month: monthBefore(place.month) };
  }
  return place && place.month >= first ? { entries, next: writeCursor(place) } : { entries };
}

/** The months to be read, and the instants where days were asked for. */
async function rangeOf({ from, to }: LedgerQuery) {
  const thisMonth = new Date().toISOString().slice(0, 7);
  const earliest = await firstMonth();
  if (!from && !to) return { first: earliest, last: thisMonth };
  const { zone } = (await readDefinition()).review;
  const begin = from ? startOfDay(from, zone) : new Date(`${earliest}-01T00:00:00Z`);
  const end = to ? startOfDay(addDays(to, 1), zone) : new Date(Date.now() + 86_400_000); // what is written now too
  const [first, last] = [begin, end].map((at) => at.toISOString().slice(0, 7));
  return {
    first: first && first > earliest ? first : earliest,
    last: last && last < thisMonth ? last : thisMonth,
    between: { from: begin, to: new Date(end.getTime() - 1) },
  };
}

function matching({ call, party, actor, area, text = "" }: LedgerQuery): (entry: LedgerEntry) => boolean {
  const words = plainName(text);
  return (entry) =>
    (!call || entry.call === call) &&
    (!party || entry.party === party) &&
    (!actor || entry.actor === actor || (actor === "contact" && entry.actor.startsWith("contact:"))) &&
    (!area || entry.act.startsWith(`${area}.`)) &&
    (words === "" ||
      plainName([entry.subject ?? "", ...Object.values(entry.detail)].join(" ")).includes(words));
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
