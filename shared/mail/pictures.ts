/** Tells the small pictures of signatures and letterheads from a page that someone photographed or pasted. */

/** Names that Outlook and others give to pictures of a signature, attached when they lose their place in the text. */
const nameOfProgram =
  /^(?:image\d{3}|outlook-[\w-]{1,40}|oledata|att\d{5})\.(?:png|jpe?g|gif|bmp|wmz|emz|mso)$/i;

/** Names that cameras, telephones and scanners give: what they took is a page or a photograph, however small. */
const nameOfCamera = /^(?:img|dsc|dscn|pxl|photo|foto|scan|escan|digitali|whatsapp)[-_ \d]/i;

export type Picture = { name: string; type: string; content: Buffer };

export const isPicture = ({ name, type }: Picture): boolean =>
  type.startsWith("image/") ||
  (/\.(?:png|jpe?g|gif|bmp)$/i.test(name) && type === "application/octet-stream");

export const isNamedByProgram = ({ name }: Picture): boolean => nameOfProgram.test(name);

/** Whether a picture is too small to be a page. */
export function isSmall({ name, content }: Picture): boolean {
  if (nameOfCamera.test(name)) return false;
  const size = sizeOf(content);
  if (!size) return content.length < 40_000;
  return size.width * size.height <= 320_000 && Math.min(size.width, size.height) <= 400;
}

type Size = { width: number; height: number };

function sizeOf(bytes: Buffer): Size | null {
  if (bytes.length < 26) return null;
  const head = bytes.toString("latin1", 0, 6);
  if (head.startsWith("\x89PNG")) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (head.startsWith("GIF8")) return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  if (head.startsWith("BM")) {
    return { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) };
  }
  return head.startsWith("\xff\xd8") ? sizeOfJpeg(bytes) : null;
}

/** The first frame's header, behind whatever stands before it. */
function sizeOfJpeg(bytes: Buffer): Size | null {
  let at = 2;
  for (let turn = 0; turn < 100 && at + 9 < bytes.length; turn += 1) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
