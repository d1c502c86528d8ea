/** Acceptance of seats: asked by mail, answered on the party's page or recorded; and what a party sees of its own seats. */
import { hasLeft } from "../domain/notice.ts";
import type { Representative } from "../domain/offer.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { type Contact, speaksForParty } from "../domain/party.ts";
import * as rules from "../domain/seats.ts";
import type { SeatState } from "../domain/selection.ts";
import { listCalls } from "../store/calls.ts";
import { addNotice, noticesOfCall } from "../store/notices.ts";
import { contactById, contactsOf } from "../store/parties.ts";
import { readState } from "../store/reviews.ts";
import { readSelections } from "../store/selection.ts";
import { noticesTo } from "./prepare.ts";
import { changeSelection } from "./selection.ts";

/** Asks the agreed State by mail whether it accepts. */
export function askAcceptance({
  call,
  seat,
  version,
  by,
}: {
  call: string;
  seat: string;
  version?: number; // of the selection that the person saw
  by: string;
}): Promise<Outcome> {
  const act = { ...seen(version), call, actor: by, act: "selection.acceptance-asked", detail: { seat } };
  return changeSelection(act, async (at, before, now) => {
    if (!(await readState()).enabled.includes("acceptance")) return refused("kind-not-enabled");
    const asked = rules.ask(before, seat, now);
    if ("refused" in asked) return asked;
    const { selection, ordinal } = asked;
    const party = rules.seatState(selection, seat).party ?? "";
    const notices = noticesTo(at, "acceptance", `${seat}-${ordinal}`, await contactsOf(party), now);
    if (notices.length === 0) return refused("no-contact");
    const changes = notices.map((notice) => addNotice({ ...notice, params: { seat } }));
    return { ok: true, selection, changes };
  });
}

/** Records an answer that came by telephone, note or mail; and who will represent the State, whenever it is named. */
export function recordAcceptance({
  call,
  seat,
  version,
  by,
  ...given
}: {
  call: string;
  seat: string;
  accepted: boolean;
  representative?: Representative;
  version?: number; // of the selection that the person saw
  by: string;
}): Promise<Outcome> {
  const act = given.accepted ? "selection.accepted" : "selection.declined";
  return changeSelection(
    { ...seen(version), call, actor: by, act, detail: { seat } },
    async (_call, selection, now) => rules.answer(selection, { seat, ...given }, now),
  );
}

const seen = (version: number | undefined) => (version === undefined ? {} : { version });

/** The answer of the asked State itself, by the button on its page. */
export async function answerAcceptance({
  contact: id,
  call,
  seat,
  asked,
  accepted,
}: {
  contact: string;
  call: string;
  seat: string;
  asked: number; // ordinal of the question that the page showed
  accepted: boolean;
}): Promise<Outcome> {
  const contact = await contactById(id);
  if (!contact || !speaksForParty(contact)) return refused("not-official");
  const act = accepted ? "selection.accepted" : "selection.declined";
  return changeSelection(
    { call, actor: `contact:${id}`, act, detail: { seat } },
    async (_call, selection, now) => {
      const state = rules.seatState(selection, seat);
      if (state.party !== contact.party || state.acceptance !== "asked") return refused("not-asked");
      if (state.asked !== asked) return refused("stale"); // it was asked anew, perhaps of something else
      return rules.answer(selection, { seat, accepted }, now);
    },
  );
}

export interface OwnSeat {
  call: string;
  seat: string;
  acceptance: SeatState["acceptance"];
  asked: number; // ordinal of the question
  released: boolean;
}

/**
 * The seats of a contact's party, and nothing of anybody else's. Before the release only who speaks for it sees them, and
 * once the mail that asks has left.
 */
export async function ownSeats({
  contact,
}: {
  contact: Pick<Contact, "party" | "standing">;
}): Promise<OwnSeat[]> {
  const seats = (await readSelections(await listCalls())).flatMap(({ call, selection }) =>
    selection.seats
      .filter(({ party }) => party === contact.party)
      .map(({ seat, acceptance, asked }) => ({
        call: call.id,
        seat,
        acceptance,
        asked,
        released: selection.releasedAt !== undefined,
      })),
  );
  const known = await Promise.all(seats.map((own) => own.released || isKnown(own, contact)));
  return seats.filter((_own, at) => known[at]);
}

/** Whether a contact knows of a seat before it is public: they answered, or our question has left. */
async function isKnown(
  { call, seat, acceptance }: OwnSeat,
  contact: Pick<Contact, "party" | "standing">,
): Promise<boolean> {
  if (!speaksForParty(contact) || acceptance === "not-asked") return false;
  if (acceptance !== "asked") return true;
  return (await noticesOfCall(call, "acceptance")).some(
    (notice) => notice.party === contact.party && notice.params.seat === seat && hasLeft(notice),
  );
}
