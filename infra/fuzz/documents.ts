/** The document half of the fuzzing: what mutations start from, and what must hold of every one of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { Reading } from "../../shared/domain/reading.ts";
import { type BoundedReader, boundedReader } from "../reading/bounded.ts";
import { root } from "../sources.ts";

/** One document in each format that is read, and packages that are only looked at. */
export function documentSeeds(): { name: string; bytes: Uint8Array }[] {
  const folder = join(root, "test", "documents", "sample");
  const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const inner = zipSync({ "a.txt": new Uint8Array(5_000) });
  return [
    ...files,
    ...files.filter(({ name }) => /\.(docx|odt)$/.test(name)).map(unpacked),
    { name: "nested.zip", bytes: zipSync({ "inner.zip": inner, "b.txt": new Uint8Array(100) }) },
    { name: "cut.pdf", bytes: Buffer.from("%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction 2 0 R>>endobj\n") },
  ];
}

/** The same package with its parts as they are, so that a mutation reaches the XML and not only the packing. */
const unpacked = ({ name, bytes }: { name: string; bytes: Uint8Array }) => ({
  name: `open-${name}`,
  bytes: zipSync(unzipSync(bytes), { level: 0 }),
});

let reader: BoundedReader | undefined;

/** Null when the file came to a status as it must; else what was wrong. Ended processes are wrong here: mutations are small. */
export async function checkDocument(bytes: Uint8Array, name: string): Promise<string | null> {
  reader ??= boundedReader();
  const reading = await reader.read(bytes, name);
  const parsed = Reading.safeParse(reading);
  if (!parsed.success) return `${name}: what was read is no reading: ${parsed.error.message}`;
  for (const flag of ["out-of-time", "out-of-memory", "crashed"] as const)
    if (reading.flags.includes(flag)) return `${name}: the reader was ended: ${flag}`;
  const isRead = reading.status === "read" || reading.status === "read-in-part";
  if (isRead !== reading.blocks.length > 0)
    return `${name}: ${reading.status} with ${reading.blocks.length} blocks`;
  if (isRead !== reading.words > 0 && reading.status !== "read") return `${name}: no word was read`;
  return null;
}

/** Ends the process in which documents are read. */
export function stopReading(): void {
  reader?.stop();
  reader = undefined;
}
