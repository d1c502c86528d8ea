/** Assessments and declared conflicts as stored. Confidential: read only by who assesses, runs, approves or audits the selection. */
import { Assessment, DeclaredConflict } from "../domain/assessment.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, putNew, queryAll, remove, replace } from "./table.ts";

export const assessmentsOf = (call: string) =>
  queryAll({ pk: partitions.call(env("REVIEW_ID"), call), begins: prefixes.assessments }, Assessment);

export const conflictsOf = (call: string) =>
  queryAll({ pk: partitions.call(env("REVIEW_ID"), call), begins: prefixes.conflicts }, DeclaredConflict);

/** The change that puts an assessment in its new form, if nobody changed it since it was read. */
export function saveAssessment(before: Assessment | undefined, after: Omit<Assessment, "revision">): Change {
  const { call, candidate, person } = after;
  const item = {
    ...after,
    revision: (before?.revision ?? 0) + 1,
    entity: "assessment",
    ...keys.assessment(env("REVIEW_ID"), call, candidate, person),
  };
  return before ? replace(item, "revision", before.revision) : putNew(item);
}

const keyOf = ({ call, candidate, person }: DeclaredConflict) =>
  keys.conflict(env("REVIEW_ID"), call, candidate, person);

export const addConflict = (conflict: DeclaredConflict): Change =>
  putNew({ ...conflict, entity: "conflict", ...keyOf(conflict) });

export const removeConflict = (conflict: DeclaredConflict): Change =>
  remove(keyOf(conflict), "at", conflict.at);
