/** Base32 of bytes in an alphabet of 32 characters, without padding. */

/** RFC 4648, lower case: survives mail programs, forms and dictation. */
export const dictated = "abcdefghijklmnopqrstuvwxyz234567";
/** Crockford's, lower case: in the order of the numbers it stands for. */
export const ordered = "0123456789abcdefghjkmnpqrstvwxyz";

/** Five bits a character, the last one filled up with zeros. */
export function base32(bytes: Uint8Array, alphabet: string): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}
