/** What a Word file of before 2007 says of its paragraphs: in a table, the end of a row, a heading, in a list. */

export interface Format {
  inTable: boolean;
  endsRow: boolean;
  heading: number | undefined;
  inList: boolean;
  listLevel: number;
}

interface Run {
  from: number; // file positions in the document's stream
  to: number;
  format: Format;
}

const size = 512;
const plain: Format = { inTable: false, endsRow: false, heading: undefined, inList: false, listLevel: 0 };

/** Answers the format of the paragraph whose last character stands at a position of the stream. */
export function readFormats(
  document: DataView,
  table: DataView,
  from: number,
  length: number,
): (position: number) => Format {
  const runs: Run[] = [];
  const count = Math.floor((length - 4) / 8);
  if (count > 0 && from + length <= table.byteLength) {
    for (let index = 0; index < Math.min(count, 20_000); index++) {
      const page = table.getUint32(from + 4 * (count + 1) + 4 * index, true) & 0x3fffff;
      if ((page + 1) * size <= document.byteLength) readPage(document, page * size, runs);
    }
  }
  runs.sort((left, right) => left.from - right.from);
  return (position) => {
    let low = 0;
    let high = runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const run = runs[middle];
      if (!run) break;
      if (position < run.from) high = middle - 1;
      else if (position >= run.to) low = middle + 1;
      else return run.format;
    }
    return plain;
  };
}

/** Answers whether a character of the stream was deleted or is hidden. */
export function readHidden(
  document: DataView,
  table: DataView,
  from: number,
  length: number,
): (position: number) => "deleted" | "hidden" | null {
  const runs: { from: number; to: number; as: "deleted" | "hidden" }[] = [];
  const count = Math.floor((length - 4) / 8);
  if (count > 0 && from + length <= table.byteLength) {
    for (let index = 0; index < Math.min(count, 20_000); index++) {
      const start = (table.getUint32(from + 4 * (count + 1) + 4 * index, true) & 0x3fffff) * size;
      if (start + size > document.byteLength) continue;
      const found = document.getUint8(start + size - 1);
      if (5 * found + 4 > size - 1) continue;
      for (let run = 0; run < found; run++) {
        const pointer = document.getUint8(start + 4 * (found + 1) + run) * 2;
        const as = pointer ? hiddenAs(document, start + pointer, start + size - 1) : null;
        const at = start + 4 * run;
        if (as && runs.length < 5_000)
          runs.push({ from: document.getUint32(at, true), to: document.getUint32(at + 4, true), as });
      }
    }
  }
  return (position) => runs.find((run) => position >= run.from && position < run.to)?.as ?? null;
}

function hiddenAs(view: DataView, start: number, limit: number): "deleted" | "hidden" | null {
  const to = Math.min(start + 1 + view.getUint8(start), limit);
  for (let at = start + 1; at + 2 < to; ) {
    const code = view.getUint16(at, true);
    const value = view.getUint8(at + 2);
    if (code === 0x0800 && value !== 0) return "deleted";
    if (code === 0x083c && value === 1) return "hidden";
    at += 2 + operandLength(view, code, at + 2, to);
  }
  return null;
}

/** One page of 512 bytes: positions first, then 13 bytes for each paragraph that point to what is set for it. */
function readPage(view: DataView, start: number, runs: Run[]): void {
  const count = view.getUint8(start + size - 1);
  if (count === 0 || 4 * (count + 1) + 13 * count > size - 1) return;
  for (let index = 0; index < count; index++) {
    const pointer = view.getUint8(start + 4 * (count + 1) + 13 * index) * 2;
    runs.push({
      from: view.getUint32(start + 4 * index, true),
      to: view.getUint32(start + 4 * index + 4, true),
      format: pointer ? readFormat(view, start + pointer, start + size - 1) : plain,
    });
  }
}

function readFormat(view: DataView, start: number, limit: number): Format {
  const words = view.getUint8(start);
  const from = words === 0 ? start + 2 : start + 1;
  const length = words === 0 ? view.getUint8(start + 1) * 2 : words * 2 - 1;
  const to = Math.min(from + length, limit);
  if (from + 2 > to) return plain;
  const style = view.getUint16(from, true);
  const format = { ...plain, heading: style >= 1 && style <= 9 ? style : undefined };
  let at = from + 2;
  while (at + 2 < to) {
    const code = view.getUint16(at, true);
    at += 2;
    const value = view.getUint8(at);
    if (code === 0x2416) format.inTable = value !== 0;
    else if (code === 0x2417) format.endsRow = value !== 0;
    else if (code === 0x260a) format.listLevel = value;
    else if (code === 0x2640 && value < 9) format.heading = value + 1;
    else if (code === 0x460b && at + 2 <= to) format.inList = view.getUint16(at, true) !== 0;
    at += operandLength(view, code, at, to);
  }
  return format;
}

/** The kind of an instruction says how long what follows it is. */
function operandLength(view: DataView, code: number, at: number, to: number): number {
  const kind = code >> 13;
  if (kind === 0 || kind === 1) return 1;
  if (kind === 3) return 4;
  if (kind === 7) return 3;
  if (kind !== 6) return 2;
  if (code === 0xd608 && at + 2 <= to) return view.getUint16(at, true) + 1;
  if (code === 0xc615 && view.getUint8(at) === 255) return to - at;
  return view.getUint8(at) + 1;
}
