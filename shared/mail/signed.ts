/** Opens an S/MIME envelope that is signed and not encrypted: what was signed is readable without any key. */

type Value = { tag: number; start: number; end: number; next: number };

const signedData = Buffer.from("2a864886f70d010702", "hex");
const envelopedData = Buffer.from("2a864886f70d010703", "hex");
const authEnvelopedData = Buffer.from("2a864886f70d0109100117", "hex");

const looksAtMost = 20_000;
const depthAtMost = 12;

export type Sealed = { kind: "signed"; content: Buffer } | { kind: "encrypted" } | null;

/** What stands in it; null when it is no such envelope, or holds a signature only. */
export function openSealed(bytes: Buffer): Sealed {
  try {
    const walk = { bytes: fromPem(bytes), looks: looksAtMost };
    const outer = valueAt(walk, 0);
    const [type, wrapper] = childrenOf(walk, outer, 2);
    if (!type || !wrapper) return null;
    const name = walk.bytes.subarray(type.start, type.end);
    if (name.equals(envelopedData) || name.equals(authEnvelopedData)) return { kind: "encrypted" };
    if (!name.equals(signedData)) return null;
    const [body] = childrenOf(walk, wrapper, 1);
    const inner = body && childrenOf(walk, body, 3)[2];
    const content = inner && childrenOf(walk, inner, 2)[1];
    const octets = content && childrenOf(walk, content, 1)[0];
    return octets ? { kind: "signed", content: octetsOf(walk, octets, 0) } : null;
  } catch {
    return null; // cut off or no envelope at all: it stays the file that it is
  }
}

type Walk = { bytes: Buffer; looks: number };

function fromPem(bytes: Buffer): Buffer {
  if (bytes[0] === 0x30) return bytes;
  const text = bytes.toString("latin1").replace(/-----[A-Z0-9 ]{1,40}-----/g, "");
  return Buffer.from(text, "base64");
}

/** One value; where its length is not told, its end is found by walking what it holds. */
function valueAt(walk: Walk, at: number, depth = 0): Value {
  walk.looks -= 1;
  const { bytes } = walk;
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || walk.looks < 0 || depth > depthAtMost)
    throw new RangeError();
  if (first === 0x80) {
    let end = at + 2;
    while (!(bytes[end] === 0 && bytes[end + 1] === 0)) end = valueAt(walk, end, depth + 1).next;
    return { tag, start: at + 2, end, next: end + 2 };
  }
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 6) throw new RangeError();
  const start = at + 2 + count;
  const end = start + (count === 0 ? first : bytes.readUIntBE(at + 2, count));
  if (end > bytes.length) throw new RangeError();
  return { tag, start, end, next: end };
}

function childrenOf(walk: Walk, { start, end }: Value, atMost: number): Value[] {
  const children: Value[] = [];
  for (let at = start; at < end && children.length < atMost; ) {
    const child = valueAt(walk, at);
    children.push(child);
    at = child.next;
  }
  return children;
}

/** Octets in one piece, or in pieces. */
function octetsOf(walk: Walk, value: Value, depth: number): Buffer {
  if ((value.tag & 0x20) === 0) return walk.bytes.subarray(value.start, value.end);
  if (depth > 3) throw new RangeError();
  const pieces = childrenOf(walk, value, looksAtMost);
  return Buffer.concat(pieces.map((piece) => octetsOf(walk, piece, depth + 1)));
}
