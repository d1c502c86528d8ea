/** Answers an execution's one question from the data. */
import { rulesOf } from "../domain/calendar.ts";
import { type Due, type DueActivity, dueNext, nextOnRoadmap } from "../domain/due.ts";
import { getCall, standingsOf } from "../store/calls.ts";
import { listActivities, readDefinition, readState } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";

/** What is due next in a call; over for an execution that a newer generation has replaced. */
export async function planCall(id: string, generation: number, now: Date): Promise<Due> {
  const call = await getCall(id);
  if (!call) throw new Error(`There is no call ${id}`);
  if (call.generation !== generation) return { kind: "over", version: call.version };
  const [selection, definition, standings] = await Promise.all([
    readSelection(call),
    readDefinition(),
    standingsOf(id),
  ]);
  return dueNext(call, selection, now, rulesOf(definition), standings);
}

/** What comes next on the roadmap; over for an execution that a newer generation has replaced. */
export async function planRoadmap(generation: number, now: Date): Promise<DueActivity> {
  const [state, activities, definition] = await Promise.all([
    readState(),
    listActivities(),
    readDefinition(),
  ]);
  if (state.generation !== generation) return { kind: "over", version: state.version };
  return { ...nextOnRoadmap(activities, now, rulesOf(definition)), version: state.version };
}
