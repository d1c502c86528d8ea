/** Opens an Outlook message file (.msg), as people drag it out of their mailbox (MS-OXMSG). */
import { readCompound, type Stored } from "./compound.ts";
import { isCompound } from "./magic.ts";
import { type OutlookItem, type Properties, tags } from "./mapi.ts";

const depthAtMost = 4;
const filesAtMost = 200;
const propertyList = "__properties_version1.0";

/** The message; null for a compound file that is none, such as a Word document of old. Throws when it is damaged. */
export function readOutlookFile(bytes: Uint8Array): OutlookItem | null {
  if (!isCompound(bytes)) return null;
  const root = readCompound(bytes);
  return root.children.some(({ name }) => name === propertyList) ? itemOf(root, 32, 0) : null;
}

function itemOf(folder: Stored, headSize: number, depth: number): OutlookItem {
  const below = (start: string) =>
    folder.children
      .filter(({ name, isFolder }) => isFolder && name.startsWith(start))
      .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return {
    properties: propertiesOf(folder, headSize),
    recipients: below("__recip_version1.0_")
      .slice(0, filesAtMost)
      .map((one) => propertiesOf(one, 8)),
    files: below("__attach_version1.0_")
      .slice(0, filesAtMost)
      .map((one) => fileOf(one, depth)),
  };
}

function fileOf(folder: Stored, depth: number): OutlookItem["files"][number] {
  const properties = propertiesOf(folder, 8);
  const inner = folder.children.find(({ name, isFolder }) => isFolder && name === "__substg1.0_3701000D");
  return inner && depth < depthAtMost ? { properties, item: itemOf(inner, 24, depth + 1) } : { properties };
}

const wanted = new Set<number>(Object.values(tags));

/** Long values have a stream each, short ones stand in a list. */
function propertiesOf(folder: Stored, headSize: number): Properties {
  const properties: Properties = new Map();
  const list = folder.children.find(({ name }) => name === propertyList)?.read() ?? Buffer.alloc(0);
  for (let at = headSize; at + 16 <= list.length; at += 16) {
    const type = list.readUInt16LE(at);
    const tag = list.readUInt16LE(at + 2);
    if (wanted.has(tag)) properties.set(tag, { type, value: list.subarray(at + 8, at + 16) });
  }
  for (const stream of folder.children) {
    const [, tag, type] = /^__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})$/i.exec(stream.name) ?? [];
    if (!tag || !type || stream.isFolder || !wanted.has(Number.parseInt(tag, 16))) continue;
    properties.set(Number.parseInt(tag, 16), { type: Number.parseInt(type, 16), value: stream.read() });
  }
  return properties;
}
