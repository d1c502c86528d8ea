/** Reads a compound file: the container of Word before 2007, of Outlook's messages and of locked Office files. */
import { Unreadable } from "./limits.ts";

export interface Compound {
  names: string[]; // of all storages and streams
  stream: (name: string) => Uint8Array | null;
}

interface Entry {
  name: string;
  type: number; // 1 storage, 2 stream, 5 root
  start: number;
  size: number;
}

const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const lastSector = 0xfffffff0; // and above: end of chain, free, table

export const isCompound = (bytes: Uint8Array): boolean => magic.every((byte, at) => bytes[at] === byte);

export function openCompound(bytes: Uint8Array): Compound {
  if (bytes.length < 512) throw new Unreadable("damaged", "The compound file has no header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorShift = view.getUint16(30, true);
  const miniShift = view.getUint16(32, true);
  if ((sectorShift !== 9 && sectorShift !== 12) || miniShift !== 6)
    throw new Unreadable("damaged", "The compound file has sectors of an unknown size");
  const sectorSize = 1 << sectorShift;
  const at = (sector: number) => (sector + 1) * sectorSize;
  const sectors = Math.ceil(bytes.length / sectorSize);

  const fat = fatOf(view, sectorSize, sectors);
  /** The bytes of a chain of sectors; a chain that comes back to itself ends where the file must. */
  const chain = (start: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let sector = start, steps = 0; sector < lastSector && steps <= sectors; steps++) {
      if (at(sector) >= bytes.length) break;
      parts.push(bytes.subarray(at(sector), at(sector) + sectorSize));
      sector = fat[sector] ?? lastSector;
    }
    return Buffer.concat(parts);
  };

  const entries = entriesOf(chain(view.getUint32(48, true)));
  const cutoff = view.getUint32(56, true);
  const root = entries.find(({ type }) => type === 5);
  const mini = root ? chain(root.start) : new Uint8Array();
  const miniFat = numbersOf(chain(view.getUint32(60, true)));
  const miniChain = (start: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let sector = start, steps = 0; sector < lastSector && steps <= miniFat.length; steps++) {
      parts.push(mini.subarray(sector << miniShift, (sector + 1) << miniShift));
      sector = miniFat[sector] ?? lastSector;
    }
    return Buffer.concat(parts);
  };
  return {
    names: entries.map(({ name }) => name),
    stream: (name) => {
      const entry = entries.find((one) => one.type === 2 && one.name === name);
      if (!entry) return null;
      return (entry.size < cutoff ? miniChain(entry.start) : chain(entry.start)).subarray(0, entry.size);
    },
  };
}

function numbersOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(at * 4, true));
}

/** The table of chains: its first 109 sectors are named in the header, the rest in sectors of their own. */
function fatOf(view: DataView, sectorSize: number, sectors: number): number[] {
  const isThere = (sector: number) => sector < lastSector && (sector + 2) * sectorSize <= view.byteLength;
  const places: number[] = [];
  for (let index = 0; index < 109; index++) places.push(view.getUint32(76 + index * 4, true));
  let more = view.getUint32(68, true);
  for (let steps = 0; isThere(more) && steps < sectors; steps++) {
    const from = (more + 1) * sectorSize;
    for (let index = 0; index < sectorSize / 4 - 1; index++)
      places.push(view.getUint32(from + index * 4, true));
    more = view.getUint32(from + sectorSize - 4, true);
  }
  const fat: number[] = [];
  for (const place of places.filter(isThere).slice(0, sectors)) {
    const from = (place + 1) * sectorSize;
    for (let index = 0; index < sectorSize / 4; index++) fat.push(view.getUint32(from + index * 4, true));
    if (fat.length > sectors) break;
  }
  return fat;
}

function entriesOf(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length && entries.length < 20_000; at += 128) {
    const length = view.getUint16(at + 64, true);
    const type = view.getUint8(at + 66);
    if (type === 0 || length < 2 || length > 64) continue;
    const name = Buffer.from(directory.subarray(at, at + length - 2)).toString("utf16le");
    entries.push({ name, type, start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) });
  }
  return entries;
}
