/** How far each shard of a stream has been read, on disk after every batch. */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export type Checkpoints = {
  of: (shard: string) => string | undefined; // the last sequence number that is done
  done: (shard: string, sequence: string) => void;
};

/** A line for each batch: replacing a file costs milliseconds where appending to one costs none. */
export function openCheckpoints(file: string): Checkpoints {
  const last = new Map<string, string>();
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    const [shard, sequence, end] = line.split(" ");
    if (shard && sequence && end === ".") last.set(shard, sequence); // a kill may cut the last line short
  }
  const lines = [...last].map(([shard, sequence]) => `${shard} ${sequence} .\n`);
  writeFileSync(`${file}.new`, lines.join(""));
  renameSync(`${file}.new`, file);
  return {
    of: (shard) => last.get(shard),
    done: (shard, sequence) => {
      if (last.get(shard) === sequence) return;
      last.set(shard, sequence);
      appendFileSync(file, `${shard} ${sequence} .\n`);
    },
  };
}
