/** What endangers in files that are not read: macros, scripts, and archives within archives that unpack without end. */
import type { Blocks } from "./blocks.ts";
import { isCompound, openCompound } from "./compound.ts";
import { Unreadable } from "./limits.ts";
import { isZip, openZip, type Zip } from "./zip.ts";

const deepest = 3;
const programs = /\.(exe|scr|com|bat|cmd|js|jse|vbs|vbe|wsf|hta|ps1|lnk|jar|msi|iso)$/i;

export function flagPackage(bytes: Uint8Array, into: Blocks): void {
  try {
    if (isZip(bytes)) flagZip(openZip(bytes), into, 1);
    else if (isCompound(bytes) && openCompound(bytes).names.some((name) => /^_VBA_PROJECT/.test(name)))
      into.flag("macros");
  } catch (error) {
    into.flag(error instanceof Unreadable ? error.flag : "damaged");
  }
}

function flagZip(zip: Zip, into: Blocks, depth: number): void {
  for (const [name, entry] of zip.entries) {
    if (/vbaProject\.bin$/i.test(name)) into.flag("macros");
    if (programs.test(name)) into.flag("executable");
    if (entry.isEncrypted) into.flag("encrypted");
    else if (/\.(zip|docx|xlsx|pptx|odt|jar)$/i.test(name)) flagInner(zip, name, into, depth);
  }
}

function flagInner(zip: Zip, name: string, into: Blocks, depth: number): void {
  if (depth >= deepest) {
    into.flag("zip-bomb");
    return;
  }
  try {
    const inner = zip.read(name);
    if (inner && isZip(inner)) flagZip(openZip(inner), into, depth + 1);
  } catch (error) {
    into.flag(error instanceof Unreadable ? error.flag : "damaged");
  }
}
