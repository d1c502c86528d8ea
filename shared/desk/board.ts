/** The board on which a coordinator composes: the offers, every slate that keeps the considerations, and what changes them. */
import type { Call } from "../domain/call.ts";
import { unreadAmong } from "../domain/candidates.ts";
import type { Party } from "../domain/party.ts";
import { placedIn, poolOf, settledIn, type WhatIf } from "../domain/pool.ts";
import type { Selection } from "../domain/selection.ts";
import type { Balance } from "../domain/slate-balance.ts";
import { type Conflicts, conflictsOf } from "../domain/slate-conflicts.ts";
import { judge, type Problem } from "../domain/slate-judge.ts";
import { SlatesTooMany } from "../domain/slate-tables.ts";
import { type Including, whatIncluding } from "../domain/slate-what-if.ts";
import { type Pool, type Slate, type Solution, solve } from "../domain/slates.ts";
import type { Submission } from "../domain/submission.ts";
import { getCall } from "../store/calls.ts";
import { readSelection } from "../store/selection.ts";
import { submissionsOfCall } from "../store/submissions.ts";
import { type Offer, offersOn } from "./composing.ts";
import { surroundingsOf } from "./selection.ts";

export interface Board {
  call: Call;
  selection: Selection;
  offers: readonly Offer[];
  parties: readonly Party[];
  unread: readonly Submission[]; // answers that name nobody yet
  settled: Slate; // asked or accepted: fixed
  pool: Pool;
  computed: Computed | null; // null: more seats that differ than can be gone through
  placed: { slate: Slate; balance: Balance; problems: readonly Problem[] }; // as saved, or as tried
}

/** What is computed of a pool at each look. */
export interface Computed {
  solution: Solution;
  including: readonly Including[];
  conflicts: Conflicts;
}

/** What a pool comes to; null where there would be too much to go through, and people compose by hand. */
export function computedFrom(pool: Pool): Computed | null {
  try {
    return { solution: solve(pool), including: whatIncluding(pool), conflicts: conflictsOf(pool) };
  } catch (error) {
    if (error instanceof SlatesTooMany) return null;
    throw error;
  }
}

/** Everything that the board shows; null for a call whose seats are not composed. Reads only. */
export async function boardOf({
  call: id,
  tried,
  slate,
}: {
  call: string;
  tried: WhatIf;
  slate?: Slate | undefined; // to look at, instead of the one that is saved
}): Promise<Board | null> {
  const call = await getCall(id);
  const selection = call && (await readSelection(call));
  if (!call || !selection || call.selection !== "composition") return null;
  const surroundings = await surroundingsOf(call, selection);
  const [{ offers, parties }, submissions] = await Promise.all([
    offersOn(call, surroundings),
    submissionsOfCall(id),
  ]);
  const { scheme, otherSelections } = surroundings;
  const subregions = scheme.subregions.map((one) => one.id);
  const pool = poolOf(call, selection, offers, { subregions, otherSelections }, tried);
  const shown = slate ?? placedIn(call, selection);
  return {
    call,
    selection,
    offers,
    parties,
    unread: unreadAmong(submissions),
    settled: settledIn(call, selection),
    pool,
    computed: computedFrom(pool),
    placed: { slate: shown, ...judge(pool, shown) },
  };
}
