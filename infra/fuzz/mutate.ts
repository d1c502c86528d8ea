/** Makes out of good files such as nobody would write on purpose: the same seed and number always make the same one. */

/** Whole numbers from 0 up to, not including, a bound. */
type Dice = (bound: number) => number;

/** A small generator (mulberry32): mutations need many numbers, of which nothing hangs but that they can be had again. */
function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

type Mutator = (bytes: Buffer, roll: Dice, others: readonly Buffer[], words: readonly string[]) => Buffer;

/** A stretch of the file, mostly a short one. */
function stretch(bytes: Buffer, roll: Dice): [number, number] {
  const from = roll(bytes.length + 1);
  const length = roll(roll(4) === 0 ? bytes.length + 1 : 64);
  return [from, Math.min(bytes.length, from + length)];
}

const put = (bytes: Buffer, from: number, to: number, between: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), between, bytes.subarray(to)]);

const mutators: Record<string, Mutator> = {
  flip: (bytes, roll) => {
    const out = Buffer.from(bytes);
    for (let times = roll(16) + 1; times > 0 && out.length > 0; times -= 1) {
      const at = roll(out.length);
      out[at] = (out[at] ?? 0) ^ (1 << roll(8));
    }
    return out;
  },
  erase: (bytes, roll) => put(bytes, ...stretch(bytes, roll), Buffer.alloc(0)),
  double: (bytes, roll) => {
    const [from, to] = stretch(bytes, roll);
    const copies = Array.from({ length: roll(8) + 1 }, () => bytes.subarray(from, to));
    return put(bytes, to, to, Buffer.concat(copies));
  },
  move: (bytes, roll) => {
    const [from, to] = stretch(bytes, roll);
    const rest = put(bytes, from, to, Buffer.alloc(0));
    const at = roll(rest.length + 1);
    return put(rest, at, at, bytes.subarray(from, to));
  },
  cut: (bytes, roll) => bytes.subarray(0, roll(bytes.length + 1)),
  fill: (bytes, roll) => put(bytes, ...stretch(bytes, roll), Buffer.alloc(roll(512), roll(256))),
  splice: (bytes, roll, others) => {
    const other = others[roll(others.length)] ?? bytes;
    return Buffer.concat([bytes.subarray(0, roll(bytes.length + 1)), other.subarray(roll(other.length + 1))]);
  },
  word: (bytes, roll, _others, words) => {
    const [from, to] = stretch(bytes, roll);
    const word = Buffer.from(words[roll(words.length)] ?? "", "latin1");
    return put(bytes, from, roll(2) === 0 ? from : to, word);
  },
  line: (bytes, roll, _others, words) => {
    const line = bytes.indexOf(10, roll(bytes.length + 1));
    const at = line === -1 ? bytes.length : line + 1;
    return put(bytes, at, at, Buffer.from(`${words[roll(words.length)] ?? ""}\r\n`, "latin1"));
  },
};
const names = Object.keys(mutators);

/** A mutated file grows to this at most: a case must stay small enough to be read by whoever mends what it found. */
const largest = 512 * 1024;

/** The case of this number: one of the seeds, changed one to five times. */
export function mutated(
  seeds: readonly Buffer[],
  words: readonly string[],
  seed: number,
  number: number,
): { of: number; bytes: Buffer } {
  const roll = dice(Math.imul(seed, 0x9e3779b1) ^ number);
  const of = roll(seeds.length);
  let bytes = seeds[of] ?? Buffer.alloc(0);
  for (let times = roll(5) + 1; times > 0; times -= 1) {
    const mutate = mutators[names[roll(names.length)] ?? ""];
    bytes = (mutate?.(bytes, roll, seeds, words) ?? bytes).subarray(0, largest);
  }
  return { of, bytes };
}
