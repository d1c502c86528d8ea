/** Marks the steps of calls and activities in the tables, with their ledger entries. */
import type { Call } from "../domain/call.ts";
import { readReminder } from "../domain/extension.ts";
import type { Selection } from "../domain/selection.ts";
import { activityTold, remindedAlone, type Step, selectionStepTaken, stepTaken } from "../domain/steps.ts";
import { getCall, saveCall, saveStanding, standingOf } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { getActivity, saveActivity } from "../store/reviews.ts";
import { readSelection, saveSelection } from "../store/selection.ts";
import { decideAgain, transact } from "../store/table.ts";
import { type Closed, silenceClosed } from "./closing.ts";

/** Steps of a selection are acts of their own in the ledger; the others are the call's. */
const acts: Partial<Record<Step["kind"], string>> = {
  "silence-opened": "silence.prepared",
  "silence-closed": "silence.closed",
  "silence-noted": "silence.noted",
  told: "selection.told",
};

/** Marks a step of a call. A step taken before, or one of an older generation, changes nothing. */
export function markCall(
  id: string,
  generation: number,
  step: Step,
  now: Date,
): Promise<{ version: number }> {
  return decideAgain(async () => {
    const call = await getCall(id);
    if (!call) throw new Error(`There is no call ${id}`);
    if (call.generation === generation) {
      const alone = await remindedOne(call, step, now);
      if (alone) return alone;
    }
    const selection = await readSelection(call);
    const nextCall = stepTaken(call, step, now);
    const after = selection && (await selectionAfter(call, selection, step, now));
    const nextSelection = after?.selection ?? null;
    const isNews = nextCall !== call || nextSelection !== selection;
    if (call.generation !== generation || !isNews) return { version: call.version };
    const detail = step.occasion === undefined ? {} : { occasion: step.occasion };
    await transact([
      saveCall(call, nextCall),
      ...(selection && after && nextSelection && nextSelection !== selection
        ? [saveSelection(selection, nextSelection), ...after.changes]
        : []),
      record({ actor: "system", act: acts[step.kind] ?? `call.${step.kind}`, call: id, detail }, now),
    ]);
    return { version: call.version + 1 };
  });
}

/** Marks a reminder that went to one party by its own date, on its standing; null for any other step. */
async function remindedOne(call: Call, step: Step, now: Date): Promise<{ version: number } | null> {
  const { days, party } = readReminder(step.occasion ?? "");
  if (step.kind !== "reminded" || party === null) return null;
  const before = await standingOf(call.id, party);
  const after = remindedAlone(before, call, days);
  if (after === before) return { version: call.version };
  await transact([
    saveStanding(before, after),
    record({ actor: "system", act: "call.reminded", call: call.id, party, detail: { days } }, now),
  ]);
  return { version: call.version };
}

async function selectionAfter(call: Call, selection: Selection, step: Step, now: Date): Promise<Closed> {
  return step.kind === "silence-closed"
    ? silenceClosed(call, selection, step.occasion ?? "", now)
    : { selection: selectionStepTaken(selection, step, now), changes: [] };
}

/** Marks that the secretariat was told of an activity `days` before it. */
export function markTold(id: string, days: number, now: Date): Promise<void> {
  return decideAgain(async () => {
    const activity = await getActivity(id);
    if (!activity) throw new Error(`There is no activity ${id}`);
    const next = activityTold(activity, days);
    if (next === activity) return;
    await transact([
      saveActivity(activity, { ...activity, ...next }),
      record({ actor: "system", act: "activity.told", subject: id, detail: { days } }, now),
    ]);
  });
}
