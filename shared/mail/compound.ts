/**
 * Reads a compound file, the file system within a file in which Outlook keeps a message (MS-CFB).
 *
 * Our own: @kenjiuno/msgreader follows a chain of sectors that leads back into itself without end, and nothing can stop
 * it within the same thread. Here every chain ends after as many sectors as the file has, and what is read is counted.
 */

import { isCompound } from "./magic.ts";

export type Stored = { name: string; isFolder: boolean; children: Stored[]; read: () => Buffer };

const lastSector = 0xfffffffa; // above it stand marks: end of chain, free

type Disk = {
  bytes: Buffer;
  sectorSize: number;
  fat: number[];
  miniFat: number[];
  mini: Buffer;
  miniSize: number;
  cutoff: number;
  left: number; // bytes that may still be read
};

/** The root folder; throws a RangeError when the file is damaged. */
export function readCompound(raw: Uint8Array): Stored {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (!isCompound(bytes)) throw new RangeError("no compound file");
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw new RangeError("sector size");
  const disk: Disk = {
    bytes,
    sectorSize: 1 << shift,
    fat: [],
    miniFat: [],
    mini: Buffer.alloc(0),
    miniSize: 64,
    cutoff: Math.min(bytes.readUInt32LE(56), 1 << 16),
    left: bytes.length * 3 + 1024 * 1024,
  };
  disk.fat = tableOf(disk, fatSectors(disk));
  disk.miniFat = tableOf(disk, chainOf(disk.fat, bytes.readUInt32LE(60), sectorCount(disk)));
  const sectors = chainOf(disk.fat, bytes.readUInt32LE(48), sectorCount(disk));
  const directory = Buffer.concat(sectors.map((sector) => sectorAt(disk, sector)));
  const [root] = entriesOf(directory);
  if (!root) throw new RangeError("no root");
  disk.mini = readChain(disk, root.start, root.size);
  return treeOf(disk, entriesOf(directory));
}

const sectorCount = ({ bytes, sectorSize }: Disk) => Math.ceil(bytes.length / sectorSize);

function sectorAt({ bytes, sectorSize }: Disk, sector: number): Buffer {
  const start = (sector + 1) * sectorSize;
  if (start >= bytes.length) throw new RangeError("sector beyond the end");
  return bytes.subarray(start, start + sectorSize);
}

/** The sectors that hold the table of chains: 109 in the header, the rest in a chain of their own. */
function fatSectors(disk: Disk): number[] {
  const sectors: number[] = [];
  for (let at = 76; at < 512; at += 4) sectors.push(disk.bytes.readUInt32LE(at));
  let next = disk.bytes.readUInt32LE(68);
  for (let turn = 0; next < lastSector; turn += 1) {
    if (turn > sectorCount(disk)) throw new RangeError("endless table");
    const numbers = numbersOf(sectorAt(disk, next));
    next = numbers.pop() ?? lastSector;
    sectors.push(...numbers);
    if (sectors.length > sectorCount(disk) + 200) throw new RangeError("endless table");
  }
  return sectors.filter((sector) => sector < lastSector);
}

function numbersOf(sector: Buffer): number[] {
  return Array.from({ length: Math.floor(sector.length / 4) }, (_, at) => sector.readUInt32LE(at * 4));
}

function tableOf(disk: Disk, sectors: readonly number[]): number[] {
  return sectors.slice(0, sectorCount(disk)).flatMap((sector) => numbersOf(sectorAt(disk, sector)));
}

function chainOf(table: readonly number[], first: number, atMost: number): number[] {
  const chain: number[] = [];
  for (let next = first; next < lastSector; next = table[next] ?? lastSector) {
    chain.push(next);
    if (chain.length > atMost) throw new RangeError("endless chain");
  }
  return chain;
}

/** As much of a chain as a stream needs; what it goes on with, or whether it ends at all, is no matter. */
function firstOfChain(table: readonly number[], first: number, needed: number): number[] {
  const chain: number[] = [];
  for (let next = first; next < lastSector && chain.length < needed; next = table[next] ?? lastSector) {
    chain.push(next);
  }
  return chain;
}

function readChain(disk: Disk, first: number, size: number): Buffer {
  const needed = Math.ceil(size / disk.sectorSize);
  const chain = firstOfChain(disk.fat, first, Math.min(needed, sectorCount(disk)));
  spend(disk, chain.length * disk.sectorSize);
  return Buffer.concat(chain.map((sector) => sectorAt(disk, sector))).subarray(0, size);
}

function readMini(disk: Disk, first: number, size: number): Buffer {
  const chain = firstOfChain(disk.miniFat, first, Math.ceil(size / disk.miniSize));
  spend(disk, size);
  return Buffer.concat(
    chain.map((sector) => disk.mini.subarray(sector * disk.miniSize, (sector + 1) * disk.miniSize)),
  ).subarray(0, size);
}

/** Many entries may name the same bytes. */
function spend(disk: Disk, size: number): void {
  disk.left -= size;
  if (disk.left < 0) throw new RangeError("more is read than there is");
}

type Entry = {
  name: string;
  type: number;
  before: number;
  after: number;
  child: number;
  start: number;
  size: number;
};

function entriesOf(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameSize = Math.min(directory.readUInt16LE(at + 64), 64);
    entries.push({
      name: directory.toString("utf16le", at, at + Math.max(0, nameSize - 2)),
      type: directory.readUInt8(at + 66),
      before: directory.readUInt32LE(at + 68),
      after: directory.readUInt32LE(at + 72),
      child: directory.readUInt32LE(at + 76),
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  return entries;
}

/** Folders and files as a tree; an entry that is met twice makes the file a damaged one. */
function treeOf(disk: Disk, entries: readonly Entry[]): Stored {
  const seen = new Set<number>();
  const stored = (entry: Entry): Stored => ({
    name: entry.name,
    isFolder: entry.type !== 2,
    children: [],
    read: () =>
      entry.size < disk.cutoff
        ? readMini(disk, entry.start, entry.size)
        : readChain(disk, entry.start, Math.min(entry.size, disk.bytes.length)),
  });
  const first = entries[0];
  if (!first) throw new RangeError("no root");
  const root = stored(first);
  const open: { index: number; into: Stored }[] = [{ index: first.child, into: root }];
  for (let next = open.pop(); next; next = open.pop()) {
    const entry = entries[next.index];
    if (!entry) continue;
    if (seen.has(next.index)) throw new RangeError("entry met twice");
    seen.add(next.index);
    const one = stored(entry);
    next.into.children.push(one);
    open.push({ index: entry.before, into: next.into }, { index: entry.after, into: next.into });
    if (entry.type === 1) open.push({ index: entry.child, into: one });
  }
  return root;
}
