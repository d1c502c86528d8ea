/** Tells every invited party of a change of its call, fifty parties at a time, each contact once for ever. */
import type { Call } from "../domain/call.ts";
import { isExtended } from "../domain/extension.ts";
import type { Notice } from "../domain/notice.ts";
import { getCall, standingsOf } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { addNotice, noticesOfOccasion } from "../store/notices.ts";
import { contactsBetween, partiesPage } from "../store/parties.ts";
import { decideAgain, transact } from "../store/table.ts";
import { noticesTo } from "./prepare.ts";

interface Change {
  call: Call;
  kind: "extension" | "amendment";
  occasion: string;
  params: Record<string, string>;
}

/** Prepares the notice of a change to every invited party. */
export async function tellInvited({ call, kind, occasion, params }: Change, now: Date): Promise<void> {
  const spared = new Set(kind === "extension" ? await extendedParties(call) : []);
  let after: string | undefined;
  do {
    const page = await partiesPage(50, after);
    const [first, last] = [page.items.at(0), page.items.at(-1)];
    if (!first || !last) return;
    const contacts = await contactsBetween(first.id, last.id);
    const notices = page.items
      .filter((party) => call.parties.includes(party.kind) && !spared.has(party.id))
      .flatMap(({ id }) =>
        noticesTo(
          call,
          kind,
          occasion,
          contacts.filter(({ party }) => party === id),
          now,
        ),
      )
      .map((notice) => ({ ...notice, params }));
    await writeNotices(notices, now);
    after = page.cursor ?? undefined;
  } while (after);
}

/** Those whose own close is later than the call's new one: nothing moves for them. */
async function extendedParties({ id }: Call): Promise<string[]> {
  const [call, standings] = await Promise.all([getCall(id), standingsOf(id)]);
  return standings.filter((one) => call && isExtended(call, one)).map(({ party }) => party);
}

/** Changes of one transaction beside its ledger entry. */
const noticesAtOnce = 90;

/** Writes those of these notices of one occasion that were not written yet. */
export async function writeNotices(notices: readonly Notice[], now: Date): Promise<void> {
  for (let from = 0; from < notices.length; from += noticesAtOnce) {
    const some = notices.slice(from, from + noticesAtOnce);
    await decideAgain(() => writeSome(some, now));
  }
}

async function writeSome(notices: readonly Notice[], now: Date): Promise<void> {
  const [first] = notices;
  if (!first) return;
  const { call, kind, occasion } = first;
  const written = new Set((await noticesOfOccasion(call, kind, occasion)).map(({ id }) => id));
  const fresh = notices.filter(({ id }) => !written.has(id));
  if (fresh.length === 0) return;
  const detail = { kind, occasion, count: fresh.length };
  await transact([
    ...fresh.map(addNotice),
    record({ actor: "system", act: "notices.prepared", call, detail }, now),
  ]);
}
