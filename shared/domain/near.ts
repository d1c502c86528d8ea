/** Whether two short texts are nearly the same: an address copied by hand has a letter or two wrong. */

/** The letters that must be changed, added, dropped or swapped with their neighbour to make one of the other. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + same,
        ...(isSwapped ? [(before[j - 2] ?? 0) + 1] : []),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

const longest = 64; // of what stands before an @
const most = 2;

/** Whether one is the other with at most two letters wrong. Of very short texts nothing is near. */
export function isNear(a: string, b: string): boolean {
  if (a.length > longest || b.length > longest || Math.min(a.length, b.length) < 6) return false;
  return Math.abs(a.length - b.length) <= most && distance(a, b) <= most;
}

/** The only one of these that is near; null when none is, or more than one. */
export function nearest<T>(text: string, all: readonly T[], textOf: (one: T) => string): T | null {
  const found = all.filter((one) => isNear(text, textOf(one)));
  const [only] = found;
  return only !== undefined && found.length === 1 ? only : null;
}
