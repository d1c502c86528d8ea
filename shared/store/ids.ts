/** Ids: prefixed, lower-case, and in the order they were made. */
import { createHash, randomBytes } from "node:crypto";
import { base32, ordered } from "../domain/base32.ts";

/** A whole number in the ordered alphabet, padded to a length. */
function numbered(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32))
    text = (ordered[rest % 32] ?? "0") + text;
  return text;
}

let counter = 0;

/** A new id such as `led_01jd…`: instant, a counter for ids of one millisecond, randomness. */
export function newId(prefix: string, now: Date): string {
  counter = (counter + 1) % 1024;
  return `${prefix}_${numbered(now.getTime(), 9)}${numbered(counter, 2)}${base32(randomBytes(5), ordered)}`;
}

/** An id that the same instant and source always give: a retried event must not become a second record. */
export function idFrom(prefix: string, at: Date, source: string): string {
  return `${prefix}_${numbered(at.getTime(), 9)}${shortHash(source)}`;
}

/** The first and the last id that one instant to another can give; for ranges of sort keys. */
export function idsBetween(prefix: string, from: Date, to: Date): { from: string; to: string } {
  return { from: `${prefix}_${numbered(from.getTime(), 9)}`, to: `${prefix}_${numbered(to.getTime(), 9)}~` };
}

/** Ten characters that stand for a text. */
export function shortHash(source: string): string {
  return base32(createHash("sha256").update(source).digest(), ordered).slice(0, 10);
}
