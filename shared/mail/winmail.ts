/** Opens a winmail.dat, in which Outlook sends its own form of a message to whoever does not ask for it (MS-OXTNEF). */
import { isWinmail } from "./magic.ts";
import { type OutlookItem, type Properties, type Property, tags } from "./mapi.ts";

const filesAtMost = 200;
const propertiesAtMost = 2_000;
const depthAtMost = 4;

/** Attributes, by the lower half of their number. */
const attributes = {
  subject: 0x8004,
  body: 0x800c,
  fileData: 0x800f,
  fileTitle: 0x8010,
  newFile: 0x9002,
  properties: 0x9003,
  fileProperties: 0x9005,
  codepage: 0x9007,
} as const;

/** What it holds, as far as it can be read; null when nothing can. */
export function readWinmail(bytes: Buffer, depth = 0): OutlookItem | null {
  if (!isWinmail(bytes) || depth > depthAtMost) return null;
  const item: OutlookItem = { properties: new Map(), recipients: [], files: [] };
  let at = 6;
  // A level, a number, a length; the bytes; a checksum that programs compute each in its own way.
  while (at + 9 <= bytes.length) {
    const id = bytes.readUInt32LE(at + 1) & 0xffff;
    const size = bytes.readUInt32LE(at + 5);
    const start = at + 9;
    take(item, id, bytes.subarray(start, Math.min(start + size, bytes.length)), depth);
    at = start + size + 2;
  }
  return item;
}

function take(item: OutlookItem, id: number, data: Buffer, depth: number): void {
  const text = (): Property => ({ type: 0x1e, value: data });
  const file = item.files.at(-1);
  switch (id) {
    case attributes.codepage:
      item.properties.set(tags.codepage, { type: 3, value: data });
      break;
    case attributes.subject:
      item.properties.set(tags.subject, text());
      break;
    case attributes.body:
      item.properties.set(tags.body, text());
      break;
    case attributes.properties:
      for (const [tag, property] of readProperties(data)) item.properties.set(tag, property);
      break;
    case attributes.newFile:
      if (item.files.length < filesAtMost) item.files.push({ properties: new Map() });
      break;
    case attributes.fileTitle:
      file?.properties.set(tags.fileShortName, text());
      break;
    case attributes.fileData:
      file?.properties.set(tags.fileData, { type: 0x102, value: data });
      break;
    case attributes.fileProperties:
      if (file) takeFile(item, file, readProperties(data), depth);
      break;
  }
}

/** A message among the files is a winmail of its own, behind an identifier of sixteen bytes. */
function takeFile(
  item: OutlookItem,
  file: OutlookItem["files"][number],
  properties: Properties,
  depth: number,
): void {
  for (const [tag, property] of properties) file.properties.set(tag, property);
  const codepage = item.properties.get(tags.codepage);
  if (codepage && !file.properties.has(tags.codepage)) file.properties.set(tags.codepage, codepage);
  const data = properties.get(tags.fileData);
  if (data?.type !== 0x0d) return;
  const inner = readWinmail(data.value.subarray(16), depth + 1);
  if (inner) file.item = inner;
}

const fixedSizes: Record<number, number> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

/** Reads on as long as it makes sense: a property of an unknown type ends it. */
function readProperties(data: Buffer): Properties {
  const properties: Properties = new Map();
  try {
    const count = Math.min(data.readUInt32LE(0), propertiesAtMost);
    let at = 4;
    for (let turn = 0; turn < count; turn += 1) {
      const type = data.readUInt16LE(at);
      const tag = data.readUInt16LE(at + 2);
      const read = readValue(data, tag >= 0x8000 ? afterName(data, at + 4) : at + 4, type);
      if (!read) break;
      if (tag < 0x8000 && read.value) properties.set(tag, { type: type & 0xfff, value: read.value });
      at = read.next;
    }
  } catch {
    // cut off: what was read stands
  }
  return properties;
}

function afterName(data: Buffer, at: number): number {
  const isNumber = data.readUInt32LE(at + 16) === 0;
  return isNumber ? at + 24 : at + 24 + padded(data.readUInt32LE(at + 20));
}

const padded = (size: number) => Math.ceil(size / 4) * 4;

function readValue(
  data: Buffer,
  at: number,
  type: number,
): { value: Buffer | undefined; next: number } | null {
  const kind = type & 0xfff;
  const isMany = (type & 0x1000) !== 0;
  const size = fixedSizes[kind];
  if (size !== undefined) {
    const count = isMany ? data.readUInt32LE(at) : 1;
    const start = isMany ? at + 4 : at;
    return { value: data.subarray(start, start + size), next: start + size * count };
  }
  if (![0x0d, 0x1e, 0x1f, 0x102].includes(kind)) return null;
  const count = Math.min(data.readUInt32LE(at), propertiesAtMost);
  let next = at + 4;
  let value: Buffer | undefined;
  for (let turn = 0; turn < count; turn += 1) {
    const length = data.readUInt32LE(next);
    value ??= data.subarray(next + 4, next + 4 + length);
    next += 4 + padded(length);
  }
  return { value, next };
}
