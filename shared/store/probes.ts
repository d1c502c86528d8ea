/** Probes of the public mailboxes as stored: the last one of each. */
import { Probe } from "../domain/probe.ts";
import { env } from "./environment.ts";
import { keys, partitions, prefixes } from "./keys.ts";
import { type Change, getItem, putNew, queryAll, replace } from "./table.ts";

export const listProbes = () =>
  queryAll({ pk: partitions.review(env("REVIEW_ID")), begins: prefixes.probes }, Probe);

export const probeOf = (mailbox: string) => getItem(keys.probe(env("REVIEW_ID"), mailbox), Probe);

/** Puts a mailbox's probe in its new form, if nobody changed it meanwhile. */
export function saveProbe(before: Probe | null, after: Probe): Change {
  const item = { ...after, entity: "probe", ...keys.probe(env("REVIEW_ID"), after.mailbox) };
  return before
    ? replace({ ...item, revision: before.revision + 1 }, "revision", before.revision)
    : putNew({ ...item, revision: 0 });
}
