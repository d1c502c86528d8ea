/** Acceptance of seats: asked by mail, answered on the party's page or recorded; and what a party sees of its own seats. */
import type { Representative } from "../domain/offer.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import * as rules from "../domain/seats.ts";
import type { SeatState } from "../domain/selection.ts";
import { listCalls } from "../store/calls.ts";
import { addNotice } from "../store/notices.ts";
import { contactById, contactsOf } from "../store/parties.ts";
import { readState } from "../store/reviews.ts";
import { readSelections } from "../store/selection.ts";
import { noticesTo } from "./prepare.ts";
import { changeSelection } from "./selection.ts";

/** Asks the agreed State by mail whether it accepts. */
export function askAcceptance({
  call,
  seat,
  by,
}: {
  call: string;
  seat: string;
  by: string;
}): Promise<Outcome> {
  const act = { call, actor: by, act: "selection.acceptance-asked", detail: { seat } };
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
  by,
  ...given
}: {
  call: string;
  seat: string;
  accepted: boolean;
  representative?: Representative;
  by: string;
}): Promise<Outcome> {
  const act = given.accepted ? "selection.accepted" : "selection.declined";
  return changeSelection({ call, actor: by, act, detail: { seat } }, async (_call, selection, now) =>
    rules.answer(selection, { seat, ...given }, now),
  );
}

/** The answer of the asked State itself, by the button on its page. */
export async function answerAcceptance({
  contact: id,
  call,
  seat,
  accepted,
}: {
  contact: string;
  call: string;
  seat: string;
  accepted: boolean;
}): Promise<Outcome> {
  const contact = await contactById(id);
  if (contact?.standing !== "official" && contact?.standing !== "protocol") return refused("not-official");
  const act = accepted ? "selection.accepted" : "selection.declined";
  return changeSelection(
    { call, actor: `contact:${id}`, act, detail: { seat } },
    async (_call, selection, now) => {
      const state = rules.seatState(selection, seat);
      if (state.party !== contact.party || state.acceptance !== "asked") return refused("not-asked");
      return rules.answer(selection, { seat, accepted }, now);
    },
  );
}

export interface OwnSeat {
  call: string;
  seat: string;
  acceptance: SeatState["acceptance"];
  released: boolean;
}

/** The seats for which this party was asked, and nothing of anybody else's. */
export async function ownSeats({ party }: { party: string }): Promise<OwnSeat[]> {
  return (await readSelections(await listCalls())).flatMap(({ call, selection }) => {
    const released = selection.releasedAt !== undefined;
    return selection.seats
      .filter((state) => state.party === party && (released || state.acceptance !== "not-asked"))
      .map(({ seat, acceptance }) => ({ call: call.id, seat, acceptance, released }));
  });
}
