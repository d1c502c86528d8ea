/** What the local scanner takes for a threat, and what it cannot look into. */
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { eicarFile, scanned } from "../../../infra/local/eicar.ts";

const plain = Buffer.from("Respuesta de la misión");
const inZip = (name: string, bytes: Uint8Array) => zipSync({ [name]: bytes });
const nested = (levels: number, bytes: Uint8Array): Uint8Array =>
  levels === 0 ? bytes : inZip("inner.zip", nested(levels - 1, bytes));
const locked = (bytes: Uint8Array) => {
  const copy = Buffer.from(bytes);
  copy.writeUInt16LE(copy.readUInt16LE(6) | 1, 6);
  return copy;
};
const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`${at}.txt`, plain]));

test.each([
  ["a letter", plain, "NO_THREATS_FOUND"],
  ["nothing", Buffer.alloc(0), "NO_THREATS_FOUND"],
  ["the test file", eicarFile(), "THREATS_FOUND"],
  ["the test file and a line's end", Buffer.concat([eicarFile(), Buffer.from("\r\n")]), "THREATS_FOUND"],
  ["talk about the test file", Buffer.concat([plain, eicarFile()]), "NO_THREATS_FOUND"],
  ["a Word file with the test file in it", inZip("word/embeddings/a.bin", eicarFile()), "THREATS_FOUND"],
  ["the test file four archives deep", nested(4, eicarFile()), "THREATS_FOUND"],
  ["an archive deeper than is looked", nested(7, eicarFile()), "UNSUPPORTED"],
  ["more files than are looked at", zipSync(many), "UNSUPPORTED"],
  ["an archive behind a password", locked(inZip("a.txt", plain)), "UNSUPPORTED"],
  [
    "a Word file behind a password",
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]),
    "UNSUPPORTED",
  ],
  ["a Word file of before 2007", Buffer.from("d0cf11e0a1b11ae1000000", "hex"), "NO_THREATS_FOUND"],
  ["a damaged archive", inZip("a.txt", plain).subarray(0, 40), "NO_THREATS_FOUND"],
])("%s", (_what, bytes, verdict) => {
  expect(scanned(bytes)).toBe(verdict);
});

test("our own source holds the test file nowhere in one piece", () => {
  expect(eicarFile().length).toBe(68);
});
