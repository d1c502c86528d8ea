/** Reads any file: its type, and of documents the text. It may use much memory and time: run it where it can be ended. */

import type { DocumentType } from "../domain/reading.ts";
import { type Block, type Reading, type ReadingStatus, withoutText } from "../domain/reading.ts";
import { type Blocks, createBlocks } from "./blocks.ts";
import { fileLimit, Unreadable } from "./limits.ts";
import type { Pages } from "./pdf.ts";
import { isMisnamed, typeOf } from "./types.ts";
import { openZip } from "./zip.ts";

const noPages: Pages = { pages: 0, empty: 0 };

/** Each reader is loaded by the first file that needs it. */
async function readerOf(
  type: DocumentType,
): Promise<((bytes: Uint8Array, into: Blocks) => Promise<Pages>) | null> {
  if (type === "pdf") return (await import("./pdf.ts")).readPdf;
  const read = await plainReaderOf(type);
  if (!read) return null;
  return async (bytes, into) => {
    read(bytes, into);
    return noPages;
  };
}

async function plainReaderOf(
  type: DocumentType,
): Promise<((bytes: Uint8Array, into: Blocks) => void) | null> {
  if (type === "docx") {
    const { readDocx } = await import("./docx.ts");
    return (bytes, into) => readDocx(openZip(bytes), into);
  }
  if (type === "odt") {
    const { readOdt } = await import("./odt.ts");
    return (bytes, into) => readOdt(openZip(bytes), into);
  }
  if (type === "doc") return (await import("./doc.ts")).readDoc;
  if (type === "rtf") return (await import("./rtf.ts")).readRtf;
  if (type === "html") return (await import("./html.ts")).readHtml;
  return type === "txt" ? (await import("./plain.ts")).readPlain : null;
}

/** No file makes it throw: what goes wrong is a status with its flag. */
export async function readDocument(bytes: Uint8Array, name: string): Promise<Reading> {
  if (bytes.length > fileLimit) return withoutText("unknown", "refused", ["too-large"]);
  let type: DocumentType;
  try {
    type = typeOf(bytes);
  } catch (error) {
    return unopened("unknown", error, createBlocks());
  }
  const into = createBlocks();
  if (isMisnamed(name, type)) into.flag("wrong-name");
  const read = await readerOf(type);
  if (!read) return otherwise(type, bytes, into);
  try {
    return await finished(type, into, await read(bytes, into));
  } catch (error) {
    return unopened(type, error, into);
  }
}

async function otherwise(type: DocumentType, bytes: Uint8Array, into: Blocks): Promise<Reading> {
  if (type === "encrypted-office") return withoutText(type, "refused", [...into.flags, "encrypted"]);
  if (type === "empty") return withoutText(type, "nothing-to-read", [...into.flags, "no-text"]);
  if (type === "unknown") into.flag("unknown-type");
  if (type === "executable") into.flag("executable");
  const { flagPackage } = await import("./packages.ts");
  flagPackage(bytes, into);
  return withoutText(type, into.flags.has("zip-bomb") ? "refused" : "not-read", [...into.flags]);
}

/** What was read before the reader gave up is kept. */
async function unopened(type: DocumentType, error: unknown, into: Blocks): Promise<Reading> {
  const flag = error instanceof Unreadable ? error.flag : "damaged";
  into.flag(flag);
  if (flag === "damaged" && into.blocks.length > 0) return finished(type, into, noPages);
  return withoutText(type, flag === "damaged" ? "failed" : "refused", [...into.flags]);
}

const isCounted = ({ place }: Block) => place.part !== "comment";

async function finished(type: DocumentType, into: Blocks, { pages, empty }: Pages): Promise<Reading> {
  const text = into.blocks
    .filter(isCounted)
    .map((block) => block.text)
    .join("\n");
  if (text === "") {
    if (into.flags.has("damaged")) return withoutText(type, "failed", [...into.flags]);
    return withoutText(type, "nothing-to-read", [...into.flags, "no-text"]);
  }
  const [{ isGarbled }, { languageOf }] = await Promise.all([
    import("./quality.ts"),
    import("./language.ts"),
  ]);
  if (isGarbled(text)) return withoutText(type, "failed", [...into.flags, "garbled"]);
  if (empty > 0 && empty < pages) into.flag("pages-without-text");
  const isCut = into.flags.has("truncated") || into.flags.has("damaged");
  const status: ReadingStatus = isCut ? "read-in-part" : "read";
  return {
    type,
    status,
    language: languageOf(text),
    words: wordsIn(text),
    flags: [...into.flags],
    blocks: into.blocks,
  };
}

/** Words are what stands between spaces and holds a letter or a digit. */
const wordsIn = (text: string): number => text.match(/[^\s]*[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
