/** What a file is, by its content and never by its name. */
import type { DocumentType } from "../domain/reading.ts";
import { charsetOf, textOf } from "./charset.ts";
import { isCompound, openCompound } from "./compound.ts";
import { isZip, listZip, type Zip } from "./zip.ts";

const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, at) => bytes[at] === byte);
const ascii = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString("latin1");

const signatures: [DocumentType, number[]][] = [
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["image", [0x49, 0x49, 0x2a, 0x00]],
  ["image", [0x4d, 0x4d, 0x00, 0x2a]],
  ["executable", [0x7f, 0x45, 0x4c, 0x46]],
  ["executable", [0xcf, 0xfa, 0xed, 0xfe]],
  ["executable", [0xce, 0xfa, 0xed, 0xfe]],
  ["executable", [0xca, 0xfe, 0xba, 0xbe]],
  ["executable", [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]], // a Windows shortcut
  ["archive", [0x52, 0x61, 0x72, 0x21, 0x1a]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["archive", [0x1f, 0x8b, 0x08]],
  ["archive", [0x42, 0x5a, 0x68]],
  ["archive", [0xfd, 0x37, 0x7a, 0x58]],
  ["archive", [0x4d, 0x53, 0x43, 0x46]],
  ["media", [0x49, 0x44, 0x33]],
  ["media", [0x4f, 0x67, 0x67, 0x53]],
];

const openDocuments: Record<string, DocumentType> = {
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.text-template": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "application/vnd.oasis.opendocument.presentation": "odp",
};

/** The type of a zip by its parts. */
function typeOfZip(zip: Zip): DocumentType {
  const mimetype = zip.entries.get("mimetype");
  if (mimetype && mimetype.size < 200)
    return (
      openDocuments[
        Buffer.from(zip.read("mimetype") ?? [])
          .toString("latin1")
          .trim()
      ] ?? "zip"
    );
  const names = [...zip.entries.keys()];
  if (!names.includes("[Content_Types].xml")) return "zip";
  if (names.some((name) => name.startsWith("word/"))) return "docx";
  if (names.some((name) => name.startsWith("xl/"))) return "xlsx";
  if (names.some((name) => name.startsWith("ppt/"))) return "pptx";
  return "zip";
}

function typeOfCompound(bytes: Uint8Array): DocumentType {
  const names = new Set(openCompound(bytes).names);
  if (names.has("EncryptedPackage")) return "encrypted-office";
  if (names.has("WordDocument")) return "doc";
  if (names.has("Workbook") || names.has("Book")) return "xls";
  if (names.has("PowerPoint Document")) return "ppt";
  return names.has("__properties_version1.0") ? "msg" : "unknown";
}

/** Throws Unreadable for a package whose directory is damaged or promises harm. */
export function typeOf(bytes: Uint8Array): DocumentType {
  if (bytes.length === 0) return "empty";
  if (isZip(bytes)) return typeOfZip(listZip(bytes));
  if (isCompound(bytes)) return typeOfCompound(bytes);
  if (ascii(bytes, 0, 1024).includes("%PDF-")) return "pdf";
  if (/^\s*\{\\rtf/.test(ascii(bytes, 0, 64).replace("\u00ef\u00bb\u00bf", ""))) return "rtf";
  const found = signatures.find(([, signature]) => startsWith(bytes, ...signature));
  if (found) return found[0];
  return typeOfOther(bytes);
}

function typeOfOther(bytes: Uint8Array): DocumentType {
  const head = ascii(bytes, 0, 16);
  if (head.startsWith("RIFF")) return head.slice(8, 12) === "WEBP" ? "image" : "media";
  if (head.slice(4, 8) === "ftyp") return /^(hei|mif|avi)/.test(head.slice(8, 12)) ? "image" : "media";
  if (!isText(bytes)) {
    if (head.startsWith("MZ")) return "executable";
    return head.startsWith("BM") && bytes.length > 54 ? "image" : "unknown";
  }
  return typeOfText(textOf(bytes.subarray(0, 16_384)));
}

/** Writing has no control characters but those that part lines; a few slip into real texts. */
function isText(bytes: Uint8Array): boolean {
  if (charsetOf(bytes.subarray(0, 4096)).startsWith("utf-16")) return true;
  let strange = 0;
  const length = Math.min(bytes.length, 65_536);
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) return false;
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) || byte === 127) strange += 1;
  }
  return strange <= length / 1000;
}

const header =
  /^(received|return-path|from|to|date|subject|message-id|mime-version|delivered-to|x-[\w-]+): /im;

function typeOfText(text: string): DocumentType {
  const start = text.trimStart().slice(0, 2000);
  if (/^#!\s*\//.test(start) || /^@echo off/i.test(start)) return "executable";
  if (/^<!doctype html|^<html\b|<(head|body|table|div|meta)\b[^>]*>|<p(\s[^>]*)?>/i.test(start))
    return "html";
  if (/^<\?xml\b/.test(start)) return /<html\b/i.test(start) ? "html" : "unknown";
  const [top = ""] = text.split(/\r?\n\r?\n/, 1);
  const headers = top.split(/\r?\n/).filter((line) => header.test(line)).length;
  return header.test(top.split(/\r?\n/, 1)[0] ?? "") && headers >= 3 ? "eml" : "txt";
}

const byExtension: Record<string, readonly DocumentType[]> = {
  docx: ["docx", "encrypted-office"],
  docm: ["docx", "encrypted-office"],
  dotx: ["docx", "encrypted-office"],
  doc: ["doc"],
  dot: ["doc"],
  pdf: ["pdf"],
  odt: ["odt"],
  rtf: ["rtf"],
  html: ["html"],
  htm: ["html"],
  txt: ["txt"],
  xlsx: ["xlsx", "encrypted-office"],
  pptx: ["pptx", "encrypted-office"],
  msg: ["msg"],
  eml: ["eml", "txt"],
  zip: ["zip"],
  jpg: ["image"],
  jpeg: ["image"],
  png: ["image"],
  tif: ["image"],
  tiff: ["image"],
};

/** True where the name's ending promises another type. */
export function isMisnamed(name: string, type: DocumentType): boolean {
  const expected = byExtension[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
  return expected !== undefined && type !== "empty" && !expected.includes(type);
}
