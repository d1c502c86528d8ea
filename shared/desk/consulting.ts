/** The consultation on seats of States: who is agreed, and who conveyed it. */
import { type Outcome, refused } from "../domain/outcome.ts";
import { place } from "../domain/seats.ts";
import { runningOn } from "../domain/silence.ts";
import { getParty } from "../store/parties.ts";
import { unchanged } from "../store/selection.ts";
import { changeSelection, surroundingsOf } from "./selection.ts";

/** Notes the agreed State of a seat, or clears it. While a silence procedure runs on it, nobody is: it would be decided twice. */
export function agree({
  call,
  seat,
  party,
  conveyedBy,
  version,
  by,
}: {
  call: string;
  seat: string;
  party: string | null;
  conveyedBy?: string;
  version: number;
  by: string;
}): Promise<Outcome> {
  const act = party ? "selection.agreed" : "selection.cleared";
  return changeSelection({ call, actor: by, act, version, detail: { seat } }, async (at, selection, now) => {
    if (party && runningOn(selection, seat)) return refused("silence-open");
    const holder = party ? await getParty(party) : null;
    if (party && !holder) return refused("unknown-party");
    const surroundings = await surroundingsOf(at, selection);
    const placed = place({ seat, party: holder, conveyedBy }, surroundings, now);
    return "refused" in placed
      ? placed
      : { ...placed, changes: holder ? surroundings.otherSelections.map(unchanged) : [] };
  });
}
