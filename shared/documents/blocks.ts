/** Collects the blocks of one document, tidied and up to the limits. */
import type { Block, ReadingFlag } from "../domain/reading.ts";
import { blockLimit, textLimit } from "./limits.ts";

type Found = Omit<Block, "place"> & { place?: Omit<Block["place"], "paragraph"> };

export interface Blocks {
  add: (block: Found) => void;
  flag: (flag: ReadingFlag) => void;
  isFull: () => boolean;
  blocks: Block[];
  flags: Set<ReadingFlag>;
}

export function createBlocks(): Blocks {
  const blocks: Block[] = [];
  const flags = new Set<ReadingFlag>();
  let characters = 0;
  const isFull = () => characters >= textLimit || blocks.length >= blockLimit;
  return {
    blocks,
    flags,
    isFull,
    flag: (flag) => void flags.add(flag),
    add: ({ text, place = {}, label, ...block }) => {
      const plain = tidy(text);
      if (!plain) return;
      if (isFull()) return void flags.add("truncated");
      const kept = plain.slice(0, textLimit - characters);
      if (kept.length < plain.length) flags.add("truncated");
      characters += kept.length;
      const sign = label ? tidy(label) : "";
      const paragraph = blocks.length + 1;
      blocks.push({ ...block, text: kept, ...(sign ? { label: sign } : {}), place: { paragraph, ...place } });
    },
  };
}

/** One space between words, lines kept, nothing invisible. */
function tidy(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
