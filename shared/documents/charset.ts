/** Bytes of a text without a container, as characters: by its mark, else UTF-8 where it is that, else Windows'. */

const decode = (bytes: Uint8Array, charset: string) => new TextDecoder(charset).decode(bytes);

/** A decoder by the name a page or a mail gives; null for names that nobody knows. */
export function decoderOf(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name.trim());
  } catch {
    return null;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true }); // cut in a character is no fault
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a mark: in western writing every other byte is zero. */
function zeros(bytes: Uint8Array, odd: 0 | 1): number {
  const length = Math.min(bytes.length, 4096);
  let found = 0;
  for (let at = odd; at < length; at += 2) if (bytes[at] === 0) found += 1;
  return found / Math.max(1, length / 2);
}

export function charsetOf(bytes: Uint8Array, declared?: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.length >= 8 && zeros(bytes, 1) > 0.4 && zeros(bytes, 0) < 0.1) return "utf-16le";
  if (bytes.length >= 8 && zeros(bytes, 0) > 0.4 && zeros(bytes, 1) < 0.1) return "utf-16be";
  const isDeclared = declared !== undefined && decoderOf(declared) !== null;
  const isUtf = isUtf8(bytes);
  if (isDeclared && !(isUtf && /^(iso-8859|windows-125|latin)/i.test(declared))) return declared;
  return isUtf ? "utf-8" : "windows-1252";
}

export const textOf = (bytes: Uint8Array, declared?: string): string =>
  decode(bytes, charsetOf(bytes, declared));
