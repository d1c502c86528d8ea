/**
 * Reads a zip's directory and inflates single parts of it, each with a cap. Nothing is inflated before the directory has
 * been judged: number of parts, sizes as declared, ratios, and whether parts lie over each other. Node's own inflate is
 * used because it takes the cap itself and stops there.
 */
import { inflateRawSync } from "node:zlib";
import { partLimit, Unreadable } from "./limits.ts";

interface ZipEntry {
  name: string;
  method: number; // 0 stored, 8 deflated
  packed: number;
  size: number; // as declared
  isEncrypted: boolean;
  offset: number; // of its local header
}

export interface Zip {
  entries: Map<string, ZipEntry>;
  /** The part's bytes; null when there is none of that name. Throws Unreadable when it is more than declared or damaged. */
  read: (name: string) => Uint8Array | null;
}

const most = {
  entries: 10_000,
  total: 600 * 1024 * 1024, // of all parts, as declared
  ratioFrom: 12 * 1024 * 1024, // a part below it may shrink as it likes
  ratio: 120, // real documents stay below 40
};
const end = 0x06054b50;
const directory = 0x02014b50;
const local = 0x04034b50;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes.length >= 22;

/** Opens a zip; throws Unreadable when its directory is damaged or promises harm. */
export function openZip(bytes: Uint8Array): Zip {
  const zip = listZip(bytes);
  judge([...zip.entries.values()], bytes.length);
  return zip;
}

/** Opens a zip without judging it: to tell from its directory what it is. */
export function listZip(bytes: Uint8Array): Zip {
  const entries = readDirectory(bytes);
  let inflated = 0;
  return {
    entries,
    read: (name) => {
      const entry = entries.get(name);
      if (!entry) return null;
      const part = inflate(bytes, entry);
      inflated += part.length;
      if (inflated > 2 * partLimit) throw new Unreadable("too-large", "Its parts are too large together");
      return part;
    },
  };
}

function readDirectory(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = viewOf(bytes);
  const tail = findEnd(view);
  if (tail === null) throw new Unreadable("damaged", "The zip has no directory");
  const count = view.getUint16(tail + 10, true);
  if (count > most.entries) throw new Unreadable("zip-bomb", `${count} parts`);
  const entries = new Map<string, ZipEntry>();
  // Where bytes were put before the zip, its offsets are short by as many.
  const shift = tail - view.getUint32(tail + 12, true) - view.getUint32(tail + 16, true);
  let at = view.getUint32(tail + 16, true) + Math.max(shift, 0);
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directory)
      throw new Unreadable("damaged", "The zip's directory is cut");
    const nameLength = view.getUint16(at + 28, true);
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString("utf8");
    entries.set(name.replaceAll("\\", "/"), {
      name,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      offset: view.getUint32(at + 42, true) + Math.max(shift, 0),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end record stands last, before a comment of up to 65,535 bytes. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === end) return at;
  return null;
}

function judge(entries: ZipEntry[], length: number): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > most.total) throw new Unreadable("zip-bomb", `It unpacks to ${total} bytes`);
  for (const { name, size, packed } of entries)
    if (size > most.ratioFrom && size > most.ratio * Math.max(packed, 1))
      throw new Unreadable("zip-bomb", `${name} unpacks to ${size} bytes`);
  if (total > 4 * most.ratioFrom && total > most.ratio * length)
    throw new Unreadable("zip-bomb", `It unpacks to ${total} bytes`);
  let last = 0;
  for (const { offset, packed } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < last) throw new Unreadable("zip-bomb", "Its parts lie over each other");
    last = offset + 30 + packed;
  }
}

function inflate(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.isEncrypted) throw new Unreadable("encrypted", `${entry.name} is locked`);
  if (entry.size > partLimit) throw new Unreadable("too-large", `${entry.name} is too large`);
  const view = viewOf(bytes);
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== local)
    throw new Unreadable("damaged", `${entry.name} is not where the directory says`);
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  if (packed.length < entry.packed) throw new Unreadable("damaged", `${entry.name} is cut`);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new Unreadable("damaged", `${entry.name} is packed in an unknown way`);
  return inflated(packed, entry);
}

/** Not a byte more than declared: a part that holds more lied in the directory. */
function inflated(packed: Uint8Array, { name, size }: ZipEntry): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    const isMore = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new Unreadable(isMore ? "zip-bomb" : "damaged", `${name} does not unpack`);
  }
}
