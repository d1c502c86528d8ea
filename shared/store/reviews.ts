/** The review as stored: its definition, as deployed, and its state, as people have set it. */
import * as z from "zod";
import { Definition } from "../domain/definition.ts";
import { ReviewState } from "../domain/review.ts";
import { Activity } from "../domain/roadmap.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, put, putNew, queryAll, replace } from "./table.ts";

const StoredDefinition = z.object({ hash: z.string(), definition: Definition });

/** The state of the review. Throws when the definition was never loaded, which only a broken deployment can cause. */
export async function readState(): Promise<ReviewState> {
  const state = await findState();
  if (!state) throw new Error(`The definition of ${env("REVIEW_ID")} was never loaded`);
  return state;
}

export const findState = () => getItem(keys.review(env("REVIEW_ID")), ReviewState);

export const findDefinition = () => getItem(keys.definition(env("REVIEW_ID")), StoredDefinition);

/** The definition the review was deployed with. */
export async function readDefinition(): Promise<Definition> {
  const stored = await findDefinition();
  if (!stored) throw new Error(`The definition of ${env("REVIEW_ID")} was never loaded`);
  return stored.definition;
}

export const saveDefinition = (hash: string, definition: Definition): Change =>
  put({ hash, definition, entity: "definition", ...keys.definition(definition.review.id) });

export const addState = (state: ReviewState): Change =>
  putNew({ ...state, entity: "review", ...keys.review(state.id) });

/** The change that puts the review's state in its new form; its version rises by one. */
export const saveState = (before: ReviewState, after: ReviewState): Change =>
  replace(
    { ...after, version: before.version + 1, entity: "review", ...keys.review(after.id) },
    "version",
    before.version,
  );

/** An activity as stored; `revision` guards it against two writers. */
export const StoredActivity = Activity.extend({ revision: z.number().int().default(0) });
export type StoredActivity = z.infer<typeof StoredActivity>;

export const listActivities = () =>
  queryAll({ pk: partitions.review(env("REVIEW_ID")), begins: prefixes.activities }, StoredActivity);

export const getActivity = (id: string) => getItem(keys.activity(env("REVIEW_ID"), id), StoredActivity);

export const addActivity = (activity: Activity): Change =>
  putNew({ ...activity, revision: 0, entity: "activity", ...keys.activity(env("REVIEW_ID"), activity.id) });

export const saveActivity = (before: StoredActivity, after: StoredActivity): Change =>
  replace(
    {
      ...after,
      revision: before.revision + 1,
      entity: "activity",
      ...keys.activity(env("REVIEW_ID"), after.id),
    },
    "revision",
    before.revision,
  );
