/** The review as stored: its definition, as deployed, and its state, as people have set it. */
import * as z from "zod";
import { Definition } from "../domain/definition.ts";
import { ReviewState } from "../domain/review.ts";
import { Activity } from "../domain/roadmap.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, put, putNew, queryAll, replace } from "./table.ts";

const Loaded = z.object({ hash: z.string() });
const StoredDefinition = z.object({ hash: z.string(), json: z.string() });

/** The state of the review. Throws when the definition was never loaded, which only a broken deployment can cause. */
export async function readState(): Promise<ReviewState> {
  const state = await findState();
  if (!state) throw new Error(`The definition of ${env("REVIEW_ID")} was never loaded`);
  return state;
}

export const findState = () => getItem(keys.review(env("REVIEW_ID")), ReviewState);

/** Fingerprint of the definition that the tables hold; null before the first deployment. */
export async function loadedDefinition(): Promise<string | null> {
  return (await getItem(keys.definitionHash(env("REVIEW_ID")), Loaded))?.hash ?? null;
}

let held: { hash: string; definition: Definition } | undefined;

/**
 * The definition the review was deployed with. It is large and changes only with a deployment: a sandbox keeps it
 * and asks each time for its fingerprint alone.
 */
export async function readDefinition(): Promise<Definition> {
  const hash = await loadedDefinition();
  if (held && held.hash === hash) return held.definition;
  const stored = await getItem(keys.definition(env("REVIEW_ID")), StoredDefinition);
  if (!stored) throw new Error(`The definition of ${env("REVIEW_ID")} was never loaded`);
  held = { hash: stored.hash, definition: Definition.parse(JSON.parse(stored.json)) };
  return held.definition;
}

/** The changes that put a definition into the tables: its text, and its fingerprint. */
export function saveDefinition(hash: string, definition: Definition): Change[] {
  const { id } = definition.review;
  return [
    put({ hash, json: JSON.stringify(definition), entity: "definition", ...keys.definition(id) }),
    put({ hash, entity: "definition-hash", ...keys.definitionHash(id) }),
  ];
}

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
