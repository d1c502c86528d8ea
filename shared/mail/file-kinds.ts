/** What a file is by its content, and whether the desk takes it. */
import { fileTypeFromBuffer } from "file-type";

const taken = new Set([
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.oasis.opendocument.text",
  "application/x-cfb", // Word before 2007, and Outlook's .msg
  "application/rtf",
  "image/jpeg",
  "image/png",
  "image/tiff",
]);

const byName: Record<string, string> = {
  txt: "text/plain",
  eml: "message/rfc822",
  html: "text/html",
  htm: "text/html",
};

export interface FileKind {
  type: string;
  refused?: "too-large" | "wrong-type" | "empty";
}

/** Type by content where content tells, by name for plain text, which has no marks. Executables are never text. */
export async function kindOf(bytes: Uint8Array, name: string): Promise<FileKind> {
  if (bytes.length === 0) return { type: "application/octet-stream", refused: "empty" };
  const found = await fileTypeFromBuffer(bytes);
  if (found)
    return taken.has(found.mime) ? { type: found.mime } : { type: found.mime, refused: "wrong-type" };
  const type = byName[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
  const isText = !bytes.subarray(0, 4096).includes(0);
  return type && isText ? { type } : { type: type ?? "application/octet-stream", refused: "wrong-type" };
}
