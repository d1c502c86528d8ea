/** Ids: prefixed, lower-case, and in the order they were made. */
import { createHash, randomBytes } from "node:crypto";

const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** Crockford base32, lower case, of a whole number, padded to a length. */
function base32(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32))
    text = (digits[rest % 32] ?? "0") + text;
  return text;
}

/** Crockford base32, lower case, of bytes. */
function base32Of(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digits[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + digits[(held << (5 - bits)) & 31] : text;
}

let counter = 0;

/** A new id such as `led_01jd…`: instant, a counter for ids of one millisecond, randomness. */
export function newId(prefix: string, now: Date): string {
  counter = (counter + 1) % 1024;
  return `${prefix}_${base32(now.getTime(), 9)}${base32(counter, 2)}${base32Of(randomBytes(5))}`;
}

/** An id that the same instant and source always give: a retried event must not become a second record. */
export function idFrom(prefix: string, at: Date, source: string): string {
  return `${prefix}_${base32(at.getTime(), 9)}${shortHash(source)}`;
}

/** Ten characters that stand for a text. */
export function shortHash(source: string): string {
  return base32Of(createHash("sha256").update(source).digest()).slice(0, 10);
}
