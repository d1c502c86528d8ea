/**
 * How wide the characters of Times are, in thousandths of the size: the numbers of Adobe's metrics of Times-Roman and
 * Times-Bold, which every reader of PDFs has or has a twin of, for the bytes from 32 to 255 (see winansi.ts).
 */

const table = (rows: string) => rows.trim().split(/\s+/).map(Number);

const roman = table(`
250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564 564 444
921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500
333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541 0
500 0 333 500 444 1000 500 500 333 1000 556 333 889 0 611 0 0 333 333 444 444 350 500 1000 333 980 389 333 722 0 444 722
250 333 500 500 500 500 200 500 333 760 276 500 564 333 760 333 400 564 300 300 333 500 453 250 333 300 310 500 750 750 750 444
722 722 722 722 722 722 889 667 611 611 611 611 333 333 333 333 722 722 722 722 722 722 722 564 722 722 722 722 722 722 556 500
444 444 444 444 444 444 667 444 444 444 444 444 278 278 278 278 500 500 500 500 500 500 500 564 500 500 500 500 500 500 500 500
`);

const bold = table(`
250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 333 570 570 570 500
930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500
333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520 0
500 0 333 500 500 1000 500 500 333 1000 556 333 1000 0 667 0 0 333 333 500 500 350 500 1000 333 1000 389 333 722 0 444 722
250 333 500 500 500 500 220 500 333 747 300 500 570 333 747 333 400 570 300 300 333 556 540 250 333 300 330 500 750 750 750 500
722 722 722 722 722 722 1000 722 667 667 667 667 389 389 389 389 722 722 778 778 778 778 778 570 778 722 722 722 722 722 611 556
500 500 500 500 500 500 722 444 444 444 444 444 278 278 278 278 500 556 500 500 500 500 500 570 500 556 556 556 556 500 556 500
`);

export interface Face {
  bold?: boolean;
  size: number; // in points
}

/** How wide these bytes are, in points. */
export function widthOf(bytes: readonly number[], face: Face): number {
  const widths = face.bold ? bold : roman;
  return (bytes.reduce((sum, byte) => sum + (widths[byte - 32] ?? 0), 0) * face.size) / 1000;
}

/** Lines of at most a width: broken at spaces, and within a word only where it is wider than a line. */
export function breakLines(bytes: readonly number[], width: number, face: Face): number[][] {
  const lines: number[][] = [];
  let line: number[] = [];
  for (const word of wordsOf(bytes)) {
    const joined = line.length === 0 ? word : [...line, 32, ...word];
    if (widthOf(joined, face) <= width) {
      line = joined;
      continue;
    }
    if (line.length > 0) lines.push(line);
    const pieces = piecesOf(word, width, face);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? [];
  }
  return line.length > 0 || lines.length === 0 ? [...lines, line] : lines;
}

function wordsOf(bytes: readonly number[]): number[][] {
  const words: number[][] = [[]];
  for (const byte of bytes) {
    if (byte === 32) words.push([]);
    else words.at(-1)?.push(byte);
  }
  return words.filter((word) => word.length > 0);
}

function piecesOf(word: readonly number[], width: number, face: Face): number[][] {
  const pieces: number[][] = [[]];
  let used = 0;
  for (const byte of word) {
    const wide = widthOf([byte], face);
    if (used + wide > width && used > 0) {
      pieces.push([]);
      used = 0;
    }
    pieces.at(-1)?.push(byte);
    used += wide;
  }
  return pieces;
}
