/** An act of the ledger in words; its own name where there are none yet. */
import type { ActsText } from "./es.ts";

export function sayAct({ of }: Pick<ActsText, "of">, act: string): string {
  const words: Readonly<Record<string, string | undefined>> = of;
  return words[act] ?? act;
}
