/** Whether what a reader gave is writing at all: a broken font table or random bytes give characters, too. */

const least = 24; // characters of which nothing can be said

export function isGarbled(text: string): boolean {
  const shown = text.replace(/\s+/g, "");
  if (shown.length === 0) return false;
  const count = (pattern: RegExp) => shown.match(pattern)?.length ?? 0;
  const strange = count(/[\ufffd\p{Cc}\p{Co}\p{Cn}]/gu);
  if (strange > Math.max(2, shown.length * 0.03)) return true;
  if (shown.length < least) return false;
  const letters = count(/\p{L}/gu);
  const plain = letters + count(/[\p{N}\p{P}]/gu);
  if (plain < shown.length * 0.7) return true;
  return isUnspeakable(text, letters) || isMixed(text);
}

/** Words of any Latin writing have vowels, and an end. */
function isUnspeakable(text: string, letters: number): boolean {
  const latin = text.normalize("NFD").match(/[a-z]/gi)?.length ?? 0;
  if (latin < 60 || latin < letters * 0.7) return false;
  const vowels = text.normalize("NFD").match(/[aeiouy]/gi)?.length ?? 0;
  const isOff = vowels < latin * 0.2 || vowels > latin * 0.75;
  const long = text.match(/\p{L}{28,}/gu)?.join("").length ?? 0;
  return isOff || long > letters * 0.3;
}

/** Capitals and signs in the midst of most words: bytes taken for letters. */
function isMixed(text: string): boolean {
  const words = text.match(/\S+/g) ?? [];
  if (words.length < 8) return false;
  const mixed = words.filter((word) =>
    /\p{Ll}\p{Lu}\p{Ll}?\p{Lu}|\p{L}[^\p{L}\p{N}\s'’.,;:()/@_-]+\p{L}/u.test(word),
  );
  return mixed.length > words.length * 0.4;
}
