/** Counts the answers to each address, in the transaction that prepares them. */
import { answered, noAnswers, Tally } from "../domain/answers.ts";
import type { Notice } from "../domain/notice.ts";
import { shortHash } from "./ids.ts";
import { keys } from "./keys.ts";
import { type Change, getItem, putNew, replace } from "./table.ts";

/** The answers of one transaction. */
export interface Answering {
  /** Whether this notice may answer; counts it if so. */
  admits(notice: Notice): Promise<boolean>;
  /** The changes that keep the count, one an address. */
  changes(): Change[];
}

/** Begins to count for one transaction; the address stands in the key as a hash. */
export function beginAnswering(now: Date): Answering {
  const day = now.toISOString().slice(0, 10);
  const before = new Map<string, Promise<Tally>>();
  const after = new Map<string, Tally>();
  const stored = async (hash: string) => (await getItem(keys.answers(hash), Tally)) ?? noAnswers;
  return {
    admits: async ({ to, call }) => {
      const hash = shortHash(to.toLowerCase());
      const reading = before.get(hash) ?? stored(hash);
      before.set(hash, reading);
      const read = await reading;
      const next = answered(after.get(hash) ?? read, call, day);
      if (next) after.set(hash, next);
      return next !== null;
    },
    changes: () =>
      [...after].map(([hash, { revision, ...tally }]) => {
        const item = { ...tally, revision: revision + 1, entity: "answers", ...keys.answers(hash) };
        return revision === 0 ? putNew(item) : replace(item, "revision", revision);
      }),
  };
}
